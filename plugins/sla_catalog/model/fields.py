"""What fields are made of: the ways to say a value, or to say that there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeVar, cast, get_args
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from sla_catalog.model import calendars, quantities
from sla_catalog.model.quantities import MalformedError, quoted

ABSENCE_WORDS = ("none", "elsewhere", "unread")
DEFAULT_PROSE_BYTES = 8 * 1024


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
    """What a change of a field means; `key` names the field that tells list items apart."""

    description: str
    polarity: Polarity
    weight: Weight
    key: str


def said(
    description: str,
    polarity: Polarity,
    weight: Weight = Weight.SECONDARY,
    *,
    key: str = "",
    alias: str | None = None,
) -> Any:
    """Declare a field that may be left out; None then means that nothing is stated."""
    return Field(
        default=None,
        description=description,
        alias=alias,
        json_schema_extra={"polarity": polarity, "weight": weight, "key": key},
    )


def required(
    description: str,
    polarity: Polarity,
    weight: Weight = Weight.SECONDARY,
    *,
    key: str = "",
) -> Any:
    """Declare a field without which its record says nothing."""
    return Field(
        description=description,
        json_schema_extra={"polarity": polarity, "weight": weight, "key": key},
    )


def meaning(record: type[BaseModel], field: str) -> Meaning:
    """Return what a change of a record's field means."""
    info = record.model_fields[field]
    extra = cast("Mapping[str, Any]", info.json_schema_extra or {})
    return Meaning(info.description or "", extra["polarity"], extra["weight"], extra["key"])


