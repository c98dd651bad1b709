"""Values as JSON, and back: of declared types alone, so that no file can make anything else."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup

from sla_catalog.model.agreement import Agreement

_TEXTS: Mapping[type, tuple[Callable[[Any], str], Callable[[str], object], re.Pattern[str]]] = {
    date: (date.isoformat, date.fromisoformat, re.compile(r"\d{4}-\d\d-\d\d")),
    Decimal: (str, Decimal, re.compile(r"-?\d{1,1000}(\.\d{1,1000})?(E[+-]\d{1,3})?")),
    Fraction: (str, Fraction, re.compile(r"-?\d{1,1000}(/\d{1,1000})?")),
    Markup: (str, Markup, re.compile(r".*", re.DOTALL)),
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
        self._root = root
        self._types: dict[str, type] = {}
        self._hints: dict[type, tuple[object, ...]] = {}
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
                hints = get_type_hints(annotation)
                self._hints[annotation] = tuple(hints[one.name] for one in fields(annotation))
                for part in hints.values():
                    self._learn(part)

    def written(self, value: object, subject: Agreement | None) -> object:
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

    def read(self, written: object, subject: Agreement | None) -> object:
        """Return the value that was written; raise NotationError where it is none.

        Each field holds what it is declared to hold, or the whole is no value.
        """
        value = self._value(written, subject)
        if not _fits(value, self._root):
            raise NotationError(f"{written!r:.80} is no {self._root}")
        return value

    def _value(self, written: object, subject: Agreement | None) -> object:
        if type(written) in _PLAIN:
            return written
        if not isinstance(written, list) or not written or type(written[0]) is not str:
            raise NotationError(f"{written!r:.80} is no value")
        name, rest = written[0], written[1:]
        if name in self._types:
            return self._made(self._types[name], [self._value(one, subject) for one in rest])
        if name in _MAKES:
            return _MAKES[name](self._value(one, subject) for one in rest)
        if name == _MAPPING:
            return {self._value(key, subject): self._value(value, subject) for key, value in rest}
        if name in _READS:
            return _read_text(name, *rest)
        if name == _SUBJECT:
            return subject
        raise NotationError(f"{name!r:.80} is none of the types that are read")

    def _made(self, kind: type, parts: list[object]) -> object:
        hints = self._hints.get(kind)
        if hints is not None and not (len(parts) == len(hints) and all(map(_fits, parts, hints))):
            raise NotationError(f"{parts!r:.80} are not the fields of {kind.__name__}")
        return kind(*parts)


_READS = {one.__name__: (read, form) for one, (_, read, form) in _TEXTS.items()}


def _read_text(name: str, text: object) -> object:
    read, form = _READS[name]
    if not isinstance(text, str) or not form.fullmatch(text):
        raise NotationError(f"{text!r:.80} is no {name}")
    return read(text)


def _fits(value: object, annotation: Any) -> bool:
    """Tell whether a value is what a field is declared to hold; that of a field is told before."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _fits(value, arguments[0])
    if origin in {Union, types.UnionType}:
        return any(_fits(value, one) for one in arguments)
    if origin is Literal:
        return value in arguments
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        if arguments[-1:] == (Ellipsis,):
            return all(_fits(one, arguments[0]) for one in value)
        return len(value) == len(arguments) and all(map(_fits, value, arguments))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, inner = arguments
        pairs = value.items() if isinstance(value, Mapping) else [(None, value)]
        return all(_fits(name, key) and _fits(one, inner) for name, one in pairs)
    if isinstance(origin, type):  # a list or a set
        inside: Any = value
        return isinstance(value, origin) and all(_fits(one, arguments[0]) for one in inside)
    return annotation in {Any, object} or isinstance(value, annotation or types.NoneType)


@cache
def _written_fields(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        return ()
    found: tuple[Field[Any], ...] = fields(kind)
    if any(one.kw_only or not one.init for one in found):
        raise TypeError(f"{kind.__name__} is not made of its fields in order")
    return tuple(one.name for one in found)
