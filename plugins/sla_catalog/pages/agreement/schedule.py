"""A credit schedule as a table and a picture, with the downtime behind each edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from sla_catalog.calculation.bands import Combination, Interval, Number
from sla_catalog.calculation.credits import FormKind
from sla_catalog.frozen import dataclass
from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.fields import Absence, Record
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.quantities import Percentage, as_decimal
from sla_catalog.model.remedies import Credit, PartialStep, Tier
from sla_catalog.model.targets import Target
from sla_catalog.pages.agreement.cells import anchor_of, listed
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.targets import (
    extent_words,
    metric_name,
    metric_name_apart,
)
from sla_catalog.pages.blocks import (
    BandStep,
    Block,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    ScheduleBlock,
    Soft,
    StepPicture,
    Strong,
    Table,
    Text,
)
from sla_catalog.resolved.credits import ResolvedCredit, credits_of
from sla_catalog.resolved.schedules import CreditCase, all_cases_of, others_covered

MOST_TARGETS = 6
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """A credit as a clause shows it: its parts, and the case that its figures are of."""

    record: Credit
    parts: tuple[ResolvedCredit, ...]
    cases: tuple[CreditCase, ...]

    @property
    def is_of_several_metrics(self) -> bool:
        """Tell whether figures of more than one metric can be worked out with it."""
        return len({one.metric.id for one in self.cases}) > 1

    @property
    def case(self) -> CreditCase | None:
        """Return the case for which downtimes and examples are shown, if any can be read."""
        return next(iter(self.cases), None)

    def case_of(self, place: int) -> CreditCase | None:
        """Return the first case in which a tier applies that is as long as the one shown."""
        same = (one for one in self.cases if self.case and one.window == self.case.window)
        return next((one for one in same if place in one.places), None)


def shown(page: AgreementPage, record: Credit) -> Shown:
    """Gather what a clause shows of a credit."""
    return once(page, "shown", record, lambda: _shown(page, record))


def _shown(page: AgreementPage, record: Credit) -> Shown:
    agreement = page.agreement
    found = once(page, "credits", agreement, lambda: [*credits_of(agreement)])
    parts = tuple(one for one in found if one.record is record)
    catalog = page.context.catalog
    cases = (case for part in parts for case in all_cases_of(page.agreement, part, catalog))
    return Shown(record, parts, tuple(cases))


def once(page: AgreementPage, kind: str, record: Record, make: Callable[[], T]) -> T:
    """Return what clauses ask for again and again of a record, made when the first one asks."""
    key = (kind, id(record))
    if key not in page.asked:
        page.asked[key] = make()
    made: T = page.asked[key]
    return made


def schedule(page: AgreementPage, credit: Shown, names: str) -> Iterator[Block]:
    """Draw the tiers of a credit; `names` says for which metrics it stands."""
    case = credit.case
    is_timed = case is not None and case.window is not None
    columns = [Column(page.label("column.measured").format(metric=names))]
    if case is not None and case.extent is not None:
        basis = extent_words(page, case.extent)
        words = page.label("column.down.basis").format(basis=basis)
        columns.append(Column(words, amount=True))
    columns.append(Column(page.words.field("credit"), amount=True))
    tiers = credit.record.tiers or ()
    rows = [_row(page, credit, place, tier, is_timed) for place, tier in enumerate(tiers)]
    if case is not None and case.kept is not None:
        rows.insert(0, _first_row(page, case, case.kept))
    title = page.label("credit.for").format(metrics=names)
    yield ScheduleBlock(Table(title, tuple(columns), tuple(rows)), _picture(page, credit))
    if case is not None and case.goal.target is not None:
        yield Paragraph(tuple(_targets(page, credit, case, names)), soft=True)
    elif case is None:
        yield from _unworked(page, credit.record)


def _unworked(page: AgreementPage, credit: Credit) -> Iterator[Paragraph]:
    """Lead to the target of a schedule that cannot be worked out, and say what is missing."""
    tiers = credit.tiers or ()
    edges = (e for tier in tiers for e in (tier.above, tier.from_, tier.below, tier.to) if e)
    if any(edge.amount is None for edge in edges):
        metrics = (m for m in page.agreement.listed("metrics") if m.id in credit.metrics)
        clauses = listed(piece for m in metrics for piece in page.clause(f"metric-{anchor_of(m)}"))
        label = Soft(page.words.headed(page.words.field("target")))
        yield Paragraph((label, *clauses), soft=True)
    if any(tier.each is not None and tier.part is None for tier in tiers):
        yield Paragraph((Soft(page.label("schedule.part.unsaid")),), soft=True)


def percent_of(number: Number | None) -> Percentage:
    """Return a number as a percentage, with the digits that it was written with."""
    exact = number if number is not None else Decimal(0)
    return Percentage(exact if isinstance(exact, Decimal) else as_decimal(exact))


def _first_row(page: AgreementPage, case: CreditCase, kept: Interval) -> Row:
    key = "tier.kept.high" if case.goal.higher_is_worse else "tier.kept"
    key = key if case.goal.is_kept_at_target else f"{key}.strict"
    head = Cell(((Strong(page.label(key)),),))
    is_share = all(form.kind is FormKind.SHARE for form in case.every_form)
    zero = page.words.value(Percentage(Decimal(0))) if is_share else page.label("credit.none")
    cells = [Cell(((Text(zero),),))]
    down = case.down(kept)
    if down is not None:
        cells.insert(0, Cell(((Text(down_interval(page, down)),),)))
    return Row(head, tuple(cells))


def _row(page: AgreementPage, credit: Shown, place: int, tier: Tier, is_timed: bool) -> Row:
    steps: list[Line] = [(Soft(step_words(page, tier)),)] if tier.each is not None else []
    head = Cell(((Strong(tier_words(page, tier)),), *steps, *tier_notes(page, tier)))
    cells = [given_in(page, credit, tier)]
    if is_timed:
        case = credit.case_of(place)
        down = case.down_earning(place) if case else None
        words = down_interval(page, down) if down else ""
        cells.insert(0, Cell(((Text(words),),)))
    return Row(head, tuple(cells))


def given_in(page: AgreementPage, credit: Shown, tier: Tier) -> Cell:
    """Say what a tier gives, also at first and then, and that it adds to what another gives."""
    if isinstance(tier.credit, Absence):
        return given(page, tier.credit)
    words = page.words.value(tier.first or tier.credit)
    if _is_added(credit, next(n for n, one in enumerate(credit.record.tiers or ()) if one is tier)):
        words = page.label("credit.more").format(credit=words)
    if tier.first is None:
        return Cell(((Strong(words),),))
    further = page.label("credit.further").format(credit=page.words.value(tier.credit))
    return Cell(((Strong(words), Soft(further)),))


def _is_added(credit: Shown, place: int) -> bool:
    """Tell whether a tier begins within another one, and is given beside it."""
    case = credit.case_of(place)
    if case is None or case.schedule.combination is not Combination.ADD:
        return False
    is_high = case.goal.higher_is_worse
    bands = dict(zip(case.places, case.written, strict=True))

    def start(one: int) -> tuple[bool, Fraction, int]:
        end = bands[one].better_end(is_high)
        edge = Fraction(end if end is not None else 0)
        return end is not None, edge if is_high else -edge, one

    return any(
        start(one) < start(place) and band.interval.meets(bands[place].interval)
        for one, band in bands.items()
    )


def down_interval(page: AgreementPage, down: Interval) -> str:
    """Say a range of downtimes: `more than 21 min 36 s, up to 7 h 12 min`."""
    lower, upper = down.lower, down.upper
    if down.is_empty:
        return page.label("down.never")
    parts = []
    if lower is not None and (lower > 0 or not down.lower_included):
        key = "from" if down.lower_included else "more"
        time = page.words.length(Fraction(lower))
        parts.append(page.label(f"down.{key}").format(time=time))
    if upper is not None:
        key = "to" if down.upper_included else "less"
        parts.append(page.label(f"down.{key}").format(time=page.words.length(Fraction(upper))))
    if lower is not None and lower == 0 and not down.lower_included and upper is None:
        return page.label("down.any")
    if upper == 0:
        return page.label("down.nothing")
    return ", ".join(parts) or page.label("down.any")


def given(page: AgreementPage, value: CreditAmount | Absence) -> Cell:
    """Say a credit, or how it is absent."""
    if isinstance(value, Absence):
        return Cell(((page.absent(value),),))
    return Cell(((Strong(page.words.value(value)),),))


def tier_words(page: AgreementPage, tier: Tier) -> str:
    """Say the edges of a tier: `From 99.0 % and below 99.95 %`."""
    parts = [
        page.label(f"edge.{name}").format(value=page.words.value(edge))
        for name, edge in (
            ("above", tier.above),
            ("from", tier.from_),
            ("below", tier.below),
            ("to", tier.to),
        )
        if edge is not None
    ]
    words = f" {page.label('and')} ".join(parts)
    return words[:1].upper() + words[1:]


def tier_notes(page: AgreementPage, tier: Tier) -> Iterator[Line]:
    """Say what else is stated of a tier."""
    skip = ("above", "from", "below", "to", "credit", "each", "part", "first")
    yield from page.item_lines(tier, skip=skip)


def step_words(page: AgreementPage, tier: Tier) -> str:
    """Say the steps of a tier: `for each 1 h begun`, `for each further 1 h in full`."""
    key = "part.begun" if tier.part is PartialStep.COUNTS else "part.full"
    part = page.label(key) if tier.part else ""
    each = page.label("for.each.further" if tier.first else "for.each")
    step = page.words.value(tier.each)
    return f"{each.format(step=step)} {part}".strip()


def _targets(page: AgreementPage, credit: Shown, case: CreditCase, names: str) -> Iterator[Soft]:
    """Say for which target the downtimes are shown, and which others the schedule stands for."""
    if apart := _targets_apart(page, credit):
        yield Soft(page.label("target.list").format(targets=apart))
        return
    others = others_covered(page.agreement, credit.parts, case, page.context.catalog)
    told = [(cell, _case_of(credit, case.metric, cell)) for cell in others]
    alike = [one for _, one in told if one and _is_alike(page, one, case)]
    others = tuple(cell for cell, one in told if one not in alike)
    parts = [target_words(page, case, "target.shown" if others else "target.for", alike)]
    if len(others) < MOST_TARGETS:
        parts += [_other_words(page, credit, case.metric, cell) for cell in others]
    else:
        parts.append(page.label("target.others").format(count=len(others)))
    yield Soft(
        page.label("target.list").format(
            targets=f"{page.label('semicolon')} ".join(filter(None, parts))
        )
    )
    name = metric_name(page, case.metric)
    if name != names and case.window is not None:
        yield Soft(page.label("target.metric").format(metric=name))
    if len(others) >= MOST_TARGETS:
        number = page.numbers.get(f"metric-{anchor_of(case.metric)}", "")
        yield Soft(page.label("target.clause").format(number=number))


def _targets_apart(page: AgreementPage, credit: Shown) -> str:
    """Say the targets of several metrics by their names; nothing where they have the same ones."""
    by_metric: dict[str, dict[str, CreditCase]] = {}
    for one in credit.cases:
        when = page.words.conditions(page.agreement, one.apart) if one.apart else ""
        by_metric.setdefault(one.metric.id, {}).setdefault(when, one)
    told = [{when: target_words(page, one) for when, one in x.items()} for x in by_metric.values()]
    if all(targets == told[0] for targets in told):
        return ""
    parts = []
    metrics = [next(iter(cases.values())).metric for cases in by_metric.values()]
    for metric, cases in zip(metrics, by_metric.values(), strict=True):
        name = metric_name_apart(page, metric)
        if [metric_name_apart(page, other) for other in metrics].count(name) > 1:
            number = page.numbers.get(f"metric-{anchor_of(metric)}", "")
            name = f"{name}, {page.label('clause.ref').format(number=number)}"
        for when, one in cases.items():
            key = "target.shown" if one is credit.case else "target.for"
            case = ", ".join(filter(None, (name, when)))
            parts.append(page.label(key).format(target=target_words(page, one), case=case))
        others = others_covered(page.agreement, credit.parts, one, page.context.catalog)
        parts += [words for cell in others if (words := _absent_words(page, cell, f"{name}, "))]
    if len(parts) > MOST_TARGETS:
        further = page.label("target.others").format(count=len(parts) - MOST_TARGETS)
        parts = [*parts[:MOST_TARGETS], further]
    return f"{page.label('semicolon')} ".join(parts)


def _is_alike(page: AgreementPage, one: CreditCase, case: CreditCase) -> bool:
    """Tell whether a case has the target of another, over the same window."""
    is_told = bool(one.apart and case.apart)
    same = target_words(page, one) == target_words(page, case)
    return is_told and same and one.window == case.window


def target_words(
    page: AgreementPage, case: CreditCase, key: str = "", alike: Sequence[CreditCase] = ()
) -> str:
    """Say the target that a case is about; with a key, for which cases it is."""
    stated, goal = case.cell.target, case.goal.target
    is_share = case.unit == "%" and case.promise.kind is not None
    if is_share and goal is not None and goal != 0:
        target = page.words.value(case.share_of_cases(goal) or percent_of(goal))
    else:
        target = page.words.target(stated) if isinstance(stated, Target) else ""
    when = case.apart
    if not when or not key:
        return target
    cases = [page.words.conditions(page.agreement, one.apart) for one in (case, *alike)]
    return page.label(key).format(target=target, case=page.words.listing(cases))


def _case_of(credit: Shown, metric: Metric, cell: Objective) -> CreditCase | None:
    return next((c for c in credit.cases if c.cell == cell and c.metric == metric), None)


def _other_words(page: AgreementPage, credit: Shown, metric: Metric, cell: Objective) -> str:
    case = _case_of(credit, metric, cell)
    return target_words(page, case, "target.for") if case else _absent_words(page, cell)


def _absent_words(page: AgreementPage, cell: Objective, metric: str = "") -> str:
    """Say for which cases there is no target, and how; nothing of one that is there."""
    if not cell.absence or not cell.when:
        return ""
    case = f"{metric}{page.words.conditions(page.agreement, cell.when)}"
    return page.label(f"target.{cell.absence.kind}").format(case=case)


def _picture(page: AgreementPage, credit: Shown) -> StepPicture | None:
    """Draw tiers that run downwards by `below` alone, with shares of the base as credits."""
    tiers: Sequence[Tier] = credit.record.tiers or ()
    case = credit.case
    shares = [_share(tier.credit) for tier in tiers]
    plain = all(tier.below and not (tier.above or tier.from_ or tier.each) for tier in tiers)
    if any(
        one.combination is Combination.ADD or one.when != credit.parts[0].when
        for one in credit.parts
    ):
        return None
    if not plain or len(tiers) < 2 or any(share is None for share in shares):
        return None
    top = max(share for share in shares if share is not None)
    steps = [BandStep("0 %", 0, "", edge_included=True)]
    for tier, share in zip(tiers, shares, strict=True):
        height = round(100 * (share or 0) / top) if top else 0
        edge = tier.below
        is_target = case is not None and edge is not None and edge.amount is None
        words = _picture_target(page, case) if case and is_target else page.words.value(edge)
        number = page.words.number(share or Decimal(0))
        steps.append(BandStep(f"{number} %", height, words, edge_included=False))
    title = page.label("picture.title").format(
        steps=f"{page.label('semicolon')} ".join(
            f"{page.words.headed(tier_words(page, t))} {page.words.value(t.credit)}" for t in tiers
        )
    )
    return StepPicture(title, _caption(page, case), tuple(steps))


def _picture_target(page: AgreementPage, case: CreditCase) -> str:
    return page.words.value(percent_of(case.goal.target))


def _caption(page: AgreementPage, case: CreditCase | None) -> str:
    caption = page.label("picture.caption")
    if case is None or not case.apart:
        return caption
    words = page.words.conditions(page.agreement, case.apart)
    return page.label("picture.caption.for").format(case=words, caption=page.words.within(caption))


def _share(value: CreditAmount | Absence) -> Decimal | None:
    if isinstance(value, CreditAmount) and isinstance(value.amount, Percentage):
        return value.amount.number
    return None
