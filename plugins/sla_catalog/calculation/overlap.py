"""How much of something may fall into hours of the week: of other hours, or of a length on end."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import ceil

from sla_catalog.calculation.localtime import minutes_ahead
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.model.calendars import MINUTES_A_DAY, Hours

_MINUTES_A_WEEK = 7 * MINUTES_A_DAY
_A_YEAR = (date(2024, 1, 1), 366)  # a whole one, so that the clocks of all places change in it


def overlap(hours: WorkingCalendar, others: WorkingCalendar) -> Fraction:
    """Return the most seconds of a week that hours share with others, each by its own clocks.

    Where clocks do not change together, the week in which they share most. Hours without a zone
    go by the clocks of the others. Days without work are not looked at.
    """
    if others.hours.around_the_clock:
        return Fraction(60 * len(hours.hours.minutes()))
    ahead = frozenset({0})
    if hours.is_zone_stated and others.is_zone_stated:
        ahead = minutes_ahead(others.timezone, hours.timezone, *_A_YEAR)
    return max(_shared(hours.hours, others.hours, minutes) for minutes in ahead)


@lru_cache(4096)
def _shared(hours: Hours, others: Hours, ahead: int) -> Fraction:
    """Return what hours share with others by a clock that is so many minutes ahead."""
    there = others.minutes()
    common = sum((minute + ahead) % _MINUTES_A_WEEK in there for minute in hours.minutes())
    return Fraction(60 * common)


@lru_cache(4096)
def most_within(seconds: Fraction, hours: Hours) -> Fraction:
    """Return how much of a length on end can fall into hours of the week, in seconds."""
    if hours.around_the_clock:
        return seconds
    covered = hours.minutes()
    flags = [minute in covered for minute in range(_MINUTES_A_WEEK)]
    before = list(accumulate(flags * 2, initial=0))
    weeks, rest = divmod(ceil(seconds / 60), _MINUTES_A_WEEK)
    most = max(before[start + rest] - before[start] for start in range(_MINUTES_A_WEEK))
    return min(seconds, Fraction(60 * (weeks * len(covered) + most)))
