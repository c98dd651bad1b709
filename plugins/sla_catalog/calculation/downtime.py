"""Turn a target and a window into the downtime that they allow, and say on what basis."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, chain
from math import floor

from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import (
    MINUTES_A_DAY,
    MONTHS_OF,
    DaySpan,
    Hours,
    Window,
    WindowKind,
)
from sla_catalog.model.quantities import ElapsedTime, Percentage, TimeUnit

DAY = Fraction(86400)
AROUND_THE_CLOCK = Hours(around_the_clock=True)
_MINUTES_A_WEEK = 7 * MINUTES_A_DAY
MONTHS_UNTIL_DATES_REPEAT = 400 * 12
_YEAR = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_YEAR = (31, 29, *_YEAR[2:])


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long one window of a kind can be, in seconds; `headline` is the figure to name first."""

    shortest: Fraction
    headline: Fraction
    longest: Fraction


@dataclass(frozen=True, slots=True)
class TimeBase:
    """What a headline figure is a share of: `days` days of `hours` hours.

    `is_even` is False where the days have different hours, so that `hours` is their average.
    """

    days: Fraction
    hours: Fraction
    is_even: bool = True

    @property
    def seconds(self) -> Fraction:
        """Return the whole extent in seconds."""
        return self.days * self.hours * 3600


@dataclass(frozen=True, slots=True)
class Budget:
    """The downtime that a target allows in one window, in seconds.

    `headline` is the share of `basis`; `shortest` and `longest` belong to the shortest and the
    longest window of the kind and equal the headline where all windows are equally long.
    `is_reached` is False where exactly that much is already too long.
    """

    headline: Fraction
    shortest: Fraction
    longest: Fraction
    basis: TimeBase
    is_reached: bool = True


def allowed(target: Percentage, window_seconds: Fraction) -> Fraction:
    """Return the seconds of downtime that a target allows in a window: window x (100 - target) %.

    Raises ValueError for a target above 100 %, which no window can keep.
    """
    if target.number > 100:
        raise ValueError(f"{target} is more than the whole window")
    return window_seconds * (100 - Fraction(target.number)) / 100


def lengths(window: Window) -> Lengths | None:
    """Return the lengths of a window in seconds; None for windows per thing and contract terms.

    A month has 28 to 31 days and 30 by headline, a quarter 90 to 92 and 90, a half-year 181 to 184
    and 181, a year 365 or 366 and 365; billing and fiscal quarters may start with any month and
    have 89 days at the least. An hour that a change of the clocks adds or takes is not counted: see
    `localtime`.
    """
    if window.length is not None:
        return _lengths_of(window.length)
    if window.kind in {WindowKind.PER, WindowKind.TERM}:
        return None
    if window.unit in MONTHS_OF:
        months = MONTHS_OF[window.unit]
        return _lengths_of_months(months, months if window.kind is WindowKind.CALENDAR else 1)
    return _lengths_of(ElapsedTime(Decimal(1), TimeUnit(f"{window.unit}s")))


@lru_cache(4096)
def budget(target: Percentage, window: Window, hours: Hours = AROUND_THE_CLOCK) -> Budget | None:
    """Return the downtime that a target allows in a window, counted over hours of the week.

    None where the window has no length. Over service hours the headline counts whole days: those
    of a week x the window's headline days / 7, rounded half up, one at the least (21 of a month
    for Mon-Fri); shortest and longest are exact, without holidays. Raises ValueError for a target
    above 100 % and for hours that only name a calendar.
    """
    whole = lengths(window)
    return None if whole is None else _budget(target, *_denominators(whole, window.kind, hours))


def extent_of(window: Window, hours: Hours = AROUND_THE_CLOCK) -> TimeBase | None:
    """Return what the headline figures of a window are a share of; errors and None as `budget`."""
    whole = lengths(window)
    return None if whole is None else _denominators(whole, window.kind, hours)[1]


@lru_cache(4096)
def yearly(target: Percentage, hours: Hours = AROUND_THE_CLOCK) -> Budget:
    """Return the downtime that a target would allow in a year of 365 days; errors as `budget`."""
    year = _lengths_of_months(12, 12)
    return _budget(target, *_denominators(year, WindowKind.CALENDAR, hours))


