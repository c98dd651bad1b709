"""The index of services: every service from A to Z, and the agreements that cover it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import ascii_uppercase

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.collation import name_order
from sla_catalog.model.parties import Role
from sla_catalog.model.services import Service
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.cells import anchor_of, text_cell
from sla_catalog.pages.agreement.faults import fault_lines
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.agreement.parties import agreement_link
from sla_catalog.pages.blocks import Cell, Column, Link, Row, Soft, Table
from sla_catalog.pages.context import SERVICES, RenderContext, agreement_uri
from sla_catalog.pages.key_targets import key_targets
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.pages.paging import Paging
from sla_catalog.pages.views.lists import LetterTable, ServicesView

OTHER = "#"
_COLUMNS = (
    "service",
    "agreement",
    "overview.parties.provider",
    "report.fault",
    "lifecycle",
    "services.target",
)
_SORTED = ("service", "agreement", "overview.parties.provider", "lifecycle")


def services_paging(context: RenderContext) -> Paging:
    """Return how the index is spread over pages; worked out once for a context."""
    return context.once("services by page", _paging)


def _paging(context: RenderContext) -> Paging:
    names = (s.name for one in context.catalog.agreements for s in one.listed("services"))
    counts = Counter(map(_letter, names))
    letters = (*ascii_uppercase, OTHER)
    return Paging.of(SERVICES, {_anchor(letter): counts[letter] for letter in letters})


def services_view(context: RenderContext, page: int = 1) -> ServicesView:
    """Lay out one page of the index, from 1; letters that have no row on it lead to theirs."""
    whole, paging = whole_services(context), services_paging(context)
    if not paging.is_long:
        return whole
    rows = paging.rows(page)
    return replace(
        whole,
        letters=tuple(_on_page(letter, rows, paging) for letter in whole.letters),
        without=whole.without if page == len(paging.uris) else (),
        pages=paging.pages(page, context.labels),
    )


def _on_page(letter: LetterTable, rows: Mapping[str, slice], paging: Paging) -> LetterTable:
    if letter.table is None:
        return letter
    if letter.anchor not in rows:
        return replace(letter, table=None, elsewhere=paging.place(letter.anchor))
    shown = letter.table.rows[rows[letter.anchor]]
    return replace(letter, table=replace(letter.table, rows=shown))


def whole_services(context: RenderContext) -> ServicesView:
    """Lay out the index as one page; worked out once for a context.

    A service that several agreements cover has a row for each.
    """
    return context.once("services", _whole)


def _whole(context: RenderContext) -> ServicesView:
    agreements = agreements_in_order(context)
    found = _in_order(context, agreements)
    sorts = _SORTED if services_paging(context).is_long else ()
    columns = tuple(
        Column(context.labels[name], sort=name if name in sorts else "") for name in _COLUMNS
    )
    whole = Table("", columns, tuple(row for _, row in found)).stated()
    by_letter: dict[str, list[Row]] = {}
    for (name, _), row in zip(found, whole.rows, strict=True):
        by_letter.setdefault(_letter(name), []).append(row)
    letters = [*ascii_uppercase, *([OTHER] if OTHER in by_letter else [])] if by_letter else []
    names = {name.casefold() for name, _ in found}
    lead = "services.lead" if len(names) > 1 else "services.lead.one" if names else "services.none"
    return ServicesView(
        title=context.labels["services.title"],
        lead=context.labels[lead].format(count=len(names)),
        letters=tuple(
            _entry(context, letter, replace(whole, rows=tuple(by_letter.get(letter, ()))))
            for letter in letters
        ),
        without=tuple(
            Link(agreement.title, PageAt(agreement_uri(agreement.id)))
            for agreement in agreements
            if not agreement.listed("services")
        ),
    )


def _in_order(context: RenderContext, agreements: Iterable[Agreement]) -> list[tuple[str, Row]]:
    found = (row for one in agreements for row in context.recall("services", one, _rows))
    return sorted(found, key=lambda one: name_order(one[0]))


def _letter(name: str) -> str:
    """Return the letter under which a name stands; É stands under E."""
    first = unicodedata.normalize("NFKD", name)[:1].upper()
    return first if first in ascii_uppercase else OTHER


def _rows(agreement: Agreement, context: RenderContext) -> tuple[tuple[str, Row], ...]:
    page = AgreementPage(agreement, context, SERVICES)
    return tuple((service.name, _row(service, page)) for service in agreement.listed("services"))


def _entry(context: RenderContext, letter: str, table: Table) -> LetterTable:
    if not table.rows:
        return LetterTable(letter, _anchor(letter), None)
    caption = context.labels["services.caption"].format(letter=letter)
    return LetterTable(letter, _anchor(letter), replace(table, caption=caption))


def _anchor(letter: str) -> str:
    return "letter-other" if letter == OTHER else f"letter-{letter.lower()}"


def _row(service: Service, page: AgreementPage) -> Row:
    place = PageAt(agreement_uri(page.agreement.id), f"service-{anchor_of(service)}")
    agreement = Cell(((agreement_link(page, page.agreement.id),), *_note(page)))
    lifecycle = service.lifecycle
    targets = key_targets(page, service) or ((NOT_STATED,),)
    return Row(
        Cell(((Link(service.name, place, quiet=True),), *page.condition(service))),
        (
            agreement,
            Cell((page.in_role(Role.PROVIDER) or (NOT_STATED,),)),
            Cell(fault_lines(page, strong=False) or ((NOT_STATED,),)),
            text_cell(page.words.choice(lifecycle)) if lifecycle else Cell(((NOT_STATED,),)),
            Cell(targets),
        ),
    )


def _note(page: AgreementPage) -> tuple[tuple[Soft], ...]:
    words = page.words.choice(page.agreement.state)
    return ((Soft(words),),) if page.agreement.is_over else ()
