"""Section 2, performance metrics: what is measured, what is promised, what does not count."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Clock as MetricClock
from sla_catalog.model.metrics import Commitment, Measured, Metric, Objective, Severity
from sla_catalog.pages.agreement.sheet import (
    NOT_STATED,
    Draft,
    Sheet,
    anchor_of,
    strong_cell,
    text_cell,
)
from sla_catalog.pages.agreement.targets import (
    basis_words,
    beside,
    default_hours,
    down_time,
    down_words,
    exclusion_line,
    metric_name,
    resolved_metric,
    target_line,
)
from sla_catalog.pages.blocks import (
    Badge,
    Block,
    Cell,
    Clock,
    Column,
    Fact,
    Facts,
    Line,
    Paragraph,
    Row,
    Soft,
    State,
    Strong,
    Table,
    Text,
)
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.resolved.promises import Promised, operator_of


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    agreement = sheet.agreement
    for metric in agreement.listed("metrics"):
        commitment = _commitment(sheet, metric)
        yield Draft(
            f"metric-{anchor_of(metric)}",
            metric_name(sheet, metric),
            partial(_metric, metric=metric),
            "" if metric.absence else commitment,
        )
    if agreement.severities:
        yield Draft("severities", sheet.words.field("severities"), _severities)
    if agreement.request_types:
        yield Draft("requests", sheet.words.field("request_types"), _requests)
    if agreement.exclusions is not None:
        yield Draft("exclusions", sheet.words.field("exclusions"), _exclusions)
    if agreement.maintenance is not None:
        yield Draft("maintenance", sheet.words.field("maintenance"), _maintenance)
    if agreement.continuity is not None:
        yield Draft("continuity", sheet.words.field("continuity"), _continuity)


def _metric(sheet: Sheet, metric: Metric) -> Iterator[Block]:
    if metric.description:
        yield Paragraph((sheet.prose(metric.description),))
    if metric.absence:
        yield Paragraph((sheet.absent(metric.absence),))
    elif not metric.promises:
        yield Facts((Fact(sheet.words.field("target"), Cell(((NOT_STATED,),))),))
    else:
        yield from _promises(sheet, metric)
    if metric.clock:
        yield from _clock(sheet, metric.clock)
    yield from _facts(sheet, metric)


def _promises(sheet: Sheet, metric: Metric) -> Iterator[Block]:
    resolved = resolved_metric(sheet, metric)
    layout = matrix_layout(sheet, metric)
    budgets = any(resolved.one_of(cell).allowed_downtime for cell in metric.promises)
    if layout:
        yield _matrix(sheet, resolved, *layout)
    elif _is_list(sheet, metric):
        yield _list(sheet, resolved, budgets=budgets)
    else:
        cell = metric.promises[0]
        promise = resolved.one_of(cell)
        target = Cell((target_line(sheet, promise), *beside(sheet, resolved, cell)))
        yield Facts((Fact(sheet.words.field("target"), target),))
    if budgets:
        basis = "budget.basis.matrix" if layout else "budget.basis"
        words = [sheet.label(basis)]
        if metric.rounding:
            words.append(sheet.label("budget.rounded"))
        yield Paragraph((Soft(" ".join(words)),), soft=True)


def _is_list(sheet: Sheet, metric: Metric) -> bool:
    """Tell whether there is more to say of a metric's objectives than one target."""
    first, *others = metric.promises
    is_apart = bool(first.name) or first.when != metric.when
    has_budget = resolved_metric(sheet, metric).one_of(first).allowed_downtime is not None
    return bool(others) or is_apart or has_budget


def _says_for_whom(sheet: Sheet, metric: Metric) -> bool:
    """Tell whether the condition of a metric is in the list of its one objective."""
    is_one = len(metric.promises) == 1 and metric.matrix is None and not metric.absence
    return is_one and _is_list(sheet, metric)


def matrix_layout(sheet: Sheet, metric: Metric) -> tuple[str, str] | None:
    """Return the dimensions of rows and columns where every cell has one value of each."""
    if metric.matrix:
        return metric.matrix.rows, metric.matrix.columns
    pairs = {tuple(sorted(cell.when[0])) if cell.when else () for cell in metric.promises}
    if len(pairs) != 1 or len(metric.promises) < 3:
        return None
    names = next(iter(pairs))
    if len(names) != 2 or not all(map(_has_one_value_each, metric.promises)):
        return None
    own = sheet.agreement.dimensions or {}
    columns = next((name for name in own if name in names), names[1])
    values = sheet.agreement.dimension_values().get(columns, ())
    rows = names[0] if columns == names[1] else names[1]
    full = {cell.when[0][columns][0] for cell in metric.promises if cell.when}
    return (rows, columns) if 1 < len(full) <= 5 and len(values) <= 5 else None


