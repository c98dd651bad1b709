"""What an agreement takes from those that it stands on: their hours, their windows, their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial

from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status
from sla_catalog.model.quantities import quoted
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.resolved.below import (
    hours_of_service,
    not_covered,
    widest_support,
    work_counted,
)
from sla_catalog.resolved.budgets import budgets, loosest, strictest_exceeded, tightest
from sla_catalog.resolved.cases import When, joined, space_of
from sla_catalog.resolved.dependencies import (
    bought,
    is_built_on,
    is_hard,
    is_in_series,
    overlaps,
)
from sla_catalog.resolved.exclusions import work_left_out
from sla_catalog.resolved.hours import stated_zone
from sla_catalog.resolved.term import Follows, TermStatus, standing_on, term_on
from sla_catalog.rules.budgets import said_allowance, said_budget, said_length
from sla_catalog.rules.incidents import said_work
from sla_catalog.rules.sequence import weight

_BY_PEOPLE = frozenset({"response_time", "resolution_time", "workaround_time", "update_interval"})
_ENDING = frozenset({Follows.END, Follows.EXPRESS_RENEWAL})
_Link = tuple[Agreement, int, Dependency, Agreement]


def _needed(catalog: Catalog) -> Iterator[_Link]:
    """Yield each agreement with one without which it cannot be kept."""
    for agreement in catalog.agreements:
        for place, dependency in enumerate(agreement.listed("depends_on")):
            below = catalog.by_id.get(dependency.agreement)
            if below and is_hard(dependency) and is_in_series(dependency):
                yield agreement, place, dependency, below


def _is_bought(link: _Link, when: When | None) -> bool:
    """Tell whether an entry of an agreement below may hold for what was bought of it."""
    agreement, _, dependency, below = link
    return overlaps(space_of(below).condition(when), bought(dependency, below, agreement))


def _is_above(link: _Link, when: When | None) -> bool:
    """Tell whether an entry of an agreement may hold where it depends on the one below."""
    return joined(link[2].when, when) != ()


def hours_beyond_dependency(catalog: Catalog) -> Iterator[Finding]:
    """Find hours of service or of support that an agreement below does not cover."""
    for link in _needed(catalog):
        agreement, place, dependency, below = link
        if dependency.mitigation:
            continue
        service = hours_of_service(agreement, catalog), hours_of_service(below, catalog)
        pairs = [(*service, "the service is promised")]
        if _is_asked_for_help(dependency, below, catalog):
            above = widest_support(agreement, catalog, partial(_is_above, link))
            under = widest_support(below, catalog, partial(_is_bought, link))
            pairs.append((above, under, "support is given"))
        for own, theirs, promised in pairs:
            if own is None or theirs is None:
                continue
            missing = not_covered(own, theirs)
            if missing:
                yield Finding(
                    "hours-beyond-dependency",
                    catalog.span(agreement, ("depends_on", place)),
                    f"{promised} for {own.hours}, and {quoted(below.id)} for "
                    f"{theirs.hours}: {said_length(missing)} of a week are not covered",
                    "expected hours that those below cover, or the reason why they need not",
                    "those hours below, fewer here, or mitigation: the reason",
                    weight(agreement, FindingSeverity.WARNING),
                    (Related(catalog.span(below, theirs.at), "the hours below"),),
                )


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

    Only promises that others rely on are looked at, where they need the one below, and work on
    what was bought of it. What does not count here either is taken off.
    """
    for link in _needed(catalog):
        agreement, place, dependency, below = link
        if dependency.mitigation:
            continue
        for number, work in enumerate(below.listed("maintenance")):
            if work.counts_as_downtime is not False or not _is_bought(link, work.when):
                continue
            zone = stated_zone(below, catalog)
            counted = partial(work_counted, work, zone, dependency.when, catalog)
            strictest = strictest_exceeded(counted, dependency.when, catalog, agreement)
            if strictest:
                one, found, when, _ = strictest
                left_out = work_left_out(one, joined(dependency.when, when))
                yield Finding(
                    "maintenance-beyond-dependency",
                    catalog.span(agreement, ("depends_on", place)),
                    f"{quoted(work.id)} of {quoted(below.id)} may take "
                    f"{said_work(work, zone, one)} and does not count there, "
                    f"{_said_left_out(left_out)}and {said_allowance(one, found)}",
                    "expected a promise that leaves room for it, or that it does not count here",
                    "an exclusion with category: scheduled_maintenance, or mitigation: the reason",
                    weight(agreement, FindingSeverity.WARNING),
                    (Related(catalog.span(below, ("maintenance", number)), "the work below"),),
                )
                break


def _said_left_out(seconds: Fraction | None) -> str:
    return f"at most {said_length(seconds)} of such work is excluded here, " if seconds else ""


def window_beyond_dependency(catalog: Catalog) -> Iterator[Finding]:
    """Find shares below whose window is longer: all of it may be spent within one of ours."""
    for link in _needed(catalog):
        agreement, place, dependency, below = link
        if dependency.mitigation:
            continue
        ours = (one for one in budgets(catalog, agreement) if _is_above(link, one[2]))
        own = tightest(one for one in ours if is_built_on(one[0]))
        most = loosest(
            one
            for one in budgets(catalog, below)
            if dependency.metrics is None or one[0].metric.id in dependency.metrics
            if is_built_on(one[0]) and _is_bought(link, one[2])
        )
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


def dependency_ends_first(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find agreements below that end before the one that depends on them."""
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
                f"{quoted(below.id)} ends on {theirs.last}, and this agreement runs {until}",
                "expected one that lasts as long",
                "renew it, or name what follows it",
                weight(agreement, FindingSeverity.WARNING),
            )


def dependency_not_in_force(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find agreements in force that depend on one that is not."""
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
