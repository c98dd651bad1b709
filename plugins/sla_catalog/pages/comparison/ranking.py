"""Amounts that may be ranked, and the words for what keeps them from being ranked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.comparability import Basis, Obstacle, ObstacleKind
from sla_catalog.frozen import dataclass
from sla_catalog.model.quantities import Quantity, WorkingTime, WorkingUnit, magnitude, plain
from sla_catalog.pages.amounts import side_words
from sla_catalog.pages.blocks import Cell
from sla_catalog.pages.labels import Labels


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact number and all in which another one must agree to be comparable with it."""

    number: Fraction
    basis: Basis


@dataclass(frozen=True, slots=True)
class FactEntry:
    """What an agreement says of something that is no metric.

    `note` is the basis in words. `unranked` says why the value stands apart; without `amount`
    there is nothing to rank.
    """

    cell: Cell
    amount: Amount | None = None
    note: str = ""
    unranked: str = ""


def amount_of(quantity: Quantity, basis: Basis) -> Amount:
    """Return a quantity as an amount; its clock is that of the quantity."""
    is_working = isinstance(quantity, WorkingTime)
    return Amount(magnitude(quantity), replace(basis, clock="working" if is_working else "elapsed"))


def obstacle_words(labels: Labels, obstacle: Obstacle) -> str:
    """Say why a value is not ranked among the others."""
    if obstacle.kind is ObstacleKind.HOURS:
        return labels["not.comparable.hours"]
    first, second = (
        side_words(labels, obstacle.kind, side) for side in (obstacle.first, obstacle.second)
    )
    if not first:
        return unstated_words(labels, str(obstacle.kind))
    second = second or labels["part.not-stated"]
    return labels["not.comparable"].format(first=first, second=second)


def unstated_words(labels: Labels, kind: str) -> str:
    """Say that a value is not ranked because a part of its basis is not stated."""
    return labels["not.comparable.unstated"].format(kind=labels[f"basis.{kind}"])


def decimal_of(amount: Amount) -> str:
    """Return an amount as an exact decimal; working time in seconds, so that its minutes are."""
    is_hours = amount.basis.unit == WorkingUnit.HOUR
    return plain(amount.number * 3600 if is_hours else amount.number)
