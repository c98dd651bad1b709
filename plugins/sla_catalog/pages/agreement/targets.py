"""How a promise is said in one place: its target, what qualifies it, the downtime it allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain

from sla_catalog.calculation.downtime import Budget, TimeBase
from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Absence, Evidence
from sla_catalog.model.metrics import Commitment, Metric, Objective
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import NO_BREAK, ElapsedTime, as_decimal
from sla_catalog.pages.agreement.cells import common_source
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.agreement.waits import worst_case_words
from sla_catalog.pages.blocks import Icon, Inline, Line, Soft, Strong, Text
from sla_catalog.resolved.promise_values import MetricPromises, Promise
from sla_catalog.resolved.promises import operator_of, promised, promised_by
from sla_catalog.review.reported import ReportedChange

LONGEST_CASE = 70  # what a title says of the cases that it is about

_DOWN = {"downtime": "down.at.most", "longest_outage": "down.at.once"}


def metric_name(page: AgreementPage, metric: Metric) -> str:
    """Return a metric's name: its own, or that of its type."""
    return page.words.metric(metric)


def metric_name_apart(page: AgreementPage, metric: Metric) -> str:
    """Return a metric's name, with its cases where another metric of the agreement has it too."""
    name = metric_name(page, metric)
    others = (other for other in page.agreement.listed("metrics") if other is not metric)
    if not metric.when or all(metric_name(page, other) != name for other in others):
        return name
    words = page.words.conditions(page.agreement, metric.when)
    return f"{name}, {words}" if len(words) <= LONGEST_CASE else name


def resolved_metrics(page: AgreementPage) -> tuple[MetricPromises, ...]:
    """Return what each metric of the agreement promises."""
    return promised(page.agreement, page.context.catalog)


def resolved_metric(page: AgreementPage, metric: Metric) -> MetricPromises:
    """Return what one metric of the agreement promises."""
    return promised_by(page.agreement, metric, page.context.catalog)


def all_cases_words(page: AgreementPage, cell: Objective, metric: Metric) -> str:
    """Say that an objective without a condition holds for all cases, or for those left to it."""
    resolved = resolved_metric(page, metric)
    answered = {promise.case for promise in resolved.of(cell)}
    is_rest = 0 < len(answered) < len(resolved.cases)
    return page.label("all.cases.rest" if is_rest else "all.cases")


def condition_of(page: AgreementPage, resolved: MetricPromises, cell: Objective) -> str:
    """Say what an objective is for: its name and to what it applies, as its metric does too."""
    return page.words.case(page.agreement, cell.name or "", resolved.when(cell) or ())


def target_line(page: AgreementPage, promise: Promise, *, headed: bool = False) -> Line:
    """Say the target of a promise, or how it is absent.

    A `headed` one is in a column whose head says how a measured value must compare with it.
    """
    if promise.absence:
        return (page.absent(promise.absence),)
    if promise.target:
        line: Line = (Strong(target_words(page, promise, headed=headed)),)
        former = page.former
        return former.beside(former_targets(page, promise), line) if former else line
    if promise.commitment:
        return (Icon("ring"), Strong(page.words.choice(promise.commitment)))
    return (NOT_STATED,)


def former_targets(page: AgreementPage, promise: Promise) -> Sequence[ReportedChange]:
    """Return the changes of a proposal that put a target in the place of another one."""
    if page.former is None:
        return ()
    return page.former.of_target(promise.metric, promise.objective)


def operator_implied(promise: Promise) -> Operator | None:
    """Return the operator that one expects without being told; only a known type implies one."""
    return promise.kind.operator if promise.kind else None


def target_words(page: AgreementPage, promise: Promise, *, headed: bool = False) -> str:
    """Say a target as text: `99.9 %`, `at least 3`, `at most 432 min down`."""
    if not promise.target:
        return ""
    default = operator_of(promise.direction)
    text = page.words.target(promise.target, default if headed else operator_implied(promise))
    down = _DOWN.get(promise.kind.id if promise.kind else "")
    if headed or not down:
        return text
    if promise.target.operator in {None, default}:
        text = f"{page.words.within(page.words.choice(default or Operator.AT_MOST))} {text}"
    return page.label(down).format(time=text)


