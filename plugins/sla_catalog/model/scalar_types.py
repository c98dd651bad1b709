"""Values written as one text: how each is read, what to say when it cannot be, its schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic_core import CoreSchema, core_schema
from pydantic_core.core_schema import ValidationInfo

from sla_catalog.frozen import dataclass
from sla_catalog.model import calendars, dates, timezones
from sla_catalog.model.dates import PartialDate
from sla_catalog.model.notations import mail_addresses, offered, tongues, written_dates, zones
from sla_catalog.model.notations.currencies import CODES, currencies
from sla_catalog.model.notations.names import named
from sla_catalog.model.notations.web_addresses import addresses
from sla_catalog.model.notations.words_of import in_words
from sla_catalog.model.placeholder import is_placeholder, is_reason
from sla_catalog.model.quantities import MalformedError, quoted
from sla_catalog.model.slugs import term_slug
from sla_catalog.model.validators import After, Before, Handler
from sla_catalog.patterns import Pattern

DEFAULT_PROSE_BYTES = 8 * 1024
# What is read by patterns is short: some of them take a square of its length.
MOST_OF_VALUE = 2_000


class TooLongError(MalformedError):
    """Say that a text is longer than any value is; what it may mean is not looked for."""

    def __init__(self, kind: str, example: str, text: str) -> None:
        super().__init__(
            f"{quoted(text)} has {len(text):,} characters",
            f"expected {kind} of at most {MOST_OF_VALUE:,}",
            f"such as {example}",
        )


@dataclass(frozen=True, slots=True)
class ScalarType:
    """Say that a value is written as text and read by `parse`.

    `kind` is the noun for messages; `pattern` is a regular expression that JSON Schema shares;
    `bare` allows YAML numbers and booleans, which reach `parse` as their source text.
    """

    parse: Callable[[str], object]
    kind: str
    example: str
    pattern: str = ""
    bare: bool = False

    def __get_pydantic_core_schema__(self, _of: object, _handler: Handler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.validate, metadata={"json_schema": self.json_schema}
        )

    def json_schema(self) -> dict[str, Any]:
        """Return what JSON Schema can say of the text."""
        kinds = ["string", "number", "boolean"] if self.bare else "string"
        schema: dict[str, Any] = {"type": kinds, "examples": [self.example]}
        return schema | ({"pattern": f"^{self.pattern}$"} if self.pattern else {"minLength": 1})

    def validate(self, value: object) -> object:
        """Parse a text; let a value pass that is typed already."""
        if isinstance(value, str):
            if len(value) > MOST_OF_VALUE and self.parse is not _text:
                raise TooLongError(self.kind, self.example, value)
            # In a catalog most short values are there many times: 99.9 %, calendar month, 24x7.
            parse = self.parse if len(value) > _SHORT else _remembering(self.parse)
            return parse(value)
        if isinstance(value, dict | list):
            raise _not_one_text(value, self.kind, self.example)
        return value


_SHORT = 40  # letters; longer texts are rarely repeated


@cache
def _remembering(parse: Callable[[str], object]) -> Callable[[str], object]:
    """Return a reading that knows the last values: they are frozen, so that all can share one."""
    return lru_cache(maxsize=1024)(parse)


def _not_one_text(value: object, kind: str, example: str) -> MalformedError:
    there = "a mapping" if isinstance(value, dict) else "a list"
    return MalformedError(f"{there} is given here", f"expected {kind}", f"such as {example}")


def _text(value: str) -> str:
    line = " ".join(value.split())
    if not line:
        raise MalformedError(
            "the text is empty", "expected words", "leave the key out, or write none: and the why"
        )
    return line


class MalformedNameError(MalformedError):
    """Say that a name cannot be one; it has one cause, wherever else the name is used."""


def _identifier(value: str) -> str:
    if not re.fullmatch(calendars.IDENTIFIER, value):
        raise MalformedNameError(
            f"{quoted(value)} is not an id",
            "expected up to 63 of the characters a-z, 0-9 and - , not beginning or ending with -",
            term_slug(value)[:63].strip("-"),
        )
    if value in RESERVED:
        raise MalformedError(
            f"{quoted(value)} is a reserved file name", "expected another id", f"{value}-agreement"
        )
    return value


_DEVICES = ("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)))
RESERVED = frozenset({*_DEVICES, "index", "print", "readme"})
WITHHELD = "withheld"  # stands for an agreement that the readers of a build may not see


def _agreement_id(value: str) -> str:
    if value == WITHHELD:
        raise MalformedError(
            f"{quoted(value)} stands for agreements that readers may not see",
            "expected another id",
            f"{value}-agreement",
        )
    return _identifier(value)


def _name_of_place(value: str) -> str:
    """Read an id that people also write in capitals, such as a severity `P1`."""
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?", value):
        found = named(value)
        raise MalformedNameError(
            f"{quoted(value)} is not a short name",
            "expected up to 63 letters, digits, points and hyphens without spaces",
            found.value if found else "",
        )
    return value


def _value_name(value: str) -> str:
    """Read a value of a dimension; other words for it can be its name."""
    try:
        return _name_of_place(value)
    except MalformedError as error:
        short = re.sub(r"[^A-Za-z0-9.]+", "-", value)[:63].strip("-.")
        named = f"{{id: {short}, name: {value}}}" if short and _SIMPLE.fullmatch(value) else ""
        raise MalformedError(error.found, error.expected, named) from None


_SIMPLE = Pattern(r"[A-Za-z][^\n:#,{}\[\]'\"]*")  # what YAML reads in braces as it is


def _date(value: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise MalformedError(
            f"{quoted(value)} is not a date",
            "expected year, month and day",
            written_dates.day(value)
            or written_dates.part_of_year(value)
            or written_dates.undated(value)
            or "such as 2026-12-31",
        )
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise MalformedError(
            f"{quoted(value)} is on no calendar",
            "expected a day that exists",
            f"such as {last}" if (last := written_dates.last_of_month(value)) else "",
        ) from None


def _date_or_part(value: str) -> date | PartialDate:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return _date(value)
    return PartialDate.parse(value)


_MEANT = dict.fromkeys(["yes", "y", "on", "ja", "wahr", "oui", "vrai", "x", "✓", "✔"], "true")
_MEANT |= dict.fromkeys(["no", "n", "off", "nein", "falsch", "non", "faux", "✗", "✘"], "false")


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise _not_one_text(value, "true or false", "true")
    word = value.lower() if value in {"True", "TRUE", "False", "FALSE"} else value
    if word not in {"true", "false"}:
        found = f"{quoted(value)} is neither true nor false"
        raise MalformedError(found, "expected one of the two", _MEANT.get(value.lower(), ""))
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
            offered(addresses(value), "url") or "such as https://docs.example.com/sla",
        )
    return value


def _mail_address(value: str) -> str:
    line = _text(value)
    if mail_addresses.ADDRESS.fullmatch(line) or is_placeholder(line):
        return line
    found = offered(mail_addresses.mail_addresses(line), "email")
    several = "; each is a contact of its own" if " or " in found else ""
    raise MalformedError(
        f"{quoted(value)} is not an e-mail address",
        "expected one address, such as sla@example.com, and nothing else",
        f"{found}{several}" or "such as sla@example.com",
    )


def _timezone(value: str) -> str:
    if value not in timezones.names():
        near, offset = zones.nearest(value), zones.at_offset(value)
        all_year = f"{offset}; where clocks change, the place is named, such as Europe/Berlin"
        raise MalformedError(
            f"{quoted(value)} is not a time zone",
            "expected a name of the IANA database",
            f"did you mean {near}?"
            if near
            else all_year
            if offset
            else "such as Europe/Berlin or UTC",
        )
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        meant = tongues.tag(value)
        raise MalformedError(
            f"{quoted(value)} is not a language tag",
            "expected a tag of BCP 47",
            f"{meant}; an agreement has one" if " or " in meant else meant or "such as en",
        )
    return value


_LOWER = Pattern(r"[A-Za-z]{2}[a-z]|[a-z]{3}")


def _currency(value: str) -> str:
    if value not in CODES:
        raise MalformedError(
            f"{quoted(value)} is not a currency",
            "expected three capitals of ISO 4217",
            offered(currencies(value), "currency")
            or (value.upper() if _LOWER.fullmatch(value) else "such as EUR"),
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
            f"{there} is given here",
            "expected a text",
            in_words(value) or "quote text that contains ‘: ’ or begins with [",
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


@dataclass(frozen=True, slots=True)
class ProseSchema:
    """Say how Markdown text is checked."""

    def __get_pydantic_core_schema__(self, _of: object, _handler: Handler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _prose, metadata={"json_schema": self.json_schema}
        )

    def json_schema(self) -> dict[str, Any]:
        """Return what JSON Schema can say of the text."""
        return {"type": ["string", "number", "boolean"], "minLength": 1}


def _reason(value: str) -> str:
    if not is_reason(value):
        raise MalformedError(
            f"{quoted(value)} is no reason",
            "expected why somebody accepts this",
            "contract amendment 4, signed 2026-11-20",
        )
    return value


Text = Annotated[str, ScalarType(_text, "a text", "Data Platform", bare=True)]
Prose = Annotated[str, ProseSchema()]
Reason = Annotated[str, ProseSchema(), After(_reason)]
Identifier = Annotated[str, ScalarType(_identifier, "an id", "uptime", calendars.IDENTIFIER)]
AgreementId = Annotated[str, ScalarType(_agreement_id, "an id", "uptime", calendars.IDENTIFIER)]
Name = Annotated[
    str,
    ScalarType(_name_of_place, "a short name", "P1", r"[A-Za-z0-9]([A-Za-z0-9._-]*)", bare=True),
]
ValueName = Annotated[
    str, ScalarType(_value_name, "a short name", "gold", r"[A-Za-z0-9]([A-Za-z0-9._-]*)", bare=True)
]
Version = Annotated[str, ScalarType(_text, "a version", "2.1.0", bare=True)]
Day = Annotated[
    date, ScalarType(_date, "a date", "2026-12-31", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", bare=False)
]
DateOfText = Annotated[
    date | PartialDate,
    ScalarType(_date_or_part, "a day, a month or a year", "2026-12-31", dates.PATTERN, bare=True),
]
Yes = Annotated[bool, Before(_yes)]
Address = Annotated[
    str,
    ScalarType(
        _address, "a web address", "https://docs.example.com/sla", r"""https://[^\s\\<>"'`{}|^]+"""
    ),
]
MailAddress = Annotated[str, ScalarType(_mail_address, "an e-mail address", "sla@example.com")]
Timezone = Annotated[
    str, ScalarType(_timezone, "a time zone", "Europe/Berlin", r"[A-Za-z0-9_+/-]+")
]
Language = Annotated[
    str, ScalarType(_language, "a language tag", "en", r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
]
Currency = Annotated[str, ScalarType(_currency, "a currency", "EUR", r"[A-Z]{3}")]
Count = Annotated[int, Before(_count)]
