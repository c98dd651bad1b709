"""Periods in which something counts: which of two is longer, and which limit is stricter."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from sla_catalog.calculation.downtime import lengths
from sla_catalog.changes.values import canonical, number_of, ordered, shown
from sla_catalog.model.calendars import MONTHS_OF, Window, WindowKind
from sla_catalog.model.remedies import Cap


def for_each(period: object) -> str:
    """Return a period as it follows an amount that counts in it; nothing where there is none."""
    if period is None:
        return ""
    if not isinstance(period, Window):
        return f" per {shown(period)}"
    match period.kind:
        case WindowKind.PER:
            return f" {period}"
        case WindowKind.ROLLING | WindowKind.BEFORE_CLAIM:
            return f" in {period}"
        case WindowKind.AVERAGE:
            return f" an {period}"
    return f" a {period}"


def longer(before: object, after: object) -> int | None:
    """Return 1 where a period lasts longer than another one, -1 where it is shorter.

    None for periods of which none lies within one of the others: weeks cross the ends of months.
    """
    if not isinstance(before, Window) or not isinstance(after, Window):
        return None
    if before.kind is not after.kind:
        return None
    if before.kind is WindowKind.ROLLING:
        sides = lengths(before), lengths(after)
        if sides[0] is None or sides[1] is None:
            return None
        was, now = sides[0], sides[1]
        if was.shortest == now.shortest and was.longest == now.longest:
            return 0
        if now.shortest > was.longest:
            return 1
        return -1 if now.longest < was.shortest else None
    if before.unit == after.unit:
        return 0
    months = [MONTHS_OF.get(one.unit, 0) for one in (before, after)]
    if "day" in {before.unit, after.unit}:
        return 1 if before.unit == "day" else -1
    if not all(months):
        return None
    return 1 if months[1] > months[0] else -1


def stricter(old: Iterable[Cap], new: Iterable[Cap]) -> int | None:
    """Return 1 where new limits are stricter than old ones, -1 where they are looser.

    0 where they come to the same, None where each side allows something that the other does not.
    """
    olds, news = tuple(old), tuple(new)
    keeps = all(any(_implies(one, other) for one in news) for other in olds)
    kept = all(any(_implies(one, other) for one in olds) for other in news)
    if keeps and kept:
        return 0
    return 1 if keeps else -1 if kept else None


def _implies(one: Cap, other: Cap) -> bool:
    """Tell whether what keeps one limit always keeps the other one."""
    if canonical(one.of) != canonical(other.of):
        return False
    if one.when is not None and canonical(one.when) != canonical(other.when):
        return False
    return keeps((one.at_most, one.per), (other.at_most, other.per))


def keeps(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    """Tell whether what keeps one limit in each of its periods always keeps the other one.

    2 h a month keep 24 h a year as well: the periods of one lie in those of the other.
    """
    most, period = one
    if ordered(most, other[0]) is None:
        return False
    count: Fraction | None = Fraction(1)
    if canonical(period) != canonical(other[1]):
        sign = longer(other[1], period)
        count = Fraction(1) if sign is not None and sign >= 0 else in_each(period, other[1])
    amounts = number_of(most), number_of(other[0])
    if count is None or amounts[0] is None or amounts[1] is None:
        return False
    return amounts[0][1] * count <= amounts[1][1]


def in_each(period: object, longer_one: object) -> Fraction | None:
    """Return how many calendar periods make a longer one; None where some lie across its end."""
    if not isinstance(period, Window) or not isinstance(longer_one, Window):
        return None
    if period.kind is not longer_one.kind or period.kind is not WindowKind.CALENDAR:
        return None
    months = [MONTHS_OF.get(one.unit, 0) for one in (period, longer_one)]
    if not all(months) or period.length or longer_one.length or months[1] % months[0]:
        return None
    return Fraction(months[1], months[0])
