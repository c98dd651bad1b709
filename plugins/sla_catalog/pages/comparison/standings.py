"""Where the values of one row stand among each other: best, worst, equal, or not comparable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from sla_catalog.model.metrics import Direction
from sla_catalog.model.quantities import Quantity, WorkingTime, WorkingUnit, magnitude, plain
from sla_catalog.pages.amounts import said, side_words
from sla_catalog.pages.blocks import NOTHING_COMPARED, Cell, ComparedCell, Figure, State
from sla_catalog.pages.edition import Edition
from sla_catalog.pages.labels import Labels
from sla_catalog.reckoning.comparability import (
    Basis,
    Obstacle,
    ObstacleKind,
    Place,
    Standing,
    Week,
    comparable,
    core,
    obstacle,
    rank,
)

_UNITS = {"elapsed time": "s", "elapsed months": "months", "business hours": "s"}
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact number and all in which another one must agree to be comparable with it."""

    number: Fraction
    basis: Basis


@dataclass(frozen=True, slots=True)
class Entry:
    """What one agreement has in a row.

    `note` is the basis in words. `unranked` says why the value stands apart; without `amount`
    there is nothing to rank. `lent` says which other row of this agreement a value is from. One
    that is not in force has no rank beside those that are.
    """

    cell: Cell
    amount: Amount | None = None
    note: str = ""
    unranked: str = ""
    lent: str = ""
    is_in_force: bool = True


@dataclass(frozen=True, slots=True)
class Ranking:
    """The amounts of one row that may be ranked, by agreement, and where each stands."""

    labels: Labels
    amounts: Mapping[str, Amount]
    standings: Mapping[str, Standing]
    bases: Mapping[Basis, str]
    weeks: Mapping[Week, str]
    apart: Mapping[Basis, str]
    company: Mapping[Basis, int]
    count: int

    def cell(self, name: str, entry: Entry) -> ComparedCell:
        """Return an agreement's cell with its rank in words, or why it has none."""
        standing = self.standings.get(name)
        words, icon, why = "", "", entry.unranked
        if standing and standing.place in {Place.BEST, Place.WORST}:
            words, icon = self._rank(name, standing), str(standing.place)
        elif standing and standing.obstacle:
            why = obstacle_words(self.labels, standing.obstacle)
        elif entry.amount and not why and name not in self.standings:
            why = self.labels["not.ranked.in.force"]
        figure = self._figure(entry, name not in self.standings)
        return ComparedCell(entry.cell, words, icon, entry.note, why, figure, entry.lent)

    def _rank(self, name: str, standing: Standing) -> str:
        words = self.labels[f"rank.{standing.place}.word"]
        among = self.company[self.amounts[name].basis]
        if among < self.count:
            words = self.labels[f"rank.{standing.place}.among"].format(count=among)
        if not standing.is_tied:
            return words
        own = self.amounts[name]
        equal = sum(
            amount.number == own.number and obstacle(amount.basis, own.basis) is None
            for amount in self.amounts.values()
        )
        return self.labels["rank.equal"].format(rank=words, count=equal)

    def _figure(self, entry: Entry, is_idle: bool) -> Figure | None:
        if entry.amount is None:
            return None
        basis = entry.amount.basis
        return Figure(
            value=plain(_in_small_units(entry.amount)),
            unit=_UNITS.get(basis.unit, basis.unit),
            clock=basis.clock if basis.unit in _UNITS or basis.clock == "working" else "",
            statistic=basis.statistic,
            window=said(basis.window, self.labels) if basis.window else "",
            over=side_words(self.labels, ObstacleKind.DENOMINATOR, basis.denominator),
            method=basis.method,
            basis="" if entry.unranked else self.bases[core(basis)],
            hours=self.weeks.get(basis.hours, "") if basis.hours else "",
            apart=self.apart.get(basis, ""),
            start=basis.start,
            stop=basis.stop,
            idle="yes" if is_idle and not entry.unranked else "",
        )


def compared(
    edition: Edition,
    row: str,
    names: Sequence[str],
    entries: Mapping[str, Entry],
    direction: Direction | None,
) -> tuple[ComparedCell, ...]:
    """Return a row's cell for each agreement; without a direction nothing is best or worst."""
    return edition.reuse(
        f"cells of {row}",
        (names, entries, direction),
        lambda _: tuple(_compared(edition.labels, names, entries, direction)),
    )


def _compared(
    labels: Labels,
    names: Iterable[str],
    entries: Mapping[str, Entry],
    direction: Direction | None,
) -> Iterator[ComparedCell]:
    amounts = {n: e.amount for n, e in entries.items() if e.amount and not e.unranked}
    active = {n: amount for n, amount in amounts.items() if entries[n].is_in_force}
    standings: dict[str, Standing] = {}
    in_rank = active or amounts
    if direction:
        pairs = [(amount.number, amount.basis) for amount in in_rank.values()]
        placed = rank(pairs, direction is Direction.HIGHER)
        standings = dict(zip(in_rank, placed, strict=True))
    found = dict.fromkeys(amount.basis for amount in amounts.values())
    bases = _numbered(core(basis) for basis in found)
    weeks = _numbered(basis.hours for basis in found if basis.hours is not None)
    shown = in_rank if direction else {}
    stated = sum(bool(e.cell.lines) and e.cell.state is State.STATED for e in entries.values())
    apart = _apart(found, weeks)
    ranking = Ranking(labels, shown, standings, bases, weeks, apart, _company(shown), stated)
    for name in names:
        entry = entries.get(name)
        yield ranking.cell(name, entry) if entry else NOTHING_COMPARED


def _company(amounts: Mapping[str, Amount]) -> dict[Basis, int]:
    """Return, by a basis, how many amounts are comparable with one of it."""
    counts = Counter(amount.basis for amount in amounts.values())
    near = comparable(counts)
    return {basis: sum(counts[other] for other in near[basis]) for basis in counts}


def _numbered(keys: Iterable[_Key]) -> dict[_Key, str]:
    return {key: str(number) for number, key in enumerate(dict.fromkeys(keys))}


def _apart(bases: Iterable[Basis], weeks: Mapping[Week, str]) -> dict[Basis, str]:
    """Return, by a basis with hours, the numbers of the hours with which it is not comparable."""
    timed = [basis for basis in bases if basis.hours]
    near = comparable(timed)
    return {
        basis: " ".join(weeks[one.hours] for one in timed if one.hours and one not in near[basis])
        for basis in timed
    }


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


def _in_small_units(amount: Amount) -> Fraction:
    """Return working time in seconds too, so that minutes of it have an exact decimal."""
    is_hours = amount.basis.unit == WorkingUnit.HOUR
    return amount.number * 3600 if is_hours else amount.number
