"""The downtime that an agreement's promises of availability allow, and what takes more of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice

from sla_catalog.calculation.downtime import Budget
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.model.targets import Range
from sla_catalog.resolved.cases import ConditionIndex, When, joined
from sla_catalog.resolved.maintenance import is_within, time_counted
from sla_catalog.resolved.places import cells
from sla_catalog.resolved.promise_values import MOST_COMPARED, Promise
from sla_catalog.resolved.promises import promised_by

Budgeted = tuple[Promise, Budget, When | None, Location]


def budgets(catalog: Catalog, agreement: Agreement) -> tuple[Budgeted, ...]:
    """Return the promises that limit downtime with what they allow, and their places."""
    return catalog.once("budgets", agreement, lambda one, of: tuple(_budgets(of, one)))


def _budgets(catalog: Catalog, agreement: Agreement) -> Iterator[Budgeted]:
    for place, metric in enumerate(agreement.listed("metrics")):
        resolved = promised_by(agreement, metric, catalog)
        for cell, location in cells(metric):
            one = resolved.one_of(cell)
            found = one.allowed_downtime or one.stated_downtime
            if found:
                yield one, found, resolved.when(cell), ("metrics", place, *location)


def strictest_exceeded(
    taken: Callable[[Promise], Fraction | None],
    when: When | None,
    catalog: Catalog,
    agreement: Agreement,
) -> Budgeted | None:
    """Return the promise that leaves least downtime of those that leave less than is taken.

    `taken` tells it for one promise; only those count that apply in some case of a condition. Of
    many the first ones are compared.
    """
    known = budgets(catalog, agreement)
    index = catalog.once("budgets by condition", agreement, _by_condition)
    exceeded = (
        known[at]
        for at in index.near(when)
        if (seconds := taken(known[at][0])) is not None
        and seconds > known[at][1].longest
        and joined(when, known[at][2]) != ()
    )
    return tightest(islice(exceeded, MOST_COMPARED))


def _by_condition(agreement: Agreement, catalog: Catalog) -> ConditionIndex:
    return ConditionIndex(when for _, _, when, _ in budgets(catalog, agreement))


def tightest(known: Iterable[Budgeted]) -> Budgeted | None:
    """Return the promise that allows least downtime in its longest window."""
    return min(known, key=_longest, default=None)


def loosest(known: Iterable[Budgeted]) -> Budgeted | None:
    """Return the promise that allows most downtime in its longest window."""
    return max(known, key=_longest, default=None)


def _longest(one: Budgeted) -> Fraction:
    return one[1].longest


def outage_seconds(promise: Promise) -> Fraction | None:
    """Return the most seconds that a promise allows; None where it is no time by the clock."""
    value = promise.value.high if isinstance(promise.value, Range) else promise.value
    return value.seconds if isinstance(value, ElapsedTime) else None


def outage_within(limit: Promise, other: Promise, *, of_any_window: bool) -> Fraction | None:
    """Return what a limit allows to be down in one window of another promise, as far as is known.

    In a window that is no longer all of it may come at once; a longer one may spread it.
    """
    if of_any_window or is_within(limit.window, other.window):
        most = outage_seconds(limit)
        return None if most is None else time_counted(most, other)
    return None
