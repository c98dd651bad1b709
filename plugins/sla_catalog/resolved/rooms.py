"""Whether the agreements that one stands on let it keep each of its promises, case by case.

What is found is a warning to be read by a person. What several promise together is what their
words guarantee, whatever fails at the same time; what would follow from independent failures is
kept beside it and never judged.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from itertools import product as combinations
from math import prod

from sla_catalog.calculation.composition import (
    fastest_response,
    guaranteed_by_any,
    guaranteed_floor,
    parallel,
    recovery_point,
    recovery_time,
    series,
)
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.extent import MOST_CASES
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.model.scalar_types import WITHHELD
from sla_catalog.resolved.cases import Case, can_meet, space_of
from sla_catalog.resolved.chain import ChainMember, links, standing_below, standings
from sla_catalog.resolved.dependencies import (
    SEVERITY,
    ChainMeasure,
    DependencyPromise,
    basis_in_chain,
    is_built_on,
    is_hard,
    is_in_series,
    measure_of,
    metrics_of,
    reaches,
    room_between,
    value_of,
)
from sla_catalog.resolved.promise_values import Promise


class FeasibilityOutcome(StrEnum):
    """What is left between a promise and those below it; the worst first."""

    DEFICIT = "deficit"
    EVEN = "even"
    SLACK = "slack"
    OPEN = "open"


MOST_BELOW = 100  # agreements: where all depend on each other, the pairs are their square


@dataclass(frozen=True, slots=True)
class Room:
    """What the hard dependencies of an agreement leave to one of its promises.

    `alike` are all own promises of which the same is true, `own` is the first of them. `together`
    is what those in `reckoned` guarantee as one, `independent` the availability if they fail
    independently. `open` are those that state nothing, or nothing comparable, for some case;
    `helpers` those in a group with others that may promise more than was reckoned. `withheld`
    tells whether there are others that the readers may not see, `withheld_helper` whether one is
    in such a group. `further` are agreements further down that alone promise less, each with the
    deficit.
    """

    own: Promise
    alike: tuple[Promise, ...]
    reckoned: tuple[DependencyPromise, ...]
    together: Fraction | None
    independent: Fraction | None
    open: tuple[DependencyPromise, ...] = ()
    helpers: tuple[DependencyPromise, ...] = ()
    withheld: bool = False
    withheld_helper: bool = False
    further: tuple[tuple[Agreement, Fraction], ...] = ()

    @property
    def measure(self) -> ChainMeasure:
        """Return as what its promise is compared."""
        return measure_of(self.own)

    @property
    def left(self) -> Fraction | None:
        """Return the slack, or below 0 the deficit, against what could be reckoned."""
        return None if self.together is None else room_between(self.own, self.together)

    @property
    def is_equal(self) -> bool:
        """Tell whether those below may come to just the value that a strict promise excludes."""
        if self.left != 0 or reaches(self.own):
            return False
        if self.measure in {
            ChainMeasure.AVAILABILITY,
            ChainMeasure.RECOVERY_TIME,
        }:  # their values add up
            return all(reaches(one.promise) for one in self.reckoned)
        return any(reaches(one.promise) for one in self.reckoned if one.value == self.together)

    @property
    def is_short(self) -> bool:
        """Tell whether what could be reckoned is less than what is promised."""
        return self.left is not None and (self.left < 0 or self.is_equal)

    @property
    def outcome(self) -> FeasibilityOutcome:
        """Judge; a deficit stands whatever the open ones promise, slack does not."""
        if self.is_short:
            is_helped = self.helpers or self.withheld_helper
            return FeasibilityOutcome.OPEN if is_helped else FeasibilityOutcome.DEFICIT
        if self.left is None or self.open or self.withheld:
            return FeasibilityOutcome.OPEN
        return FeasibilityOutcome.SLACK if self.left else FeasibilityOutcome.EVEN

    @property
    def unknown(self) -> tuple[DependencyPromise, ...]:
        """Return those whose promises would have to be known to say more."""
        return (*self.open, *(self.helpers if self.is_short else ()))

    @property
    def is_withheld(self) -> bool:
        """Tell whether something that readers may not see would have to be known to say more."""
        return self.withheld or (self.is_short and self.withheld_helper)


def own_promises(
    agreement: Agreement, catalog: Catalog, measure: ChainMeasure
) -> Iterator[Promise]:
    """Yield every firm promise of an agreement, in each case for which it may need others."""
    whens = [one.when for one in agreement.listed("depends_on") if one.when]
    needed = {name: None for when in whens for box in when for name in box}
    metrics = metrics_of(agreement, catalog, measure)
    built = [one for metric in metrics for one in metric.promises if is_built_on(one)]
    for promise in built:
        yield from _refined(promise, [*needed], MOST_CASES // len(built))


def _refined(promise: Promise, needed: Sequence[str], most: int) -> Iterator[Promise]:
    """Yield a promise in each case that its dependencies tell apart, if they are few enough."""
    declared = space_of(promise.agreement).values
    names = [n for n in needed if promise.case[n] is None and declared.get(n)]
    if not names or prod(len(declared[name]) for name in names) > most:
        yield promise
        return
    for chosen in combinations(*(declared[name] for name in names)):
        more = tuple(zip(names, chosen, strict=True))
        yield replace(promise, case=Case((*promise.case.values, *more)))


def rooms(agreement: Agreement, catalog: Catalog, measure: ChainMeasure) -> tuple[Room, ...]:
    """Judge each promise of an agreement, the worst first; those with the same result are one."""
    promises = tuple(own_promises(agreement, catalog, measure))
    chain = links(agreement, catalog, MOST_BELOW) if promises else ()
    return _judged(promises, catalog, chain)


def direct_rooms(agreement: Agreement, catalog: Catalog, measure: ChainMeasure) -> tuple[Room, ...]:
    """Judge each promise by what it stands on directly; nothing further down is looked at."""
    return _judged(tuple(own_promises(agreement, catalog, measure)), catalog, ())


def _judged(
    promises: Iterable[Promise], catalog: Catalog, chain: Sequence[ChainMember]
) -> tuple[Room, ...]:
    judged: dict[object, Room] = {}
    found: dict[object, list[Room]] = {}
    for own in promises:
        dependencies = tuple(_needed(own, catalog))
        question = (
            _said(own),
            own.case[SEVERITY],
            tuple(id(dependency) for dependency, _ in dependencies),
        )
        if question not in judged:
            judged[question] = _room(own, dependencies, chain, catalog)
        room = replace(judged[question], own=own)
        found.setdefault(_result(room), []).append(room)
    merged = [replace(one[0], alike=tuple(room.own for room in one)) for one in found.values()]
    units = [*dict.fromkeys(basis_in_chain(one.own).unit for one in merged)]
    return tuple(sorted(merged, key=lambda one: _badness(one, units)))


def room_of(own: Promise, catalog: Catalog) -> Room | None:
    """Return what is left to one promise of an agreement; None where it has no such promise."""
    found = rooms(own.agreement, catalog, measure_of(own))
    return next((room for room in found if own in room.alike), None)


def _badness(room: Room, units: Sequence[str]) -> tuple[int, bool, int, Fraction]:
    """Return by what rooms are put in order; those in one unit by what is left."""
    unit = units.index(basis_in_chain(room.own).unit)
    return (
        [*FeasibilityOutcome].index(room.outcome),
        not room.further,
        unit,
        room.left or Fraction(0),
    )


@dataclass(frozen=True, slots=True)
class DependencyPair:
    """How one agreement below stands to a promise, and to others of which the same is true."""

    own: Promise
    alike: tuple[Promise, ...]
    standing: DependencyPromise


def pairs(
    above: Agreement,
    dependency: Dependency,
    below: Agreement,
    measure: ChainMeasure,
    catalog: Catalog,
) -> tuple[DependencyPair, ...]:
    """Hold one agreement against each promise on top of it, that with the least room first."""
    space = space_of(above)
    judged: dict[object, DependencyPromise] = {}
    found: dict[object, list[DependencyPair]] = {}
    for own in own_promises(above, catalog, measure):
        if dependency.when and not can_meet(space.condition(dependency.when), own.case):
            continue
        question = (_said(own), own.case[SEVERITY])
        if question not in judged:
            judged[question] = standing_below(own, below, dependency, catalog)
        pair = DependencyPair(own, (own,), judged[question])
        found.setdefault((_said(own), _told(pair.standing)), []).append(pair)
    merged = [replace(same[0], alike=tuple(one.own for one in same)) for same in found.values()]
    units = [*dict.fromkeys(basis_in_chain(one.own).unit for one in merged)]
    return tuple(sorted(merged, key=lambda one: _shortness(one, units)))


def _shortness(pair: DependencyPair, units: Sequence[str]) -> tuple[bool, bool, int, Fraction]:
    room, unit = pair.standing.room, units.index(basis_in_chain(pair.own).unit)
    return room is None, room is None or room >= 0, unit, room or Fraction(0)


def _said(own: Promise) -> object:
    return (own.metric.id, value_of(own), str(own.target), own.commitment, basis_in_chain(own))


def _result(room: Room) -> object:
    """Return all that is told of a promise and of those below it."""
    below = (*room.reckoned, *room.open, *room.helpers)
    further = tuple((one.id, left) for one, left in room.further)
    return (_said(room.own), tuple(map(_told, below)), room.is_withheld, further)


def _told(one: DependencyPromise) -> object:
    objective = one.promise.objective if one.promise else None
    return (id(one.dependency), id(objective), one.value, one.obstacle, one.lacking)


def _needed(own: Promise, catalog: Catalog) -> Iterator[tuple[Dependency, Agreement]]:
    """Yield the hard dependencies that a promise has in its case."""
    space = space_of(own.agreement)
    for dependency in own.agreement.listed("depends_on"):
        below = catalog.by_id.get(dependency.agreement)
        if below is None or below.id == own.agreement.id or not is_hard(dependency):
            continue
        if dependency.when is None or can_meet(space.condition(dependency.when), own.case):
            yield dependency, below


def _room(
    own: Promise,
    dependencies: Sequence[tuple[Dependency, Agreement]],
    chain: Sequence[ChainMember],
    catalog: Catalog,
) -> Room:
    """Reckon what the agreements that one stands on directly leave to one of its promises.

    Soft dependencies are left out. Those in parallel count as their group does: as the best of
    them, since any one of them is enough.
    """
    measure = measure_of(own)
    parts = [*_parts(own, dependencies, catalog)]
    counted = [part.counted for part in parts if part.counted]
    values = [[one.value for one in part if one.value is not None] for part in counted]
    known_groups = {part.group for part in parts if part.group is not None and part.known}
    withheld, withheld_helper = _withheld(own.agreement, known_groups)
    reckoned = tuple(one for part in counted for one in part)
    is_product = measure is ChainMeasure.AVAILABILITY and len(reckoned) > 1
    return Room(
        own,
        (own,),
        reckoned,
        _together(measure, [_of_group(measure, part) for part in values]) if values else None,
        series([parallel(part) for part in values]) if is_product else None,
        tuple(one for part in parts for one in part.open),
        tuple(one for part in parts for one in part.helpers),
        withheld,
        withheld_helper,
        tuple(_further(own, chain, catalog)),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Agreements of which any one is enough: one alone in series, or those of a `group`."""

    members: tuple[DependencyPromise, ...]
    group: str | None = None

    @property
    def known(self) -> tuple[DependencyPromise, ...]:
        return tuple(one for one in self.members if one.is_known)

    @property
    def counted(self) -> tuple[DependencyPromise, ...]:
        return self.known or tuple(one for one in self.members if one.value is not None)

    @property
    def open(self) -> tuple[DependencyPromise, ...]:
        return () if self.known else self.members

    @property
    def helpers(self) -> tuple[DependencyPromise, ...]:
        """Return those that may promise more than the others of the group."""
        if len(self.members) == 1 or not self.counted:
            return ()
        return tuple(one for one in self.members if one.obstacle)


