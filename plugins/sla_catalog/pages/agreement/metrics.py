"""Section 2, performance metrics: what is measured, what is promised, what does not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sla_catalog.model.fields import Absence
from sla_catalog.model.measurement import Clock as MetricClock
from sla_catalog.model.metrics import Commitment, Measured, Metric, Objective, RequestType, Severity
from sla_catalog.pages.agreement.budget_note import budget_note
from sla_catalog.pages.agreement.cells import anchor_of, common_source, strong_cell, text_cell
from sla_catalog.pages.agreement.matrix import matrix, matrix_layout
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage, ClauseSpec
from sla_catalog.pages.agreement.targets import (
    NOT_FIRM,
    all_cases_words,
    basis_words,
    beside,
    default_hours,
    down_time,
    exclusion_line,
    metric_name,
    metric_name_apart,
    resolved_metric,
    source_of_objectives,
    target_line,
)
from sla_catalog.pages.blocks import (
    Badge,
    Block,
    Cell,
    ClockCell,
    Column,
    FactRow,
    Facts,
    Line,
    Paragraph,
    Row,
    Soft,
    Table,
    Text,
)
from sla_catalog.resolved.promise_values import MetricPromises
from sla_catalog.resolved.promises import operator_of


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of this section."""
    agreement = page.agreement
    is_common = bool(common_commitment(page))
    for metric in agreement.listed("metrics"):
        commitment = "" if is_common else _commitment(page, metric)
        yield ClauseSpec(
            f"metric-{anchor_of(metric)}",
            metric_name_apart(page, metric),
            partial(_metric, metric=metric),
            "" if metric.absence else commitment,
        )
    if agreement.severities:
        yield ClauseSpec("severities", page.words.field("severities"), _severities)
    if agreement.request_types:
        yield ClauseSpec("requests", page.words.field("request_types"), _requests)
    if agreement.exclusions is not None:
        yield ClauseSpec("exclusions", page.words.field("exclusions"), _exclusions)
    if agreement.maintenance is not None:
        yield ClauseSpec("maintenance", page.words.field("maintenance"), _maintenance)
    if agreement.continuity is not None:
        yield ClauseSpec("continuity", page.words.field("continuity"), _continuity)


def _metric(page: AgreementPage, metric: Metric) -> Iterator[Block]:
    if metric.description:
        yield Paragraph((page.prose(metric.description),))
    if metric.absence:
        yield Paragraph((page.absent(metric.absence),))
    elif not metric.promises:
        yield Facts((FactRow(page.words.field("target"), Cell(((NOT_STATED,),))),))
    else:
        yield from _promises(page, metric)
    if metric.clock:
        yield from _clock(page, metric.clock)
    yield from _facts(page, metric)


def _promises(page: AgreementPage, metric: Metric) -> Iterator[Block]:
    resolved = resolved_metric(page, metric)
    layout = matrix_layout(page, metric)
    budgets = any(resolved.one_of(cell).allowed_downtime for cell in metric.promises)
    if layout:
        yield matrix(page, resolved, *layout)
    elif _is_list(page, metric):
        yield _list(page, resolved, budgets=budgets)
    else:
        cell = metric.promises[0]
        promise = resolved.one_of(cell)
        target = Cell((target_line(page, promise), *beside(page, resolved, cell)))
        yield Facts((FactRow(page.words.field("target"), target),))
    if budgets:
        yield budget_note(page, metric)


def _is_list(page: AgreementPage, metric: Metric) -> bool:
    """Tell whether there is more to say of a metric's objectives than one target."""
    first, *others = metric.promises
    is_apart = bool(first.name) or first.when != metric.when
    has_budget = resolved_metric(page, metric).one_of(first).allowed_downtime is not None
    return bool(others) or is_apart or has_budget


def _says_for_whom(page: AgreementPage, metric: Metric) -> bool:
    """Tell whether the condition of a metric is in the list of its one objective."""
    is_one = len(metric.promises) == 1 and metric.matrix is None and not metric.absence
    return is_one and _is_list(page, metric)


