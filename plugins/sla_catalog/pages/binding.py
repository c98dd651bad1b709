"""All agreements bound as one page to print: its addresses, its contents, its chapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sla_catalog.model.agreement import Agreement, Status
from sla_catalog.pages.addresses import Addresses, FileAt, PageAt
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import (
    BoundEntry,
    BoundGroup,
    BoundView,
    Chapter,
    DrawView,
    Link,
)
from sla_catalog.pages.edition import (
    BOUND,
    GLOSSARY,
    OVERVIEW,
    Edition,
    agreement_uri,
    kinds_in_order,
)
from sla_catalog.pages.glossary import glossary_view
from sla_catalog.pages.letterhead import BOUND_SHEET
from sla_catalog.pages.overview import agreements_in_order

GLOSSARY_CHAPTER = "catalog.glossary"  # no agreement has it: ids hold no point


def bound_addresses(edition: Edition, addresses: Addresses) -> Addresses:
    """Return what leads from chapter to chapter where all of them stand on one page."""
    chapters = {agreement_uri(a.id): a.id for a in edition.catalog.agreements}
    if _has_terms(edition):
        chapters[GLOSSARY] = GLOSSARY_CHAPTER
    return replace(addresses, chapters=chapters, bound_at=BOUND)


def bound_view(addresses: Addresses, edition: Edition) -> BoundView:
    """Lay out all agreements as one page; `addresses` are those within it."""
    within = replace(edition, href=addresses.href)
    labels = edition.labels
    return BoundView(
        title=labels["bound.title"],
        lead=labels["bound.lead"],
        source=edition.source_words(edition.catalog_name),
        crumbs=(Link(labels["overview.title"], PageAt(OVERVIEW), quiet=True),),
        letterhead=FileAt(BOUND_SHEET),
        groups=tuple(_groups(edition)),
        chapters=tuple(_chapters(within)),
    )


def _has_terms(edition: Edition) -> bool:
    catalog = edition.catalog
    return bool(catalog.terms or any(a.definitions for a in catalog.agreements))


def _groups(edition: Edition) -> Iterator[BoundGroup]:
    agreements = agreements_in_order(edition)
    for kind in kinds_in_order():
        entries = tuple(_entry(a, edition) for a in agreements if a.kind is kind)
        if entries:
            yield BoundGroup(edition.labels[f"kind.{kind}.plural"], entries)
    if _has_terms(edition):
        title = edition.labels["glossary.title"]
        link = Link(edition.labels["bound.terms"], PageAt(GLOSSARY), quiet=True)
        yield BoundGroup(title, (BoundEntry("", link),))


def _entry(agreement: Agreement, edition: Edition) -> BoundEntry:
    in_force = agreement.state is Status.ACTIVE
    return BoundEntry(
        agreement.reference or agreement.id,
        Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True),
        "" if in_force else edition.not_in_force(agreement),
    )


def _chapters(edition: Edition) -> Iterator[Chapter]:
    for agreement in agreements_in_order(edition):
        yield Chapter(agreement.id, partial(_draw_agreement, agreement, edition))
    if _has_terms(edition):
        yield Chapter(GLOSSARY_CHAPTER, partial(_draw_glossary, edition))


def _draw_agreement(agreement: Agreement, edition: Edition, draw: DrawView) -> str:
    """Draw an agreement without a stylesheet of its own; the whole page has one."""

    def make(agreement: Agreement, seen: Edition) -> str:
        view = replace(agreement_view(agreement, seen), letterhead=None)
        return draw(view, agreement_uri(agreement.id), seen.cite)

    return edition.recall("chapter", agreement, make)


def _draw_glossary(edition: Edition, draw: DrawView) -> str:
    view = glossary_view(edition)
    return edition.reuse("chapter", view, lambda seen: draw(view, GLOSSARY, seen.cite))