def _parts(
    own: Promise, dependencies: Sequence[tuple[Dependency, Agreement]], catalog: Catalog
) -> Iterator[_Part]:
    groups: dict[str, list[DependencyPromise]] = {}
    for dependency, below in dependencies:
        found = standing_below(own, below, dependency, catalog)
        if not found.is_named:
            continue
        if is_in_series(dependency):
            yield _Part((found,))
        else:
            groups.setdefault(dependency.group or "", []).append(found)
    yield from (_Part(tuple(members), group) for group, members in groups.items())


def _further(
    own: Promise, chain: Sequence[ChainMember], catalog: Catalog
) -> Iterator[tuple[Agreement, Fraction]]:
    """Yield who further down promises too little, where the top fails with it."""
    if not any(link.depth > 1 and link.is_judged for link in chain):
        return
    for link, found in zip(chain, standings(own, chain, catalog), strict=True):
        room = found.room if found and link.depth > 1 and link.is_judged else None
        if room is not None and room < 0:
            yield link.agreement, room


def _withheld(agreement: Agreement, known_groups: Container[str]) -> tuple[bool, bool]:
    """Tell whether something hard is not known, and whether that is in a group that is known."""
    hidden = [
        None if is_in_series(one) else one.group or ""
        for one in agreement.listed("depends_on")
        if one.agreement == WITHHELD and is_hard(one)
    ]
    is_helper = [group is not None and group in known_groups for group in hidden]
    return not all(is_helper), any(is_helper)