def _budget(target: Percentage, denominators: Lengths, basis: TimeBase) -> Budget:
    return Budget(
        headline=allowed(target, denominators.headline),
        shortest=allowed(target, denominators.shortest),
        longest=allowed(target, denominators.longest),
        basis=basis,
    )


def _lengths_of(duration: ElapsedTime) -> Lengths:
    if duration.months is not None:
        return _lengths_of_months(floor(duration.months), 1)
    seconds = duration.seconds or Fraction(0)
    return Lengths(seconds, seconds, seconds)


def calendar_months(count: int) -> Lengths:
    """Return how long so many months on end can be."""
    return _lengths_of_months(count, 1)


@lru_cache
def _lengths_of_months(count: int, step: int) -> Lengths:
    """Measure `count` months on end, from every `step`-th month of the whole cycle of dates."""
    years = range(2000, 2000 + (MONTHS_UNTIL_DATES_REPEAT + count) // 12 + 1)
    days = chain.from_iterable(_LEAP_YEAR if isleap(year) else _YEAR for year in years)
    ends = list(accumulate(days, initial=0))
    sums = [ends[m + count] - ends[m] for m in range(0, MONTHS_UNTIL_DATES_REPEAT, step)]
    rounded = 365 * (count // 12) if count % 12 == 0 else 30 * count
    headline = max(rounded, min(sums))  # six months have never only 180 days
    return Lengths(min(sums) * DAY, headline * DAY, max(sums) * DAY)


@lru_cache
def _denominators(whole: Lengths, kind: WindowKind, hours: Hours) -> tuple[Lengths, TimeBase]:
    if hours.around_the_clock:
        return whole, TimeBase(whole.headline / DAY, Fraction(24))
    basis = _extent(whole.headline, hours)
    if kind is WindowKind.AVERAGE:
        return Lengths(basis.seconds, basis.seconds, basis.seconds), basis
    covered = _covered_minutes(hours)
    slides = kind in {WindowKind.ROLLING, WindowKind.BEFORE_CLAIM}
    starts = range(0, _MINUTES_A_WEEK, 1 if slides else MINUTES_A_DAY)
    fewest, most = floor(whole.shortest / 60), floor(whole.longest / 60)
    shortest = min(_covered_from(start, fewest, covered) for start in starts)
    longest = max(_covered_from(start, most, covered) for start in starts)
    return Lengths(Fraction(shortest * 60), basis.seconds, Fraction(longest * 60)), basis


def _extent(window_seconds: Fraction, hours: Hours) -> TimeBase:
    lengths_by_day: dict[int, int] = {}
    for span in hours.spans:
        for day in _days(span):
            one_day = Hours(spans=(DaySpan(day, day, span.start, span.end),))
            lengths_by_day[day] = lengths_by_day.get(day, 0) + len(one_day.minutes())
    if not lengths_by_day:
        raise ValueError(f"the hours ‘{hours}’ only name a calendar")
    average = Fraction(len(hours.minutes()), len(lengths_by_day))
    days = floor(len(lengths_by_day) * window_seconds / DAY / 7 + Fraction(1, 2))
    is_even = all(length == average for length in lengths_by_day.values())
    return TimeBase(Fraction(max(1, days)), average / 60, is_even)


def _days(span: DaySpan) -> list[int]:
    return [(span.first + day) % 7 for day in range((span.last - span.first) % 7 + 1)]


def _covered_minutes(hours: Hours) -> Sequence[int]:
    """Count the covered minutes before each minute of two weeks on end."""
    covered = hours.minutes()
    flags = [minute in covered for minute in range(_MINUTES_A_WEEK)]
    return list(accumulate(flags * 2, initial=0))


def _covered_from(start: int, minutes: int, covered: Sequence[int]) -> int:
    weeks, rest = divmod(minutes, _MINUTES_A_WEEK)
    return weeks * covered[_MINUTES_A_WEEK] + covered[start + rest] - covered[start]
