"""Which values a metric can have: none between two rounded ones, and no part of a thing counted."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from sla_catalog.calculation.bands import Interval
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.schedules import CreditCase

# A word of its own is what is counted, save what has parts: three tickets, and 3.5 points.
_WORD = Pattern(r"[^\W\d_]{4,}")
_DIVISIBLE = frozenset(
    {
        "celsius", "degrees", "gigabytes", "grad", "kelvin", "kilometer", "kilometres", "liter",
        "litres", "megabytes", "meter", "metres", "note", "percent", "points", "prozent",
        "punkte", "score", "sterne", "stars", "terabytes", "tonnen", "tonnes", "watt",
    }
)  # fmt: skip


def can_be_measured(case: CreditCase, interval: Interval) -> bool:
    """Tell whether a value that is compared with the edges of a credit can lie in an interval."""
    if case.exact(interval).is_empty:
        return False
    down = case.down(interval) if case.time_rounding else None
    if down is not None and down.is_empty:
        return False
    return not _is_counted(case.unit) or _holds_a_whole_number(interval)


def _is_counted(unit: str) -> bool:
    return bool(_WORD.fullmatch(unit)) and unit.lower() not in _DIVISIBLE


def _holds_a_whole_number(interval: Interval) -> bool:
    if interval.lower is None or interval.upper is None:
        return True
    first, last = ceil(Fraction(interval.lower)), floor(Fraction(interval.upper))
    first += first == interval.lower and not interval.lower_included
    last -= last == interval.upper and not interval.upper_included
    return first <= last
