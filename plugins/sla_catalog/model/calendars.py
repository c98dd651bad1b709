"""When things hold: hours of the week, windows of measurement, recurring dates."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.intervals import parse_interval, print_interval
from sla_catalog.model.notations import Suggestion, day_spans, days
from sla_catalog.model.notations.periods import may_name, of_unsaid_length, windows
from sla_catalog.model.notations.recurrences import every_other, of_several, recurrence
from sla_catalog.model.notations.remarks import EVENTS, events, remarked, such_as
from sla_catalog.model.notations.weekdays import weekday
from sla_catalog.model.quantities import (
    ElapsedTime,
    MalformedError,
    quoted,
)
from sla_catalog.patterns import Pattern

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MINUTES_A_DAY = 24 * 60
MONTHS_OF = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_DAY = "|".join(DAYS)
_TIME = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9]"
_SPAN = Pattern(rf"(?P<first>{_DAY})(?:-(?P<last>{_DAY}))? (?P<start>{_TIME})-(?P<end>{_TIME})")
IDENTIFIER = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Hours on one or more days of the week, as written.

    `first` and `last` are days, 0 is Monday; `start` and `end` are minutes of the day. An end at
    or before the start lies on the next day.
    """

    first: int
    last: int
    start: int
    end: int

    def __str__(self) -> str:
        days = DAYS[self.first]
        if self.last != self.first:
            days += f"-{DAYS[self.last]}"
        return f"{days} {clock_time(self.start)}-{clock_time(self.end)}"


