"""All agreements bound as one page to print: its addresses, its contents, its chapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.header import Status
from sla_catalog.pages.addresses import Addresses, FileAt, PageAt
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.context import (
    BOUND,
    GLOSSARY,
    OVERVIEW,
    RenderContext,
    agreement_uri,
    kinds_in_order,
)
from sla_catalog.pages.glossary import glossary_view
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.pages.page_headers import BOUND_SHEET
from sla_catalog.pages.views.print_all import BoundEntry, BoundGroup, BoundView, Chapter, DrawView

GLOSSARY_CHAPTER = "catalog.glossary"  # no agreement has it: ids hold no point


def print_all_addresses(context: RenderContext, addresses: Addresses) -> Addresses:
    """Return what leads from chapter to chapter where all of them stand on one page."""
    chapters = {agreement_uri(a.id): a.id for a in context.catalog.agreements}
    if _has_terms(context):
        chapters[GLOSSARY] = GLOSSARY_CHAPTER
    return replace(addresses, chapters=chapters, bound_at=BOUND)


def print_all_view(addresses: Addresses, context: RenderContext) -> BoundView:
    """Lay out all agreements as one page; `addresses` are those within it."""
    within = replace(context, href=addresses.href)
    labels = context.labels
    return BoundView(
        title=labels["bound.title"],
        lead=labels["bound.lead"],
        source=context.source_words(context.catalog_name),
        crumbs=(Link(labels["overview.title"], PageAt(OVERVIEW), quiet=True),),
        page_header=FileAt(BOUND_SHEET),
        groups=tuple(_groups(context)),
        chapters=tuple(_chapters(within)),
    )


def _has_terms(context: RenderContext) -> bool:
    catalog = context.catalog
    return bool(catalog.terms or any(a.definitions for a in catalog.agreements))


def _groups(context: RenderContext) -> Iterator[BoundGroup]:
    agreements = agreements_in_order(context)
    for kind in kinds_in_order():
        entries = tuple(_entry(a, context) for a in agreements if a.kind is kind)
        if entries:
            yield BoundGroup(context.labels[f"kind.{kind}.plural"], entries)
    if _has_terms(context):
        title = context.labels["glossary.title"]
        link = Link(context.labels["bound.terms"], PageAt(GLOSSARY), quiet=True)
        yield BoundGroup(title, (BoundEntry("", link),))


def _entry(agreement: Agreement, context: RenderContext) -> BoundEntry:
    in_force = agreement.state is Status.ACTIVE
    return BoundEntry(
        agreement.reference or agreement.id,
        Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True),
        "" if in_force else context.not_in_force(agreement),
    )


def _chapters(context: RenderContext) -> Iterator[Chapter]:
    for agreement in agreements_in_order(context):
        yield Chapter(agreement.id, partial(_draw_agreement, agreement, context))
    if _has_terms(context):
        yield Chapter(GLOSSARY_CHAPTER, partial(_draw_glossary, context))


def _draw_agreement(agreement: Agreement, context: RenderContext, draw: DrawView) -> str:
    """Draw an agreement without a stylesheet of its own; the whole page has one."""

    def make(agreement: Agreement, seen: RenderContext) -> str:
        view = replace(agreement_view(agreement, seen), page_header=None)
        return draw(view, agreement_uri(agreement.id), seen.cite)

    return context.recall("chapter", agreement, make)


def _draw_glossary(context: RenderContext, draw: DrawView) -> str:
    view = glossary_view(context)
    return context.reuse("chapter", view, lambda seen: draw(view, GLOSSARY, seen.cite))
