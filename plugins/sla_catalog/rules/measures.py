"""Promises that cannot be measured, or that leave cases out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sla_catalog.findings import Finding, Severity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.metrics import (
    METRIC_TYPES,
    Amounts,
    Commitment,
    Direction,
    Metric,
    Objective,
    misfit,
)
from sla_catalog.model.quantities import NO_BREAK, Duration, Range, Target, quoted
from sla_catalog.reckoning.downtime import Budget
from sla_catalog.reckoning.promises import allowed_downtime
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.rules.promises import cells, metrics_in

_OVER_TIME = {
    "downtime",
    *(kind.id for kind in METRIC_TYPES.values() if kind.amounts is Amounts.SHARE),
}
_BY_SEVERITY = {"response_time", "resolution_time"}


def promise_without_window(catalog: Catalog) -> Iterator[Finding]:
    """Find shares and downtimes for which nothing says over which period they are measured.

    A transcription is not judged: its page says what the text does not state.
    """
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        if agreement.is_transcription or kind is None or kind.id not in _OVER_TIME:
            continue
        for cell, location in cells(metric):
            target = cell.target
            if not isinstance(target, Target) or misfit(target, kind, metric.scale):
                continue
            if metric.says(cell, "window") is None:
                yield Finding(
                    "promise-without-window",
                    catalog.span(agreement, ("metrics", place, *location)),
                    f"nothing says over which period {quoted(str(target))} is measured",
                    "expected a window",
                    "window: calendar month",
                    Severity.WARNING,
                )
                break


def range_as_promise(catalog: Catalog) -> Iterator[Finding]:
    """Find shares with two ends, of which only one can be the promise; an estimate may have both.

    A transcription is not judged: it repeats what the text has.
    """
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        if agreement.is_transcription or kind is None or kind.amounts is not Amounts.SHARE:
            continue
        for cell, location in cells(metric):
            target = cell.target
            if not isinstance(target, Target) or not isinstance(target.value, Range):
                continue
            is_estimate = metric.says(cell, "commitment") is Commitment.ESTIMATE
            if is_estimate or misfit(target, kind, metric.scale):
                continue
            ends = target.value
            end = ends.low if kind.direction is Direction.HIGHER else ends.high
            yield Finding(
                "range-as-promise",
                catalog.span(agreement, ("metrics", place, *location)),
                f"of {quoted(str(target))} only one end can be the promise",
                "expected one share, or the commitment that it is an estimate",
                f"{kind.operator} {end}, or target: {target}, commitment: estimate",
                Severity.WARNING,
            )


def outage_beyond_downtime(catalog: Catalog) -> Iterator[Finding]:
    """Find longest outages that exceed the downtime allowed by a share promised beside them."""
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        for cell, location in cells(metric) if kind and kind.id == "longest_outage" else ():
            longest = cell.target.value if isinstance(cell.target, Target) else None
            seconds = longest.seconds if isinstance(longest, Duration) else None
            for share, other, budget in _budgets_beside(catalog, agreement, metric, cell):
                if seconds is not None and seconds > budget.longest:
                    yield Finding(
                        "outage-beyond-downtime",
                        catalog.span(agreement, ("metrics", place, *location)),
                        f"one outage may last {longest}, but {other.target} of "
                        f"{_plain(budget.basis.seconds)} allows {_plain(budget.headline)} in all",
                        "expected an outage for which the share leaves room",
                        f"a shorter outage, or a lower share in {quoted(share.id)}",
                        Severity.INFO,
                    )


def _budgets_beside(
    catalog: Catalog, agreement: Agreement, metric: Metric, cell: Objective
) -> Iterator[tuple[Metric, Objective, Budget]]:
    """Yield the availabilities promised for the same cases, with the downtime that each allows."""
    cases = metric.says(cell, "when")
    for share in agreement.listed("metrics"):
        for other in share.promises:
            others = share.says(other, "when")
            budget = allowed_downtime(agreement, share, other, catalog)
            if budget and (not cases or not others or cases == others):
                yield share, other, budget


def _plain(seconds: Fraction) -> str:
    return spoken(seconds).replace(NO_BREAK, " ")


def severity_left_out(catalog: Catalog) -> Iterator[Finding]:
    """Find times of response and resolution that are promised for some severities only."""
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        if kind is None or kind.id not in _BY_SEVERITY:
            continue
        told = _severities(metric)
        declared = [one.id for one in agreement.severities or ()]
        left = [one for one in declared if one not in told]
        if told and left and len({*declared}) == len(declared):  # a double is told, once
            yield Finding(
                "severity-left-out",
                catalog.span(agreement, ("metrics", place, "id")),
                f"{quoted(metric.id)} says nothing of {' and '.join(map(quoted, left))}",
                "expected a promise for each severity, or the decision that there is none",
                f"{{when: {{severity: {left[0]}}}, none: the reason}}",
                Severity.INFO,
            )


def _severities(metric: Metric) -> set[str]:
    """Return the severities that a metric speaks of; none where some cell holds for all."""
    found: set[str] = set()
    for cell in metric.promises:
        conditions = metric.says(cell, "when") or ()
        if not conditions or any("severity" not in condition for condition in conditions):
            return set()
        found.update(value for condition in conditions for value in condition["severity"])
    return found
