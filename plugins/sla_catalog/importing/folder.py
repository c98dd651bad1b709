"""All foreign documents of a folder, known by their shape and read together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sla_catalog.importing import openslo, prometheus
from sla_catalog.importing.documents import Document, documents
from sla_catalog.importing.reading import Reading
from sla_catalog.importing.records import ImportOutcome, Note, Promise, Read
from sla_catalog.source.limits import Limits
from sla_catalog.source.nodes import Mapping as Entries
from sla_catalog.source.nodes import Node, Scalar, Sequence
from sla_catalog.source.tree import SourceFile

_OF_OPENSLO = frozenset({"Service", "SLI", "SLO"})
_LIST_KINDS = frozenset({"SLOList", "List"})


def shape(root: Node) -> str:
    """Return the format whose keys a document has, or nothing; its head alone decides nothing."""
    keys = _keys(root)
    spec, version = _below(root, "spec"), _text(root, "apiVersion")
    inner, kind = _keys(spec), _text(root, "kind")
    if ("slos" in keys and "service" in keys) or (
        "slos" in inner and kind.startswith("Prometheus")
    ):
        return "sloth"
    if "target" in inner and "indicator" in inner and "objectives" not in inner:
        indicator = _keys(_below(spec, "indicator"))
        if indicator & {"ratio", "latency", "latencyNative", "bool_gauge", "boolGauge"} or (
            version.startswith("pyrra")
        ):
            return "pyrra"
    if {"objectives", "slos", "target", "targetPercent"} & inner and "metadata" in keys:
        return "nobl9" if version.startswith("n9/") else "openslo"
    if kind in _OF_OPENSLO and "metadata" in keys and "spec" in keys:
        return "nobl9" if version.startswith("n9/") else "openslo"
    return ""


def read_files(
    files: Iterable[SourceFile], limits: Limits, only: str = ""
) -> tuple[tuple[Read, ...], tuple[Note, ...]]:
    """Return what foreign files promise, and notes on what became of it.

    `only` names the one format to read.
    """
    notes: list[Note] = []
    readings: list[tuple[str, Reading]] = []
    for file in files:
        for one in documents(file, limits):
            if isinstance(one, Note):
                notes.append(one)
                continue
            for document in _divided(one):
                found = shape(document.root)
                if found and found == (only or found):
                    readings.append((found, Reading(document)))
                else:
                    text = (
                        f"this is no file of {only}" if only else "no objective of a known format"
                    )
                    notes.append(Note(ImportOutcome.LEFT_OUT, document.span(document.root), text))
    read = _read(readings)
    notes += [one for one in read if isinstance(one, Note)]
    for _, reading in readings:
        notes += reading.left()
    notes.sort(key=lambda note: (note.span.path, note.span.line, note.span.column))
    return tuple(one for one in read if not isinstance(one, Note)), tuple(notes)


def _divided(document: Document) -> Iterator[Document]:
    """Yield the objects of a document that is a list of them."""
    root = document.root
    items = _below(root, "items") if _text(root, "kind") in _LIST_KINDS else root
    if isinstance(items, Sequence) and all(isinstance(one, Entries) for one in items.items):
        for item in items.items:
            yield Document(document.source, item)
    else:
        yield document


def _read(readings: list[tuple[str, Reading]]) -> list[Read]:
    """Read all documents; those of one tool are joined first."""
    read: list[Read] = []
    objects = {name: openslo.Objects() for name in ("openslo", "nobl9")}
    for name, one in objects.items():
        one.gather([reading for found, reading in readings if found == name])
    # Indicators come last: by then it is known which of them are used.
    for found, reading in sorted(readings, key=lambda one: _is_indicator(one[1])):
        for item in _READERS[found](reading, objects.get(found, openslo.Objects())):
            read.append(item)
            if isinstance(item, Promise) and item.target:
                words = f"{item.name}: {_worded(item)}, {item.window or _no_window(item)}"
                read.append(Note(ImportOutcome.READ, item.span, words))
    return read


def _is_indicator(reading: Reading) -> bool:
    return _text(reading.document.root, "kind") == "SLI"


def _worded(promise: Promise) -> str:
    share = promise.more.get("compliance")
    return f"{promise.target} for {share}" if share else promise.target


def _no_window(promise: Promise) -> str:
    return "window not read" if promise.unread_window else "window not stated"


def _openslo(reading: Reading, objects: openslo.Objects) -> Iterator[Read]:
    kind = _text(reading.document.root, "kind")
    spec = _keys(_below(reading.document.root, "spec"))
    if kind == "Service":
        yield from openslo.read_service(reading)
    elif kind == "SLI":
        yield from openslo.read_indicator(reading, objects)
    elif kind == "SLO" or {"objectives", "slos", "target", "targetPercent"} & spec:
        yield from openslo.read_objective(reading, objects)


_READERS: Mapping[str, Callable[[Reading, openslo.Objects], Iterator[Read]]] = {
    "openslo": _openslo,
    "nobl9": _openslo,
    "sloth": lambda reading, _: prometheus.read_sloth(reading),
    "pyrra": lambda reading, _: prometheus.read_pyrra(reading),
}


def _keys(node: Node | None) -> frozenset[str]:
    if not isinstance(node, Entries):
        return frozenset()
    return frozenset(entry.key.text for entry in node.entries)


def _below(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, Entries):
        return None
    return next((entry.value for entry in node.entries if entry.key.text == key), None)


def _text(node: Node | None, key: str) -> str:
    found = _below(node, key)
    return found.text.strip() if isinstance(found, Scalar) else ""
