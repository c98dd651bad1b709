"""What to write for a list where keys are expected, and for keys where a list is."""

from __future__ import annotations

from sla_catalog.model.fields import Record
from sla_catalog.source.document import Node, Scalar, Sequence
from sla_catalog.source.nodes import Mapping
from sla_catalog.source.schema_paths import (
    Location,
    fields_by_key,
    is_listed,
    keys_of,
    last_field,
    record_in,
)
from sla_catalog.source.suggestions import PLAIN, own_keys, required_keys, takes

_MOST_KEYS = 4


def instead_of_collection(record: type[Record], loc: Location, node: Node) -> str:
    """Return what could be written instead of a list or a mapping, or nothing."""
    field = last_field(record, loc)
    entry = record_in(field.annotation) if field else None
    if entry is None:
        return ""
    if isinstance(node, Mapping):
        return _of_mapping(entry, node)
    return _of_list(entry, node) if isinstance(node, Sequence) else ""


def _of_mapping(entry: type[Record], node: Mapping) -> str:
    """Return the list of which one entry, or whose ids as keys, are written."""
    keys = [one.key.text for one in node.entries]
    if {*keys} <= {*keys_of(entry)}:
        return "- before the first key, and the others below it: it is one entry"
    if "id" not in keys_of(entry) or not node.entries:
        return ""
    first = node.entries[0]
    inner = _keys_of(first.value, entry)
    if inner is None or not PLAIN.fullmatch(first.key.text):
        return ""
    written = ", ".join([f"id: {first.key.text}", *inner])
    more = ", …" if len(node.entries) > 1 else ""
    return f"[{{{written}}}{more}]; each key is the `id` of an entry"


def _keys_of(value: Node, entry: type[Record]) -> list[str] | None:
    """Return the keys of an entry that is written below its id, or its name alone."""
    if isinstance(value, Scalar):
        is_name = "name" in keys_of(entry) and PLAIN.fullmatch(value.text)
        return [f"name: {value.text}"] if is_name else None
    if not isinstance(value, Mapping):
        return None
    if not all(PLAIN.fullmatch(one.key.text) for one in value.entries):
        return None
    pairs = [f"{one.key.text}: {_written(one.value)}" for one in value.entries[:_MOST_KEYS]]
    return [*pairs, "…"] if len(value.entries) > _MOST_KEYS else pairs


def _written(node: Node) -> str:
    return node.text if isinstance(node, Scalar) and PLAIN.fullmatch(node.text) else "…"


def _of_list(entry: type[Record], node: Sequence) -> str:
    """Return the keys that a list of one entry, of entries or of values stands for."""
    mappings = [item for item in node.items if isinstance(item, Mapping)]
    if mappings and len(mappings) == len(node.items):
        keys = {one.key.text for item in mappings for one in item.entries}
        if len(mappings) == 1 and keys <= {*keys_of(entry)}:
            return "the same keys without the `-` or the brackets: it is one, not a list"
        for outer, field in fields_by_key(entry).items():
            annotation = entry.model_fields[field].annotation
            inner = record_in(annotation)
            if inner and is_listed(annotation) and keys <= {*keys_of(inner)}:
                return f"{outer}: before the list, and the list below it with more indentation"
        return ""
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    if not texts or len(texts) != len(node.items) or not all(map(PLAIN.fullmatch, texts)):
        return ""
    free, written = required_keys(entry) or own_keys(entry), []
    for text in texts:
        key = next((one for one in free if takes(entry, one, text)), "")
        if not key or takes(entry, key, "No value of any kind"):
            return ""
        free = [one for one in free if one != key]
        if key in required_keys(entry) and not free:
            free = own_keys(entry)
        written.append(f"{key}: {text}")
    return f"{{{', '.join(written)}}}"