def _has_one_value_each(cell: Objective) -> bool:
    when = cell.when or ()
    return len(when) == 1 and all(len(values) == 1 for values in when[0].values())


def _matrix(sheet: Sheet, resolved: Promised, rows: str, columns: str) -> Table:
    metric = resolved.metric
    values = sheet.agreement.dimension_values()
    cells = {
        (cell.when[0][rows][0], cell.when[0][columns][0]): cell
        for cell in metric.promises
        if cell.when
    }
    across = _used(values.get(columns, ()), [column for _, column in cells])
    down = _used(values.get(rows, ()), [row for row, _ in cells], every=rows == "severity")
    table_rows = tuple(
        Row(
            Cell(((Strong(sheet.words.dimension_value(sheet.agreement, rows, row)),),)),
            tuple(_matrix_cell(sheet, resolved, cells.get((row, column))) for column in across),
        )
        for row in down
    )
    heads = (
        Column(sheet.words.dimension(sheet.agreement, rows)),
        *(Column(sheet.words.dimension_value(sheet.agreement, columns, c)) for c in across),
    )
    return Table(metric_name(sheet, metric), heads, table_rows, matrix=True)


def _used(declared: tuple[str, ...], written: list[str], *, every: bool = False) -> list[str]:
    used = [value for value in declared if every or value in written]
    return used + [value for value in dict.fromkeys(written) if value not in used]


def _matrix_cell(sheet: Sheet, resolved: Promised, cell: Objective | None) -> Cell:
    if cell is None:
        return Cell(((NOT_STATED,),), State.NOT_STATED)
    promise = resolved.one_of(cell)
    name: tuple[Line, ...] = ((Soft(cell.name),),) if cell.name else ()
    lines = [*name, target_line(sheet, promise), *beside(sheet, resolved, cell)]
    if promise.allowed_downtime:
        lines.append((Soft(down_words(sheet, promise.allowed_downtime)),))
    return Cell(tuple(lines))


def _list(sheet: Sheet, resolved: Promised, *, budgets: bool) -> Table:
    metric = resolved.metric
    operator = operator_of(resolved.direction)
    bound = sheet.words.within(sheet.words.choice(operator)) if operator else ""
    target = sheet.words.field("target")
    heads = [Column(sheet.label("column.for")), Column(f"{target}, {bound}" if bound else target)]
    found = (resolved.one_of(cell).allowed_downtime for cell in metric.promises)
    bases = {basis_words(sheet, budget) for budget in found if budget}
    if budgets:
        heads += [_down_head(sheet, bases)]
        heads += [Column(sheet.label(f"column.{n}")) for n in ("down.range", "down.year")]
    rows = tuple(
        _list_row(sheet, resolved, cell, budgets=budgets, named=len(bases) > 1)
        for cell in metric.promises
    )
    return Table(metric_name(sheet, metric), tuple(heads), rows)


def _down_head(sheet: Sheet, bases: set[str]) -> Column:
    """Name the basis of allowed downtime once where all rows share it."""
    if len(bases) == 1:
        return Column(sheet.label("column.down.in").format(basis=next(iter(bases))))
    return Column(sheet.label("column.down"))


def _list_row(
    sheet: Sheet, resolved: Promised, cell: Objective, *, budgets: bool, named: bool
) -> Row:
    metric, promise = resolved.metric, resolved.one_of(cell)
    head = _for_whom(sheet, metric, cell)
    lines = (target_line(sheet, promise, headed=True), *beside(sheet, resolved, cell))
    budget = promise.allowed_downtime
    value = Cell(lines, span=1 if budget or not budgets else 4)
    if not budget:
        return Row(head, (value,), f"objective-{metric.id}-{cell.derived_id}")
    year = promise.allowed_downtime_a_year
    span = (
        f"{spoken(budget.shortest)} {sheet.label('to')} {down_time(sheet, budget, budget.longest)}"
        if budget.shortest != budget.longest
        else sheet.label("exact")
    )
    basis: tuple[Line, ...] = ((Soft(basis_words(sheet, budget)),),) if named else ()
    cells = (
        value,
        Cell(((Text(down_time(sheet, budget, budget.headline)),), *basis)),
        text_cell(span),
        text_cell(down_time(sheet, year, year.headline) if year else ""),
    )
    return Row(head, cells, f"objective-{metric.id}-{cell.derived_id}")


