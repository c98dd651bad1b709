"""Amounts as authors write them: parsed once into exact numbers, printed in one way, compared.

Numbers are `Decimal` and keep the author's digits: `99.90 %` prints as `99.90 %` and equals
`99.9 %`. A month and a year have no fixed length, so their lengths in seconds do not exist.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.malformed import AmbiguousNumberError as AmbiguousNumberError
from sla_catalog.model.malformed import MalformedError as MalformedError
from sla_catalog.model.malformed import OtherUnitError as OtherUnitError
from sla_catalog.model.malformed import quoted as quoted
from sla_catalog.model.notations import Suggestion
from sla_catalog.model.notations.currencies import CODES
from sla_catalog.model.notations.numerals import figure, in_two_ways, multiplied
from sla_catalog.model.notations.other_units import in_known_units
from sla_catalog.model.notations.ranges import WrittenRange
from sla_catalog.model.notations.several_amounts import several_amounts
from sla_catalog.model.notations.targets import Wanted, targets
from sla_catalog.model.notations.times import times
from sla_catalog.model.operators import OPERATOR_PATTERN
from sla_catalog.patterns import Pattern

NO_BREAK = "\u00a0"
MOST_DIGITS = 15  # a binary float, as JSON and spreadsheets have it, gives these back as written
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_COMMA = Pattern(r"[0-9],[0-9]")
_AMOUNT = Pattern(rf"(?P<number>{NUMBER})\s*(?P<unit>.*)", re.DOTALL)
_SIGNED = Pattern(rf"(?P<number>-?{NUMBER})(?![eE][0-9])\s*(?P<unit>.*)", re.DOTALL)


def decimal(text: str, unit: str = "") -> Decimal:
    """Read a plain number; refuse a sign that means different things to different people."""
    if _COMMA.search(text):
        raise MalformedError(
            f"the number {quoted(text)} contains a comma",
            "expected digits with a point for decimals and no separator for thousands",
            _without_comma(text),
        )
    if not re.fullmatch(rf"-?{NUMBER}", text):
        raise MalformedError(f"{quoted(text)} is not a number", "expected digits such as 99.95")
    if (digits := sum(sign.isdigit() for sign in text)) > MOST_DIGITS:
        raise MalformedError(
            f"the number {quoted(text)} has {digits:,} digits",
            f"expected at most {MOST_DIGITS}, which every program that reads exports keeps",
            "another unit, or fewer decimals",
        )
    if readings := in_two_ways(text, unit):
        raise AmbiguousNumberError(f"{text} {unit}", readings)
    return Decimal(text)


def _without_comma(text: str) -> str:
    """Return a number without commas; one before three digits divides thousands."""
    return re.sub(r"[0-9][0-9.,]*", lambda m: figure(m[0]) or m[0], text)


def plain(number: Decimal | Fraction) -> str:
    """Print a number in full, without an exponent; a fraction that never ends gets 6 digits."""
    return f"{as_decimal(number) if isinstance(number, Fraction) else number:f}"


def as_decimal(number: Fraction, digits: int = 6) -> Decimal:
    """Turn a fraction into a decimal: exactly where it ends, else rounded to `digits` places."""
    rest, powers = number.denominator, {2: 0, 5: 0}
    for prime in powers:
        while rest % prime == 0:
            rest //= prime
            powers[prime] += 1
    if rest != 1:
        return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(
            Decimal(1).scaleb(-digits)
        )
    scale = max(powers.values())
    return Decimal(number.numerator * (10**scale // number.denominator)).scaleb(-scale)


class TimeUnit(StrEnum):
    """A unit of elapsed time, by the word in which it is printed."""

    MILLISECOND = "ms"
    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    DAY = "days"
    WEEK = "weeks"
    MONTH = "months"
    YEAR = "years"


SECONDS = {
    TimeUnit.MILLISECOND: Fraction(1, 1000),
    TimeUnit.SECOND: Fraction(1),
    TimeUnit.MINUTE: Fraction(60),
    TimeUnit.HOUR: Fraction(3600),
    TimeUnit.DAY: Fraction(86400),
    TimeUnit.WEEK: Fraction(604800),
}

_TIME_WORDS = {
    word: unit
    for unit, words in {
        TimeUnit.MILLISECOND: "ms millisecond milliseconds",
        TimeUnit.SECOND: "s sec second seconds",
        TimeUnit.MINUTE: "min mins minute minutes",
        TimeUnit.HOUR: "h hour hours",
        TimeUnit.DAY: "day days",
        TimeUnit.WEEK: "week weeks",
        TimeUnit.MONTH: "month months",
        TimeUnit.YEAR: "year years",
    }.items()
    for word in words.split()
}


def unit_word(unit: str, number: Decimal) -> str:
    """Return a unit's word in the number that fits: `1 day`, `2 days`, `15 min`."""
    return unit[:-1] if number == 1 and unit.endswith("s") and len(unit) > 2 else unit


