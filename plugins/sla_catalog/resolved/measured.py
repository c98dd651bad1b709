"""How values are measured where a credit depends on them: unit, goal, rounding, window."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from sla_catalog.calculation.bands import Goal
from sla_catalog.calculation.downtime import TimeBase, extent_of
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.credit_amounts import Bound
from sla_catalog.model.metric_types import Amounts, BetterDirection
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.operators import Operator
from sla_catalog.model.plurals import counted_in
from sla_catalog.model.quantities import Percentage, Quantity, magnitude, unit_of
from sla_catalog.model.remedies import Tier
from sla_catalog.model.targets import Share, Target
from sla_catalog.resolved.promises import direction_of, promised_by


def _edges(tier: Tier) -> tuple[Bound, ...]:
    return tuple(edge for edge in (tier.above, tier.from_, tier.below, tier.to) if edge)


def frame(
    agreement: Agreement,
    catalog: Catalog,
    metric: Metric,
    cell: Objective,
    tiers: Sequence[Tier],
) -> tuple[str, Goal] | None:
    """Return in which unit the edges of tiers count, and the goal in it."""
    edges = [edge for tier in tiers for edge in _edges(tier)]
    amounts = [edge.amount for edge in edges if edge.amount is not None]
    amounts += [tier.each for tier in tiers if tier.each is not None]
    promise = promised_by(agreement, metric, catalog).one_of(cell)
    target, promised = promise.target, promise.value
    known = promised if isinstance(promised, Quantity) else None
    all_units = _units_of(metric, amounts if known is None else [known, *amounts])
    units = {counted_in(amount, all_units) for amount in amounts}
    known_unit = counted_in(known, all_units) if known is not None else ""
    if len(units) > 1:
        return None
    share = metric.says(cell, "compliance")
    is_share = isinstance(share, Share) and _is_of_share(units, tiers, metric, catalog)
    unit = "%" if is_share else next(iter(units), known_unit)
    is_high = _is_worse_when_higher(metric, catalog, unit, tiers)
    if isinstance(share, Share) and is_share:
        return unit, Goal(share.percentage.number)
    if known is not None and known_unit == unit and isinstance(target, Target):
        goal = _goal(target, known, is_high)
        return (unit, goal) if goal else None
    kind = catalog.kind_of(metric)
    is_of_cases = unit == "%" and kind is not None and kind.amounts is Amounts.TIME
    is_misfit = known is not None and not is_of_cases
    if not unit or is_misfit or any(edge.amount is None for edge in edges):
        return None
    return unit, Goal(None, is_high)


def _units_of(metric: Metric, amounts: Iterable[Quantity]) -> Collection[str]:
    """Return the units in which something counts, that of the metric first."""
    stated = [metric.unit] if isinstance(metric.unit, str) else []
    return dict.fromkeys([*stated, *map(unit_of, amounts)])


def _is_of_share(units: set[str], tiers: Sequence[Tier], metric: Metric, catalog: Catalog) -> bool:
    """Tell whether tiers speak of the share of cases that keep a target of time."""
    kind = catalog.kind_of(metric)
    if kind is None or kind.amounts is not Amounts.TIME:
        return False
    below = any(tier.below or tier.to for tier in tiers) and not any(
        tier.above or tier.from_ for tier in tiers
    )
    return units == {"%"} or (not units and below and kind.direction is BetterDirection.LOWER)


def _is_worse_when_higher(
    metric: Metric, catalog: Catalog, unit: str, tiers: Sequence[Tier]
) -> bool:
    kind = catalog.kind_of(metric)
    if unit == "%" and kind is not None and kind.amounts is Amounts.TIME:
        return False
    direction = direction_of(metric, catalog)
    if direction is None:
        return any(tier.above or tier.from_ for tier in tiers) and not any(
            tier.below or tier.to for tier in tiers
        )
    return direction is BetterDirection.LOWER


def _goal(target: Target, value: Quantity, is_worse_when_higher: bool) -> Goal | None:
    operator = target.operator
    if operator is Operator.EXACTLY:
        return None
    if operator in {Operator.AT_MOST, Operator.LESS_THAN}:
        is_worse_when_higher = True
    elif operator:
        is_worse_when_higher = False
    is_strict = operator in {Operator.MORE_THAN, Operator.LESS_THAN}
    return Goal(number_in_unit(value), is_worse_when_higher, not is_strict)


def number_in_unit(value: Quantity) -> Decimal | Fraction:
    """Return an amount as a number of its unit; a percentage keeps its digits."""
    return value.number if isinstance(value, Percentage) else magnitude(value)


def share_extent(
    agreement: Agreement,
    catalog: Catalog,
    metric: Metric,
    cell: Objective,
    goal: Goal,
    unit: str,
) -> TimeBase | None:
    """Return of what downtime is a share; None where a metric is no share of time."""
    kind = catalog.kind_of(metric)
    if not kind or kind.id != "availability" or metric.method not in {None, "time"}:
        return None
    if unit != "%" or goal.higher_is_worse or not goal.target or goal.target > 100:
        return None
    promise = promised_by(agreement, metric, catalog).one_of(cell)
    if promise.window is None or promise.measured is None:
        return None
    return extent_of(promise.window, promise.measured.hours)
