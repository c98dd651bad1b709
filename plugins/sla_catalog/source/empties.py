"""Lists and mappings with nothing in them, which say no more than a key that is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.nodes import Mapping, Node, Scalar, Sequence
from sla_catalog.source.wording import visible

# Before the values of a file are looked at one by one, whether any can be such a one. Two patterns
# of one sign each are searched for faster than one of both.
_ANYWHERE = (re.compile(rb"\[\s*\]"), re.compile(rb"\{\s*\}"))
_NONE_OF_THEM = frozenset({"exclusions", "counted"})  # of a metric: none applies to it
_TOLD = frozenset({"accountable"})  # a rule of its own asks for one
_OWN = "x_"


def find_empty(document: YamlDocument, data: bytes) -> Iterator[Finding]:
    """Find lists and mappings of an agreement that are empty and say nothing by that."""
    if any(pattern.search(data) for pattern in _ANYWHERE):
        for keys, value in _empty_under((), document.root):
            key, shape = keys[-1], "list" if isinstance(value, Sequence) else "mapping"
            yield Finding(
                "empty-value",
                document.span(value),
                f"`{visible(key)}` is an empty {shape}",
                "expected what belongs there",
                "write `none: why`, or leave the key out",
                FindingSeverity.WARNING,
            )


def _empty_under(
    keys: tuple[str, ...], node: Node
) -> Iterator[tuple[tuple[str, ...], Sequence | Mapping]]:
    match node:
        case Scalar():
            return
        case Mapping(entries=entries) if entries:
            for entry in entries:
                key = entry.key.text
                if not key.startswith(_OWN):
                    yield from _empty_under((*keys, key), entry.value)
        case Sequence(items=items) if items:
            for item in items:
                yield from _empty_under(keys, item)
        case _:
            if keys and not (len(keys) > 1 and keys[-1] in _NONE_OF_THEM | _TOLD):
                yield keys, node
