"""How much an agreement says of each part of the seven steps, by the classic outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import Any

from sla_catalog.model.agreement import STEP_PARTS, Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Calendar, Catalog
from sla_catalog.model.contents import values_within
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.resolved.promise_values import MetricPromises
from sla_catalog.resolved.promises import promised


class CoverageLevel(StrEnum):
    """How much is said: a value, a decision against one, a pointer, a gap in reading, nothing."""

    STATED = "stated"
    NONE = "none"
    ELSEWHERE = "elsewhere"
    UNREAD = "unread"
    NOT_STATED = "not-stated"


_STEP_FIELD = {1: "services", 2: "metrics", 3: "monitoring", 4: "responsibilities"}
_STEP_FIELD |= {5: "remedies", 6: "security"}
_APART = frozenset({"support", "disputes"})  # not said in the field of their step


def coverage(agreement: Agreement, catalog: Catalog) -> Mapping[int, Mapping[str, CoverageLevel]]:
    """Return the extent of each part of each step, in the outline's order.

    A part counts only by what answers it. What a section has beside its parts, such as severities
    without a time or what the agreement depends on, states none of them.
    """
    covered = {}
    for step, parts in STEP_PARTS.items():
        covered[step] = {part: _extent(agreement, catalog, step, part) for part in parts}
    return covered


def extent_of(values: Iterable[object]) -> CoverageLevel:
    """Return the extent of a part that several values can state; the most that is said counts."""
    found = set(map(_extent_of_one, values))
    return next((extent for extent in CoverageLevel if extent in found), CoverageLevel.NOT_STATED)


def step_extent(parts: Mapping[str, CoverageLevel]) -> CoverageLevel:
    """Return the extent of a whole step."""
    return next(
        (extent for extent in CoverageLevel if extent in set(parts.values())),
        CoverageLevel.NOT_STATED,
    )


def is_left_open(covered: Mapping[int, Mapping[str, CoverageLevel]], step: int) -> bool:
    """Tell whether no part of a step is stated in any way."""
    return step in covered and step_extent(covered[step]) is CoverageLevel.NOT_STATED


def _extent_of_one(value: object) -> CoverageLevel:
    match value:
        case None | ():
            return CoverageLevel.NOT_STATED
        case Absence():
            return CoverageLevel(value.kind)
        case Metric() | Objective():
            return CoverageLevel(value.absence.kind) if value.absence else CoverageLevel.STATED
        case MetricPromises():
            return _extent_of_metric(value)
        case _:
            return CoverageLevel.STATED


def _extent_of_metric(metric: MetricPromises) -> CoverageLevel:
    """Return the extent of a metric: what it promises in any case; a bare one is measured."""
    if metric.absence:
        return CoverageLevel(metric.absence.kind)
    absences = [promise.absence for promise in metric.promises]
    return extent_of(absences) if absences and all(absences) else CoverageLevel.STATED


def _extent(agreement: Agreement, catalog: Catalog, step: int, part: str) -> CoverageLevel:
    is_within = step in _STEP_FIELD and part not in _APART
    whole = getattr(agreement, _STEP_FIELD[step]) if is_within else None
    # A step that is absent as a whole answers for its parts, save those that are said outside it.
    values = [*_PARTS[part](agreement, catalog), *([whole] if isinstance(whole, Absence) else [])]
    return extent_of(values)


def _of(agreement: Agreement, _catalog: Catalog, path: str) -> Iterator[Any]:
    """Yield the values at a path such as `remedies.claim`; lists on the way fan out."""
    values: list[Any] = [agreement]
    for step in path.split("."):
        values = [
            getattr(value, step)
            for holder in values
            for value in (holder if isinstance(holder, tuple) else (holder,))
            if value is not None and hasattr(value, step)
        ]
    yield from values


def _metrics(agreement: Agreement, catalog: Catalog, part: str) -> Iterator[MetricPromises]:
    for metric in promised(agreement, catalog):
        if (metric.kind.part if metric.kind else "kpi") == part:
            yield metric


def _levels(agreement: Agreement, catalog: Catalog) -> Iterator[object]:
    for metric in promised(agreement, catalog):
        yield from (promise.absence or promise.target for promise in metric.promises)


def _calendars(agreement: Agreement, catalog: Catalog) -> Iterator[Calendar]:
    """Yield the shared calendars whose hours the agreement names."""
    for record, _ in catalog.records(agreement):
        for _, hours in values_within(record, Hours):
            if isinstance(hours, Hours) and hours.calendar in catalog.calendar_by_id:
                yield catalog.calendar_by_id[hours.calendar]


def _hours(agreement: Agreement, catalog: Catalog) -> Iterator[object]:
    """Yield support and hours of service; hours of the metrics alone are hours as well."""
    yield from (agreement.support, agreement.service_hours)
    if agreement.support is None and agreement.service_hours is None:
        yield from _calendars(agreement, catalog)


def _duties(agreement: Agreement, _catalog: Catalog) -> Iterator[object]:
    """Yield what the provider does; a matrix says it, and to have none says nothing of it."""
    said = agreement.responsibilities
    yield getattr(said, "provider", None)
    yield from (one for one in (getattr(said, "raci", None),) if not isinstance(one, Absence))


Values = Callable[[Agreement, Catalog], Iterable[object]]


def _paths(*paths: str) -> Values:
    def values(agreement: Agreement, catalog: Catalog) -> Iterator[object]:
        for path in paths:
            yield from _of(agreement, catalog, path)

    return values


_PARTS: Mapping[str, Values] = {
    "services": _paths("services"),
    "scope": _paths("services.in_scope", "services.out_of_scope", "services.eligibility", "limits"),
    "delivery": _paths("services.delivery"),
    "support": _hours,
    "kpis": partial(_metrics, part="kpi"),
    "service_levels": _levels,
    "response": partial(_metrics, part="response"),
    "availability": partial(_metrics, part="availability"),
    "tracking": _paths("monitoring.measured_by", "monitoring.sole_record"),
    "reports": _paths("monitoring.reports"),
    "tools": _paths("monitoring.measurements"),
    "data": _paths(
        "monitoring.access", "monitoring.audit", "monitoring.status_page", "monitoring.history"
    ),
    "provider": _duties,
    "customer": _paths("responsibilities.customer"),
    "communication": _paths("responsibilities.communication"),
    "escalation": _paths("responsibilities.escalation"),
    "consequences": _paths("remedies.rights", "remedies.sole_remedy"),
    "credits": _paths("remedies.credits"),
    "disputes": _paths("disputes"),
    "claims": _paths(
        "remedies.claim",
        "remedies.cumulation",
        "remedies.caps",
        "remedies.floor",
        "remedies.paid_as",
        "remedies.base",
    ),
    "data_protection": _paths("security.data_protection"),
    "privacy": _paths(
        "security.data_protection.role",
        "security.data_protection.retention",
        "security.data_protection.breach_notice",
        "security.data_protection.deleted_after_end",
    ),
    "regulation": _paths("security.regulations", "security.certifications", "security.audits"),
    "security": _paths("security.controls", "security.incident_notice"),
    "reviews": _paths("review"),
    "amendment": _paths("amendment"),
    "termination": _paths("termination"),
    "renewal": _paths("renewal"),
}
