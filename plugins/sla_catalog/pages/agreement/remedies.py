"""Section 5, penalties and remedies: credits, claims, caps, rights, disputes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import SERVICE, Credit, Remedies, Right
from sla_catalog.pages.agreement.alike import in_one_table, of_kind, one_table
from sla_catalog.pages.agreement.calculator import calculator
from sla_catalog.pages.agreement.cells import anchor_of, text_cell
from sla_catalog.pages.agreement.example import example_of
from sla_catalog.pages.agreement.page import AgreementPage, ClauseSpec, parts_of
from sla_catalog.pages.agreement.schedule import Shown, given, schedule, shown
from sla_catalog.pages.agreement.targets import LONGEST_CASE, metric_name
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    FactRow,
    Facts,
    Inline,
    Line,
    Paragraph,
    Soft,
    Strong,
    Text,
)
from sla_catalog.resolved.unworked import Unworked, why_unworked

_SHOWN = ("when", "name", "metrics", "tiers", "credit", "not_with", "examples", "caps")
_CLAIMING = ("claim", "paid_as")
_IN_BOTH = ("within", "after", "requires")
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


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of this section."""
    remedies = page.agreement.remedies
    if isinstance(remedies, Remedies):
        yield from parts_of(remedies, _parts(page, remedies))
    if page.agreement.disputes is not None:
        yield ClauseSpec("disputes", page.words.field("disputes"), _disputes)


def _parts(page: AgreementPage, remedies: Remedies) -> Iterator[ClauseSpec]:
    if isinstance(remedies.credits, tuple):
        for credit in remedies.credits:
            title = _name(page, credit)
            yield ClauseSpec(f"credit-{anchor_of(credit)}", title, partial(_credit, credit=credit))
    elif remedies.credits is not None:
        yield ClauseSpec("credits", page.words.field("credits"), _absent_credits)
    if any(getattr(remedies, name) is not None for name in _CLAIMING):
        yield ClauseSpec("claims", page.label("clause.claims"), _claims)
    if any(getattr(remedies, n) is not None for n in _CAPPING) or page.remarks(remedies):
        yield ClauseSpec("caps", page.label("clause.caps"), _caps)
    if remedies.rights is not None:
        yield ClauseSpec("rights", page.label("clause.rights"), _rights)


def _remedies(page: AgreementPage) -> Remedies:
    remedies = page.agreement.remedies
    if not isinstance(remedies, Remedies):
        raise TypeError("these clauses are drafted only where remedies are stated")
    return remedies


def _name(page: AgreementPage, credit: Credit) -> str:
    if credit.name:
        return credit.name
    title = page.label("credit.for").format(metrics=_metrics(page, credit.metrics))
    when = page.words.conditions(page.agreement, credit.when) if credit.when else ""
    return f"{page.words.headed(title)} {when}" if when and len(when) <= LONGEST_CASE else title


def _metrics(page: AgreementPage, ids: tuple[str, ...]) -> str:
    known = {m.id: metric_name(page, m) for m in page.agreement.listed("metrics")}
    return page.words.listing(dict.fromkeys(known.get(name, name) for name in ids))


def _credit(page: AgreementPage, credit: Credit) -> Iterator[Block]:
    if credit.absence:
        yield Paragraph((page.absent(credit.absence),))
    known, names = shown(page, credit), _metrics(page, credit.metrics)
    row_of = in_one_table(page, credit)
    if row_of and row_of[0] is not credit:
        yield _led_to(page, "credit.table", row_of[0])
    else:
        if row_of:
            yield from one_table(page, row_of, names)
        elif credit.tiers:
            yield from schedule(page, known, names)
        yield from _example(page, credit, known)
    form = None if page.context.is_past else calculator(page, known)
    if form:
        yield form
    printed = tuple(_printed(page, credit))
    if printed:
        yield Facts(printed)
    rows = tuple(_credit_facts(page, credit))
    if rows:
        yield Facts(rows)


def _example(page: AgreementPage, credit: Credit, known: Shown) -> Iterator[Block]:
    """Work a credit out, or lead to another one of its kind that is."""
    example = example_of(page, known)
    first = next(iter(of_kind(page, credit)), credit)
    if example and first is credit:
        yield example
    elif example:
        yield _led_to(page, "example.elsewhere", first)
    elif reason := _why_unworked(page, known):
        yield Paragraph((Soft(page.label(f"example.unworked.{reason}")),), soft=True)


def _why_unworked(page: AgreementPage, known: Shown) -> Unworked | None:
    """Return why no example can be worked out, unless the schedule says so itself."""
    whole = page.context.catalog
    reasons = (why_unworked(page.agreement, part, whole) for part in known.parts)
    reason = next(filter(None, reasons), None)
    return None if reason is Unworked.STEPS else reason


