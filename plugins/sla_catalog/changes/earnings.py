"""What two credits earn for each measured value, steps, rounding and caps included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, pairwise
from math import ceil, floor, gcd, lcm

from sla_catalog.calculation.bands import Band, Combination, credit_at
from sla_catalog.frozen import dataclass
from sla_catalog.resolved.schedules import CreditCase


@dataclass(frozen=True, slots=True)
class Earnings:
    """A credit of one case with the most that caps leave of it; None where none can be set."""

    case: CreditCase
    most: Fraction | None = None

    def at(self, value: Fraction) -> Fraction:
        """Return what a measured value earns, rounded first where the agreement rounds it."""
        case = self.case
        if not case.schedule.scale.holds(value):
            return Fraction(0)
        earned = credit_at(case.schedule, self._seen(value))
        return earned if self.most is None else min(earned, self.most)

    @property
    def has_steps(self) -> bool:
        """Tell whether some values earn more with each step."""
        return any(band.steps is not None for band in self.case.schedule.bands)

    @property
    def grain(self) -> Fraction | None:
        """Return the distance between two rounded values."""
        return self.case.rounding.grain if self.case.rounding else None

    def growing_at(self, value: Fraction) -> tuple[Band, ...]:
        """Return the bands with steps that hold a value."""
        held = self.case.schedule.bands_at(self._seen(value))
        return tuple(band for band in held if band.steps is not None)

    def rate_at(self, value: Fraction) -> Fraction | None:
        """Return by how much the credit grows with the value, on average over whole steps.

        None where that is not the same from here on: a cap is still to be reached, or of several
        bands with steps the highest counts.
        """
        growing = self.growing_at(value)
        if not growing or (self.most is not None and self.at(value) == self.most):
            return Fraction(0)
        if self.most is not None:
            return None
        rates = [Fraction(b.credit) / Fraction(b.steps.size) for b in growing if b.steps]
        if self.case.schedule.combination is Combination.ADD:
            return sum(rates, Fraction(0))
        seen = self._seen(value)
        own = growing[0].earned(seen, self.case.goal.higher_is_worse)
        return rates[0] if len(rates) == 1 and own == self.at(value) else None

    def ends(self) -> Iterator[Fraction]:
        """Yield where bands, the target and the scale end, before and after rounding."""
        schedule = self.case.schedule
        intervals = [schedule.scale, *(band.interval for band in schedule.bands)]
        ends = [end for one in intervals for end in (one.lower, one.upper)]
        for end in (self.case.goal.target, *ends):
            if end is not None:
                yield from self.unrounded(Fraction(end))

    def steps_between(self, better: Fraction | None, worse: Fraction) -> Iterator[Fraction]:
        """Yield where steps end between two values; from the first one on without `better`."""
        sign = self._sign
        for band in self.case.schedule.bands:
            start = band.better_end(self.case.goal.higher_is_worse)
            if band.steps is None or start is None:
                continue
            size = Fraction(band.steps.size)
            end = band.upper if sign > 0 else band.lower
            last = min(sign * worse, sign * Fraction(worse if end is None else end))
            first = sign * Fraction(start)
            least = 0 if better is None else max(0, floor((sign * better - first) / size))
            for number in range(least, ceil(max(Fraction(0), last - first) / size) + 1):
                yield from self.unrounded(sign * (first + number * size))

    def count_until(self, worse: Fraction) -> Fraction:
        """Return about how many steps end before a value."""
        found = Fraction(0)
        for band in self.case.schedule.bands:
            start = band.better_end(self.case.goal.higher_is_worse)
            if band.steps is not None and start is not None:
                found += abs(worse - Fraction(start)) / Fraction(band.steps.size)
        return found

    def unrounded(self, end: Fraction) -> Iterator[Fraction]:
        """Yield an end, and where values begin and stop to be rounded to it."""
        yield end
        if self.case.rounding is not None:
            for included in (True, False):
                yield self.case.rounding.before(end, included)[0]

    @property
    def _sign(self) -> int:
        return 1 if self.case.goal.higher_is_worse else -1

    def _seen(self, value: Fraction) -> Fraction:
        return self.case.rounding.rounded(value) if self.case.rounding else value


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values that earn one credit before and another one after."""

    lower: Fraction | None
    upper: Fraction | None
    before: Fraction
    after: Fraction

    @property
    def sign(self) -> int:
        """Return 1 where more is earned than before, -1 where less is."""
        return 1 if self.after > self.before else -1


