"""How a promise is said in one place: its target, what qualifies it, the downtime it allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain

from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Evidence
from sla_catalog.model.metrics import CUSTOM, Commitment, Metric, Objective
from sla_catalog.model.quantities import (
    NO_BREAK,
    Duration,
    Operator,
    WorkingTime,
    as_decimal,
    plain,
)
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet
from sla_catalog.pages.blocks import Icon, Inline, Line, Soft, Strong, Text
from sla_catalog.reckoning.downtime import Budget, Extent
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.resolved.promises import Promise, Promised, operator_of, promised, promised_by

_DOWN = {"downtime": "down.at.most", "longest_outage": "down.at.once"}


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


def resolved_metrics(sheet: Sheet) -> tuple[Promised, ...]:
    """Return what each metric of the agreement promises."""
    return promised(sheet.agreement, sheet.edition.catalog)


def resolved_metric(sheet: Sheet, metric: Metric) -> Promised:
    """Return what one metric of the agreement promises."""
    return promised_by(sheet.agreement, metric, sheet.edition.catalog)


def condition_of(sheet: Sheet, resolved: Promised, cell: Objective) -> str:
    """Say what an objective is for: its name and to what it applies, as its metric does too."""
    return sheet.words.case(sheet.agreement, cell.name or "", resolved.when(cell) or ())


def target_line(sheet: Sheet, promise: Promise, *, headed: bool = False) -> Line:
    """Say the target of a promise, or how it is absent.

    A `headed` one is in a column whose head says how a measured value must compare with it.
    """
    if promise.absence:
        return (sheet.absent(promise.absence),)
    if promise.target:
        return (Strong(target_words(sheet, promise, headed=headed)),)
    if promise.commitment:
        return (Icon("ring"), Strong(sheet.words.choice(promise.commitment)))
    return (NOT_STATED,)


def target_words(sheet: Sheet, promise: Promise, *, headed: bool = False) -> str:
    """Say a target as text: `99.9 %`, `at least 3`, `at most 432 min down`."""
    if not promise.target:
        return ""
    default = operator_of(promise.direction)
    text = sheet.words.target(promise.target, default)
    down = _DOWN.get(promise.kind.id if promise.kind else "")
    if headed or not down:
        return text
    if promise.target.operator in {None, default}:
        text = f"{sheet.words.within(sheet.words.choice(default or Operator.AT_MOST))} {text}"
    return sheet.label(down).format(time=text)


def beside(sheet: Sheet, resolved: Promised, cell: Objective) -> Iterator[Line]:
    """Say what qualifies a cell's target: its own terms, worst case, commitment, source."""
    metric = resolved.metric
    found = resolved.of(cell) or (resolved.one_of(cell),)
    if cell.same_as and found[0].target:
        yield (Soft(_same_as_words(sheet, resolved, cell)),)
    clock = clock_words(sheet, resolved, found)
    if clock:
        yield (Soft(clock),)
    share = share_words(sheet, found[0])
    if share:
        yield (Soft(share),)
    if cell.alternative:
        yield (Soft(sheet.words.field("alternative")), sheet.prose(cell.alternative))
    if cell.commitment and cell.commitment is not metric.commitment:
        yield commitment_line(sheet, cell.commitment)
    skip = (
        "id",
        "name",
        "when",
        "target",
        "alternative",
        "commitment",
        "same_as",
        "counted",
        "exclusions",
    )
    if cell is not metric.promises[0] or cell.when or metric.objectives or metric.matrix:
        yield from sheet.lines(cell, skip)
    for name, label in (("exclusions", "does.not.count"), ("counted", "does.count")):
        names = getattr(cell, name)
        if names is not None:
            yield (Soft(sheet.label(label)), *_exclusion_names(sheet, names))


def _same_as_words(sheet: Sheet, resolved: Promised, cell: Objective) -> str:
    """Say from which objective a target is taken, in the words of the page."""
    for other in resolved.metric.promises:
        if other.derived_id == cell.same_as and other is not cell:
            words = other.name or condition_of(sheet, resolved, other)
            return sheet.label("same.as").format(objective=words or sheet.label("all.cases.lower"))
    return sheet.label("same.as.other")


def clock_words(sheet: Sheet, resolved: Promised, found: Sequence[Promise]) -> str:
    """Say by which clock a time runs: its hours where they differ, and its worst case."""
    value = found[0].value
    both = [type(p.value) for p in resolved.promises if isinstance(p.value, Duration | WorkingTime)]
    if isinstance(value, Duration):
        return sheet.label("wall.clock") if WorkingTime in both else ""
    hours = {promise.runs_in for promise in found if isinstance(promise.runs_in, Hours)}
    others = {p.runs_in for p in resolved.promises if p.runs_in_working_time}
    worst = worst_case_words(sheet, found)
    if not found[0].runs_in_working_time or len(hours) != 1:
        return worst
    if len(others) < 2 and Duration not in both:
        return worst
    words = sheet.label("counted.in").format(hours=sheet.words.hours(next(iter(hours))))
    return f"{words}, {worst}" if worst else words


