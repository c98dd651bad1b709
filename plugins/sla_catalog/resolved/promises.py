"""What an agreement promises: for each metric a function from cases to promises.

The `when` of a metric and of its objective hold together. Of the objectives that cover a case the
narrowest is the answer. Promises and mere objectives, and different statistics, never compete: they
are strands of their own. What nothing covers is not stated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from sla_catalog.calculation.bands import Interval
from sla_catalog.calculation.downtime import Budget, TimeBase, budget, extent_of, yearly
from sla_catalog.calculation.worktime import WorkingCalendar, worst_wall_clock
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.extent import MOST_CASES
from sla_catalog.model.fields import Absence, Evidence
from sla_catalog.model.metrics import (
    BetterDirection,
    Clock,
    Commitment,
    Metric,
    MetricType,
    Objective,
    window_of,
)
from sla_catalog.model.quantities import (
    Deadline,
    ElapsedTime,
    Operator,
    Percentage,
    Quantity,
    Range,
    ScaleStep,
    Share,
    Target,
    WorkingTime,
    as_decimal,
    magnitude,
    unit_of,
)
from sla_catalog.resolved.answers import Answers
from sla_catalog.resolved.cases import (
    ALTERNATIVES,
    ALWAYS,
    EVERY_CASE,
    Case,
    Condition,
    Space,
    When,
    alternatives,
    can_meet,
    joined,
    space_of,
)
from sla_catalog.resolved.hours import (
    Supported,
    measured_hours,
    spelt_out,
    support_dimensions,
    working_hours,
)
from sla_catalog.resolved.rounding import roundings

OVER_TIME = frozenset({None, "time"})
MOST_ALTERNATIVES = 2_000  # of a metric's `when` and those of its objectives together
MOST_COMPARED = 10
_FIRM = frozenset({None, Commitment.GUARANTEED, Commitment.REASONABLE_EFFORTS})


@dataclass(frozen=True, eq=False)  # to compare records field by field is slow
class Promise:
    """What one objective promises in one case, with all that it leaves to its metric filled in.

    `target` is that to which `same_as` leads. `absence` says how a promise is not there; with
    neither there is only a commitment, or nothing is stated. `operator` is how a measured value
    must compare with the target. `measured` are the minutes of which a share is taken, None where
    words say it (`measured_over`); `working` the hours in which working time runs, if `runs_in`
    are any. Lengths of time are in seconds.
    """

    agreement: Agreement
    metric: Metric
    objective: Objective
    case: Case
    kind: MetricType | None
    direction: BetterDirection | None
    target: Target | None
    absence: Absence | None
    operator: Operator | None
    window: Window | None
    statistic: str | None
    compliance: Share | None
    commitment: Commitment | None
    evidence: Evidence | None
    owed_by: str | None
    clock: Clock | None
    measured_over: str | None
    measured: WorkingCalendar | None
    working: WorkingCalendar | None
    runs_in: Hours | Absence | None

    @property
    def value(self) -> Quantity | Range | Deadline | ScaleStep | None:
        """Return what the target promises, without its operator."""
        return self.target.value if self.target else None

    @property
    def runs_in_working_time(self) -> bool:
        """Tell whether its time runs only while some hours do."""
        return _runs_in_working_time(self.value)

    @property
    def is_firm(self) -> bool:
        """Tell whether it binds: an objective, an estimate and a best effort do not."""
        return self.commitment in _FIRM

    @property
    def is_owed_by_provider(self) -> bool:
        """Tell whether the provider owes it, not the customer or somebody else."""
        return self.owed_by in {None, "provider"}

    @cached_property
    def allowed_downtime(self) -> Budget | None:
        """Return the downtime that an availability target allows in one window, if known."""
        return self.allowed_downtime_in(self.window) if self.window else None

    def allowed_downtime_in(self, window: Window) -> Budget | None:
        """Return the downtime that an availability target would allow in some window."""
        if not self._is_share_of_time or self.measured is None:
            return None
        return self._allowed(budget(self._least_share, window, self.measured.hours))

    @cached_property
    def allowed_downtime_a_year(self) -> Budget | None:
        """Return the downtime that an availability target would allow in a year of 365 days."""
        if not self._is_share_of_time or self.measured is None:
            return None
        return self._allowed(yearly(self._least_share, self.measured.hours))

    def exact_end(self, amount: Quantity) -> tuple[Fraction, bool]:
        """Return the exact value that is rounded so as just to keep an amount, in its unit.

        It tells too whether that value itself keeps it: 99.895 does for 99.90 % and two digits,
        half up. Without a stated rounding it is the amount.
        """
        end = magnitude(amount)
        reaches = self.operator not in {Operator.MORE_THAN, Operator.LESS_THAN}
        rounding, _, _ = roundings(self.metric, unit_of(amount))
        if rounding is None:
            return end, reaches
        if self.direction is BetterDirection.LOWER:
            kept = rounding.unrounded(Interval(None, False, end, reaches))
            return Fraction(kept.upper or 0), kept.upper_included
        kept = rounding.unrounded(Interval(end, reaches, None, False))
        return Fraction(kept.lower or 0), kept.lower_included

    @property
    def is_rounded(self) -> bool:
        """Tell whether a stated rounding changes which downtime keeps the target."""
        return any(roundings(self.metric, "%")[:2])

    @property
    def _least_share(self) -> Percentage:
        if not isinstance(self.value, Percentage):
            raise TypeError(f"{self.value} is no share")
        return Percentage(as_decimal(min(Fraction(100), self.exact_end(self.value)[0])))

    def _allowed(self, found: Budget | None) -> Budget | None:
        """Return downtime with what the rounding of downtimes leaves of it."""
        if found is None or not isinstance(self.value, Percentage):
            return None
        _, rounding, _ = roundings(self.metric, "%")
        _, reaches = self.exact_end(self.value)
        if rounding is None:
            return replace(found, is_reached=reaches)
        kept = [
            rounding.unrounded(Interval(None, False, length, reaches))
            for length in (found.headline, found.shortest, found.longest)
        ]
        headline, shortest, longest = (max(Fraction(0), Fraction(one.upper or 0)) for one in kept)
        return Budget(headline, shortest, longest, found.basis, kept[0].upper_included)

    @property
    def _is_share_of_time(self) -> bool:
        return (
            self.kind is not None
            and self.kind.id == "availability"
            and self.metric.method in OVER_TIME
            and self.target is not None
            and isinstance(self.target.value, Percentage)
            and self.target.value.number <= 100
            and self.operator in {Operator.AT_LEAST, Operator.MORE_THAN, Operator.EXACTLY}
            and self.measured is not None
        )

    @cached_property
    def share_of_window(self) -> tuple[Fraction, TimeBase] | None:
        """Return the percentage that a downtime target is of its window, and of what."""
        if self.kind is None or self.kind.id != "downtime" or self.window is None:
            return None
        seconds = self.value.seconds if isinstance(self.value, ElapsedTime) else None
        whole = extent_of(self.window, self.measured.hours) if self.measured else None
        if seconds is None or whole is None or not whole.seconds:
            return None
        return 100 * seconds / whole.seconds, whole

    @cached_property
    def worst_case(self) -> Fraction | None:
        """Return the most seconds that a target in working time can take on the wall clock."""
        if self.working is None:
            return None
        amount = self.value.high if isinstance(self.value, Range) else self.value
        hours = self.working.hours
        if not isinstance(amount, WorkingTime) or hours.around_the_clock or not hours.spans:
            return None
        return worst_wall_clock(amount, self.working)


@dataclass(frozen=True, eq=False)  # to compare records field by field is slow
class Strand:
    """The promises of a metric that compete with one another, by case.

    A case has two promises where equally narrow objectives cover it: they are both meant where
    they differ in what is measured, and contradict each other where only the targets differ.
    """

    layer: Commitment
    statistic: str | None
    by_case: Mapping[Case, tuple[Promise, ...]]

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Return every promise, in the order of cases."""
        return tuple(promise for found in self.by_case.values() for promise in found)

    @cached_property
    def by_objective(self) -> tuple[tuple[Promise, ...], ...]:
        """Return the promises by the objective that is the answer, in the order of cases."""
        found: dict[int, list[Promise]] = {}
        for promise in self.promises:
            found.setdefault(id(promise.objective), []).append(promise)
        return tuple(map(tuple, found.values()))

    @property
    def contradictions(self) -> Iterator[tuple[Promise, ...]]:
        """Yield the promises for one case that cannot both be meant.

        Each is compared with a few before it, since nobody mends hundreds one by one.
        """
        for found in self.by_case.values():
            for place, other in enumerate(found):
                for one in found[max(place - MOST_COMPARED, 0) : place]:
                    if _is_contradiction(one, other):
                        yield one, other


