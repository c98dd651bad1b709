"""How a promise is said in one place: its target, what qualifies it, the downtime it allows."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import (
    CUSTOM,
    Commitment,
    Direction,
    Metric,
    Objective,
    window_of,
)
from sla_catalog.model.quantities import (
    NO_BREAK,
    Duration,
    Operator,
    Percentage,
    Target,
    WorkingTime,
    as_decimal,
    plain,
)
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet
from sla_catalog.pages.blocks import Icon, Inline, Line, Soft, Strong, Text
from sla_catalog.reckoning.downtime import AROUND_THE_CLOCK, Budget, budget
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.reckoning.worktime import WorkingCalendar, worst_wall_clock


def metric_name(sheet: Sheet, metric: Metric) -> str:
    """Return a metric's name: its own, or that of its type."""
    if metric.name:
        return metric.name
    shared = sheet.edition.catalog.metric_by_id.get(metric.type)
    if shared:
        return shared.name
    kind = sheet.edition.catalog.kind_of(metric)
    if kind and metric.type != CUSTOM:
        return sheet.words.metric_type(kind)
    return sheet.words.field(metric.id)


def default_operator(sheet: Sheet, metric: Metric) -> Operator | None:
    """Return how a measured value stands to a target without an operator."""
    kind = sheet.edition.catalog.kind_of(metric)
    if kind:
        return kind.operator
    shared = sheet.edition.catalog.metric_by_id.get(metric.type)
    direction = metric.direction or (shared.direction if shared else None)
    if direction is None:
        return None
    return Operator.AT_LEAST if direction is Direction.HIGHER else Operator.AT_MOST


def condition_of(sheet: Sheet, cell: Objective) -> str:
    """Say what a cell applies to."""
    return sheet.words.conditions(sheet.agreement, cell.when) if cell.when else ""


def target_line(sheet: Sheet, metric: Metric, cell: Objective, *, bare: bool = True) -> Line:
    """Say the target of a cell, or how it is absent.

    A `bare` one stands under a head that says the operator; else the operator is written out.
    """
    if cell.absence:
        return (sheet.absent(cell.absence),)
    target = cell.target
    if isinstance(target, Absence):
        return (sheet.absent(target),)
    if isinstance(target, Target):
        default = default_operator(sheet, metric)
        text = sheet.words.target(target, default)
        if not bare and target.operator is None and default:
            text = f"{sheet.words.within(sheet.words.choice(default))} {text}"
        return (Strong(text),)
    if cell.same_as:
        return (Text(sheet.label("same.as").format(objective=cell.same_as)),)
    commitment = metric.says(cell, "commitment")
    if commitment:
        return (Icon("ring"), Strong(sheet.words.choice(commitment)))
    return (NOT_STATED,)


def beside(sheet: Sheet, metric: Metric, cell: Objective) -> Iterator[Line]:
    """Say what qualifies a cell's target: its own terms, worst case, commitment, source."""
    target = cell.target
    if isinstance(target, Target):
        clock = _clock_words(sheet, metric, cell, target)
        if clock:
            yield (Soft(clock),)
    if cell.alternative:
        yield (Soft(sheet.words.field("alternative")), sheet.prose(cell.alternative))
    if cell.commitment and cell.commitment is not (metric.commitment or Commitment.GUARANTEED):
        yield commitment_line(sheet, cell.commitment)
    skip = ("id", "target", "alternative", "commitment", "same_as", "counted", "exclusions")
    if cell is not metric.promises[0] or cell.when or metric.objectives or metric.matrix:
        yield from sheet.lines(cell, skip)
    for name, label in (("exclusions", "does.not.count"), ("counted", "does.count")):
        names = getattr(cell, name)
        if names is not None:
            yield (Soft(sheet.label(label)), *_exclusion_names(sheet, names))


def _clock_words(sheet: Sheet, metric: Metric, cell: Objective, target: Target) -> str:
    """Say by which clock a time runs: both where a metric has both, and its worst case."""
    values = [one.target.value for one in metric.promises if isinstance(one.target, Target)]
    has_both = any(isinstance(value, WorkingTime) for value in values) and any(
        isinstance(value, Duration) for value in values
    )
    if isinstance(target.value, Duration):
        return sheet.label("wall.clock") if has_both else ""
    if not isinstance(target.value, WorkingTime):
        return ""
    worst = worst_case(sheet, metric, cell, target.value)
    if not has_both or metric.says(cell, "hours") is not None:
        return worst
    hours = sheet.label("counted.in").format(hours=default_hours(sheet))
    return f"{hours}, {worst}" if worst else hours


