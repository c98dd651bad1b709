"""What an agreement takes from those that it stands on: their hours, their windows, their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from sla_catalog.calculation.spans import lacking
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import quoted
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.resolved.dependencies import is_hard, is_in_series
from sla_catalog.resolved.hours import spelt_out
from sla_catalog.resolved.term import Follows, TermStatus, standing_on, term_on
from sla_catalog.rules.budgets import Budgeted, budgets, said_budget, said_length
from sla_catalog.rules.sequence import weight

_ENDING = frozenset({Follows.END, Follows.EXPRESS_RENEWAL})
_Link = tuple[Agreement, int, Dependency, Agreement]


def _needed(catalog: Catalog) -> Iterator[_Link]:
    """Yield each agreement with one without which it cannot be kept."""
    for agreement in catalog.agreements:
        for place, dependency in enumerate(agreement.listed("depends_on")):
            below = catalog.by_id.get(dependency.agreement)
            if below and is_hard(dependency) and is_in_series(dependency):
                yield agreement, place, dependency, below


def hours_beyond_dependency(catalog: Catalog) -> Iterator[Finding]:
    """Find hours of service that an agreement below does not cover."""
    for agreement, place, _, below in _needed(catalog):
        own, theirs = _hours(agreement, catalog), _hours(below, catalog)
        if own is None or theirs is None or theirs.hours.around_the_clock:
            continue
        if own.timezone != theirs.timezone:
            continue
        missing = lacking(own.hours, theirs.hours)
        if missing:
            yield Finding(
                "hours-beyond-dependency",
                catalog.span(agreement, ("depends_on", place)),
                f"the service is promised for {own.hours}, and {quoted(below.id)} for "
                f"{theirs.hours}: {said_length(missing)} of a week are not covered",
                "expected hours that those below cover",
                severity=weight(agreement, FindingSeverity.WARNING),
                related=(Related(catalog.span(below, ("service_hours",)), "the hours below"),),
            )


def _hours(agreement: Agreement, catalog: Catalog) -> WorkingCalendar | None:
    if not isinstance(agreement.service_hours, Hours):
        return None
    return spelt_out(agreement.service_hours, agreement, catalog)


def window_beyond_dependency(catalog: Catalog) -> Iterator[Finding]:
    """Find shares below whose window is longer: all of it may be spent within one of ours."""
    for agreement, place, dependency, below in _needed(catalog):
        if dependency.mitigation:
            continue
        own = min(budgets(catalog, agreement), key=_longest, default=None)
        theirs = [
            one
            for one in budgets(catalog, below)
            if dependency.metrics is None or one[0].metric.id in dependency.metrics
        ]
        most = max(theirs, key=_longest, default=None)
        if own is None or most is None or own[0].window == most[0].window:
            continue
        if most[1].basis.days > own[1].basis.days and most[1].longest > own[1].longest:
            yield Finding(
                "window-beyond-dependency",
                catalog.span(agreement, ("depends_on", place)),
                f"{quoted(below.id)} may be down for {said_length(most[1].headline)} at once "
                f"({most[0].value} in {most[0].window}), and {own[0].value} in {own[0].window} "
                f"allows {said_budget(own[1])}",
                "expected a window below that is no longer, or a limit of a single outage",
                severity=weight(agreement, FindingSeverity.WARNING),
                related=(Related(catalog.span(below, most[3]), "the promise below"),),
            )


def _longest(one: Budgeted) -> Fraction:
    return one[1].longest


def dependency_ends_first(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find agreements below that end before the one that stands on them."""
    for agreement, place, _, below in _needed(catalog):
        if agreement.is_over or below.is_over:
            continue
        own, theirs = term_on(agreement, today), term_on(below, today)
        if theirs.last is None or theirs.follows not in _ENDING or theirs.has_ended(today):
            continue
        if own.last is None or own.last > theirs.last:
            until = f"until {own.last}" if own.last else "without an end"
            yield Finding(
                "dependency-ends-first",
                catalog.span(agreement, ("depends_on", place)),
                f"{quoted(below.id)} ends on {theirs.last}, and this holds {until}",
                "expected one that lasts as long",
                "renew it, or name what follows it",
                weight(agreement, FindingSeverity.WARNING),
            )


def dependency_not_in_force(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find agreements in force that stand on one that is not."""
    for agreement, place, _, below in _needed(catalog):
        if standing_on(agreement, today) is not TermStatus.IN_FORCE or below.status is None:
            continue  # nobody said yet in which state the one below is
        if standing_on(below, today) is not TermStatus.IN_FORCE:
            yield Finding(
                "dependency-not-in-force",
                catalog.span(agreement, ("depends_on", place)),
                f"this is in force, and {quoted(below.id)} is not: {below.state.value}",
                "expected an agreement in force below",
                "the agreement that took its place",
                weight(agreement, FindingSeverity.WARNING),
            )
