"""Read what a credit gives as a step function of the measured value: bands, steps, a goal.

Values and credits are plain numbers: which unit they have, whoever makes a schedule knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Self

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
    own = (band.lower, not band.lower_included)
    bound, is_excluded = next((s for s in starts if s > own), (None, False))
    return replace(band, upper=bound, upper_included=is_excluded)


def _down_to(band: Band, ends: list[tuple[Number, bool]]) -> Band:
    if band.lower is not None or band.upper is None:
        return band
    own = (band.upper, band.upper_included)
    bound, is_included = next((e for e in reversed(ends) if e < own), (None, True))
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
