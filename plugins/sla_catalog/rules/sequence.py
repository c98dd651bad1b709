"""Promises in an order that follows from what they mean: worse cases first, answers before ends."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.metrics import Metric
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import magnitude, quoted, unit_of
from sla_catalog.resolved.cases import ConditionIndex, When, joined
from sla_catalog.resolved.dependencies import telling_case
from sla_catalog.resolved.lasting import outlasts
from sla_catalog.resolved.places import cells, metrics_in
from sla_catalog.resolved.promise_values import MetricPromises, Promise
from sla_catalog.resolved.promises import promised_by
from sla_catalog.resolved.ranking import amount_of

_TIMES = frozenset(
    {
        "response_time", "resolution_time", "workaround_time", "update_interval",
        "time_to_detect", "time_to_notify", "time_to_mitigate", "mttr",
    }
)  # fmt: skip
_LIMITS = frozenset({Operator.AT_MOST, Operator.LESS_THAN})
# The figure of each type with which nothing may fail.
_TOTAL = {
    "availability": Fraction(100),
    "success_rate": Fraction(100),
    "durability": Fraction(100),
    "error_rate": Fraction(0),
    "packet_loss": Fraction(0),
}
_ENDS = frozenset({"resolution_time", "workaround_time", "time_to_mitigate"})


def weight(agreement: Agreement, severity: FindingSeverity) -> FindingSeverity:
    """Return how much a finding weighs: what a transcription says cannot be mended in its file."""
    return FindingSeverity.WARNING if agreement.is_transcription else severity


def size_of(promise: Promise) -> tuple[str, Fraction] | None:
    """Return the unit and amount of a promise; None of one that cannot be set beside others."""
    amount = amount_of(promise)
    return (unit_of(amount), magnitude(amount)) if amount is not None else None


def severity_inversion(catalog: Catalog) -> Iterator[Finding]:
    """Find times that are longer for a worse severity than for a lesser one."""
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        if kind is None or kind.id not in _TIMES or not agreement.severities:
            continue
        resolved = promised_by(agreement, metric, catalog)
        pair = _inverted(agreement, resolved)
        if pair is None:
            continue
        worse, lesser = pair
        here, there = (_place(metric, place, one) for one in pair)
        yield Finding(
            "severity-inversion",
            catalog.span(agreement, here),
            f"{worse.target} for {_case(worse)}, and {lesser.target} for {_case(lesser)}, "
            "which is less severe",
            "expected a worse case not to take longer",
            f"{_at_most(lesser)} for {_case(worse)}",
            severity=weight(agreement, FindingSeverity.WARNING),
            related=(Related(catalog.span(agreement, there), "the lesser severity"),),
        )


def _inverted(agreement: Agreement, resolved: MetricPromises) -> tuple[Promise, Promise] | None:
    """Return the first promise that is longer than one for a lesser severity, and that one."""
    ranks = {one.id: rank for rank, one in enumerate(agreement.severities or ())}
    longest: dict[object, dict[str, Promise]] = {}
    declared = agreement.dimension_values()
    # A dimension that is not declared has an error of its own, and splits what is one case.
    ranked = [
        p
        for p in resolved.promises
        if p.case["severity"] in ranks and all(name in declared for name, _ in p.case.values)
    ]
    for promise in sorted(ranked, key=lambda one: ranks[one.case["severity"] or ""]):
        size = size_of(promise)
        if size is None:
            continue
        others = tuple(pair for pair in promise.case.values if pair[0] != "severity")
        rest = (promise.commitment, promise.statistic, str(promise.compliance))
        worse = longest.setdefault((others, *rest), {})
        before = worse.get(size[0])
        known = size_of(before) if before else None
        if before and known and known[1] > size[1]:
            return before, promise
        for unit, other in worse.items():
            if unit != size[0] and outlasts(other, promise):
                return other, promise
        if known is None or size[1] > known[1]:
            worse[size[0]] = promise
    return None


def _place(metric: Metric, place: int, promise: Promise) -> Location:
    at = next(at for cell, at in cells(metric) if cell is promise.objective)
    return ("metrics", place, *at)


def _at_most(promise: Promise) -> str:
    """Return the limit of a time in words, with the operator of its author where it has one."""
    if promise.target and promise.target.operator in _LIMITS:
        return str(promise.target)
    return f"{amount_of(promise)} or less"


def _case(promise: Promise) -> str:
    told = telling_case(promise).values or promise.case.values
    return ", ".join(f"{name} {value}" for name, value in told)


def response_after_resolution(catalog: Catalog) -> Iterator[Finding]:
    """Find first responses that may come later than the end of the case."""
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        if kind is None or kind.id != "response_time":
            continue
        answers = _timed(agreement, metric, catalog)
        for ends in catalog.once("ends of cases", agreement, _ends):
            for answer in answers:
                end = ends.earlier_than(answer)
                if end:
                    yield Finding(
                        "response-after-resolution",
                        catalog.span(agreement, ("metrics", place, *answer.at)),
                        f"an answer may take {answer.promise.target}, and "
                        f"{quoted(ends.metric.id)} is {end.promise.target}",
                        "expected an answer before the end",
                        _at_most(end.promise),
                        severity=weight(agreement, FindingSeverity.WARNING),
                        related=(
                            Related(
                                catalog.span(agreement, ("metrics", ends.place, *end.at)),
                                "the end of the case",
                            ),
                        ),
                    )
                    break


@dataclass(frozen=True, slots=True)
class _Timed:
    """A promise with its unit and amount, where it is, and to what it applies."""

    promise: Promise
    size: tuple[str, Fraction]
    at: Location
    when: When | None


def _timed(agreement: Agreement, metric: Metric, catalog: Catalog) -> tuple[_Timed, ...]:
    resolved = promised_by(agreement, metric, catalog)
    found = [(resolved.one_of(cell), at) for cell, at in cells(metric)]
    return tuple(
        _Timed(promise, size, at, resolved.when(promise.objective))
        for promise, at in found
        if (size := size_of(promise))
    )


@dataclass(frozen=True, slots=True)
class _Ends:
    """The promises of a metric that says when a case ends, with its place in the list."""

    metric: Metric
    place: int
    timed: tuple[_Timed, ...]
    index: ConditionIndex

    def earlier_than(self, answer: _Timed) -> _Timed | None:
        """Return the first end that a case may have before an answer.

        In another clock it is one that is never later.
        """
        unit, amount = answer.size
        for at in self.index.near(answer.when):
            end = self.timed[at]
            is_late = (
                amount > end.size[1]
                if unit == end.size[0]
                else outlasts(answer.promise, end.promise)
            )
            if is_late and joined(answer.when, end.when) != ():
                return end
        return None


def _ends(agreement: Agreement, catalog: Catalog) -> tuple[_Ends, ...]:
    """Return the metrics that say when a case ends."""
    found = []
    for place, metric in enumerate(agreement.listed("metrics")):
        kind = catalog.kind_of(metric)
        if kind and kind.id in _ENDS:
            timed = _timed(agreement, metric, catalog)
            found.append(_Ends(metric, place, timed, ConditionIndex(one.when for one in timed)))
    return tuple(found)


def total_promise(catalog: Catalog) -> Iterator[Finding]:
    """Find promises of all time or all events, which one failure breaks."""
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        most = _TOTAL.get(kind.id) if kind else None
        if kind is None or most is None:
            continue
        for cell, at in cells(metric):
            promise = promised_by(agreement, metric, catalog).one_of(cell)
            is_total = size_of(promise) == ("%", most) and promise.direction is kind.direction
            if is_total and promise.is_firm:
                yield Finding(
                    "total-promise",
                    catalog.span(agreement, ("metrics", place, *at)),
                    f"{promise.target} leaves no room for a single failure",
                    "expected a target that can be missed and kept",
                    f"{'99.9 %' if most else '0.1 %'}, or a credit that is meant to be paid for "
                    "each failure",
                    FindingSeverity.INFO,
                )