def clock_time(minutes: int) -> str:
    """Print minutes of a day as `HH:MM`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    total = int(hours) * 60 + int(minutes)
    if total > MINUTES_A_DAY:
        raise MalformedError(f"{quoted(text)} is past the end of a day", "expected 24:00 at most")
    return total


def _span(text: str) -> DaySpan:
    match = _SPAN.fullmatch(" ".join(text.split()).replace("–", "-"))
    if not match:
        raise MalformedError(
            f"{quoted(text)} is not a span of hours",
            "expected days and times of the 24-hour clock",
            "such as Mon-Fri 09:00-17:00",
        )
    first = DAYS.index(match["first"])
    last = DAYS.index(match["last"] or match["first"])
    return DaySpan(first, last, _minutes(match["start"]), _minutes(match["end"]))


def _spans(text: str) -> tuple[DaySpan, ...]:
    try:
        spans = tuple(_span(part) for part in text.split(","))
    except MalformedError as error:
        instead = days.hours(text) or days.without_times(text) or error.instead
        raise MalformedError(error.found, error.expected, instead) from None
    meanings = day_spans.meanings(", ".join(map(str, spans)))
    if len(meanings) > 1:
        raise _of_two_meanings(text, " or ".join(meanings))
    return spans


def _of_two_meanings(text: str, instead: str) -> MalformedError:
    return MalformedError(
        f"{quoted(text)} can be read in two ways",
        "expected spans that begin before 24:00, end later, and do not overlap",
        instead,
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the week: around the clock, written out, or those of a named calendar.

    Exactly one of `around_the_clock`, `spans` and `calendar` says which.
    """

    around_the_clock: bool = False
    spans: tuple[DaySpan, ...] = ()
    calendar: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `24x7`, `Mon-Fri 09:00-17:00, Sat 10:00-14:00` or the id of a calendar."""
        stripped = text.strip()
        if re.fullmatch(r"24\s*[x×/*]\s*7", stripped, re.IGNORECASE):
            return cls(around_the_clock=True)
        if re.fullmatch(IDENTIFIER, stripped):
            return cls(calendar=stripped)
        return cls(spans=_spans(stripped))

    def minutes(self) -> frozenset[int]:
        """Return the covered minutes of the week, 0 is Monday 00:00; none for a calendar id."""
        return _ALL_WEEK if self.around_the_clock else _covered(self.spans)

    def __str__(self) -> str:
        if self.around_the_clock:
            return "24x7"
        return self.calendar or ", ".join(map(str, self.spans))


def of_one_meaning(hours: tuple[Hours, ...]) -> tuple[Hours, ...]:
    """Return hours that are listed one by one; refuse two of one day that overlap."""
    written = ", ".join(map(str, hours))
    meanings = day_spans.meanings(written) if all(one.spans for one in hours) else ()
    if len(meanings) > 1:
        raise _of_two_meanings(written, " or ".join(f"[{one}]" for one in meanings))
    return hours


_ALL_WEEK = frozenset(range(7 * MINUTES_A_DAY))


@lru_cache(maxsize=64)
def _covered(spans: tuple[DaySpan, ...]) -> frozenset[int]:
    """Return the minutes of the week that spans cover."""
    covered: set[int] = set()
    for span in spans:
        length = (span.end - span.start) % MINUTES_A_DAY or MINUTES_A_DAY
        for day in range((span.last - span.first) % 7 + 1):
            begin = ((span.first + day) % 7) * MINUTES_A_DAY + span.start
            covered.update(m % (7 * MINUTES_A_DAY) for m in range(begin, begin + length))
    return frozenset(covered)


class WindowKind(StrEnum):
    """How a period of measurement is laid out in time."""

    CALENDAR = "calendar"
    BILLING = "billing"
    FISCAL = "fiscal"
    CONTRACT = "contract"
    ROLLING = "rolling"
    BEFORE_CLAIM = "before claim"
    AVERAGE = "average"
    TERM = "term"
    PER = "per"


KINDS_BY_UNIT = frozenset(map(WindowKind, ("calendar", "billing", "fiscal", "contract")))


@dataclass(frozen=True, slots=True)
class Window:
    """A period over which a metric is measured or a cap counts.

    `unit` is day to year for windows that are named by it, and the thing counted for `per`.
    `length` is set for rolling windows, days before a claim and average months (in hours).
    """

    kind: WindowKind
    unit: str = ""
    length: ElapsedTime | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `calendar month`, `rolling 30 days`, `average month of 730 h`, `per request`."""
        words = " ".join(text.split())
        written = _in_time(words) or words
        for pattern, make in _WINDOWS:
            match = re.fullmatch(pattern, written)
            if match and not _is_time(written):
                made = cls(*make(match))
                if made.length is None or made.length.number:
                    return made
        remark, read = remarked(text)
        found = windows(text) or events(text) or read
        raise MalformedError(
            f"{quoted(text)} is not a window of measurement",
            "expected which period is measured",
            such_as(text),
            tuple(Suggestion(one, (("note", remark),) if remark else ()) for one in found),
        )

    def __str__(self) -> str:
        match self.kind:
            case WindowKind.ROLLING:
                return f"rolling {self.length}"
            case WindowKind.BEFORE_CLAIM:
                return f"{self.length} before claim"
            case WindowKind.AVERAGE:
                return f"average month of {self.length}"
            case WindowKind.TERM:
                return "contract term"
            case _:
                return f"{self.kind} {self.unit}"


def _in_time(words: str) -> str:
    """Return what `per month` means: a period of time, and no event that happens each month."""
    per_period = rf"per (?:(?:calendar|billing|fiscal|contract) )?(?:{_PERIODS}|annum)"
    found = windows(words) if re.fullmatch(per_period, words) else ()
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=256)
def _is_time(words: str) -> bool:
    """Tell whether `per` is followed by a time and no event: `per working day`."""
    counted = words.removeprefix("per ")
    if counted == words or counted in EVENTS or not may_name(counted):
        return False
    unit = rf"(?:{_PERIODS}|annum)s?"
    is_unit = re.fullmatch(rf"per (?:.*\b{unit}|{unit} (?!of ).*)", words) is not None
    is_period = any(not one.startswith("rolling") for one in windows(words))
    return is_unit or is_period or bool(of_unsaid_length(words))


_PERIODS = "day|week|month|quarter|half-year|year"


_Made = tuple[WindowKind, str, ElapsedTime | None]
_LENGTH = r"[0-9]+ (?:h|hours?|days?|weeks?|months?|years?)"


