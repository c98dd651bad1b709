"""What resolved promises are: a promise, those that compete, and all of a metric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction
from functools import cached_property

from sla_catalog.calculation.bands import Interval
from sla_catalog.calculation.downtime import Budget, TimeBase, budget, extent_of, yearly
from sla_catalog.calculation.worktime import WorkingCalendar, worst_wall_clock
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.fields import Absence, Evidence
from sla_catalog.model.measurement import Clock
from sla_catalog.model.metric_types import BetterDirection, MetricType
from sla_catalog.model.metrics import Commitment, Metric, Objective
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import (
    ElapsedTime,
    Percentage,
    Quantity,
    WorkingTime,
    as_decimal,
    magnitude,
    unit_of,
)
from sla_catalog.model.targets import Deadline, Range, ScaleStep, Share, Target
from sla_catalog.resolved.cases import Case, Condition, Space, When, can_meet
from sla_catalog.resolved.rounding import roundings

OVER_TIME = frozenset({None, "time"})
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

    def for_case(self, case: Case) -> Promise:
        """Return the same promise for another case; most are made so, which is fast."""
        made = object.__new__(Promise)
        object.__setattr__(made, "__dict__", vars(self) | {"case": case})
        return made

    @property
    def value(self) -> Quantity | Range | Deadline | ScaleStep | None:
        """Return what the target promises, without its operator."""
        return self.target.value if self.target else None

    @property
    def runs_in_working_time(self) -> bool:
        """Tell whether its time runs only while some hours do."""
        return runs_in_working_time(self.value)

    @property
    def limiting_hours(self) -> Hours | Absence | None:
        """Return the hours to which the text binds a time that is no working time, if not all."""
        if self.runs_in_working_time:
            return None
        is_all = isinstance(self.runs_in, Hours) and self.runs_in.around_the_clock
        return None if is_all else self.runs_in

    @property
    def is_firm(self) -> bool:
        """Tell whether it binds: an objective, an estimate and a best effort do not."""
        return self.commitment in _FIRM

    @property
    def alternative(self) -> str | None:
        """Return what may be agreed instead of the target, in its own words or its metric's."""
        stated: str | None = self.metric.says(self.objective, "alternative")
        return stated if self.target else None

    @property
    def can_pause(self) -> bool:
        """Tell whether the text lets its clock pause, or run only at times, besides its hours."""
        return self.clock is not None and bool(self.clock.pauses_while or self.clock.runs_while)

    @property
    def is_owed_by_provider(self) -> bool:
        """Tell whether the provider owes it, not the customer or somebody else."""
        return self.owed_by in {None, "provider"}

    @cached_property
    def allowed_downtime(self) -> Budget | None:
        """Return the downtime that an availability target allows in one window, if known."""
        return self.allowed_downtime_in(self.window) if self.window else None

    @cached_property
    def stated_downtime(self) -> Budget | None:
        """Return the downtime in one window that a target names itself, and no share of time."""
        seconds = self.value.seconds if isinstance(self.value, ElapsedTime) else None
        named = self.kind is not None and self.kind.id == "downtime"
        if not named or seconds is None or self.window is None or self.measured is None:
            return None
        basis = extent_of(self.window, self.measured.hours)
        is_reached = self.operator is not Operator.LESS_THAN
        return Budget(seconds, seconds, seconds, basis, is_reached) if basis else None

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
        """Return the most seconds that a target in working time can take on the wall clock.

        None where it runs around the clock, since it then takes what it says.
        """
        is_running = self.working is not None and self.working.hours.around_the_clock
        return None if is_running else self.longest_wait

    @cached_property
    def longest_wait(self) -> Fraction | None:
        """Return the same for hours around the clock as well."""
        amount = self.value.high if isinstance(self.value, Range) else self.value
        if self.working is None or not isinstance(amount, WorkingTime):
            return None
        hours = self.working.hours
        if not hours.around_the_clock and not hours.spans:
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
        asked = frozenset(pair for pair in chosen.values if pair[0] in self.dimensions)
        if not asked:
            return self.promises
        found = min((self._by_value.get(pair, ()) for pair in asked), key=len)
        return tuple(p for p in found if asked.issubset(p.case.values))

    @cached_property
    def _by_value(self) -> Mapping[tuple[str, str], Sequence[Promise]]:
        found: dict[tuple[str, str], list[Promise]] = {}
        for promise in self.promises:
            for pair in promise.case.values:
                found.setdefault(pair, []).append(promise)
        return found

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

    def is_taken_over(self, objective: Objective) -> bool:
        """Tell whether the target of an objective is that of another one."""
        return objective.same_as is not None and self.one_of(objective).target is not None

    def named_by(self, objective: Objective) -> Objective | None:
        """Return the objective of the metric that another one names by `same_as`."""
        named = (one for one in self.metric.promises if one.derived_id == objective.same_as)
        return next((one for one in named if one is not objective), None)

    def when(self, objective: Objective) -> When | None:
        """Return to what an objective applies: its own condition and its metric's together."""
        return self._whens[id(objective)]

    def condition_for(self, cases: Iterable[Case]) -> When:
        """Return a condition that covers just some cases, in as few alternatives as is simple.

        A dimension of which each value is there is left out, unless some case says nothing of it.
        """
        asked = tuple(cases)
        known = self._conditions.get(asked)
        if known is None:
            known = self._conditions[asked] = self.space.covering(
                asked, self.dimensions, self.optional
            )
        return known

    @cached_property
    def _conditions(self) -> dict[tuple[Case, ...], When]:
        return {}

    @cached_property
    def uncovered(self) -> tuple[Case, ...]:
        """Return the cases in the scope for which nothing is stated."""
        stated = {case for strand in self.strands for case in strand.by_case}
        return tuple(c for c in self.cases if c not in stated and can_meet(self.scope, c))


def runs_in_working_time(value: Quantity | Range | Deadline | ScaleStep | None) -> bool:
    """Tell whether a promised value is a length of working time, or a deadline on working days."""
    match value:
        case WorkingTime() | Range(low=WorkingTime()) | Deadline(business=True):
            return True
        case _:
            return False


def _is_contradiction(one: Promise, other: Promise) -> bool:
    """Tell whether two promises for one case differ in nothing but what they promise."""
    if (one.target, one.absence) == (other.target, other.absence):
        return False
    told_apart = ("window", "measured_over", "clock", "working", "measured")
    if any(getattr(one, name) != getattr(other, name) for name in told_apart):
        return False
    return one.objective.per == other.objective.per
