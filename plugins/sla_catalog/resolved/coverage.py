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
_PLACE = [*CoverageLevel].index


def coverage(agreement: Agreement, catalog: Catalog) -> Mapping[int, Mapping[str, CoverageLevel]]:
    """Return the extent of each part of each step, in the outline's order."""
    covered = {}
    for step, parts in STEP_PARTS.items():
        extents = {part: _extent(agreement, catalog, step, part) for part in parts}
        if step_extent(extents) is CoverageLevel.NOT_STATED:
            # A step of which anything is said is not left open: it counts for the nearest part.
            for part, values in _NEAREST.get(step, ()):
                extents[part] = min(
                    extents[part], extent_of(values(agreement, catalog)), key=_PLACE
                )
        covered[step] = extents
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
    "support": _paths("support", "service_hours"),
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
    "provider": _paths("responsibilities.provider"),
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
    "amendment": _paths("amendment", "revisions"),
    "termination": _paths("termination"),
    "renewal": _paths("renewal"),
}
_NEAREST: Mapping[int, tuple[tuple[str, Values], ...]] = {
    1: (("support", _calendars),),
    2: (
        ("response", _paths("severities", "request_types")),
        ("availability", _paths("exclusions", "maintenance", "continuity")),
    ),
    4: (("provider", _paths("responsibilities.raci", "depends_on")),),
}
