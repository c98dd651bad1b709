"""Party pages: whom to ask, and what each party provides, receives and owns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Item
from sla_catalog.model.header import Status
from sla_catalog.model.parties import PartyKind, Role
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.cells import listed, reference, text_cell, ways
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.blocks import (
    Cell,
    Column,
    FactRow,
    Facts,
    Icon,
    Inline,
    Line,
    Link,
    Paragraph,
    Row,
    Soft,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.context import PARTIES, RenderContext, agreement_uri
from sla_catalog.pages.key_targets import key_targets
from sla_catalog.pages.overview import next_date, places_in_order
from sla_catalog.pages.party_index import DOES, OWNS, Participant, doings
from sla_catalog.pages.sections import Section
from sla_catalog.pages.views.lists import PlainView

_COUNTED = (Role.PROVIDER.value, Role.CUSTOMER.value, OWNS)
_NAMED = "named"
_KINDS = (*(kind.value for kind in PartyKind), _NAMED)


def parties_view(context: RenderContext) -> PlainView:
    """Lay out the index of all parties, by what they are to us."""
    by_kind: dict[str, list[Participant]] = {}
    for one in context.directory.participants:
        by_kind.setdefault(_kind(one), []).append(one)
    return PlainView(
        name="parties",
        title=context.labels["parties.title"],
        lead=Text(context.labels["parties.lead" if by_kind else "parties.none"]),
        sections=tuple(
            _index_section(context, kind, by_kind[kind]) for kind in _KINDS if kind in by_kind
        ),
    )


def _kind(participant: Participant) -> str:
    return participant.party.kind.value if participant.party else _NAMED


def _index_section(context: RenderContext, kind: str, participants: list[Participant]) -> Section:
    labels = context.labels
    title = labels[f"parties.{kind}"]
    columns = (
        Column(labels["column.party"]),
        Column(labels["column.contact"]),
        *(Column(labels[f"does.{does}"], amount=True) for does in _COUNTED),
        Column(labels["does.else"], amount=True),
    )
    rows = tuple(_index_row(one) for one in participants)
    table = Table(title, columns, rows)
    if not any(ways_to for one in context.directory.participants for ways_to in _ways(one)):
        table = table.stated()
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


def party_view(one: Participant, context: RenderContext) -> PlainView:
    """Lay out the page of one party."""
    labels, party = context.labels, one.party
    kind = labels[f"parties.{_kind(one)}"]
    sections = tuple(_does_section(context, one, does) for does in DOES if one.count(does))
    about = party.description if party else None
    return PlainView(
        name="party",
        title=one.name,
        lead=context.prose(about, one.uri) if about else None,
        crumbs=(
            Link(labels["parties.title"], PageAt(PARTIES), quiet=True),
            Link(kind, PageAt(PARTIES, f"kind-{_kind(one)}"), quiet=True),
        ),
        facts=Facts(tuple(_facts(context, one))),
        sections=sections or (_nothing(context),),
        as_of=context.as_of if sections else None,
        distances_are_named=True,
    )


def _facts(context: RenderContext, one: Participant) -> Iterator[FactRow]:
    party, words = one.party, context.wording
    if party is None:
        yield FactRow(context.labels["column.contact"], Cell(((NOT_STATED,),)))
        yield FactRow(context.labels["provenance"], text_cell(context.labels["parties.unlisted"]))
        return
    yield FactRow(words.field("kind"), text_cell(words.choice(party.kind)))
    for contact in party.contacts or ():
        remarks = tuple(_remarks(context, one, contact))
        found: tuple[Line, ...] = (listed(ways(contact)),) if ways(contact) else ()
        yield FactRow(contact.role, Cell((*found, *remarks) or ((NOT_STATED,),)))
    if not party.contacts:
        yield FactRow(context.labels["column.contact"], Cell(((NOT_STATED,),)))
    if party.url:
        yield FactRow(words.field("url"), Cell(((reference(party.url),),)))
    remarks = tuple(_remarks(context, one, party))
    if remarks:
        yield FactRow(context.labels["provenance"], Cell(remarks))


def _remarks(context: RenderContext, one: Participant, item: Item) -> Iterator[Line]:
    if item.note:
        yield (Soft(context.labels["note"]), context.prose(item.note, one.uri))
    for name, value in (item.additional or {}).items():
        words = context.wording.value(value)
        yield (Soft(context.wording.headed(context.wording.field(name))), Text(words))


def _nothing(context: RenderContext) -> Section:
    note = Paragraph((Text(context.labels["parties.nothing"]),))
    title = context.labels["overview.title"]
    return Section("", "agreements", title, (), blocks=(note,))


def _does_section(context: RenderContext, one: Participant, does: str) -> Section:
    labels = context.labels
    title = labels[f"does.{does}"]
    names = ("agreement", f"parties.{_across(does)}", "overview.targets", "overview.status")
    columns = (*(Column(labels[name]) for name in names), Column(labels["overview.next"]))
    rows_of = context.once("parties", _rows_by_party)[one.uri, does]
    place_of = places_in_order(context)
    ids = sorted((agreement.id for agreement in one.agreements[does]), key=place_of.__getitem__)
    rows = tuple(rows_of[agreement_id] for agreement_id in ids)
    table = Table(title, columns, rows).stated()
    return Section("", does, title, (), blocks=(table,), qualifier=str(len(rows)))


def _rows_by_party(context: RenderContext) -> Mapping[tuple[str, str], Mapping[str, Row]]:
    """Return the rows of agreements by the party's page, what it does, and the agreement."""
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for agreement in context.catalog.agreements:
        for uri, does, row in context.recall("parties", agreement, _rows_of_parties):
            found.setdefault((uri, does), {})[agreement.id] = row
    return found


