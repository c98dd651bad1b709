"""Credits that differ in their cases and amounts alone: one table for all of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import Credit, Remedies, Tier
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.missed import ALIKE
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.agreement.schedule import (
    Shown,
    down_interval,
    given_in,
    once,
    shown,
    step_words,
    target_words,
    tier_notes,
    tier_words,
)
from sla_catalog.pages.blocks import (
    AbsentValue,
    Block,
    Cell,
    Column,
    Line,
    Paragraph,
    Row,
    Soft,
    Table,
    Text,
)


def of_kind(page: AgreementPage, credit: Credit) -> tuple[Credit, ...]:
    """Return the credits that are worked out as a credit is, where there are many; else none."""
    remedies = page.agreement.remedies
    listed = remedies.credits if isinstance(remedies, Remedies) else None
    if not isinstance(listed, tuple):
        return ()

    def kind(one: Credit) -> Hashable:
        return once(page, "kind", one, lambda: _kind(one))

    found = tuple(one for one in listed if kind(one) == kind(credit))
    return found if len(found) >= ALIKE else ()


def in_one_table(page: AgreementPage, credit: Credit) -> tuple[Credit, ...]:
    """Return the credits of one kind that share a table with a credit, where there are many.

    A row says all of a credit that has tiers with the same edges in all its cases.
    """
    found = tuple(one for one in of_kind(page, credit) if _has_one_schedule(shown(page, one)))
    return found if len(found) >= ALIKE and credit in found else ()


def _kind(credit: Credit) -> Hashable:
    """Return what credits that are worked out in one way have in common."""
    tiers = tuple(
        (
            str((tier.above, tier.from_, tier.below, tier.to, tier.each, tier.part)),
            _unit(tier.credit),
        )
        for tier in credit.tiers or ()
    )
    terms = (credit.base, credit.caps, credit.claim, credit.per, credit.tiers_combine)
    return (credit.metrics, tiers, str(terms), _unit(credit.credit))


def _unit(given: CreditAmount | Absence | None) -> str:
    return given.unit if isinstance(given, CreditAmount) else str(given)


def _has_one_schedule(credit: Shown) -> bool:
    edges = {(case.written, case.extent, case.rounding) for case in credit.cases}
    return bool(credit.record.tiers) and len(edges) == 1


def one_table(page: AgreementPage, alike: Sequence[Credit], names: str) -> Iterator[Block]:
    """Draw the tiers of credits of one kind, a row for each: its clause, case and amounts."""
    known = [shown(page, one) for one in alike]
    tiers = alike[0].tiers or ()
    downs = [_downs(page, known, place) for place in range(len(tiers))]
    targets = [_target(page, one) for one in known]
    several = len({*targets}) > 1
    columns = [Column(page.label("column.for"))]
    if several:
        columns.append(Column(page.words.field("target"), amount=True))
    columns += [_head(page, *pair) for pair in zip(tiers, downs, strict=True)]
    rows = tuple(
        _row(page, one, target if several else None, [_own(down, place) for down in downs])
        for place, (one, target) in enumerate(zip(known, targets, strict=True))
    )
    yield Table(page.label("credit.for").format(metrics=names), tuple(columns), rows)
    match targets[0]:
        case Text(words) if not several:
            yield Paragraph((Soft(page.label("target.list").format(targets=words)),), soft=True)


def _target(page: AgreementPage, credit: Shown) -> Text | AbsentValue:
    """Say the target that a credit is about, or how it is absent: its edges may need none."""
    case = credit.case
    words = target_words(page, case) if case else ""
    if words:
        return Text(words)
    return page.absent(case.cell.absence) if case and case.cell.absence else NOT_STATED


def _own(downs: Sequence[str], place: int) -> str:
    """Return a downtime that is not said at the head of the column."""
    return downs[place] if len({*downs}) > 1 else ""


def _row(
    page: AgreementPage, credit: Shown, target: Text | AbsentValue | None, downs: Sequence[str]
) -> Row:
    clause = page.clause(f"credit-{anchor_of(credit.record)}")
    cells = [Cell(((target,),))] if target else []
    for tier, down in zip(credit.record.tiers or (), downs, strict=True):
        notes: tuple[Line, ...] = ((Soft(down),),) if down else ()
        cells.append(Cell((*given_in(page, credit, tier).lines, *notes, *tier_notes(page, tier))))
    return Row(Cell(((*clause, Text(_case(page, credit))),)), tuple(cells))


def _case(page: AgreementPage, credit: Shown) -> str:
    record = credit.record
    when = page.words.conditions(page.agreement, record.when) if record.when else ""
    return record.name or when or page.label("all.cases")


def _downs(page: AgreementPage, known: Sequence[Shown], place: int) -> list[str]:
    """Return the downtimes of a tier for each credit; empty where there are none."""
    found = []
    for credit in known:
        case = credit.case_of(place)
        down = case.down_of(place) if case else None
        found.append(down_interval(page, down) if down else "")
    return found


def _head(page: AgreementPage, tier: Tier, downs: Sequence[str]) -> Column:
    """Say the edges of a tier, with the downtimes where they are those of every credit."""
    parts = [tier_words(page, tier)]
    if tier.each is not None:
        parts.append(step_words(page, tier))
    if len({*downs}) == 1 and downs[0]:
        parts.append(downs[0])
    return Column(", ".join(parts), amount=True)
