"""The comparison: metrics across agreements, ranked only where values may be ranked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Direction, Family, Metric, Objective, window_of
from sla_catalog.model.quantities import (
    Deadline,
    Level,
    Range,
    Target,
    WorkingTime,
    magnitude,
    plain,
    unit_of,
)
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet, anchor_of
from sla_catalog.pages.agreement.targets import (
    budget_of,
    condition_of,
    default_operator,
    metric_name,
    target_line,
)
from sla_catalog.pages.blocks import (
    NOTHING_COMPARED,
    Cell,
    ComparedAgreement,
    ComparedCell,
    ComparedGroup,
    ComparedRow,
    ComparisonView,
    Line,
    Link,
    Soft,
    State,
    Strong,
)
from sla_catalog.pages.edition import COMPARISON, STATUS_ICONS, Edition, agreement_uri
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.reckoning.comparability import Basis, Obstacle, Place, rank
from sla_catalog.reckoning.spoken import spoken

MOST_VALUES = 4


@dataclass(frozen=True, slots=True)
class Value:
    """What one agreement promises in one row: its cells, the first of which is ranked."""

    sheet: Sheet
    metric: Metric
    cells: tuple[Objective, ...]


@dataclass(frozen=True, slots=True)
class RowKey:
    """What makes a row: the kind of metric, and how severe the case is (1 is worst, 0 any)."""

    family: str
    type: str
    severity: int


def comparison_view(edition: Edition) -> ComparisonView:
    """Lay out the comparison."""
    sheets = [
        Sheet(a, edition, COMPARISON)
        for a in agreements_in_order(edition)
        if any(m.promises or m.absence for m in a.listed("metrics"))
    ]
    rows = _values(sheets)
    groups = []
    for family in [*Family, "other"]:
        keys = [key for key in rows if key.family == family]
        made = [row for key in keys for row in _rows(edition, sheets, key, rows[key])]
        if made:
            groups.append(ComparedGroup(edition.labels[f"family.{family}"], tuple(made)))
    return ComparisonView(
        title=edition.labels["comparison.title"],
        lead=edition.labels["comparison.lead"],
        agreements=tuple(map(_head, sheets)),
        groups=tuple(groups),
    )


def _head(sheet: Sheet) -> ComparedAgreement:
    agreement = sheet.agreement
    return ComparedAgreement(
        agreement.reference or agreement.kind.upper(),
        Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True, strong=True),
        STATUS_ICONS[agreement.state],
        sheet.words.choice(agreement.state),
    )


def _values(sheets: Iterable[Sheet]) -> dict[RowKey, dict[str, Value]]:
    """Gather what each agreement promises in each row; rows in the order of the trade's types."""
    found: dict[RowKey, dict[str, Value]] = {}
    for sheet in sheets:
        for metric in sheet.agreement.listed("metrics"):
            for severity, cells in _by_severity(sheet, metric).items():
                key = RowKey(*_kind(sheet, metric), severity)
                found.setdefault(key, {}).setdefault(
                    sheet.agreement.id, Value(sheet, metric, tuple(cells))
                )
    return dict(sorted(found.items(), key=lambda pair: (pair[0].type, pair[0].severity)))


def _kind(sheet: Sheet, metric: Metric) -> tuple[str, str]:
    kind = sheet.edition.catalog.kind_of(metric)
    if kind:
        return kind.family, kind.id
    return "other", metric.type if metric.type != "custom" else f"custom-{metric.id}"


def _by_severity(sheet: Sheet, metric: Metric) -> dict[int, list[Objective]]:
    order = [severity.id for severity in sheet.agreement.severities or ()]
    found: dict[int, list[Objective]] = {}
    for cell in metric.promises:
        named = [v for c in cell.when or () for v in c.get("severity", ())]
        for place in {order.index(v) + 1 if v in order else 0 for v in named} or {0}:
            found.setdefault(place, []).append(cell)
    return dict(sorted(found.items())) or {0: []}