def _list(page: AgreementPage, resolved: MetricPromises, *, budgets: bool) -> Table:
    metric = resolved.metric
    operator = operator_of(resolved.direction)
    bound = page.words.within(page.words.choice(operator)) if operator else ""
    target = page.words.field("target")
    heads = [Column(page.label("column.for")), Column(f"{target}, {bound}" if bound else target)]
    found = (resolved.one_of(cell).allowed_downtime for cell in metric.promises)
    bases = {basis_words(page, budget) for budget in found if budget}
    if budgets:
        heads += [_down_head(page, bases)]
        heads += [
            Column(page.label(f"column.{name}"), lengths=True)
            for name in ("down.range", "down.year")
        ]
    rows = tuple(
        _list_row(page, resolved, cell, budgets=budgets, named=len(bases) > 1)
        for cell in metric.promises
    )
    return Table(metric_name(page, metric), tuple(heads), rows)


def _down_head(page: AgreementPage, bases: set[str]) -> Column:
    """Name the basis of allowed downtime once where all rows share it."""
    if len(bases) == 1:
        words = page.label("column.down.in").format(basis=next(iter(bases)))
        return Column(words, lengths=True)
    return Column(page.label("column.down"), lengths=True)


def _list_row(
    page: AgreementPage, resolved: MetricPromises, cell: Objective, *, budgets: bool, named: bool
) -> Row:
    metric, promise = resolved.metric, resolved.one_of(cell)
    head = _for_whom(page, metric, cell)
    lines = (target_line(page, promise, headed=True), *beside(page, resolved, cell))
    budget = promise.allowed_downtime
    value = Cell(lines, span=1 if budget or not budgets else 4)
    if not budget:
        return Row(head, (value,), f"objective-{metric.id}-{cell.derived_id}")
    year = promise.allowed_downtime_a_year
    shortest = down_time(page, budget, budget.shortest)
    span = (
        f"{shortest} {page.label('to')} {down_time(page, budget, budget.longest)}"
        if budget.shortest != budget.longest
        else page.label("exact")
    )
    basis: tuple[Line, ...] = ((Soft(basis_words(page, budget)),),) if named else ()
    cells = (
        value,
        Cell(((Text(down_time(page, budget, budget.headline)),), *basis)),
        text_cell(span),
        text_cell(down_time(page, year, year.headline) if year else ""),
    )
    return Row(head, cells, f"objective-{metric.id}-{cell.derived_id}")


def _for_whom(page: AgreementPage, metric: Metric, cell: Objective) -> Cell:
    """Say what an objective is for: its name, and the cases for which alone it holds.

    The condition of the metric is said below the list where that is longer than one.
    """
    own = cell.when if cell.when != metric.when else None
    whole = metric.when if _says_for_whom(page, metric) or not own else None
    said = [page.words.conditions(page.agreement, when) for when in (own, whole) if when]
    if cell.name:
        return strong_cell(cell.name, *said)
    return strong_cell(*said or [all_cases_words(page, cell, metric)])


_SHOWN = (
    "when", "name", "type", "target", "objectives", "matrix", "description", "commitment", "clock",
    "exclusions", "counted", "examples", "unit", "direction", "scale",
)  # fmt: skip


def _facts(page: AgreementPage, metric: Metric) -> Iterator[Facts]:
    rows = [] if _says_for_whom(page, metric) else [*page.condition_fact(metric)]
    rows += _kind_facts(page, metric)
    rows += page.facts(metric, _SHOWN).rows
    source = source_of_objectives(metric)
    if source and not metric.source:
        rows.append(FactRow(page.label("provenance"), Cell((tuple(page.source(source)),))))
    rows += _default_facts(page, metric)
    rows += _exclusion_facts(page, metric)
    if metric.matrix:
        rows += page.facts(metric.matrix, ("rows", "columns", "cells")).rows
    rows += [
        FactRow(page.label("example.printed"), Cell(tuple(page.item_lines(example, "text"))))
        for example in metric.examples or ()
    ]
    rows += _remedy_facts(page, metric)
    if rows:
        yield Facts(tuple(rows))


