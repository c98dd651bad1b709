"""Sections 7 to 9: review and update, conditions, definitions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sla_catalog.model.conditions import Conditions
from sla_catalog.model.fields import Absence, Item, Record
from sla_catalog.model.glossary import Definition
from sla_catalog.model.reviews import Review, Revision
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import NOT_STATED, Draft, Sheet, parts_of
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Fact,
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
from sla_catalog.pages.edition import GLOSSARY


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of section 7."""
    agreement = sheet.agreement
    for name in ("review", "amendment", "termination"):
        if getattr(agreement, name) is not None:
            yield Draft(name, sheet.words.field(name), partial(_part, name=name))
    if agreement.renewal is not None:
        yield Draft("renewal", sheet.words.field("renewal"), _renewal)
    if agreement.revisions is not None:
        yield Draft("revisions", sheet.words.field("revisions"), _revisions)


def _part(sheet: Sheet, name: str) -> Iterator[Block]:
    value = getattr(sheet.agreement, name)
    if isinstance(value, Review):
        yield _review(sheet, value)
    elif isinstance(value, Item):
        yield sheet.facts(value)
    else:
        yield from sheet.absence_block(value)


def _review(sheet: Sheet, review: Review) -> Facts:
    facts = sheet.facts(review).rows
    if not review.next_day:
        return Facts(facts)
    label = sheet.words.field("next")
    moment = sheet.edition.distance(review.next_day, "review")
    day = Text(sheet.words.day(review.next_day))
    return Facts(
        tuple(Fact(f.label, Cell(((day, moment),))) if f.label == label else f for f in facts)
    )


def _renewal(sheet: Sheet) -> Iterator[Block]:
    renewal = sheet.agreement.renewal
    if isinstance(renewal, Absence):
        yield from sheet.absence_block(renewal)
    elif isinstance(renewal, Item):
        rows = sheet.facts(renewal).rows
        yield Facts((*rows, Fact(sheet.label("see"), Cell((sheet.clause("term"),)))))


def _revisions(sheet: Sheet) -> Iterator[Block]:
    revisions = sheet.agreement.revisions
    if isinstance(revisions, Absence) or not revisions:
        yield from sheet.absence_block(revisions)
        return
    names = ("version", "date", "summary", "approved_by")
    columns = tuple(Column(sheet.words.field(name)) for name in names)
    yield Table(
        sheet.words.field("revisions"),
        columns,
        tuple(_revision(sheet, revision, names) for revision in revisions),
    )


def _revision(sheet: Sheet, revision: Revision, names: tuple[str, ...]) -> Row:
    current = revision.version == sheet.agreement.version
    head: Line = (Strong(revision.version),)
    if current:
        head = (*head, Soft(sheet.label("current")))
    cells = tuple(sheet.cell_or_gap(revision, name) for name in names[1:])
    return Row(Cell((head, *sheet.item_lines(revision, skip=names))), cells)


def condition_drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of section 8."""
    conditions = sheet.agreement.conditions
    if isinstance(conditions, Conditions):
        yield from parts_of(conditions, _parts(sheet, conditions))


def _parts(sheet: Sheet, conditions: Conditions) -> Iterator[Draft]:
    for name, _ in conditions.fields_said():
        if name in type(conditions).model_fields and name not in Item.model_fields:
            yield Draft(
                f"condition-{name.replace('_', '-')}",
                sheet.words.field(name),
                partial(_condition, conditions=conditions, name=name),
            )
    if sheet.remarks(conditions):
        yield Draft(
            "condition-remarks",
            sheet.label("clause.remarks"),
            partial(_condition_remarks, conditions=conditions),
        )


def _condition(sheet: Sheet, conditions: Conditions, name: str) -> Iterator[Block]:
    for line in sheet.cell(conditions, name, getattr(conditions, name)).lines:
        yield Paragraph(line)


def _condition_remarks(sheet: Sheet, conditions: Record) -> Iterator[Block]:
    for line in sheet.lines(conditions, Conditions.model_fields):
        yield Paragraph(line)


def definition_drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of section 9."""
    for definition in sheet.agreement.definitions or ():
        yield Draft(
            f"definition-{definition.slug}",
            definition.term,
            partial(_definition, definition=definition),
        )


def _definition(sheet: Sheet, definition: Definition) -> Iterator[Block]:
    if isinstance(definition.definition, Absence):
        yield Paragraph((sheet.absent(definition.definition),))
    elif definition.definition:
        yield Paragraph((sheet.prose(definition.definition),))
    else:
        yield Paragraph((NOT_STATED,))
    shared = sheet.edition.catalog.term_by_id.get(definition.slug)
    if definition.overrides and shared:
        link = Link(sheet.label("term.shared"), PageAt(GLOSSARY, f"term-{shared.id}"))
        words = Soft(sheet.label("term.replaces"))
        yield Paragraph((Icon("swap"), Text(sheet.label("term.local")), words, link), soft=True)
    rest = sheet.facts(definition, ("term", "definition", "overrides"))
    if rest.rows:
        yield rest