def beside(page: AgreementPage, resolved: MetricPromises, cell: Objective) -> Iterator[Line]:
    """Say what qualifies a cell's target: its own terms, worst case, commitment, source."""
    metric = resolved.metric
    found = resolved.of(cell) or (resolved.one_of(cell),)
    if resolved.is_taken_over(cell):
        yield (Soft(_same_as_words(page, resolved, cell)),)
    clock = clock_words(page, resolved, found)
    if clock:
        yield (Soft(clock),)
    share = share_words(page, found[0])
    if share:
        yield (Soft(share),)
    if cell.alternative:
        yield _or_line(page, cell.alternative)
    is_said = not (found[0].target or found[0].absence)  # in the place of a figure
    if cell.commitment and cell.commitment is not metric.commitment and not is_said:
        yield commitment_line(page, cell.commitment)
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
        *(["hours"] if isinstance(cell.hours, Hours) else []),
        *(["source"] if source_of_objectives(metric) else []),
    )
    if isinstance(cell.hours, Hours) and not says_hours(resolved, found):
        label = page.words.headed(page.words.field("hours"))
        yield (Soft(label), Text(_hours_words(page, cell.hours)))
    if cell is not metric.promises[0] or cell.when or metric.objectives or metric.matrix:
        yield from page.lines(cell, skip)
    for name, label in (("exclusions", "does.not.count"), ("counted", "does.count")):
        names = getattr(cell, name)
        if names is not None:
            yield (Soft(page.label(label)), *_exclusion_names(page, names))


def source_of_objectives(metric: Metric) -> str:
    """Return the source to be said once for a metric: that of every objective of it."""
    source = common_source(metric.promises)
    return source if metric.source in {None, source} else ""


def _same_as_words(page: AgreementPage, resolved: MetricPromises, cell: Objective) -> str:
    """Say from which objective a target is taken, in the words of the page."""
    other = resolved.named_by(cell)
    if other is None:
        return page.label("same.as.other")
    words = other.name or condition_of(page, resolved, other)
    return page.label("same.as").format(objective=words or page.label("all.cases.lower"))


def clock_words(page: AgreementPage, resolved: MetricPromises, found: Sequence[Promise]) -> str:
    """Say by which clock a time runs: its hours where they differ, and its worst case."""
    value = found[0].value
    if isinstance(value, ElapsedTime):
        is_apart = bool(resolved.hours) and found[0].limiting_hours is None
        return page.label("wall.clock") if is_apart else ""
    worst = worst_case_words(page, found)
    if not says_hours(resolved, found):
        return worst
    words = page.label("counted.in").format(hours=_hours_words(page, _hours_of(found)[0]))
    return f"{words}, {worst}" if worst else words


def hours_line(page: AgreementPage, promise: Promise) -> Line:
    """Say the hours of a time: those of working time beside other times, or that bind others."""
    is_stated = promise.metric.says(promise.objective, "hours") is not None
    if is_stated and says_hours(resolved_metric(page, promise.metric), (promise,)):
        words = _hours_words(page, _hours_of((promise,))[0])
        return (Soft(page.label("counted.in").format(hours=words)),)
    hours = promise.limiting_hours
    if hours is None or not isinstance(promise.value, ElapsedTime) or promise.allowed_downtime:
        return ()
    label = Soft(page.words.headed(page.words.field("hours")))
    said = page.absent(hours) if isinstance(hours, Absence) else Soft(_hours_words(page, hours))
    return (label, said)


def unit_words(page: AgreementPage, found: Iterable[Promise]) -> Iterator[str]:
    """Say for each of what some promises are worked out, such as a tenant; each once."""
    units = dict.fromkeys(promise.metric.says(promise.objective, "per") for promise in found)
    yield from (page.label("for.each").format(step=unit) for unit in units if unit)


def owed_line(page: AgreementPage, promise: Promise) -> Line:
    """Say who owes a figure where that is not the provider; else nothing."""
    if promise.is_owed_by_provider or promise.owed_by is None or not promise.target:
        return ()
    label = page.words.headed(page.words.field("owed_by"))
    return (Icon("ring"), Soft(f"{label} {page.party(promise.owed_by)}"))


def says_hours(resolved: MetricPromises, found: Sequence[Promise]) -> bool:
    """Tell whether a target says its hours: in those of others, or beside time on the wall."""
    if not found[0].runs_in_working_time or len(_hours_of(found)) != 1:
        return False
    return len(resolved.hours) > 1 or ElapsedTime in resolved.clocks


def _hours_words(page: AgreementPage, hours: Hours) -> str:
    """Say hours; those of a calendar that has a clause of its own by its name alone."""
    known = page.context.catalog.calendar_by_id.get(hours.calendar or "")
    if known is None or "calendars" not in page.numbers:
        return page.words.hours(hours)
    return known.name or known.id.replace("-", " ")


def _hours_of(found: Iterable[Promise]) -> list[Hours]:
    return [*{promise.runs_in: None for promise in found if isinstance(promise.runs_in, Hours)}]


