"""Promises that cannot be measured, or that leave cases out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.metric_types import CUSTOM, METRIC_TYPES, Amounts
from sla_catalog.model.metrics import Metric, Objective, SharedMetric
from sla_catalog.model.misfits import misfit
from sla_catalog.model.quantities import PlainQuantity, quoted
from sla_catalog.model.targets import Range, Target
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.places import cells, metrics_in, says_nothing
from sla_catalog.resolved.promises import promised_by
from sla_catalog.rules.claims import is_agreed

_OVER_TIME = {
    "downtime",
    "volume",
    *(kind.id for kind in METRIC_TYPES.values() if kind.amounts is Amounts.SHARE),
}
_BY_SEVERITY = {"response_time", "resolution_time"}


def promise_without_window(catalog: Catalog) -> Iterator[Finding]:
    """Find shares, downtimes and volumes of which it is not stated over which period they count.

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
            is_of_a_period = kind.id == "volume" and _has_a_period(cell, metric, target)
            if metric.says(cell, "window") is None and not is_of_a_period:
                yield Finding(
                    "promise-without-window",
                    catalog.span(agreement, ("metrics", place, *location)),
                    f"it is not stated over which period {quoted(str(target))} is measured",
                    "expected a window",
                    "window: calendar month",
                    FindingSeverity.WARNING,
                )
                break


def _has_a_period(cell: Objective, metric: Metric, target: Target) -> bool:
    """Tell whether a number says by itself for which time it is: `100 orders/day`."""
    return "/" in str(target) or " per " in str(target) or metric.says(cell, "per") is not None


# What these count is a choice: which requests succeed, whose opinion, of how many records.
_CHOSEN = {"success_rate", "error_rate", "completeness", "satisfaction", "first_contact_resolution"}


def metric_undefined(catalog: Catalog) -> Iterator[Finding]:
    """Find metrics of types that mean something else in each agreement, and are not described.

    What a shared metric says is said. Of an outage a rule of its own tells.
    """
    for agreement, metric, place in metrics_in(catalog):
        if not is_agreed(agreement):
            continue
        if metric.type in catalog.metric_by_id or metric.type not in _CHOSEN | {CUSTOM}:
            continue
        if not (metric.description or metric.formula or metric.method or metric.absence):
            yield Finding(
                "metric-undefined",
                catalog.span(agreement, ("metrics", place, "id")),
                f"it is not stated what {quoted(metric.id)} counts or measures",
                "expected a formula, or what it measures in words",
                "formula: {text: …}, or description: …",
                FindingSeverity.INFO,
            )


def amount_without_unit(catalog: Catalog) -> Iterator[Finding]:
    """Find numbers of metrics with no unit of their own, such as a throughput of 1000.

    Where a share or a time is expected, the number is a misfit. A score has no unit by its nature,
    and of a number of something its name says of what.
    """
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        if metric.unit or (kind is not None and kind.amounts is not Amounts.ANY):
            continue
        shared = catalog.metric_by_id.get(metric.type)
        if (shared and (shared.unit or _has_no_unit(shared))) or _has_no_unit(metric):
            continue
        for cell, location in cells(metric):
            value = cell.target.value if isinstance(cell.target, Target) else None
            amount = value.high if isinstance(value, Range) else value
            if isinstance(amount, PlainQuantity) and not amount.unit:
                example = _UNITS.get(kind.id if kind else "", "…")
                yield Finding(
                    "amount-without-unit",
                    catalog.span(agreement, ("metrics", place, *location)),
                    f"{quoted(str(cell.target))} has no unit",
                    "expected what is counted, behind the number or as the unit of the metric",
                    f"{cell.target} {example}",
                    FindingSeverity.INFO if agreement.is_transcription else FindingSeverity.WARNING,
                )
                break


