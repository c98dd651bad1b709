"""The values of a document: texts, lists and mappings, each with its place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from sla_catalog.patterns import Pattern

# The values are named tuples, which are made three times as fast as frozen dataclasses: an
# agreement holds a thousand of them.


class Scalar(NamedTuple):
    """Hold one text as its author wrote it, after unescaping and folding; `plain` if unquoted.

    Lines and columns count from 1, columns in characters; the end is the first column after.
    """

    text: str
    plain: bool
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def is_null(self) -> bool:
        """Tell whether YAML reads no value here."""
        return self.plain and self.text in NULLS


class Sequence(NamedTuple):
    """Hold the items of a list and where it stands."""

    items: tuple[Node, ...]
    line: int
    column: int
    end_line: int
    end_column: int


class MappingEntry(NamedTuple):
    """Hold one key and its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Hold the entries of a mapping, in their order, and where it stands."""

    entries: tuple[MappingEntry, ...]
    line: int
    column: int
    end_line: int
    end_column: int


Node = Scalar | Sequence | Mapping


def source_value(node: Node) -> dict[str, Any] | list[Any] | str:
    """Return dicts, lists and texts; every scalar keeps its source text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [source_value(item) for item in node.items]
    return {
        key.text: value.text if isinstance(value, Scalar) else source_value(value)
        for key, value in node.entries
    }


def plain_value(node: Node) -> object:
    """Return JSON-like values by the core schema of YAML 1.2, with Decimal for decimals.

    What JSON cannot say (`.nan`, `.inf`) and numbers beyond reason (over 100 digits, exponents
    over three) stay text.
    """
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    if isinstance(node, Mapping):
        return {entry.key.text: plain_value(entry.value) for entry in node.entries}
    return _typed(node.text) if node.plain else node.text


NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = {
    text: value
    for value, word in ((True, "true"), (False, "false"))
    for text in (word, word.title(), word.upper())
}
_INTEGER = Pattern(r"[-+]?[0-9]{1,100}")
_RADIX = Pattern(r"0(?:o[0-7]{1,100}|x[0-9a-fA-F]{1,100})")
_DECIMAL = Pattern(
    r"[-+]?(?:\.[0-9]{1,100}|[0-9]{1,100}(?:\.[0-9]{0,100})?)(?:[eE][-+]?[0-9]{1,3})?"
)


def _typed(text: str) -> object:
    if text in NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _RADIX.fullmatch(text):
        return int(text, 0)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
