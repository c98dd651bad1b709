"""How much work on the service the exclusions of a promise, and its own maintenance, leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

from sla_catalog.calculation.downtime import lengths
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import MONTHS_OF, Window, WindowKind
from sla_catalog.model.exclusions import (
    Exclusion,
    ExclusionCategory,
    Maintenance,
    MaintenanceType,
)
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.resolved.cases import When, implies, joined, space_of
from sla_catalog.resolved.maintenance import time_taken_in
from sla_catalog.resolved.promise_values import MOST_COMPARED, Promise

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


EXCLUDED_AS = {
    MaintenanceType.SCHEDULED: ExclusionCategory.SCHEDULED_MAINTENANCE,
    MaintenanceType.EMERGENCY: ExclusionCategory.EMERGENCY_MAINTENANCE,
}


@dataclass(frozen=True, slots=True)
class WorkBeyondLimit:
    """Work of one type that takes longer in a period than the exclusions of a promise leave out.

    `beyond` is how much of it one window of the promise has to bear, None where nobody can tell.
    Lengths are in seconds.
    """

    exclusions: tuple[Exclusion, ...]
    works: tuple[Maintenance, ...]
    per: Window
    taken: Fraction
    left_out: Fraction
    beyond: Fraction | None

    @property
    def never_counts(self) -> bool:
        """Tell whether some of the work is said not to count, however long it takes."""
        return any(one.counts_as_downtime is False for one in self.works)


def work_beyond_limits(
    promise: Promise, when: When | None, timezone: str | None
) -> Iterator[WorkBeyondLimit]:
    """Yield for each type the work that does not fit in what a promise leaves out of it.

    Only work counts that there is in all cases of `when`, and each limit that may apply in them.
    Nothing is found where an exclusion has no limit.
    """
    space = space_of(promise.agreement)
    for kind, category in EXCLUDED_AS.items():
        works = tuple(
            one
            for one in promise.agreement.listed("maintenance")
            if one.type is kind
            and one.counts_as_downtime is not True
            and implies(space.condition(when), space.condition(one.when))
        )
        exclusions = tuple(
            one
            for one in _exclusions(promise)
            if one.category is category and joined(when, one.when) != ()
        )
        periods = dict.fromkeys(one.per for one in exclusions) if works else {}
        for per in [*periods][:MOST_COMPARED]:
            left_out = _all_limits(exclusions, per)
            taken = _all_taken(per, works, timezone, promise)
            if per and left_out is not None and taken > left_out:
                yield WorkBeyondLimit(
                    exclusions,
                    works,
                    per,
                    taken,
                    left_out,
                    _beyond(exclusions, works, timezone, promise),
                )
                break


def _beyond(
    exclusions: Iterable[Exclusion],
    works: Iterable[Maintenance],
    timezone: str | None,
    promise: Promise,
) -> Fraction | None:
    left_out = _all_limits(exclusions, promise.window)
    taken = _all_taken(promise.window, works, timezone, promise)
    return None if left_out is None else max(Fraction(0), taken - left_out)


def _all_limits(exclusions: Iterable[Exclusion], window: Window | None) -> Fraction | None:
    limits = [_limit(one, window) for one in exclusions]
    known = [one for one in limits if one is not None]
    return sum(known, Fraction(0)) if len(known) == len(limits) else None


def _all_taken(
    window: Window | None, works: Iterable[Maintenance], timezone: str | None, promise: Promise
) -> Fraction:
    """Return how long works take together, those of which it is known."""
    taken = (time_taken_in(window, one, timezone, promise) for one in works)
    return sum((one for one in taken if one is not None), Fraction(0))


def _exclusions(promise: Promise) -> Iterator[Exclusion]:
    named, counted = (promise.metric.says(promise.objective, n) for n in ("exclusions", "counted"))
    for one in promise.agreement.listed("exclusions"):
        if (named is None or one.id in named) and one.id not in (counted or ()):
            yield one


def _entries(promise: Promise) -> Iterator[Exclusion | Maintenance]:
    yield from (one for one in _exclusions(promise) if one.category in _OF_WORK)
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