_SCORES = Pattern(
    r"\b(?:e?nps|(?:net )?promoter|csat|mos|apdex|(?:\w+)?score[sn]?|ind(?:ex|ices)|indice|ratings?"
    r"|grades?|ratio|factor|number of|count|anzahl|zahl (?:der|von)|nombre (?:de|d['’])|facteur"
    r"|(?:schul|durchschnitts)?noten?|punktzahl|\w*bewertung|quotient|faktor|scale (?:of|from)"
    r"|skala von|échelle de)\b",
    re.IGNORECASE,
)


def _has_no_unit(metric: Metric | SharedMetric) -> bool:
    """Tell whether a metric is a score, or a number of what its name says."""
    texts = (metric.id.replace("-", " ").replace("_", " "), metric.name, metric.description)
    return any(isinstance(one, str) and _SCORES.search(one) for one in texts)


_UNITS = {"throughput": "requests/s", "capacity": "users", "satisfaction": "of 5 points"}


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
                f"{quoted(metric.id)} does not mention {' and '.join(map(quoted, left))}",
                "expected a promise for each severity, or `none` with the reason",
                f"{{when: {{severity: {left[0]}}}, none: the reason}}",
                FindingSeverity.INFO,
            )


def case_left_out(catalog: Catalog) -> Iterator[Finding]:
    """Find cases of which nothing is stated, though something is for each of their values.

    Of a severity for which nothing is stated at all a rule of its own tells. Where more cases are
    left out than are promised something, there is no whole in which they are missing.
    """
    for agreement, metric, place in metrics_in(catalog):
        if len(metric.promises) < 2 or agreement.is_transcription:
            continue
        resolved = promised_by(agreement, metric, catalog)
        if len(resolved.dimensions) < 2 or not resolved.uncovered:
            continue
        told = {pair for promise in resolved.promises for pair in promise.case.values}
        declared = agreement.dimension_values()
        if any(value not in declared.get(name, ()) for name, value in told):
            continue  # a slip in a name has a finding of its own, and splits what is one case
        left = [case for case in resolved.uncovered if told.issuperset(case.values)]
        if left and len(left) <= len({promise.case for promise in resolved.promises}):
            words = ", ".join(f"{name} {value}" for name, value in left[0].values)
            more = f", nor for {len(left) - 1} more" if len(left) > 1 else ""
            when = ", ".join(f"{name}: {value}" for name, value in left[0].values)
            yield Finding(
                "case-left-out",
                catalog.span(agreement, ("metrics", place, "id")),
                f"nothing is stated in {quoted(metric.id)} for {words}{more}",
                "expected a promise for each case, or `none` with the reason",
                f"{{when: {{{when}}}, none: the reason}}, or the same in a cell of the matrix",
                FindingSeverity.INFO,
            )


def promise_left_out(catalog: Catalog) -> Iterator[Finding]:
    """Find metrics and objectives that say neither what is promised nor that nothing is."""
    for agreement, metric, place in metrics_in(catalog):
        if metric.promises and not any(map(says_nothing, metric.promises)):
            continue
        written: list[tuple[Metric | Objective, Location]] = [*cells(metric)]
        for cell, location in written or [(metric, ())]:
            if says_nothing(cell):
                at = location[:-1] if location[-1:] == ("target",) else location
                yield Finding(
                    "promise-left-out",
                    catalog.span(agreement, ("metrics", place, *at, "id")),
                    f"nothing is promised in {quoted(metric.id)}",
                    "expected a target, or an absence with its reason",
                    "target: …, or none: the reason",
                    FindingSeverity.INFO if agreement.is_transcription else FindingSeverity.WARNING,
                )
                break


def _severities(metric: Metric) -> set[str]:
    """Return the severities that a metric speaks of; none where some cell holds for all."""
    found: set[str] = set()
    for cell in metric.promises:
        conditions = metric.says(cell, "when") or ()
        if not conditions or any("severity" not in condition for condition in conditions):
            return set()
        found.update(value for condition in conditions for value in condition["severity"])
    return found