def _rows(
    edition: Edition, sheets: list[Sheet], key: RowKey, values: dict[str, Value]
) -> Iterator[ComparedRow]:
    any_value = next(iter(values.values()))
    name = _row_name(edition, any_value, key)
    higher = _higher(any_value)
    yield ComparedRow(
        name,
        f"row-{key.type}-{key.severity}" if key.severity else f"row-{key.type}",
        _note(edition, any_value, higher),
        tuple(_ranked(edition, sheets, values, higher)),
    )
    if key.type == "availability":
        yield ComparedRow(
            edition.labels["row.downtime"],
            "row-allowed-downtime",
            edition.labels["row.downtime.note"],
            tuple(_downtimes(sheets, values)),
        )


def _row_name(edition: Edition, value: Value, key: RowKey) -> str:
    kind = edition.catalog.kind_of(value.metric)
    name = kind.name if kind else metric_name(value.sheet, value.metric)
    if not key.severity:
        return name
    return edition.labels["row.severity"].format(name=name, place=key.severity)


def _higher(value: Value) -> bool:
    operator = default_operator(value.sheet, value.metric)
    return operator is not None and operator.value in {"at least", "more than"}


def _note(edition: Edition, value: Value, higher: bool) -> str:
    kind = edition.catalog.kind_of(value.metric)
    direction = kind.direction if kind else (Direction.HIGHER if higher else Direction.LOWER)
    return edition.labels[f"better.{direction}"]


def _ranked(
    edition: Edition, sheets: list[Sheet], values: dict[str, Value], higher: bool
) -> Iterator[ComparedCell]:
    rankable: dict[str, tuple[Fraction, Basis]] = {}
    for name, value in values.items():
        ranked = _rankable(value)
        if ranked:
            rankable[name] = ranked
    standings = dict(zip(rankable, rank(list(rankable.values()), higher), strict=True))
    for sheet in sheets:
        name = sheet.agreement.id
        mine = values.get(name)
        if mine is None:
            yield NOTHING_COMPARED
            continue
        standing = standings.get(name)
        words, icon, why = "", "", ""
        if standing and standing.place in {Place.BEST, Place.WORST}:
            words = edition.labels[f"rank.{standing.place}.word"]
            if standing.is_tied:
                equal = sum(
                    1
                    for other, place in standings.items()
                    if place.place is standing.place and rankable[other][0] == rankable[name][0]
                )
                words = edition.labels["rank.equal"].format(rank=words, count=equal)
            icon = str(standing.place)
        elif standing and standing.obstacle:
            why = _why(edition, standing.obstacle)
        elif _differ(mine):
            why = edition.labels["many.targets"].format(count=len(_targets(mine)))
        yield ComparedCell(
            _cell(mine),
            words,
            icon,
            ", ".join(_basis_words(mine)),
            why,
            plain(rankable[name][0]) if name in rankable else "",
        )


def _why(edition: Edition, obstacle: Obstacle) -> str:
    """Say why a value is not ranked among the others."""
    kind = edition.labels[f"basis.{obstacle.kind}"]
    if not obstacle.first:
        return edition.labels["not.comparable.unstated"].format(kind=kind)
    words = [word.replace("_", " ") for word in (obstacle.first, obstacle.second)]
    words[1] = words[1] or edition.labels["part.not-stated"]
    return edition.labels["not.comparable"].format(first=words[0], second=words[1])


def _targets(value: Value) -> list[Target]:
    return [cell.target for cell in value.cells if isinstance(cell.target, Target)]


def _differ(value: Value) -> bool:
    """Tell whether an agreement promises too many things in a row to stand for one."""
    own = value.sheet.agreement.dimensions or {}
    by_plan = all(
        set(condition) - {"severity"} <= set(own)
        for cell in value.cells
        for condition in cell.when or ()
    )
    return len(set(map(str, _targets(value)))) > 1 and (
        len(value.cells) > MOST_VALUES or not by_plan
    )


