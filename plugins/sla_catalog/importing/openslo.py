"""Objectives of OpenSLO and Nobl9: services, indicators and objectives of several files joined."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sla_catalog.exports.neighbours.openslo import PREFIX
from sla_catalog.importing.indicators import Indicator, edge
from sla_catalog.importing.objectives import ForeignWindow, Slo, promise
from sla_catalog.importing.reading import KEPT, Reading, owner, prose
from sla_catalog.importing.records import Read, Subject
from sla_catalog.importing.windows import read_window, start_of
from sla_catalog.losses import Note, Outcome
from sla_catalog.model import timezones
from sla_catalog.source.nodes import Mapping as Entries
from sla_catalog.source.nodes import Node, Scalar

_RATIOS = ("ratioMetric", "ratioMetrics", "countMetrics")
_THRESHOLDS = ("thresholdMetric", "rawMetric")
_QUERIES = frozenset({"query", "promql", "expr"})
_TIMES = re.compile(r"_(?P<unit>seconds|milliseconds)(?=_|\b)")
_MOST_LEVELS = 4  # from what is counted down to its query
_NOT_SCALED = re.compile(r"[^*]*")


@dataclass(slots=True)
class Objects:
    """The services and indicators of a folder, by their names."""

    services: dict[str, Reading] = field(default_factory=dict)
    indicators: dict[str, Reading] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    zones: dict[str, str] = field(default_factory=dict)

    def gather(self, readings: Sequence[Reading]) -> None:
        """Take in the services and indicators of documents; the first of a name stays."""
        for reading in readings:
            root = reading.document.root
            kind, name = reading.text(root, "kind"), reading.text(root, "metadata", "name")
            if kind == "Service":
                self.services.setdefault(name, reading)
            elif kind == "SLI":
                self.indicators.setdefault(name, reading)


def read_service(reading: Reading) -> Iterator[Read]:
    """Yield what a service says of itself."""
    root = reading.document.root
    _pass_over_head(reading)
    metadata = reading.at(root, "metadata")
    noted = _annotations(reading, metadata)
    yield Subject(
        reading.text(metadata, "name"),
        reading.span(metadata or root),
        _whole(reading.text(metadata, "displayName"), noted.get("title")),
        owner(reading, reading.at(metadata, "labels")) or noted.get("owner", ""),
        prose(_whole(reading.text(root, "spec", "description"), noted.get("description"))),
    )


def read_objective(reading: Reading, objects: Objects) -> Iterator[Read]:
    """Yield what an SLO promises."""
    root = reading.document.root
    _pass_over_head(reading)
    metadata, spec = reading.at(root, "metadata"), reading.at(root, "spec")
    service = reading.text(spec, "service") or reading.text(metadata, "name")
    objects.used.add(service)
    named = reading.text(metadata, "displayName") or reading.text(metadata, "name")
    found = owner(reading, reading.at(metadata, "labels"))
    noted = _annotations(reading, metadata)
    yield Subject(service, reading.span(spec), owner=found)
    if "timezone" not in noted:
        yield from _zone(reading, spec, service, objects)
    shared_indicator = yield from _indicator(reading, spec, objects)
    shared = yield from _window(reading, [*_given(reading, spec)])
    description = _whole(reading.text(spec, "description"), noted.get("description"))
    items, is_odd = _objectives(reading, spec)
    if not items:
        yield reading.note(Outcome.LEFT_OUT, spec, "there is no objective")
    for item in items:
        own = yield from _window(reading, [] if item is spec else [*_given(reading, item)])
        target, whole = _target(reading, item)
        if is_odd:
            at = whole if whole is not None else target
            yield reading.note(Outcome.CHANGED, at, "the target is found at an unusual place")
        if own.text or own.unread:
            yield reading.note(Outcome.CHANGED, item, "the window is found inside the objective")
        called = _whole(reading.text(item, "displayName"), noted.get("name"))
        called = called or reading.text(item, "name")
        name = called or named or service
        if len(items) > 1 and not called:
            name = f"{name} {reading.text(whole if whole is not None else target)}".strip()
        own_indicator = yield from _indicator(reading, None if item is spec else item, objects)
        indicator = _joined(shared_indicator, own_indicator, reading, item)
        if indicator is None:
            text = "no indicator says what is counted; is `success_rate` the right type?"
            yield reading.note(Outcome.ASKED, item, text)
            indicator = Indicator()
        names = (*indicator.names, called, named)
        method = reading.text(spec, "budgetingMethod")
        indicator = replace(indicator, names=names, method=method)
        place = own if own.text or own.unread else shared
        yield from promise(
            reading,
            Slo(
                service,
                name,
                item,
                target,
                whole,
                place,
                indicator,
                description,
                named,
                "targetPercent",
                noted,
            ),
        )


def _annotations(reading: Reading, metadata: Node | None) -> dict[str, str]:
    """Return what an export of ours has noted beside an object."""
    found = reading.at(metadata, "annotations")
    entries = found.entries if isinstance(found, Entries) else ()
    names = [one.key.text for one in entries if one.key.text.startswith(PREFIX)]
    return {name.removeprefix(PREFIX): reading.text(found, name) for name in names}


def _whole(text: str, noted: str | None) -> str:
    """Return what an export of ours had to cut, as a whole, unless it was changed since."""
    return noted if noted and noted.startswith(text.removesuffix("…")) else text


def read_indicator(reading: Reading, objects: Objects) -> Iterator[Read]:
    """Yield a note on an indicator that no objective names."""
    root = reading.document.root
    _pass_over_head(reading)
    name = reading.text(root, "metadata", "name")
    if f"indicator {name}" not in objects.used:
        reading.pass_over(root)
        yield reading.note(Outcome.LEFT_OUT, root, f"no objective uses the indicator `{name}`")


def _pass_over_head(reading: Reading) -> None:
    for key in ("apiVersion", "kind"):
        reading.at(reading.document.root, key)


def _objectives(reading: Reading, spec: Node | None) -> tuple[list[Node], bool]:
    """Return the objectives, and whether they are where the format does not have them."""
    items = list(reading.items(spec, "objectives"))
    if items:
        return items, False
    for slo in reading.items(spec, "slos"):
        items += reading.items(slo, "objectives")
    if items:
        return items, True
    is_direct = isinstance(spec, Entries) and any(
        entry.key.text in {"target", "targetPercent"} for entry in spec.entries
    )
    return ([spec] if spec is not None and is_direct else []), True


def _target(reading: Reading, item: Node) -> tuple[Node | None, Node | None]:
    """Return the node of a fraction and that of a percentage, one of which is there.

    The format has no target directly under `spec`; what is met there above 1 is percent.
    """
    target, whole = reading.at(item, "target"), reading.at(item, "targetPercent")
    if target is not None and item is reading.at(reading.document.root, "spec"):
        words = reading.text(target)
        if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,12})?", words) and Decimal(words) > 1:
            return None, target
    return target, whole


# Windows


def _given(reading: Reading, node: Node | None) -> Iterator[Node]:
    for key in ("timeWindow", "timeWindows", "window"):
        yield from reading.items(node, key)


def _window(reading: Reading, given: Sequence[Node]) -> Generator[Note, None, ForeignWindow]:
    """Read the one window that is given."""
    if not given:
        return ForeignWindow()
    found = [read_window(reading, node) for node in given]
    if len(set(found)) > 1:
        said = " or ".join(f"{read or words}" for read, words in found)
        yield reading.note(Outcome.LEFT_OUT, given[0], f"the windows here disagree: {said}{KEPT}")
        return ForeignWindow(unread=said)
    read, words = found[0]
    if read:
        yield from start_of(reading, given[0], read)
        return ForeignWindow(read)
    yield reading.unread(given[0], "window", shown=words)
    return ForeignWindow(unread=words or reading.words(given[0]))


def _zone(reading: Reading, spec: Node | None, service: str, objects: Objects) -> Iterator[Read]:
    """Yield the time zone of calendar windows as a field of the agreement, which has one."""
    places = [*_given(reading, spec)]
    places += [one for item in _objectives(reading, spec)[0] for one in _given(reading, item)]
    for place in places:
        node = reading.at(place, "calendar", "timeZone")
        name = reading.text(node)
        first = objects.zones.get(service, name)
        if name and name not in timezones.names():
            yield reading.note(Outcome.LEFT_OUT, node, f"`{name}` is not a time zone")
        elif name and name != first:
            text = f"the time zone `{name}` is not that of the service's other windows, `{first}`"
            yield reading.note(Outcome.ASKED, node, text)
        elif name and service not in objects.zones:
            objects.zones[service] = name
            yield reading.note(Outcome.READ, node, f"time zone: {name}")
            more: dict[str, object] = {"duration": {"timezone": name}}
            yield Subject(service, reading.span(node), more=more)


# Indicators


def _indicator(
    reading: Reading, node: Node | None, objects: Objects
) -> Generator[Note, None, Indicator | None]:
    """Read the indicator that a node holds or names."""
    inner = reading.at(node, "indicator")
    if isinstance(inner, Entries):
        return _read_indicator(reading, inner)
    reference = reading.at(node, "indicatorRef")
    if reference is None:
        return _ratio(reading, node)
    name = reading.text(reference)
    objects.used.add(f"indicator {name}")
    other = objects.indicators.get(name)
    if other is None:
        text = f"the indicator `{name}` is in none of these files"
        yield reading.note(Outcome.ASKED, reference, text)
        return Indicator(names=(name,))
    return _read_indicator(other, other.document.root)


def _read_indicator(reading: Reading, node: Node) -> Indicator:
    """Read an indicator in either of its forms, with and without a `spec`."""
    metadata = reading.at(node, "metadata")
    names = (reading.text(metadata, "name"), reading.text(metadata, "displayName"))
    inner = reading.at(node, "spec")
    spec = inner if inner is not None else node
    description = reading.text(spec, "description")
    found = _ratio(reading, spec) or Indicator()
    for key in _THRESHOLDS:
        if threshold := reading.at(spec, key):
            query = _query(reading, threshold)
            found = replace(found, queries={"value": query} if query else {})
    return replace(found, names=tuple(filter(None, (*names, description))))


def _ratio(reading: Reading, node: Node | None) -> Indicator | None:
    for key in _RATIOS:
        ratio = reading.at(node, key)
        if ratio is not None:
            counted = {name: reading.at(ratio, name) for name in ("good", "bad", "total")}
            queries = {name: _query(reading, one) for name, one in counted.items() if one}
            return Indicator(queries={name: text for name, text in queries.items() if text})
    return None


def _query(reading: Reading, node: Node, depth: int = 0) -> str:
    """Return the first query below a node."""
    for key, value in reading.entries(node):
        if isinstance(value, Scalar):
            if key in _QUERIES:
                return reading.text(value)
        elif depth < _MOST_LEVELS and (found := _query(reading, value, depth + 1)):
            return found
    return ""


def _joined(
    shared: Indicator | None, own: Indicator | None, reading: Reading, item: Node
) -> Indicator | None:
    """Return an objective's indicator with the value from which it calls an event good."""
    found = own or shared
    operator, node = reading.text(item, "op"), reading.at(item, "value")
    value = reading.text(node)
    condition = edge(operator, value)
    if not condition:
        reading.seen.discard(id(node))
        return found
    found = found or Indicator()
    query = found.queries.get("value", "")
    units = {match["unit"] for match in _TIMES.finditer(query)}
    if len(units) == 1 and _NOT_SCALED.fullmatch(query) and operator in {"lte", "lt"}:
        unit = "s" if units == {"seconds"} else "ms"
        word = "less than " if operator == "lt" else ""
        return replace(found, limit=f"{word}{value} {unit}")
    return replace(found, edge=condition)
