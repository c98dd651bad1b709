"""Read what a credit gives as a step function of the measured value: bands, steps, a goal.

Values and credits are plain numbers: which unit they have, whoever makes a schedule knows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise
from math import ceil, floor
from typing import Self

from sla_catalog.frozen import dataclass

Number = Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of values between two ends; an end that is None lies open without limit."""

    lower: Number | None
    lower_included: bool
    upper: Number | None
    upper_included: bool

    def holds(self, value: Fraction) -> bool:
        """Say whether a value lies in the interval."""
        if self.lower is not None:
            lower = Fraction(self.lower)
            if value < lower or (value == lower and not self.lower_included):
                return False
        if self.upper is None:
            return True
        upper = Fraction(self.upper)
        return value < upper or (value == upper and self.upper_included)

    @property
    def is_empty(self) -> bool:
        """Say whether no value lies in the interval."""
        return not self.meets(self)

    def meets(self, other: Self) -> bool:
        """Say whether some value lies in both intervals."""
        lowers = [
            (Fraction(one.lower), not one.lower_included)
            for one in (self, other)
            if one.lower is not None
        ]
        uppers = [
            (Fraction(one.upper), one.upper_included)
            for one in (self, other)
            if one.upper is not None
        ]
        if not lowers or not uppers:
            return True
        (lower, is_lower_open), (upper, is_upper_included) = max(lowers), min(uppers)
        return lower < upper or (lower == upper and not is_lower_open and is_upper_included)


PERCENT = Interval(Decimal(0), True, Decimal(100), True)
NOT_NEGATIVE = Interval(Decimal(0), True, None, False)


@dataclass(frozen=True, slots=True)
class Steps:
    """How the credit of a band grows with each step of `size` beyond the band's better end.

    `part_counts` says whether a step that is only begun counts. `first` is what the first step
    gives instead, due as soon as the end is passed; the others then add the band's credit.
    """

    size: Number
    part_counts: bool
    first: Number | None = None

    def count(self, missed: Fraction) -> int:
        """Return how many steps lie in a distance from the better end."""
        steps = missed / Fraction(self.size)
        return ceil(steps) if self.part_counts else floor(steps)


@dataclass(frozen=True, slots=True)
class Band:
    """The values that earn one credit; `above` and `below` exclude an end, `from` and `to` do not.

    An end that is None lies open without limit. With `steps` the credit is that of one step.
    """

    lower: Number | None
    lower_included: bool
    upper: Number | None
    upper_included: bool
    credit: Number
    steps: Steps | None = None

    @property
    def interval(self) -> Interval:
        """Return the values that the band holds."""
        return Interval(self.lower, self.lower_included, self.upper, self.upper_included)

    @property
    def earns(self) -> bool:
        """Tell whether any value of the band earns something."""
        return bool(self.credit or (self.steps and self.steps.first))

    def better_end(self, higher_is_worse: bool) -> Number | None:
        """Return the end from which steps are counted."""
        return self.lower if higher_is_worse else self.upper

    def steps_to(self, value: Fraction, higher_is_worse: bool) -> int:
        """Return how many steps count for a value that the band holds; 0 without steps."""
        end = self.better_end(higher_is_worse)
        if self.steps is None or end is None:
            return 0
        return self.steps.count(abs(Fraction(end) - value))

    def earned(self, value: Fraction, higher_is_worse: bool) -> Fraction:
        """Return what a value that the band holds earns."""
        if self.steps is None:
            return Fraction(self.credit)
        return self.of_steps(self.steps_to(value, higher_is_worse))

    def of_steps(self, count: int) -> Fraction:
        """Return what a number of steps earns."""
        first = self.steps.first if self.steps else None
        if first is None:
            return count * Fraction(self.credit)
        return Fraction(first) + max(0, count - 1) * Fraction(self.credit)


@dataclass(frozen=True, slots=True)
class CreditTier:
    """A credit for all values below a bound, or above it where higher is worse."""

    bound: Number
    credit: Number


@dataclass(frozen=True, slots=True)
class Goal:
    """What keeps a value from earning credit: at least `target`, or at most if higher is worse.

    `is_kept_at_target` is False for ‘more than’ and ‘less than’. `target` is None where a
    schedule states bands without one.
    """

    target: Number | None
    higher_is_worse: bool = False
    is_kept_at_target: bool = True

    def is_kept(self, value: Fraction) -> bool:
        """Say whether a value keeps the target; nothing keeps one that is not there."""
        if self.target is None:
            return False
        target = Fraction(self.target)
        if value == target:
            return self.is_kept_at_target
        return value < target if self.higher_is_worse else value > target

    def is_worse(self, value: Fraction, than: Fraction) -> bool:
        """Say whether a value is worse for the customer than another."""
        return value > than if self.higher_is_worse else value < than


