"""What one dependency gives: what the agreement below promises, held against a promise above.

Of the agreement below the case counts that was bought; where that is not said, the weakest of all
that may have been. A severity is answered by the severity of the same rank. Only firm promises of
the provider are built on. Availability is in percent, times are in the unit of their basis; room
is slack above 0 and a deficit below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from sla_catalog.calculation.comparability import Basis, Obstacle, ObstacleKind, obstacle
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.metric_types import BetterDirection
from sla_catalog.model.metrics import Metric
from sla_catalog.model.quantities import Percentage, Quantity, magnitude, unit_of
from sla_catalog.model.responsibilities import Dependency, Strength, Topology
from sla_catalog.resolved.cases import ALTERNATIVES, EVERY_CASE, Case, Condition
from sla_catalog.resolved.promise_values import MetricPromises, Promise
from sla_catalog.resolved.promises import promised
from sla_catalog.resolved.ranking import amount_of, basis_of, is_against_direction

Bought = Mapping[str, frozenset[str | None]]  # None: a case without a value of the dimension

SEVERITY = "severity"


class ChainMeasure(StrEnum):
    """What is compared along a chain, by the type of metric."""

    AVAILABILITY = "availability"
    RESPONSE = "response_time"
    RESOLUTION = "resolution_time"
    RECOVERY_TIME = "rto"
    RECOVERY_POINT = "rpo"


@dataclass(frozen=True, slots=True)
class DependencyPromise:
    """What an agreement below promises for one promise above.

    `promise` is the weakest that is comparable; without one the weakest of the first kind that is
    not, or one that is no firm promise. `value` is its amount and `room` what it leaves, None where
    nothing is comparable. `obstacle` keeps `other` from being compared, in whatever case. `lacking`
    are the cases for which nothing is firmly promised, `absent` says of some of them how. `count`
    tells how many different promises counted, `choices` how many of them are in cases of which only
    one can have been bought. `is_named` is False where the agreement above names other metrics
    only.
    """

    below: Agreement
    dependency: Dependency
    promise: Promise | None = None
    value: Fraction | None = None
    room: Fraction | None = None
    obstacle: Obstacle | None = None
    other: Promise | None = None
    lacking: tuple[Case, ...] = ()
    absent: tuple[tuple[Case, Absence], ...] = ()
    count: int = 0
    choices: int = 0
    is_named: bool = True

    @property
    def is_known(self) -> bool:
        """Tell whether every case that counts has a promise that is comparable."""
        return self.value is not None and self.obstacle is None and not self.lacking

    @property
    def is_loose(self) -> bool:
        """Tell whether `promise` is there and is none that others can build on."""
        return self.promise is not None and self.value is None and self.other is None


def is_hard(dependency: Dependency) -> bool:
    """Say whether a service fails with the one below it; one that says nothing does."""
    return dependency.strength is not Strength.SOFT


def is_in_series(dependency: Dependency) -> bool:
    """Say whether a service needs the one below it; one that says nothing does."""
    return dependency.topology in {None, Topology.SERIES}


def bought(
    dependency: Dependency, below: Agreement, above: Agreement, case: Bought | None = None
) -> Bought:
    """Return which cases of an agreement below count for some of the agreement above.

    The severity of the same rank answers, of fewer the last one. What is promised above without
    regard to severities may need what is promised below without regard to them, too.
    """
    chosen: dict[str, frozenset[str | None]] = {
        name: frozenset(values) for name, values in (dependency.case or {}).items()
    }
    theirs = [one.id for one in below.severities or ()]
    ours = [one.id for one in above.severities or ()]
    asked = (case or {}).get(SEVERITY)
    ranks = {ours.index(name) for name in (ours if asked is None else asked) if name in ours}
    if ranks and theirs and SEVERITY not in chosen:
        found = {theirs[min(rank, len(theirs) - 1)] for rank in ranks}
        chosen[SEVERITY] = frozenset(found | ({None} if asked is None else set()))
    return chosen


def case_of(promise: Promise) -> Bought:
    """Return the case of a promise as what is bought of its agreement."""
    return {name: frozenset({value}) for name, value in promise.case.values}


def standing(
    own: Promise, below: Agreement, dependency: Dependency, catalog: Catalog, chosen: Bought
) -> DependencyPromise:
    """Say how what is bought of an agreement below stands to a promise made on top of it."""
    measure = measure_of(own)
    metrics = [*metrics_of(below, catalog, measure, dependency.metrics)]
    if not metrics and dependency.metrics is not None:
        return DependencyPromise(below, dependency, is_named=False)
    asked, basis = value_of(own), basis_in_chain(own)
    comparable, others, loose = [], [], []
    lacking: dict[Case, None] = {}
    absent = [(EVERY_CASE, one.absence) for one in metrics if one.absence]
    for point in _points(metrics, chosen):
        firm = [one for one in point.promises if is_built_on(one)]
        alike = [one for one in firm if _obstacle(one, asked, basis) is None]
        if alike:
            comparable.append(min(alike, key=_goodness))
        elif firm:
            others += firm
        else:
            lacking[point.case] = None
            loose += [one for one in point.promises if one.target is not None]
            absent += [(point.case, one.absence) for one in point.promises if one.absence]
    weakest = min(comparable, key=_goodness, default=None)
    value = value_of(weakest) if weakest else None
    others = [one for one in others if basis_in_chain(one) == basis_in_chain(others[0])]
    other = min(others, key=_goodness, default=None)
    return DependencyPromise(
        below,
        dependency,
        weakest or other or next(iter(loose), None),
        value,
        None if value is None else room_between(own, value),
        obstacle_between(other, own) if other else None,
        other,
        tuple(lacking),
        tuple(absent),
        len({value_of(one) for one in comparable or others}),
        _choices(weakest or other, comparable or others),
    )


def _choices(weakest: Promise | None, found: Iterable[Promise]) -> int:
    """Count the different promises of which buying one rules the weakest out, itself included."""
    if weakest is None:
        return 0
    by_case: dict[tuple[tuple[str, str | None], ...], Promise] = {}
    own = _bought_case(weakest)
    for one in found:
        case = _bought_case(one)
        if one is weakest or any(case.get(name, value) != value for name, value in own.items()):
            key = tuple(sorted(case.items()))
            by_case[key] = min(by_case.get(key, one), one, key=_goodness)
    return len({value_of(one) for one in by_case.values()})


def _bought_case(promise: Promise) -> Mapping[str, str | None]:
    """Return what of a case is bought; severities and requests come with it, all of them."""
    return {name: value for name, value in promise.case.values if name not in ALTERNATIVES}


@dataclass(frozen=True, slots=True)
class _Point:
    """All that is said of one metric in one case."""

    case: Case  # what tells it from others of the metric
    promises: tuple[Promise, ...]


def measure_of(promise: Promise) -> ChainMeasure:
    """Return as what a promise is compared along a chain."""
    return ChainMeasure(promise.kind.id if promise.kind else promise.metric.type)


def telling_case(promise: Promise) -> Case:
    """Return of a promise's case what tells the objectives of its metric apart."""
    return _telling(promise.metric, promise.case)