@dataclass(frozen=True, eq=False)  # to compare records field by field is slow
class MetricPromises:
    """A metric as a function from cases to promises.

    `scope` is the metric's own condition, `dimensions` are those of which it speaks. `is_bounded`
    is False where there are too many cases to look at: then each objective is taken as it is
    written.
    """

    metric: Metric
    kind: MetricType | None
    direction: BetterDirection | None
    scope: Condition
    space: Space
    cases: tuple[Case, ...]
    strands: tuple[Strand, ...]
    is_bounded: bool = True
    _whens: Mapping[int, When | None] = field(default_factory=dict, repr=False)
    _written: Mapping[int, Promise] = field(default_factory=dict, repr=False)

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Return the dimensions of which the metric speaks, in the order of the agreement."""
        return tuple(dict.fromkeys(name for case in self.cases for name, _ in case.values))

    @cached_property
    def optional(self) -> frozenset[str]:
        """Return the dimensions of which some case says nothing."""
        return frozenset(
            name for name in self.dimensions if any(case[name] is None for case in self.cases)
        )

    @cached_property
    def clocks(self) -> frozenset[type]:
        """Return the kinds of lengths that it promises: by the wall clock, in working time."""
        values = (promise.value for promise in self.promises)
        return frozenset(type(v) for v in values if isinstance(v, ElapsedTime | WorkingTime))

    @cached_property
    def hours(self) -> frozenset[Hours | Absence | None]:
        """Return the hours in which its working time runs."""
        return frozenset(p.runs_in for p in self.promises if p.runs_in_working_time)

    @property
    def absence(self) -> Absence | None:
        """Return how the whole metric is absent."""
        return self.metric.absence

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Return every promise, by strand and case."""
        return tuple(promise for strand in self.strands for promise in strand.promises)

    def meeting(self, chosen: Case) -> tuple[Promise, ...]:
        """Return the promises for the cases with some values of dimensions of which it speaks."""
        asked = [(name, value) for name, value in chosen.values if name in self.dimensions]
        return tuple(p for p in self.promises if all(p.case[name] == v for name, v in asked))

    def of(self, objective: Objective) -> tuple[Promise, ...]:
        """Return the promises for which an objective is the answer."""
        return self._by_objective.get(id(objective), ())

    @cached_property
    def _by_objective(self) -> Mapping[int, tuple[Promise, ...]]:
        found: dict[int, list[Promise]] = {}
        for promise in self.promises:
            found.setdefault(id(promise.objective), []).append(promise)
        return {objective: tuple(promises) for objective, promises in found.items()}

    def one_of(self, objective: Objective) -> Promise:
        """Return an objective's promise in one case, also where a narrower one always holds."""
        found = self.of(objective)
        return found[0] if found else self._written[id(objective)]

    def when(self, objective: Objective) -> When | None:
        """Return to what an objective applies: its own condition and its metric's together."""
        return self._whens[id(objective)]

    def condition_for(self, cases: Iterable[Case]) -> When:
        """Return a condition that covers just some cases, in as few alternatives as is simple.

        A dimension of which each value is there is left out, unless some case says nothing of it.
        """
        boxes: list[_Values] = [{n: (value,) for n, value in case.values} for case in cases]
        for name in self.dimensions:
            boxes = _merged(boxes, name)
        declared = self.space.values
        whole = {n: set(declared.get(n, ())) for n in self.dimensions if n not in self.optional}
        shown = [
            {n: v for n, v in box.items() if len(v) == 1 or set(v) != whole.get(n)} for box in boxes
        ]
        return () if {} in shown else tuple(shown)

    @cached_property
    def uncovered(self) -> tuple[Case, ...]:
        """Return the cases in the scope for which nothing is stated."""
        stated = {case for strand in self.strands for case in strand.by_case}
        return tuple(c for c in self.cases if c not in stated and can_meet(self.scope, c))


