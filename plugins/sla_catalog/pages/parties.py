"""Party pages: whom to ask, and what each party provides, receives and owns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sla_catalog.model.agreement import Agreement, Status
from sla_catalog.model.fields import Item
from sla_catalog.model.parties import PartyKind, Role
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet, listed, reference, text_cell, ways
from sla_catalog.pages.blocks import (
    Cell,
    Column,
    Fact,
    Facts,
    Icon,
    Inline,
    Line,
    Link,
    Paragraph,
    PlainView,
    Row,
    Section,
    Soft,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.directory import DOES, OWNS, Participant
from sla_catalog.pages.edition import PARTIES, Edition, agreement_uri
from sla_catalog.pages.overview import in_order, key_targets, next_date

_COUNTED = (Role.PROVIDER.value, Role.CUSTOMER.value, OWNS)
_NAMED = "named"
_KINDS = (*(kind.value for kind in PartyKind), _NAMED)


def parties_view(edition: Edition) -> PlainView:
    """Lay out the index of all parties, by what they are to us."""
    by_kind: dict[str, list[Participant]] = {}
    for one in edition.directory.participants:
        by_kind.setdefault(_kind(one), []).append(one)
    return PlainView(
        name="parties",
        title=edition.labels["parties.title"],
        lead=Text(edition.labels["parties.lead"]),
        sections=tuple(
            _index_section(edition, kind, by_kind[kind]) for kind in _KINDS if kind in by_kind
        ),
    )


def _kind(participant: Participant) -> str:
    return participant.party.kind.value if participant.party else _NAMED


def _index_section(edition: Edition, kind: str, participants: list[Participant]) -> Section:
    labels = edition.labels
    title = labels[f"parties.{kind}"]
    columns = (
        Column(labels["column.party"]),
        Column(labels["column.contact"]),
        *(Column(labels[f"does.{does}"], amount=True) for does in _COUNTED),
        Column(labels["does.else"], amount=True),
    )
    rows = tuple(_index_row(one) for one in participants)
    table = Table(title, columns, rows)
    return Section("", f"kind-{kind}", title, (), blocks=(table,), qualifier=str(len(rows)))


def _index_row(one: Participant) -> Row:
    counts = [one.count(does) for does in _COUNTED]
    counts.append(sum(one.count(does) for does in DOES if does not in _COUNTED))
    head = Cell(((Link(one.name, PageAt(one.uri), quiet=True),),))
    return Row(head, (Cell(tuple(_ways(one)) or ((NOT_STATED,),)), *map(count_cell, counts)))


def count_cell(count: int) -> Cell:
    """Say how many there are; none is softer than the rest."""
    return Cell(((Text(str(count)) if count else Soft("0"),),))


def _ways(one: Participant) -> Iterator[Line]:
    for contact in (one.party.contacts if one.party else None) or ():
        yield (*listed(ways(contact)), Soft(contact.role))


def party_view(one: Participant, edition: Edition) -> PlainView:
    """Lay out the page of one party."""
    labels, party = edition.labels, one.party
    kind = labels[f"parties.{_kind(one)}"]
    sections = tuple(_does_section(edition, one, does) for does in DOES if one.count(does))
    about = party.description if party else None
    return PlainView(
        name="party",
        title=one.name,
        lead=edition.prose(about, one.uri) if about else None,
        crumbs=(
            Link(labels["parties.title"], PageAt(PARTIES), quiet=True),
            Link(kind, PageAt(PARTIES, f"kind-{_kind(one)}"), quiet=True),
        ),
        facts=Facts(tuple(_facts(edition, one))),
        sections=sections or (_nothing(edition),),
        as_of=edition.as_of if sections else None,
        distances_are_named=True,
    )


def _facts(edition: Edition, one: Participant) -> Iterator[Fact]:
    party, words = one.party, edition.wording
    if party is None:
        yield Fact(edition.labels["column.contact"], Cell(((NOT_STATED,),)))
        yield Fact(edition.labels["provenance"], text_cell(edition.labels["parties.unlisted"]))
        return
    yield Fact(words.field("kind"), text_cell(words.choice(party.kind)))
    for contact in party.contacts or ():
        remarks = tuple(_remarks(edition, one, contact))
        found: tuple[Line, ...] = (listed(ways(contact)),) if ways(contact) else ()
        yield Fact(contact.role, Cell((*found, *remarks) or ((NOT_STATED,),)))
    if not party.contacts:
        yield Fact(edition.labels["column.contact"], Cell(((NOT_STATED,),)))
    if party.url:
        yield Fact(words.field("url"), Cell(((reference(party.url),),)))
    remarks = tuple(_remarks(edition, one, party))
    if remarks:
        yield Fact(edition.labels["provenance"], Cell(remarks))


def _remarks(edition: Edition, one: Participant, item: Item) -> Iterator[Line]:
    if item.note:
        yield (Soft(edition.labels["note"]), edition.prose(item.note, one.uri))
    for name, value in (item.additional or {}).items():
        words = edition.wording.value(value)
        yield (Soft(f"{edition.wording.field(name)}:"), Text(words))


def _nothing(edition: Edition) -> Section:
    note = Paragraph((Text(edition.labels["parties.nothing"]),))
    title = edition.labels["overview.title"]
    return Section("", "agreements", title, (), blocks=(note,))


def _does_section(edition: Edition, one: Participant, does: str) -> Section:
    labels = edition.labels
    title = labels[f"does.{does}"]
    across = "to" if does == Role.PROVIDER.value else "from"
    names = ("agreement", f"parties.{across}", "overview.targets", "overview.status")
    columns = (*(Column(labels[name]) for name in names), Column(labels["overview.next"]))
    make_row = partial(_agreement_row, one.uri, across, does)
    agreements = in_order(one.agreements[does])
    rows = tuple(edition.recall(f"{one.uri} {does}", a, make_row) for a in agreements)
    table = Table(title, columns, rows)
    return Section("", does, title, (), blocks=(table,), qualifier=str(len(rows)))


def _agreement_row(uri: str, across: str, does: str, agreement: Agreement, edition: Edition) -> Row:
    sheet = Sheet(agreement, edition, uri)
    others = sheet.in_role(Role.CUSTOMER if across == "to" else Role.PROVIDER) or (NOT_STATED,)
    targets = tuple(key_targets(sheet))
    head = agreement_head(sheet)
    return Row(
        replace(head, lines=(*head.lines, *_held_for(sheet, does))),
        (
            Cell((others,)),
            Cell(targets or ((NOT_STATED,),)),
            status_cell(sheet),
            next_date(sheet),
        ),
    )


def _held_for(sheet: Sheet, does: str) -> Iterator[Line]:
    """Say in which cases alone the party of this page does it."""
    if does == OWNS:
        return
    role, agreement = Role(does), sheet.agreement
    for name in agreement.in_role(role):
        known = sheet.edition.directory.find(name)
        when = agreement.role_held_for(role, name)
        if known and known.uri == sheet.uri and when:
            words = sheet.words.conditions(agreement, when)
            yield (Soft(sheet.label("for").format(conditions=words)),)


def agreement_head(sheet: Sheet) -> Cell:
    """Lead to an agreement by its title; its number and kind stand below."""
    agreement = sheet.agreement
    title = Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True)
    number = [Soft(agreement.reference)] if agreement.reference else []
    return Cell(((title,), (*number, Soft(sheet.words.choice(agreement.kind)))))


def status_cell(sheet: Sheet) -> Cell:
    """Say the status; what is not in force says so."""
    agreement, edition = sheet.agreement, sheet.edition
    icon = Icon(edition.status_icon(agreement))
    first: tuple[Inline, ...] = (icon, Strong(edition.state_words(agreement)))
    if agreement.state is Status.ACTIVE:
        return Cell((first,))
    return Cell((first, (Soft(sheet.label("not.in.force")),)))