@lru_cache(maxsize=4096)  # asked again and again for the few lengths that people write
def _seconds(number: Decimal, unit: TimeUnit) -> Fraction | None:
    factor = SECONDS.get(unit)
    return Fraction(number) * factor if factor else None


@lru_cache(maxsize=4096)
def _months(number: Decimal, unit: TimeUnit) -> Fraction | None:
    if unit is TimeUnit.YEAR:
        return Fraction(number) * 12
    return Fraction(number) if unit is TimeUnit.MONTH else None


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share in percent, 0 to any height; `99.9 %` has the number 99.9."""

    number: Decimal

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `99.95 %`."""
        match = _AMOUNT.fullmatch(text.strip())
        if not match or match["unit"] != "%":
            raise _not_an_amount(text, "a percentage", "99.9 %", targets(text, Wanted.SHARE))
        return cls(decimal(match["number"]))

    def __str__(self) -> str:
        return f"{plain(self.number)} %"


@dataclass(frozen=True, slots=True, eq=False)
class ElapsedTime:
    """A length of elapsed time, in the unit in which it was written.

    Equality and order compare lengths, not spelling: `60 min` equals `1 h`. Months and years
    compare only among themselves; `seconds` of them is None.
    """

    number: Decimal
    unit: TimeUnit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `15 min`, `4 h`, `30 days`, `12 months`."""
        match = _AMOUNT.fullmatch(text.strip())
        unit = _TIME_WORDS.get(match["unit"]) if match else None
        if not match or not unit:
            example, found = "15 min, 4 h, 30 days", times(text, is_elapsed=True)
            raise _not_an_amount(text, "a duration", example, found)
        return cls(decimal(match["number"], match["unit"]), unit)

    @property
    def seconds(self) -> Fraction | None:
        """Give the length in seconds, or None for months and years."""
        return _seconds(self.number, self.unit)

    @property
    def months(self) -> Fraction | None:
        """Give the length in months, or None for units below a month."""
        return _months(self.number, self.unit)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ElapsedTime):
            return NotImplemented
        return (self.seconds, self.months) == (other.seconds, other.months)

    def __hash__(self) -> int:
        return hash((self.seconds, self.months))

    def __str__(self) -> str:
        return f"{plain(self.number)} {unit_word(self.unit, self.number)}"


class WorkingUnit(StrEnum):
    """A unit of time that runs only while the agreed calendar has hours."""

    MINUTE = "business minutes"
    HOUR = "business hours"
    DAY = "business days"


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A length of working time; which hours count, a calendar says."""

    number: Decimal
    unit: WorkingUnit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `4 business hours`, `2 working days`."""
        match = _AMOUNT.fullmatch(text.strip())
        words = match["unit"].split() if match else []
        if not match or len(words) != 2 or words[0] not in {"business", "working"}:
            example = "4 business hours, 2 business days"
            raise _not_an_amount(text, "a working time", example, times(text))
        plural = words[1] if words[1].endswith("s") else words[1] + "s"
        try:
            unit = WorkingUnit(f"business {plural}")
        except ValueError:
            raise _not_an_amount(text, "a working time", "4 business hours", times(text)) from None
        return cls(decimal(match["number"], match["unit"]), unit)

    def __str__(self) -> str:
        return f"{plain(self.number)} {unit_word(self.unit, self.number)}"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money; `currency` is the three letters of ISO 4217."""

    number: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `25 EUR` or `USD 1`."""
        words = text.split()
        if len(words) == 2 and re.fullmatch(r"[A-Z]{3}", words[0]):
            words.reverse()
        if len(words) != 2 or words[1] not in CODES or "," in text:
            raise _not_an_amount(text, "an amount of money", "25 EUR", targets(text, Wanted.ANY))
        return cls(decimal(*words), words[1])

    def __str__(self) -> str:
        return f"{plain(self.number)} {self.currency}"


@dataclass(frozen=True, slots=True)
class PlainQuantity:
    """A number of anything else: `500 requests/s`, `20 degrees`, `6 attempts`, plain `500`."""

    number: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number and the words behind it."""
        match = _SIGNED.fullmatch(text.strip())
        if not match or not _OF_ONE_UNIT.fullmatch(match["unit"]):
            raise _not_an_amount(text, "a number with a unit", "500 requests/s", _amounts_in(text))
        unit = " ".join(match["unit"].split())
        if two := _OF_TWO_AMOUNTS.fullmatch(" ".join(text.split())):
            raise MalformedError(
                f"{quoted(text)} has two amounts",
                "expected one amount",
                f"{two['one']} or {two['other']}; each is an entry of its own",
            )
        if several := several_amounts(text):
            raise MalformedError(
                f"{quoted(text)} has more than one amount",
                "expected one amount",
                f"{' or '.join(several)}; each is an entry of its own",
            )
        if readings := in_known_units(match["number"].lstrip("-"), unit):
            sign = "-" if match["number"].startswith("-") else ""
            raise OtherUnitError(text, (f"{sign}{one}" for one in readings))
        return cls(decimal(match["number"], match["unit"]), unit)

    def __str__(self) -> str:
        return f"{plain(self.number)} {self.unit}".rstrip()


