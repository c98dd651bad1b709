"""Section A, parties and term: who agrees, from when until when, in which documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sla_catalog.model.dimensions import DimensionValue
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Document, Source
from sla_catalog.model.parties import Contact, Party, PartyInAgreement, Role
from sla_catalog.model.reviews import Duration, Renewal
from sla_catalog.model.scalar_types import WITHHELD
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.cells import text_cell, ways
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage, ClauseSpec
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Distance,
    FactRow,
    Facts,
    Inline,
    Line,
    Link,
    Row,
    Soft,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.context import agreement_uri
from sla_catalog.resolved.term import standing_on, term_on


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of this section."""
    agreement = page.agreement
    yield ClauseSpec("parties", page.label("clause.parties"), _parties)
    if agreement.duration is not None or agreement.renewal is not None:
        yield ClauseSpec("term", page.label("clause.term"), _term)
    if agreement.related_documents is not None or agreement.prevails:
        yield ClauseSpec("documents", page.label("clause.documents"), _documents)
    if any(getattr(agreement, name) is not None for name in _RECORD) or [*_dimensions(page)]:
        yield ClauseSpec("record", page.label("clause.record"), _record)
    if agreement.sources:
        yield ClauseSpec("sources", page.label("clause.sources"), _sources)


def _parties(page: AgreementPage) -> Iterator[Block]:
    agreement = page.agreement
    columns = tuple(Column(page.label(f"column.{name}")) for name in ("role", "party", "contact"))
    rows = [*_shorthand_rows(page), *_listed_rows(page)]
    named = {agreement.owner, *(n for role in Role for n in agreement.in_role(role))}
    if not any(_is_owner(page, n) for role in Role for n in agreement.in_role(role)):
        rows.append(_party_row(page, page.label("owner"), agreement.owner))
    yield Table(page.label("clause.parties"), columns, tuple(rows)).stated()
    if agreement.contacts:
        yield Facts(tuple(_contact_fact(page, contact) for contact in agreement.contacts))
    missing = [role for role in (Role.PROVIDER, Role.CUSTOMER) if not agreement.in_role(role)]
    if missing and named:
        yield Facts(
            tuple(
                FactRow(page.words.choice(role), Cell(((_absent_role(page, role),),)))
                for role in missing
            )
        )


def _absent_role(page: AgreementPage, role: Role) -> Inline:
    value = getattr(page.agreement, role, None)
    return page.absent(value) if isinstance(value, Absence) else NOT_STATED


def _shorthand_rows(page: AgreementPage) -> Iterator[Row]:
    agreement = page.agreement
    for role in (Role.PROVIDER, Role.CUSTOMER):
        if any(p.role is role for p in agreement.parties or ()):
            continue
        for name in agreement.in_role(role):
            yield _party_row(page, _role_words(page, role, name), name)


def _listed_rows(page: AgreementPage) -> Iterator[Row]:
    for entry in page.agreement.parties or ():
        for name in entry.party:
            yield _party_row(page, _role_words(page, entry.role, name), name, entry)


def _role_words(page: AgreementPage, role: Role, name: str) -> str:
    words = page.words.choice(role)
    owner = page.words.within(page.label("owner"))
    return f"{words}, {owner}" if _is_owner(page, name) else words


def _is_owner(page: AgreementPage, name: str) -> bool:
    """Tell whether a name or id means who looks after the agreement."""
    by_name = page.context.catalog.party_id_by_name
    owner = page.agreement.owner
    return by_name.get(name, name) == by_name.get(owner, owner)


def _party_row(
    page: AgreementPage, role: str, name: str, entry: PartyInAgreement | None = None
) -> Row:
    party = page.context.catalog.party_by_id.get(name)
    link = page.context.party_link(name, strong=True)
    lines: list[Line] = [(link, *(page.cases(entry) if entry else ()))]
    if party:  # what it is to us says nothing of what it does here
        lines += page.lines(party, ("name", "kind", "contacts"))
    if entry and entry.per:
        lines.append((Soft(page.label("per").format(unit=entry.per)),))
    if entry:
        lines += page.lines(entry, ("role", "party", "per", "when"))
    anchor = f"party-{entry.id}" if entry and entry.party[0] == name else ""
    is_asked = not page.agreement.contacts and (
        name in page.agreement.in_role(Role.PROVIDER) or _is_owner(page, name)
    )
    contacts = _contacts(page, party, is_asked=is_asked)
    return Row(text_cell(role), (Cell(tuple(lines)), contacts), anchor)


