"""Look a credit schedule over: gaps, overlaps, dead zones, drops, its highest credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor
from typing import TypeVar

from sla_catalog.calculation.bands import Band, Combination, CreditSchedule, Interval, Number, Piece
from sla_catalog.frozen import dataclass

_Key = TypeVar("_Key")


def highest_credit(schedule: CreditSchedule) -> Fraction | None:
    """Return the highest credit of all values that can be measured; None where there is no end."""
    highest = Fraction(0)
    for stretch in _course(schedule):
        if stretch.end is None:
            return None
        highest = max(highest, stretch.start, stretch.end)
    return highest


@dataclass(frozen=True, slots=True)
class Overlap:
    """Values that more than one line speaks of: several bands, or a band and the kept target."""

    interval: Interval
    bands: tuple[Band, ...]
    keeps_target: bool


def gaps(schedule: CreditSchedule) -> tuple[Interval, ...]:
    """Return the values that no band holds although a better value earns a credit."""
    pieces = schedule.pieces
    beyond = _worse_than_the_best_that_earns(schedule)
    is_gap = [n in beyond and not one.held and not one.is_kept for n, one in enumerate(pieces)]
    return tuple(interval for found, interval in _runs(schedule, is_gap) if found)


def overlaps(schedule: CreditSchedule) -> tuple[Overlap, ...]:
    """Return the values held by several bands, and those that keep the target and earn credit."""
    spoken_of = [(piece.held, piece.is_kept) for piece in schedule.pieces]
    found = []
    for (held, is_kept), interval in _runs(schedule, spoken_of):
        bands = tuple([schedule.bands[number] for number in held])
        if len(bands) > 1 or (is_kept and any(band.earns for band in bands)):
            found.append(Overlap(interval, bands, is_kept))
    return tuple(found)


def dead_zone(schedule: CreditSchedule) -> Interval | None:
    """Return the values that miss the target and are still too good to earn a credit."""
    if schedule.goal.target is None:
        return None
    pieces = schedule.pieces
    better = _better_than_all_that_earn(schedule)
    is_dead = [n in better and not one.is_kept for n, one in enumerate(pieces)]
    return next((interval for dead, interval in _runs(schedule, is_dead) if dead), None)


@dataclass(frozen=True, slots=True)
class Drop:
    """Values that earn less than better ones: the first of them, with the bands of both."""

    better: Band
    worse: Band
    values: Interval
    earned: Fraction
    better_earned: Fraction


def not_monotone(schedule: CreditSchedule) -> tuple[Drop, ...]:
    """Return where a credit falls although values get worse, from best to worst.

    Values that no band holds are gaps, and not told here.
    """
    if _grows_band_by_band(schedule):
        return ()
    is_high = schedule.goal.higher_is_worse
    drops: dict[Band, Drop] = {}
    top, most = None, Fraction(0)
    for stretch in _course(schedule):
        worse = _highest_at(stretch.piece, schedule)
        if worse is None:
            continue
        if top is not None and stretch.start < most:
            values = _with_one_credit(worse, stretch.piece.interval, is_high)
            drops.setdefault(worse, Drop(top, worse, values, stretch.start, most))
        if stretch.end is None:
            break
        if stretch.end >= most:
            top, most = worse, stretch.end
    return tuple(drops.values())


def _grows_band_by_band(schedule: CreditSchedule) -> bool:
    """Tell of plain bands that join each other, as most do, whether none gives less than the last.

    Then there is nothing to look for, value by value.
    """
    credits_ = [band.credit for band in schedule.bands]
    return (
        schedule.combination is Combination.REPLACE
        and all(band.steps is None for band in schedule.bands)
        and all(worse >= better for better, worse in pairwise(credits_))
        and is_seamless(schedule)
    )


def _with_one_credit(band: Band, interval: Interval, higher_is_worse: bool) -> Interval:
    """Return the part of an interval, from its better end on, for which a band gives one credit."""
    steps, end = band.steps, band.better_end(higher_is_worse)
    if steps is None:
        return band.interval
    if end is None:
        return interval
    start = interval.lower if higher_is_worse else interval.upper
    done = abs(Fraction(end) - Fraction(end if start is None else start)) / Fraction(steps.size)
    beyond = max(floor(done) + 1, 1 if steps.first is None or steps.part_counts else 2)
    reach = beyond * Fraction(steps.size) * (1 if higher_is_worse else -1)
    bound = Fraction(end) + reach
    if higher_is_worse:
        included = band.lower_included and not done
        return Interval(end, included, bound, steps.part_counts)
    return Interval(bound, steps.part_counts, end, band.upper_included and not done)


def is_seamless(schedule: CreditSchedule) -> bool:
    """Tell whether bands in the order of writing join each other from the target on.

    Then every value beyond the target lies in one band, and there is nothing to look for.
    """
    goal, bands = schedule.goal, schedule.bands
    if goal.target is None or not all(band.earns for band in bands):
        return False
    expected: tuple[Number | None, bool] = (goal.target, not goal.is_kept_at_target)
    for band in bands:
        lower, upper = (band.lower, band.lower_included), (band.upper, band.upper_included)
        start, end = (lower, upper) if goal.higher_is_worse else (upper, lower)
        if start != expected or band.lower == band.upper:
            return False
        expected = (end[0], not end[1])
    return expected[0] is None


def cap_under_top(schedule: CreditSchedule, cap: Decimal | Fraction) -> Band | None:
    """Return the band with the highest credit if a cap in the same form cuts it."""
    flat = [band for band in schedule.bands if band.steps is None]
    top = max(flat, key=lambda band: band.credit, default=None)
    return top if top is not None and top.credit > cap else None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Values that the same bands hold, and what they earn at the better and the worse end.

    `end` is None where the credit grows without limit.
    """

    piece: Piece
    start: Fraction
    end: Fraction | None


