"""Promises that run against what is better of their metric, or that leave open which end holds."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.metric_types import METRIC_TYPES, Amounts, BetterDirection
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.misfits import misfit
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import Quantity, quoted
from sla_catalog.model.targets import Deadline, Range, ScaleStep, Target
from sla_catalog.resolved.places import cells, metrics_in
from sla_catalog.resolved.promises import direction_of

_AGAINST = {
    BetterDirection.HIGHER: (Operator.AT_MOST, Operator.LESS_THAN),
    BetterDirection.LOWER: (Operator.AT_LEAST, Operator.MORE_THAN),
}
_FITTING = {BetterDirection.HIGHER: Operator.AT_LEAST, BetterDirection.LOWER: Operator.AT_MOST}
_NOT_FIRM = (Commitment.ESTIMATE, Commitment.BEST_EFFORT)


def operator_against_direction(catalog: Catalog) -> Iterator[Finding]:
    """Find targets whose operator promises the worse side: less than 95 % availability.

    What somebody else owes to the provider may be a limit, and is not judged.
    """
    for agreement, metric, place in metrics_in(catalog):
        direction = direction_of(metric, catalog)
        for cell, location in cells(metric) if direction else ():
            target = cell.target
            if not isinstance(target, Target) or metric.says(cell, "owed_by"):
                continue
            if direction and target.operator in _AGAINST[direction]:
                fitting = Target(_FITTING[direction], _relied_on(target, direction))
                yield Finding(
                    "operator-against-direction",
                    catalog.span(agreement, ("metrics", place, *location)),
                    f"{quoted(str(target))} promises the worse side: {direction} is better here",
                    f"expected {_FITTING[direction]} a value, or a value alone",
                    str(fitting),
                    FindingSeverity.WARNING,
                )


def range_as_promise(catalog: Catalog) -> Iterator[Finding]:
    """Find ranges where one end is the promise; of an estimate both are said."""
    for agreement, metric, place in metrics_in(catalog):
        direction = direction_of(metric, catalog)
        kind = catalog.kind_of(metric)
        if direction is None or kind not in METRIC_TYPES.values():
            continue  # of a custom metric, such as a temperature, both ends can be meant
        for cell, location in cells(metric):
            target = cell.target
            if not isinstance(target, Target) or not isinstance(target.value, Range):
                continue
            if metric.says(cell, "commitment") in _NOT_FIRM or target.operator:
                continue
            if misfit(target, kind, metric.scale):
                continue  # that tells what to write instead
            is_share = kind is not None and kind.amounts is Amounts.SHARE
            is_own = not agreement.is_transcription
            promise = Target(_FITTING[direction], _relied_on(target, direction))
            yield Finding(
                "range-as-promise",
                catalog.span(agreement, ("metrics", place, *location)),
                f"of {quoted(str(target))} only one end can be the promise",
                "expected one value, or `commitment: estimate` beside the range",
                str(promise),
                FindingSeverity.WARNING if is_share and is_own else FindingSeverity.INFO,
            )


def _relied_on(target: Target, direction: BetterDirection) -> Quantity | Deadline | ScaleStep:
    """Return the value, or the end of a range, on which one can rely."""
    value = target.value
    if not isinstance(value, Range):
        return value
    return value.low if direction is BetterDirection.HIGHER else value.high