def _kind_facts(page: AgreementPage, metric: Metric) -> Iterator[FactRow]:
    shared = page.context.catalog.metric_by_id.get(metric.type)
    if shared:
        lines = tuple(page.lines(shared, ("type", "name")))
        yield FactRow(page.words.field("type"), Cell(((Text(shared.name),), *lines)))
    elif metric.name or metric.type == "custom":
        kind = page.context.catalog.kind_of(metric)
        yield FactRow(
            page.words.field("type"),
            text_cell(page.words.metric_type(kind) if kind else page.words.choice(metric.type)),
        )
    for name in ("unit", "direction", "scale"):
        value = getattr(metric, name)
        if value is not None:
            yield FactRow(page.words.field(name), text_cell(page.words.value(value)))


def common_commitment(page: AgreementPage) -> str:
    """Return how binding all metrics are, where that is the same: it is said once then."""
    metrics = page.agreement.listed("metrics")
    told = [_commitment(page, one) for one in metrics if one.promises and not one.absence]
    return told[0] if len(told) > 1 and len({*told}) == 1 else ""


def _commitment(page: AgreementPage, metric: Metric) -> str:
    """Say how binding a metric is; nothing where each objective, or the agreement, says it."""
    if metric.commitment:
        return page.words.choice(metric.commitment)
    left = [
        cell
        for cell in metric.promises
        if not cell.absence
        and not cell.commitment
        and (cell.evidence or metric.evidence) not in NOT_FIRM
    ]
    if not left or page.agreement.binding:
        return ""
    if page.agreement.is_transcription:  # nobody may add a legal quality to somebody's text
        return page.label("commitment.unstated")
    return page.label("by.default").format(value=page.words.choice(Commitment.GUARANTEED))


def _default_facts(page: AgreementPage, metric: Metric) -> Iterator[FactRow]:
    """Say which hours hold where the metric leaves them to the agreement."""
    badge = Badge(page.label("default"))
    resolved = resolved_metric(page, metric)
    cells = metric.promises
    if any(c.measured_over is None and resolved.one_of(c).allowed_downtime for c in cells):
        yield from _default_hours(page, metric)
    working = any(
        promise.runs_in_working_time and metric.says(promise.objective, "hours") is None
        for promise in resolved.promises
    )
    if working:
        words = Text(default_hours(page))
        yield FactRow(page.words.field("hours"), Cell(((words, badge),)))


def _default_hours(page: AgreementPage, metric: Metric) -> Iterator[FactRow]:
    if metric.measured_over is not None:
        return
    hours = page.label("service.hours" if page.agreement.service_hours else "all.time")
    line: Line = (Text(hours), Badge(page.label("default")))
    if page.agreement.is_transcription:
        line = (NOT_STATED, Soft(page.label("worked.out.over").format(hours=hours)))
    yield FactRow(page.words.field("measured_over"), Cell((line,)))


def _exclusion_facts(page: AgreementPage, metric: Measured) -> Iterator[FactRow]:
    known = {e.id for e in page.agreement.listed("exclusions")}
    if metric.exclusions == ():
        yield FactRow(page.label("does.not.count"), text_cell(page.label("nothing.excluded")))
    elif metric.exclusions is not None:
        names = [*metric.exclusions]
        yield FactRow(page.label("does.not.count"), exclusion_cell(page, names))
    elif known:
        words = page.label("all.exclusions")
        yield FactRow(page.label("does.not.count"), Cell(((*page.clause("exclusions", words),),)))
    if metric.counted:
        yield FactRow(page.label("does.count"), exclusion_cell(page, [*metric.counted]))