def _telling(metric: Metric, case: Case) -> Case:
    boxes = (box for cell in metric.promises for box in cell.when or ())
    return case.within({name for box in boxes for name in box})


def metrics_of(
    agreement: Agreement,
    catalog: Catalog,
    measure: ChainMeasure,
    named: tuple[str, ...] | None = None,
) -> Iterator[MetricPromises]:
    """Yield what the metrics of a kind promise, only of those named if any are."""
    for one in promised(agreement, catalog):
        if one.kind and one.kind.id == measure and (named is None or one.metric.id in named):
            yield one


def _points(metrics: Iterable[MetricPromises], chosen: Bought) -> Iterator[_Point]:
    """Yield what each metric says in each case that may have been bought."""
    for metric in metrics:
        by_case: dict[Case, list[Promise]] = {case: [] for case in metric.uncovered}
        for strand in metric.strands:
            for case, promises in strand.by_case.items():
                by_case.setdefault(case, []).extend(promises)
        for case, found in by_case.items():
            if any(case[name] not in chosen[name] for name in chosen if name in metric.dimensions):
                continue
            if metric.is_bounded or _may_meet(metric, found, chosen):
                yield _Point(_telling(metric.metric, case), tuple(found))


def _may_meet(metric: MetricPromises, promises: Iterable[Promise], chosen: Bought) -> bool:
    """Tell whether an objective of a metric with too many cases may hold for what was bought."""
    conditions = (metric.space.condition(metric.when(one.objective)) for one in promises)
    return any(overlaps(condition, chosen) for condition in conditions)


def overlaps(condition: Condition, chosen: Bought) -> bool:
    """Tell whether a condition may hold for what was bought."""
    return any(
        all(name not in chosen or values & chosen[name] for name, values in box.items())
        for box in condition
    )