def _rows_of_parties(
    agreement: Agreement, context: RenderContext
) -> tuple[tuple[str, str, Row], ...]:
    named = ((does, context.directory.find(name)) for does, name in doings(agreement))
    whose = dict.fromkeys((known.uri, does) for does, known in named if known)
    return tuple((uri, does, _agreement_row(uri, does, agreement, context)) for uri, does in whose)


def _across(does: str) -> str:
    """Tell whether what somebody does is done `to` others or comes `from` them."""
    return "to" if does == Role.PROVIDER.value else "from"


def _agreement_row(uri: str, does: str, agreement: Agreement, context: RenderContext) -> Row:
    page = AgreementPage(agreement, context, uri)
    across = Role.CUSTOMER if _across(does) == "to" else Role.PROVIDER
    head = agreement_head(page)
    return Row(
        replace(head, lines=(*head.lines, *_held_for(page, does))),
        (
            Cell((page.in_role(across) or (NOT_STATED,),)),
            Cell(key_targets(page) or ((NOT_STATED,),)),
            status_cell(page),
            next_date(page),
        ),
    )


def _held_for(page: AgreementPage, does: str) -> Iterator[Line]:
    """Say in which cases alone the party of this page does it."""
    if does == OWNS:
        return
    role, agreement = Role(does), page.agreement
    for name in agreement.in_role(role):
        known = page.context.directory.find(name)
        when = agreement.role_held_for(role, name)
        if known and known.uri == page.uri and when:
            words = page.words.conditions(agreement, when)
            yield (Soft(page.label("for").format(conditions=words)),)


def agreement_head(page: AgreementPage) -> Cell:
    """Lead to an agreement by its title; its number and kind stand below."""
    agreement = page.agreement
    title = Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True)
    number = [Soft(agreement.reference)] if agreement.reference else []
    return Cell(((title,), (*number, Soft(page.words.choice(agreement.kind)))))


def status_cell(page: AgreementPage) -> Cell:
    """Say the status; what is not in force says so."""
    agreement, context = page.agreement, page.context
    icon = Icon(context.status_icon(agreement))
    first: tuple[Inline, ...] = (icon, Strong(context.state_words(agreement)))
    if agreement.state is Status.ACTIVE:
        return Cell((first,))
    return Cell((first, (Soft(page.label("not.in.force")),)))
