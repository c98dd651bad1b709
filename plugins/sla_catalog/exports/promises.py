"""What metrics promise, as values for programs: exact, normalised, one for each objective."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal

from sla_catalog.calculation.downtime import Budget
from sla_catalog.exports.described import Described
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence, Evidence
from sla_catalog.model.metric_types import CUSTOM, BetterDirection
from sla_catalog.model.metrics import Commitment, Metric, Objective
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import (
    ElapsedTime,
    Quantity,
    TimeUnit,
    WorkingTime,
    WorkingUnit,
    as_decimal,
    plain,
    unit_of,
)
from sla_catalog.model.targets import Deadline, Range, ScaleStep, Share, Target
from sla_catalog.resolved.promise_values import MetricPromises as ResolvedMetric
from sla_catalog.resolved.promise_values import Promise as ResolvedPromise
from sla_catalog.resolved.promises import promised

Clock = Literal["elapsed", "working"]
AbsenceKind = Literal["none", "elsewhere", "unread", "not-stated"]

Number = Annotated[str, Described(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
Length = Annotated[Number, Described("Seconds.")]


@dataclass(frozen=True, slots=True)
class AbsentPromise:
    """A promise that is not there, and how."""

    kind: Annotated[AbsenceKind, Described("In which way.")]
    reason: Annotated[str, Described("The author's reason, in Markdown; may be empty.")]


@dataclass(frozen=True, slots=True)
class TargetExport:
    """A target. A deadline by the calendar and a step of a scale have a text and no value."""

    text: Annotated[str, Described("As the agreement prints it.")]
    operator: Annotated[
        Operator | None,
        Described("How a measured value must compare to it; of the metric if not written."),
    ]
    value: Annotated[Number | None, Described("The amount in `unit`; of a range the lower end.")]
    value_to: Annotated[Number | None, Described("The upper end of a range.")]
    unit: Annotated[
        str | None,
        Described(
            "percent; s or months; business minutes or business days; a currency; "
            "else the author's own unit."
        ),
    ]


@dataclass(frozen=True, slots=True)
class Compliance:
    """The share of cases that must meet the target."""

    percent: Annotated[Number, Described("The share in percent.")]
    of: Annotated[str, Described("What is counted.")]


@dataclass(frozen=True, slots=True)
class AllowedDowntime:
    """The downtime that an availability target allows in one window; its basis is beside it.

    Numbers that do not end have six decimals.
    """

    seconds: Annotated[Length, Described("In the window that is named first: 30 days of a month.")]
    shortest_seconds: Annotated[Length, Described("In the shortest such window.")]
    longest_seconds: Annotated[Length, Described("In the longest such window.")]
    days: Annotated[Number, Described("The days of which `seconds` is a share.")]
    hours_a_day: Annotated[Number, Described("The hours of such a day, on average.")]
    operator: Annotated[
        Literal[Operator.AT_MOST, Operator.LESS_THAN],
        Described("Whether exactly that long is allowed, or only less."),
    ]


@dataclass(frozen=True, slots=True)
class PromiseExport:
    """What is promised for some values of the dimensions."""

    id: Annotated[str, Described("Its id within the metric.")]
    name: Annotated[str | None, Described("Its name, if it has one of its own.")]
    when: Annotated[
        tuple[Mapping[str, tuple[str, ...]], ...],
        Described("To what it applies: any of these; empty for all."),
    ]
    target: Annotated[TargetExport | None, Described("What is promised, if that is stated.")]
    alternative: Annotated[
        str | None, Described("What may be agreed instead, in the author's words.")
    ]
    same_as: Annotated[str | None, Described("The objective from which the target is taken.")]
    absence: Annotated[AbsentPromise | None, Described("How it is not there.")]
    window: Annotated[str | None, Described("Over which period it is measured: `calendar month`.")]
    clock: Annotated[
        Clock | None, Described("Of a time: whether it runs always or in working hours.")
    ]
    hours: Annotated[
        str | None, Described("Of a time: the hours in which it runs, or that bind it.")
    ]
    per: Annotated[str | None, Described("For each of what it is worked out.")]
    owed_by: Annotated[str | None, Described("Who owes it, if not the provider.")]
    statistic: Annotated[str | None, Described("Which statistic, such as p99.")]
    compliance: Annotated[Compliance | None, Described("Which share must meet it.")]
    commitment: Annotated[Commitment | None, Described("How binding it is, if stated.")]
    evidence: Annotated[
        Evidence | None,
        Described(
            "How firm the figure is, if that is stated; conflicting where another "
            "source says something else."
        ),
    ]
    allowed_downtime: Annotated[
        AllowedDowntime | None, Described("Of availability over time: what it allows.")
    ]


@dataclass(frozen=True, slots=True)
class MetricExport:
    """A metric with all that it promises, in the order of the agreement."""

    id: Annotated[str, Described("Its id within the agreement.")]
    name: Annotated[str, Described("Its name, or that of its type.")]
    type: Annotated[str, Described("A built-in type, the id of a shared metric, or custom.")]
    base_type: Annotated[
        str | None, Described("The built-in type, also by way of a shared metric.")
    ]
    better: Annotated[BetterDirection | None, Described("Which values suit the customer.")]
    objectives: Annotated[tuple[PromiseExport, ...], Described("What is promised.")]


def measures(agreement: Agreement, catalog: Catalog) -> Iterator[MetricExport]:
    """Yield the metrics of an agreement, with the objectives that are the answer in some case."""
    for resolved in promised(agreement, catalog):
        metric = resolved.metric
        answers = {id(promise.objective) for promise in resolved.promises}
        yield MetricExport(
            id=metric.id,
            name=_name(metric, catalog),
            type=metric.type,
            base_type=resolved.kind.id if resolved.kind else None,
            better=resolved.direction,
            objectives=tuple(
                _promise(resolved, cell) for cell in metric.promises if id(cell) in answers
            ),
        )


def _name(metric: Metric, catalog: Catalog) -> str:
    shared = catalog.metric_by_id.get(metric.type)
    kind = catalog.kind_of(metric)
    named = metric.name or (shared.name if shared else None)
    return named or (kind.name if kind and metric.type != CUSTOM else metric.id)


def _promise(resolved: ResolvedMetric, cell: Objective) -> PromiseExport:
    found = resolved.one_of(cell)
    budget = found.allowed_downtime
    commitment = None if found.absence else found.commitment
    return PromiseExport(
        id=cell.derived_id,
        name=cell.name,
        when=resolved.when(cell) or (),
        target=_promised(found, found.target) if found.target else None,
        alternative=found.alternative,
        same_as=cell.same_as,
        absence=absent(found.absence, bool(found.target or commitment)),
        window=str(found.window) if found.window else None,
        clock=_clock(found.target.value) if found.target else None,
        hours=hours_of(found),
        per=resolved.metric.says(cell, "per"),
        owed_by=None if found.is_owed_by_provider else found.owed_by,
        statistic=found.statistic,
        compliance=_compliance(found.compliance) if found.compliance else None,
        commitment=commitment,
        evidence=found.evidence if found.target else None,
        allowed_downtime=_allowed(budget) if budget else None,
    )


def absent(absence: Absence | None, is_stated: bool) -> AbsentPromise | None:
    """Return how something is absent, or None where it is stated."""
    if absence:
        return AbsentPromise(_KINDS[absence.kind], absence.why)
    return None if is_stated else AbsentPromise("not-stated", "")


_KINDS: Mapping[str, AbsenceKind] = {"none": "none", "elsewhere": "elsewhere", "unread": "unread"}


def _promised(found: ResolvedPromise, target: Target) -> TargetExport:
    match target.value:
        case Range(low, high):
            lower, unit = normalised(low)
            return TargetExport(
                str(target), target.operator, lower, normalised(high)[0], unit or None
            )
        case Deadline() | ScaleStep():
            return TargetExport(str(target), target.operator, None, None, None)
        case amount:
            value, unit = normalised(amount)
            return TargetExport(str(target), found.operator, value, None, unit or None)


@lru_cache(4096)
def normalised(quantity: Quantity) -> tuple[str, str]:
    """Return an amount as an exact decimal, and its unit, so that equal amounts are equal texts.

    Times are in seconds or months, working times in business minutes or business days.
    """
    match quantity:
        case ElapsedTime(unit=TimeUnit.MONTH | TimeUnit.YEAR):
            return plain(as_decimal(quantity.months or Fraction(0))), "months"
        case ElapsedTime():
            return plain(as_decimal(quantity.seconds or Fraction(0))), "s"
        case WorkingTime(unit=WorkingUnit.DAY) | WorkingTime(unit=WorkingUnit.MINUTE):
            return _exact(quantity.number), str(quantity.unit)
        case WorkingTime():
            return _exact(quantity.number * 60), str(WorkingUnit.MINUTE)
        case _:
            return _exact(quantity.number), _UNITS.get(unit_of(quantity), unit_of(quantity))


_UNITS = {"%": "percent"}  # the sign alone begins a formula


def _exact(number: Decimal) -> str:
    return plain(as_decimal(Fraction(number)))


def _clock(value: Quantity | Range | Deadline | ScaleStep) -> Clock | None:
    match value:
        case Range(low, _):
            return _clock(low)
        case WorkingTime() | Deadline(business=True):
            return "working"
        case ElapsedTime() | Deadline():
            return "elapsed"
        case _:
            return None


def hours_of(found: ResolvedPromise) -> str | None:
    """Return the hours on which a promised time depends; None where it runs around the clock."""
    hours = found.runs_in if found.runs_in_working_time else found.limiting_hours
    is_time = found.target and _clock(found.target.value)
    if not is_time or not isinstance(hours, Hours) or hours.around_the_clock:
        return None
    return str(hours)


def _compliance(share: Share) -> Compliance:
    return Compliance(_exact(share.percentage.number), share.noun)


@lru_cache(4096)
def _allowed(budget: Budget) -> AllowedDowntime:
    return AllowedDowntime(
        seconds=plain(budget.headline),
        shortest_seconds=plain(budget.shortest),
        longest_seconds=plain(budget.longest),
        days=plain(budget.basis.days),
        hours_a_day=plain(budget.basis.hours),
        operator=Operator.AT_MOST if budget.is_reached else Operator.LESS_THAN,
    )
