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
_Check = Callable[[Any], bool]


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
        self._checks: dict[type, tuple[_Check, ...]] = {}
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
                self._checks[annotation] = tuple(
                    _check(hints[one.name]) for one in fields(annotation)
                )
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
        if not _check(self._root)(value):
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
        checks = self._checks.get(kind)
        if checks is not None and not _are_fields(parts, checks):
            raise NotationError(f"{parts!r:.80} are not the fields of {kind.__name__}")
        return kind(*parts)


def _are_fields(parts: list[object], checks: tuple[_Check, ...]) -> bool:
    if len(parts) != len(checks):
        return False
    return all(check(part) for check, part in zip(checks, parts, strict=True))


_READS = {one.__name__: (read, form) for one, (_, read, form) in _TEXTS.items()}


def _read_text(name: str, text: object) -> object:
    read, form = _READS[name]
    if not isinstance(text, str) or not form.fullmatch(text):
        raise NotationError(f"{text!r:.80} is no {name}")
    return read(text)


@cache
def _check(annotation: Any) -> _Check:
    """Return what tells whether a value is what a field is declared to hold.

    It looks no further than to the type of a record: that one's fields are told of by themselves.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _check(arguments[0])
    if origin in {Union, types.UnionType}:
        return _one_of(arguments)
    if origin is Literal:
        return lambda value: value in arguments
    if origin is tuple:
        return _check_tuple(arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, inner = (_check(one) for one in arguments)
        return lambda value: (
            isinstance(value, Mapping)
            and all(key(name) and inner(one) for name, one in value.items())
        )
    if isinstance(origin, type):  # a list or a set
        each = _check(arguments[0])
        kind: Any = origin
        return lambda value: isinstance(value, kind) and all(each(one) for one in value)
    if annotation in {Any, object}:
        return lambda _value: True
    plain = annotation or types.NoneType
    return lambda value: isinstance(value, plain)


def _one_of(annotations: tuple[Any, ...]) -> _Check:
    kinds = tuple(one for one in annotations if isinstance(one, type) and get_origin(one) is None)
    others = [_check(one) for one in annotations if one not in kinds]
    return lambda value: isinstance(value, kinds) or any(check(value) for check in others)


def _check_tuple(arguments: tuple[Any, ...]) -> _Check:
    if arguments[-1:] == (Ellipsis,):
        each = _check(arguments[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    checks = [_check(one) for one in arguments]

    def fits(value: Any) -> bool:
        if not isinstance(value, tuple) or len(value) != len(checks):
            return False
        return all(check(one) for check, one in zip(checks, value, strict=True))

    return fits


@cache
def _written_fields(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        return ()
    found: tuple[Field[Any], ...] = fields(kind)
    if any(one.kw_only or not one.init for one in found):
        raise TypeError(f"{kind.__name__} is not made of its fields in order")
    return tuple(one.name for one in found)