def _of_group(measure: ChainMeasure, values: Sequence[Fraction]) -> Fraction:
    return guaranteed_by_any(values) if measure is ChainMeasure.AVAILABILITY else min(values)


def _together(measure: ChainMeasure, parts: Sequence[Fraction]) -> Fraction:
    match measure:
        case ChainMeasure.AVAILABILITY:
            return guaranteed_floor(parts)
        case ChainMeasure.RECOVERY_TIME:
            return recovery_time(parts)
        case ChainMeasure.RECOVERY_POINT:
            return recovery_point(parts)
        case ChainMeasure.RESPONSE | ChainMeasure.RESOLUTION:
            return max(fastest_response(part, Fraction(0)) for part in parts)


def size_of(promise: Promise) -> Fraction:
    """Return what a promise allows: downtime in seconds, the share that may fail, or a time."""
    value = value_of(promise) or Fraction(0)
    if measure_of(promise) is not ChainMeasure.AVAILABILITY:
        return value
    budget = promise.allowed_downtime
    return budget.headline if budget else 100 - value


def downtime_of(own: Promise, percent: Fraction) -> Fraction | None:
    """Return so many percent of the window of a promise in seconds, by its headline length."""
    budget = own.allowed_downtime
    return None if budget is None else budget.basis.seconds * percent / 100