def _named(match: re.Match[str]) -> _Made:
    return WindowKind(match["kind"]), match["unit"], None


_WINDOWS = (
    (rf"(?P<kind>calendar) (?P<unit>{_PERIODS})", _named),
    (r"(?P<kind>billing|fiscal|contract(?= y)) (?P<unit>month|quarter|half-year|year)", _named),
    (
        rf"rolling (?P<length>{_LENGTH})",
        lambda m: (WindowKind.ROLLING, "", ElapsedTime.parse(m["length"])),
    ),
    (
        r"(?P<length>[0-9]+ days?) before (?:the )?claim",
        lambda m: (WindowKind.BEFORE_CLAIM, "", ElapsedTime.parse(m["length"])),
    ),
    (
        r"average month of (?P<length>[0-9]+ (?:h|hours))",
        lambda m: (WindowKind.AVERAGE, "month", ElapsedTime.parse(m["length"])),
    ),
    (r"(?:contract|agreement|subscription) (?:term|period)", lambda _: (WindowKind.TERM, "", None)),
    (r"(?P<kind>per) (?P<unit>[a-z][a-z -]*)", _named),
)


class Ordinal(StrEnum):
    """Which of the same weekdays of a month."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When something comes again: hours of a week, of one week of the month, or every so often."""

    hours: Hours | None = None
    ordinal: Ordinal | None = None
    every: ElapsedTime | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `first Sun 02:00-06:00`, `Sat 22:00-02:00`, `every 3 months`."""
        stripped = " ".join(text.split())
        word, _, rest = stripped.partition(" ")
        if each := of_several(stripped):
            found = f"{quoted(stripped)} names several weekdays of each month"
            raise MalformedError(found, "expected one of them, since each is work of its own", each)
        try:
            if word in {*Ordinal}:
                return cls(Hours(spans=(_on_one_day(rest, stripped),)), Ordinal(word))
            if stripped.startswith("every "):
                return cls(every=parse_interval(stripped))
            return cls(Hours(spans=_spans(stripped)))
        except _OfMonthError:
            raise
        except MalformedError as error:
            of_month = days.day_of_month(stripped)
            is_part = word in {*Ordinal}  # else its weekday alone is quoted
            found = f"{quoted(stripped)} is not a recurring time" if is_part else error.found
            if of_month is None or recurrence(stripped).startswith("write"):
                instead = recurrence(stripped) or error.instead
                raise MalformedError(found, error.expected, instead) from error
            named = {*map(weekday, re.findall(r"[^\W\d_]+", stripped.lower()))} - {""}
            if of_month.startswith("such as") and len(named) > 1:
                kept = Suggestion("every month", (("text", stripped),))
                raise MalformedError(found, error.expected, suggestions=(kept,)) from error
            if of_month and (every := every_other(stripped)):
                of_month = f"{of_month} or {every}; the first is one day of a month"
            which = "" if of_month else " (not every month has a fifth)"
            expected = (
                f"expected first, second, third, fourth or last{which}, a weekday and its hours"
            )
            raise MalformedError(
                f"{quoted(stripped)} is not a weekday of each month", expected, of_month
            ) from error

    def __str__(self) -> str:
        if self.every:
            return print_interval(self.every)
        return f"{self.ordinal} {self.hours}" if self.ordinal else str(self.hours)


class _OfMonthError(MalformedError):
    """Say what is wrong with a day of each month that is understood."""


def _on_one_day(hours: str, text: str) -> DaySpan:
    """Read the hours of a weekday of each month; refuse several days, and hours of two meanings."""
    span = _span(hours)
    if span.first != span.last:
        raise _OfMonthError(
            f"{quoted(text)} names several days of each month",
            "expected first, second, third, fourth or last, and one weekday with its hours",
            suggestions=(Suggestion("every month", (("text", text),)),),
        )
    meanings = day_spans.meanings(str(span))
    if len(meanings) > 1:
        error = _of_two_meanings(text, f"such as {text.removesuffix(hours)}{meanings[0]}")
        raise _OfMonthError(error.found, error.expected, error.instead)
    return span
