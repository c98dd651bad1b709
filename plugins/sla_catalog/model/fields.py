"""What fields are made of: the ways to say a value, or to say that there is none.

Modules of records do without `from __future__ import annotations`: pydantic would compile the text
of each annotation, which is a tenth of what it takes to import them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Annotated, Any, ClassVar, Self, TypeVar, cast, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from sla_catalog.frozen import dataclass
from sla_catalog.model.naming import Named
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.scalar_types import Identifier, Name, Prose, Text

ABSENCE_WORDS = ("none", "elsewhere", "unread")


class Polarity(StrEnum):
    """Say which change of a field is better for the customer.

    `METRIC` fields leave it to the direction of their metric, `PARTS` fields hold records whose own
    fields say it. `READ` means that nobody can tell without reading, `NEUTRAL` that no duty hangs
    on it.
    """

    HIGHER = "higher"
    LOWER = "lower"
    METRIC = "metric"
    SUPERSET = "superset"
    SUBSET = "subset"
    ORDER = "order"
    YES = "yes"
    NO = "no"
    READ = "read"
    NEUTRAL = "neutral"
    PARTS = "parts"


class Weight(StrEnum):
    """Say how much a field weighs when it changes."""

    CORE = "core"
    SECONDARY = "secondary"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field means, and a change of it.

    `key` names the field that tells list items apart. `also` are names under which authors look
    for it, as `key_form` writes them; `example` is what to write where the key alone does not
    show it.
    """

    description: str
    polarity: Polarity
    weight: Weight
    key: str
    also: tuple[str, ...] = ()
    example: str = ""


def said(
    description: str,
    polarity: Polarity,
    weight: Weight = Weight.SECONDARY,
    *,
    key: str = "",
    alias: str | None = None,
    also: str = "",
    example: str = "",
    names: Named | None = None,
) -> Any:
    """Declare a field that may be left out; None then means that nothing is stated."""
    return Field(
        default=None,
        description=description,
        alias=alias,
        json_schema_extra=_extra(polarity, weight, key, also, example) | {"names": names},
    )


def required(
    description: str,
    polarity: Polarity,
    weight: Weight = Weight.SECONDARY,
    *,
    key: str = "",
    also: str = "",
    example: str = "",
    names: Named | None = None,
) -> Any:
    """Declare a field without which its record says nothing."""
    return Field(
        description=description,
        json_schema_extra=_extra(polarity, weight, key, also, example) | {"names": names},
    )


def _extra(polarity: Polarity, weight: Weight, key: str, also: str, example: str) -> Any:
    told = {"polarity": polarity, "weight": weight, "key": key}
    return told | {"also": also.split(), "example": example}


@cache
def meaning(record: type[BaseModel], field: str) -> Meaning:
    """Return what a change of a record's field means."""
    info = record.model_fields[field]
    extra = cast("Mapping[str, Any]", info.json_schema_extra or {})
    return Meaning(
        info.description or "",
        extra["polarity"],
        extra["weight"],
        extra["key"],
        tuple(extra["also"]),
        extra["example"],
    )


def in_sentence(description: str) -> str:
    """Return the description of a field as it stands within a sentence."""
    text = description.rstrip(".")
    is_word = text[:2] != text[:2].upper()
    return text[0].lower() + text[1:] if is_word else text


def example_of(field: FieldInfo) -> str:
    """Return what to write under a key, where its declaration shows it."""
    extra = cast("Mapping[str, Any]", field.json_schema_extra or {})
    return str(extra.get("example", ""))


class SharedSchema:
    """Let pydantic make the schema of a type once, and not for each model that inherits a field.

    Those of the fields that most entries have take half of what all models take otherwise. It must
    not hold records, whose schemas are kept with the model that is made.
    """

    def __init__(self) -> None:
        self._made: CoreSchema | None = None

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if self._made is None:
            self._made = handler(of)
        return self._made


MaybeProse = Annotated[Prose | None, SharedSchema()]
MaybeText = Annotated[Text | None, SharedSchema()]
MaybeIdentifier = Annotated[Identifier | None, SharedSchema()]


class Record(BaseModel):
    """A group of fields. Keys that begin with `x_` are kept as `additional`, others are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=False,
        arbitrary_types_allowed=True,
        ser_json_bytes="utf8",
        defer_build=True,
    )

    additional: Annotated[Mapping[str, Any] | None, SharedSchema()] = said(
        "Keys of your own, each beginning with `x_`; shown, not interpreted.",
        Polarity.READ,
        Weight.ADMIN,
        alias="x_",
    )

    @model_validator(mode="before")
    @classmethod
    def _gather_additional(cls, value: object) -> object:
        if not isinstance(value, dict) or not any(key.startswith("x_") for key in value):
            return value
        own = {key: value[key] for key in value if not key.startswith("x_")}
        return own | {"x_": {key: value[key] for key in value if key.startswith("x_")}}

    def fields_said(self) -> Iterator[tuple[str, Any]]:
        """Yield the name (as authors write it) and value of each field that is not left out.

        An entry's own fields come first, then where it comes from.
        """
        values = vars(self)
        for name, key in names_in_order(type(self)):
            value = values[name]
            if value is not None:
                yield key, value
        yield from (self.additional or {}).items()


T = TypeVar("T")


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_as_list, json_schema_input_type=T | list[T])]
Condition = Mapping[Identifier, OneOrMore[Name]]
Conditions = Annotated[
    tuple[Condition, ...],
    BeforeValidator(_as_list, json_schema_input_type=Condition | list[Condition]),
    SharedSchema(),
]


_PROVENANCE = frozenset({"source", "evidence", "conflicts", "clause", "note"})


@cache
def names_in_order(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return a record's fields with their keys in YAML; what says their origin comes last."""
    declared = record.model_fields
    own = [name for name in declared if name not in _PROVENANCE]
    last = [name for name in declared if name in _PROVENANCE]
    return tuple((n, declared[n].alias or n) for n in (*own, *last) if n != "additional")