def _contacts(page: AgreementPage, party: Party | None, *, is_asked: bool) -> Cell:
    """Say how to reach a party; a gap is told only of one to whom others turn."""
    contacts = (party.contacts if party else None) or ()
    lines = tuple(
        line for contact in contacts for line in (_contact_line(contact), *page.remarks(contact))
    )
    return Cell(lines) if lines or not is_asked else Cell(((NOT_STATED,),))


def _contact_line(contact: Contact) -> Line:
    found = ways(contact)
    return (*found, Soft(contact.role)) if found else (Text(contact.role),)


def _contact_fact(page: AgreementPage, contact: Contact) -> FactRow:
    return FactRow(contact.role, Cell(tuple(page.lines(contact, ("role",))) or ((NOT_STATED,),)))


def _term(page: AgreementPage) -> Iterator[Block]:
    agreement = page.agreement
    rows: list[FactRow] = []
    duration = agreement.duration
    if isinstance(duration, Duration):
        rows += page.facts(duration).rows
        last = term_on(agreement, page.context.today).last
        if last and last != duration.last_day:
            rows.append(FactRow(page.label("term.last"), text_cell(page.words.day(last))))
    else:
        label = page.label(f"term.{standing_on(agreement, page.context.today)}")
        rows.append(FactRow(label, _whole(page, duration)))
    rows.append(FactRow(page.words.field("renewal"), _renewal(page)))
    yield Facts(tuple(rows))


def _whole(page: AgreementPage, value: object) -> Cell:
    return Cell(((page.absent(value) if isinstance(value, Absence) else NOT_STATED,),))


def _renewal(page: AgreementPage) -> Cell:
    renewal = page.agreement.renewal
    if not isinstance(renewal, Renewal):
        return _whole(page, renewal)
    first: Line = (Text(page.words.choice(renewal.type)),)
    return Cell((first, *page.lines(renewal, ("type",)), *_notice(page)))


def _notice(page: AgreementPage) -> Iterator[Line]:
    """Say the last day for notice of the running term, and what follows once it has passed."""
    today = page.context.today
    term = term_on(page.agreement, today)
    if term.last_for_notice is None or term.has_ended(today):
        return
    days = {
        "notice": term.last_for_notice,
        "last": term.last,
        "begins": term.renews_on,
        "until": term.renewed_until,
    }
    words = {name: page.words.day(day) for name, day in days.items() if day}
    is_last = term.last_for_notice == term.last_of_any_notice
    key = str(term.follows) if is_last else "renewal.first"
    ahead, past = (
        page.label(f"notice.{key}.{side}").format(**words, distance="{distance}")
        for side in ("ahead", "past")
    )
    distance = page.context.distance(term.last_for_notice, "notice")
    sentence = past if term.last_for_notice < today else ahead
    text = sentence.replace("{distance}", distance.text)
    yield (replace(distance, text=text, ahead=ahead, past=past),)
    if term.last_to_terminate:
        yield (_other_notice(page, term.last_to_terminate), *page.clause("termination"))
    if not is_last:
        yield (Text(page.label(f"follows.{term.follows}").format(**words)),)


def _other_notice(page: AgreementPage, day: date) -> Distance:
    """Say the last day by the notice of termination, in the tense of the day it is read on."""
    words = {"day": page.words.day(day), "distance": "{distance}"}
    ahead, past = (
        page.label(f"notice.termination.{side}").format(**words) for side in ("ahead", "past")
    )
    distance = page.context.distance(day, "notice")
    text = past if day < page.context.today else ahead
    text = text.replace("{distance}", distance.text)
    return replace(distance, text=text, ahead=ahead, past=past)


