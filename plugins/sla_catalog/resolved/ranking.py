"""What promises come to over several cases: the ends in true order, and the one to rely on.

Amounts of different kinds have no order: working time beside elapsed time, times of day, percent.
Each kind is a spread of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from sla_catalog.calculation.comparability import Basis, Week
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.frozen import dataclass
from sla_catalog.model.fields import Absence
from sla_catalog.model.metric_types import BetterDirection, MetricFamily
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.operators import Operator
from sla_catalog.model.plurals import counted_in
from sla_catalog.model.quantities import (
    ElapsedTime,
    Percentage,
    PlainQuantity,
    Quantity,
    WorkingTime,
    WorkingUnit,
    magnitude,
)
from sla_catalog.model.targets import Deadline, Range, ScaleStep
from sla_catalog.resolved.promise_values import OVER_TIME, Promise, Strand

_UPWARDS = frozenset({Operator.AT_LEAST, Operator.MORE_THAN})
_DOWNWARDS = frozenset({Operator.AT_MOST, Operator.LESS_THAN})
_END_OF_DAY = 24 * 60
_ALL_HOURS = "all hours"


@dataclass(frozen=True)
class Spread:
    """Promises of one kind over some cases: `low` and `high` have the least and the most amount."""

    kind: str
    promises: tuple[Promise, ...]
    low: Promise
    high: Promise

    @property
    def is_single(self) -> bool:
        """Tell whether the same is promised in every case."""
        return _number(self.low, lower=True) == _number(self.high, lower=False)


@dataclass(frozen=True)
class PromiseSpan:
    """All that is promised over some cases, as binding as each other and measured in one way.

    `absences` are the ways in which some cases have no promise, in the order of cases.
    `figureless` are promises that name a commitment and no amount.
    """

    layer: Commitment
    spreads: tuple[Spread, ...]
    absences: tuple[tuple[Absence, tuple[Promise, ...]], ...]
    figureless: tuple[Promise, ...]


_Figure = TypeVar("_Figure")


def relied_and_best(
    figures: Sequence[_Figure], order: Callable[[_Figure], Fraction], direction: BetterDirection
) -> tuple[_Figure, _Figure]:
    """Return the figure that holds in each of some cases, and the best of them."""
    low, high = min(figures, key=order), max(figures, key=order)
    return (low, high) if direction is BetterDirection.HIGHER else (high, low)


def span_of(layer: Commitment, promises: Iterable[Promise]) -> PromiseSpan:
    """Return what some promises of a metric come to."""
    by_kind: dict[str, list[Promise]] = {}
    absent: dict[tuple[str, str], tuple[Absence, list[Promise]]] = {}
    figureless = []
    for promise in promises:
        if promise.target is not None:
            by_kind.setdefault(_kind(promise), []).append(promise)
        elif promise.absence is not None:
            key = (promise.absence.kind, promise.absence.why)
            absent.setdefault(key, (promise.absence, []))[1].append(promise)
        else:
            figureless.append(promise)
    return PromiseSpan(
        layer,
        tuple(_spread(kind, found) for kind, found in by_kind.items()),
        tuple((absence, tuple(found)) for absence, found in absent.values()),
        tuple(figureless),
    )


def held_together(strand: Strand, promises: Iterable[Promise]) -> tuple[tuple[Promise, ...], ...]:
    """Part promises of a strand of which several hold for one case, such as for month and year.

    No two of a part are for one case: they are no ends of a range. They are told apart by their
    window or by their name; where neither does that, all are one part.
    """
    found = tuple(promises)
    if not found:
        return ()
    if all(len(alike) < 2 for alike in strand.by_case.values()):
        return (found,)
    for told_apart in (_nothing, _window, _name):
        parts: dict[object, list[Promise]] = {}
        for promise in found:
            parts.setdefault(told_apart(promise), []).append(promise)
        if all(len({one.case for one in part}) == len(part) for part in parts.values()):
            return tuple(map(tuple, parts.values()))
    return (found,)


def _nothing(_promise: Promise) -> object:
    return None


def _window(promise: Promise) -> object:
    return promise.window


def _name(promise: Promise) -> object:
    return promise.objective.name


def _spread(kind: str, promises: list[Promise]) -> Spread:
    first: dict[int, Promise] = {}  # many cases share one target, so each is converted once
    for promise in promises:
        first.setdefault(id(promise.target), promise)
    distinct = tuple(first.values())
    lower = [_number(promise, lower=True) for promise in distinct]
    upper = [_number(promise, lower=False) for promise in distinct]
    low, high = distinct[lower.index(min(lower))], distinct[upper.index(max(upper))]
    return Spread(kind, tuple(promises), low, high)


_LEVEL = "a step of a scale"


def _kind(promise: Promise) -> str:
    """Return what an amount has an order with: its unit, and for deadlines the days that count."""
    match promise.value:
        case None:
            return ""
        case Deadline(business=is_business):
            return "a time of a business day" if is_business else "a time of a day"
        case ScaleStep():
            return _LEVEL
        case Range(low, _):
            return _unit(promise, low)
        case amount:
            return _unit(promise, amount)


def _unit(promise: Promise, amount: Quantity) -> str:
    """Return the unit of an amount; 500 GB of each tenant are no more than 400 GB of all."""
    stated = promise.metric.unit
    unit = counted_in(amount, [stated] if isinstance(stated, str) else [])
    per = promise.metric.says(promise.objective, "per")
    return f"{unit}/{per}" if per and isinstance(amount, PlainQuantity) else unit


def _number(promise: Promise, *, lower: bool) -> Fraction:
    """Return an amount in the unit of its kind; of a range the lower or the upper end."""
    match promise.value:
        case None:
            return Fraction(0)
        case Deadline(time, next_day, _):
            hours, _, minutes = (time or "24:00").partition(":")
            return Fraction(next_day * _END_OF_DAY + int(hours) * 60 + int(minutes))
        case ScaleStep(name):
            scale = promise.metric.scale or ()
            return Fraction(scale.index(name) if name in scale else -1)
        case Range(low, high):
            return magnitude(low if lower else high)
        case amount:
            return magnitude(amount)


def ends_of(promise: Promise) -> tuple[str, Fraction, Fraction]:
    """Return with what an amount has an order, and its lower and its upper end in that order."""
    return _kind(promise), _number(promise, lower=True), _number(promise, lower=False)


def has_order(promise: Promise) -> bool:
    """Tell whether one amount of a promise can be better than another; a step of a scale cannot."""
    return promise.direction is not None and not isinstance(promise.value, ScaleStep)


def amount_of(promise: Promise) -> Quantity | None:
    """Return the amount that a promise can be relied on for; None for deadlines and levels."""
    match promise.value:
        case None | Deadline() | ScaleStep():
            return None
        case Range(low, high):
            return low if promise.direction is BetterDirection.HIGHER else high
        case amount:
            return amount


def is_surely_shorter(one: ElapsedTime | WorkingTime, other: ElapsedTime | WorkingTime) -> bool:
    """Tell whether one length ends before another that begins with it, whatever hours count.

    So many business days have at least the nights between them.
    """
    match one, other:
        case ElapsedTime(seconds=Fraction() as most), ElapsedTime(seconds=Fraction() as least):
            return most < least
        case ElapsedTime(seconds=Fraction() as most), WorkingTime(unit=WorkingUnit.DAY):
            return most < (magnitude(other) - 1) * 86400
        case ElapsedTime(seconds=Fraction() as most), WorkingTime():
            return most < magnitude(other) * 3600
        case WorkingTime(), WorkingTime():
            return one.unit is other.unit and one.number < other.number
    return False


def is_against_direction(promise: Promise) -> bool:
    """Tell whether a target bounds the side that is good for the customer."""
    operator = promise.operator
    if promise.direction is BetterDirection.HIGHER:
        return operator in _DOWNWARDS
    return promise.direction is BetterDirection.LOWER and operator in _UPWARDS


@lru_cache(4096)  # of a promise and those beside it, again and again
def basis_of(promise: Promise) -> Basis:
    """Return all in which another promise must agree to be comparable with one."""
    amount = amount_of(promise)
    is_working = isinstance(amount, WorkingTime)
    kind = promise.kind
    is_share = isinstance(amount, Percentage)
    of_availability = kind is not None and kind.family is MetricFamily.AVAILABILITY
    denominator: Week | str = ""
    if is_working:
        denominator = week_of(promise.working) or ""
    elif isinstance(amount, ElapsedTime):
        denominator = _limiting_hours(promise)
    elif is_share and of_availability and promise.metric.method in OVER_TIME:
        denominator = week_of(promise.measured) or promise.measured_over or ""
    clock = promise.clock
    return Basis(
        metric_type=kind.id if kind else promise.metric.type,
        unit=_unit(promise, amount) if amount is not None else "",
        statistic=_statistic(promise),
        window=promise.window,
        clock="working" if is_working else "elapsed",
        denominator=denominator,
        method=str(promise.metric.method or "time") if is_share and of_availability else "",
        start=_event(clock.start if clock else None),
        stop=_event(clock.stop if clock else None),
    )


def _limiting_hours(promise: Promise) -> str:
    """Return the hours to which a text binds a time that is no working time."""
    stated = promise.limiting_hours
    if isinstance(stated, Absence):
        return stated.why or str(stated.kind)
    return _ALL_HOURS if stated is None else str(stated)


def _statistic(promise: Promise) -> str:
    """Return which values must keep the target: a share of all cases is a percentile of them."""
    said = (promise.statistic, promise.compliance)
    return ", ".join(str(one) for one in said if one is not None)


def _event(text: str | None) -> str:
    """Return an event as it is compared: without regard to capitals, spaces and a full stop."""
    return " ".join((text or "").casefold().split()).rstrip(".")


def week_of(calendar: WorkingCalendar | None) -> Week | None:
    """Return the minutes of a calendar; None where it is not there or has no hours written out."""
    if calendar is None or not (calendar.hours.around_the_clock or calendar.hours.spans):
        return None
    zone = calendar.timezone if calendar.is_zone_stated else ""
    return Week.of(calendar.hours, zone, calendar.holidays)
