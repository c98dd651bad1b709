"""Promises before and after, compared case by case as functions, however they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from sla_catalog.changes import targets
from sla_catalog.changes.cases import InWords, in_words, joint_cases
from sla_catalog.changes.change import Change, ChangeDirection, ChangeSide
from sla_catalog.changes.difference import Difference
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.layers import PromisePair, layer_of
from sla_catalog.changes.leaves import NOTHING, differences, field_differences
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.places import At
from sla_catalog.changes.rounding import with_rounding
from sla_catalog.changes.values import canonical
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Location
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.parties import Role
from sla_catalog.resolved.cases import Case, Space
from sla_catalog.resolved.hours import measured_hours
from sla_catalog.resolved.promise_values import MetricPromises, Promise
from sla_catalog.resolved.promises import direction_of, promised_by

# What a promise takes from its metric, compared here by case.
_BY_CASE = ("clock", "outage", "exclusions", "counted", "eligibility", "per", "alternative",
            "owed_by", "hours", "measured_over")  # fmt: skip
_FORM = ("target", "same_as", "when", "none", "elsewhere", "unread", "window", "statistic",
         "compliance", "commitment", "objectives", "matrix")  # fmt: skip
SKIP = frozenset((record, name) for record in ("Metric", "Objective") for name in _BY_CASE + _FORM)
_MASKING = frozenset({ChangeDirection.WORSE, ChangeDirection.MIXED, ChangeDirection.UNKNOWN})


def metric_changes(pair: AgreementPair, old: Metric, new: Metric, at: At) -> Iterator[Change]:
    """Yield what one metric differs in."""
    promised = _both(pair, old, new)
    cells = tuple(_cells(*promised))
    yield from _of_targets(pair, cells, promised[1], at)
    yield from _of_fields(pair, cells, promised[1], at)
    beside = (*differences(pair, old, new, at, SKIP), *_of_objectives(pair, old, new, at))
    rounded = with_rounding(beside, ((cell.before, cell.after) for cell in cells))
    is_kept = _is_a_figure_kept(cells)
    for change in rounded:
        told = _of_same_type(pair, change, old, new)
        yield _masking(told, is_kept=is_kept)


def _of_same_type(pair: AgreementPair, change: Change, old: Metric, new: Metric) -> Change:
    """Return the change of a type; one that is shared and adds nothing is the built-in one."""
    if not change.path.endswith(".type"):
        return change
    kinds = [
        version.catalog.kind_of(one)
        for version, one in zip((pair.before, pair.after), (old, new), strict=True)
    ]
    shared = [
        version.catalog.metric_by_id.get(one.type)
        for version, one in zip((pair.before, pair.after), (old, new), strict=True)
    ]
    adds = [one for one in shared if one and (one.formula or one.outage or one.description)]
    if kinds[0] is None or kinds[0] != kinds[1] or adds:
        return change
    return replace(change, kind=KINDS["value-respelled"], customer=ChangeDirection.SAME)


def keeps_a_figure(pair: AgreementPair, old: Metric, new: Metric) -> bool:
    """Tell whether a metric promises in some case what it promised there before."""
    return _is_a_figure_kept(tuple(promise_pairs(pair, old, new)))


def promise_pairs(pair: AgreementPair, old: Metric, new: Metric) -> Iterator[PromisePair]:
    """Yield the promises of a metric that belong together, case by case."""
    yield from _cells(*_both(pair, old, new))


def _both(pair: AgreementPair, old: Metric, new: Metric) -> tuple[MetricPromises, MetricPromises]:
    return _promised(pair.before, old), _promised(pair.after, new)


def _is_a_figure_kept(cells: Sequence[PromisePair]) -> bool:
    """Tell whether the target of a promise is the same in some of the cases, or there is none."""
    sides = [(cell.before, cell.after) for cell in cells]
    pairs = [(one, other) for one, other in sides if one and other]
    return not cells or any(targets.is_figure_kept(one, other) for one, other in pairs)


def _masking(change: Change, *, is_kept: bool) -> Change:
    return replace(change, masks=True) if is_kept and change.customer in _MASKING else change


def _promised(version: Version, metric: Metric) -> MetricPromises:
    if version.agreement is None:
        raise ValueError("a shared file promises nothing")
    return promised_by(version.agreement, metric, version.catalog)


def _cells(old: MetricPromises, new: MetricPromises) -> Iterator[PromisePair]:
    """Yield the promises that belong together: in the same case, of the same strand.

    A case of a value that the other side does not declare has nothing beside it, even where the
    other side speaks of all values at once.
    """
    for was, now in joint_cases(old.cases, new.cases):
        sides = [(was, now)]
        if was and now and not (_is_declared(was, new.space) and _is_declared(now, old.space)):
            sides = [(was, None)] if _is_declared(now, old.space) else [(None, now)]
        for one_case, other_case in sides:
            before = _in_case(old, one_case)
            after = _in_case(new, other_case)
            case = _fuller(one_case, other_case)
            for one, other in _matched(before, after):
                yield PromisePair(case, one, other)


def _fuller(one: Case | None, other: Case | None) -> Case:
    """Return the case of two that speaks of more dimensions, the later one where both do."""
    if one is None or other is None:
        return other or one or Case()
    return one if len(one.values) > len(other.values) else other


def _is_declared(case: Case, space: Space) -> bool:
    return all(value in space.values.get(name, (value,)) for name, value in case.values)


def _in_case(promised: MetricPromises, case: Case | None) -> list[Promise]:
    if case is None:
        return []
    return [p for strand in promised.strands for p in strand.by_case.get(case, ())]


_ALIKE: Sequence[tuple[str, ...]] = (
    ("commitment", "statistic", "compliance", "owed_by"),
    ("statistic", "compliance", "owed_by"),
    ("commitment", "owed_by"),
    (),
)


def _matched(
    before: Sequence[Promise], after: Sequence[Promise]
) -> Iterator[tuple[Promise | None, Promise | None]]:
    """Pair promises of one case, those first that differ least in what keeps them apart."""
    olds, news = list(before), list(after)
    for names in _ALIKE:
        for one in list(olds):
            for other in news:
                if all(getattr(one, name) == getattr(other, name) for name in names):
                    yield one, other
                    olds.remove(one)
                    news.remove(other)
                    break
    yield from ((one, None) for one in olds)
    yield from ((None, other) for other in news)


def _differing(pair: AgreementPair, cell: PromisePair) -> Iterator[Difference]:
    """Yield what two promises differ in; of a figure whose sign was turned nobody can tell it.

    Which values are better may be said in a shared file, of which both are read as it is now.
    """
    found = targets.differing(cell.before, cell.after)
    if cell.before is None or cell.after is None:
        yield from found
        return
    was = direction_of(cell.before.metric, pair.before.places)
    if was is cell.after.direction:
        yield from found
        return
    for one in found:
        unknown = ChangeDirection.UNKNOWN
        yield replace(one, kind="term-reworded", customer=unknown, effect=None)


def _of_targets(
    pair: AgreementPair, cells: Sequence[PromisePair], promised: MetricPromises, at: At
) -> Iterator[Change]:
    groups: dict[tuple[str, ...], list[tuple[PromisePair, Difference]]] = {}
    beside = Counter(cell.case for cell in cells)
    for cell in cells:
        of = layer_of(cell, beside[cell.case]).path
        for one in _differing(pair, cell):
            key = (of, one.facet, one.kind, one.customer, one.before_value, one.after_value)
            groups.setdefault(key, []).append((cell, one))
    for group in groups.values():
        cell, one = group[0]
        words = _words(promised, [c.case for c, _ in group], cells)
        before, after = _sides(pair, cell, one)
        name = promised.metric.name or (promised.kind.name if promised.kind else at.what)
        layer = layer_of(cell, beside[cell.case])
        change = pair.change(
            one.kind,
            f"{at.path}.{one.facet}{layer.path}{words.path}",
            f"{name}{layer.text}" if one.facet == "target" else f"{name}{layer.text}: {one.facet}",
            one.customer.mirrored if _is_customers(pair, cell) else one.customer,
            before,
            after,
            effect=one.effect,
            cases=words.text,
            is_binding=any(p.is_firm for p in (cell.before, cell.after) if p),
        )
        change = replace(change, holds_in=tuple(dict.fromkeys(c.case for c, _ in group)))
        yield _masking(change, is_kept=_is_a_figure_kept([c for c, _ in group]))


def _is_customers(pair: AgreementPair, cell: PromisePair) -> bool:
    """Tell whether the customer owes a promise, so that a looser one is better for it."""
    owing = [p.owed_by for p in (cell.before, cell.after) if p is not None]
    names = {"customer"}
    if pair.after.agreement is not None:
        names.update(pair.after.agreement.in_role(Role.CUSTOMER))
    return bool(owing) and all(one in names for one in owing)


def _words(
    promised: MetricPromises, cases: Sequence[Case], cells: Sequence[PromisePair]
) -> InWords:
    agreement = promised.promises[0].agreement if promised.promises else None
    if agreement is None:
        return InWords()
    every = [
        cell.case
        for cell in cells
        if any(p is not None and p.target is not None for p in (cell.before, cell.after))
    ]
    return in_words(agreement, cases, every)


def _sides(
    pair: AgreementPair, cell: PromisePair, one: Difference
) -> tuple[ChangeSide | None, ChangeSide | None]:
    found: list[ChangeSide | None] = []
    sides = ((pair.before, cell.before), (pair.after, cell.after))
    told = ((one.before_value, one.before_text), (one.after_value, one.after_text))
    for (version, promise), (value, text) in zip(sides, told, strict=True):
        if promise is None or not text:
            found.append(None)
            continue
        found.append(version.side(value, _located(version, promise, one.facet), text))
    return found[0], found[1]


def _located(version: Version, promise: Promise, facet: str) -> Location:
    here = version.location_of(promise.metric, promise.objective)
    if "matrix" in here:
        return here
    if getattr(promise.objective, facet, None) is None and len(here) > 2:
        return (*here[:2], facet) if getattr(promise.metric, facet, None) is not None else here
    return (*here, facet)


def _of_fields(
    pair: AgreementPair, cells: Sequence[PromisePair], promised: MetricPromises, at: At
) -> Iterator[Change]:
    """Yield changes of what a promise takes from its metric where it does not say it itself."""
    # By identity: cells take the same values again and again. Each is kept, since another value
    # may get the identity of one that is not.
    keys: dict[int, tuple[Any, str]] = {}

    def key(value: Any) -> str:
        if id(value) not in keys:
            keys[id(value)] = (value, f"{canonical(value)}\x1f{value}")
        return keys[id(value)][1]

    for name in _BY_CASE:
        groups: dict[tuple[str, str], list[PromisePair]] = {}
        for cell in cells:
            if cell.before is None or cell.after is None:
                continue
            old, new = _values(pair, name, cell.before, cell.after)
            groups.setdefault((key(old), key(new)), []).append(cell)
        for (was, now), group in groups.items():
            if was == now:
                continue
            yield from _of_group(pair, name, group, cells, promised, at)


def _values(pair: AgreementPair, name: str, before: Promise, after: Promise) -> tuple[Any, Any]:
    """Return what two promises take from their metrics.

    Where one says nothing and the other does, the first has what holds without a word.
    """
    old, new = (p.metric.says(p.objective, name) for p in (before, after))
    if name in {"exclusions", "counted"}:
        ids, known = _exclusions(pair)
        left_out = [_left_out(one, {*known}) for one in (before, after)]
        if left_out[0] == left_out[1]:
            return None, None
        if name == "exclusions" and (old is None) != (new is None):
            old, new = (known if old is None else old), (known if new is None else new)
        # What is new or gone is told where it is written, once.
        told = ids - {*known}
        return _without(old, told), _without(new, told)
    if (old is None) == (new is None):
        return old, new
    if name == "hours":
        return (_hours(before) if old is None else old), (_hours(after) if new is None else new)
    return old, new


def _left_out(promise: Promise, known: Set[str]) -> Set[str]:
    """Return which of some exclusions a promise leaves out, however it says that."""
    named, counted = (promise.metric.says(promise.objective, n) for n in ("exclusions", "counted"))
    listed = known if named is None else known & {*named}
    return listed - {*(counted or ())}


def _exclusions(pair: AgreementPair) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the ids of all exclusions, and of those that are on both sides."""
    sides = [
        [one.id for one in version.agreement.listed("exclusions")] if version.agreement else []
        for version in (pair.before, pair.after)
    ]
    return frozenset([*sides[0], *sides[1]]), tuple(one for one in sides[1] if one in sides[0])


