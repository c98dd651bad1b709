"""Values as JSON, and back: of declared types alone, so that no file can make anything else."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_type_hints

from markupsafe import Markup

from sla_catalog.model.agreement import Agreement

_TEXTS: Mapping[type, tuple[Callable[[Any], str], Callable[[str], object]]] = {
    date: (date.isoformat, date.fromisoformat),
    Decimal: (str, Decimal),
    Fraction: (str, Fraction),
    Markup: (str, Markup),
}
_PLAIN = frozenset({str, int, bool, types.NoneType})
_MAKES: Mapping[str, type] = {"(": tuple, "[": list, "<": frozenset}
_LISTS = {one: sign for sign, one in _MAKES.items()} | {set: "<"}
_MAPPING, _SUBJECT = "{", "."


class NotationError(ValueError):
    """Say that a text is no value of the declared types."""


class Notation:
    """The values of a type, and of all types that its fields are declared with.

    A value is itself where JSON has it, else a list that begins with the name of its type. The
    agreement that a value was made of is not written: whoever reads it has it.
    """

    def __init__(self, root: object) -> None:
        self._types: dict[str, type] = {}
        self._learn(root)
        self._fields = {one: _written_fields(one) for one in self._types.values()}

    def _learn(self, annotation: object) -> None:
        for part in get_args(annotation):
            self._learn(part)
        if not isinstance(annotation, type) or annotation in self._types.values():
            return
        if is_dataclass(annotation) or issubclass(annotation, Enum):
            name = annotation.__name__
            if name in self._types:
                raise TypeError(f"two types are called {name}")
            self._types[name] = annotation
            if is_dataclass(annotation):
                for part in get_type_hints(annotation).values():
                    self._learn(part)

    def written(self, value: object, subject: Agreement) -> object:
        """Return a value as JSON has it; raise TypeError for one of another type."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind in self._fields and self._types[kind.__name__] is kind:
            return [kind.__name__, *(self.written(one, subject) for one in self._parts(value))]
        if kind in _LISTS:
            return [_LISTS[kind], *(self.written(one, subject) for one in value)]  # type: ignore[attr-defined]
        if isinstance(value, Mapping):
            pairs = ([self.written(k, subject), self.written(v, subject)] for k, v in value.items())
            return [_MAPPING, *pairs]
        if kind in _TEXTS:
            return [kind.__name__, _TEXTS[kind][0](value)]
        if value is subject:
            return [_SUBJECT]
        if isinstance(value, str):  # a choice, where its field is declared as a text
            return str(value)
        raise TypeError(f"a {kind.__name__} is not written")

    def _parts(self, value: Any) -> list[object]:
        if isinstance(value, Enum):
            return [value.value]
        return [getattr(value, name) for name in self._fields[type(value)]]

    def read(self, written: object, subject: Agreement) -> object:
        """Return the value that was written; raise NotationError where it is none."""
        if type(written) in _PLAIN:
            return written
        if not isinstance(written, list) or not written or type(written[0]) is not str:
            raise NotationError(f"{written!r:.80} is no value")
        name, rest = written[0], written[1:]
        if name in self._types:
            return self._types[name](*[self.read(one, subject) for one in rest])
        if name in _MAKES:
            return _MAKES[name](self.read(one, subject) for one in rest)
        if name == _MAPPING:
            return {self.read(key, subject): self.read(value, subject) for key, value in rest}
        if name in _READS:
            return _READS[name](*rest)
        if name == _SUBJECT:
            return subject
        raise NotationError(f"{name!r:.80} is none of the types that are read")


_READS = {one.__name__: read for one, (_, read) in _TEXTS.items()}


@cache
def _written_fields(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        return ()
    found: tuple[Field[Any], ...] = fields(kind)
    if any(one.kw_only or not one.init for one in found):
        raise TypeError(f"{kind.__name__} is not made of its fields in order")
    return tuple(one.name for one in found)