_Values = Mapping[str, tuple[str, ...]]


def _merged(boxes: Iterable[_Values], name: str) -> list[_Values]:
    """Join boxes that differ in the values of one dimension alone."""
    found: dict[tuple[object, ...], _Values] = {}
    for box in boxes:
        rest = (name in box, *((n, values) for n, values in box.items() if n != name))
        known = found.get(rest)
        joined = known[name] + box[name] if known and name in box else ()
        found[rest] = {n: joined if joined and n == name else v for n, v in box.items()}
    return list(found.values())


def promised(agreement: Agreement, catalog: Catalog) -> tuple[MetricPromises, ...]:
    """Return what an agreement promises, metric by metric; worked out once for a catalog."""
    return catalog.once("promised", agreement, _promised)


def promised_by(agreement: Agreement, metric: Metric, catalog: Catalog) -> MetricPromises:
    """Return what one metric of an agreement promises."""
    return catalog.once("promised by metric", agreement, _by_metric)[id(metric)]


def _by_metric(agreement: Agreement, catalog: Catalog) -> Mapping[int, MetricPromises]:
    return {id(one.metric): one for one in promised(agreement, catalog)}


def direction_of(metric: Metric, catalog: Catalog) -> BetterDirection | None:
    """Return which values are better: by the metric's built-in type, or as it is stated."""
    kind = catalog.kind_of(metric)
    if kind:
        return kind.direction
    shared = catalog.metric_by_id.get(metric.type)
    return metric.direction or (shared.direction if shared else None)


