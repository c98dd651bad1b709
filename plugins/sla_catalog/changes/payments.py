"""What credits pay for each measured value, rounding and caps included, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.bands import Combination
from sla_catalog.calculation.credits import RoundingRule
from sla_catalog.changes.periods import longer
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import MONTHS_OF, Window, WindowKind
from sla_catalog.model.metrics import window_of
from sla_catalog.resolved.schedules import CreditCase


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values for which one credit is paid before and another one after, worst end first."""

    lower: Fraction | None
    upper: Fraction | None
    before: Fraction
    after: Fraction


def stretches(before: CreditCase, after: CreditCase) -> tuple[Stretch, ...]:
    """Return the measured values for which another credit is paid, and how much.

    The functions are looked at between all ends of bands, targets and steps, after rounding.
    Steps without limit are followed for `_MOST_STEPS` of them.
    """
    if (before.schedule, before.rounding) == (after.schedule, after.rounding):
        return ()  # what is earned follows from these alone
    points = sorted({*_points(before), *_points(after)})
    found: list[Stretch] = []
    for lower, upper, value in _samples(points):
        old, new = paid(before, value), paid(after, value)
        if old == new:
            continue
        last = found[-1] if found else None
        is_next = last is not None and last.upper == lower and lower is not None
        if last is not None and is_next and (last.before, last.after) == (old, new):
            found[-1] = Stretch(last.lower, upper, old, new)
        else:
            found.append(Stretch(lower, upper, old, new))
    return tuple(found)


_MOST_STEPS = 100
_Sample = tuple[Fraction | None, Fraction | None, Fraction]


def _samples(points: Sequence[Fraction]) -> Iterator[_Sample]:
    """Yield stretches between points, and the points themselves, each with a value in it."""
    if not points:
        return
    yield None, points[0], points[0] - 1
    for place, point in enumerate(points):
        yield point, point, point
        following = points[place + 1] if place + 1 < len(points) else None
        middle = (point + following) / 2 if following is not None else point + 1
        yield point, following, middle


def _points(case: CreditCase) -> Iterator[Fraction]:
    """Yield the exact values at which what a case earns can change."""
    ends: list[Fraction] = []
    if case.goal.target is not None:
        ends.append(Fraction(case.goal.target))
    for band in case.schedule.bands:
        ends += [Fraction(end) for end in (band.lower, band.upper) if end is not None]
        better = band.better_end(case.goal.higher_is_worse)
        if band.steps is not None and better is not None:
            sign = 1 if case.goal.higher_is_worse else -1
            size = Fraction(band.steps.size)
            ends += [Fraction(better) + sign * n * size for n in range(_MOST_STEPS)]
    scale = case.schedule.scale
    ends += [Fraction(end) for end in (scale.lower, scale.upper) if end is not None]
    for end in ends:
        yield end
        yield from _unrounded(end, case.rounding)


def _unrounded(end: Fraction, rounding: RoundingRule | None) -> Iterator[Fraction]:
    """Yield where values begin to be rounded to an end, and stop."""
    if rounding is None:
        return
    yield from (rounding.before(end, included)[0] for included in (True, False))


def paid(case: CreditCase, value: Fraction) -> Fraction:
    """Return what is paid for a measured value: what it earns, at most what caps leave of it."""
    most = highest_paid(case)
    found = earned(case, value)
    return found if most is None else min(found, most)


def highest_paid(case: CreditCase) -> Fraction | None:
    """Return the most that caps leave of one credit of a case; None without such a cap.

    A cap of periods that are shorter than that of the credit says nothing of a single one.
    """
    window = window_of(case.metric, case.cell)
    limits = [
        limit.most.number
        for limit in case.credit.limits
        if limit.most is not None and limit.most.form == case.form and not limit.is_partial
        if _is_of_each(window, limit.cap.per)
    ]
    return min(limits, default=None)


def _is_of_each(window: Window | None, period: object) -> bool:
    """Tell whether all of a credit lies in one period of a cap; an event takes no month."""
    if window is None and isinstance(period, Window):
        return period.kind is not WindowKind.ROLLING and period.unit in MONTHS_OF
    return period is None or period == window or longer(window, period) == 1


def earned(case: CreditCase, value: Fraction) -> Fraction:
    """Return what a measured value earns, rounded first where the agreement rounds it."""
    if not case.schedule.scale.holds(value):
        return Fraction(0)
    seen = Fraction(case.rounding.rounded(value)) if case.rounding else value
    found = [band.earned(seen, case.goal.higher_is_worse) for band in case.schedule.bands_at(seen)]
    if case.schedule.combination is Combination.ADD:
        return sum(found, Fraction(0))
    return max(found, default=Fraction(0))


def is_cut(case: CreditCase) -> bool:
    """Tell whether a cap leaves less than the highest credit of a case."""
    most, highest = highest_paid(case), case.highest
    return most is not None and (highest is None or highest.number > most)