def _for_whom(sheet: Sheet, metric: Metric, cell: Objective) -> Cell:
    """Say what an objective is for: its name, and the cases for which alone it holds.

    The condition of the metric is said below the list where that is longer than one.
    """
    own = cell.when if cell.when != metric.when else None
    whole = metric.when if _says_for_whom(sheet, metric) or not own else None
    said = [sheet.words.conditions(sheet.agreement, when) for when in (own, whole) if when]
    if cell.name:
        return strong_cell(cell.name, *said)
    return strong_cell(*said or [sheet.label("all.cases")])


_SHOWN = (
    "when", "name", "type", "target", "objectives", "matrix", "description", "commitment", "clock",
    "exclusions", "counted", "examples", "unit", "direction", "scale",
)  # fmt: skip


def _facts(sheet: Sheet, metric: Metric) -> Iterator[Facts]:
    rows = [] if _says_for_whom(sheet, metric) else [*sheet.condition_fact(metric)]
    rows += _kind_facts(sheet, metric)
    rows += sheet.facts(metric, _SHOWN).rows
    rows += _default_facts(sheet, metric)
    rows += _exclusion_facts(sheet, metric)
    if metric.matrix:
        rows += sheet.facts(metric.matrix, ("rows", "columns", "cells")).rows
    rows += [
        Fact(sheet.label("example.printed"), Cell(tuple(sheet.item_lines(example, "text"))))
        for example in metric.examples or ()
    ]
    rows += _remedy_facts(sheet, metric)
    if rows:
        yield Facts(tuple(rows))


def _kind_facts(sheet: Sheet, metric: Metric) -> Iterator[Fact]:
    shared = sheet.edition.catalog.metric_by_id.get(metric.type)
    if shared:
        lines = tuple(sheet.lines(shared, ("type", "name")))
        yield Fact(sheet.words.field("type"), Cell(((Text(shared.name),), *lines)))
    elif metric.name or metric.type == "custom":
        kind = sheet.edition.catalog.kind_of(metric)
        yield Fact(
            sheet.words.field("type"),
            text_cell(sheet.words.metric_type(kind) if kind else metric.type),
        )
    for name in ("unit", "direction", "scale"):
        value = getattr(metric, name)
        if value is not None:
            yield Fact(sheet.words.field(name), text_cell(sheet.words.value(value)))


def _commitment(sheet: Sheet, metric: Metric) -> str:
    """Say how binding a metric is; nothing where each objective, or the agreement, says it."""
    if metric.commitment:
        return sheet.words.choice(metric.commitment)
    left = [c for c in metric.promises if not c.absence and not c.commitment]
    if not left or sheet.agreement.binding:
        return ""
    if sheet.agreement.is_transcription:  # nobody may add a legal quality to somebody's text
        return sheet.label("commitment.unstated")
    return sheet.label("by.default").format(value=sheet.words.choice(Commitment.GUARANTEED))


def _default_facts(sheet: Sheet, metric: Metric) -> Iterator[Fact]:
    """Say which hours hold where the metric leaves them to the agreement."""
    badge = Badge(sheet.label("default"))
    resolved = resolved_metric(sheet, metric)
    cells = metric.promises
    if any(c.measured_over is None and resolved.one_of(c).allowed_downtime for c in cells):
        yield from _default_hours(sheet, metric)
    working = any(
        promise.runs_in_working_time and metric.says(promise.objective, "hours") is None
        for promise in resolved.promises
    )
    if working:
        words = Text(default_hours(sheet))
        yield Fact(sheet.words.field("hours"), Cell(((words, badge),)))


def _default_hours(sheet: Sheet, metric: Metric) -> Iterator[Fact]:
    if metric.measured_over is not None:
        return
    hours = sheet.label("service.hours" if sheet.agreement.service_hours else "all.time")
    line: Line = (Text(hours), Badge(sheet.label("default")))
    if sheet.agreement.is_transcription:
        line = (NOT_STATED, Soft(sheet.label("worked.out.over").format(hours=hours)))
    yield Fact(sheet.words.field("measured_over"), Cell((line,)))