def operator_of(direction: BetterDirection | None) -> Operator | None:
    """Return how a measured value must compare with a target without an operator."""
    if direction is None:
        return None
    return Operator.AT_LEAST if direction is BetterDirection.HIGHER else Operator.AT_MOST


def same_as(agreement: Agreement, cell: Objective, catalog: Catalog) -> Objective | None:
    """Return the objective to which `same_as` leads in the end; None for a circle or a gap."""
    return catalog.once("same as", agreement, _ends).get(id(cell), cell)


def _ends(agreement: Agreement, _catalog: Catalog) -> Mapping[int, Objective | None]:
    """Return where each `same_as` of an agreement leads in the end, each step looked up once."""
    metrics: tuple[Metric, ...] = agreement.listed("metrics")
    by_id: dict[str, list[tuple[Metric, Objective]]] = {}
    for metric in metrics:
        for cell in metric.promises:
            by_id.setdefault(cell.derived_id, []).append((metric, cell))
    ends: dict[int, Objective | None] = {}
    for metric in metrics:
        for cell in metric.promises:
            passed: dict[int, None] = {}
            here: tuple[Metric, Objective] | None = (metric, cell)
            while here and _leads_on(here[1]) and id(here[1]) not in passed:
                if id(here[1]) in ends:
                    break
                passed[id(here[1])] = None
                here = _following(by_id, *here)
            in_circle = here is not None and id(here[1]) in passed
            end = None if here is None or in_circle else ends.get(id(here[1]), here[1])
            ends.update(dict.fromkeys(passed, end))
    return ends


def _leads_on(cell: Objective) -> bool:
    return cell.target is None and cell.same_as is not None


def _following(
    by_id: Mapping[str, Sequence[tuple[Metric, Objective]]], metric: Metric, cell: Objective
) -> tuple[Metric, Objective] | None:
    """Return the objective that is named: one of the same metric, or else the first of another."""
    found = [one for one in by_id.get(cell.same_as or "", ()) if one[1] is not cell]
    return next((one for one in found if one[0] is metric), found[0] if found else None)


@dataclass(frozen=True)
class _Setting:
    """What all promises of a metric share while they are resolved."""

    agreement: Agreement
    metric: Metric
    catalog: Catalog
    space: Space
    kind: MetricType | None
    direction: BetterDirection | None
    supported: Supported


def _promised(agreement: Agreement, catalog: Catalog) -> tuple[MetricPromises, ...]:
    """Resolve metrics one by one, as long as all cases together can be looked up."""
    space = space_of(agreement)
    by_support = support_dimensions(agreement)
    supported = {apart: Supported(agreement, space, apart) for apart in (frozenset(), ALTERNATIVES)}
    found: list[MetricPromises] = []
    left = MOST_CASES
    for metric in agreement.listed("metrics"):
        kind, direction = catalog.kind_of(metric), direction_of(metric, catalog)
        setting = _Setting(
            agreement, metric, catalog, space, kind, direction, supported[frozenset()]
        )
        found.append(_resolved(setting, by_support, supported, left))
        left -= max(len(found[-1].cases) * len(found[-1].strands), len(found[-1].promises))
    return tuple(found)