def _documents(page: AgreementPage) -> Iterator[Block]:
    agreement = page.agreement
    rows: list[FactRow] = []
    if agreement.prevails:
        rows.append(FactRow(page.label("prevails"), _document(page, agreement.prevails)))
    ranks = agreement.document_ranks
    for document in agreement.listed("related_documents"):
        rank = ranks.get(document.id)
        label = page.label("precedence").format(place=rank) if rank else page.label("document")
        rows.append(FactRow(label, _document(page, document), f"document-{document.id}"))
    if isinstance(agreement.related_documents, Absence):
        rows.append(FactRow(page.label("documents"), _whole(page, agreement.related_documents)))
    yield Facts(tuple(rows))


def document_title(page: AgreementPage, document: Document) -> Inline:
    """Name a document, and lead to it where it is an agreement of the catalog."""
    if document.agreement == WITHHELD:
        return Text(page.label("withheld"))
    if document.agreement and document.agreement in page.context.catalog.by_id:
        return Link(document.title, PageAt(agreement_uri(document.agreement)), strong=True)
    return Strong(document.title)


def _document(page: AgreementPage, document: Document) -> Cell:
    head: Line = (document_title(page, document),)
    return Cell((head, *page.item_lines(document, skip=("title", "agreement", "ranked"))))


_RECORD = (
    "status_note", "binding", "supersedes", "superseded_by", "formerly", "language", "tags",
    "additional", "note",
)  # fmt: skip


def _record(page: AgreementPage) -> Iterator[Block]:
    agreement = page.agreement
    rows = []
    for name in ("status_note", "binding", "language", "tags", "formerly"):
        value = getattr(agreement, name)
        if value is not None:
            rows.append(FactRow(page.words.field(name), page.cell(agreement, name, value)))
    for name in ("supersedes", "superseded_by"):
        value = getattr(agreement, name)
        if value is not None:
            rows.append(FactRow(page.words.field(name), _successor(page, value)))
    for name, value in (agreement.additional or {}).items():
        label = f"{page.words.headed(page.label('additional'))} {name.removeprefix('x_')}"
        rows.append(FactRow(label, text_cell(page.words.value(value))))
    rows += _dimensions(page)
    rows += page.origin_facts(agreement)
    yield Facts(tuple(rows))


def _dimensions(page: AgreementPage) -> Iterator[FactRow]:
    """Say what dimensions hold of the author's own; their names and values are said where used."""
    for name, dimension in page.agreement.own_dimensions.items():
        values = (value for value in dimension.values if isinstance(value, DimensionValue))
        lines = (
            *page.remarks(dimension),
            *((Soft(page.words.headed(v.name)), *line) for v in values for line in page.remarks(v)),
        )
        if lines:
            yield FactRow(page.words.dimension(page.agreement, name), Cell(lines))


def _successor(page: AgreementPage, value: object) -> Cell:
    if isinstance(value, Absence):
        return Cell(((page.absent(value),),))
    names = value if isinstance(value, tuple) else (str(value),)
    return Cell(tuple((agreement_link(page, name),) for name in names))


def agreement_link(page: AgreementPage, name: str, *, strong: bool = False) -> Inline:
    """Lead to an agreement of the catalog by its reference and title; else show what is written.

    One that the readers may not see is not named.
    """
    if name == WITHHELD:
        return Text(page.label("withheld"))
    known = page.context.catalog.by_id.get(name)
    if not known:
        return page.reference(name)
    text = f"{known.reference} {known.title}" if known.reference else known.title
    return Link(text, PageAt(agreement_uri(known.id)), strong=strong)


def _sources(page: AgreementPage) -> Iterator[Block]:
    yield Facts(
        tuple(
            FactRow(
                source.title or source.id,
                Cell(tuple(_source_lines(page, source))),
                f"source-{source.id}",
            )
            for source in page.agreement.sources or ()
        )
    )


def _source_lines(page: AgreementPage, source: Source) -> Iterator[Line]:
    yield from page.lines(source, ("id", "title"))