def _exclusion_facts(sheet: Sheet, metric: Measured) -> Iterator[Fact]:
    known = {e.id for e in sheet.agreement.listed("exclusions")}
    if metric.exclusions == ():
        yield Fact(sheet.label("does.not.count"), text_cell(sheet.label("nothing.excluded")))
    elif metric.exclusions is not None:
        names = [*metric.exclusions]
        yield Fact(sheet.label("does.not.count"), exclusion_cell(sheet, names))
    elif known:
        words = sheet.label("all.exclusions")
        yield Fact(sheet.label("does.not.count"), Cell(((*sheet.clause("exclusions", words),),)))
    if metric.counted:
        yield Fact(sheet.label("does.count"), exclusion_cell(sheet, [*metric.counted]))


def exclusion_cell(sheet: Sheet, names: list[str]) -> Cell:
    """Name exclusions by their texts, one a line."""
    return Cell(tuple(exclusion_line(sheet, name) for name in names))


def _remedy_facts(sheet: Sheet, metric: Metric) -> Iterator[Fact]:
    remedies = sheet.agreement.remedies
    if remedies is None or isinstance(remedies, Absence):
        return
    schedules = remedies.credits if isinstance(remedies.credits, tuple) else ()
    rights = remedies.rights if isinstance(remedies.rights, tuple) else ()
    lines = [
        (
            *sheet.clause(f"credit-{anchor_of(credit)}", credit.name or sheet.label("credit")),
            *sheet.cases(credit),
        )
        for credit in schedules
        if metric.id in credit.metrics
    ]
    lines += [
        (*sheet.clause("rights", sheet.words.choice(right.type)), *sheet.cases(right))
        for right in rights
        if metric.id in (right.metrics or ())
    ]
    if lines:
        yield Fact(sheet.label("if.missed"), Cell((*sheet.condition(remedies), *lines)))


def _clock(sheet: Sheet, clock: MetricClock) -> Iterator[Block]:
    yield from map(Paragraph, sheet.condition(clock))
    stops: list[Line] = [(sheet.prose(clock.stop),)] if clock.stop else []
    stops += [
        (Soft(sheet.words.field("stop_is_not")), sheet.prose(text))
        for text in clock.stop_is_not or ()
    ]
    runs: list[Line] = [
        (Soft(sheet.words.field(name)), sheet.prose(text))
        for name in ("runs_while", "pauses_while")
        for text in getattr(clock, name) or ()
    ]
    yield Clock(
        Cell(((sheet.prose(clock.start),),)) if clock.start else None,
        Cell(tuple(runs)) if runs else None,
        Cell(tuple(stops)) if stops else None,
    )
    rest = sheet.facts(
        clock, ("when", "start", "stop", "stop_is_not", "runs_while", "pauses_while")
    )
    if rest.rows:
        yield rest


def _severities(sheet: Sheet) -> Iterator[Block]:
    yield _named(sheet, sheet.agreement.severities or (), "severity")


def _requests(sheet: Sheet) -> Iterator[Block]:
    yield _named(sheet, sheet.agreement.request_types or (), "request")


def _named(sheet: Sheet, entries: tuple[Severity, ...] | tuple[object, ...], noun: str) -> Facts:
    rows = []
    for entry in entries:
        label = sheet.words.dimension_value(sheet.agreement, noun, entry.id)  # type: ignore[attr-defined]
        lines = tuple(sheet.item_lines(entry, "definition", ("name",)))  # type: ignore[arg-type]
        anchor = f"{noun}-{anchor_of(entry)}"  # type: ignore[arg-type]
        rows.append(Fact(label, Cell(lines or ((NOT_STATED,),)), anchor))
    return Facts(tuple(rows))


def _exclusions(sheet: Sheet) -> Iterator[Block]:
    exclusions = sheet.agreement.exclusions
    if isinstance(exclusions, Absence) or not exclusions:
        yield from sheet.absence_block(exclusions)
        return
    yield sheet.sentences(exclusions, "exclusion")


def _maintenance(sheet: Sheet) -> Iterator[Block]:
    maintenance = sheet.agreement.maintenance
    if isinstance(maintenance, Absence) or not maintenance:
        yield from sheet.absence_block(maintenance)
        return
    yield Facts(
        tuple(
            Fact(
                sheet.words.choice(entry.type),
                Cell(tuple(sheet.item_lines(entry, "text", ("type",)))),
                f"maintenance-{anchor_of(entry)}",
            )
            for entry in maintenance
        )
    )


def _continuity(sheet: Sheet) -> Iterator[Block]:
    continuity = sheet.agreement.continuity
    if continuity is None or isinstance(continuity, Absence):
        yield from sheet.absence_block(continuity)
        return
    yield sheet.facts(continuity)