def default_hours(sheet: Sheet) -> str:
    """Name the hours in which working time runs where a metric names none."""
    supported = sheet.agreement.support is not None
    return sheet.label("support.hours.lower" if supported else "service.hours")


def commitment_line(sheet: Sheet, commitment: Commitment) -> Line:
    """Mark a promise that is not guaranteed."""
    words = sheet.words.choice(commitment)
    return (Icon("ring"), Soft(sheet.label("not.guaranteed").format(commitment=words)))


def _exclusion_names(sheet: Sheet, names: tuple[str, ...]) -> Iterator[Inline]:
    if not names:
        yield Text(sheet.label("nothing.excluded"))
    texts = {e.id: e.text for e in sheet.agreement.listed("exclusions")}
    for name in names:
        yield sheet.prose(texts.get(name, name))


def budget_of(sheet: Sheet, metric: Metric, cell: Objective) -> Budget | None:
    """Return the downtime that a cell's availability target allows, where it can be worked out."""
    target = cell.target
    kind = sheet.edition.catalog.kind_of(metric)
    if not kind or kind.id != "availability" or metric.method not in {None, "time"}:
        return None
    if not isinstance(target, Target) or not isinstance(target.value, Percentage):
        return None
    window = window_of(metric, cell)
    hours = measured_hours(sheet, metric, cell)
    return budget(target.value, window, hours) if window and hours else None


def basis_words(sheet: Sheet, found: Budget) -> str:
    """Say of what allowed downtime is a share: `30 days`, `21 days of 12 h`."""
    days, hours = plain(as_decimal(found.basis.days, 1)), found.basis.hours
    if hours == 24:
        return sheet.label("basis.days").format(days=days)
    rounded = as_decimal(hours, 1)
    if found.basis.is_even:
        # 23 h 59 min must not look like a whole day.
        time = f"{plain(rounded)}{NO_BREAK}h" if rounded == hours else spoken(hours * 3600)
        return sheet.label("basis.days.of").format(days=days, time=time)
    return sheet.label("basis.days.about").format(days=days, hours=plain(rounded))


def down_words(sheet: Sheet, found: Budget) -> str:
    """Say how much downtime is allowed: `43 min 12 s down in 30 days`."""
    time = spoken(found.headline)
    return sheet.label("down.in").format(time=time, basis=basis_words(sheet, found))


def measured_hours(sheet: Sheet, metric: Metric, cell: Objective) -> Hours | None:
    """Return the hours over which availability counts, or None where words say something else."""
    over = metric.says(cell, "measured_over")
    if over == "all time":
        return AROUND_THE_CLOCK
    if over not in {None, "service hours"}:
        return None
    service_hours = sheet.agreement.service_hours
    if not isinstance(service_hours, Hours):
        return AROUND_THE_CLOCK if over is None else None
    return resolved(sheet, service_hours)


def resolved(sheet: Sheet, hours: Hours) -> Hours | None:
    """Return hours with spans: those of the calendar where only its id is written."""
    if not hours.calendar:
        return hours
    calendar = sheet.edition.catalog.calendar_by_id.get(hours.calendar)
    return calendar.week if calendar else None


def working_hours(sheet: Sheet, metric: Metric, cell: Objective) -> Hours | None:
    """Return the hours in which working time runs: stated, or of support, or of the service."""
    stated = metric.says(cell, "hours")
    if isinstance(stated, Hours):
        return resolved(sheet, stated)
    for case in _support_cases(sheet, cell):
        return resolved(sheet, case)
    service_hours = sheet.agreement.service_hours
    return resolved(sheet, service_hours) if isinstance(service_hours, Hours) else None


def _support_cases(sheet: Sheet, cell: Objective) -> Iterator[Hours]:
    support = sheet.agreement.support
    if support is None or isinstance(support, Absence):
        return
    severities = {v for c in cell.when or () for v in c.get("severity", ())}
    for case in support.hours_by_case():
        named = {v for c in case.when or () for v in c.get("severity", ())}
        if not named or not severities or severities <= named:
            yield case.hours


def worst_case(sheet: Sheet, metric: Metric, cell: Objective, amount: WorkingTime) -> str:
    """Say how long working time can take on the wall; empty where its hours are not known."""
    hours = working_hours(sheet, metric, cell)
    if not hours or hours.around_the_clock or not hours.spans:
        return ""
    zone = sheet.agreement.timezone or sheet.edition.catalog.timezone or "UTC"
    worst = worst_wall_clock(amount, WorkingCalendar(hours, zone))
    time = f"{plain(as_decimal(worst / 3600, 2))}{NO_BREAK}h"
    return sheet.label("worst.case").format(time=time)
