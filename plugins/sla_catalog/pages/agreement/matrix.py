"""The objectives of a metric over two dimensions, as a table."""

from __future__ import annotations

from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.agreement.targets import beside, down_words, metric_name, target_line
from sla_catalog.pages.blocks import Cell, Column, Line, Row, Soft, State, Strong, Table
from sla_catalog.resolved.promise_values import MetricPromises


def matrix_layout(page: AgreementPage, metric: Metric) -> tuple[str, str] | None:
    """Return the dimensions of rows and columns where every cell has one value of each."""
    if metric.matrix:
        return metric.matrix.rows, metric.matrix.columns
    pairs = {tuple(sorted(cell.when[0])) if cell.when else () for cell in metric.promises}
    if len(pairs) != 1 or len(metric.promises) < 3:
        return None
    names = next(iter(pairs))
    if len(names) != 2 or not all(map(_has_one_value_each, metric.promises)):
        return None
    own = page.agreement.dimensions or {}
    columns = next((name for name in own if name in names), names[1])
    values = page.agreement.dimension_values().get(columns, ())
    rows = names[0] if columns == names[1] else names[1]
    full = {cell.when[0][columns][0] for cell in metric.promises if cell.when}
    return (rows, columns) if 1 < len(full) <= 5 and len(values) <= 5 else None


def _has_one_value_each(cell: Objective) -> bool:
    when = cell.when or ()
    return len(when) == 1 and all(len(values) == 1 for values in when[0].values())


def matrix(page: AgreementPage, resolved: MetricPromises, rows: str, columns: str) -> Table:
    """Return a metric's objectives as a table of a dimension by another."""
    metric = resolved.metric
    values = page.agreement.dimension_values()
    cells = {
        (cell.when[0][rows][0], cell.when[0][columns][0]): cell
        for cell in metric.promises
        if cell.when
    }
    across = _used(values.get(columns, ()), [column for _, column in cells])
    down = _used(values.get(rows, ()), [row for row, _ in cells], every=rows == "severity")
    table_rows = tuple(
        Row(
            Cell(((Strong(page.words.dimension_value(page.agreement, rows, row)),),)),
            tuple(_matrix_cell(page, resolved, cells.get((row, column))) for column in across),
        )
        for row in down
    )
    heads = (
        Column(page.words.dimension(page.agreement, rows)),
        *(Column(page.words.dimension_value(page.agreement, columns, c)) for c in across),
    )
    return Table(metric_name(page, metric), heads, table_rows, matrix=True)


def _used(declared: tuple[str, ...], written: list[str], *, every: bool = False) -> list[str]:
    used = [value for value in declared if every or value in written]
    return used + [value for value in dict.fromkeys(written) if value not in used]


def _matrix_cell(page: AgreementPage, resolved: MetricPromises, cell: Objective | None) -> Cell:
    if cell is None:
        return Cell(((NOT_STATED,),), State.NOT_STATED)
    promise = resolved.one_of(cell)
    name: tuple[Line, ...] = ((Soft(cell.name),),) if cell.name else ()
    lines = [*name, target_line(page, promise), *beside(page, resolved, cell)]
    if promise.allowed_downtime:
        lines.append((Soft(down_words(page, promise.allowed_downtime)),))
    return Cell(tuple(lines))
