"""How much work on the service the exclusions of a promise, and its own maintenance, leave out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from sla_catalog.calculation.downtime import lengths
from sla_catalog.model.calendars import MONTHS_OF, Window, WindowKind
from sla_catalog.model.exclusions import Exclusion, ExclusionCategory, Maintenance
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.resolved.cases import When, implies, space_of
from sla_catalog.resolved.promise_values import Promise

_OF_WORK = frozenset(
    {
        ExclusionCategory.SCHEDULED_MAINTENANCE,
        ExclusionCategory.EMERGENCY_MAINTENANCE,
        ExclusionCategory.THIRD_PARTY,
    }
)


def work_left_out(promise: Promise, when: When | None) -> Fraction | None:
    """Return how long work does not count in one window of a promise, in seconds.

    What holds only in some of the cases of `when` leaves out nothing in the others. None where work
    is left out without a limit, or with one of which nobody can tell how often it comes.
    """
    space, total = space_of(promise.agreement), Fraction(0)
    for entry in _entries(promise):
        if implies(space.condition(when), space.condition(entry.when)):
            most = _limit(entry, promise.window)
            if most is None:
                return None
            total += most
    return total


def _entries(promise: Promise) -> Iterator[Exclusion | Maintenance]:
    named, counted = (promise.metric.says(promise.objective, n) for n in ("exclusions", "counted"))
    for exclusion in promise.agreement.listed("exclusions"):
        applies = (named is None or exclusion.id in named) and exclusion.id not in (counted or ())
        if applies and exclusion.category in _OF_WORK:
            yield exclusion
    for work in promise.agreement.listed("maintenance"):
        if work.counts_as_downtime is False:
            yield work


def _limit(entry: Exclusion | Maintenance, window: Window | None) -> Fraction | None:
    """Return how much an entry can leave out in one window; None without a known limit."""
    most = entry.at_most.seconds if isinstance(entry.at_most, ElapsedTime) else None
    if most is None or entry.per is None or window is None:
        return None
    periods = _periods_met(entry.per, window)
    return None if periods is None else most * periods


def _periods_met(per: Window, window: Window) -> int | None:
    """Return of how many periods a window can have a part: a quarter of three months.

    Where they need not begin together it is one more: thirty days on end are part of two months.
    """
    if per == window or per.kind is WindowKind.TERM:
        return 1
    period, whole = lengths(per), lengths(window)
    if period is None or whole is None:
        return None
    times = ceil(whole.longest / period.longest)
    is_part = per.kind is window.kind and {per.unit, window.unit} <= MONTHS_OF.keys()
    return times if is_part or per.kind is WindowKind.ROLLING else times + 1
