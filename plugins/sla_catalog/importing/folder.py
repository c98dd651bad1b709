"""All foreign documents of a folder, known by their shape and read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sla_catalog.findings import Span
from sla_catalog.importing import contracts, generator, openslo, products, prometheus, terraform
from sla_catalog.importing.configuration import configuration
from sla_catalog.importing.documents import ForeignDocument, documents
from sla_catalog.importing.markdown import read_markdown
from sla_catalog.importing.reading import Reading
from sla_catalog.importing.records import ImportedPromise, Read, worded_window
from sla_catalog.importing.sheets import MAPPING, read_sheet
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import collector_at_rest
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
    if "service_level_indicator" in inner or {"slo_name", "slo_target"} <= keys:
        return "slo-generator"
    if not isinstance(root, Entries):
        return ""
    if terraform.holds_slos(root):
        return "terraform"
    if contracts.has_levels(root):
        return "datacontract" if "dataContractSpecification" in keys else "odcs"
    if generator.is_policy(root):
        return "policies"
    return "odps" if next(products.packages(root), None) else ""


FORMATS = (
    "openslo",
    "nobl9",
    "sloth",
    "pyrra",
    "slo-generator",
    "odcs",
    "datacontract",
    "odps",
    "terraform",
    "markdown",
    "csv",
    "xlsx",
)


def read_files(
    files: Iterable[SourceFile], limits: Limits, only: str = ""
) -> tuple[tuple[Read, ...], tuple[Note, ...]]:
    """Return what foreign files promise, and notes on what became of it.

    `only` names the one format to read.
    """
    with collector_at_rest():
        return _read_files(files, limits, only)


def _read_files(
    files: Iterable[SourceFile], limits: Limits, only: str
) -> tuple[tuple[Read, ...], tuple[Note, ...]]:
    notes: list[Note] = []
    readings: list[tuple[str, Reading]] = []
    tables: list[Read] = []
    listed = list(files)
    mappings = {file.path: file for file in listed if file.path.endswith(MAPPING)}
    for file in listed:
        kind = _TABLES.get(file.path.lower().rpartition(".")[2], "")
        if file.path in mappings or (kind and only not in {"", kind}):
            continue
        if kind:
            tables += _of_tables(file, kind, mappings, limits)
            continue
        for one in _documents(file, limits):
            if isinstance(one, Note):
                notes.append(one)
                continue
            for document in _divided(one):
                found = shape(document.root)
                if found and (not only or found in {only, "policies"}):
                    readings.append((found, Reading(document)))
                else:
                    known = only or "a known format"
                    text = f"there is no objective of {known} in this file"
                    notes.append(Note(Outcome.LEFT_OUT, document.span(document.root), text))
    read = [*_read(readings), *tables]
    notes += [one for one in read if isinstance(one, Note)]
    for found, reading in readings:
        if found != "policies":
            notes += reading.left()
    notes = [*_counted(notes)]
    notes.sort(key=lambda note: (note.span.path, note.span.line, note.span.column))
    return tuple(one for one in read if not isinstance(one, Note)), tuple(notes)


def _documents(file: SourceFile, limits: Limits) -> Iterator[ForeignDocument | Note]:
    is_terraform = file.path.lower().endswith(".tf")
    yield from configuration(file, limits) if is_terraform else documents(file, limits)


_TABLES = {"md": "markdown", "csv": "csv", "xlsx": "xlsx"}
SUFFIXES = (".yaml", ".yml", ".json", ".tf", *(f".{ending}" for ending in _TABLES))


def _of_tables(
    file: SourceFile, kind: str, mappings: Mapping[str, SourceFile], limits: Limits
) -> list[Read]:
    if kind == "markdown":
        return list(read_markdown(file, limits))
    return list(read_sheet(file, mappings, limits))


_MOST_EMPTY = 3


def _counted(notes: Iterable[Note]) -> Iterator[Note]:
    """Yield notes; those on files of a folder that promise nothing become one with their count."""
    empty: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        if note.text.startswith("there is no") and note.text.endswith("in this file"):
            folder = note.span.path.rpartition("/")[0]
            empty.setdefault((folder, note.text), []).append(note)
        else:
            yield note
    for (folder, text), found in empty.items():
        paths = {note.span.path for note in found}
        if len(paths) <= _MOST_EMPTY:
            yield from found
        else:
            words = f"{len(paths):,} files: {text.replace('this file', 'them')}"
            yield Note(Outcome.LEFT_OUT, Span(folder), words)


def _divided(document: ForeignDocument) -> Iterator[ForeignDocument]:
    """Yield the objects of a document that is a list of them."""
    root = document.root
    items = _below(root, "items") if _text(root, "kind") in _LIST_KINDS else root
    if isinstance(items, Sequence) and all(isinstance(one, Entries) for one in items.items):
        for item in items.items:
            yield ForeignDocument(document.source, item)
    else:
        yield document


def _read(readings: list[tuple[str, Reading]]) -> list[Read]:
    """Read all documents; those of one tool are joined first."""
    read: list[Read] = []
    objects = {name: openslo.Objects() for name in ("openslo", "nobl9")}
    for name, one in objects.items():
        one.gather([reading for found, reading in readings if found == name])
    windows = generator.policies([one for found, one in readings if found == "policies"])
    # Indicators come last: by then it is known which of them are used.
    for found, reading in sorted(readings, key=lambda one: _is_indicator(one[1])):
        for item in _items(found, reading, objects, windows):
            read.append(item)
            if isinstance(item, ImportedPromise) and item.target:
                window = worded_window(item.type, item.window, item.unread_window)
                words = f"{item.name}: {_worded(item)}{window}"
                read.append(Note(Outcome.READ, item.span, words))
    return read


def _is_indicator(reading: Reading) -> bool:
    return _text(reading.document.root, "kind") == "SLI"


def _worded(promise: ImportedPromise) -> str:
    share = promise.more.get("compliance")
    return f"{promise.target} for {share}" if share else promise.target


def _items(
    found: str, reading: Reading, objects: Mapping[str, openslo.Objects], windows: dict[str, str]
) -> Iterator[Read]:
    """Read a document by the format of which it has the shape."""
    match found:
        case "openslo" | "nobl9":
            yield from _openslo(reading, objects[found])
        case "sloth":
            yield from prometheus.read_sloth(reading)
        case "pyrra":
            yield from prometheus.read_pyrra(reading)
        case "slo-generator":
            yield from generator.read(reading, windows)
        case "odcs" | "datacontract":
            yield from contracts.read(reading)
        case "odps":
            yield from products.read(reading)
        case "terraform":
            yield from terraform.read(reading)


def _openslo(reading: Reading, objects: openslo.Objects) -> Iterator[Read]:
    kind = _text(reading.document.root, "kind")
    spec = _keys(_below(reading.document.root, "spec"))
    if kind == "Service":
        yield from openslo.read_service(reading)
    elif kind == "SLI":
        yield from openslo.read_indicator(reading, objects)
    elif kind == "SLO" or {"objectives", "slos", "target", "targetPercent"} & spec:
        yield from openslo.read_objective(reading, objects)


def _keys(node: Node | None) -> frozenset[str]:
    if not isinstance(node, Entries):
        return frozenset()
    return frozenset([key.text for key, _ in node.entries])


def _below(node: Node | None, name: str) -> Node | None:
    for key, value in node.entries if isinstance(node, Entries) else ():
        if key.text == name:
            return value
    return None


def _text(node: Node | None, key: str) -> str:
    found = _below(node, key)
    return found.text.strip() if isinstance(found, Scalar) else ""