class Combination(StrEnum):
    """What bands that hold one value give together: the highest of their credits, or the sum."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Piece:
    """Values that the same bands hold, and whether they keep the target.

    `held` are the numbers of these bands in the schedule, in order, and `growing` those with steps.
    The others earn `flat` together; `flat_top` is the first of them with the highest credit.
    """

    interval: Interval
    is_kept: bool
    held: tuple[int, ...]
    growing: tuple[Band, ...]
    flat: Fraction
    flat_top: Band | None

    @property
    def sample(self) -> Fraction:
        """Return one of the values, which speaks for all."""
        return _sample(self.interval)

    @property
    def earns(self) -> bool:
        """Tell whether any band that holds it earns something."""
        top = self.flat_top
        return (top is not None and top.earns) or any(band.earns for band in self.growing)


@dataclass(frozen=True)
class CreditSchedule:
    """Which credit a measured value earns: bands as published, or made from cumulative tiers.

    `scale` holds the values that can be measured at all.
    """

    bands: tuple[Band, ...]
    goal: Goal
    scale: Interval = PERCENT
    combination: Combination = Combination.REPLACE

    def bands_at(self, value: Fraction) -> tuple[Band, ...]:
        """Return the bands that hold a value."""
        return tuple(band for band in self.bands if band.interval.holds(value))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the scale cut at every bound into points and the stretches between, upwards."""
        return tuple(_swept(self))

    def held_in(self, piece: Piece) -> tuple[Band, ...]:
        """Return the bands that hold the values of a piece."""
        return tuple(self.bands[number] for number in piece.held)

    @classmethod
    def from_tiers(cls, tiers: Iterable[CreditTier], goal: Goal, scale: Interval = PERCENT) -> Self:
        """Read cumulative tiers: each holds up to the next, [next, bound) or (bound, next].

        Their order does not matter; two with one bound make two bands that overlap.
        """
        ordered = sorted(tiers, key=lambda tier: tier.bound, reverse=not goal.higher_is_worse)
        bounds = list(dict.fromkeys(tier.bound for tier in ordered))
        following = dict(pairwise(bounds))
        bands = []
        for tier in ordered:
            limit = following.get(tier.bound)
            has_limit = limit is not None
            bands.append(
                Band(tier.bound, False, limit, has_limit, tier.credit)
                if goal.higher_is_worse
                else Band(limit, has_limit, tier.bound, False, tier.credit)
            )
        return cls(tuple(bands), goal, scale)


def _swept(schedule: CreditSchedule) -> Iterator[Piece]:
    """Walk along the scale once, and keep account of the bands that begin and end."""
    intervals = [schedule.scale, *(band.interval for band in schedule.bands)]
    bounds = {end for one in intervals for end in (one.lower, one.upper) if end is not None}
    bounds |= set() if schedule.goal.target is None else {schedule.goal.target}
    ordered = sorted(bounds)
    cuts: list[Number | None] = [None, *ordered, None]
    stretches = []
    for lower, upper in pairwise(cuts):
        stretches.append(Interval(lower, False, upper, False))
        if upper is not None:
            stretches.append(Interval(upper, True, upper, True))
    places = {bound: n for n, bound in enumerate(ordered)}
    begin, end = _begins_and_ends(schedule.bands, places)
    measured, kept = _places(schedule.scale, places), _kept_places(schedule.goal, places)
    held = _HeldBands(schedule)
    for place, interval in enumerate(stretches):
        held.change(begin.get(place, ()), end.get(place, ()))
        if place in measured:
            yield held.piece(interval, is_kept=place in kept)


def _places(interval: Interval | Band, bounds: Mapping[Number, int]) -> range:
    """Return the places of the cut scale at which values of an interval lie.

    Before the bound n lies the stretch 2 n, and the bound itself is the place 2 n + 1.
    """
    first, last = 0, 2 * len(bounds) + 1
    if interval.lower is not None:
        first = 2 * bounds[interval.lower] + (1 if interval.lower_included else 2)
    if interval.upper is not None:
        last = 2 * bounds[interval.upper] + (2 if interval.upper_included else 1)
    return range(first, last)