def _resolved(
    setting: _Setting,
    by_support: Sequence[str],
    supported: Mapping[frozenset[str], Supported],
    most: int,
) -> MetricPromises:
    metric, space = setting.metric, setting.space
    whens = _whens(metric)
    runs_in_hours = by_support and any(map(_may_run_in_working_time, metric.promises))
    also = by_support if runs_in_hours else ()
    apart = alternatives([metric.when, *whens.values()], also)
    setting = replace(setting, supported=supported[frozenset(apart)])
    scope = space.condition(metric.when, apart)
    held = [(cell, space.condition(whens[id(cell)], apart)) for cell in metric.promises]
    strands = _by_strand(setting, held)
    most = most if has_few_alternatives(metric) else 0
    cases = space.cases([scope, *(condition for _, condition in held)], also, apart, most)
    answers = _answers(strands.values(), cases, most)
    if strands and not answers:
        cases = ()
    alike = {id(cell): _alike_in_all_cases(setting, cell) for cell in metric.promises}
    return MetricPromises(
        metric,
        setting.kind,
        setting.direction,
        scope,
        space,
        cases,
        tuple(
            _strand(setting, key, cells, answers[place] if answers else None, alike)
            for place, (key, cells) in enumerate(strands.items())
        ),
        bool(cases),
        whens,
        {
            id(cell): _promise(setting, cell, EVERY_CASE, alike[id(cell)])
            for cell in metric.promises
        },
    )


def _whens(metric: Metric) -> Mapping[int, When | None]:
    """Return to what each objective applies; where that is a flood, what itself says of it."""
    if not has_few_alternatives(metric):
        return {id(cell): cell.when or metric.when for cell in metric.promises}
    return {id(cell): joined(metric.when, cell.when) for cell in metric.promises}


def has_few_alternatives(metric: Metric) -> bool:
    """Tell whether the `when` of a metric and of its objectives can be combined."""
    own = len(metric.when or ALWAYS)
    return own * sum(len(cell.when or ALWAYS) for cell in metric.promises) <= MOST_ALTERNATIVES


def _answers(
    strands: Collection[Sequence[_Held]], cases: Sequence[Case], most: int
) -> Sequence[Mapping[Case, tuple[Objective, ...]]]:
    """Return the objectives that are the answers, strand by strand; none where they are too many.

    What is looked at in vain counts too, so that `most` bounds the work.
    """
    found = []
    for held in strands if cases else ():
        answers = Answers([(cell, box) for cell, condition in held for box in condition])
        by_case = {}
        for case in cases:
            cells = answers.of(case)
            most -= max(len(cells), 1)
            if most < 0:
                return ()
            if cells:
                by_case[case] = cells
        found.append(by_case)
    return found


def _may_run_in_working_time(cell: Objective) -> bool:
    if cell.target is None:
        return cell.same_as is not None
    return isinstance(cell.target, Target) and _runs_in_working_time(cell.target.value)


def _runs_in_working_time(value: Quantity | Range | Deadline | ScaleStep | None) -> bool:
    match value:
        case WorkingTime() | Range(low=WorkingTime()) | Deadline(business=True):
            return True
        case _:
            return False


_Key = tuple[Commitment, str | None, str | None, str | None]
_Held = tuple[Objective, Condition]


def _by_strand(setting: _Setting, held: Iterable[_Held]) -> dict[_Key, list[_Held]]:
    """Group objectives by what keeps them from competing: how binding they are, what is measured.

    One without a figure competes with all that are as binding as itself, or else as its metric.
    """
    metric = setting.metric
    keys = [_key(metric, cell) if _has_figure(setting, cell) else None for cell, _ in held]
    found: dict[_Key, list[_Held]] = {key: [] for key in keys if key}
    layers = {key[0] for key in found}
    usual = _key(metric, Objective.model_construct())
    for key, one in zip(keys, held, strict=True):
        if key:
            found[key].append(one)
            continue
        own = _key(metric, one[0])[0]
        layer = own if own in layers else usual[0]
        competing = [other for other in found if other[0] is layer] or [usual]
        for other in competing:
            found.setdefault(other, []).append(one)
    return found


