"""Where a finding is, without lines: keys and ids such as `metrics[uptime].target`."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

from sla_catalog.findings import Span
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.nodes import Mapping, MappingEntry, Node, Scalar, Sequence, plain_value

_NAMES = ("id", "term", "agreement", "name", "level", "version", "below", "above", "from", "to")


def key_path(document: YamlDocument, span: Span) -> tuple[str, str]:
    """Return the way to the innermost value at a place, and a digest of what is written there."""
    path = ""
    node: Node = document.root
    for step, inner in _way(document.root, span):
        path, node = path + step, inner
    value = repr(plain_value(node)).encode()
    return path.removeprefix("."), hashlib.sha256(value).hexdigest()[:16]


def _way(node: Node, span: Span) -> Iterator[tuple[str, Node]]:
    place = (span.line, span.column)
    while True:
        step: tuple[str, Node] | None = None
        if isinstance(node, Mapping):
            last = bisect_right(node.entries, place, key=_beginning) - 1
            if last >= 0 and _reaches(node.entries[last].value, place):
                step = (f".{node.entries[last].key.text}", node.entries[last].value)
        elif isinstance(node, Sequence):
            last = bisect_right(node.items, place, key=_start) - 1
            if last >= 0 and _reaches(node.items[last], place):
                step = (f"[{_name(node.items[last]) or last}]", node.items[last])
        if step is None:
            return
        yield step
        node = step[1]


def _beginning(entry: MappingEntry) -> tuple[int, int]:
    return entry.key.line, entry.key.column


def _start(node: Node) -> tuple[int, int]:
    return node.line, node.column


def _reaches(node: Node, place: tuple[int, int]) -> bool:
    """Tell whether a place is in a value, or in what is behind it on its last line: a comment."""
    return place < (node.end_line, node.end_column) or place[0] == node.end_line


def _name(item: Node) -> str:
    if isinstance(item, Scalar):
        return item.text[:60]
    if not isinstance(item, Mapping):
        return ""
    texts = {key.text: value.text for key, value in item.entries if isinstance(value, Scalar)}
    return next((texts[name] for name in _NAMES if name in texts), "")
