"""Cases: objectives that contradict each other, that never apply, or that lead in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.extent import MOST_CASES, MOST_TIERS
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.quantities import quoted
from sla_catalog.model.remedies import Credit
from sla_catalog.resolved.cases import Case, Space
from sla_catalog.resolved.places import cells, circles, metrics_in
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.promises import (
    MOST_ALTERNATIVES,
    has_few_alternatives,
    promised,
    promised_by,
)
from sla_catalog.resolved.schedules import flooding_credits
from sla_catalog.resolved.tiers import are_too_many


def contradicting_objectives(catalog: Catalog) -> Iterator[Finding]:
    """Find objectives that are equally narrow, cover one case and promise different things."""
    for agreement, metric, place in metrics_in(catalog):
        resolved = promised_by(agreement, metric, catalog)
        told: set[tuple[int, int]] = set()
        for strand in resolved.strands:
            for one, other in strand.contradictions:
                pair = (id(one.objective), id(other.objective))
                if pair in told or not _is_for_contradiction(resolved.space, one, other):
                    continue
                told.add(pair)
                here, there = (_place(metric, place, p.objective) for p in (one, other))
                yield Finding(
                    "contradicting-objectives",
                    catalog.span(agreement, there),
                    f"{_words(other)}, and {_words(one)} is promised for the same case"
                    f"{_named(one.case)}",
                    "expected one promise for each case; a narrower `when` goes before a wider one",
                    _way_out(one, other),
                    FindingSeverity.WARNING,
                    (Related(catalog.span(agreement, here), f"here it is {_words(one)}"),),
                )


def objective_never_applies(catalog: Catalog) -> Iterator[Finding]:
    """Find objectives whose condition excludes that of their metric, or that are always passed."""
    for agreement, metric, place in metrics_in(catalog):
        resolved = promised_by(agreement, metric, catalog)
        for cell in metric.promises if resolved.is_bounded else ():
            if resolved.of(cell):
                continue
            is_excluded = resolved.when(cell) == ()
            yield Finding(
                "objective-never-applies",
                catalog.span(agreement, _place(metric, place, cell)),
                "its condition and that of its metric exclude each other"
                if is_excluded
                else "narrower objectives cover every case of this one",
                "expected a case for which it is the answer",
                "leave it out, or change `when`",
                FindingSeverity.WARNING,
            )


def circular_objective(catalog: Catalog) -> Iterator[Finding]:
    """Find `same_as` that leads in a circle, so that nothing is promised."""
    for agreement, metric, place in metrics_in(catalog):
        for named, location in circles(agreement, metric, catalog):
            yield Finding(
                "circular-objective",
                catalog.span(agreement, ("metrics", place, *location)),
                f"{quoted(named)} leads back to this objective",
                "expected an objective with a target in the end",
                "target: 99.9 %, in one of them",
            )


def too_many_cases(catalog: Catalog) -> Iterator[Finding]:
    """Find metrics whose dimensions make more cases than can be looked at one by one."""
    for agreement, metric, place in metrics_in(catalog):
        resolved = promised_by(agreement, metric, catalog)
        if not resolved.is_bounded:
            yield Finding(
                "too-many-cases",
                catalog.span(agreement, ("metrics", place, "id")),
                _too_many(agreement, metric, catalog),
                "expected a metric whose cases a reader can look up",
                "a metric for each service, or fewer dimensions in `when`",
            )


def too_many_tiers(catalog: Catalog) -> Iterator[Finding]:
    """Find credits with more tiers, for each promise again, than can be looked at one by one."""
    for agreement in catalog.agreements:
        for place, record in flooding_credits(agreement).items():
            yield Finding(
                "too-many-cases",
                catalog.span(agreement, ("remedies", "credits", place, "id")),
                _too_many_tiers(agreement, record),
                "expected a credit that a reader can look up",
                "fewer tiers, or a credit for fewer metrics",
            )


def _too_many_tiers(agreement: Agreement, record: Credit) -> str:
    if are_too_many(agreement, record):
        return "the conditions of these tiers make more cases than can be told apart"
    return (
        "the tiers of this credit, once for each promise that it applies to, are more than "
        f"{MOST_TIERS:,} together with those of other credits"
    )


def _too_many(agreement: Agreement, metric: Metric, catalog: Catalog) -> str:
    if not has_few_alternatives(metric):
        return (
            f"`when` of {quoted(metric.id)} and those of its objectives make more than "
            f"{MOST_ALTERNATIVES:,} alternatives"
        )
    others = any(one.is_bounded for one in promised(agreement, catalog))
    return f"the objectives of {quoted(metric.id)} tell apart more than {MOST_CASES:,} cases" + (
        " together with those of other metrics" if others else ""
    )


def _is_for_contradiction(space: Space, one: Promise, other: Promise) -> bool:
    """Tell whether nothing else is wrong: ids that are the same, values that are not declared."""
    if one.objective.derived_id == other.objective.derived_id:
        return False
    return all(value in space.values.get(name, ()) for name, value in one.case.values)


def _place(metric: Metric, place: int, cell: Objective) -> Location:
    found = next((location for one, location in cells(metric) if one is cell), ())
    short = found[:-1] if found and found[-1] == "target" and metric.objectives else found
    return ("metrics", place, *short)


def _words(promise: Promise) -> str:
    if promise.target:
        return quoted(str(promise.target))
    return f"`{promise.absence.kind}`" if promise.absence else "nothing"


def _named(case: Case) -> str:
    values = ", ".join(f"{name} {value}" for name, value in case.values)
    return f": {values}" if values else ""


def _way_out(one: Promise, other: Promise) -> str:
    if not one.case.values:
        return "commitment: objective, for the one that is no promise; or `when` for each"
    values = ", ".join(f"{name}: {value}" for name, value in one.case.values)
    target = other.target or one.target or "…"
    return f"{{when: {{{values}}}, target: {target}}} as well, if that is right"
