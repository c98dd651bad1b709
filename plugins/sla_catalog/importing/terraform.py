"""SLO resources of Datadog, Grafana and Google in Terraform files, read without evaluation."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from sla_catalog.importing.indicators import Indicator
from sla_catalog.importing.objectives import ForeignWindow, Slo, promise
from sla_catalog.importing.reading import Reading, clean, owner
from sla_catalog.importing.records import Read, Subject
from sla_catalog.importing.values import length, window, window_of
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.nodes import Mapping, Node, Scalar

RESOURCES = ("datadog_service_level_objective", "grafana_slo", "google_monitoring_slo")


def holds_slos(root: Mapping) -> bool:
    """Tell whether a file has a resource that is an SLO."""
    return any(
        entry.key.text == "resource"
        and isinstance(entry.value, Mapping)
        and any(one.key.text in RESOURCES for one in entry.value.entries)
        for entry in root.entries
    )


def read(reading: Reading) -> Iterator[Read]:
    """Yield what the SLOs of a file promise; all else in it is passed over."""
    root = reading.document.root
    for key, node in reading.entries(root):
        if key != "resource":
            reading.pass_over(node)
    for kind, named in reading.entries(root, "resource"):
        if kind not in RESOURCES:
            reading.pass_over(named)
            continue
        for name, body in reading.entries(named):
            match kind:
                case "datadog_service_level_objective":
                    yield from _datadog(reading, name, body)
                case "grafana_slo":
                    yield from _grafana(reading, name, body)
                case _:
                    yield from _google(reading, name, body)


def _datadog(reading: Reading, resource: str, body: Node) -> Iterator[Read]:
    tags: dict[str, str] = {}
    for one in reading.items(body, "tags"):
        if isinstance(one, Scalar) and one.text.startswith("${"):
            text = f"the tags `{reading.words(one)}` were not read: {_NOT_EVALUATED}"
            yield reading.note(Outcome.LEFT_OUT, one, text)
        elif isinstance(one, Scalar) and ":" in one.text:
            key, text = clean(one.text).split(":", 1)
            tags[key] = yield from _literal(reading, one, key, text)
    name = reading.text(body, "name") or resource
    service = tags.get("service") or name
    yield from _with_variable(reading, body)
    yield Subject(service, reading.span(body), owner=tags.get("team") or tags.get("owner") or "")
    described = reading.text(body, "description")
    queries = {
        what: reading.text(body, "query", key)
        for key, what in (("numerator", "good"), ("denominator", "total"))
    }
    method = {"metric": "Occurrences", "time_slice": "Timeslices"}.get(reading.text(body, "type"))
    indicator = Indicator(
        (name, described), method or "", {key: text for key, text in queries.items() if text}
    )
    blocks = reading.items(body, "thresholds")
    keys = ("target", "timeframe")
    if not blocks:
        blocks, keys = (body,), ("target_threshold", "timeframe")
    for block in blocks:
        given = reading.at(block, keys[1])
        limit = _window(reading, given)
        if limit.unread:
            yield reading.unread(given, "window")
        shown = f"{name} ({reading.text(given)})" if len(blocks) > 1 else name
        target = reading.at(block, keys[0])
        yield from promise(
            reading,
            Slo(service, shown, block, None, target, limit, indicator, described, name),
        )


def _grafana(reading: Reading, resource: str, body: Node) -> Iterator[Read]:
    name, described = reading.text(body, "name") or resource, reading.text(body, "description")
    labels: dict[str, str] = {}
    for one in reading.items(body, "label"):
        key, value = reading.text(one, "key"), reading.at(one, "value")
        labels[key] = yield from _literal(reading, value, key, reading.text(value))
    yield from _with_variable(reading, body)
    service = labels.get("service") or labels.get("service_name") or name
    yield Subject(
        service, reading.span(body), owner=labels.get("team") or labels.get("owner") or ""
    )
    ratio = reading.at(body, "query", "ratio")
    queries = {
        what: reading.text(ratio, key)
        for key, what in (("success_metric", "success"), ("total_metric", "total"))
    }
    queries["value"] = reading.text(body, "query", "freeform", "query")
    found = {key: text for key, text in queries.items() if text}
    indicator = Indicator((name, described), "Occurrences" if ratio is not None else "", found)
    for block in reading.items(body, "objectives"):
        given = reading.at(block, "window")
        limit = _window(reading, given)
        if limit.unread:
            yield reading.unread(given, "window")
        value = reading.at(block, "value")
        yield from promise(
            reading, Slo(service, name, block, value, None, limit, indicator, described, name)
        )


def _window(reading: Reading, given: Node | None) -> ForeignWindow:
    read = window(reading.text(given))
    return ForeignWindow(read, "" if read or given is None else reading.words(given))


def _google(reading: Reading, resource: str, body: Node) -> Iterator[Read]:
    name = reading.text(body, "display_name") or reading.text(body, "slo_id") or resource
    service = _of_reference(reading.text(body, "service")) or name
    yield from _with_variable(reading, body)
    yield Subject(
        service, reading.span(body), owner=owner(reading, reading.at(body, "user_labels"))
    )
    period, days = reading.at(body, "calendar_period"), reading.at(body, "rolling_period_days")
    by_calendar, rolling = reading.text(period), reading.text(days)
    if by_calendar and rolling:
        limit = ForeignWindow(unread=f"{by_calendar} and {rolling} days")
        yield reading.unread(period, "window", "both kinds of window are written")
    elif by_calendar:
        read = window_of("1", by_calendar, is_calendar=True)
        limit = ForeignWindow(read, "" if read else by_calendar)
    else:
        read = window_of(rolling, "day")
        limit = ForeignWindow(read, "" if read else rolling)
    if limit.unread and not (by_calendar and rolling):
        yield reading.unread(period if by_calendar else days, "window")
    indicator = _google_indicator(reading, body, name)
    goal = reading.at(body, "goal")
    yield from promise(reading, Slo(service, name, body, goal, None, limit, indicator, "", name))


_OF_ALL = frozenset({"default", "this", "main", "service", "example"})


def _of_reference(text: str) -> str:
    """Return the name of the resource that a reference such as `${a_service.shop.id}` names.

    A name that resources of several types bear is told from others by the type.
    """
    if not text.startswith("${"):
        return text
    parts = text.strip("${}").split(".")
    if len(parts) <= 2:
        return ""
    kind, name = parts[-3].removeprefix("google_monitoring_"), parts[-2]
    return f"{kind.replace('_', ' ')} {name}" if name in _OF_ALL else name


_NOT_EVALUATED = "a variable or an expression, which is not evaluated"
_WHOSE = frozenset({"service", "service_name", "team", "owner"})


def _literal(
    reading: Reading, node: Node | None, key: str, text: str
) -> Generator[Note, None, str]:
    """Return the text of a label, or nothing where a variable would have to be evaluated."""
    if "${" not in text:
        return text
    if key in _WHOSE:
        said = f"the {key} `{text}` was not read: {_NOT_EVALUATED}"
        yield reading.note(Outcome.LEFT_OUT, node, said)
    return ""


def _with_variable(reading: Reading, body: Node) -> Iterator[Note]:
    """Yield a note where a name holds a variable, which stays as it is written."""
    for key in ("name", "display_name"):
        node = reading.at(body, key)
        if "${" in reading.text(node):
            text = f"the {key} `{reading.words(node)}` holds a variable, which keeps its name"
            yield reading.note(Outcome.CHANGED, node, text)


def _google_indicator(reading: Reading, body: Node, name: str) -> Indicator:
    basic = reading.at(body, "basic_sli")
    limit = length(reading.text(basic, "latency", "threshold"))
    if limit:
        return Indicator((name,), "Occurrences", limit=limit)
    if reading.at(basic, "availability") is not None:
        reading.pass_over(reading.at(basic, "availability"))
        return Indicator((name, "availability"), "Occurrences")
    ratio = reading.at(body, "request_based_sli", "good_total_ratio")
    queries = {
        what: reading.text(ratio, f"{key}_service_filter")
        for key, what in (("good", "good"), ("bad", "bad"), ("total", "total"))
    }
    found = {key: text for key, text in queries.items() if text}
    method = "Occurrences" if reading.at(body, "request_based_sli") is not None else ""
    if reading.at(body, "windows_based_sli") is not None:
        method = "Timeslices"
    return Indicator((name,), method, found)
