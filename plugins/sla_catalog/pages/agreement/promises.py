"""What is promised, on one screen: the targets by the dimension that most of them use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Commitment, Metric, Objective
from sla_catalog.model.quantities import Target, magnitude, unit_of
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet, anchor_of
from sla_catalog.pages.agreement.targets import (
    budget_of,
    commitment_line,
    down_words,
    metric_name,
    target_line,
)
from sla_catalog.pages.blocks import (
    Absent,
    Cell,
    Line,
    Promise,
    Promises,
    Soft,
    State,
    Strong,
    Text,
)

MOST_COLUMNS = 4
MOST_ROWS_A_METRIC = 5


def promises(sheet: Sheet) -> Promises:
    """Make the table of promises, in the order of the clauses to which they lead."""
    columns = _columns(sheet)
    metrics = sheet.agreement.listed("metrics")
    rows = [row for metric in metrics for row in _rows(sheet, metric, columns)]
    names = tuple(
        sheet.words.dimension_value(sheet.agreement, columns[0], value) for value in columns[1]
    )
    qualifier = ""
    if columns[0]:
        qualifier = sheet.label("promises.by").format(
            dimension=sheet.words.within(sheet.words.field(columns[0]))
        )
    return Promises(qualifier, names, tuple(rows))


def _columns(sheet: Sheet) -> tuple[str, tuple[str, ...]]:
    """Return the dimension of the agreement's own that most cells use, with its values."""
    own = sheet.agreement.dimensions or {}
    used = Counter(
        name
        for metric in sheet.agreement.listed("metrics")
        for cell in metric.promises
        for condition in cell.when or ()
        for name in condition
    )
    for name, _ in sorted(used.items(), key=lambda pair: -pair[1]):
        values = own.get(name, ())
        if 1 < len(values) <= MOST_COLUMNS and used[name] * 2 > sum(
            len(metric.promises) for metric in sheet.agreement.listed("metrics")
        ):
            return name, values
    return "", ()


def _rows(sheet: Sheet, metric: Metric, columns: tuple[str, tuple[str, ...]]) -> Iterator[Promise]:
    name, values = columns
    width = len(values) or 1
    anchor = f"metric-{anchor_of(metric)}"
    number = sheet.numbers.get(anchor, "")
    title = metric_name(sheet, metric)
    if metric.absence or not metric.promises:
        piece = sheet.absent(metric.absence) if metric.absence else NOT_STATED
        measure = Cell(((Text(title),),))
        yield Promise(number, anchor, measure, (Cell(((piece,),), span=width),))
        return
    groups = _by_rest(metric, name)
    if len(groups) > MOST_ROWS_A_METRIC:
        cells = (Cell(tuple(_summary(sheet, metric)), span=width),)
        yield Promise(number, anchor, _measure(sheet, metric, title, ""), cells)
        return
    for place, (rest, group) in enumerate(groups.items()):
        starts = place == 0
        yield Promise(
            number,
            anchor,
            _measure(sheet, metric, title, _rest_words(sheet, rest), basis=starts),
            tuple(_cells(sheet, metric, group, columns)),
            starts,
        )


Rest = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


def _by_rest(metric: Metric, name: str) -> dict[Rest, list[Objective]]:
    """Group cells by the conditions other than that of the columns."""
    groups: dict[Rest, list[Objective]] = {}
    for cell in metric.promises:
        rest = tuple(
            tuple((key, values) for key, values in condition.items() if key != name)
            for condition in cell.when or ()
        )
        groups.setdefault(tuple(r for r in rest if r), []).append(cell)
    return groups


def _rest_words(sheet: Sheet, rest: Rest) -> str:
    return sheet.words.conditions(sheet.agreement, [dict(condition) for condition in rest])


def _measure(sheet: Sheet, metric: Metric, title: str, rest: str, *, basis: bool = True) -> Cell:
    lines: list[Line] = [(Text(f"{title}, {rest}" if rest else title),)]
    words = [
        sheet.words.value(value)
        for value in (metric.statistic, metric.window, metric.compliance)
        if value is not None and not isinstance(value, Absence)
    ]
    if basis and words:
        lines.append((Soft(", ".join(words)),))
    return Cell(tuple(lines))


def _cells(
    sheet: Sheet, metric: Metric, group: list[Objective], columns: tuple[str, tuple[str, ...]]
) -> Iterator[Cell]:
    name, values = columns
    if not name:
        yield _cell(sheet, metric, group[0], "")
        return
    by_value = {
        value: cell
        for cell in group
        for condition in cell.when or ({},)
        for value in condition.get(name, ())
    }
    if not by_value:
        yield _cell(sheet, metric, group[0], sheet.label("on.every"), len(values))
        return
    for value in values:
        cell = by_value.get(value)
        if cell is None:
            yield Cell(((NOT_STATED,),), State.NOT_STATED)
        else:
            yield _cell(sheet, metric, cell, "")


def _cell(sheet: Sheet, metric: Metric, cell: Objective, scope: str, span: int = 1) -> Cell:
    first = list(target_line(sheet, metric, cell, bare=True))
    if scope and len(sheet.agreement.dimensions or ()):
        first.append(Soft(scope))
    lines: list[Line] = [tuple(first)]
    budget = budget_of(sheet, metric, cell)
    if budget:
        lines.append((Soft(down_words(sheet, budget)),))
    commitment = metric.says(cell, "commitment")
    stated = isinstance(cell.target, Target)
    if stated and commitment and commitment is not Commitment.GUARANTEED:
        lines.append(commitment_line(sheet, commitment))
    return Cell(tuple(lines), span=span)


def _summary(sheet: Sheet, metric: Metric) -> Iterator[Line]:
    """Say the range of many targets, and how many say that there is none."""
    targets = [cell.target for cell in metric.promises if isinstance(cell.target, Target)]
    amounts = [t.value for t in targets if hasattr(t.value, "number")]
    by_unit: dict[str, list[Target]] = {}
    for target in targets:
        if target.value in amounts:
            by_unit.setdefault(unit_of(target.value), []).append(target)  # type: ignore[arg-type]
    for group in by_unit.values():
        ordered = sorted(group, key=lambda t: magnitude(t.value))  # type: ignore[arg-type]
        low, high = (sheet.words.target(t) for t in (ordered[0], ordered[-1]))
        text = low if low == high else f"{low} {sheet.label('to')} {high}"
        count = sheet.label("objectives.count").format(count=len(group))
        yield (Strong(text), Soft(count))
    absent = [cell.absence for cell in metric.promises if cell.absence]
    for absence in absent[:1]:
        count = sheet.label("absent.count").format(count=len(absent))
        yield (Absent(State(absence.kind), sheet.prose(absence.why)), Soft(count))
