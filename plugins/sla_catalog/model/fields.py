"""What fields are made of: the ways to say a value, or to say that there is none.

Modules of records do without `from __future__ import annotations`: to compile the text of each
annotation is a tenth of what it takes to import them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, TypeVar

from sla_catalog.frozen import dataclass
from sla_catalog.model.naming import Named
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.scalar_types import Identifier, Name, Prose, Text
from sla_catalog.model.struct import Field, Struct
from sla_catalog.model.validators import Before, Tagged

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
    show it; `names` says what the value names.
    """

    description: str
    polarity: Polarity
    weight: Weight
    key: str
    also: tuple[str, ...] = ()
    example: str = ""
    names: Named | None = None


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
    says = Meaning(description, polarity, weight, key, (*also.split(),), example, names)
    return Field(default=None, alias=alias, description=description, says=says)


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
    says = Meaning(description, polarity, weight, key, (*also.split(),), example, names)
    return Field(description=description, says=says)


def meaning(record: type[Struct], field: str) -> Meaning:
    """Return what a record's field means, and a change of it."""
    says: Meaning = record.model_fields[field].says
    return says


def in_sentence(description: str) -> str:
    """Return the description of a field as it stands within a sentence."""
    text = description.rstrip(".")
    is_word = text[:2] != text[:2].upper()
    return text[0].lower() + text[1:] if is_word else text


def example_of(field: Field) -> str:
    """Return what to write under a key, where its declaration shows it."""
    says: Meaning = field.says
    return says.example


MaybeProse = Prose | None
MaybeText = Text | None
MaybeIdentifier = Identifier | None


class Record(Struct):
    """A group of fields. Keys that begin with `x_` are kept as `additional`, others are refused."""

    additional: Mapping[str, Any] | None = said(
        "Keys of your own, each beginning with `x_`; shown, not interpreted.",
        Polarity.READ,
        Weight.ADMIN,
        alias="x_",
    )

    @classmethod
    def prepared(cls, value: object) -> object:
        """Gather the author's own keys."""
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


ONE_AS_LIST = Before(_as_list)
OneOrMore = Annotated[tuple[T, ...], ONE_AS_LIST]
Condition = Mapping[Identifier, OneOrMore[Name]]
Conditions = OneOrMore[Condition]


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

    def check(self) -> None:
        """Refuse several ways of being absent, and none."""
        kinds = [word for word in ABSENCE_WORDS if getattr(self, word)]
        if len(kinds) != 1:
            raise _together(kinds, ABSENCE_WORDS)

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


Said = Annotated[T | Absence, Tagged(_branch, (STATED_TAG, ABSENT_TAG))]


S = TypeVar("S")


def _shape(value: object) -> str:
    return "<list>" if isinstance(value, list | tuple) else "<one>"


OneOrList = Annotated[T | tuple[S, ...], Tagged(_shape, ("<one>", "<list>"))]


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

    when: Conditions | None = said(
        "The dimension values it applies to; a list of values means any of them, a list of "
        "mappings means or, a dimension left out means any.",
        Polarity.READ,
        Weight.CORE,
    )
    source: MaybeIdentifier = said("The source that this is taken from.", Polarity.NEUTRAL)
    evidence: Evidence | None = said(
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

    def check(self) -> None:
        """Refuse several ways of being absent, and one beside what is promised."""
        absent = [word for word in ABSENCE_WORDS if getattr(self, word)]
        if not absent:
            return
        if len(absent) > 1:
            raise _together(absent, ABSENCE_WORDS)
        promised = [name for name in self.promised_by if getattr(self, name) is not None]
        if promised:
            raise _together((*promised, *absent), (*promised, absent[0]))

    @property
    def absence(self) -> Absence | None:
        """Return how the entry is absent, or None where it is there."""
        values = vars(self)
        word = next((word for word in ABSENCE_WORDS if values[word]), None)
        return Absence.model_validate({word: values[word]}) if word else None