def _led_to(page: AgreementPage, key: str, credit: Credit) -> Paragraph:
    """Lead to the clause of another credit of the same kind."""
    return Paragraph(
        (Soft(page.label(key)), *page.clause(f"credit-{anchor_of(credit)}")), soft=True
    )


def _printed(page: AgreementPage, credit: Credit) -> Iterator[FactRow]:
    """Say the examples that the source prints, beside the one that is reckoned."""
    for example in credit.examples or ():
        lines = tuple(page.item_lines(example, "text"))
        yield FactRow(page.label("example.printed"), Cell(lines))


def _credit_facts(page: AgreementPage, credit: Credit) -> Iterator[FactRow]:
    yield from page.condition_fact(credit)
    if credit.name:
        yield FactRow(page.label("if.missed.of"), text_cell(_metrics(page, credit.metrics)))
    if credit.credit is not None:
        yield FactRow(page.words.field("credit"), given(page, credit.credit))
    yield from page.facts(credit, _SHOWN).rows
    if credit.caps is not None:
        yield FactRow(page.words.field("caps"), caps_cell(page, credit))
    if credit.not_with:
        yield FactRow(page.words.field("not_with"), _others(page, credit.not_with))


def _others(page: AgreementPage, ids: tuple[str, ...]) -> Cell:
    listed = _remedies(page).credits
    known = {c.id: _name(page, c) for c in listed} if isinstance(listed, tuple) else {}
    return Cell(tuple(page.clause(f"credit-{name}", known.get(name, name)) for name in ids))


def _absent_credits(page: AgreementPage) -> Iterator[Block]:
    yield from page.absence_block(_remedies(page).credits)


def _claims(page: AgreementPage) -> Iterator[Block]:
    remedies = _remedies(page)
    rows: list[FactRow] = []
    for name in _CLAIMING:
        value = getattr(remedies, name)
        if isinstance(value, Absence):
            rows.append(FactRow(page.words.field(name), Cell(((page.absent(value),),))))
        elif value is not None:
            # Rows of both stand in one list, so a condition names whose rows it is about.
            rows += [FactRow(page.words.field(name), Cell((c,))) for c in page.condition(value)]
            own = _apart(page, name)
            rows += (
                replace(row, label=own.get(row.label, row.label))
                for row in page.facts(value, ("when",)).rows
            )
    yield Facts(tuple(rows))


def _apart(page: AgreementPage, name: str) -> dict[str, str]:
    """Return the labels of fields that a claim and a payment both have, and what sets them apart.

    Rows of both are in one list: how soon to claim is not how soon one is paid.
    """
    return {page.words.field(field): page.label(f"{name}.{field}") for field in _IN_BOTH}


def _caps(page: AgreementPage) -> Iterator[Block]:
    remedies = _remedies(page)
    rows = [
        FactRow(page.words.field(name), page.cell(remedies, name, getattr(remedies, name)))
        for name in _CAPPING
        if getattr(remedies, name) is not None and name != "caps"
    ]
    if remedies.caps is not None:
        rows.append(FactRow(page.words.field("caps"), caps_cell(page, remedies)))
    rows += page.remark_facts(remedies)
    yield Facts(tuple(rows))


def caps_cell(page: AgreementPage, terms: Remedies | Credit) -> Cell:
    """Say caps, one a line: `100 % of the monthly fee a calendar month`."""
    if isinstance(terms.caps, Absence):
        return Cell(((page.absent(terms.caps),),))
    lines: list[Line] = []
    for cap in terms.caps or ():
        most: Inline = (
            page.absent(cap.at_most)
            if isinstance(cap.at_most, Absence)
            else Strong(page.words.cap(cap.at_most, cap.of))
        )
        line: list[Inline] = [most]
        if cap.of and cap.of != SERVICE:
            line.append(Text(page.words.of_base(cap.of)))
        if cap.per:
            line.append(Text(page.label("in").format(window=page.words.value(cap.per))))
        lines.append(tuple(line))
        lines += page.item_lines(cap, skip=("at_most", "of", "per"))
    return Cell(tuple(lines))


def _rights(page: AgreementPage) -> Iterator[Block]:
    rights = _remedies(page).rights
    if isinstance(rights, Absence) or not rights:
        yield from page.absence_block(rights)
        return
    yield Facts(tuple(_right(page, right) for right in rights))


def _right(page: AgreementPage, right: Right) -> FactRow:
    lines = list(page.item_lines(right, "text", ("type", "metrics")))
    if right.metrics:
        label = Soft(page.label("if.missed.of") + page.label("colon"))
        lines.insert(1 if right.text else 0, (label, Text(_metrics(page, right.metrics))))
    return FactRow(page.words.choice(right.type), Cell(tuple(lines)), f"right-{anchor_of(right)}")


def _disputes(page: AgreementPage) -> Iterator[Block]:
    disputes = page.agreement.disputes
    if isinstance(disputes, Absence) or not disputes:
        yield from page.absence_block(disputes)
        return
    yield page.sentences(disputes, "dispute", "method")
