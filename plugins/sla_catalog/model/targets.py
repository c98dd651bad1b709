"""What is promised: an amount with an operator, a range, a deadline, a step of a scale, a share."""

from __future__ import annotations

import re
from typing import Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations import Suggestion
from sla_catalog.model.notations.deadlines import deadlines
from sla_catalog.model.notations.parts import parts
from sla_catalog.model.notations.ranges import WrittenRange
from sla_catalog.model.notations.targets import targets
from sla_catalog.model.operators import OPERATOR_PATTERN, OPERATORS, Operator
from sla_catalog.model.quantities import (
    ENDS,
    NUMBER,
    AmbiguousNumberError,
    MalformedError,
    OtherUnitError,
    Percentage,
    Quantity,
    magnitude,
    parse_quantity,
    plain,
    quoted,
    unit_of,
)


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends of an estimate: `3 to 4 business days`. Both have the same unit."""

    low: Quantity
    high: Quantity

    def __str__(self) -> str:
        same = type(self.low) is type(self.high) and getattr(self.low, "unit", None) == getattr(
            self.high, "unit", None
        )
        return f"{plain(self.low.number) if same else self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point by the calendar: by a clock time or the end of this or the next day.

    `time` is `HH:MM`, or None for the end of the day.
    """

    time: str | None
    next_day: bool
    business: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `by 15:00 next business day`, `by end of business day`."""
        words = " ".join(text.replace("the ", "").replace("working", "business").split())
        match = re.fullmatch(
            r"by (?:(?P<time>(?:[01]?[0-9]|2[0-3]):[0-5][0-9])|end of)"
            r"(?P<next> next)?(?P<kind> business| calendar)? day",
            words,
        )
        if not match:
            raise MalformedError(
                f"{quoted(text)} is not a deadline",
                "expected ‘by HH:MM’ or ‘by end of’, then ‘business day’, ‘next business day’, "
                "‘calendar day’ or ‘next calendar day’",
                "such as by 15:00 next business day",
                tuple(map(Suggestion, deadlines(text))),
            )
        if not match["kind"]:
            start = words.removesuffix(" day")
            raise MalformedError(
                f"{quoted(text)} does not say which days count",
                "expected the word business or calendar before ‘day’",
                f"{start} business day or {start} calendar day",
            )
        time = match["time"]
        is_business = match["kind"] == " business"
        return cls(time.zfill(5) if time else None, bool(match["next"]), is_business)

    def __str__(self) -> str:
        moment = self.time or "end of"
        following = "next " if self.next_day else ""
        return f"by {moment} {following}{'business' if self.business else 'calendar'} day"


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """A step of a named scale, such as `Medium`."""

    name: str

    def __str__(self) -> str:
        return self.name


_TARGET_EXPECTED = "expected an amount, alone or after at least, at most, more than or less than"


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised: a value and how a measured one must stand to it.

    `operator` is None where the author wrote none; then the metric's type decides.
    """

    operator: Operator | None
    value: Quantity | Range | Deadline | ScaleStep

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `99.95 %`, `at most 4 h`, `3 to 4 business days`, `by end of business day`."""
        stripped = text.strip()
        if stripped.startswith("by "):
            return cls(None, Deadline.parse(stripped))
        match = OPERATOR_PATTERN.match(stripped)
        operator = OPERATORS[match["operator"]] if match else None
        rest = stripped[match.end() :] if match else stripped
        written = WrittenRange.read(rest)
        if written and written.is_ambiguous:
            readings = (f"{operator or ''} {one}".strip() for one in written.ranges)
            raise AmbiguousNumberError(text, readings)
        if written and written.ranges and " to " not in rest and not ENDS.fullmatch(rest):
            raise MalformedError(
                f"{quoted(text)} is not a range as it is written here",
                "expected a range with the word ‘to’",
                "",
                tuple(Suggestion(f"{operator or ''} {one}".strip()) for one in written.ranges),
            )
        ends = ENDS.fullmatch(rest)
        if ends:
            low, high = ends["low"], f"{ends['high']} {ends['unit'].strip()}".rstrip()
            raise MalformedError(
                f"{quoted(text)} does not say which end is the promise",
                "expected one number with an operator, or a range with the word ‘to’",
                f"at most {high} or {low} to {high}",
                targets(text),
            )
        low, to, high = rest.partition(" to ")
        if to and re.match(rf"(?:[A-Z]{{3}} )?{NUMBER}", low):
            try:
                return cls(operator, _range(text, low, high))
            except MalformedError as error:
                raise _of_both_ends(written, operator, error) from None
        if operator is None and re.fullmatch(r"[^\W\d_][^\d]*", rest):
            return cls(None, ScaleStep(" ".join(rest.split())))
        try:
            return cls(operator, parse_quantity(rest or text))
        except AmbiguousNumberError as error:
            limited = (f"{operator or ''} {one.value}".strip() for one in error.suggestions)
            raise AmbiguousNumberError(text, limited) from None
        except OtherUnitError as error:
            limited = (f"{operator or ''} {one.value}".strip() for one in error.suggestions)
            raise OtherUnitError(text, limited) from None
        except MalformedError as error:
            found = targets(text)
            if operator is None and not found:
                raise
            expected = (
                _TARGET_EXPECTED if error.expected == "expected an amount" else error.expected
            )
            raise MalformedError(error.found, expected, error.instead, found) from None

    def __str__(self) -> str:
        return f"{self.operator} {self.value}" if self.operator else str(self.value)


def _of_both_ends(
    written: WrittenRange | None, operator: Operator | None, error: MalformedError
) -> MalformedError:
    """Return an error of one end with what to write for both; what mends one end is no help."""
    ranges = written.ranges if written else ()
    found = tuple(Suggestion(f"{operator or ''} {one}".strip()) for one in ranges)
    instead = error.instead if error.instead.startswith("such as ") else ""
    return MalformedError(error.found, error.expected, instead, found)


def _range(text: str, low: str, high: str) -> Range:
    upper = parse_quantity(high)
    unit = high.strip()[len(plain(upper.number)) :] if re.fullmatch(NUMBER, low.strip()) else ""
    lower = parse_quantity(low.strip() + unit)
    if unit_of(lower) != unit_of(upper):
        raise MalformedError(
            f"the two ends of {quoted(text)} have different units", "expected one unit for both"
        )
    if magnitude(lower) >= magnitude(upper):
        raise MalformedError(
            f"{quoted(text)} does not run upwards", "expected the smaller end first"
        )
    return Range(lower, upper)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number of things: `95 % of tickets`."""

    percentage: Percentage
    noun: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `95 % of tickets`."""
        part, of, noun = text.partition(" of ")
        if not of or not noun.strip():
            raise MalformedError(
                f"{quoted(text)} does not say of what it is a share",
                "expected a percentage, ‘of’ and what is counted, in the words of the agreement",
                "such as 95 % of tickets",
                parts(text),
            )
        try:
            return cls(Percentage.parse(part), " ".join(noun.split()))
        except MalformedError as error:
            offers = parts(text) or tuple(
                Suggestion(f"{one.value} of {' '.join(noun.split())}")
                for one in error.suggestions
                if not one.beside
            )
            raise MalformedError(error.found, error.expected, error.instead, offers) from None

    def __str__(self) -> str:
        return f"{self.percentage} of {self.noun}"
