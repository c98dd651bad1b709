"""A credit schedule as a table and a picture, with the downtime behind each edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Metric, Objective, window_of
from sla_catalog.model.quantities import Percentage, Target
from sla_catalog.model.remedies import Bound, Credit, CreditAmount, Part, Tier
from sla_catalog.pages.agreement.sheet import Sheet, anchor_of
from sla_catalog.pages.agreement.targets import basis_words, measured_hours, metric_name
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Schedule,
    Soft,
    Step,
    StepPicture,
    Strong,
    Table,
    Text,
)
from sla_catalog.reckoning.downtime import Budget, budget
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.reckoning.tiers import band_of, edges_of

MOST_TARGETS = 6
When = Sequence[Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Case:
    """The cell of a metric for which a schedule is shown: its availability target."""

    metric: Metric
    cell: Objective
    target: Percentage

    @property
    def apart(self) -> When:
        """Return what sets the cell apart in its metric; nothing where it is the only one."""
        return () if self.cell.when == self.metric.when else self.cell.when or ()


def case_of(sheet: Sheet, credit: Credit) -> Case | None:
    """Return the first cell that a credit stands for and that can be reckoned, if there is one.

    Of several the one that names most of what the credit names comes first.
    """
    fitting = [
        (-names_shared(when_of(metric, cell), credit.when), case)
        for metric, cell in _cells(sheet, credit)
        if (case := _reckonable(sheet, metric, cell))
    ]
    return min(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def _cells(sheet: Sheet, credit: Credit) -> Iterator[tuple[Metric, Objective]]:
    for metric in sheet.agreement.listed("metrics"):
        if metric.id not in credit.metrics:
            continue
        for cell in metric.promises:
            if names_shared(when_of(metric, cell), credit.when) >= 0:
                yield metric, cell


def _reckonable(sheet: Sheet, metric: Metric, cell: Objective) -> Case | None:
    kind = sheet.edition.catalog.kind_of(metric)
    target = cell.target
    if not kind or kind.id != "availability" or metric.method not in {None, "time"}:
        return None
    if cell.absence or not isinstance(target, Target) or not isinstance(target.value, Percentage):
        return None
    return Case(metric, cell, target.value) if 0 < target.value.number <= 100 else None


def when_of(metric: Metric, cell: Objective) -> When:
    """Return the cases for which a cell holds: its own, else those of its metric."""
    return cell.when or metric.when or ()


def names_shared(one: When, other: When | None) -> int:
    """Return how many dimensions two sets of cases share, or -1 if they exclude each other."""
    if not one or not other:
        return 0
    return max(_shared(a, b) for a in one for b in other)


def _shared(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> int:
    names = [name for name in one if name in other]
    if any(set(one[name]).isdisjoint(other[name]) for name in names):
        return -1
    return len(names)


def tiers_of(credit: Credit, case: Case) -> tuple[Tier, ...]:
    """Return the tiers that apply to a case."""
    when = when_of(case.metric, case.cell)
    return tuple(tier for tier in credit.tiers or () if names_shared(when, tier.when) >= 0)


def schedule(sheet: Sheet, credit: Credit, case: Case | None, names: str) -> Iterator[Block]:
    """Draw the tiers of a credit; `names` says for which metrics it stands."""
    found = _budget(sheet, case, case.target) if case else None
    columns = [Column(sheet.label("column.measured").format(metric=names))]
    if found:
        words = sheet.label("column.down.basis").format(basis=basis_words(sheet, found))
        columns.append(Column(words, amount=True))
    columns.append(Column(sheet.words.field("credit"), amount=True))
    rows = [_row(sheet, case if found else None, tier) for tier in credit.tiers or ()]
    if case and _keeps_free(tiers_of(credit, case), case.target.number):
        rows.insert(0, _first_row(sheet, found))
    title = sheet.label("credit.for").format(metrics=names)
    yield Schedule(
        Table(title, tuple(columns), tuple(rows)),
        _picture(sheet, credit.tiers or (), case),
    )
    if case:
        yield Paragraph(tuple(_targets(sheet, credit, case, names)), soft=True)


def _budget(sheet: Sheet, case: Case | None, percent: Percentage) -> Budget | None:
    if case is None or percent.number > 100:
        return None
    window = window_of(case.metric, case.cell)
    hours = measured_hours(sheet, case.metric, case.cell)
    return budget(percent, window, hours) if window and hours else None


def _keeps_free(tiers: Sequence[Tier], target: Decimal) -> bool:
    """Tell whether no tier gives a credit to one who just keeps the target."""
    if any(_percent(edge, target) is None for tier in tiers for edge in edges_of(tier)):
        return False
    return not any(band_of(tier, target).interval.holds(Fraction(target)) for tier in tiers)


def _percent(edge: Bound, target: Decimal) -> Percentage | None:
    if edge.amount is None:
        return Percentage(target)
    return edge.amount if isinstance(edge.amount, Percentage) else None


def _first_row(sheet: Sheet, found: Budget | None) -> Row:
    head = Cell(((Strong(sheet.label("tier.kept")),),))
    cells = [Cell(((Text(sheet.words.value(Percentage(Decimal(0)))),),))]
    if found:
        time = sheet.label("down.to").format(time=spoken(found.headline))
        cells.insert(0, Cell(((Text(time),),)))
    return Row(head, tuple(cells))


def _row(sheet: Sheet, case: Case | None, tier: Tier) -> Row:
    head = Cell(((Strong(tier_words(sheet, tier)),), *_notes(sheet, tier)))
    credit = given(sheet, tier.credit)
    if case is None:
        return Row(head, (credit,))
    return Row(head, (Cell(((Text(_down_words(sheet, case, tier)),),)), credit))


def _down_words(sheet: Sheet, case: Case, tier: Tier) -> str:
    """Say between which downtimes a tier lies: a low value is a long downtime."""
    parts = []
    for name, edge in (
        ("more", tier.below),
        ("from", tier.to),
        ("to", tier.from_),
        ("less", tier.above),
    ):
        percent = _percent(edge, case.target.number) if edge else None
        found = _budget(sheet, case, percent) if percent else None
        if found:
            parts.append(sheet.label(f"down.{name}").format(time=spoken(found.headline)))
    return ", ".join(parts)


def given(sheet: Sheet, value: CreditAmount | Absence) -> Cell:
    """Say a credit, or how it is absent."""
    if isinstance(value, Absence):
        return Cell(((sheet.absent(value),),))
    return Cell(((Strong(sheet.words.value(value)),),))


def tier_words(sheet: Sheet, tier: Tier) -> str:
    """Say the edges of a tier: `From 99.0 % and below 99.95 %`."""
    parts = [
        sheet.label(f"edge.{name}").format(value=sheet.words.value(edge))
        for name, edge in (
            ("above", tier.above),
            ("from", tier.from_),
            ("below", tier.below),
            ("to", tier.to),
        )
        if edge is not None
    ]
    words = f" {sheet.label('and')} ".join(parts)
    return words[:1].upper() + words[1:]


def _notes(sheet: Sheet, tier: Tier) -> Iterator[Line]:
    if tier.each is not None:
        key = "part.begun" if tier.part is Part.COUNTS else "part.full"
        part = sheet.label(key) if tier.part else ""
        each = sheet.label("for.each").format(step=sheet.words.value(tier.each))
        yield (Soft(f"{each} {part}".strip()),)
    yield from sheet.item_lines(
        tier, skip=("above", "from", "below", "to", "credit", "each", "part")
    )


def _targets(sheet: Sheet, credit: Credit, shown: Case, names: str) -> Iterator[Soft]:
    """Say for which target the downtimes are shown, and which others the schedule stands for."""
    others = [
        (metric, cell)
        for metric, cell in _cells(sheet, credit)
        if metric.id == shown.metric.id and cell != shown.cell
    ]
    parts = [_target_words(sheet, shown, "target.shown" if others else "target.for")]
    if len(others) < MOST_TARGETS:
        parts += [_other_words(sheet, metric, cell) for metric, cell in others]
    else:
        parts.append(sheet.label("target.others").format(count=len(others)))
    yield Soft(sheet.label("target.list").format(targets="; ".join(filter(None, parts))))
    name = metric_name(sheet, shown.metric)
    if name != names:
        yield Soft(sheet.label("target.metric").format(metric=name))
    if len(others) >= MOST_TARGETS:
        number = sheet.numbers.get(f"metric-{anchor_of(shown.metric)}", "")
        yield Soft(sheet.label("target.clause").format(number=number))


def _target_words(sheet: Sheet, case: Case, key: str) -> str:
    target = sheet.words.value(case.target)
    if not case.apart:
        return target
    words = sheet.words.conditions(sheet.agreement, case.apart)
    return sheet.label(key).format(target=target, case=words)


def _other_words(sheet: Sheet, metric: Metric, cell: Objective) -> str:
    case = _reckonable(sheet, metric, cell)
    if case:
        return _target_words(sheet, case, "target.for")
    if cell.absence and cell.when:
        words = sheet.words.conditions(sheet.agreement, cell.when)
        return sheet.label("target.none").format(case=words)
    return ""


def _picture(sheet: Sheet, tiers: Sequence[Tier], case: Case | None) -> StepPicture | None:
    """Draw tiers that run downwards by `below` alone, with shares of the base as credits."""
    shares = [_share(tier.credit) for tier in tiers]
    plain = all(tier.below and not (tier.above or tier.from_ or tier.each) for tier in tiers)
    if not plain or len(tiers) < 2 or any(share is None for share in shares):
        return None
    top = max(share for share in shares if share is not None)
    steps = [Step("0 %", 0, "", edge_included=True)]
    for tier, share in zip(tiers, shares, strict=True):
        height = round(100 * (share or 0) / top) if top else 0
        edge = tier.below
        words = sheet.words.value(case.target if case and edge and not edge.amount else edge)
        steps.append(Step(f"{share:f} %", height, words, edge_included=False))
    title = sheet.label("picture.title").format(
        steps="; ".join(f"{tier_words(sheet, t)}: {sheet.words.value(t.credit)}" for t in tiers)
    )
    return StepPicture(title, _caption(sheet, case), tuple(steps))


def _caption(sheet: Sheet, case: Case | None) -> str:
    caption = sheet.label("picture.caption")
    if case is None or not case.apart:
        return caption
    words = sheet.words.conditions(sheet.agreement, case.apart)
    return sheet.label("picture.caption.for").format(
        case=words, caption=sheet.words.within(caption)
    )


def _share(value: CreditAmount | Absence) -> Decimal | None:
    if isinstance(value, CreditAmount) and isinstance(value.amount, Percentage):
        return value.amount.number
    return None