@dataclass(frozen=True, slots=True)
class Run:
    """Values that all earn more than before, or all less; an end that is None lies open."""

    lower: Fraction | None
    upper: Fraction | None
    sign: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where the credits of two versions differ, from the lowest value up.

    `stretches` are exact. What follows in the direction of worse values is told by the rest:
    `beyond` is where the same difference goes on, growing, to the end of the scale; `repeats` is
    there where the last stretches come again and again; `left` is from where on nobody looked.
    """

    stretches: tuple[Stretch, ...] = ()
    beyond: Run | None = None
    repeats: frozenset[int] = frozenset()
    left: Fraction | None = None

    @property
    def is_exact(self) -> bool:
        """Tell whether the stretches are all that differs."""
        return self.beyond is None and not self.repeats and self.left is None

    def runs(self, sign: int) -> tuple[Run, ...]:
        """Return where more is earned, or less: stretches that join each other as one."""
        found: list[Run] = []
        own = [Run(one.lower, one.upper, one.sign) for one in self.stretches]
        for one in sorted([*own, *([self.beyond] if self.beyond else [])], key=_place):
            last = found[-1] if found else None
            if (
                last
                and last.upper is not None
                and last.upper == one.lower
                and last.sign == one.sign
            ):
                found[-1] = replace(last, upper=one.upper)
            else:
                found.append(one)
        return tuple(one for one in found if one.sign == sign)


def _place(one: Run) -> tuple[bool, Fraction, bool, Fraction]:
    lower, upper = one.lower, one.upper
    return lower is not None, lower or Fraction(0), upper is None, upper or Fraction(0)


_MOST_POINTS = 3000


def differing(before: Earnings, after: Earnings) -> Comparison:
    """Return the measured values for which the credit differs, and by how much.

    The functions are looked at between all ends of bands, targets and steps. Steps without end
    are followed period by period until it is proven how the difference goes on.
    """
    sides = (before, after)
    case = after.case
    is_high = case.goal.higher_is_worse
    ends = sorted({end for one in sides for end in one.ends()}, reverse=not is_high)
    if not ends:
        return Comparison()
    last = _last_end(sides, ends)
    if sum(one.count_until(last) for one in sides) > _MOST_POINTS:
        return Comparison(left=ends[0])
    known = [end for end in ends if end == last or _is_before(end, last, is_high)]
    points = {*known, *(p for one in sides for p in one.steps_between(None, last))}
    points = {point for point in points if point == last or _is_before(point, last, is_high)}
    tail = _Tail(sides, last, [end for end in ends if _is_before(last, end, is_high)], is_high)
    stretches = [*_differences(sides, _up_to(sorted(points, reverse=not is_high), is_high))]
    return tail.followed(stretches)


def _last_end(sides: Sequence[Earnings], ends: Sequence[Fraction]) -> Fraction:
    """Return the last end before that of the scale, from which on the same bands hold."""
    scales = {
        point
        for one in sides
        for end in [_worst(one)]
        if end is not None
        for point in one.unrounded(end)
    }
    inner = [end for end in ends if end not in scales]
    return inner[-1] if inner else ends[-1]


def _worst(one: Earnings) -> Fraction | None:
    scale = one.case.schedule.scale
    end = scale.upper if one.case.goal.higher_is_worse else scale.lower
    return None if end is None else Fraction(end)


def _is_before(one: Fraction, other: Fraction, is_high: bool) -> bool:
    """Tell whether a value is better than another."""
    return one < other if is_high else one > other


_Sample = tuple[Fraction | None, Fraction | None, Fraction]


def _up_to(points: Sequence[Fraction], is_high: bool) -> Iterator[_Sample]:
    """Yield what is better than all points, the points, and the stretches between them."""
    if not points:
        return
    first = points[0]
    yield (None, first, first - 1) if is_high else (first, None, first + 1)
    yield first, first, first
    yield from _between(points)


def _between(points: Sequence[Fraction]) -> Iterator[_Sample]:
    """Yield the stretches between points, and all points but the first."""
    for one, other in pairwise(points):
        yield min(one, other), max(one, other), (one + other) / 2
        yield other, other, other


def _differences(sides: Sequence[Earnings], samples: Iterable[_Sample]) -> Iterator[Stretch]:
    for lower, upper, value in samples:
        old, new = (one.at(value) for one in sides)
        if old != new:
            yield Stretch(lower, upper, old, new)


@dataclass(frozen=True, slots=True)
class _Tail:
    """The values worse than all ends: the same bands hold there, to the end of the scale."""

    sides: tuple[Earnings, Earnings]
    start: Fraction
    ends: Sequence[Fraction]
    is_high: bool

    def followed(self, stretches: list[Stretch]) -> Comparison:
        """Follow the tail after the stretches before it."""
        sign = 1 if self.is_high else -1
        sizes = self._sizes()
        if not sizes:
            flat = chain(_between([self.start, *self.ends]), self._open())
            return Comparison(_joined([*stretches, *_differences(self.sides, flat)]))
        period, here, looked_at = _common(sizes), self.start, 0
        is_period = period <= _MOST_POINTS * max(sizes)
        period = period if is_period else max(sizes)
        limit = self.ends[0] if self.ends else None
        while looked_at <= _MOST_POINTS:
            to = here + sign * period
            is_last = limit is not None and not _is_before(to, limit, self.is_high)
            points = self._points(here, limit if is_last and limit is not None else to)
            looked_at += len(points)
            samples = [*_between(points)]
            found = [*_differences(self.sides, samples)]
            if is_last:
                rest = [*_between([points[-1], *self.ends[1:]])] if self.ends else []
                found += _differences(self.sides, rest)
                return Comparison(_joined([*stretches, *found]))
            if here != self.start:
                done = self._proven(stretches, samples, found, is_period=is_period)
                if done is not None:
                    return done
            stretches.extend(found)
            here = to
        return Comparison(_joined(stretches), left=here)

    def _proven(
        self,
        stretches: list[Stretch],
        samples: list[_Sample],
        found: list[Stretch],
        *,
        is_period: bool,
    ) -> Comparison | None:
        """Return how it goes on after some values, a whole period or not, where that follows."""
        rates = [one.rate_at(samples[0][2]) for one in self.sides]
        if rates[0] is None or rates[1] is None:
            return None
        drift = rates[1] - rates[0]
        signs = {one.sign for one in found}
        is_whole = len(found) == len(samples)
        lower, upper = self._from(samples[0])
        if not any(rates):
            whole = [Stretch(lower, upper, one.before, one.after) for one in found[:1]]
            return Comparison(_joined([*stretches, *whole]))
        if not is_period:
            return self._far_apart(stretches, samples, drift)
        if is_whole and len(signs) == 1 and drift * min(signs) >= 0:
            beyond = Run(lower, upper, min(signs))
            return Comparison(_joined(stretches), beyond)
        if not drift:
            repeats = frozenset(signs)
            return Comparison(_joined([*stretches, *found]), repeats=repeats)
        return None

    def _far_apart(
        self,
        stretches: list[Stretch],
        samples: list[_Sample],
        drift: Fraction,
    ) -> Comparison | None:
        """Return how it goes on where the credits are too far apart for steps to meet.

        Each is off a straight line by two of its steps at most, and one where it is rounded.
        """
        old, new = (one.at(samples[0][2]) for one in self.sides)
        jumps = sum(
            (
                3 * Fraction(band.credit)
                for one in self.sides
                for band in one.growing_at(samples[0][2])
            ),
            Fraction(0),
        )
        is_rounded_finely = all(
            one.grain is None or one.grain <= Fraction(band.steps.size)
            for one in self.sides
            for band in one.growing_at(samples[0][2])
            if band.steps
        )
        if abs(new - old) <= jumps or drift * (new - old) < 0 or not is_rounded_finely:
            return None
        lower, upper = self._from(samples[0])
        return Comparison(_joined(stretches), Run(lower, upper, 1 if new > old else -1))

    def _from(self, sample: _Sample) -> tuple[Fraction | None, Fraction | None]:
        """Return the values from the beginning of a sample to the end of the scale."""
        end = self.ends[-1] if self.ends else None
        return (sample[0], end) if self.is_high else (end, sample[1])

    def _sizes(self) -> list[Fraction]:
        """Return the sizes of the steps, and the distances of rounded values."""
        sign = 1 if self.is_high else -1
        beyond = (self.start + self.ends[0]) / 2 if self.ends else self.start + sign
        growing = [band for one in self.sides for band in one.growing_at(beyond)]
        if not growing:
            return []
        sizes = [Fraction(band.steps.size) for band in growing if band.steps]
        return [*sizes, *(one.grain for one in self.sides if one.grain is not None)]

    def _points(self, here: Fraction, to: Fraction) -> list[Fraction]:
        found = {p for one in self.sides for p in one.steps_between(here, to)}
        low, high = min(here, to), max(here, to)
        inner = {point for point in found if low < point < high}
        return sorted({here, *inner, to}, reverse=not self.is_high)

    def _open(self) -> Iterator[_Sample]:
        last = self.ends[-1] if self.ends else self.start
        yield (last, None, last + 1) if self.is_high else (None, last, last - 1)


def _common(sizes: Sequence[Fraction]) -> Fraction:
    """Return the shortest length of which each size is a part."""
    return Fraction(
        lcm(*(size.numerator for size in sizes)), gcd(*(size.denominator for size in sizes))
    )


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Sort stretches upwards, and join those that follow each other with the same credits."""
    found: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: _place(Run(one.lower, one.upper, 0))):
        last = found[-1] if found else None
        is_next = last is not None and last.upper is not None and last.upper == one.lower
        if last and is_next and (last.before, last.after) == (one.before, one.after):
            found[-1] = replace(last, upper=one.upper)
        else:
            found.append(one)
    return tuple(found)