def _without(names: tuple[str, ...] | None, others: Set[str]) -> tuple[str, ...] | None:
    return names and tuple(one for one in names if one not in others)


def _hours(promise: Promise) -> Hours | None:
    """Return the hours that count where a metric has none of its own."""
    if promise.runs_in_working_time:
        return promise.runs_in if isinstance(promise.runs_in, Hours) else None
    if promise.kind is None or promise.kind.id != "availability":
        return None
    return measured_hours(promise.agreement, promise.metric, promise.objective)


def _of_group(
    pair: AgreementPair,
    name: str,
    group: Sequence[PromisePair],
    cells: Sequence[PromisePair],
    promised: MetricPromises,
    at: At,
) -> Iterator[Change]:
    cell = group[0]
    if cell.before is None or cell.after is None:
        return
    old, new = _values(pair, name, cell.before, cell.after)
    before = _located(pair.before, cell.before, name)
    after = _located(pair.after, cell.after, name)
    here = At(f"{at.path}.{name}", before, after, f"{at.what}: {name.replace('_', ' ')}")
    words = _words(promised, [one.case for one in group], cells)
    is_kept = _is_a_figure_kept(group)
    for change in field_differences(pair, Metric, name, here, old, new, NOTHING):
        placed = replace(change, cases=words.text, path=f"{change.path}{words.path}")
        if name == "measured_over":
            placed = _of_minutes(placed, cell.before, cell.after)
        yield _masking(placed, is_kept=is_kept)


