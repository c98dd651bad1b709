"""Section A, parties and term: who agrees, from when until when, in which documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sla_catalog.model.agreement import DimensionValue, Document, Source
from sla_catalog.model.fields import Absence
from sla_catalog.model.parties import Contact, Party, PartyInAgreement, Role
from sla_catalog.model.reviews import Duration, Renewal
from sla_catalog.model.written import WITHHELD
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import NOT_STATED, Draft, Sheet, text_cell, ways
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Fact,
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
from sla_catalog.pages.edition import agreement_uri
from sla_catalog.resolved.term import standing_on, term_on


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    agreement = sheet.agreement
    yield Draft("parties", sheet.label("clause.parties"), _parties)
    if agreement.duration is not None or agreement.renewal is not None:
        yield Draft("term", sheet.label("clause.term"), _term)
    if agreement.related_documents is not None or agreement.prevails:
        yield Draft("documents", sheet.label("clause.documents"), _documents)
    if any(getattr(agreement, name) is not None for name in _RECORD) or [*_dimensions(sheet)]:
        yield Draft("record", sheet.label("clause.record"), _record)
    if agreement.sources:
        yield Draft("sources", sheet.label("clause.sources"), _sources)


def _parties(sheet: Sheet) -> Iterator[Block]:
    agreement = sheet.agreement
    columns = tuple(Column(sheet.label(f"column.{name}")) for name in ("role", "party", "contact"))
    rows = [*_shorthand_rows(sheet), *_listed_rows(sheet)]
    named = {agreement.owner, *(n for role in Role for n in agreement.in_role(role))}
    if not any(_is_owner(sheet, n) for role in Role for n in agreement.in_role(role)):
        rows.append(_party_row(sheet, sheet.label("owner"), agreement.owner))
    yield Table(sheet.label("clause.parties"), columns, tuple(rows))
    if agreement.contacts:
        yield Facts(tuple(_contact_fact(sheet, contact) for contact in agreement.contacts))
    missing = [role for role in (Role.PROVIDER, Role.CUSTOMER) if not agreement.in_role(role)]
    if missing and named:
        yield Facts(
            tuple(
                Fact(sheet.words.choice(role), Cell(((_absent_role(sheet, role),),)))
                for role in missing
            )
        )


def _absent_role(sheet: Sheet, role: Role) -> Inline:
    value = getattr(sheet.agreement, role, None)
    return sheet.absent(value) if isinstance(value, Absence) else NOT_STATED


def _shorthand_rows(sheet: Sheet) -> Iterator[Row]:
    agreement = sheet.agreement
    for role in (Role.PROVIDER, Role.CUSTOMER):
        if any(p.role is role for p in agreement.parties or ()):
            continue
        for name in agreement.in_role(role):
            yield _party_row(sheet, _role_words(sheet, role, name), name)


def _listed_rows(sheet: Sheet) -> Iterator[Row]:
    for entry in sheet.agreement.parties or ():
        for name in entry.party:
            yield _party_row(sheet, _role_words(sheet, entry.role, name), name, entry)


def _role_words(sheet: Sheet, role: Role, name: str) -> str:
    words = sheet.words.choice(role)
    owner = sheet.words.within(sheet.label("owner"))
    return f"{words}, {owner}" if _is_owner(sheet, name) else words


def _is_owner(sheet: Sheet, name: str) -> bool:
    """Tell whether a name or id means who looks after the agreement."""
    by_name = sheet.edition.catalog.party_id_by_name
    owner = sheet.agreement.owner
    return by_name.get(name, name) == by_name.get(owner, owner)


def _party_row(sheet: Sheet, role: str, name: str, entry: PartyInAgreement | None = None) -> Row:
    party = sheet.edition.catalog.party_by_id.get(name)
    link = sheet.edition.party_link(name, strong=True)
    lines: list[Line] = [(link,)]
    if party:  # what it is to us says nothing of what it does here
        lines += sheet.lines(party, ("name", "kind", "contacts"))
    if entry and entry.per:
        lines.append((Soft(sheet.label("per").format(unit=entry.per)),))
    if entry:
        lines += sheet.item_lines(entry, skip=("role", "party", "per"))
    anchor = f"party-{entry.id}" if entry and entry.party[0] == name else ""
    return Row(text_cell(role), (Cell(tuple(lines)), _contacts(sheet, party)), anchor)


def _contacts(sheet: Sheet, party: Party | None) -> Cell:
    contacts = (party.contacts if party else None) or ()
    lines = tuple(
        line for contact in contacts for line in (_contact_line(contact), *sheet.remarks(contact))
    )
    return Cell(lines) if lines else Cell(((NOT_STATED,),))


def _contact_line(contact: Contact) -> Line:
    found = ways(contact)
    return (*found, Soft(contact.role)) if found else (Text(contact.role),)


def _contact_fact(sheet: Sheet, contact: Contact) -> Fact:
    return Fact(contact.role, Cell(tuple(sheet.lines(contact, ("role",))) or ((NOT_STATED,),)))


def _term(sheet: Sheet) -> Iterator[Block]:
    agreement = sheet.agreement
    rows: list[Fact] = []
    duration = agreement.duration
    if isinstance(duration, Duration):
        rows += sheet.facts(duration).rows
        last = term_on(agreement, sheet.edition.today).last
        if last and last != duration.last_day:
            rows.append(Fact(sheet.label("term.last"), text_cell(sheet.words.day(last))))
    else:
        label = sheet.label(f"term.{standing_on(agreement, sheet.edition.today)}")
        rows.append(Fact(label, _whole(sheet, duration)))
    rows.append(Fact(sheet.words.field("renewal"), _renewal(sheet)))
    yield Facts(tuple(rows))


def _whole(sheet: Sheet, value: object) -> Cell:
    return Cell(((sheet.absent(value) if isinstance(value, Absence) else NOT_STATED,),))


def _renewal(sheet: Sheet) -> Cell:
    renewal = sheet.agreement.renewal
    if not isinstance(renewal, Renewal):
        return _whole(sheet, renewal)
    first: Line = (Text(sheet.words.choice(renewal.type)),)
    return Cell((first, *sheet.lines(renewal, ("type",)), *_notice(sheet)))


def _notice(sheet: Sheet) -> Iterator[Line]:
    """Say the last day for notice of the running term, and what follows once it has passed."""
    today = sheet.edition.today
    term = term_on(sheet.agreement, today)
    if term.last_for_notice is None or term.has_ended(today):
        return
    days = {
        "notice": term.last_for_notice,
        "last": term.last,
        "begins": term.renews_on,
        "until": term.renewed_until,
    }
    words = {name: sheet.words.day(day) for name, day in days.items() if day}
    ahead, past = (
        sheet.label(f"notice.{term.follows}.{side}").format(**words, distance="{distance}")
        for side in ("ahead", "past")
    )
    distance = sheet.edition.distance(term.last_for_notice, "notice")
    sentence = past if term.last_for_notice < today else ahead
    text = sentence.replace("{distance}", distance.text)
    yield (replace(distance, text=text, ahead=ahead, past=past),)


def _documents(sheet: Sheet) -> Iterator[Block]:
    agreement = sheet.agreement
    rows: list[Fact] = []
    if agreement.prevails:
        rows.append(Fact(sheet.label("prevails"), _document(sheet, agreement.prevails)))
    ranks = agreement.document_ranks
    for document in agreement.listed("related_documents"):
        rank = ranks.get(document.id)
        label = sheet.label("precedence").format(place=rank) if rank else sheet.label("document")
        rows.append(Fact(label, _document(sheet, document), f"document-{document.id}"))
    if isinstance(agreement.related_documents, Absence):
        rows.append(Fact(sheet.label("documents"), _whole(sheet, agreement.related_documents)))
    yield Facts(tuple(rows))


def document_title(sheet: Sheet, document: Document) -> Inline:
    """Name a document, and lead to it where it is an agreement of the catalog."""
    if document.agreement == WITHHELD:
        return Text(sheet.label("withheld"))
    if document.agreement and document.agreement in sheet.edition.catalog.by_id:
        return Link(document.title, PageAt(agreement_uri(document.agreement)), strong=True)
    return Strong(document.title)


def _document(sheet: Sheet, document: Document) -> Cell:
    head: Line = (document_title(sheet, document),)
    return Cell((head, *sheet.item_lines(document, skip=("title", "agreement", "ranked"))))


_RECORD = (
    "status_note", "binding", "supersedes", "superseded_by", "formerly", "language", "tags",
    "additional", "note",
)  # fmt: skip


def _record(sheet: Sheet) -> Iterator[Block]:
    agreement = sheet.agreement
    rows = []
    for name in ("status_note", "binding", "language", "tags", "formerly"):
        value = getattr(agreement, name)
        if value is not None:
            rows.append(Fact(sheet.words.field(name), sheet.cell(agreement, name, value)))
    for name in ("supersedes", "superseded_by"):
        value = getattr(agreement, name)
        if value is not None:
            rows.append(Fact(sheet.words.field(name), _successor(sheet, value)))
    for name, value in (agreement.additional or {}).items():
        label = f"{sheet.label('additional')}: {name.removeprefix('x_')}"
        rows.append(Fact(label, text_cell(sheet.words.value(value))))
    rows += _dimensions(sheet)
    rows += sheet.origin_facts(agreement)
    yield Facts(tuple(rows))


def _dimensions(sheet: Sheet) -> Iterator[Fact]:
    """Say what dimensions hold of the author's own; their names and values are said where used."""
    for name, dimension in sheet.agreement.own_dimensions.items():
        values = (value for value in dimension.values if isinstance(value, DimensionValue))
        lines = (
            *sheet.remarks(dimension),
            *((Soft(f"{v.name}:"), *line) for v in values for line in sheet.remarks(v)),
        )
        if lines:
            yield Fact(sheet.words.dimension(sheet.agreement, name), Cell(lines))


def _successor(sheet: Sheet, value: object) -> Cell:
    if isinstance(value, Absence):
        return Cell(((sheet.absent(value),),))
    names = value if isinstance(value, tuple) else (str(value),)
    return Cell(tuple((agreement_link(sheet, name),) for name in names))


def agreement_link(sheet: Sheet, name: str, *, strong: bool = False) -> Inline:
    """Lead to an agreement of the catalog by its reference and title; else show what is written.

    One that the readers may not see is not named.
    """
    if name == WITHHELD:
        return Text(sheet.label("withheld"))
    known = sheet.edition.catalog.by_id.get(name)
    if not known:
        return sheet.reference(name)
    text = f"{known.reference} {known.title}" if known.reference else known.title
    return Link(text, PageAt(agreement_uri(known.id)), strong=strong)


def _sources(sheet: Sheet) -> Iterator[Block]:
    yield Facts(
        tuple(
            Fact(
                source.title or source.id,
                Cell(tuple(_source_lines(sheet, source))),
                f"source-{source.id}",
            )
            for source in sheet.agreement.sources or ()
        )
    )


def _source_lines(sheet: Sheet, source: Source) -> Iterator[Line]:
    yield from sheet.lines(source, ("id", "title"))