class Record(BaseModel):
    """A group of fields. Keys that begin with `x_` are kept as `additional`, others are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=False,
        arbitrary_types_allowed=True,
        ser_json_bytes="utf8",
    )

    additional: Mapping[str, Any] | None = said(
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
        for name, key in _names_in_order(type(self)):
            value = getattr(self, name)
            if value is not None:
                yield key, value
        yield from (self.additional or {}).items()


@dataclass(frozen=True, slots=True)
class Written:
    """Tell pydantic that a value is written as text and read by `parse`.

    `kind` is the noun for messages; `pattern` is a regular expression that JSON Schema shares;
    `bare` allows YAML numbers and booleans, which reach `parse` as their source text.
    """

    parse: Callable[[str], object]
    kind: str
    example: str
    pattern: str = ""
    bare: bool = False

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.validate, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        kinds = ["string", "number", "boolean"] if self.bare else "string"
        schema: dict[str, Any] = {"type": kinds, "examples": [self.example]}
        return schema | ({"pattern": f"^{self.pattern}$"} if self.pattern else {"minLength": 1})

    def validate(self, value: object) -> object:
        """Parse a text; let a value pass that is typed already."""
        if isinstance(value, str):
            return self.parse(value)
        if isinstance(value, dict | list):
            raise _not_one_text(value, self.kind, self.example)
        return value


def _not_one_text(value: object, kind: str, example: str) -> MalformedError:
    there = "a mapping" if isinstance(value, dict) else "a list"
    return MalformedError(f"{there} stands here", f"expected {kind}", f"such as {example}")


def _text(value: str) -> str:
    line = " ".join(value.split())
    if not line:
        raise MalformedError(
            "the text is empty", "expected words", "leave the key out, or write none: and the why"
        )
    return line


def _identifier(value: str) -> str:
    if not re.fullmatch(calendars.IDENTIFIER, value):
        lower = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:63].strip("-")
        raise MalformedError(
            f"{quoted(value)} is not an id",
            "expected up to 63 of the characters a-z, 0-9 and - , not beginning or ending with -",
            lower,
        )
    if value in RESERVED:
        raise MalformedError(
            f"{quoted(value)} is a reserved file name", "expected another id", f"{value}-agreement"
        )
    return value


_DEVICES = ("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)))
RESERVED = frozenset({*_DEVICES, "index", "readme"})


def _name_of_place(value: str) -> str:
    """Read an id that people also write in capitals, such as a severity `P1`."""
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?", value):
        raise MalformedError(
            f"{quoted(value)} is not a short name",
            "expected up to 63 letters, digits, points and hyphens without spaces",
        )
    return value


def _date(value: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise MalformedError(
            f"{quoted(value)} is not a date", "expected year, month and day", "such as 2026-12-31"
        )
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise MalformedError(
            f"{quoted(value)} is on no calendar", "expected a day that exists"
        ) from None


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise _not_one_text(value, "true or false", "true")
    word = value.lower() if value in {"True", "TRUE", "False", "FALSE"} else value
    if word not in {"true", "false"}:
        advice = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(value.lower(), "")
        raise MalformedError(f"{quoted(value)} is neither", "expected true or false", advice)
    return word == "true"


def _address(value: str) -> str:
    if value.startswith("http://"):
        raise MalformedError(
            f"{quoted(value)} is not encrypted", "expected an https address", "https" + value[4:]
        )
    parts = urlsplit(value)
    if (
        parts.scheme != "https"
        or not parts.hostname
        or "@" in parts.netloc
        or re.search(r"[\s\\<>\"'`{}|^]", value)
        or len(value) > 2048
    ):
        raise MalformedError(
            f"{quoted(value)} is not a web address",
            "expected https://, a host and no user name, at most 2,048 characters",
            "such as https://docs.example.com/sla",
        )
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _timezone(value: str) -> str:
    if value not in _zones():
        raise MalformedError(
            f"{quoted(value)} is not a time zone",
            "expected a name of the IANA database",
            "such as Europe/Berlin or UTC",
        )
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise MalformedError(
            f"{quoted(value)} is not a language tag", "expected a tag of BCP 47", "such as en"
        )
    return value


def _currency(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise MalformedError(
            f"{quoted(value)} is not a currency",
            "expected three capitals of ISO 4217",
            value.upper() if re.fullmatch(r"[a-z]{3}", value) else "such as EUR",
        )
    return value


def _count(value: object) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str):
        raise _not_one_text(value, "a whole number", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise MalformedError(f"{quoted(value)} is not a count", "expected a whole number above 0")
    return int(value)


def _prose(value: object, info: ValidationInfo) -> str:
    if not isinstance(value, str):
        there = "a mapping" if isinstance(value, dict) else "a list"
        raise MalformedError(
            f"{there} stands here", "expected a text", "quote text that holds ‘: ’ or begins with ["
        )
    text = value.strip()
    if not text:
        return _text(value)
    limit = (info.context or {}).get("prose_bytes", DEFAULT_PROSE_BYTES)
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise MalformedError(
            f"the text has {size} bytes",
            f"expected {limit} at most",
            "a shorter text with a link to the rest, or a larger limit",
        )
    return text


class _ProseSchema:
    """Tell pydantic how Markdown text is checked."""

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _prose, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"], "minLength": 1}


N = quantities.NUMBER
_TIME_WORD = (
    r"(ms|milliseconds?|s|sec|seconds?|mins?|minutes?|h|hours?|days?|weeks?|months?|years?)"
)
_UNIT = r"(%|([A-Za-z°µ][^,;]*)?)"
_OP = r"((at least|at most|more than|less than|exactly|>=|<=|>|<|=|≥|≤)\s*)?"
_DAYS = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_SPAN = rf"{_DAYS}([-–]{_DAYS})? [0-9]{{1,2}}:[0-9]{{2}}[-–][0-9]{{1,2}}:[0-9]{{2}}"

Text = Annotated[str, Written(_text, "a text", "Data Platform", bare=True)]
Prose = Annotated[str, _ProseSchema()]
Identifier = Annotated[str, Written(_identifier, "an id", "uptime", calendars.IDENTIFIER)]
Name = Annotated[
    str, Written(_name_of_place, "a short name", "P1", r"[A-Za-z0-9]([A-Za-z0-9._-]*)", bare=True)
]
Version = Annotated[str, Written(_text, "a version", "2.1.0", bare=True)]
Day = Annotated[
    date, Written(_date, "a date", "2026-12-31", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", bare=False)
]
Yes = Annotated[bool, BeforeValidator(_yes, json_schema_input_type=bool)]
Address = Annotated[
    str,
    Written(
        _address, "a web address", "https://docs.example.com/sla", r"https://[^\s\\<>\"'`{}|^]+"
    ),
]
Timezone = Annotated[str, Written(_timezone, "a time zone", "Europe/Berlin", r"[A-Za-z0-9_+/-]+")]
Language = Annotated[str, Written(_language, "a language tag", "en", r"[a-z]{2,3}(-[A-Za-z0-9]+)*")]
Currency = Annotated[str, Written(_currency, "a currency", "EUR", r"[A-Z]{3}")]
Count = Annotated[int, BeforeValidator(_count, json_schema_input_type=int)]
Percent = Annotated[
    quantities.Percentage,
    Written(quantities.Percentage.parse, "a percentage", "99.9 %", rf"{N}\s*%"),
]
Length = Annotated[
    quantities.Duration,
    Written(quantities.Duration.parse, "a duration", "15 min", rf"{N}\s*{_TIME_WORD}"),
]


def _time(text: str) -> quantities.Duration | quantities.WorkingTime:
    if re.search(r"business|working", text):
        return quantities.WorkingTime.parse(text)
    return quantities.Duration.parse(text)


def _due(text: str) -> quantities.Duration | quantities.WorkingTime | quantities.Deadline:
    return quantities.Deadline.parse(text) if text.startswith("by ") else _time(text)


Time = Annotated[
    quantities.Duration | quantities.WorkingTime,
    Written(
        _time,
        "a duration",
        "2 business days",
        rf"{N}\s*({_TIME_WORD}|(business|working) (minutes?|hours?|days?))",
    ),
]
Due = Annotated[
    quantities.Duration | quantities.WorkingTime | quantities.Deadline,
    Written(
        _due,
        "a duration or a deadline",
        "2 business days",
        rf"({N}\s*({_TIME_WORD}|(business|working) (minutes?|hours?|days?))|by .+)",
    ),
]
Amount = Annotated[
    quantities.Quantity,
    Written(
        quantities.parse_quantity,
        "an amount",
        "500 requests/s",
        rf"(-?{N}\s*{_UNIT}|[A-Z]{{3}} {N})",
        bare=True,
    ),
]
Promised = Annotated[
    quantities.Target,
    Written(
        quantities.Target.parse,
        "a target",
        "at least 99.9 %",
        rf"(by .+|{_OP}({N}( .+)? to )?(-?{N}\s*{_UNIT}|[A-Z]{{3}} {N})|[A-Za-z][^0-9]*)",
        bare=True,
    ),
]
PartOf = Annotated[
    quantities.Share,
    Written(quantities.Share.parse, "a share", "95 % of tickets", rf"{N}\s*% of .+"),
]
HoursOfWeek = Annotated[
    calendars.Hours,
    Written(
        calendars.Hours.parse,
        "hours",
        "Mon-Fri 09:00-17:00",
        rf"(24\s*[xX×/*]\s*7|{_SPAN}(, *{_SPAN})*|{calendars.IDENTIFIER})",
    ),
]


def _written_hours(text: str) -> calendars.Hours:
    hours = calendars.Hours.parse(text)
    if hours.calendar:
        raise MalformedError(
            f"{quoted(text)} names a calendar", "expected hours", "such as Mon-Fri 09:00-17:00"
        )
    return hours


WrittenHours = Annotated[
    calendars.Hours,
    Written(
        _written_hours,
        "hours",
        "Mon-Fri 09:00-17:00",
        rf"(24\s*[xX×/*]\s*7|{_SPAN}(, *{_SPAN})*)",
    ),
]
Period = Annotated[
    calendars.Window,
    Written(
        calendars.Window.parse,
        "a window of measurement",
        "calendar month",
        r"((calendar|billing|fiscal|rolling|average|per|contract|agreement|subscription) .+"
        r"|[0-9]+ days? before (the )?claim)",
    ),
]
Recurring = Annotated[
    calendars.Recurrence,
    Written(
        calendars.Recurrence.parse,
        "a recurring time",
        "first Sun 02:00-06:00",
        rf"(every .+|((first|second|third|fourth|last) )?{_SPAN}(, *{_SPAN})*)",
    ),
]
Often = Annotated[
    calendars.Frequency,
    Written(
        calendars.Frequency.parse,
        "how often",
        "every month",
        r"(every .+|daily|weekly|monthly|quarterly|yearly|annually|continuous|on request)",
    ),
]
Interval = Annotated[
    quantities.Duration,
    Written(
        lambda text: (
            calendars.parse_interval(text)
            if text.startswith("every")
            else quantities.Duration.parse(text)
        ),
        "an interval",
        "every 3 months",
        rf"(every .+|{N}\s*{_TIME_WORD})",
    ),
]
BreachTrigger = Annotated[
    calendars.Trigger,
    Written(
        calendars.Trigger.parse,
        "a trigger",
        "3 breaches in rolling 12 months",
        r"(each breach|[0-9]+ .+)",
    ),
]

T = TypeVar("T")


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_as_list, json_schema_input_type=T | list[T])]
Condition = Mapping[Identifier, OneOrMore[Name]]
Conditions = Annotated[
    tuple[Condition, ...],
    BeforeValidator(_as_list, json_schema_input_type=Condition | list[Condition]),
]


_PROVENANCE = frozenset({"source", "evidence", "conflicts", "clause", "note"})


@cache
def _names_in_order(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return a record's fields with their keys in YAML; what says their origin comes last."""
    declared = record.model_fields
    own = [name for name in declared if name not in _PROVENANCE]
    last = [name for name in declared if name in _PROVENANCE]
    return tuple((n, declared[n].alias or n) for n in (*own, *last) if n != "additional")


