"""Section 5, penalties and remedies: credits, claims, caps, rights, disputes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import Credit, Remedies, Right
from sla_catalog.pages.agreement.calculator import calculator
from sla_catalog.pages.agreement.example import example_of
from sla_catalog.pages.agreement.schedule import given, schedule, shown
from sla_catalog.pages.agreement.sheet import Draft, Sheet, anchor_of, parts_of, text_cell
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Fact,
    Facts,
    Inline,
    Line,
    Paragraph,
    Soft,
    Strong,
    Text,
)

_SHOWN = ("when", "name", "metrics", "tiers", "credit", "not_with", "examples")
_CLAIMING = ("claim", "paid_as")
_CAPPING = (
    "base",
    "base_excludes",
    "caps",
    "floor",
    "sole_remedy",
    "credits_combine",
    "cumulation",
    "commitment",
)


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    remedies = sheet.agreement.remedies
    if isinstance(remedies, Remedies):
        yield from parts_of(remedies, _parts(sheet, remedies))
    if sheet.agreement.disputes is not None:
        yield Draft("disputes", sheet.words.field("disputes"), _disputes)


def _parts(sheet: Sheet, remedies: Remedies) -> Iterator[Draft]:
    if isinstance(remedies.credits, tuple):
        for credit in remedies.credits:
            title = _name(sheet, credit)
            yield Draft(f"credit-{anchor_of(credit)}", title, partial(_credit, credit=credit))
    elif remedies.credits is not None:
        yield Draft("credits", sheet.words.field("credits"), _absent_credits)
    if any(getattr(remedies, name) is not None for name in _CLAIMING):
        yield Draft("claims", sheet.label("clause.claims"), _claims)
    if any(getattr(remedies, n) is not None for n in _CAPPING) or sheet.remarks(remedies):
        yield Draft("caps", sheet.label("clause.caps"), _caps)
    if remedies.rights is not None:
        yield Draft("rights", sheet.label("clause.rights"), _rights)


def _remedies(sheet: Sheet) -> Remedies:
    remedies = sheet.agreement.remedies
    if not isinstance(remedies, Remedies):
        raise TypeError("these clauses are drafted only where remedies are stated")
    return remedies


def _name(sheet: Sheet, credit: Credit) -> str:
    if credit.name:
        return credit.name
    title = sheet.label("credit.for").format(metrics=_metrics(sheet, credit.metrics))
    when = sheet.words.conditions(sheet.agreement, credit.when) if credit.when else ""
    return f"{title}: {when}" if when and len(when) <= 70 else title


def _metrics(sheet: Sheet, ids: tuple[str, ...]) -> str:
    known = {m.id: metric_name(sheet, m) for m in sheet.agreement.listed("metrics")}
    return sheet.words.listing(dict.fromkeys(known.get(name, name) for name in ids))


def _credit(sheet: Sheet, credit: Credit) -> Iterator[Block]:
    if credit.absence:
        yield Paragraph((sheet.absent(credit.absence),))
    known = shown(sheet, credit)
    if credit.tiers:
        yield from schedule(sheet, known, _metrics(sheet, credit.metrics))
    example = example_of(sheet, known)
    if example:
        yield example
    form = calculator(sheet, known)
    if form:
        yield form
    printed = tuple(_printed(sheet, credit))
    if printed:
        yield Facts(printed)
    rows = tuple(_credit_facts(sheet, credit))
    if rows:
        yield Facts(rows)


def _printed(sheet: Sheet, credit: Credit) -> Iterator[Fact]:
    """Say the examples that the source prints, beside the one that is reckoned."""
    for example in credit.examples or ():
        lines = tuple(sheet.item_lines(example, "text"))
        yield Fact(sheet.label("example.printed"), Cell(lines))


def _credit_facts(sheet: Sheet, credit: Credit) -> Iterator[Fact]:
    yield from sheet.condition_fact(credit)
    if credit.name:
        yield Fact(sheet.label("if.missed.of"), text_cell(_metrics(sheet, credit.metrics)))
    if credit.credit is not None:
        yield Fact(sheet.words.field("credit"), given(sheet, credit.credit))
    yield from sheet.facts(credit, _SHOWN).rows
    if credit.not_with:
        yield Fact(sheet.words.field("not_with"), _others(sheet, credit.not_with))


def _others(sheet: Sheet, ids: tuple[str, ...]) -> Cell:
    listed = _remedies(sheet).credits
    known = {c.id: _name(sheet, c) for c in listed} if isinstance(listed, tuple) else {}
    return Cell(tuple(sheet.clause(f"credit-{name}", known.get(name, name)) for name in ids))


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
            # Rows of both stand in one list, so a condition names whose rows it is about.
            rows += [Fact(sheet.words.field(name), Cell((c,))) for c in sheet.condition(value)]
            rows += sheet.facts(value, ("when",)).rows
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
    rows += sheet.remark_facts(remedies)
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
