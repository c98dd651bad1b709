"""Sections 7 to 9: review and update, conditions, definitions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sla_catalog.model.conditions import Conditions
from sla_catalog.model.fields import Absence, Item, Record
from sla_catalog.model.glossary import Definition
from sla_catalog.model.reviews import Review, Revision
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage, ClauseSpec, parts_of
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    FactRow,
    Facts,
    Icon,
    Line,
    Link,
    Paragraph,
    Row,
    Soft,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.context import GLOSSARY


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of section 7."""
    agreement = page.agreement
    for name in ("review", "amendment", "termination"):
        if getattr(agreement, name) is not None:
            yield ClauseSpec(name, page.words.field(name), partial(_part, name=name))
    if agreement.renewal is not None:
        yield ClauseSpec("renewal", page.words.field("renewal"), _renewal)
    if agreement.revisions is not None:
        yield ClauseSpec("revisions", page.words.field("revisions"), _revisions)


def _part(page: AgreementPage, name: str) -> Iterator[Block]:
    value = getattr(page.agreement, name)
    if isinstance(value, Review):
        yield _review(page, value)
    elif isinstance(value, Item):
        yield page.facts(value)
    else:
        yield from page.absence_block(value)


def _review(page: AgreementPage, review: Review) -> Facts:
    facts = page.facts(review).rows
    if not review.next_day or page.agreement.is_over:
        return Facts(facts)
    label = page.words.field("next")
    moment = page.context.distance(review.next_day, "review")
    day = Text(page.words.day(review.next_day))
    return Facts(
        tuple(FactRow(f.label, Cell(((day, moment),))) if f.label == label else f for f in facts)
    )


def _renewal(page: AgreementPage) -> Iterator[Block]:
    """Lead to the clause of the term, which says all of it."""
    yield Facts((FactRow(page.label("see"), Cell((page.clause("term"),))),))


def _revisions(page: AgreementPage) -> Iterator[Block]:
    revisions = page.agreement.revisions
    if isinstance(revisions, Absence) or not revisions:
        yield from page.absence_block(revisions)
        return
    names = ("version", "date", "summary", "approved_by")
    columns = tuple(Column(page.words.field(name)) for name in names)
    yield Table(
        page.words.field("revisions"),
        columns,
        tuple(_revision(page, revision, names) for revision in revisions),
    )


def _revision(page: AgreementPage, revision: Revision, names: tuple[str, ...]) -> Row:
    current = revision.version == page.agreement.version
    head: Line = (Strong(revision.version),)
    if current:
        day = revision.date
        coming = isinstance(day, date) and day > page.context.today
        head = (*head, Soft(page.label("revision.coming" if coming else "current")))
    cells = tuple(page.cell_or_gap(revision, name) for name in names[1:])
    return Row(Cell((head, *page.item_lines(revision, skip=names))), cells)


def condition_drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of section 8."""
    conditions = page.agreement.conditions
    if isinstance(conditions, Conditions):
        yield from parts_of(conditions, _parts(page, conditions))


def _parts(page: AgreementPage, conditions: Conditions) -> Iterator[ClauseSpec]:
    for name, _ in conditions.fields_said():
        if name in type(conditions).model_fields and name not in Item.model_fields:
            yield ClauseSpec(
                f"condition-{name.replace('_', '-')}",
                page.words.field(name),
                partial(_condition, conditions=conditions, name=name),
            )
    if page.remarks(conditions):
        yield ClauseSpec(
            "condition-remarks",
            page.label("clause.remarks"),
            partial(_condition_remarks, conditions=conditions),
        )


def _condition(page: AgreementPage, conditions: Conditions, name: str) -> Iterator[Block]:
    for line in page.cell(conditions, name, getattr(conditions, name)).lines:
        yield Paragraph(line)


def _condition_remarks(page: AgreementPage, conditions: Record) -> Iterator[Block]:
    for line in page.lines(conditions, Conditions.model_fields):
        yield Paragraph(line)


def definition_drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of section 9."""
    for definition in page.agreement.definitions or ():
        yield ClauseSpec(
            f"definition-{definition.slug}",
            definition.term,
            partial(_definition, definition=definition),
        )


def _definition(page: AgreementPage, definition: Definition) -> Iterator[Block]:
    if isinstance(definition.definition, Absence):
        yield Paragraph((page.absent(definition.definition),))
    elif definition.definition:
        yield Paragraph((page.prose(definition.definition),))
    else:
        yield Paragraph((NOT_STATED,))
    shared = page.context.catalog.term_by_id.get(definition.slug)
    if definition.overrides and shared:
        link = Link(page.label("term.shared"), PageAt(GLOSSARY, f"term-{shared.id}"))
        words = Soft(page.label("term.replaces"))
        yield Paragraph((Icon("swap"), Text(page.label("term.local")), words, link), soft=True)
    rest = page.facts(definition, ("term", "definition", "overrides"))
    if rest.rows:
        yield rest
