"""Objectives of sloth and pyrra, whose targets are percentages."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.importing.indicators import Indicator
from sla_catalog.importing.objectives import ForeignWindow, Slo, promise
from sla_catalog.importing.reading import Reading, owner
from sla_catalog.importing.records import Read, Subject
from sla_catalog.importing.values import length, window
from sla_catalog.source.nodes import Node

_SLOTH_QUERIES = {
    "error_query": "error",
    "total_query": "total",
    "error_ratio_query": "error ratio",
}
_SLOTH_QUERIES |= {"errorQuery": "error", "totalQuery": "total", "errorRatioQuery": "error ratio"}


def read_sloth(reading: Reading) -> Iterator[Read]:
    """Yield what the SLOs of one service promise, written plainly or as a Kubernetes object."""
    root = reading.document.root
    for key in ("version", "apiVersion", "kind"):
        reading.at(root, key)
    spec = reading.at(root, "spec")
    place = root if reading.at(root, "slos") is not None else spec
    service = reading.text(place, "service")
    items = reading.items(place, "slos")
    labels = [owner(reading, reading.at(place, "labels"))]
    labels += [owner(reading, reading.at(one, "labels")) for one in items]
    labels += [owner(reading, reading.at(one, "alerting", "labels")) for one in items]
    yield Subject(service, reading.span(place), owner=next(filter(None, labels), ""))
    for item in items:
        name, description = reading.text(item, "name"), reading.text(item, "description")
        yield from promise(
            reading,
            Slo(
                service,
                name,
                item,
                percent=reading.at(item, "objective"),
                indicator=_sloth_indicator(reading, item, name, description),
                description=description,
            ),
        )


def _sloth_indicator(reading: Reading, item: Node, name: str, description: str) -> Indicator:
    queries = {}
    for kind in ("events", "raw"):
        place = reading.at(item, "sli", kind)
        for key, what in _SLOTH_QUERIES.items():
            if query := reading.text(place, key):
                queries[what] = query
    return Indicator((name, description), "Occurrences" if queries else "", queries)


def read_pyrra(reading: Reading) -> Iterator[Read]:
    """Yield what one object of pyrra promises."""
    root = reading.document.root
    for key in ("apiVersion", "kind"):
        reading.at(root, key)
    metadata, spec = reading.at(root, "metadata"), reading.at(root, "spec")
    name, description = reading.text(metadata, "name"), reading.text(spec, "description")
    labels = reading.at(metadata, "labels")
    found = owner(reading, labels) or _pyrra_owner(reading, labels)
    yield Subject(name, reading.span(root), owner=found)
    given = reading.at(spec, "window")
    limit = window(reading.text(given)) if given is not None else ""
    unread = reading.words(given) if given is not None and not limit else ""
    if unread:
        yield reading.unread(given, "window")
    yield from promise(
        reading,
        Slo(
            name,
            name,
            spec or root,
            percent=reading.at(spec, "target"),
            window=ForeignWindow(limit, unread),
            indicator=_pyrra_indicator(reading, spec, name, description),
            description=description,
        ),
    )


def _pyrra_owner(reading: Reading, labels: Node | None) -> str:
    return reading.text(labels, "pyrra.dev/team") or reading.text(labels, "pyrra.dev/owner")


def _pyrra_indicator(reading: Reading, spec: Node | None, name: str, description: str) -> Indicator:
    queries: dict[str, str] = {}
    limit, method = "", ""
    for kind, node in reading.entries(spec, "indicator"):
        method = "" if kind == "bool_gauge" or kind == "boolGauge" else "Occurrences"
        if kind == "latencyNative":
            limit = length(reading.text(node, "latency"))
        if gauge := reading.text(node, "metric"):
            queries["value"] = gauge
        for key in ("errors", "success", "total"):
            if metric := reading.text(node, key, "metric"):
                queries[key] = metric
    return Indicator((name, description), method, queries, limit)
