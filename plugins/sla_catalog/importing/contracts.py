"""Service levels of data contracts: ODCS and datacontract-specification, known by their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sla_catalog.importing.carried import agrees, carried, is_ours
from sla_catalog.importing.levels import Level, kind_of, level
from sla_catalog.importing.reading import Reading, owner, prose
from sla_catalog.importing.records import ImportedPromise, Read, Subject
from sla_catalog.importing.values import length, stated_percentages
from sla_catalog.losses import Outcome
from sla_catalog.source.nodes import Mapping, Node, Scalar

_LEVELS = ("servicelevels", "serviceLevels")
# Of each service level of the datacontract-specification the keys that hold what is promised.
_VALUES = {
    "availability": ("percentage",),
    "retention": ("period",),
    "latency": ("threshold",),
    "freshness": ("threshold",),
    "frequency": ("interval",),
    "support": ("responseTime",),
}
_PROMISES = ("percentage", "threshold", "period", "interval", "value", "target")
_UPTIME = re.compile(r"(?P<share>[0-9.]+ ?%) (?:uptime|available|availability)", re.IGNORECASE)


def has_levels(root: Mapping) -> bool:
    """Tell whether a document has the keys of a data contract."""
    keys = {entry.key.text for entry in root.entries}
    return bool(keys & {"slaProperties", *_LEVELS, "dataContractSpecification"}) or any(
        entry.key.text == "kind" and _is_contract(entry.value) for entry in root.entries
    )


def _is_contract(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == "DataContract"


def read(reading: Reading) -> Iterator[Read]:
    """Yield what a data contract promises, by either list and by both."""
    root = reading.document.root
    service, subject = _subject(reading, root)
    if is_ours(reading, root):
        service = reading.text(root, "id")
        subject = replace(subject, service=service)
    found: list[Read] = []
    kept, notes = carried(reading, root, service)
    yield from notes
    for node in reading.items(root, "slaProperties"):
        of_ours = kept.get(reading.text(node, "id"))
        read = list(_property(reading, node, service))
        if of_ours and any(
            isinstance(o, ImportedPromise) and agrees(o.target, of_ours.target) for o in read
        ):
            reading.pass_over(node)
        elif of_ours:
            yield reading.note(Outcome.ASKED, node, "the value was changed since it was exported")
            kept.pop(reading.text(node, "id"))
            found += read
        else:
            found += read
    found += kept.values()
    more: dict[str, object] = {}
    for key in _LEVELS:
        for name, node in reading.entries(root, key):
            found += _service_level(reading, node, name, service, more)
    found += _notice(reading, root, more)
    if not any(isinstance(one, ImportedPromise) for one in found) and not more:
        reading.pass_over(root)
        yield reading.note(Outcome.LEFT_OUT, root, "there is no service level in this file")
        return
    yield Subject(
        subject.service, subject.span, subject.title, subject.owner, subject.summary, more
    )
    yield from found


def _subject(reading: Reading, root: Node) -> tuple[str, Subject]:
    for key in ("apiVersion", "kind", "dataContractSpecification"):
        reading.at(root, key)
    info = reading.at(root, "info")
    names = (("name",), ("info", "title"), ("dataProduct",), ("id",))
    service = next(filter(None, (reading.text(root, *keys) for keys in names)), "data contract")
    who = (
        reading.text(root, "team", "name")
        or _member(reading, root)
        or owner(reading, root)
        or owner(reading, info)
    )
    purpose = reading.text(root, "description", "purpose") or reading.text(info, "description")
    span = reading.span(root)
    return service, Subject(service, span, service, who, prose(purpose))


def _member(reading: Reading, root: Node) -> str:
    """Return the one of a team that is its owner; a team of several people has no name."""
    members = (*reading.items(root, "team"), *reading.items(root, "team", "members"))
    for node in members:
        if isinstance(node, Mapping) and "owner" in reading.text(node, "role").lower():
            return reading.text(node, "name") or reading.text(node, "username")
    return ""


def _property(reading: Reading, node: Node, service: str) -> Iterator[Read]:
    """Read one entry of `slaProperties`."""
    name = reading.text(node, "property")
    value = reading.at(node, "value")
    if value is None:
        other = reading.at(node, "target")
        yield reading.unread(other or node, f"value of {name or 'a service level'}")
        words = reading.words(other) if other else "no value"
        yield ImportedPromise(
            service, name or "unnamed", reading.span(node), "custom", unread=words
        )
        return
    element = reading.text(node, "element")
    shown = f"{name} of {element}" if element else name
    description = reading.text(node, "description")
    unit = reading.text(node, "unit")
    yield from level(reading, Level(service, name, shown, value, unit, description))


def _service_level(
    reading: Reading, node: Node, name: str, service: str, more: dict[str, object]
) -> Iterator[Read]:
    """Read one entry of `servicelevels`, a mapping or only a value."""
    if isinstance(node, Scalar):
        yield from _scalar(reading, node, name, service)
        return
    description = reading.text(node, "description")
    if name == "backup":
        yield from _backup(reading, node, service, more)
        return
    keys = (*_VALUES.get(name, ()), *_PROMISES)
    value = _first(reading, node, keys)
    if name == "support" and (hours := reading.text(node, "time")):
        more["support"] = {"hours": {"unread": hours}}
        yield reading.note(Outcome.CHANGED, node, f"support hours in words only: {hours}")
    is_unlimited = reading.text(node, "unlimited").lower() == "true"
    if value is None and is_unlimited:
        value = reading.at(node, "unlimited")
        shown = Level(service, name, name, value or node, "", description, "unlimited")
        yield from level(reading, shown)
    elif value is not None:
        unit = reading.text(node, "unit")
        yield from level(reading, Level(service, name, name, value, unit, description))
    elif name != "support":
        yield from _described(reading, node, name, service, description)


def _first(reading: Reading, node: Node, keys: tuple[str, ...]) -> Node | None:
    for key in keys:
        found = reading.at(node, key)
        if found is not None:
            return found
    return None


def _scalar(reading: Reading, node: Scalar, name: str, service: str) -> Iterator[Read]:
    words = reading.words(node)
    uptime = _UPTIME.fullmatch(words)
    text = uptime["share"] if uptime else words
    yield from level(reading, Level(service, name, name, node, "", "", text))


def _described(
    reading: Reading, node: Node, name: str, service: str, description: str
) -> Iterator[Read]:
    """Read a service level of which only the description says how much."""
    stated = list(stated_percentages(description)) if kind_of(name) == "availability" else []
    if len(set(stated)) == 1:
        text = f"{stated[0]} of {name} is taken from its description"
        yield reading.note(Outcome.CHANGED, node, text)
        shown = Level(service, name, name, node, "", description, stated[0])
        yield from level(reading, shown)
    else:
        yield reading.unread(node, f"value of {name}")
        words = description or "no value"
        yield ImportedPromise(service, name, reading.span(node), "custom", unread=prose(words))


def _backup(reading: Reading, node: Node, service: str, more: dict[str, object]) -> Iterator[Read]:
    description = reading.text(node, "description")
    if interval := reading.text(node, "interval"):
        read = length(interval)
        more["continuity"] = {"backup_interval": f"every {read}" if read else {"unread": interval}}
        outcome = Outcome.READ if read else Outcome.LEFT_OUT
        text = f"backup interval: {read or f'`{interval}` was not read'}"
        yield reading.note(outcome, reading.at(node, "interval"), text)
    for key, name in (("recoveryTime", "recovery time"), ("recoveryPoint", "recovery point")):
        value = reading.at(node, key)
        if value is not None:
            yield from level(reading, Level(service, key, name, value, "", description))


def _notice(reading: Reading, root: Node, more: dict[str, object]) -> Iterator[Read]:
    """Read the period of notice among the terms, which is no service level but is promised."""
    node = reading.at(root, "terms", "noticePeriod")
    words = reading.text(node)
    if node is None or not words:
        return
    read = length(words)
    is_none = read.startswith("0 ")
    more["termination"] = {"notice": {"none": words} if is_none else read or {"unread": words}}
    outcome = Outcome.READ if read else Outcome.LEFT_OUT
    shown = "none" if is_none else read or f"`{words}` was not read"
    yield reading.note(outcome, node, f"period of notice: {shown}")