def exclusion_cell(page: AgreementPage, names: list[str]) -> Cell:
    """Name exclusions by their texts, one a line."""
    return Cell(tuple(exclusion_line(page, name) for name in names))


def _remedy_facts(page: AgreementPage, metric: Metric) -> Iterator[FactRow]:
    remedies = page.agreement.remedies
    if remedies is None or isinstance(remedies, Absence):
        return
    schedules = remedies.credits if isinstance(remedies.credits, tuple) else ()
    rights = remedies.rights if isinstance(remedies.rights, tuple) else ()
    lines = [
        (
            *page.clause(f"credit-{anchor_of(credit)}", credit.name or page.label("credit")),
            *page.cases(credit),
        )
        for credit in schedules
        if metric.id in credit.metrics
    ]
    lines += [
        (*page.clause("rights", page.words.choice(right.type)), *page.cases(right))
        for right in rights
        if metric.id in (right.metrics or ())
    ]
    if lines:
        yield FactRow(page.label("if.missed"), Cell((*page.condition(remedies), *lines)))


def _clock(page: AgreementPage, clock: MetricClock) -> Iterator[Block]:
    yield from map(Paragraph, page.condition(clock))
    stops: list[Line] = [(page.prose(clock.stop),)] if clock.stop else []
    stops += [
        (Soft(page.words.headed(page.words.field("stop_is_not"))), page.prose(text))
        for text in clock.stop_is_not or ()
    ]
    runs: list[Line] = [
        (Soft(page.words.headed(page.words.field(name))), page.prose(text))
        for name in ("runs_while", "pauses_while")
        for text in getattr(clock, name) or ()
    ]
    yield ClockCell(
        Cell(((page.prose(clock.start),),)) if clock.start else None,
        Cell(tuple(runs)) if runs else None,
        Cell(tuple(stops)) if stops else None,
    )
    rest = page.facts(clock, ("when", "start", "stop", "stop_is_not", "runs_while", "pauses_while"))
    if rest.rows:
        yield rest


def _severities(page: AgreementPage) -> Iterator[Block]:
    yield from _named(page, page.agreement.severities or (), "severity")


def _requests(page: AgreementPage) -> Iterator[Block]:
    yield from _named(page, page.agreement.request_types or (), "request")


def _named(
    page: AgreementPage, entries: Sequence[Severity] | Sequence[RequestType], noun: str
) -> Iterator[Block]:
    source = common_source(entries)
    skip = ("name", "source") if source else ("name",)
    rows = []
    for entry in entries:
        label = page.words.dimension_value(page.agreement, noun, entry.id)
        lines = tuple(page.item_lines(entry, "definition", skip))
        rows.append(FactRow(label, Cell(lines or ((NOT_STATED,),)), f"{noun}-{anchor_of(entry)}"))
    yield Facts(tuple(rows))
    if source:
        yield Paragraph(tuple(page.source(source)))


def _exclusions(page: AgreementPage) -> Iterator[Block]:
    exclusions = page.agreement.exclusions
    if isinstance(exclusions, Absence) or not exclusions:
        yield from page.absence_block(exclusions)
        return
    yield page.sentences(exclusions, "exclusion")


def _maintenance(page: AgreementPage) -> Iterator[Block]:
    maintenance = page.agreement.maintenance
    if isinstance(maintenance, Absence) or not maintenance:
        yield from page.absence_block(maintenance)
        return
    yield Facts(
        tuple(
            FactRow(
                page.words.choice(entry.type),
                Cell(tuple(page.item_lines(entry, "text", ("type",)))),
                f"maintenance-{anchor_of(entry)}",
            )
            for entry in maintenance
        )
    )


def _continuity(page: AgreementPage) -> Iterator[Block]:
    continuity = page.agreement.continuity
    if continuity is None or isinstance(continuity, Absence):
        yield from page.absence_block(continuity)
        return
    yield page.facts(continuity)
