"""Structs: frozen values of declared fields, which pydantic's validator in Rust reads and checks.

A class names its fields by annotations, and its validator is made when it is first needed, as with
pydantic's own models, which take a third of what a check of one agreement took. The names of
methods, and the hook by which a type says how it is read, are pydantic's, so that whoever knows it
finds the way. A subclass may say how a mapping is `prepared` before it is read, and what to
`check` of the values together afterwards.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NoReturn,
    Self,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from sla_catalog.frozen import dataclass

_NOTHING = object()


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What is declared of a field: its type, and what stands for it where it is left out.

    `alias` is the key that authors write where it differs from the name, such as `from`. `says`
    holds what else a kind of struct knows of its fields.
    """

    annotation: Any = None
    default: Any = _NOTHING
    alias: str | None = None
    description: str = ""
    says: Any = None

    def is_required(self) -> bool:
        """Tell whether the field may not be left out."""
        return self.default is _NOTHING

    def of(self, annotation: Any) -> Field:
        """Return the field with its type."""
        return Field(annotation, self.default, self.alias, self.description, self.says)


class Struct(metaclass=type):  # noqa: UP050 -- else mypy takes the hash of values for the class's
    """A frozen group of fields; a key that is no field is refused."""

    __slots__ = (
        "__dict__",
        "__pydantic_extra__",
        "__pydantic_fields_set__",
        "__pydantic_private__",
        "__weakref__",
    )
    __pydantic_fields_set__: set[str]

    model_fields: ClassVar[Mapping[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        inherited: dict[str, Field] = {}
        for base in reversed(cls.__mro__[1:]):
            inherited |= base.__dict__.get("model_fields", {})
        cls.model_fields = inherited | dict(_declared(cls))

    def __init__(self, /, **values: Any) -> None:
        _validator(type(self)).validate_python(values, self_instance=self)

    @classmethod
    def model_validate(cls, value: object, context: Mapping[str, Any] | None = None) -> Self:
        """Read a mapping; raise ValidationError with all that is wrong."""
        read: Self = _validator(cls).validate_python(value, context=context)
        return read

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """Return a struct of values that are known to be right."""
        every = {name: field.default for name, field in cls.model_fields.items()}
        return _made(cls, every | values, {*values})

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return a struct with other values, without what was worked out of these."""
        values = vars(self)
        if len(values) > len(self.model_fields):
            values = {name: values[name] for name in self.model_fields}
        return _made(type(self), {**values, **update}, self.__pydantic_fields_set__ | update.keys())

    @property
    def model_fields_set(self) -> set[str]:
        """Return the names of the fields that were written."""
        return self.__pydantic_fields_set__

    @classmethod
    def prepared(cls, value: object) -> object:
        """Return what is to be read instead of a value; a subclass may put it into shape."""
        return value

    def check(self) -> None:
        """Raise ValueError where values do not go together; a subclass says which do."""

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"{name} of {type(self).__name__} is not to be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{name} of {type(self).__name__} is not to be taken away")

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        mine, its = vars(self), vars(other)
        return mine == its or all(mine[name] == its[name] for name in self.model_fields)

    def __hash__(self) -> int:
        return hash(_values_of(type(self))(vars(self)))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={vars(self)[name]!r}" for name in self.model_fields)
        return f"{type(self).__name__}({values})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (type(self), vars(self), self.__pydantic_fields_set__)


def _declared(cls: type) -> Iterator[tuple[str, Field]]:
    """Yield the fields of a class's own, and take them out of it: values are the instance's."""
    own = inspect.get_annotations(cls)
    if any(isinstance(annotation, str) for annotation in own.values()):
        own = inspect.get_annotations(cls, eval_str=True)
    for name, annotation in own.items():
        origin: Any = get_origin(annotation)
        if origin is ClassVar or name.startswith("__"):
            continue
        stated = cls.__dict__.get(name, _NOTHING)
        if stated is not _NOTHING:
            delattr(cls, name)
        field = stated if isinstance(stated, Field) else Field(default=stated)
        yield name, field.of(annotation)


S = TypeVar("S", bound=Struct)


def _made(cls: type[S], values: dict[str, Any], written: set[str]) -> S:
    made = cls.__new__(cls)
    object.__setattr__(made, "__dict__", values)
    object.__setattr__(made, "__pydantic_fields_set__", written)
    return made


@cache
def _values_of(cls: type[Struct]) -> Callable[[dict[str, Any]], Any]:
    return itemgetter(*cls.model_fields) if cls.model_fields else lambda _: ()


def reader(annotation: Any) -> SchemaValidator:
    """Return what reads values of any type that a field can have."""
    return SchemaValidator(schema_of(annotation))


@cache
def _validator(cls: type[Struct]) -> SchemaValidator:
    return reader(cls)


def schema_of(annotation: Any) -> CoreSchema:
    """Return the schema of a type with those of all structs and enumerations that it names."""
    found: dict[Any, CoreSchema] = {}
    waiting = [annotation]
    while waiting:
        for part in parts_of(waiting.pop()):
            if _is_defined(part) and part not in found:
                found[part] = _definition(part)
                if issubclass(part, Struct):
                    waiting += [field.annotation for field in part.model_fields.values()]
    return core_schema.definitions_schema(_schema_of(annotation), [*found.values()])


@cache
def parts_of(annotation: Any) -> tuple[Any, ...]:
    """Return a type with all that it is made of, and with what is annotated."""
    parts = [annotation]
    for part in get_args(annotation):
        parts += parts_of(part) if get_args(part) else (part,)
    return tuple(parts)


def _is_defined(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Struct | StrEnum)


def _name(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"


@cache
def _definition(cls: Any) -> CoreSchema:
    if issubclass(cls, StrEnum):
        return core_schema.enum_schema(cls, [*cls], sub_type="str", ref=_name(cls))
    fields = {name: _field(one) for name, one in cls.model_fields.items()}
    read: CoreSchema = core_schema.model_fields_schema(
        fields, model_name=cls.__name__, extra_behavior="forbid"
    )
    if cls.prepared.__func__ is not Struct.prepared.__func__:  # type: ignore[attr-defined]
        read = core_schema.no_info_before_validator_function(cls.prepared, read)
    if cls.check is Struct.check:
        return core_schema.model_schema(cls, read, ref=_name(cls))
    made = core_schema.model_schema(cls, read)
    return core_schema.no_info_after_validator_function(_checked, made, ref=_name(cls))


def _checked(made: Struct) -> Struct:
    made.check()
    return made


@cache
def _field(field: Field) -> core_schema.ModelField:
    """Return the schema of a field; what inherits it has the same."""
    schema = _schema_of(field.annotation)
    if not field.is_required():
        schema = core_schema.with_default_schema(schema, default=field.default)
    return core_schema.model_field(
        schema,
        validation_alias=field.alias,
        serialization_alias=field.alias,
        metadata={"description": field.description},
    )


class _Schemas:
    """What a type is handed to ask for schemas: of what is within, and of any other type."""

    def __init__(self, within: Callable[[Any], CoreSchema]) -> None:
        self._within = within

    def __call__(self, of: Any, /) -> CoreSchema:
        return self._within(of)

    def generate_schema(self, of: Any, /) -> CoreSchema:
        return _schema_of(of)


@cache
def _schema_of(annotation: Any) -> CoreSchema:
    """Return the schema of a type."""
    if _is_defined(annotation):
        return core_schema.definition_reference_schema(_name(annotation))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return core_schema.nullable_schema(_schema_of(_but_none(arguments)))
    if origin is tuple:
        return core_schema.tuple_schema([_schema_of(arguments[0])], variadic_item_index=0)
    if origin is Mapping:
        return core_schema.dict_schema(*map(_schema_of, arguments))
    if origin is list:
        return core_schema.list_schema(_schema_of(arguments[0]))
    if origin is Literal:
        return core_schema.literal_schema([*arguments])
    return _PLAIN[annotation]()


_PLAIN: Mapping[Any, Callable[[], CoreSchema]] = {
    Any: core_schema.any_schema,
    bool: core_schema.bool_schema,
    date: core_schema.date_schema,
    int: core_schema.int_schema,
    str: core_schema.str_schema,
}


def _but_none(members: tuple[Any, ...]) -> Any:
    left = tuple(member for member in members if member is not NoneType)
    if len(left) == len(members):
        raise TypeError(f"nothing tells apart what {members} holds; annotate it with Tagged")
    return Union[left]  # noqa: UP007 -- of a tuple


def _annotated(of: Any, ways: tuple[Any, ...]) -> CoreSchema:
    """Return the schema that the last way makes, which may ask for that of the ways before it."""
    hooks = [way for way in ways if hasattr(way, "__get_pydantic_core_schema__")]
    if not hooks:
        return _schema_of(of)
    inner = _Schemas(lambda of: _annotated(of, tuple(hooks[:-1])))
    schema: CoreSchema = hooks[-1].__get_pydantic_core_schema__(of, inner)
    return schema