def _kept_places(goal: Goal, bounds: Mapping[Number, int]) -> range:
    if goal.target is None:
        return range(0)
    if goal.higher_is_worse:
        return _places(Interval(None, False, goal.target, goal.is_kept_at_target), bounds)
    return _places(Interval(goal.target, goal.is_kept_at_target, None, False), bounds)


def _begins_and_ends(
    bands: Sequence[Band], bounds: Mapping[Number, int]
) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
    """Return which bands begin and which have ended at each place of the cut scale."""
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    for number, band in enumerate(bands):
        places = _places(band, bounds)
        first, last = places.start, places.stop
        if first < last:
            begin.setdefault(first, []).append(number)
            end.setdefault(last, []).append(number)
    return begin, end


class _HeldBands:
    """The bands that hold the values at one place of the scale, while one goes along it."""

    def __init__(self, schedule: CreditSchedule) -> None:
        self._bands = schedule.bands
        self._is_sum = schedule.combination is Combination.ADD
        self._credits = [Fraction(band.credit) for band in schedule.bands]
        self._here: list[int] = []
        self._growing: list[int] = []
        self._sum = Fraction(0)
        self._highest: list[tuple[Fraction, int]] = []  # what has ended is taken off when on top
        self._held: set[int] = set()

    def change(self, begin: Iterable[int], end: Iterable[int]) -> None:
        """Go one place on."""
        for number in end:
            self._here.remove(number)
            self._held.discard(number)
            if self._bands[number].steps is not None:
                self._growing.remove(number)
            elif self._is_sum:
                self._sum -= self._credits[number]
        for number in begin:
            insort(self._here, number)
            self._held.add(number)
            if self._bands[number].steps is not None:
                insort(self._growing, number)
                continue
            heappush(self._highest, (-self._credits[number], number))
            if self._is_sum:
                self._sum += self._credits[number]

    def piece(self, interval: Interval, *, is_kept: bool) -> Piece:
        """Return what holds here."""
        while self._highest and self._highest[0][1] not in self._held:
            heappop(self._highest)
        top = self._highest[0][1] if self._highest else None
        flat = self._sum if self._is_sum or top is None else self._credits[top]
        growing = tuple([self._bands[number] for number in self._growing])
        band = None if top is None else self._bands[top]
        return Piece(interval, is_kept, tuple(self._here), growing, flat, band)


def _sample(stretch: Interval) -> Fraction:
    if stretch.lower is None:
        return Fraction(stretch.upper or 0) - 1
    if stretch.upper is None:
        return Fraction(stretch.lower) + 1
    return (Fraction(stretch.lower) + Fraction(stretch.upper)) / 2


def closed(bands: Iterable[Band], higher_is_worse: bool) -> tuple[Band, ...]:
    """End each band that is open towards worse values where the next one begins."""
    all_bands = tuple(bands)
    if higher_is_worse:
        starts = sorted((b.lower, not b.lower_included) for b in all_bands if b.lower is not None)
        return tuple(_up_to(band, starts) for band in all_bands)
    ends = sorted((b.upper, b.upper_included) for b in all_bands if b.upper is not None)
    return tuple(_down_to(band, ends) for band in all_bands)


def _up_to(band: Band, starts: list[tuple[Number, bool]]) -> Band:
    if band.upper is not None or band.lower is None:
        return band
    after = bisect_right(starts, (band.lower, not band.lower_included))
    bound, is_excluded = starts[after] if after < len(starts) else (None, False)
    return replace(band, upper=bound, upper_included=is_excluded)


def _down_to(band: Band, ends: list[tuple[Number, bool]]) -> Band:
    if band.lower is not None or band.upper is None:
        return band
    before = bisect_left(ends, (band.upper, band.upper_included))
    bound, is_included = ends[before - 1] if before else (None, True)
    return replace(band, lower=bound, lower_included=not is_included)


def credit_at(schedule: CreditSchedule, value: Number) -> Fraction:
    """Return the credit that a measured value earns, 0 where it earns none.

    Bands are taken as written, even where they reach beyond the target; where they overlap the
    highest credit counts, or their sum where they add up.
    """
    exact = Fraction(value)
    is_high = schedule.goal.higher_is_worse
    earned = [band.earned(exact, is_high) for band in schedule.bands_at(exact)]
    if schedule.combination is Combination.ADD:
        return sum(earned, Fraction(0))
    return max(earned, default=Fraction(0))
