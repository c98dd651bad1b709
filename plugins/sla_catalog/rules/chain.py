"""What an agreement takes from those that it stands on: their hours, their windows, their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial

from sla_catalog.calculation.spans import lacking, length_of
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.exclusions import ExclusionCategory
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Status
from sla_catalog.model.quantities import quoted
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.model.services import Support
from sla_catalog.resolved.dependencies import is_hard, is_in_series
from sla_catalog.resolved.hours import spelt_out, stated_zone
from sla_catalog.resolved.maintenance import time_taken
from sla_catalog.resolved.term import Follows, TermStatus, standing_on, term_on
from sla_catalog.rules.budgets import (
    Budgeted,
    budgets,
    said_basis,
    said_budget,
    said_length,
    strictest_exceeded,
)
from sla_catalog.rules.incidents import said_work
from sla_catalog.rules.sequence import weight

_BY_PEOPLE = frozenset({"response_time", "resolution_time", "workaround_time", "update_interval"})
_OF_WORK = frozenset(
    {
        ExclusionCategory.SCHEDULED_MAINTENANCE,
        ExclusionCategory.EMERGENCY_MAINTENANCE,
        ExclusionCategory.THIRD_PARTY,
    }
)
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
    """Find hours of service or of support that an agreement below does not cover."""
    for agreement, place, dependency, below in _needed(catalog):
        if dependency.mitigation:
            continue
        pairs = [(_hours(agreement, catalog), _hours(below, catalog), "the service is promised")]
        if _is_asked_for_help(dependency, below, catalog):
            supported = (_supported(agreement, catalog), _supported(below, catalog))
            pairs.append((*supported, "support is given"))
        for own, theirs, promised in pairs:
            if own is None or theirs is None or theirs[0].hours.around_the_clock:
                continue
            if own[0].timezone != theirs[0].timezone:
                continue
            missing = lacking(own[0].hours, theirs[0].hours)
            if missing:
                yield Finding(
                    "hours-beyond-dependency",
                    catalog.span(agreement, ("depends_on", place)),
                    f"{promised} for {own[0].hours}, and {quoted(below.id)} for "
                    f"{theirs[0].hours}: {said_length(missing)} of a week are not covered",
                    "expected hours that those below cover, or the reason why they need not",
                    "those hours below, fewer here, or mitigation: the reason",
                    weight(agreement, FindingSeverity.WARNING),
                    (Related(catalog.span(below, theirs[1]), "the hours below"),),
                )


_Placed = tuple[WorkingCalendar, Location]


def _hours(agreement: Agreement, catalog: Catalog) -> _Placed | None:
    if not isinstance(agreement.service_hours, Hours):
        return None
    found = spelt_out(agreement.service_hours, agreement, catalog)
    return (found, ("service_hours",)) if found else None


def _supported(agreement: Agreement, catalog: Catalog) -> _Placed | None:
    """Return the widest hours of support that need not be asked for."""
    support = agreement.support
    if not isinstance(support, Support) or isinstance(support.hours, Absence):
        return None
    found = (
        spelt_out(entry.hours, agreement, catalog)
        for entry in support.hours_by_case()
        if not entry.on_request
    )
    known = [(one, ("support", "hours")) for one in found if one]
    return max(known, key=lambda one: length_of(one[0].hours), default=None)


def _is_asked_for_help(dependency: Dependency, below: Agreement, catalog: Catalog) -> bool:
    """Tell whether people below are counted on, and not only what runs there."""
    metrics = below.listed("metrics")
    kinds = (
        catalog.kind_of(one)
        for one in metrics
        if dependency.metrics is None or one.id in dependency.metrics
    )
    return any(kind and kind.id in _BY_PEOPLE for kind in kinds)


def maintenance_beyond_dependency(catalog: Catalog) -> Iterator[Finding]:
    """Find work below that does not count there and takes more than the availability here leaves.

    Where the same kind of work does not count here either, nothing is lacking.
    """
    for agreement, place, dependency, below in _needed(catalog):
        if dependency.mitigation or _leaves_work_out(agreement):
            continue
        for number, work in enumerate(below.listed("maintenance")):
            if work.counts_as_downtime is not False:
                continue
            zone = stated_zone(below, catalog)
            taken = partial(time_taken, work, zone)
            strictest = strictest_exceeded(taken, None, catalog, agreement)
            if strictest:
                one, found, _, _ = strictest
                yield Finding(
                    "maintenance-beyond-dependency",
                    catalog.span(agreement, ("depends_on", place)),
                    f"{quoted(work.id)} of {quoted(below.id)} may take "
                    f"{said_work(work, zone, one)} and does not count there, and {one.value} of "
                    f"{said_basis(found)} allows {said_budget(found)}",
                    "expected a promise that leaves room for it, or that it does not count here",
                    "an exclusion with category: scheduled_maintenance, or mitigation: the reason",
                    weight(agreement, FindingSeverity.WARNING),
                    (Related(catalog.span(below, ("maintenance", number)), "the work below"),),
                )
                break


def _leaves_work_out(agreement: Agreement) -> bool:
    excluded = any(one.category in _OF_WORK for one in agreement.listed("exclusions"))
    return excluded or any(
        work.counts_as_downtime is False for work in agreement.listed("maintenance")
    )


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
                "expected a window below that is no longer, or the reason why it need not be",
                f"window: {own[0].window} below, or mitigation: the reason",
                weight(agreement, FindingSeverity.WARNING),
                (Related(catalog.span(below, most[3]), "the promise below"),),
            )


def _longest(one: Budgeted) -> Fraction:
    return one[1].longest


def dependency_ends_first(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find agreements below that end before the one that stands on them."""
    for agreement, place, _, below in _needed(catalog):
        if agreement.is_over or below.is_over:
            continue
        own, theirs = term_on(agreement, today), term_on(below, today)
        is_end = theirs.follows in _ENDING or below.renewal is None
        if theirs.last is None or not is_end or theirs.has_ended(today):
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
                f"this is in force, and {quoted(below.id)} is not: {_reason(below, today)}",
                "expected an agreement in force below",
                _instead_of(below, catalog),
                weight(agreement, FindingSeverity.WARNING),
            )


def _reason(agreement: Agreement, today: date) -> str:
    """Say why an agreement is not in force."""
    term = term_on(agreement, today)
    if agreement.state is not Status.ACTIVE:
        return agreement.state.value
    return f"it ended on {term.last}" if term.has_ended(today) else "it has not begun"


def _instead_of(agreement: Agreement, catalog: Catalog) -> str:
    """Return what to depend on in the place of an agreement, by its name where it is known."""
    successor = agreement.superseded_by
    is_known = isinstance(successor, str) and successor in catalog.by_id
    return f"agreement: {successor}" if is_known else "the agreement that took its place"
