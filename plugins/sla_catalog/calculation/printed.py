"""Printed amounts of allowed downtime: on which basis they are right, exactly or nearly."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from math import floor

from sla_catalog.calculation.downtime import AROUND_THE_CLOCK, allowed, budget
from sla_catalog.calculation.duration_format import format_days
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import MINUTES_A_DAY, Hours, Window
from sla_catalog.model.quantities import ElapsedTime, Percentage, as_decimal

_HOUR = Fraction(3600)
_DAY = 24 * _HOUR
# What people take for a month, a quarter, half a year or a year, the likeliest first.
_TAKEN_FOR: dict[str, tuple[tuple[str, Fraction], ...]] = {
    "month": (
        ("30 days", 30 * _DAY),
        ("31 days", 31 * _DAY),
        ("730 h", 730 * _HOUR),
        ("30.44 days", Fraction("30.44") * _DAY),
        ("730.5 h", Fraction("730.5") * _HOUR),
        ("28 days", 28 * _DAY),
    ),
    "quarter": (
        ("90 days", 90 * _DAY),
        ("91 days", 91 * _DAY),
        ("92 days", 92 * _DAY),
        ("2190 h", 2190 * _HOUR),
    ),
    "half-year": (
        ("181 days", 181 * _DAY),
        ("182.5 days", Fraction("182.5") * _DAY),
        ("180 days", 180 * _DAY),
        ("184 days", 184 * _DAY),
        ("4380 h", 4380 * _HOUR),
    ),
    "year": (
        ("365 days", 365 * _DAY),
        ("365.25 days", Fraction("365.25") * _DAY),
        ("366 days", 366 * _DAY),
    ),
}


class Precision(StrEnum):
    """How a printed amount agrees with an exact one."""

    EXACT = "exactly"
    ROUNDED = "rounded"
    CUT = "cut off"


@dataclass(frozen=True, slots=True)
class Fit:
    """On which basis a printed amount is right: of all time or not, and how closely."""

    basis: str
    over_service_hours: bool
    precision: Precision


def fit(printed: ElapsedTime, target: Percentage, window: Window, hours: Hours) -> Fit | None:
    """Return the basis on which a target allows the printed downtime, the exact one first, or None.

    `hours` are the service hours; bases over all time are tried too, since texts mix them up.
    """
    fits = [
        Fit(name, over_service_hours, precision)
        for name, over_service_hours, exact in _bases(target, window, hours)
        if (precision := agreement_of(printed, exact))
    ]
    return min(fits, key=lambda fit: [*Precision].index(fit.precision), default=None)


def agreement_of(printed: ElapsedTime, exact: Fraction) -> Precision | None:
    """Return how a printed amount agrees with an exact one in seconds, to its last digit."""
    if printed.seconds is None or printed.number == 0:
        return None
    unit = printed.seconds / Fraction(printed.number)
    exponent = printed.number.as_tuple().exponent
    step = Fraction(10) ** min(0, exponent if isinstance(exponent, int) else 0)
    in_units, number = exact / unit / step, Fraction(printed.number) / step
    if in_units == number:
        return Precision.EXACT
    if floor(in_units + Fraction(1, 2)) == number:
        return Precision.ROUNDED
    return Precision.CUT if floor(in_units) == number else None


def _bases(
    target: Percentage, window: Window, hours: Hours
) -> Iterator[tuple[str, bool, Fraction]]:
    """Yield names of bases with the seconds of downtime: the reckoned ones first."""
    is_served = not hours.around_the_clock
    for week in (hours, AROUND_THE_CLOCK) if is_served else (AROUND_THE_CLOCK,):
        found = budget(target, window, week)
        if found is None:
            continue
        over = week is hours and is_served
        yield format_days(as_decimal(found.basis.days, 2)), over, found.headline
        covered = Fraction(len(week.minutes()), 7 * MINUTES_A_DAY)
        for name, seconds in _TAKEN_FOR.get(window.unit, ()):
            yield name, over, allowed(target, seconds * covered)
        yield "the shortest window", over, found.shortest
        yield "the longest window", over, found.longest