Quantity = Percentage | ElapsedTime | WorkingTime | Money | PlainQuantity


def parse_quantity(text: str) -> Quantity:
    """Read any amount; the unit decides what it is."""
    stripped = text.strip()
    ends = WrittenRange.read(stripped)
    if ends:
        found = f"{quoted(text)} does not say which end is meant"
        raise MalformedError(found, "expected one amount", " or ".join(ends.ends))
    stripped = multiplied(stripped)
    match = _SIGNED.fullmatch(stripped)
    if not match and re.fullmatch(r"[A-Z]{3} .*", stripped):
        return Money.parse(stripped)
    if not match or match["unit"].startswith(","):
        raise _not_an_amount(text, "an amount", _ANY_AMOUNT, _amounts_in(text))
    unit = match["unit"]
    if unit == "%":
        return Percentage.parse(stripped)
    if unit in _TIME_WORDS:
        return ElapsedTime.parse(stripped)
    if unit.startswith(("business ", "working ")):
        return WorkingTime.parse(stripped)
    if unit in CODES:
        return Money.parse(stripped)
    return PlainQuantity.parse(stripped)


_OF_TWO_AMOUNTS = Pattern(
    rf"(?P<one>-?{NUMBER} ?[^0-9]*?[^0-9 ,]) ?(?:to|or|and|plus|minus|bis|oder|und|à|ou|et|,) "
    rf"(?P<other>(?:[A-Z]{{3}} )?-?{NUMBER}.*)"
)
_OF_ONE_UNIT = Pattern(
    r"(?![¹²³⁰-₉]|.*[¼-¾⅐-⅞]|x ?\d|(\w+)/\d+ ?\1$)(?:[^\W\d_]|[°µ])[^\n,;±€$£¥]*|"
)
# No digit follows the number, so that a long one is not tried in all its lengths.
ENDS = Pattern(rf"(?P<low>{NUMBER})\s*-\s*(?P<high>{NUMBER})(?![0-9])(?P<unit>\s*[^-]*)", re.DOTALL)


def _amounts_in(text: str) -> tuple[Suggestion, ...]:
    """Return what a text can mean where an amount stands alone, without a limit or a deadline."""
    found = targets(text) or times(text)
    amounts = (one for one in found if not one.value.startswith("by "))
    return tuple(
        replace(one, value=OPERATOR_PATTERN.sub("", one.value, count=1)) for one in amounts
    )


def unit_of(quantity: Quantity) -> str:
    """Name the unit in which a quantity counts, so that like is compared with like."""
    match quantity:
        case Percentage():
            return "%"
        case ElapsedTime(unit=unit):
            return "elapsed months" if unit in {TimeUnit.MONTH, TimeUnit.YEAR} else "elapsed time"
        case WorkingTime(unit=WorkingUnit.DAY):
            return "business days"
        case WorkingTime():
            return "business hours"
        case Money(currency=currency):
            return currency
        case PlainQuantity(unit=unit):
            return unit


def magnitude(quantity: Quantity) -> Fraction:
    """Return the amount as one exact number in its `unit_of` (seconds, months, hours, days)."""
    match quantity:
        case ElapsedTime():
            length = quantity.seconds if quantity.seconds is not None else quantity.months
            return length if length is not None else Fraction(0)
        case WorkingTime(number=number, unit=WorkingUnit.MINUTE):
            return Fraction(number) / 60
        case _:
            return _exact(quantity.number)


@lru_cache(maxsize=4096)
def _exact(number: Decimal) -> Fraction:
    return Fraction(number)


def _not_an_amount(
    text: str, kind: str, example: str, suggestions: tuple[Suggestion, ...] = ()
) -> MalformedError:
    if re.search(r"[0-9],[0-9]", text):
        return MalformedError(
            f"the number in {quoted(text)} contains a comma",
            "expected digits with a point for decimals and no separator for thousands",
            _without_comma(text.strip()),
            suggestions,
        )
    if re.fullmatch(r"\d{1,2}:\d{2}", text.strip()):
        return MalformedError(
            f"{quoted(text)} is a time of day",
            "expected a length of time" if kind in _LENGTHS else f"expected {kind}",
            f"such as 15 min or 4 h; a moment is written by {text.strip()} next business day",
        )
    return MalformedError(
        f"{quoted(text)} is not {kind}", f"expected {kind}", f"such as {example}", suggestions
    )


_ANY_AMOUNT = "99.9 %, 15 min, 4 business hours, 500 requests/s"
_LENGTHS = {"a duration", "a working time", "an amount", "a number with a unit"}