class Absence(Record):
    """A value that is not there: none by decision, in another document, or not read."""

    none: Prose | None = said("There is no such promise, and why.", Polarity.READ)
    elsewhere: Prose | None = said("Another document says it, and which.", Polarity.READ)
    unread: Prose | None = said("The transcription did not see it, and why.", Polarity.READ)
    source: Identifier | None = said("The source that this is taken from.", Polarity.NEUTRAL)

    @model_validator(mode="after")
    def _exactly_one(self) -> Absence:
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
        f"{' and '.join(there)} stand together", f"expected one of {', '.join(choices)}"
    )


ABSENT_TAG = "<absent>"
STATED_TAG = "<stated>"


def _branch(value: object) -> str:
    if isinstance(value, Absence):
        return ABSENT_TAG
    absent = isinstance(value, dict) and any(word in value for word in ABSENCE_WORDS)
    return ABSENT_TAG if absent else STATED_TAG


Said = Annotated[
    Annotated[T, Tag(STATED_TAG)] | Annotated[Absence, Tag(ABSENT_TAG)], Discriminator(_branch)
]


S = TypeVar("S")


def _shape(value: object) -> str:
    return "<list>" if isinstance(value, list | tuple) else "<one>"


OneOrList = Annotated[
    Annotated[T, Tag("<one>")] | Annotated[tuple[S, ...], Tag("<list>")], Discriminator(_shape)
]


