"""Section 5, penalties and remedies: credits, claims, caps, rights, disputes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from sla_catalog.model.fields import Absence
from sla_catalog.model.quantities import Percentage
from sla_catalog.model.remedies import Credit, CreditAmount, Part, Remedies, Right, Tier
from sla_catalog.pages.agreement.sheet import Draft, Sheet, anchor_of, text_cell
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Inline,
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

_CLAIMING = ("claim", "paid_as")
_CAPPING = ("base", "base_excludes", "caps", "floor", "sole_remedy", "cumulation", "commitment")


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    remedies = sheet.agreement.remedies
    if isinstance(remedies, Remedies):
        if isinstance(remedies.credits, tuple):
            for credit in remedies.credits:
                title = credit.name or _title(sheet, credit)
                yield Draft(f"credit-{anchor_of(credit)}", title, partial(_credit, credit=credit))
        elif remedies.credits is not None:
            yield Draft("credits", sheet.words.field("credits"), _absent_credits)
        if any(getattr(remedies, name) is not None for name in _CLAIMING):
            yield Draft("claims", sheet.label("clause.claims"), _claims)
        if any(getattr(remedies, n) is not None for n in _CAPPING) or sheet.remarks(remedies):
            yield Draft("caps", sheet.label("clause.caps"), _caps)
        if remedies.rights is not None:
            yield Draft("rights", sheet.label("clause.rights"), _rights)
    if sheet.agreement.disputes is not None:
        yield Draft("disputes", sheet.words.field("disputes"), _disputes)


def _remedies(sheet: Sheet) -> Remedies:
    remedies = sheet.agreement.remedies
    if not isinstance(remedies, Remedies):
        raise TypeError("these clauses are drafted only where remedies are stated")
    return remedies


def _title(sheet: Sheet, credit: Credit) -> str:
    title = sheet.label("credit.for").format(metrics=_metrics(sheet, credit.metrics))
    when = sheet.words.conditions(sheet.agreement, credit.when) if credit.when else ""
    return f"{title}: {when}" if when and len(when) <= 70 else title


def _metrics(sheet: Sheet, ids: tuple[str, ...]) -> str:
    known = {m.id: metric_name(sheet, m) for m in sheet.agreement.listed("metrics")}
    return sheet.words.listing(dict.fromkeys(known.get(name, name) for name in ids))


def _credit(sheet: Sheet, credit: Credit) -> Iterator[Block]:
    if credit.absence:
        yield Paragraph((sheet.absent(credit.absence),))
    if credit.tiers:
        yield _schedule(sheet, credit)
    rows: list[Fact] = []
    if credit.when:
        when = sheet.words.conditions(sheet.agreement, credit.when)
        rows.append(Fact(sheet.label("applies.to"), text_cell(when)))
    if credit.name:
        rows.append(Fact(sheet.label("if.missed.of"), text_cell(_metrics(sheet, credit.metrics))))
    if credit.credit is not None:
        rows.append(Fact(sheet.words.field("credit"), _given(sheet, credit.credit)))
    rows += sheet.facts(credit, ("name", "metrics", "tiers", "credit", "not_with")).rows
    if credit.not_with:
        rows.append(Fact(sheet.words.field("not_with"), _others(sheet, credit.not_with)))
    if rows:
        yield Facts(tuple(rows))


def _others(sheet: Sheet, ids: tuple[str, ...]) -> Cell:
    return Cell(tuple(sheet.clause(f"credit-{name}", name.replace("-", " ")) for name in ids))


def _given(sheet: Sheet, value: CreditAmount | Absence) -> Cell:
    if isinstance(value, Absence):
        return Cell(((sheet.absent(value),),))
    return Cell(((Strong(sheet.words.value(value)),),))


def _schedule(sheet: Sheet, credit: Credit) -> Schedule:
    columns = (
        Column(sheet.label("column.measured").format(metric=_metrics(sheet, credit.metrics))),
        Column(sheet.words.field("credit"), amount=True),
    )
    rows = tuple(
        Row(
            Cell(((Strong(tier_words(sheet, tier)),), *_tier_notes(sheet, tier))),
            (_given(sheet, tier.credit),),
        )
        for tier in credit.tiers or ()
    )
    table = Table(
        sheet.label("credit.for").format(metrics=_metrics(sheet, credit.metrics)), columns, rows
    )
    return Schedule(table, _picture(sheet, credit))


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


def _tier_notes(sheet: Sheet, tier: Tier) -> Iterator[Line]:
    if tier.each is not None:
        key = "part.begun" if tier.part is Part.COUNTS else "part.full"
        part = sheet.label(key) if tier.part else ""
        each = sheet.label("for.each").format(step=sheet.words.value(tier.each))
        yield (Soft(f"{each} {part}".strip()),)
    yield from sheet.item_lines(
        tier, skip=("above", "from", "below", "to", "credit", "each", "part")
    )


def _picture(sheet: Sheet, credit: Credit) -> StepPicture | None:
    """Draw tiers that run downwards by `below` alone, with shares of the base as credits."""
    tiers = credit.tiers or ()
    shares = [_share(tier.credit) for tier in tiers]
    plain = all(tier.below and not (tier.above or tier.from_ or tier.each) for tier in tiers)
    if not plain or len(tiers) < 2 or any(share is None for share in shares):
        return None
    top = max(share for share in shares if share is not None)
    steps = [Step("0 %", 0, "", edge_included=True)]
    for tier, share in zip(tiers, shares, strict=True):
        height = round(100 * (share or 0) / top) if top else 0
        steps.append(
            Step(f"{share:f} %", height, sheet.words.value(tier.below), edge_included=False)
        )
    title = sheet.label("picture.title").format(
        steps="; ".join(f"{tier_words(sheet, t)}: {sheet.words.value(t.credit)}" for t in tiers)
    )
    return StepPicture(title, sheet.label("picture.caption"), tuple(steps))


def _share(value: CreditAmount | Absence) -> Decimal | None:
    if isinstance(value, CreditAmount) and isinstance(value.amount, Percentage):
        return value.amount.number
    return None


def _absent_credits(sheet: Sheet) -> Iterator[Block]:
    yield from sheet.absence_block(_remedies(sheet).credits)


def _claims(sheet: Sheet) -> Iterator[Block]:
    remedies = _remedies(sheet)
    rows: list[Fact] = []
    for name in _CLAIMING:
        value = getattr(remedies, name)
        if isinstance(value, Absence):
            rows.append(Fact(sheet.words.field(name), Cell(((sheet.absent(value),),))))
        elif value is not None:
            rows += sheet.facts(value).rows
    yield Facts(tuple(rows))


def _caps(sheet: Sheet) -> Iterator[Block]:
    remedies = _remedies(sheet)
    rows = [
        Fact(sheet.words.field(name), sheet.cell(remedies, name, getattr(remedies, name)))
        for name in _CAPPING
        if getattr(remedies, name) is not None and name != "caps"
    ]
    if remedies.caps is not None:
        rows.append(Fact(sheet.words.field("caps"), caps_cell(sheet, remedies)))
    rows += [Fact(sheet.label("provenance"), Cell((line,))) for line in sheet.remarks(remedies)]
    yield Facts(tuple(rows))


def caps_cell(sheet: Sheet, terms: Remedies | Credit) -> Cell:
    """Say caps, one a line: `100 % of the monthly fee a calendar month`."""
    if isinstance(terms.caps, Absence):
        return Cell(((sheet.absent(terms.caps),),))
    lines: list[Line] = []
    for cap in terms.caps or ():
        most: Inline = (
            sheet.absent(cap.at_most)
            if isinstance(cap.at_most, Absence)
            else Strong(sheet.words.value(cap.at_most))
        )
        line: list[Inline] = [most]
        if cap.of:
            line.append(Text(sheet.label("of.base").format(base=cap.of)))
        if cap.per:
            line.append(Text(sheet.label("in").format(window=sheet.words.value(cap.per))))
        lines.append(tuple(line))
        lines += sheet.item_lines(cap, skip=("at_most", "of", "per"))
    return Cell(tuple(lines))


def _rights(sheet: Sheet) -> Iterator[Block]:
    rights = _remedies(sheet).rights
    if isinstance(rights, Absence) or not rights:
        yield from sheet.absence_block(rights)
        return
    yield Facts(tuple(_right(sheet, right) for right in rights))


def _right(sheet: Sheet, right: Right) -> Fact:
    lines = list(sheet.item_lines(right, "text", ("type", "metrics")))
    if right.metrics:
        label = Soft(sheet.label("if.missed.of") + ":")
        lines.insert(1 if right.text else 0, (label, Text(_metrics(sheet, right.metrics))))
    return Fact(sheet.words.choice(right.type), Cell(tuple(lines)), f"right-{anchor_of(right)}")


def _disputes(sheet: Sheet) -> Iterator[Block]:
    disputes = sheet.agreement.disputes
    if isinstance(disputes, Absence) or not disputes:
        yield from sheet.absence_block(disputes)
        return
    yield sheet.sentences(disputes, "dispute", "method")
