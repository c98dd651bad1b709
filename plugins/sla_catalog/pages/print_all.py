"""All agreements bound as one page to print: its addresses, its contents, its chapters."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.header import Status
from sla_catalog.pages.addresses import Addresses, FileAt, PageAt
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
from sla_catalog.pages.signs import without_sheet
from sla_catalog.pages.views.print_all import BoundEntry, BoundGroup, BoundView, Chapter, DrawView

GLOSSARY_CHAPTER = "catalog.glossary"  # no agreement has it: ids hold no point
DrawPage = Callable[[Agreement], str]

# A tag, whose values may hold any sign; in some, what names an id or leads somewhere.
_NAMES = "id|href|for|aria-labelledby|aria-describedby"
_PLACE = re.compile(rf' ({_NAMES})="([^"]*)"')
_OTHER = rf' (?!(?:{_NAMES})=")[^<>" ]*+(?:"[^"]*+"[^<>" ]*+)*+'
_TAG = re.compile(rf'<[a-z][^<>" ]*+(?:{_OTHER})*+{_PLACE.pattern}(?:[^<>"]++|"[^"]*+")*+>')
_DATA = re.compile(r'<script type="application/ld\+json">.*?</script>\n?', re.DOTALL)
_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*" media="print">\n')


def print_all_addresses(context: RenderContext, addresses: Addresses) -> Addresses:
    """Return what leads from chapter to chapter where all of them stand on one page."""
    chapters = {agreement_uri(a.id): a.id for a in context.catalog.agreements}
    if _has_terms(context):
        chapters[GLOSSARY] = GLOSSARY_CHAPTER
    return replace(addresses, chapters=chapters, bound_at=BOUND)


def print_all_view(addresses: Addresses, draw_page: DrawPage, context: RenderContext) -> BoundView:
    """Lay out all agreements as one page; `addresses` are those within it.

    `draw_page` gives the HTML of an agreement's own page, of which its chapter is made.
    """
    labels = context.labels
    return BoundView(
        title=labels["bound.title"],
        lead=labels["bound.lead"],
        source=context.source_words(context.catalog_name),
        crumbs=(Link(labels["overview.title"], PageAt(OVERVIEW), quiet=True),),
        page_header=FileAt(BOUND_SHEET),
        groups=tuple(_groups(context)),
        chapters=tuple(_chapters(addresses, draw_page, context)),
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


class ChapterLinks:
    """What leads from a page of its own to those that are chapters as well, by what it writes."""

    def __init__(self, addresses: Addresses) -> None:
        self.chapters = addresses.chapters
        self._apart = replace(addresses, chapters={}, bound_at="")
        self._beside: dict[str, Mapping[str, str]] = {}

    def seen_from(self, uri: str) -> Mapping[str, str]:
        """Return the id of each chapter by the address that the page `uri` writes for its page."""
        folder = posixpath.dirname(uri)
        if folder not in self._beside:  # all pages of a folder write the same, save for themselves
            self._beside[folder] = self._of(posixpath.join(folder, _NO_PAGE))
        return {**self._beside[folder], self._apart.href(PageAt(uri), uri): self.chapters[uri]}

    def _of(self, seen_from: str) -> Mapping[str, str]:
        apart, chapters = self._apart, self.chapters
        return {apart.href(PageAt(page), seen_from): id_ for page, id_ in chapters.items()}


_NO_PAGE = "no.page.md"  # ids hold no point


def _chapters(
    addresses: Addresses, draw_page: DrawPage, context: RenderContext
) -> Iterator[Chapter]:
    links = ChapterLinks(addresses)
    for agreement in agreements_in_order(context):
        yield Chapter(agreement.id, partial(_draw_agreement, agreement, links, draw_page))
    if _has_terms(context):
        within = replace(context, href=addresses.href)
        yield Chapter(GLOSSARY_CHAPTER, partial(_draw_glossary, within))


def _draw_agreement(
    agreement: Agreement, links: ChapterLinks, draw_page: DrawPage, _draw: DrawView
) -> str:
    return as_chapter(draw_page(agreement), agreement_uri(agreement.id), links)


def as_chapter(html: str, uri: str, links: ChapterLinks) -> str:
    """Return the HTML of a page as it stands among the chapters of a larger one.

    Ids are those of the chapter, and links to pages that are chapters as well stay within. It has
    no stylesheet of its own: the whole has one. Drawing it anew would take ten times as long.
    """
    drawn = without_sheet(_DATA.sub("", _SHEET.sub("", html, count=1)))
    moved = partial(_moved, links.chapters[uri], links.seen_from(uri))
    return _TAG.sub(lambda tag: _PLACE.sub(moved, tag[0]), drawn)


def _moved(here: str, chapters: Mapping[str, str], place: re.Match[str]) -> str:
    name, value = place.groups()
    if name != "href":
        return f' {name}="{here}.{value}"'
    page, hash_, anchor = value.partition("#")
    chapter = chapters.get(page) if page else here
    if chapter is None:
        return place[0]
    return f' href="#{chapter}.{anchor}"' if hash_ else f' href="#{chapter}"'


def _draw_glossary(context: RenderContext, draw: DrawView) -> str:
    view = glossary_view(context)
    return context.reuse("chapter", view, lambda seen: draw(view, GLOSSARY, seen.cite))
