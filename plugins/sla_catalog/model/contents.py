"""What a record holds: its texts, and the records within it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from sla_catalog.model.fields import Record, names_in_order
from sla_catalog.model.scalar_types import ProseSchema, ScalarType


@cache
def is_prose(record: type[BaseModel], field: str) -> bool:
    """Tell whether a field, or each entry of it, is Markdown rather than plain text."""
    annotation = record.model_fields[field]
    return any(isinstance(part, ProseSchema) for part in _parts_of(annotation.annotation)) or any(
        isinstance(part, ProseSchema) for part in annotation.metadata
    )


def _parts_of(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        if not (isinstance(part, type) and issubclass(part, BaseModel)):
            yield from _parts_of(part)


def prose_of(record: Record) -> Iterator[str]:
    """Yield the Markdown texts that are a record's own."""
    for _, text in placed_prose_of(record):
        yield text


def placed_prose_of(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the Markdown texts that are a record's own, with the keys and positions to them."""
    for name, key in _prose_fields(type(record)):
        value = getattr(record, name)
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
    for name in _short_text_fields(type(record)):
        value = getattr(record, name)
        texts = value if isinstance(value, tuple) else (value,)
        yield from (text for text in texts if isinstance(text, str))


@cache
def _short_text_fields(record: type[Record]) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in record.model_fields.items()
        if name not in _NO_WORDS
        and any(
            isinstance(part, ScalarType) and part.kind == "a text"
            for part in (*field.metadata, *_parts_of(field.annotation))
        )
    )


def records_within(record: Record) -> list[tuple[str, Any]]:
    """Return the key and value of each field said that can hold records."""
    return values_within(record, BaseModel)


def values_within(record: Record, *kinds: type) -> list[tuple[str, Any]]:
    """Return the key and value of each field said that can hold values of these kinds."""
    fields = _fields_for(type(record), *kinds)
    found = ((key, getattr(record, name)) for name, key in fields) if fields else ()
    return [(key, value) for key, value in found if value is not None]


@cache
def _fields_for(record: type[Record], *kinds: type) -> tuple[tuple[str, str], ...]:
    fields = record.model_fields
    return tuple(
        (name, key)
        for name, key in names_in_order(record)
        if _can_hold(fields[name].annotation, kinds)
    )


def _can_hold(annotation: Any, kinds: tuple[type, ...]) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, kinds):
        return True
    return any(_can_hold(part, kinds) for part in get_args(annotation))