def _has_figure(setting: _Setting, cell: Objective) -> bool:
    """Tell whether an objective has a figure in the end; one that leads nowhere has none."""
    return isinstance(_source(setting, cell).target, Target)


def _source(setting: _Setting, cell: Objective) -> Objective:
    """Return the objective that says what one promises; in a circle it is the objective itself."""
    if cell.same_as is None:
        return cell
    return same_as(setting.agreement, cell, setting.catalog) or cell


def _key(metric: Metric, cell: Objective) -> _Key:
    share = metric.says(cell, "compliance")
    return (
        metric.says(cell, "commitment") or Commitment.GUARANTEED,
        metric.says(cell, "statistic"),
        str(share) if isinstance(share, Share) else None,
        metric.says(cell, "owed_by"),
    )


def _strand(
    setting: _Setting,
    key: _Key,
    held: Sequence[_Held],
    answers: Mapping[Case, tuple[Objective, ...]] | None,
    alike: Mapping[int, Mapping[str, Any]],
) -> Strand:
    if answers is None:  # too many to look at: each objective for itself
        by_case: dict[Case, tuple[Promise, ...]] = {
            Case((("", str(place)),)): (_promise(setting, cell, EVERY_CASE, alike[id(cell)]),)
            for place, (cell, _) in enumerate(held)
        }
    else:
        by_case = {
            case: tuple(_promise(setting, cell, case, alike[id(cell)]) for cell in cells)
            for case, cells in answers.items()
        }
    return Strand(key[0], key[1], by_case)


def _promise(setting: _Setting, cell: Objective, case: Case, alike: Mapping[str, Any]) -> Promise:
    hours = _hours(setting, cell, case, alike["target"])
    return Promise(**alike, case=case, working=_spelt_out(setting, hours), runs_in=hours)


def _hours(
    setting: _Setting, cell: Objective, case: Case, target: Target | None
) -> Hours | Absence | None:
    """Return the hours in which a time runs; those of the case are asked for where it may."""
    value = target.value if target else None
    if isinstance(value, WorkingTime | Range | Deadline):
        return working_hours(setting.supported, setting.metric, cell, case)
    return setting.metric.says(cell, "hours")  # type: ignore[no-any-return]


def _spelt_out(setting: _Setting, hours: Hours | Absence | None) -> WorkingCalendar | None:
    if not isinstance(hours, Hours):
        return None
    return spelt_out(hours, setting.agreement, setting.catalog)


def _alike_in_all_cases(setting: _Setting, cell: Objective) -> Mapping[str, Any]:
    """Return what an objective promises whatever the case, by the names of `Promise`."""
    agreement, metric = setting.agreement, setting.metric
    source = _source(setting, cell)
    target = source.target
    stated = target if isinstance(target, Target) else None
    share = metric.says(cell, "compliance")
    over = measured_hours(agreement, metric, cell)
    return {
        "agreement": agreement,
        "metric": metric,
        "objective": cell,
        "kind": setting.kind,
        "direction": setting.direction,
        "target": stated,
        "absence": source.absence or (target if isinstance(target, Absence) else None),
        "operator": (stated.operator if stated else None) or operator_of(setting.direction),
        "window": window_of(metric, cell),
        "statistic": metric.says(cell, "statistic"),
        "compliance": share if isinstance(share, Share) else None,
        "commitment": metric.says(cell, "commitment"),
        "evidence": cell.evidence or metric.evidence,
        "owed_by": metric.says(cell, "owed_by"),
        "clock": metric.says(cell, "clock"),
        "measured_over": metric.says(cell, "measured_over"),
        "measured": _spelt_out(setting, over),
    }


def _is_contradiction(one: Promise, other: Promise) -> bool:
    """Tell whether two promises for one case differ in nothing but what they promise."""
    if (one.target, one.absence) == (other.target, other.absence):
        return False
    told_apart = ("window", "measured_over", "clock", "working", "measured")
    if any(getattr(one, name) != getattr(other, name) for name in told_apart):
        return False
    return one.objective.per == other.objective.per