class Evidence(StrEnum):
    """Say how firm a fact is."""

    CONTRACT = "contract"
    OBJECTIVE = "objective"
    ESTIMATE = "estimate"
    CONFLICTING = "conflicting"


class Conflict(Record):
    """What another source says instead."""

    target: Prose = required("What the other source says.", Polarity.READ)
    source: Identifier | None = said("The source that says it.", Polarity.NEUTRAL)


class Item(Record):
    """An entry that can say where it comes from and when it applies."""

    when: Conditions | None = said(
        "The dimension values it applies to; a list of values means any of them, a list of "
        "mappings means or, a dimension left out means any.",
        Polarity.READ,
        Weight.CORE,
    )
    source: Identifier | None = said("The source that this is taken from.", Polarity.NEUTRAL)
    evidence: Evidence | None = said(
        "How firm the fact is: contract, objective, estimate or conflicting.", Polarity.READ
    )
    conflicts: tuple[Conflict, ...] | None = said(
        "What other sources say instead.", Polarity.READ, key="source"
    )
    clause: Text | None = said("The number in the signed text.", Polarity.NEUTRAL, Weight.ADMIN)
    note: Prose | None = said("A remark for readers.", Polarity.READ)

    @property
    def applies_to(self) -> str:
        """Return the values of `when`, joined to a part of an id; empty if it always applies."""
        values = (v for condition in self.when or () for vs in condition.values() for v in vs)
        return "-".join(map(id_part, values))


def id_part(text: str) -> str:
    """Return a text as a part of an id: small letters and digits, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class MaybeAbsent(Item):
    """An entry that can stand for the decision that there is no such promise.

    `promised_by` names the fields with which an entry says that there is one.
    """

    promised_by: ClassVar[tuple[str, ...]] = ()

    none: Prose | None = said("There is no such promise, and why.", Polarity.READ, Weight.CORE)
    elsewhere: Prose | None = said(
        "Another document says it, and which.", Polarity.READ, Weight.CORE
    )
    unread: Prose | None = said(
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
        for word in ABSENCE_WORDS:
            if getattr(self, word):
                return Absence.model_validate({word: getattr(self, word)})
        return None


@cache
def is_prose(record: type[BaseModel], field: str) -> bool:
    """Tell whether a field, or each entry of it, is Markdown rather than plain text."""
    annotation = record.model_fields[field]
    return any(isinstance(part, _ProseSchema) for part in _parts_of(annotation.annotation)) or any(
        isinstance(part, _ProseSchema) for part in annotation.metadata
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
    names = _names_in_order(record)
    return tuple((name, key) for name, key in names if is_prose(record, name))


def records_within(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the key and value of each field said that can hold records."""
    yield from values_within(record, BaseModel)


def values_within(record: Record, *kinds: type) -> Iterator[tuple[str, Any]]:
    """Yield the key and value of each field said that can hold values of these kinds."""
    for name, key in _fields_for(type(record), *kinds):
        value = getattr(record, name)
        if value is not None:
            yield key, value


@cache
def _fields_for(record: type[Record], *kinds: type) -> tuple[tuple[str, str], ...]:
    fields = record.model_fields
    return tuple(
        (name, key)
        for name, key in _names_in_order(record)
        if _can_hold(fields[name].annotation, kinds)
    )


def _can_hold(annotation: Any, kinds: tuple[type, ...]) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, kinds):
        return True
    return any(_can_hold(part, kinds) for part in get_args(annotation))
