"""Values that do not fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sla_catalog.findings import Finding, Severity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.fields import Absence
from sla_catalog.model.glossary import Definition
from sla_catalog.model.metrics import CUSTOM, METRIC_TYPES, Metric, Objective, misfit
from sla_catalog.model.quantities import (
    MalformedError,
    Target,
    WorkingTime,
    magnitude,
    quoted,
    unit_of,
)
from sla_catalog.model.responsibilities import EscalationStep
from sla_catalog.model.reviews import Duration


def misfit_target(catalog: Catalog) -> Iterator[Finding]:
    """Find targets that a metric of this kind cannot have: a time for a share, more than 100 %."""
    for agreement, metric, place in _metrics(catalog):
        kind = catalog.kind_of(metric)
        for cell, location in cells(metric):
            if not isinstance(cell.target, Target):
                continue
            error = misfit(cell.target, kind, metric.scale)
            if error:
                here = ("metrics", place, *location)
                yield _of_error(catalog, agreement, here, error)


def _of_error(
    catalog: Catalog, agreement: Agreement, location: Location, error: MalformedError
) -> Finding:
    span = catalog.span(agreement, location)
    return Finding("misfit-target", span, error.found, error.expected, error.instead)


def cells(metric: Metric) -> Iterator[tuple[Objective, Location]]:
    """Yield each cell of a metric with the location of its target within the metric."""
    if metric.matrix is not None:
        for cell in metric.matrix.objectives():
            when = (cell.when or ({},))[0]
            row, column = when[metric.matrix.rows][0], when[metric.matrix.columns][0]
            yield cell, ("matrix", "cells", row, column)
    elif metric.objectives is not None:
        for place, cell in enumerate(metric.objectives):
            yield cell, ("objectives", place, "target")
    else:
        yield from ((cell, ("target",)) for cell in metric.promises)


def custom_without_direction(catalog: Catalog) -> Iterator[Finding]:
    """Find metrics whose type says nothing: unknown, or custom without a direction."""
    for agreement, metric, place in _metrics(catalog):
        shared = catalog.metric_by_id.get(metric.type)
        if metric.type in METRIC_TYPES:
            continue
        if metric.type != CUSTOM and shared is None:
            known = [*METRIC_TYPES, CUSTOM, *sorted(catalog.metric_by_id)]
            yield Finding(
                "unknown-metric-type",
                catalog.span(agreement, ("metrics", place, "type")),
                f"there is no type {quoted(metric.type)}",
                f"expected one of {', '.join(known)}",
                "custom, with unit and direction, or an entry in metrics.yaml",
            )
        elif (
            metric.direction is None
            and not metric.absence
            and (shared is None or (shared.direction is None and shared.type is None))
        ):
            yield Finding(
                "metric-without-direction",
                catalog.span(agreement, ("metrics", place, "type")),
                f"the metric {quoted(metric.id)} does not say which values are better",
                "expected a direction, since its type has none",
                "direction: higher, or direction: lower",
            )


def one_accountable(catalog: Catalog) -> Iterator[Finding]:
    """Find activities for which not exactly one party is accountable."""
    for agreement in catalog.agreements:
        raci = getattr(agreement.responsibilities, "raci", None)
        for place, activity in enumerate(raci if isinstance(raci, tuple) else ()):
            if len(activity.accountable) != 1:
                location = ("responsibilities", "raci", place, "accountable")
                yield Finding(
                    "one-accountable",
                    catalog.span(agreement, location),
                    f"{len(activity.accountable)} parties are accountable for "
                    f"{quoted(activity.activity)}",
                    "expected exactly one",
                    "accountable: the one that answers for it",
                )


def escalation_order(catalog: Catalog) -> Iterator[Finding]:
    """Find steps of an escalation whose times do not grow with their levels."""
    for agreement in catalog.agreements:
        steps = getattr(agreement.responsibilities, "escalation", None)
        earlier: EscalationStep | None = None
        for place, step in enumerate(steps if isinstance(steps, tuple) else ()):
            if earlier and _is_not_later(earlier, step):
                yield Finding(
                    "escalation-order",
                    catalog.span(agreement, ("responsibilities", "escalation", place, "after")),
                    f"level {step.level} comes after {step.after}, level {earlier.level} after "
                    f"{earlier.after}",
                    "expected levels and times that grow together",
                )
            earlier = step


def _is_not_later(earlier: EscalationStep, later: EscalationStep) -> bool:
    if later.level <= earlier.level:
        return True
    before, after = earlier.after, later.after
    if before is None or after is None or isinstance(before, Absence) or isinstance(after, Absence):
        return False
    return unit_of(before) == unit_of(after) and magnitude(after) <= magnitude(before)


def working_time_without_hours(catalog: Catalog) -> Iterator[Finding]:
    """Find working time for which nothing says which hours count, or all do."""
    for agreement, metric, place in _metrics(catalog):
        for cell, location in cells(metric):
            if not isinstance(cell.target, Target):
                continue
            if not isinstance(cell.target.value, WorkingTime):
                continue
            hours = _hours_of(agreement, metric, cell)
            if isinstance(hours, Absence) or (hours and not hours.around_the_clock):
                continue
            there = "24x7 hours leave nothing out" if hours else "nothing says which hours count"
            yield Finding(
                "working-time-without-hours",
                catalog.span(agreement, ("metrics", place, *location)),
                f"{quoted(str(cell.target))} is working time and {there}",
                "expected hours, of the metric, of support or of the service",
                "hours: Mon-Fri 09:00-17:00, or the id of a calendar",
                Severity.WARNING,
            )


def _hours_of(agreement: Agreement, metric: Metric, cell: Objective) -> Hours | Absence | None:
    own = metric.says(cell, "hours")
    if own is not None:
        return own if isinstance(own, Hours | Absence) else None
    support = agreement.support
    cases = () if support is None or isinstance(support, Absence) else support.hours_by_case()
    fitting = [case.hours for case in cases if not case.hours.around_the_clock]
    if fitting:
        return fitting[0]
    if cases:
        return cases[0].hours
    return agreement.service_hours


def no_timezone(catalog: Catalog) -> Iterator[Finding]:
    """Find clock times for which nothing says in which zone; a transcription is not failed."""
    for agreement in catalog.agreements:
        if agreement.timezone or catalog.timezone or agreement.is_transcription:
            continue
        for name in ("service_hours", "support"):
            value = getattr(agreement, name)
            hours = value if isinstance(value, Hours) else getattr(value, "hours", None)
            if isinstance(hours, Hours) and hours.spans:
                yield Finding(
                    "no-timezone",
                    catalog.span(agreement, (name,)),
                    f"{quoted(str(hours))} are clock times and no time zone is stated",
                    "expected a zone, of the agreement or of the site",
                    "duration: {timezone: Europe/Berlin}, or the plugin's option timezone",
                )


def dates_in_order(catalog: Catalog) -> Iterator[Finding]:
    """Find an end before the beginning, and a next review before the last."""
    for agreement in catalog.agreements:
        duration, review = agreement.duration, agreement.review
        if isinstance(duration, Duration):
            pair = (duration.first_day, duration.last_day)
            yield from _ordered(catalog, agreement, pair, ("duration", "ends"))
        last, following = getattr(review, "last", None), getattr(review, "next", None)
        yield from _ordered(catalog, agreement, (last, following), ("review", "next"))


def _ordered(
    catalog: Catalog, agreement: Agreement, pair: tuple[object, object], location: Location
) -> Iterator[Finding]:
    first, last = pair
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield Finding(
            "dates-in-order",
            catalog.span(agreement, location),
            f"{last} lies before {first}",
            "expected a later day",
        )


def conflicting_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find local definitions that differ from the shared one without saying so, or repeat it."""
    for agreement in catalog.agreements:
        for place, definition in enumerate(agreement.definitions or ()):
            shared = catalog.term_by_id.get(definition.slug)
            if not shared or not isinstance(definition.definition, str):
                continue
            yield from _against_shared(
                catalog, agreement, ("definitions", place), definition, str(shared.definition)
            )


def _against_shared(
    catalog: Catalog, agreement: Agreement, location: Location, local: Definition, shared: str
) -> Iterator[Finding]:
    same = " ".join((local.definition or "").split()) == " ".join(shared.split())  # type: ignore[union-attr]
    if same:
        yield Finding(
            "repeated-definition",
            catalog.span(agreement, (*location, "definition")),
            f"{quoted(local.term)} is defined as in the shared glossary",
            "expected the shared definition alone",
            "leave this definition out",
            Severity.WARNING,
        )
    elif not local.overrides:
        yield Finding(
            "conflicting-definition",
            catalog.span(agreement, (*location, "definition")),
            f"{quoted(local.term)} means something else than in the shared glossary",
            "expected the shared meaning, or the word that it is replaced on purpose",
            "overrides: true",
        )


def _metrics(catalog: Catalog) -> Iterator[tuple[Agreement, Metric, int]]:
    for agreement in catalog.agreements:
        for place, metric in enumerate(agreement.listed("metrics")):
            yield agreement, metric, place