def _of_minutes(change: Change, before: Promise, after: Promise) -> Change:
    """Say what other minutes allow; the same ones may be named in another way, or by default."""
    if before.measured is not None and before.measured == after.measured:
        same = KINDS["value-respelled"]
        return replace(change, kind=same, customer=ChangeDirection.SAME, effect=None)
    return replace(change, effect=targets.of_other_minutes(before, after))


def _of_objectives(pair: AgreementPair, old: Metric, new: Metric, at: At) -> Iterator[Change]:
    """Yield what objectives say beside their promise: names, notes, where they come from."""
    for place, (one, other) in enumerate(_partners(old.objectives or (), new.objectives or ())):
        if one is None or other is None:
            continue
        before = pair.before.location_of(old, one)
        after = pair.after.location_of(new, other)
        key = other.derived_id or str(place)
        here = At(f"{at.path}.objectives[{key}]", before, after, f"{at.what} “{key}”")
        yield from differences(pair, one, other, here, SKIP)


def _partners(
    olds: Sequence[Objective], news: Sequence[Objective]
) -> Iterable[tuple[Objective | None, Objective | None]]:
    left = list(news)
    for one in olds:
        alike = [x for x in left if x.derived_id == one.derived_id and x.when == one.when]
        alike += [x for x in left if x.derived_id == one.derived_id or x.when == one.when]
        if alike:
            left.remove(alike[0])
            yield one, alike[0]
