"""Reckon what services promise together along their dependencies.

Availabilities are percentages as exact fractions: 99.9 % is `Fraction("99.9")`. Series, parallel
and k of n hold for independent failures only; the guaranteed ones hold whatever fails together.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import DAYS, MINUTES_A_DAY, Hours, clock_time


@dataclass(frozen=True, slots=True)
class WeekMinute:
    """A minute of the week, 0 is Monday 00:00; prints as `Sat 09:00`."""

    minute: int

    @property
    def day(self) -> int:
        """Return the day, 0 is Monday."""
        return self.minute // MINUTES_A_DAY

    def __str__(self) -> str:
        return f"{DAYS[self.day]} {clock_time(self.minute % MINUTES_A_DAY)}"


def series(percentages: Sequence[Fraction]) -> Fraction:
    """Return the availability, in percent, of a service that needs all of its parts."""
    return 100 * prod((percent / 100 for percent in percentages), start=Fraction(1))


def parallel(percentages: Sequence[Fraction]) -> Fraction:
    """Return the availability, in percent, of a service that needs any one of its parts."""
    return 100 - 100 * prod((1 - percent / 100 for percent in percentages), start=Fraction(1))


def k_of_n(needed: int, percentages: Sequence[Fraction]) -> Fraction:
    """Return the availability, in percent, of a service that needs so many of its parts.

    The parts may differ. Raises ValueError unless 0 <= needed <= number of parts.
    """
    if not 0 <= needed <= len(percentages):
        raise ValueError(f"{needed} of {len(percentages)} parts")
    chances = [Fraction(1)]
    for percent in percentages:
        up = percent / 100
        fewer, same = [Fraction(0), *chances], [*chances, Fraction(0)]
        chances = [up * one + (1 - up) * other for one, other in zip(fewer, same, strict=True)]
    return 100 * sum(chances[needed:], start=Fraction(0))


def guaranteed_floor(percentages: Sequence[Fraction]) -> Fraction:
    """Return the availability, in percent, left if every supplier just keeps its word.

    100 - the sum of what each may fail, as if no failures overlapped; never below 0.
    """
    return max(Fraction(0), 100 - sum((100 - percent for percent in percentages), Fraction(0)))


def guaranteed_by_any(percentages: Sequence[Fraction]) -> Fraction:
    """Return the availability, in percent, of which any one is enough, if all just keep their word.

    They may fail at the same time, so that it is no more than the best of them promises; 0 of none.
    """
    return max(percentages, default=Fraction(0))


def recovery_time(parts: Sequence[Fraction]) -> Fraction:
    """Return the recovery time objective of parts that recover one after another: their sum."""
    return sum(parts, start=Fraction(0))


def recovery_point(parts: Sequence[Fraction]) -> Fraction:
    """Return the recovery point objective of parts together: their maximum, 0 without parts."""
    return max(parts, default=Fraction(0))


def fastest_response(underlying: Fraction, own: Fraction) -> Fraction:
    """Return the shortest response time that can be promised on top of an underlying one."""
    return underlying + own


def first_uncovered(needed: Hours, covering: Hours) -> WeekMinute | None:
    """Return the first minute of the week in the needed hours and not in the covering ones.

    None where all are covered. Both are read by the same clock. Raises ValueError for hours that
    only name a calendar.
    """
    for hours in (needed, covering):
        if not hours.around_the_clock and not hours.spans:
            raise ValueError(f"the hours ‘{hours}’ only name a calendar")
    missing = needed.minutes() - covering.minutes()
    return WeekMinute(min(missing)) if missing else None
