"""How long a window of measurement is, from a table and by counting the minutes of hours."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil, floor, gcd
from typing import NamedTuple

from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.measurement import Rounding
from sla_catalog.model.quantities import Percentage

MINUTE, HOUR, DAY = 60, 3600, 86400
MINUTES_OF_A_WEEK = 7 * 24 * 60


class Length(NamedTuple):
    """The least, the headline and the most, in seconds; whether exactly so long is allowed."""

    least: Fraction
    headline: Fraction
    most: Fraction
    is_reached: bool = True


# Days of the shortest window, of the one that is named first, and of the longest.
DAYS = {
    "calendar day": (1, 1, 1),
    "calendar week": (7, 7, 7),
    "calendar month": (28, 30, 31),
    "calendar quarter": (90, 90, 92),
    "calendar year": (365, 365, 366),
    "billing month": (28, 30, 31),
    "billing quarter": (89, 90, 92),
    "billing year": (365, 365, 366),
    "fiscal month": (28, 30, 31),
    "fiscal quarter": (89, 90, 92),
    "fiscal year": (365, 365, 366),
}
SECONDS = {"h": HOUR, "days": DAY, "weeks": 7 * DAY}
MONTHS = {"months": 1, "years": 12}


def allowed(
    target: Percentage,
    window: Window,
    hours: Hours,
    stated: Rounding | None = None,
    *,
    is_strict: bool = False,
) -> Length | None:
    """Return what a target leaves of a window: (100 - target) %; None if it has no length.

    `is_strict` is a target that has to be exceeded. Where shares are rounded as `stated`, it is
    kept by all that is rounded to its target; where downtimes are, by all that is rounded to what
    it leaves.
    """
    lengths = lengths_of(window, hours)
    if lengths is None:
        return None
    bound, is_reached = Fraction(target.number), not is_strict
    if stated and stated.digits is not None:
        bound, is_reached = _kept_from(
            bound, Fraction(1, 10 ** int(stated.digits)), is_strict, str(stated.mode)
        )
        bound = min(bound, Fraction(100))
    share = (100 - bound) / 100
    times = [share * seconds for seconds in lengths[:3]]
    if not (stated and stated.unit):
        return Length(times[0], times[1], times[2], is_reached)
    ends = [
        _kept_to(time, Fraction(stated.unit.seconds or 0), not is_reached, str(stated.mode))
        for time in times
    ]
    least, headline, most = (max(Fraction(0), end) for end, _ in ends)
    return Length(least, headline, most, ends[1][1])


def _kept_from(
    least: Fraction, step: Fraction, is_strict: bool, mode: str
) -> tuple[Fraction, bool]:
    """Return the end above which values are rounded to at least a bound, and if it is one."""
    wanted = step * (floor(least / step) + 1 if is_strict else ceil(least / step))
    if mode == "down":
        return wanted, True
    return (wanted - step, False) if mode == "up" else (wanted - step / 2, True)


def _kept_to(most: Fraction, step: Fraction, is_strict: bool, mode: str) -> tuple[Fraction, bool]:
    """Return the end below which values are rounded to at most a bound, and if it is one."""
    wanted = step * (ceil(most / step) - 1 if is_strict else floor(most / step))
    if mode == "up":
        return wanted, True
    return (wanted + step, False) if mode == "down" else (wanted + step / 2, False)


@cache
def lengths_of(window: Window, hours: Hours) -> Length | None:
    """Return the seconds of a window that lie in hours of the week; None if it has no length.

    The headline counts whole days: as many as a week has, in proportion, half a day rounded up,
    each as long as those of the week are on average.
    """
    whole = _whole(window)
    if whole is None or hours.around_the_clock:
        return whole
    days = {day for span in hours.spans for day in weekdays_of(span.first, span.last)}
    step = _step(window, hours)
    opened = open_steps(hours, step)
    in_proportion = len(days) * whole.headline / (7 * DAY)
    day_count = max(1, int(in_proportion + Fraction(1, 2)))
    headline = day_count * Fraction(len(opened) * step * MINUTE, len(days))
    if window.kind == "average":  # a length by agreement, of no month in particular
        return Length(headline, headline, headline)
    begins_at_any_time = window.kind in {"rolling", "before claim"}
    starts = range(0, MINUTES_OF_A_WEEK, step if begins_at_any_time else 24 * 60)
    least = min(_open_in(start, int(whole.least) // MINUTE, opened, step) for start in starts)
    most = max(_open_in(start, int(whole.most) // MINUTE, opened, step) for start in starts)
    return Length(Fraction(least * MINUTE), headline, Fraction(most * MINUTE))


def _whole(window: Window) -> Length | None:
    if window.kind in {"per", "term"}:
        return None
    if window.length is None:
        return _days(*DAYS[f"{window.kind} {window.unit}"])
    number, unit = int(window.length.number), str(window.length.unit)
    if unit in SECONDS:
        seconds = Fraction(number * SECONDS[unit])
        return Length(seconds, seconds, seconds)
    months = number * MONTHS[unit]
    least, most = _months_on_end(months)
    headline = 365 * months // 12 if months % 12 == 0 else 30 * months
    return _days(least, headline, most)


def _days(least: int, headline: int, most: int) -> Length:
    return Length(Fraction(least * DAY), Fraction(headline * DAY), Fraction(most * DAY))


@cache
def _months_on_end(count: int) -> tuple[int, int]:
    """Return the fewest and the most days of some months, from any month of 400 years on."""
    firsts = [date(1600 + month // 12, month % 12 + 1, 1) for month in range(4800 + count)]
    days = [(end - begin).days for begin, end in zip(firsts, firsts[count:], strict=False)]
    return min(days), max(days)


def _step(window: Window, hours: Hours) -> int:
    """Return the minutes of which all edges of hours, and the window, are whole multiples."""
    edges = [edge for span in hours.spans for edge in (span.start, span.end)]
    whole = _whole(window)
    lengths = [int(seconds) // MINUTE for seconds in whole] if whole else []
    return gcd(24 * 60, *edges, *lengths)


@cache
def open_steps(hours: Hours, step: int) -> frozenset[int]:
    """Return the steps of the week that lie in hours, by the minute at which each begins."""
    found: set[int] = set()
    for span in hours.spans:
        length = span.end - span.start if span.end > span.start else span.end - span.start + 24 * 60
        for day in weekdays_of(span.first, span.last):
            begin = day * 24 * 60 + span.start
            found |= {minute % MINUTES_OF_A_WEEK for minute in range(begin, begin + length, step)}
    return frozenset(found)


def weekdays_of(first: int, last: int) -> list[int]:
    """Return the days of a span such as Fri-Mon; 0 is Monday."""
    days = [first]
    while days[-1] != last:
        days.append((days[-1] + 1) % 7)
    return days


def _open_in(start: int, minutes: int, opened: frozenset[int], step: int) -> int:
    """Count the open minutes among some minutes on end: those of whole weeks, then the rest."""
    weeks, rest = divmod(minutes, MINUTES_OF_A_WEEK)
    steps = range(start, start + rest, step)
    return step * (
        weeks * len(opened) + sum(minute % MINUTES_OF_A_WEEK in opened for minute in steps)
    )
