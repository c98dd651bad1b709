"""The cases of a credit before and after that belong together, and its changes in some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.changes.cases import InWords, in_words
from sla_catalog.changes.ceilings import Capped, capped
from sla_catalog.changes.change import Change
from sla_catalog.changes.earnings import Earnings, Stretch
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.values import canonical, shown
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Location
from sla_catalog.model.metrics import Metric
from sla_catalog.model.remedies import Remedies
from sla_catalog.resolved.cases import Case, Space, can_meet, space_of
from sla_catalog.resolved.credits import ALWAYS, ResolvedCredit, When, joined
from sla_catalog.resolved.promises import promised_by
from sla_catalog.resolved.schedules import CreditCase, all_cases_of

_MOST_LOOKED_AT = 10_000  # credits in all cases of a metric


@dataclass(frozen=True, slots=True)
class CasePair:
    """What a credit gives in some cases of a metric; None where a side has no such credit."""

    metric: Metric
    cases: tuple[Case, ...]
    before: Capped | None
    after: Capped | None


@dataclass(frozen=True, slots=True)
class _Held:
    """A credit with the cases in which it holds: those of a condition, and of its promises."""

    capped: Capped
    when: When
    promised: tuple[Case, ...]

    @property
    def key(self) -> str:
        """Return what tells its promise from others of the metric."""
        return canonical(self.capped.earnings.case.when)

    def is_for(self, case: Case, space: Space) -> bool:
        """Tell whether it holds in a case; of several objectives the narrowest is the answer."""
        return can_meet(space.condition(self.when or None), case) and (
            not self.promised or any(_is_within(case, one) for one in self.promised)
        )


def _is_within(case: Case, promised: Case) -> bool:
    return all(case[name] in {None, value} for name, value in promised.values)


def paired(
    pair: AgreementPair, olds: Sequence[ResolvedCredit], news: Sequence[ResolvedCredit]
) -> tuple[CasePair, ...]:
    """Return what a credit gives before and after, for each case of each of its metrics."""
    agreement = pair.after.agreement
    if agreement is None:
        return ()
    space = space_of(agreement)
    sides = _held(pair.before, olds), _held(pair.after, news)
    found: list[CasePair] = []
    for name in dict.fromkeys([*sides[0], *sides[1]]):
        own = sides[0].get(name, []), sides[1].get(name, [])
        every = [*own[0], *own[1]]
        metric = every[-1].capped.earnings.case.metric
        whens = [space.condition(one.when or None) for one in every]
        cases = space.cases(whens, most=_MOST_LOOKED_AT // len(every))
        groups: dict[tuple[object, ...], tuple[_Both, list[Case]]] = {}
        for case, both in _by_case(own, cases, space) if cases else _by_condition(own):
            filled = _filled(pair, (olds, news), both, case, space)
            key = (*map(id, both), *(one is None for one in filled))
            groups.setdefault(key, (filled, []))[1].append(case)
        found += [CasePair(metric, tuple(of), *both) for both, of in groups.values()]
    return tuple(found)


_Both = tuple[Capped | None, Capped | None]
_Sides = tuple[Sequence[_Held], Sequence[_Held]]


def _held(version: Version, group: Sequence[ResolvedCredit]) -> Mapping[str, list[_Held]]:
    found: dict[str, list[_Held]] = {}
    agreement = version.agreement
    if agreement is None:
        return found
    for credit in group:
        for case in all_cases_of(agreement, credit, version.catalog):
            when = joined(case.when, credit.when)
            if when is None:
                continue
            resolved = promised_by(agreement, case.metric, version.catalog)
            promises = resolved.of(case.cell) if resolved.is_bounded else ()
            one = _Held(capped(case), when, tuple(promise.case for promise in promises))
            found.setdefault(case.metric.id, []).append(one)
    return found


def _by_case(own: _Sides, cases: Iterable[Case], space: Space) -> Iterator[tuple[Case, _Both]]:
    for case in cases:
        held = [[one for one in side if one.is_for(case, space)] for side in own]
        for both in _partners(held[0], held[1]):
            yield case, both


def _by_condition(own: _Sides) -> Iterator[tuple[Case, _Both]]:
    """Yield the credits of the same condition, where there are too many cases to look at each."""
    by_when: dict[str, tuple[list[_Held], list[_Held]]] = {}
    for place, side in enumerate(own):
        for one in side:
            by_when.setdefault(shown(one.when), ([], []))[place].append(one)
    for text, held in by_when.items():
        for both in _partners(held[0], held[1]):
            yield Case((("", text),)) if text else Case(), both


def _partners(olds: Sequence[_Held], news: Sequence[_Held]) -> Iterator[_Both]:
    """Yield credits of one case that stand for the same promise: by its condition, or its place."""
    left = list(news)
    unmet = []
    for one in olds:
        other = next((new for new in left if new.key == one.key), None)
        if other is None:
            unmet.append(one)
            continue
        left.remove(other)
        yield one.capped, other.capped
    yield from ((a.capped, b.capped) for a, b in zip(unmet, left, strict=False))
    if not news:
        yield from ((one.capped, None) for one in unmet)
    if not olds:
        yield from ((None, one.capped) for one in left)


def _filled(
    pair: AgreementPair,
    groups: tuple[Sequence[ResolvedCredit], Sequence[ResolvedCredit]],
    both: _Both,
    case: Case,
    space: Space,
) -> _Both:
    """Return both sides, with a credit of nothing where a side has no tier for the case."""
    before, after = both
    if before is None and after is not None and _has_no_tier(pair.before, groups[0], case, space):
        return _nothing(after), after
    if after is None and before is not None and _has_no_tier(pair.after, groups[1], case, space):
        return before, _nothing(before)
    return both


def _has_no_tier(
    version: Version, group: Sequence[ResolvedCredit], case: Case, space: Space
) -> bool:
    """Tell whether a credit is given in a case by its own condition, and by none of its tiers."""
    remedies = getattr(version.agreement, "remedies", None)
    if not isinstance(remedies, Remedies) or not all(one.record.tiers for one in group):
        return False
    whole = joined(remedies.when or ALWAYS, group[0].record.when or ALWAYS)
    return (
        whole is not None
        and can_meet(space.condition(whole or None), case)
        and not any(can_meet(space.condition(one.when or None), case) for one in group)
    )


def _nothing(of: Capped) -> Capped:
    case = of.earnings.case
    schedule = replace(case.schedule, bands=())
    return Capped(Earnings(replace(case, schedule=schedule, places=(), written=())))


def told_by_case(
    pair: AgreementPair, pairs: Sequence[CasePair], told: Iterable[tuple[CasePair, Change]]
) -> Iterator[Change]:
    """Yield changes that are alike once, with the metrics and the cases of which each is one."""
    groups: dict[tuple[object, ...], tuple[Change, dict[str, list[Case]]]] = {}
    for one, change in told:
        sides = [side and side.value for side in (change.before, change.after)]
        of = groups.setdefault((change.kind.id, change.path, *sides), (change, {}))[1]
        cases = of.setdefault(one.metric.id, [])
        cases += [case for case in one.cases if case not in cases]
    every: dict[str, list[Case]] = {}
    for one in pairs:
        every.setdefault(one.metric.id, []).extend(one.cases)
    names = _names(pair.after, {one.metric.id: one.metric for one in pairs}.values())
    agreement = pair.after.agreement
    if agreement is None:
        return
    for change, by_metric in groups.values():
        words = {name: in_words(agreement, cases, every[name]) for name, cases in by_metric.items()}
        for where in _by_metric(words, names):
            yield replace(change, path=f"{change.path}{where.path}", cases=where.text)


def _by_metric(words: Mapping[str, InWords], names: Mapping[str, str]) -> Iterator[InWords]:
    """Yield where changes are, naming the metric unless it is so of all."""
    distinct = {*words.values()}
    if len(words) == len(names) and len(distinct) == 1:
        yield from distinct
        return
    for name, where in words.items():
        text = ", ".join(filter(None, (names[name], where.text)))
        yield InWords(text, f"[{name}]{where.path}")


def _names(version: Version, metrics: Collection[Metric]) -> Mapping[str, str]:
    """Return metrics by the names that readers know, where those tell them apart."""
    kinds = {one.id: version.catalog.kind_of(one) for one in metrics}
    names = {
        one.id: one.name or (kind.name if (kind := kinds[one.id]) else one.id) for one in metrics
    }
    counts = Counter(names.values())
    return {key: name if counts[name] == 1 else key for key, name in names.items()}


def deciding(at: Location, own: CreditCase, other: CreditCase, one: Stretch) -> Location:
    """Return where the tier is written that decides what some values earn.

    Where they earn nothing it is the tier that decides in the other version, if it is there still.
    """
    if at[-1:] != ("tiers",):
        return at
    place = _tier_at(own, one)
    if place is None:
        place = _tier_at(other, one)
        place = place if place in own.places else None
    return at if place is None else (*at, place)


def _tier_at(case: CreditCase, one: Stretch) -> int | None:
    value = _inner(one)
    seen = case.rounding.rounded(value) if case.rounding else value
    held = case.schedule.bands_at(seen)
    is_high = case.goal.higher_is_worse
    best = max(held, key=lambda band: band.earned(seen, is_high), default=None)
    return None if best is None else case.place_of[best]


def _inner(one: Stretch) -> Fraction:
    """Return a value of a stretch that is none of its ends, unless it is one value."""
    if one.lower is None or one.upper is None:
        return one.upper - 1 if one.upper is not None else (one.lower or Fraction(0)) + 1
    return (one.lower + one.upper) / 2


def edited(at: Location, own: CreditCase, other: CreditCase) -> Location:
    """Return where the first tier of a case is written that the other version does not have."""
    if at[-1:] != ("tiers",):
        return at
    known = {canonical(tier) for tier in other.credit.record.tiers or ()}
    tiers = own.credit.record.tiers or ()
    found = (place for place in own.places if place >= 0 and canonical(tiers[place]) not in known)
    place = next(found, None)
    return at if place is None else (*at, place)
