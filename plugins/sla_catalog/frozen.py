"""Frozen dataclasses that take little time to make.

The decorator of the standard library compiles four to six functions for each class, one by one.
With the hundred and fifty classes that are loaded for it, this was a fifth of what `sla check`
takes for one agreement. Here `__init__` alone is compiled, when a value of the class is first made,
which most classes never see; the others are the same code for all.
Until then `inspect.signature` says `(*args, **kwargs)`. Two things differ besides: no attribute can
be set on a value of a subclass either, whatever made it, and the standard decorator makes no frozen
class of one that inherits from ours. A type checker is told that this is the
decorator of the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, **options):
        """Make a class a dataclass; what is not merely frozen, the standard library makes."""
        if cls is None:
            return lambda cls: dataclass(cls, **options)
        if options.get("frozen") and options.keys() <= {"frozen", "slots", "eq", "kw_only"}:
            return _frozen(cls, **{k: v for k, v in options.items() if k != "frozen"})
        return dataclasses.dataclass(cls, **options)


Method = Callable[..., Any]


def _frozen(cls: type, slots: bool = False, eq: bool = True, kw_only: bool = False) -> type:
    """Let the standard library find the fields, and add the methods; the class's own ones stay."""
    found = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
    made: type = found(cls)
    fields = dataclasses.fields(made)
    is_copied_by_place = slots and any(one.kw_only for one in fields)
    if hasattr(cls, "__post_init__") or is_copied_by_place or not all(one.init for one in fields):
        raise TypeError(f"{cls.__qualname__} is to be made by dataclasses.dataclass")
    methods = {
        "__init__": _compiled_later(made, fields),
        **(_comparison(fields) if eq else {}),
        "__repr__": _repr([one.name for one in fields if one.repr]),
        "__setattr__": _refuse_to_assign,
        "__delattr__": _refuse_to_delete,
    }
    if slots:
        methods["__reduce__"] = _reduce([one.name for one in fields])
    own = cls.__dict__
    for name, method in methods.items():
        if name not in own or (name == "__hash__" and own[name] is None):
            setattr(made, name, method)
    return made


def _compiled_later(cls: type, fields: Iterable[Field[Any]]) -> Method:
    """Return an `__init__` that puts the compiled one into its place and passes the call on."""

    def method(self: object, *given: Any, **named: Any) -> None:
        if cls.__dict__["__init__"] is method:
            setattr(cls, "__init__", _compiled(cls, fields))  # noqa: B010 -- typed as unsound
        cls.__dict__["__init__"](self, *given, **named)

    return method


def _compiled(cls: type, fields: Iterable[Field[Any]]) -> Method:
    """Compile what sets all fields; it is written of their names alone."""
    known: dict[str, Any] = {"MISSING": MISSING, "_set": object.__setattr__}
    has_slots = "__slots__" in cls.__dict__
    for one in fields:
        if has_slots:
            known[f"set_{one.name}"] = getattr(cls, one.name).__set__
        known[f"default_{one.name}"] = one.default
        known[f"new_{one.name}"] = one.default_factory
    named = [one for one in fields if one.kw_only]
    given = [_parameter(one) for one in fields if not one.kw_only]
    parameters = ["self", *given, *(["*"] if named else []), *map(_parameter, named)]
    body = "".join(_assignment(one, has_slots) for one in fields)
    text = f"def __init__({', '.join(parameters)}):\n{body} return\n"
    exec(text, known)  # noqa: S102 -- it holds names of fields alone, which are identifiers
    method: Method = known["__init__"]
    method.__qualname__ = f"{cls.__qualname__}.__init__"
    return method


def _comparison(fields: Iterable[Field[Any]]) -> dict[str, Method]:
    """Return `__eq__` and `__hash__`, which read all that counts in one call."""
    compared = _reader(one.name for one in fields if one.compare)
    hashed = _reader(one.name for one in fields if (one.compare if one.hash is None else one.hash))

    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    return {"__eq__": equal, "__hash__": lambda self: hash(hashed(self))}


def _reader(names: Iterable[str]) -> Callable[[object], object]:
    read = (*names,)
    return attrgetter(*read) if read else lambda _: ()


def _parameter(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return f"{field.name}=default_{field.name}"
    return field.name if field.default_factory is MISSING else f"{field.name}=MISSING"


def _assignment(field: Field[Any], has_slots: bool) -> str:
    name, value = field.name, field.name
    if field.default_factory is not MISSING:
        value = f"new_{name}() if {name} is MISSING else {name}"
    return f" set_{name}(self, {value})\n" if has_slots else f" _set(self, '{name}', {value})\n"


def _repr(names: Iterable[str]) -> Method:
    @recursive_repr()
    def written(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    return written


def _reduce(names: Iterable[str]) -> Method:
    """Let a copy be made by calling the class, since nothing may be assigned to a made one."""
    return lambda self: (type(self), tuple(getattr(self, name) for name in names))


def _refuse_to_assign(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