def _rankable(value: Value) -> tuple[Fraction, Basis] | None:
    targets = _targets(value)
    if not targets or _differ(value):
        return None
    amount = targets[0].value
    if isinstance(amount, Range | Deadline | Level):
        return None
    cell = next(cell for cell in value.cells if cell.target is targets[0])
    metric = value.metric
    kind = value.sheet.edition.catalog.kind_of(metric)
    basis = Basis(
        metric_type=kind.id if kind else metric.type,
        unit=unit_of(amount),
        statistic=str(metric.says(cell, "statistic") or ""),
        window=window_of(metric, cell),
        clock="working" if isinstance(amount, WorkingTime) else "elapsed",
        denominator=_denominator(value, cell),
        method=str(metric.method or ""),
    )
    return magnitude(amount), basis


def _denominator(value: Value, cell: Objective) -> str:
    kind = value.sheet.edition.catalog.kind_of(value.metric)
    if not kind or kind.family is not Family.AVAILABILITY:
        return ""
    over = value.metric.says(cell, "measured_over")
    hours = value.sheet.agreement.service_hours
    if over in {None, "service hours"} and hours is not None and not isinstance(hours, Absence):
        return "all minutes" if hours.around_the_clock else f"the minutes of {hours}"
    return "all minutes" if over in {None, "all time"} else str(over)


def _basis_words(value: Value) -> Iterator[str]:
    for cell in value.cells[:1]:
        for name in ("statistic", "window", "compliance"):
            said = value.metric.says(cell, name)
            if said is not None and not isinstance(said, Absence):
                yield value.sheet.words.value(said)


def _cell(value: Value) -> Cell:
    sheet, metric = value.sheet, value.metric
    if metric.absence:
        return Cell(((sheet.absent(metric.absence),),), State(metric.absence.kind))
    if not value.cells:
        return Cell(((NOT_STATED,),), State.NOT_STATED)
    if _differ(value):
        return Cell(((Strong(_span(value)),), _more(value)))
    first, *others = value.cells
    lines: list[Line] = [target_line(sheet, metric, first)]
    condition = condition_of(sheet, first)
    if condition and len(value.cells) > 1:
        lines.append((Soft(condition),))
    lines += [
        (*target_line(sheet, metric, cell), Soft(condition_of(sheet, cell)))
        for cell in others[: MOST_VALUES - 1]
    ]
    return Cell(tuple(lines))


def _span(value: Value) -> str:
    ordered = sorted(
        (t for t in _targets(value) if not isinstance(t.value, Range | Deadline | Level)),
        key=lambda t: (unit_of(t.value), magnitude(t.value)),  # type: ignore[arg-type]
    )
    texts = [value.sheet.words.target(target) for target in (ordered[0], ordered[-1])]
    to = value.sheet.label("to")
    return texts[0] if texts[0] == texts[1] else f"{texts[0]} {to} {texts[1]}"


def _more(value: Value) -> Line:
    uri = agreement_uri(value.sheet.agreement.id)
    anchor = f"metric-{anchor_of(value.metric)}"
    words = value.sheet.label("objectives.count").format(count=len(_targets(value)))
    return (Link(words, PageAt(uri, anchor)),)


def _downtimes(sheets: list[Sheet], values: dict[str, Value]) -> Iterator[ComparedCell]:
    for sheet in sheets:
        value = values.get(sheet.agreement.id)
        budgets = [
            budget
            for cell in (value.cells if value and not _differ(value) else ())
            if value and (budget := budget_of(sheet, value.metric, cell))
        ]
        if not budgets:
            yield NOTHING_COMPARED
        else:
            yield ComparedCell(
                Cell(((Strong(spoken(budgets[0].headline)),),)),
                sort_key=plain(budgets[0].headline),
            )
