"""Promises that rest on other agreements: what these leave to them before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sla_catalog.calculation.duration_format import (
    format_basis,
    format_duration,
    format_duration_in,
)
from sla_catalog.changes.alignment import aligned
from sla_catalog.changes.cases import value_name
from sla_catalog.changes.change import Change, ChangeDirection, Effect, Feasibility
from sla_catalog.changes.targets import canonical_target
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.dependencies import ChainMeasure, DependencyPromise, basis_in_chain
from sla_catalog.resolved.rooms import Room, direct_rooms, downtime_of

NO_MARGIN = "no margin"
_OF_TIME = ChainMeasure.AVAILABILITY
_Key = tuple[ChainMeasure, str, Case]


def feasibility(
    base: Catalog, head: Catalog, partners: Mapping[str, Agreement], touched: Collection[str]
) -> tuple[Feasibility, ...]:
    """Return the promises of which more or less can be kept than before, the lost ones first."""
    above = _above(head, touched) | _above(base, touched)
    before = {new.id: base.by_id[old] for old, new in partners.items()}
    found = [
        one
        for name in sorted(above)
        if name in head.by_id
        for one in _of(base, head, before.get(name), head.by_id[name])
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_lost, not _is_short(one))))


def _is_short(one: Feasibility) -> bool:
    return one.after is not None and one.after < 0


def with_shortfalls(
    changes: Iterable[Change], support: Collection[Feasibility]
) -> Iterator[Change]:
    """Yield changes; a promise that became stronger says so if what it rests on cannot keep it."""
    short: dict[tuple[str, str, str], list[Feasibility]] = {}
    for one in filter(_is_short, support):
        short.setdefault((one.agreement, f"metrics[{one.metric}].target", one.target), []).append(
            one
        )
    for change in changes:
        path, target = _before_cases(change.path), change.after.value if change.after else ""
        found = [
            one
            for one in short.get((change.agreement, path, target), ())
            if change.customer is ChangeDirection.BETTER
            and any(_are_of_one(one.case, case) for case in change.holds_in)
        ]
        yield _with_shortfall(change, found) if found else change


def _with_shortfall(change: Change, found: Sequence[Feasibility]) -> Change:
    """Say that what a promise rests on cannot keep it, and in which cases if not in all of it."""
    is_whole = all(any(_are_of_one(one.case, case) for one in found) for case in change.holds_in)
    where = "" if is_whole else f" for {'; '.join(dict.fromkeys(one.cases for one in found))}"
    said = change.effect or Effect("")
    words = f"cannot be kept{where} by what it rests on"
    return replace(change, effect=replace(said, text="; ".join(filter(None, (said.text, words)))))


def _before_cases(path: str) -> str:
    """Return the path of a target without the cases and the layer that follow it."""
    metric, found, _ = path.partition("].target")
    return f"{metric}{found}"


def _are_of_one(one: Case, other: Case) -> bool:
    """Tell whether a case lies within the other one, or the other in it."""
    values, others = {*one.values}, {*other.values}
    return values <= others or others <= values


def _above(catalog: Catalog, touched: Collection[str]) -> set[str]:
    """Return what was touched and what stands on it; further up it is the same as before."""
    above = {one.id for name in touched for one in catalog.dependents.get(name, ())}
    return above.union(touched)


def _of(
    base: Catalog, head: Catalog, old: Agreement | None, new: Agreement
) -> Iterator[Feasibility]:
    if not new.listed("depends_on"):
        return
    sides = aligned(old, new, base, head) if old else None
    were = dict(_rooms(sides.before.agreement, base)) if sides else {}
    for key, room in _rooms(sides.after.agreement if sides else new, head):
        was = were.get(key) or _wider(key, were)
        before, after = was.left if was else None, room.left
        if (before, after) == (None, None) or before == after:
            continue
        yield Feasibility(
            new.id,
            _title(new, key, room),
            tuple(dict.fromkeys(map(_below, room.reckoned))) or _named(new),
            before,
            after,
            _said(was),
            _said(room),
            key[1],
            key[2],
            _cases(new, key),
            canonical_target(room.own),
        )


def _rooms(agreement: Agreement, catalog: Catalog) -> Iterator[tuple[_Key, Room]]:
    for measure in ChainMeasure:
        for room in direct_rooms(agreement, catalog, measure):
            for own in room.alike:
                yield (measure, own.metric.id, own.case), room


def _wider(key: _Key, were: Mapping[_Key, Room]) -> Room | None:
    """Return what was left in the one case that held what is told apart now."""
    measure, name, case = key
    found = [
        room
        for (other, metric, wide), room in were.items()
        if (other, metric) == (measure, name) and {*wide.values} < {*case.values}
    ]
    return found[0] if len(found) == 1 else None


def _named(agreement: Agreement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.agreement for one in agreement.listed("depends_on")))


def _below(one: DependencyPromise) -> str:
    """Return an agreement below with what it promises."""
    name = one.below.reference or one.below.id
    return f"{name}: {one.promise.target}" if one.promise and one.promise.target else name


def _title(agreement: Agreement, key: _Key, room: Room) -> str:
    metric = room.own.metric
    cases = _cases(agreement, key)
    name = metric.name or (room.own.kind.name if room.own.kind else metric.id)
    return f"{name}{', ' if cases else ''}{cases}: {room.own.target}"


def _cases(agreement: Agreement, key: _Key) -> str:
    return ", ".join(value_name(agreement, *one) for one in key[2].values)


def _said(room: Room | None) -> str:
    if room is None or room.left is None:
        return "not known"
    if not room.left:
        return NO_MARGIN
    word = "shortfall" if room.left < 0 else "margin"
    downtime = downtime_of(room.own, abs(room.left)) if room.measure is _OF_TIME else None
    budget = room.own.allowed_downtime
    if downtime is not None and budget is not None:
        return f"{word} {format_duration(downtime)} in {format_basis(budget.basis)}"
    return f"{word} {format_duration_in(basis_in_chain(room.own).unit, abs(room.left))}"
