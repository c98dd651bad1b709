"""Read credit schedules as step functions of the measured value, and reckon credits in money.

Values and credits are numbers in percent unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor
from typing import Self, TypeVar

from sla_catalog.model.quantities import as_decimal

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of values between two ends; an end that is None lies open without limit."""

    lower: Decimal | None
    lower_included: bool
    upper: Decimal | None
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


PERCENT = Interval(Decimal(0), True, Decimal(100), True)
NOT_NEGATIVE = Interval(Decimal(0), True, None, False)


@dataclass(frozen=True, slots=True)
class Band:
    """The values that earn one credit; `above` and `below` exclude an end, `from` and `to` do not.

    An end that is None lies open without limit.
    """

    lower: Decimal | None
    lower_included: bool
    upper: Decimal | None
    upper_included: bool
    credit: Decimal

    @property
    def interval(self) -> Interval:
        """Return the values that the band holds."""
        return Interval(self.lower, self.lower_included, self.upper, self.upper_included)


@dataclass(frozen=True, slots=True)
class Tier:
    """A credit for all values below a bound, or above it where higher is worse."""

    bound: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class Goal:
    """What keeps a value from earning credit: at least `target`, or at most if higher is worse.

    `is_kept_at_target` is False for ‘more than’ and ‘less than’. `target` is None where a
    schedule states bands without one.
    """

    target: Decimal | None
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


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which credit a measured value earns: bands as published, or made from cumulative tiers.

    `scale` holds the values that can be measured at all.
    """

    bands: tuple[Band, ...]
    goal: Goal
    scale: Interval = PERCENT

    @classmethod
    def from_tiers(cls, tiers: Iterable[Tier], goal: Goal, scale: Interval = PERCENT) -> Self:
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


@dataclass(frozen=True, slots=True)
class Steps:
    """A credit for each step of `size` by which a value misses the target.

    `part_counts` says whether a step that is only begun counts.
    """

    size: Decimal
    credit: Decimal
    part_counts: bool
    goal: Goal


def credit_at(schedule: Schedule | Steps, value: Decimal | Fraction) -> Decimal:
    """Return the credit that a measured value earns, 0 where it earns none.

    Bands are taken as written, even where they reach beyond the target; where they overlap the
    highest credit counts. Steps need a target and raise ValueError without one.
    """
    exact = Fraction(value)
    if isinstance(schedule, Steps):
        return _credit_of_steps(schedule, exact)
    return max((band.credit for band in _bands_at(schedule, exact)), default=Decimal(0))


def _credit_of_steps(steps: Steps, value: Fraction) -> Decimal:
    if steps.goal.target is None:
        raise ValueError("steps are counted from a target")
    if steps.goal.is_kept(value):
        return Decimal(0)
    missed = abs(Fraction(steps.goal.target) - value) / Fraction(steps.size)
    return (ceil(missed) if steps.part_counts else floor(missed)) * steps.credit


@dataclass(frozen=True, slots=True)
class Overlap:
    """Values that more than one line speaks of: several bands, or a band and the kept target."""

    interval: Interval
    bands: tuple[Band, ...]
    keeps_target: bool


def gaps(schedule: Schedule) -> tuple[Interval, ...]:
    """Return the values that no band holds although a better value earns a credit."""
    best = _best_that_earns(schedule)

    def is_gap(value: Fraction) -> bool:
        return (
            best is not None
            and schedule.goal.is_worse(value, best)
            and not schedule.goal.is_kept(value)
            and not _bands_at(schedule, value)
        )

    return tuple(interval for found, interval in _runs(schedule, is_gap) if found)


def overlaps(schedule: Schedule) -> tuple[Overlap, ...]:
    """Return the values held by several bands, and those that keep the target and earn credit."""

    def spoken_of(value: Fraction) -> tuple[tuple[Band, ...], bool]:
        return _bands_at(schedule, value), schedule.goal.is_kept(value)

    return tuple(
        Overlap(interval, bands, is_kept)
        for (bands, is_kept), interval in _runs(schedule, spoken_of)
        if len(bands) > 1 or (is_kept and any(band.credit for band in bands))
    )


def dead_zone(schedule: Schedule) -> Interval | None:
    """Return the values that miss the target and are still too good to earn a credit."""
    best = _best_that_earns(schedule)

    def is_dead(value: Fraction) -> bool:
        return (
            schedule.goal.target is not None
            and not schedule.goal.is_kept(value)
            and (best is None or schedule.goal.is_worse(best, value))
        )

    return next((interval for dead, interval in _runs(schedule, is_dead) if dead), None)


def not_monotone(schedule: Schedule) -> tuple[tuple[Band, Band], ...]:
    """Return pairs of a band and one for worse values that nonetheless earns less."""
    pairs = []
    top: Band | None = None
    for band in _from_best_to_worst(schedule):
        if top is not None and band.credit < top.credit:
            pairs.append((top, band))
        else:
            top = band
    return tuple(pairs)


def cap_under_top(schedule: Schedule, cap: Decimal) -> Band | None:
    """Return the band with the highest credit if a cap, in percent of the same base, cuts it."""
    top = max(schedule.bands, key=lambda band: band.credit, default=None)
    return top if top is not None and top.credit > cap else None


def _from_best_to_worst(schedule: Schedule) -> list[Band]:
    if schedule.goal.higher_is_worse:
        return sorted(schedule.bands, key=lambda band: (band.lower is not None, band.lower or 0))
    return sorted(
        schedule.bands, key=lambda band: (band.upper is None, band.upper or 0), reverse=True
    )


def _bands_at(schedule: Schedule, value: Fraction) -> tuple[Band, ...]:
    return tuple(band for band in schedule.bands if band.interval.holds(value))


def _best_that_earns(schedule: Schedule) -> Fraction | None:
    samples = (sample for _, sample in _pieces(schedule) if credit_at(schedule, sample))
    if schedule.goal.higher_is_worse:
        return min(samples, default=None)
    return max(samples, default=None)


def _runs(schedule: Schedule, key: Callable[[Fraction], _Key]) -> Iterator[tuple[_Key, Interval]]:
    """Join neighbouring pieces of the scale for which a key is the same."""
    for shared, group in groupby(_pieces(schedule), lambda piece: key(piece[1])):
        joined = [interval for interval, _ in group]
        first, last = joined[0], joined[-1]
        yield (
            shared,
            Interval(first.lower, first.lower_included, last.upper, last.upper_included),
        )


def _pieces(schedule: Schedule) -> Iterator[tuple[Interval, Fraction]]:
    """Cut the scale at every bound into points and the stretches between, each with a sample.

    All values of a piece are alike to the schedule, so that the sample speaks for them.
    """
    intervals = [schedule.scale, *(band.interval for band in schedule.bands)]
    bounds = {end for one in intervals for end in (one.lower, one.upper) if end is not None}
    bounds |= set() if schedule.goal.target is None else {schedule.goal.target}
    cuts: list[Decimal | None] = [None, *sorted(bounds), None]
    for lower, upper in pairwise(cuts):
        stretch = Interval(lower, False, upper, False)
        pieces = [(stretch, _sample(stretch))]
        if upper is not None:
            pieces.append((Interval(upper, True, upper, True), Fraction(upper)))
        yield from (piece for piece in pieces if schedule.scale.holds(piece[1]))


def _sample(stretch: Interval) -> Fraction:
    if stretch.lower is None:
        return Fraction(stretch.upper or 0) - 1
    if stretch.upper is None:
        return Fraction(stretch.lower) + 1
    return (Fraction(stretch.lower) + Fraction(stretch.upper)) / 2


class RoundingMode(StrEnum):
    """Which way a measured value is rounded."""

    DOWN = "down"
    HALF_UP = "half up"


@dataclass(frozen=True, slots=True)
class Rounding:
    """To how many digits after the point a value is rounded, and which way."""

    digits: int
    mode: RoundingMode = RoundingMode.HALF_UP

    def rounded(self, value: Fraction) -> Fraction:
        """Return a value of 0 or more, rounded."""
        scaled = value * 10**self.digits
        half = Fraction(1, 2) if self.mode is RoundingMode.HALF_UP else 0
        return Fraction(floor(scaled + half), 10**self.digits)


def availability(outage: Fraction, total: Fraction, rounding: Rounding | None = None) -> Fraction:
    """Return the share, in percent, of a total that was not outage; both in one unit of time.

    Exact without a rounding. Raises ValueError for an outage below 0 or above the total.
    """
    if not 0 <= outage <= total or total == 0:
        raise ValueError(f"an outage of {outage} in {total}")
    exact = 100 * (total - outage) / total
    return exact if rounding is None else rounding.rounded(exact)


def credit_amount(percent: Decimal, fee: Decimal, digits: int = 2) -> Decimal:
    """Return a credit in money, rounded half up to the digits of the currency."""
    exact = Fraction(percent) * Fraction(fee) / 100
    return _money(Rounding(digits).rounded(exact), digits)


@dataclass(frozen=True, slots=True)
class Bill:
    """One month's fee and the credit on it, both in one currency."""

    fee: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many percent of the fees of a number of months on end, the last one this."""

    percent: Decimal
    months: int = 1


def payable(bill: Bill, earlier: Sequence[Bill], caps: Iterable[Cap], digits: int = 2) -> Decimal:
    """Return what is paid of the credit earned on a bill, in money, under all caps.

    `earlier` holds the bills of the months before with the credits paid on them, the latest last;
    fees of months that are not there do not count. Each cap is rounded down to the digits of the
    currency; the result is never below 0.
    """
    down = Rounding(digits, RoundingMode.DOWN)
    limits = [Fraction(bill.credit)]
    for cap in caps:
        before = earlier[max(0, len(earlier) - cap.months + 1) :]
        fees = sum((Fraction(one.fee) for one in before), Fraction(bill.fee))
        paid = sum((Fraction(one.credit) for one in before), Fraction(0))
        limits.append(down.rounded(fees * Fraction(cap.percent) / 100) - paid)
    return _money(max(Fraction(0), min(limits)), digits)


def _money(amount: Fraction, digits: int) -> Decimal:
    return as_decimal(amount).quantize(Decimal(1).scaleb(-digits))
