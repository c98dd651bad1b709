"""Reckon whether the agreements that one stands on let it keep its word.

What is found is a warning to be read by a person. Availability is in percent, times are in the
unit of their basis; room is slack above 0 and a deficit below. Circles end where they close.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Metric, Objective, window_of
from sla_catalog.model.quantities import (
    Deadline,
    Level,
    Operator,
    Percentage,
    Quantity,
    Range,
    Target,
    WorkingTime,
    magnitude,
    unit_of,
)
from sla_catalog.model.responsibilities import Dependency, Strength, Topology
from sla_catalog.model.written import WITHHELD
from sla_catalog.reckoning.comparability import Basis, Obstacle, obstacle
from sla_catalog.reckoning.composition import (
    fastest_response,
    guaranteed_floor,
    parallel,
    recovery_point,
    recovery_time,
    series,
)


class Measure(StrEnum):
    """What is compared along a chain, by the type of metric."""

    AVAILABILITY = "availability"
    RESPONSE = "response_time"
    RESOLUTION = "resolution_time"
    RECOVERY_TIME = "rto"
    RECOVERY_POINT = "rpo"


_WRONG_WAY = {
    True: {Operator.AT_MOST, Operator.LESS_THAN},
    False: {Operator.AT_LEAST, Operator.MORE_THAN},
}


@dataclass(frozen=True, slots=True)
class Link:
    """An agreement of a chain, and the dependency by which it is first met.

    `is_judged` tells whether every dependency from the top down to it is hard and in series, so
    that the top fails with it. The top itself has neither `above` nor `dependency`.
    """

    agreement: Agreement
    depth: int
    above: Agreement | None = None
    dependency: Dependency | None = None
    is_judged: bool = True

    @property
    def named(self) -> tuple[str, ...] | None:
        """Return the metrics that the agreement above names, or None where all count."""
        return self.dependency.metrics if self.dependency else None


@dataclass(frozen=True, slots=True)
class Promise:
    """A cell that promises an amount, with all in which it must agree to be comparable.

    `value` is the amount as a number in the unit of the basis.
    """

    metric: Metric
    cell: Objective
    amount: Quantity
    value: Fraction
    basis: Basis


@dataclass(frozen=True, slots=True)
class Standing:
    """How the promise of an agreement below stands to one above.

    `room` is None without a promise, and where an `obstacle` forbids to compare. `is_named` is
    False where the agreement above names other metrics only.
    """

    promise: Promise | None
    obstacle: Obstacle | None = None
    room: Fraction | None = None
    is_named: bool = True


class Outcome(StrEnum):
    """What is left between a promise and those below it."""

    SLACK = "slack"
    EVEN = "even"
    DEFICIT = "deficit"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Room:
    """What the hard dependencies of an agreement leave to one of its promises.

    `together` is what those in `reckoned` promise as one, `product` the availability if failures
    are independent. `open` holds those that state nothing or nothing comparable, `withheld` tells
    whether there are others that the readers may not see.
    """

    own: Promise
    reckoned: tuple[Agreement, ...]
    together: Fraction | None
    product: Fraction | None
    open: tuple[tuple[Agreement, Obstacle | None], ...]
    has_groups: bool = False
    withheld: bool = False

    @property
    def left(self) -> Fraction | None:
        """Return the slack, or below 0 the deficit, against what could be reckoned."""
        return None if self.together is None else room_between(self.own, self.together)

    @property
    def outcome(self) -> Outcome:
        """Judge; a deficit stands whatever the open ones promise, slack does not."""
        left = self.left
        if left is not None and left < 0:
            return Outcome.DEFICIT
        if left is None or self.open or self.withheld:
            return Outcome.OPEN
        return Outcome.SLACK if left else Outcome.EVEN


def links(agreement: Agreement, catalog: Catalog) -> tuple[Link, ...]:
    """Return an agreement and all below it, each once, as near to the top as it is met."""
    below: dict[str, list[Link]] = {}
    seen = {agreement.id}
    met = [Link(agreement, 0)]
    for link in met:
        for dependency in link.agreement.listed("depends_on"):
            found = catalog.by_id.get(dependency.agreement)
            if found is None or found.id in seen:
                continue
            seen.add(found.id)
            is_judged = link.is_judged and is_hard(dependency) and is_in_series(dependency)
            child = Link(found, link.depth + 1, link.agreement, dependency, is_judged)
            below.setdefault(link.agreement.id, []).append(child)
            met.append(child)
    return tuple(_downwards(met[0], below))


def _downwards(top: Link, below: Mapping[str, Sequence[Link]]) -> Iterator[Link]:
    waiting = [top]
    while waiting:
        link = waiting.pop()
        yield link
        waiting += reversed(below.get(link.agreement.id, ()))


def is_hard(dependency: Dependency) -> bool:
    """Say whether a service fails with the one below it; one that says nothing does."""
    return dependency.strength is not Strength.SOFT


def is_in_series(dependency: Dependency) -> bool:
    """Say whether a service needs the one below it; one that says nothing does."""
    return dependency.topology in {None, Topology.SERIES}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A cell that promises an amount; `badness` grows as it gets worse for the customer."""

    metric: Metric
    cell: Objective
    amount: Quantity
    unit: str
    value: Fraction
    badness: Fraction