def is_built_on(promise: Promise) -> bool:
    """Tell whether others can build on a promise: firm, the provider's own, and the right way."""
    if promise.target is None or not (promise.is_firm and promise.is_owed_by_provider):
        return False
    amount = amount_of(promise)
    is_possible = not isinstance(amount, Percentage) or amount.number <= 100
    return is_possible and not is_against_direction(promise)


@lru_cache(4096)
def value_of(promise: Promise) -> Fraction | None:
    """Return the amount that a promise can be relied on for, in the unit of its basis.

    Where measured values are rounded it is the exact one that is still rounded to what is promised.
    """
    amount = amount_of(promise)
    return None if amount is None else promise.exact_end(amount)[0]


def reaches(promise: Promise | None) -> bool:
    """Tell whether the value on which one can rely keeps a promise: not that of `> 99.9 %`."""
    amount = amount_of(promise) if promise else None
    return promise is None or amount is None or promise.exact_end(amount)[1]


def rounded_to_it(promise: Promise) -> Fraction | None:
    """Return the exact value that is rounded to a promised one, where that is another one."""
    value, amount = value_of(promise), amount_of(promise)
    return None if amount is None or value == magnitude(amount) else value


def _goodness(promise: Promise) -> Fraction:
    value = value_of(promise) or Fraction(0)
    return value if promise.direction is BetterDirection.HIGHER else -value


@lru_cache(4096)
def basis_in_chain(promise: Promise) -> Basis:
    """Return in what a promise must agree with one above or below it.

    The clock of an agreement below starts later, when a case is handed on, and that time is the
    slack of the one above; so the events need not be the same. Where every case must keep a time,
    the window says only when it is reported.
    """
    basis = basis_of(promise)
    is_share = isinstance(amount_of(promise), Percentage)
    window = basis.window if is_share or basis.statistic else None
    return replace(basis, start="", stop="", window=window)


def obstacle_between(below: Promise, above: Promise) -> Obstacle | None:
    """Return why a promise below is not held against one above; None where it can be.

    A time that is kept in every case is kept in any share of them, and by any percentile.
    """
    return _obstacle(below, value_of(above), basis_in_chain(above))


def _obstacle(below: Promise, value: Fraction | None, second: Basis) -> Obstacle | None:
    first = basis_in_chain(below)
    if not first.statistic and not isinstance(amount_of(below), Percentage):
        first = replace(first, statistic=second.statistic, window=second.window)
    if value_of(below) is None or value is None:
        return Obstacle(ObstacleKind.UNIT, first.unit, second.unit)
    return obstacle(first, second)


def room_between(own: Promise, below: Fraction) -> Fraction:
    """Return the slack of a promise on top of a value below, or below 0 the deficit."""
    value = value_of(own) or Fraction(0)
    return below - value if own.direction is BetterDirection.HIGHER else value - below


def expected_promise(
    below: Agreement, dependency: Dependency, catalog: Catalog, measure: ChainMeasure
) -> tuple[Promise | None, bool]:
    """Return the promise that an expectation is held against, and whether every case has one.

    An expectation is one figure: of severities that which is the worst counts, of all other cases
    the weakest.
    """
    worst = frozenset(one.id for one in (below.severities or ())[:1])
    chosen = bought(dependency, below, below, {SEVERITY: worst})
    points = list(_points(metrics_of(below, catalog, measure, dependency.metrics), chosen))
    firm = [[one for one in point.promises if is_built_on(one)] for point in points]
    found = [one for promises in firm for one in promises if value_of(one) is not None]
    alike = [one for one in found if unit_of_promise(one) == unit_of_promise(found[0])]
    weakest = min(alike, key=_goodness, default=None)
    return weakest, bool(firm) and all(firm)


def unit_of_promise(promise: Promise) -> str:
    """Return the unit in which a promise and others can be held against each other."""
    return basis_of(promise).unit


def is_kept(expected: Quantity, promise: Promise) -> bool | None:
    """Say whether a promise is at least as good as expected, both as written; None without a unit.

    How the values that keep it are rounded is not part of what is expected.
    """
    amount = amount_of(promise)
    if amount is None or unit_of(expected) != unit_of(amount):
        return None
    value = magnitude(amount)
    if promise.direction is BetterDirection.HIGHER:
        return value >= magnitude(expected)
    return value <= magnitude(expected)
