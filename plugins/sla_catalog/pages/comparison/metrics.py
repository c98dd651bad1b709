"""The rows of metrics: what each agreement promises, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import (
    CUSTOM,
    Amounts,
    Commitment,
    Direction,
    Family,
    Metric,
    Objective,
    window_of,
)
from sla_catalog.model.quantities import (
    Deadline,
    Level,
    Operator,
    Percentage,
    Range,
    Target,
    WorkingTime,
    magnitude,
    unit_of,
)
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet, anchor_of
from sla_catalog.pages.agreement.targets import (
    metric_name,
    target_line,
    worst_case,
)
from sla_catalog.pages.blocks import Cell, ComparedRow, Line, Link, Soft, State, Strong
from sla_catalog.pages.comparison.standings import (
    Amount,
    Entry,
    amount_of,
    compared,
    unstated_words,
)
from sla_catalog.pages.edition import Edition, agreement_uri
from sla_catalog.reckoning.comparability import Basis
from sla_catalog.reckoning.downtime import yearly
from sla_catalog.reckoning.promises import (
    allowed_downtime,
    counted_hours,
    direction_of,
    operator_of,
)
from sla_catalog.reckoning.spoken import spoken

MOST_VALUES = 4
_UPWARDS = {Operator.AT_LEAST, Operator.MORE_THAN}
_DOWNWARDS = {Operator.AT_MOST, Operator.LESS_THAN}


@dataclass(frozen=True, slots=True)
class Value:
    """What one agreement promises in one row: its cells, the first target of which is ranked.

    `lent` says, in words, that this is what the agreement promises for other cases too.
    """

    sheet: Sheet
    metric: Metric
    cells: tuple[Objective, ...]
    severity: int = 0
    lent: str = ""

    @property
    def targets(self) -> list[Target]:
        """Return what is promised, in order."""
        return [cell.target for cell in self.cells if isinstance(cell.target, Target)]

    @property
    def first(self) -> Objective | None:
        """Return the first cell with a target."""
        return next((cell for cell in self.cells if isinstance(cell.target, Target)), None)

    @property
    def is_manifold(self) -> bool:
        """Tell whether an agreement promises too many things in a row to stand for one."""
        own = self.sheet.agreement.dimensions or {}
        by_plan = all(
            set(condition) - {"severity"} <= set(own)
            for cell in self.cells
            for condition in cell.when or ()
        )
        is_long = len(self.cells) > MOST_VALUES
        return len(set(map(str, self.targets))) > 1 and (is_long or not by_plan)


@dataclass(frozen=True, slots=True)
class RowKey:
    """What makes a row: the kind of metric, and how severe the case is (1 is worst, 0 any)."""

    family: str
    type: str
    severity: int

    @property
    def anchor(self) -> str:
        """Return the id of the row."""
        return f"row-{self.type}-{self.severity}" if self.severity else f"row-{self.type}"


Values = Mapping[str, Value]
Reckon = Callable[[Value, Objective], Fraction | None]


def metric_values(sheets: Iterable[Sheet]) -> dict[RowKey, dict[str, Value]]:
    """Gather what each agreement promises in each row; rows in the order of types.

    What is promised for all cases stands in the rows of severities too, unless they say else.
    """
    found: dict[RowKey, dict[str, Value]] = {}
    for sheet in sheets:
        for metric in sheet.agreement.listed("metrics"):
            for severity, cells in _by_severity(sheet, metric).items():
                key = RowKey(*_kind(sheet, metric), severity)
                found.setdefault(key, {}).setdefault(
                    sheet.agreement.id, Value(sheet, metric, tuple(cells), severity)
                )
    for key, values in found.items():
        if key.severity:
            _lend(found.get(replace(key, severity=0), {}), values)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].type, pair[0].severity)))


def _lend(general: Values, values: dict[str, Value]) -> None:
    """Add what is promised for all cases where an agreement says nothing of a severity."""
    for name, value in general.items():
        if name not in values and (value.cells or value.metric.absence):
            has_others = any(
                "severity" in condition
                for cell in value.metric.promises
                for condition in cell.when or ()
            )
            words = value.sheet.label("all.cases.other" if has_others else "all.cases.lower")
            values[name] = replace(value, lent=words)


def _kind(sheet: Sheet, metric: Metric) -> tuple[str, str]:
    """Return family and type; where authors say which values are better, that is part of it."""
    catalog = sheet.edition.catalog
    kind = catalog.kind_of(metric)
    if kind:
        return kind.family, kind.id
    name = metric.type if metric.type != CUSTOM else f"custom-{metric.id}"
    return "other", f"{name}-{direction_of(metric, catalog) or 'open'}"


def _by_severity(sheet: Sheet, metric: Metric) -> dict[int, list[Objective]]:
    order = [severity.id for severity in sheet.agreement.severities or ()]
    found: dict[int, list[Objective]] = {}
    for cell in metric.promises:
        named = [v for c in cell.when or () for v in c.get("severity", ())]
        for place in {order.index(v) + 1 if v in order else 0 for v in named} or {0}:
            found.setdefault(place, []).append(cell)
    return dict(sorted(found.items())) or {0: []}


def metric_rows(
    edition: Edition, names: list[str], key: RowKey, values: Values, by_severity: Iterable[str] = ()
) -> Iterator[ComparedRow]:
    """Yield the row of a metric, and the rows that follow from it.

    The agreements in `by_severity` say something in the rows of severities only.
    """
    labels = edition.labels
    any_value = next(iter(values.values()))
    direction = direction_of(any_value.metric, edition.catalog)
    entries = {name: _kept_entry(edition, key, value) for name, value in values.items()}
    pointers = {n: Entry(Cell(()), lent=labels["by.severity"]) for n in by_severity}
    yield ComparedRow(
        _row_name(edition, any_value, key),
        key.anchor,
        labels[f"better.{direction}"] if direction else "",
        compared(edition, key.anchor, names, pointers | entries, direction),
        direction or "",
    )
    if key.type == "availability":
        for kind, reckon in (("downtime", _in_window), ("downtime.year", _in_year)):
            times = {n: e for n, v in values.items() if (e := _downtime(v, entries[n], reckon))}
            yield ComparedRow(
                labels[f"row.{kind}"],
                f"row-{kind.replace('.', '-')}",
                labels[f"row.{kind}.note"],
                compared(edition, kind, names, times, Direction.LOWER),
                Direction.LOWER,
            )


def _row_name(edition: Edition, value: Value, key: RowKey) -> str:
    kind = edition.catalog.kind_of(value.metric)
    name = value.sheet.words.metric_type(kind) if kind else metric_name(value.sheet, value.metric)
    if not key.severity:
        return name
    return edition.labels["row.severity"].format(name=name, place=key.severity)


def _kept_entry(edition: Edition, key: RowKey, value: Value) -> Entry:
    def make(_agreement: Agreement, seen: Edition) -> Entry:
        return _entry(replace(value, sheet=replace(value.sheet, edition=seen)))

    return edition.recall(f"row {key}", value.sheet.agreement, make)


def _entry(value: Value) -> Entry:
    amount = _amount(value)
    note = ", ".join(_basis_words(value))
    return Entry(_cell(value), amount, note, _why_apart(value, amount), value.lent)


def _why_apart(value: Value, amount: Amount | None) -> str:
    """Say why a value may not be ranked at all; empty where it may, or has nothing to rank."""
    sheet, metric, first = value.sheet, value.metric, value.first
    if value.is_manifold:
        return sheet.label("many.targets").format(count=len(value.targets))
    if first is None or amount is None or not isinstance(first.target, Target):
        return ""
    catalog = sheet.edition.catalog
    owner = metric.says(first, "owed_by")
    if owner not in {None, "provider"}:
        return sheet.label("not.ranked.owed").format(party=sheet.party(str(owner)))
    operator, default = first.target.operator, operator_of(metric, catalog)
    if operator and default and not ({operator, default} <= _UPWARDS or
                                     {operator, default} <= _DOWNWARDS):  # fmt: skip
        words = sheet.words.within(sheet.words.choice(operator))
        return sheet.label("not.ranked.operator").format(operator=words)
    kind = catalog.kind_of(metric)
    if kind and kind.amounts is Amounts.SHARE and amount.basis.window is None:
        return unstated_words(sheet.edition.labels, "window")
    return ""


def _amount(value: Value) -> Amount | None:
    first = value.first
    if first is None or value.is_manifold or not isinstance(first.target, Target):
        return None
    quantity = first.target.value
    if isinstance(quantity, Range | Deadline | Level):
        return None
    metric = value.metric
    kind = value.sheet.edition.catalog.kind_of(metric)
    basis = Basis(
        metric_type=kind.id if kind else metric.type,
        unit=unit_of(quantity),
        statistic=_statistic(value, first),
        window=window_of(metric, first),
        clock="elapsed",
        denominator=_denominator(value, first),
        method=str(metric.method or ""),
    )
    return amount_of(quantity, basis)


def _statistic(value: Value, cell: Objective) -> str:
    """Return which values must keep the target: a share of all cases is a percentile of them."""
    said = (value.metric.says(cell, name) for name in ("statistic", "compliance"))
    words = value.sheet.words
    return ", ".join(words.value(s) for s in said if s is not None and not isinstance(s, Absence))


def _denominator(value: Value, cell: Objective) -> str:
    kind = value.sheet.edition.catalog.kind_of(value.metric)
    if not kind or kind.family is not Family.AVAILABILITY:
        return ""
    over = value.metric.says(cell, "measured_over")
    hours = value.sheet.agreement.service_hours
    if over in {None, "service hours"} and hours is not None and not isinstance(hours, Absence):
        if hours.around_the_clock:
            return value.sheet.label("minutes.all")
        return value.sheet.label("minutes.of").format(hours=value.sheet.words.value(hours))
    return value.sheet.label("minutes.all") if over in {None, "all time"} else str(over)


def _basis_words(value: Value) -> Iterator[str]:
    cell = value.first or next(iter(value.cells), None)
    if cell is None:
        return
    words = value.sheet.words
    for name in ("statistic", "window", "compliance"):
        said = value.metric.says(cell, name)
        if said is not None and not isinstance(said, Absence):
            yield words.value(said)
    commitment = value.metric.says(cell, "commitment")
    if commitment not in {None, Commitment.GUARANTEED} and value.targets:
        yield value.sheet.label("not.guaranteed").format(commitment=words.choice(commitment))


def _cell(value: Value) -> Cell:
    sheet, metric = value.sheet, value.metric
    if metric.absence:
        return Cell(((sheet.absent(metric.absence),),), State(metric.absence.kind))
    if not value.cells:
        return Cell(((NOT_STATED,),), State.NOT_STATED)
    if value.is_manifold:
        return Cell(((Strong(_span(value)),), _more(value)))
    if len(value.cells) == 1:
        first = value.cells[0]
        worst = _worst(value, first)
        return Cell((target_line(sheet, metric, first), *([(Soft(worst),)] if worst else [])))
    lines = [_pair(value, cell) for cell in value.cells[:MOST_VALUES]]
    return Cell((*lines, *([_more(value)] if len(value.cells) > MOST_VALUES else [])))


def _pair(value: Value, cell: Objective) -> Line:
    worst = _worst(value, cell)
    target = target_line(value.sheet, value.metric, cell)
    return (*_case(value, cell), *target, *([Soft(f", {worst}")] if worst else []))


def _case(value: Value, cell: Objective) -> Line:
    """Say before a target what it is for, save for the severity that the row is about."""
    sheet = value.sheet
    when = [
        {name: values for name, values in one.items() if name != "severity" or not value.severity}
        for one in cell.when or ()
    ]
    words = sheet.words.case(sheet.agreement, cell.name or "", when)
    return (Soft(f"{words or sheet.label('all.cases')}:"),)


def _worst(value: Value, cell: Objective) -> str:
    target = cell.target
    if not isinstance(target, Target) or not isinstance(target.value, WorkingTime):
        return ""
    return worst_case(value.sheet, value.metric, cell, target.value)


def _span(value: Value) -> str:
    ordered = sorted(
        (t for t in value.targets if not isinstance(t.value, Range | Deadline | Level)),
        key=lambda t: (unit_of(t.value), magnitude(t.value)),  # type: ignore[arg-type]
    )
    texts = [value.sheet.words.target(target) for target in (ordered or value.targets)]
    to = value.sheet.label("to")
    return texts[0] if texts[0] == texts[-1] else f"{texts[0]} {to} {texts[-1]}"


def _more(value: Value) -> Line:
    uri = agreement_uri(value.sheet.agreement.id)
    anchor = f"metric-{anchor_of(value.metric)}"
    words = value.sheet.label("objectives.count").format(count=len(value.targets))
    return (Link(words, PageAt(uri, anchor)),)


def _in_window(value: Value, cell: Objective) -> Fraction | None:
    sheet = value.sheet
    found = allowed_downtime(sheet.agreement, value.metric, cell, sheet.edition.catalog)
    return found.headline if found else None


def _in_year(value: Value, cell: Objective) -> Fraction | None:
    sheet, target = value.sheet, cell.target
    hours = counted_hours(sheet.agreement, value.metric, cell, sheet.edition.catalog)
    if _in_window(value, cell) is None or hours is None:
        return None
    if not isinstance(target, Target) or not isinstance(target.value, Percentage):
        return None
    return yearly(target.value, hours).headline


def _downtime(value: Value, promise: Entry, reckon: Reckon) -> Entry | None:
    """Return the downtime that a promise allows, with its basis and what sets it apart."""
    first, amount = value.first, promise.amount
    if first is None or amount is None:
        return None
    seconds = reckon(value, first)
    if seconds is None:
        return Entry(Cell(()), unranked=promise.unranked) if promise.unranked else None
    basis = replace(amount.basis, metric_type="downtime", unit="elapsed time")
    case = _case(value, first) if len(value.cells) > 1 else ()
    cell = Cell(((*case, Strong(spoken(seconds))),))
    return Entry(cell, Amount(seconds, basis), unranked=promise.unranked)
