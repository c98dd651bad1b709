"""What a record holds: its texts, and the records within it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sla_catalog.frozen import dataclass
from sla_catalog.model.fields import Record, names_in_order
from sla_catalog.model.scalar_types import ProseSchema, ScalarType
from sla_catalog.model.struct import parts_of


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a field can hold: of which types, and whether as Markdown or as plain text."""

    types: tuple[type, ...]
    is_prose: bool
    is_plain_text: bool

    def includes(self, kinds: tuple[type, ...]) -> bool:
        return any(issubclass(one, kinds) for one in self.types)


@cache
def _contents(record: type[Record]) -> dict[str, _Contents]:
    """Return what each field of a record can hold, read from its annotation once."""
    found = {}
    for name, field in record.model_fields.items():
        parts = parts_of(field.annotation)
        found[name] = _Contents(
            tuple(part for part in parts if isinstance(part, type)),
            any(isinstance(part, ProseSchema) for part in parts),
            any(isinstance(part, ScalarType) and part.kind == "a text" for part in parts),
        )
    return found


def is_prose(record: type[Record], field: str) -> bool:
    """Tell whether a field, or each entry of it, is Markdown rather than plain text."""
    return _contents(record)[field].is_prose


def prose_of(record: Record) -> Iterator[str]:
    """Yield the Markdown texts that are a record's own."""
    for _, text in placed_prose_of(record):
        yield text


def placed_prose_of(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the Markdown texts that are a record's own, with the keys and positions to them."""
    values = vars(record)
    for name, key in _prose_fields(type(record)):
        value = values[name]
        if isinstance(value, str):
            yield (key,), value
        elif isinstance(value, tuple):
            yield from (((key, n), text) for n, text in enumerate(value) if isinstance(text, str))


@cache
def _prose_fields(record: type[Record]) -> tuple[tuple[str, str], ...]:
    names = names_in_order(record)
    return tuple((name, key) for name, key in names if is_prose(record, name))


# Names of somebody, and the term that a local definition explains, are no uses of a term.
_NO_WORDS = frozenset({"owner", "provider", "customer", "owed_by", "term"})


def short_texts_of(record: Record) -> Iterator[str]:
    """Yield the plain texts that are a record's own: titles, names, bases, events."""
    values = vars(record)
    for name in _short_text_fields(type(record)):
        value = values[name]
        texts = value if isinstance(value, tuple) else (value,)
        yield from (text for text in texts if isinstance(text, str))


@cache
def _short_text_fields(record: type[Record]) -> tuple[str, ...]:
    return tuple(
        name
        for name, contents in _contents(record).items()
        if name not in _NO_WORDS and contents.is_plain_text
    )


def records_within(record: Record) -> list[tuple[str, Any]]:
    """Return the key and value of each field said that can hold records."""
    return values_within(record, Record)


def values_within(record: Record, *kinds: type) -> list[tuple[str, Any]]:
    """Return the key and value of each field said that can hold values of these kinds."""
    values = vars(record)
    fields = _fields_for(type(record), *kinds)
    return [(key, value) for name, key in fields if (value := values[name]) is not None]


@cache
def _fields_for(record: type[Record], *kinds: type) -> tuple[tuple[str, str], ...]:
    contents = _contents(record)
    names = names_in_order(record)
    return tuple((name, key) for name, key in names if contents[name].includes(kinds))