def worst_case_words(sheet: Sheet, found: Iterable[Promise]) -> str:
    """Say how long working time can take on the wall; empty where its hours are not known."""
    known = [(p.worst_case, p) for p in found if p.worst_case is not None]
    if not known:
        return ""
    worst, promise = max(known, key=lambda pair: pair[0])
    listed = promise.working is not None and promise.working.holidays
    key = "worst.case" if listed else "worst.case.plain"
    return sheet.label(key).format(time=f"{plain(as_decimal(worst / 3600, 2))}{NO_BREAK}h")


def default_hours(sheet: Sheet) -> str:
    """Name the hours in which working time runs where a metric names none."""
    supported = sheet.agreement.support is not None
    return sheet.label("support.hours.lower" if supported else "service.hours")


def commitment_line(sheet: Sheet, commitment: Commitment) -> Line:
    """Say how binding a promise is, with a mark where it is not guaranteed."""
    words = sheet.words.choice(commitment)
    if commitment is Commitment.GUARANTEED:
        return (Soft(words),)
    return (Icon("ring"), Soft(sheet.label("not.guaranteed").format(commitment=words)))


def firmness_line(sheet: Sheet, promise: Promise) -> Line:
    """Mark a figure that does not bind, or that a source gives as an estimate; else nothing."""
    if promise.absence or not promise.target:
        return ()
    if promise.commitment not in {None, Commitment.GUARANTEED}:
        return commitment_line(sheet, promise.commitment)
    if promise.evidence in {Evidence.OBJECTIVE, Evidence.ESTIMATE, Evidence.CONFLICTING}:
        words = sheet.words.choice(promise.evidence)
        return (Icon("ring"), Soft(sheet.label("source.gives").format(evidence=words)))
    return ()


def _exclusion_names(sheet: Sheet, names: tuple[str, ...]) -> Iterator[Inline]:
    if not names:
        yield Text(sheet.label("nothing.excluded"))
    for name in names:
        yield from exclusion_line(sheet, name)


def exclusion_line(sheet: Sheet, name: str) -> Line:
    """Say an exclusion by its text, and for which cases alone it holds."""
    known = next((e for e in sheet.agreement.listed("exclusions") if e.id == name), None)
    if known is None:
        return (Text(name),)
    return (*chain.from_iterable(sheet.condition(known)), sheet.prose(known.text))


def share_words(sheet: Sheet, promise: Promise) -> str:
    """Say what part of its window a downtime target is: `1 % of 30 days`."""
    found = promise.share_of_window
    if found is None:
        return ""
    share, whole = found
    percent = f"{plain(as_decimal(share, 5))}{NO_BREAK}%"
    return sheet.label("share.of.window").format(share=percent, basis=extent_words(sheet, whole))


def basis_words(sheet: Sheet, found: Budget) -> str:
    """Say of what allowed downtime is a share: `30 days`, `21 days of 12 h`."""
    return extent_words(sheet, found.basis)


def extent_words(sheet: Sheet, found: Extent) -> str:
    """Say how many days of how many hours a figure is of: `30 days`, `21 days of 12 h`."""
    days, hours = plain(as_decimal(found.days, 1)), found.hours
    if hours == 24:
        return sheet.label("basis.days").format(days=days)
    rounded = as_decimal(hours, 1)
    if found.is_even:
        # 23 h 59 min must not look like a whole day.
        time = f"{plain(rounded)}{NO_BREAK}h" if rounded == hours else spoken(hours * 3600)
        return sheet.label("basis.days.of").format(days=days, time=time)
    return sheet.label("basis.days.about").format(days=days, hours=plain(rounded))


def down_words(sheet: Sheet, found: Budget) -> str:
    """Say how much downtime is allowed: `43 min 12 s down in 30 days`."""
    time = down_time(sheet, found, found.headline)
    return sheet.label("down.in").format(time=time, basis=basis_words(sheet, found))


def down_time(sheet: Sheet, found: Budget, length: Fraction) -> str:
    """Say a length of allowed downtime: `43 min 12 s`, `less than 44 min`."""
    if found.is_reached or not length:
        return spoken(length)
    return sheet.label("down.less").format(time=spoken(length))


def measured_hours(sheet: Sheet, metric: Metric, cell: Objective) -> Hours | None:
    """Return the hours over which availability counts, or None where words say something else."""
    measured = resolved_metric(sheet, metric).one_of(cell).measured
    return measured.hours if measured else None