def _course(schedule: CreditSchedule) -> Iterator[_Stretch]:
    """Yield the stretches of a schedule from the best values to the worst.

    Within a stretch a credit only grows as values get worse, since steps do.
    """
    pieces = schedule.pieces
    for piece in pieces if schedule.goal.higher_is_worse else reversed(pieces):
        yield _Stretch(piece, *_ends(schedule, piece))


def _highest_at(piece: Piece, schedule: CreditSchedule) -> Band | None:
    """Return the first of the bands of a piece that earn most there."""
    top, is_high = piece.flat_top, schedule.goal.higher_is_worse
    if not piece.growing:
        return top
    found = [band for band in schedule.held_in(piece) if band.steps or band is top]
    return max(found, key=lambda band: band.earned(piece.sample, is_high))


def _ends(schedule: CreditSchedule, piece: Piece) -> tuple[Fraction, Fraction | None]:
    is_high = schedule.goal.higher_is_worse
    is_sum = schedule.combination is Combination.ADD
    flat = piece.flat
    if not piece.growing:
        return flat, flat
    courses = [_ends_of(band, piece.interval, is_high) for band in piece.growing]
    starts = [flat, *(start for start, _ in courses)]
    ends = [flat, *(end for _, end in courses if end is not None)]
    start = sum(starts, Fraction(0)) if is_sum else max(starts)
    if len(ends) <= len(courses):
        return start, None
    return start, sum(ends, Fraction(0)) if is_sum else max(ends)


def _ends_of(
    band: Band, interval: Interval, higher_is_worse: bool
) -> tuple[Fraction, Fraction | None]:
    """Return what a band gives just within the better and the worse end of an interval."""
    steps, edge = band.steps, band.better_end(higher_is_worse)
    if steps is None or edge is None:
        return Fraction(band.credit), Fraction(band.credit)
    better, worse = interval.lower, interval.upper
    if not higher_is_worse:
        better, worse = worse, better
    if better is not None and better == worse:
        exact = band.earned(Fraction(better), higher_is_worse)
        return exact, exact
    grain = Fraction(steps.size)
    done = abs(Fraction(edge) - Fraction(edge if better is None else better)) / grain
    first = band.of_steps(floor(done) + (1 if steps.part_counts else 0))
    if worse is None:
        return first, None if band.credit else first
    left = abs(Fraction(edge) - Fraction(worse)) / grain
    return first, band.of_steps(ceil(left) - (0 if steps.part_counts else 1))


def _better_than_all_that_earn(schedule: CreditSchedule) -> range:
    """Return the places of the pieces whose values are better than all that earn something."""
    count = len(schedule.pieces)
    best = _best_that_earns(schedule)
    if best is None:
        return range(count)
    return range(best) if schedule.goal.higher_is_worse else range(best + 1, count)


def _worse_than_the_best_that_earns(schedule: CreditSchedule) -> range:
    count = len(schedule.pieces)
    best = _best_that_earns(schedule)
    if best is None:
        return range(0)
    return range(best + 1, count) if schedule.goal.higher_is_worse else range(best)


def _best_that_earns(schedule: CreditSchedule) -> int | None:
    """Return the place of the best values that earn something."""
    places = range(len(schedule.pieces))
    ordered = places if schedule.goal.higher_is_worse else reversed(places)
    return next((place for place in ordered if schedule.pieces[place].earns), None)


def _runs(schedule: CreditSchedule, keys: Sequence[_Key]) -> Iterator[tuple[_Key, Interval]]:
    """Join neighbouring pieces of the scale for which a key is the same."""
    start = 0
    for shared, group in groupby(keys):
        end = start + len(list(group))
        first, last = schedule.pieces[start].interval, schedule.pieces[end - 1].interval
        start = end
        yield (
            shared,
            Interval(first.lower, first.lower_included, last.upper, last.upper_included),
        )