def own_promise(agreement: Agreement, catalog: Catalog, measure: Measure) -> Promise | None:
    """Return the strictest promise of an agreement, of times that for the most severe case."""
    found = _strictest(_candidates(agreement, catalog, measure, None))
    return _promise(agreement, measure, found) if found else None


def promise_below(
    agreement: Agreement, catalog: Catalog, measure: Measure, named: tuple[str, ...] | None
) -> Promise | None:
    """Return what another agreement may build on: of each metric that counts the strictest
    promise, and of these the weakest.
    """
    by_metric: dict[str, list[_Candidate]] = {}
    for one in _candidates(agreement, catalog, measure, named):
        by_metric.setdefault(one.metric.id, []).append(one)
    strictest = [found for each in by_metric.values() if (found := _strictest(each))]
    weakest = max(_alike(strictest), key=lambda one: one.badness, default=None)
    return _promise(agreement, measure, weakest) if weakest else None


def _strictest(candidates: Sequence[_Candidate]) -> _Candidate | None:
    return min(_alike(candidates), key=lambda one: one.badness, default=None)


def _alike(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    return [one for one in candidates if one.unit == candidates[0].unit]


def _candidates(
    agreement: Agreement, catalog: Catalog, measure: Measure, named: tuple[str, ...] | None
) -> list[_Candidate]:
    pairs = [
        (metric, cell, amount)
        for metric in metrics_of(agreement, catalog, measure, named)
        for cell in metric.promises
        if (amount := _amount(cell, measure)) is not None
    ]
    worst = _most_severe(agreement, [(metric, cell) for metric, cell, _ in pairs])
    found = []
    for metric, cell, amount in pairs:
        if not worst or worst in severities_of(metric, cell):
            value = magnitude(amount)
            badness = -value if measure is Measure.AVAILABILITY else value
            found.append(_Candidate(metric, cell, amount, unit_of(amount), value, badness))
    return found


def _promise(agreement: Agreement, measure: Measure, found: _Candidate) -> Promise:
    basis = _basis(agreement, measure, found.metric, found.cell, found.amount)
    return Promise(found.metric, found.cell, found.amount, found.value, basis)


def metrics_of(
    agreement: Agreement, catalog: Catalog, measure: Measure, named: tuple[str, ...] | None
) -> Iterator[Metric]:
    """Yield the metrics of a kind, only those named if any are."""
    for metric in agreement.listed("metrics"):
        kind = catalog.kind_of(metric)
        if kind and kind.id == measure and (named is None or metric.id in named):
            yield metric


def _amount(cell: Objective, measure: Measure) -> Quantity | None:
    target = cell.target
    if cell.absence or not isinstance(target, Target):
        return None
    higher = measure is Measure.AVAILABILITY
    amount = target.value
    if isinstance(amount, Range | Deadline | Level) or target.operator in _WRONG_WAY[higher]:
        return None
    if isinstance(amount, Percentage) is not higher or (higher and amount.number > 100):
        return None
    return amount


def severities_of(metric: Metric, cell: Objective) -> tuple[str, ...]:
    """Return the severities for which a cell holds; none where it holds for all."""
    conditions = (*(cell.when or ()), *(metric.when or ()))
    return tuple(dict.fromkeys(v for one in conditions for v in one.get("severity", ())))


def _most_severe(agreement: Agreement, cells: Sequence[tuple[Metric, Objective]]) -> str:
    said = {name for metric, cell in cells for name in severities_of(metric, cell)}
    return next((one.id for one in agreement.severities or () if one.id in said), "")


def _basis(
    agreement: Agreement, measure: Measure, metric: Metric, cell: Objective, amount: Quantity
) -> Basis:
    is_share = measure is Measure.AVAILABILITY
    is_working = isinstance(amount, WorkingTime)
    denominator = _minutes_counted(agreement, metric, cell) if is_share else ""
    return Basis(
        metric_type=measure,
        unit=unit_of(amount),
        statistic=metric.says(cell, "statistic") or "",
        window=window_of(metric, cell) if is_share else None,
        clock="working" if is_working else "elapsed",
        denominator=_working_hours(agreement, metric, cell) if is_working else denominator,
        method=metric.method or "time" if is_share else "",
    )


def _minutes_counted(agreement: Agreement, metric: Metric, cell: Objective) -> str:
    over, hours = metric.says(cell, "measured_over"), agreement.service_hours
    if over in {None, "service hours"} and isinstance(hours, Hours):
        return "all minutes" if hours.around_the_clock else f"the minutes of {hours}"
    return "all minutes" if over in {None, "all time"} else str(over)


def _working_hours(agreement: Agreement, metric: Metric, cell: Objective) -> str:
    stated = metric.says(cell, "hours")
    support = agreement.support
    cases = () if support is None or isinstance(support, Absence) else support.hours_by_case()
    candidates = [stated, *(case.hours for case in cases), agreement.service_hours]
    hours = [one for one in candidates if isinstance(one, Hours) and not one.around_the_clock]
    return str(hours[0]) if hours else ""


def standing(
    own: Promise, below: Agreement, named: tuple[str, ...] | None, catalog: Catalog
) -> Standing:
    """Say how an agreement below stands to a promise made on top of it."""
    measure = Measure(own.basis.metric_type)
    promise = promise_below(below, catalog, measure, named)
    if promise is None:
        is_named = named is None or any(metrics_of(below, catalog, measure, named))
        all_metrics = any(metrics_of(below, catalog, measure, None))
        return Standing(None, is_named=is_named or not all_metrics)
    found = obstacle(promise.basis, own.basis)
    return Standing(promise, found, None if found else room_between(own, promise.value))


def room_between(own: Promise, below: Fraction) -> Fraction:
    """Return the slack of a promise on top of a value below, or below 0 the deficit."""
    higher = own.basis.metric_type == Measure.AVAILABILITY
    return below - own.value if higher else own.value - below


def room(agreement: Agreement, catalog: Catalog, own: Promise) -> Room:
    """Reckon what the agreements that one stands on directly leave to one of its promises.

    Soft dependencies are left out. Those in parallel count as their group does: by availability
    together, by times with the fastest, since any one of them is enough.
    """
    measure = Measure(own.basis.metric_type)
    in_series: list[Fraction] = []
    groups: dict[str, list[Fraction]] = {}
    reckoned: list[Agreement] = []
    still_open: list[tuple[str | None, Agreement, Obstacle | None]] = []
    for dependency, below in _hard(agreement, catalog):
        found = standing(own, below, dependency.metrics, catalog)
        group = None if is_in_series(dependency) else dependency.group or ""
        if found.promise and not found.obstacle:
            reckoned.append(below)
            values = in_series if group is None else groups.setdefault(group, [])
            values.append(found.promise.value)
        elif found.is_named:
            still_open.append((group, below, found.obstacle))
    parts = in_series + [_of_group(measure, values) for values in groups.values()]
    return Room(
        own,
        tuple(reckoned),
        _together(measure, parts) if parts else None,
        series(parts) if parts and measure is Measure.AVAILABILITY else None,
        tuple((below, why) for group, below, why in still_open if group not in groups),
        bool(groups),
        withheld=_is_withheld(agreement, groups),
    )


def _hard(agreement: Agreement, catalog: Catalog) -> Iterator[tuple[Dependency, Agreement]]:
    for dependency in agreement.listed("depends_on"):
        below = catalog.by_id.get(dependency.agreement)
        if below is not None and below.id != agreement.id and is_hard(dependency):
            yield dependency, below


def _is_withheld(agreement: Agreement, groups: Container[str]) -> bool:
    """Tell whether something hard is not known; in a group that is known any one is enough."""
    return any(
        one.agreement == WITHHELD
        and is_hard(one)
        and (is_in_series(one) or (one.group or "") not in groups)
        for one in agreement.listed("depends_on")
    )


def _of_group(measure: Measure, values: Sequence[Fraction]) -> Fraction:
    return parallel(values) if measure is Measure.AVAILABILITY else min(values)


def _together(measure: Measure, parts: Sequence[Fraction]) -> Fraction:
    match measure:
        case Measure.AVAILABILITY:
            return guaranteed_floor(parts)
        case Measure.RECOVERY_TIME:
            return recovery_time(parts)
        case Measure.RECOVERY_POINT:
            return recovery_point(parts)
        case Measure.RESPONSE | Measure.RESOLUTION:
            return max(fastest_response(part, Fraction(0)) for part in parts)


def is_kept(expected: Quantity, promise: Promise) -> bool | None:
    """Say whether a promise is at least as good as expected; None where units differ."""
    if unit_of(expected) != promise.basis.unit:
        return None
    if promise.basis.metric_type == Measure.AVAILABILITY:
        return promise.value >= magnitude(expected)
    return promise.value <= magnitude(expected)