class Absence(Record):
    """A value that is not there: none by decision, in another document, or not read."""

    none: MaybeProse = said("There is no such promise, and why.", Polarity.READ)
    elsewhere: MaybeProse = said("Another document says it, and which.", Polarity.READ)
    unread: MaybeProse = said("The transcription did not see it, and why.", Polarity.READ)
    source: MaybeIdentifier = said("The source that this is taken from.", Polarity.NEUTRAL)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        kinds = [word for word in ABSENCE_WORDS if getattr(self, word)]
        if len(kinds) != 1:
            raise _together(kinds, ABSENCE_WORDS)
        return self

    @property
    def kind(self) -> str:
        """Name the way of being absent: `none`, `elsewhere` or `unread`."""
        return next(word for word in ABSENCE_WORDS if getattr(self, word))

    @property
    def why(self) -> str:
        """Return the author's reason, as Markdown."""
        return str(getattr(self, self.kind))


def _together(there: Iterable[str], choices: Iterable[str]) -> MalformedError:
    return MalformedError(
        f"{' and '.join(there)} are given together", f"expected one of {', '.join(choices)}"
    )


ABSENT_TAG = "<absent>"
STATED_TAG = "<stated>"


def is_absent(value: object) -> bool:
    """Tell an absence from a value; a word of absence alone is one whose reason is missing."""
    if isinstance(value, str):
        return value in _BARE
    return isinstance(value, Absence) or (
        isinstance(value, dict) and any(word in value for word in ABSENCE_WORDS)
    )


_BARE = frozenset(
    form for word in ABSENCE_WORDS for form in (word, word.capitalize(), word.upper())
)


def _branch(value: object) -> str:
    return ABSENT_TAG if is_absent(value) else STATED_TAG


@dataclass(frozen=True, slots=True)
class _Tagged:
    """Make the schema of a union with tags; there are 140, and pydantic's own way takes longer."""

    branch: Callable[[object], str]
    tags: tuple[str, ...]

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        *first, last = get_args(of)  # of a union in the first place its members come one by one
        schemas = map(handler.generate_schema, (reduce(or_, first), last))
        return core_schema.tagged_union_schema(
            dict(zip(self.tags, schemas, strict=True)), self.branch
        )


Said = Annotated[T | Absence, _Tagged(_branch, (STATED_TAG, ABSENT_TAG))]


S = TypeVar("S")


def _shape(value: object) -> str:
    return "<list>" if isinstance(value, list | tuple) else "<one>"


OneOrList = Annotated[T | tuple[S, ...], _Tagged(_shape, ("<one>", "<list>"))]


class Evidence(StrEnum):
    """Say how firm a fact is."""

    CONTRACT = "contract"
    OBJECTIVE = "objective"
    ESTIMATE = "estimate"
    CONFLICTING = "conflicting"


class Conflict(Record):
    """What another source says instead."""

    target: Prose = required("What the other source says.", Polarity.READ)
    source: MaybeIdentifier = said("The source that says it.", Polarity.NEUTRAL)


class Item(Record):
    """An entry that can say where it comes from and when it applies."""

    when: Annotated[Conditions | None, SharedSchema()] = said(
        "The dimension values it applies to; a list of values means any of them, a list of "
        "mappings means or, a dimension left out means any.",
        Polarity.READ,
        Weight.CORE,
    )
    source: MaybeIdentifier = said("The source that this is taken from.", Polarity.NEUTRAL)
    evidence: Annotated[Evidence | None, SharedSchema()] = said(
        "How firm the fact is: contract, objective, estimate or conflicting.", Polarity.READ
    )
    conflicts: tuple[Conflict, ...] | None = said(
        "What other sources say instead.", Polarity.READ, key="source"
    )
    clause: MaybeText = said("The number in the signed text.", Polarity.NEUTRAL, Weight.ADMIN)
    note: MaybeProse = said("A remark for readers.", Polarity.READ)

    @property
    def applies_to(self) -> str:
        """Return the values of `when`, joined to a part of an id; empty if it always applies."""
        values = (v for condition in self.when or () for vs in condition.values() for v in vs)
        return "-".join(map(id_part, values))


@lru_cache(4096)  # values of dimensions are named again and again
def id_part(text: str) -> str:
    """Return a text as a part of an id: small letters and digits, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class MaybeAbsent(Item):
    """An entry that can stand for the decision that there is no such promise.

    `promised_by` names the fields with which an entry says that there is one.
    """

    promised_by: ClassVar[tuple[str, ...]] = ()

    none: MaybeProse = said("There is no such promise, and why.", Polarity.READ, Weight.CORE)
    elsewhere: MaybeProse = said("Another document says it, and which.", Polarity.READ, Weight.CORE)
    unread: MaybeProse = said(
        "The transcription did not see it, and why.", Polarity.READ, Weight.CORE
    )

    @model_validator(mode="after")
    def _is_there_or_absent(self) -> Self:
        absent = [word for word in ABSENCE_WORDS if getattr(self, word)]
        if not absent:
            return self
        if len(absent) > 1:
            raise _together(absent, ABSENCE_WORDS)
        promised = [name for name in self.promised_by if getattr(self, name) is not None]
        if promised:
            raise _together((*promised, *absent), (*promised, absent[0]))
        return self

    @property
    def absence(self) -> Absence | None:
        """Return how the entry is absent, or None where it is there."""
        values = vars(self)
        word = next((word for word in ABSENCE_WORDS if values[word]), None)
        return Absence.model_validate({word: values[word]}) if word else None