def default_hours(page: AgreementPage) -> str:
    """Name the hours in which working time runs where a metric names none."""
    supported = page.agreement.support is not None
    return page.label("support.hours.lower" if supported else "service.hours")


# What a source gives as something else than a promise is not called guaranteed by default.
NOT_FIRM = frozenset({Evidence.OBJECTIVE, Evidence.ESTIMATE, Evidence.CONFLICTING})


def commitment_line(page: AgreementPage, commitment: Commitment) -> Line:
    """Say how binding a promise is, with a mark where it is not guaranteed."""
    words = page.words.choice(commitment)
    if commitment is Commitment.GUARANTEED:
        return (Soft(words),)
    return (Icon("ring"), Soft(page.label("not.guaranteed").format(commitment=words)))


def firmness_line(page: AgreementPage, promise: Promise) -> Line:
    """Mark a figure that does not bind, or that a source gives as an estimate; else nothing.

    That sources disagree is said in any case, of what does not bind as well.
    """
    if promise.absence or not promise.target:
        return ()
    given = ""
    if promise.evidence in NOT_FIRM:
        words = page.words.choice(promise.evidence)
        given = page.label("source.gives").format(evidence=words)
    if promise.commitment not in {None, Commitment.GUARANTEED}:
        line = commitment_line(page, promise.commitment)
        return (*line, Soft(given)) if promise.evidence is Evidence.CONFLICTING else line
    return (Icon("ring"), Soft(given)) if given else ()


def firmness_lines(page: AgreementPage, found: Iterable[Promise]) -> Iterator[Line]:
    """Mark several figures that are said together, each mark once."""
    lines = dict.fromkeys(filter(None, (firmness_line(page, promise) for promise in found)))
    for line in lines:
        if not any(other != line and other[: len(line)] == line for other in lines):
            yield line


def alternative_line(page: AgreementPage, promise: Promise) -> Line:
    """Say what may be agreed instead of a figure, in its own words or its metric's."""
    return _or_line(page, promise.alternative) if promise.alternative else ()


def alternative_lines(page: AgreementPage, found: Iterable[Promise]) -> Iterator[Line]:
    """Say what may be agreed instead of several figures, each once."""
    said = dict.fromkeys(promise.alternative for promise in found)
    yield from (_or_line(page, text) for text in said if text)


def _or_line(page: AgreementPage, text: str) -> Line:
    label = page.words.field("alternative")
    is_said = text.casefold().startswith(f"{label} ")  # the author's own words begin with it
    return (page.prose(text),) if is_said else (Soft(label), page.prose(text))


def _exclusion_names(page: AgreementPage, names: tuple[str, ...]) -> Iterator[Inline]:
    if not names:
        yield Text(page.label("nothing.excluded"))
    for name in names:
        yield from exclusion_line(page, name)


def exclusion_line(page: AgreementPage, name: str) -> Line:
    """Say an exclusion by its text, and for which cases alone it holds."""
    known = next((e for e in page.agreement.listed("exclusions") if e.id == name), None)
    if known is None:
        return (Text(name),)
    return (*chain.from_iterable(page.condition(known)), page.prose(known.text))


def share_words(page: AgreementPage, promise: Promise) -> str:
    """Say what part of its window a downtime target is: `1 % of 30 days`."""
    found = promise.share_of_window
    if found is None:
        return ""
    share, whole = found
    percent = f"{page.words.number(as_decimal(share, 5))}{NO_BREAK}%"
    basis = page.words.extent(whole, page.context.labels.governed)
    return page.label("share.of.window").format(share=percent, basis=basis)


def basis_words(page: AgreementPage, found: Budget) -> str:
    """Say of what allowed downtime is a share: `30 days`, `21 days of 12 h`."""
    return extent_words(page, found.basis)


def extent_words(page: AgreementPage, found: TimeBase) -> str:
    """Say of how much time a figure is: `30 days`, `730 h`, `21 days of 12 h`."""
    return page.words.extent(found, page.context.labels.counted)


def down_words(page: AgreementPage, found: Budget) -> str:
    """Say how much downtime is allowed: `43 min 12 s down in 30 days`."""
    time = down_time(page, found, found.headline)
    return page.label("down.in").format(time=time, basis=basis_words(page, found))


def down_time(page: AgreementPage, found: Budget, length: Fraction) -> str:
    """Say a length of allowed downtime, as its budget is reached or not."""
    return down_length(page, length, is_reached=found.is_reached)


def down_length(page: AgreementPage, length: Fraction, *, is_reached: bool) -> str:
    """Say a length of allowed downtime: `43 min 12 s`, `less than 44 min`."""
    if is_reached or not length:
        return page.words.length(length)
    return page.label("down.less").format(time=page.words.length(length))
