"""Pages of ours as MkDocs knows them: it has no Markdown of theirs to render."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from sla_catalog.pages.page import Drawn
from sla_catalog.pages.rendering import Heading


class CatalogPage(Page):
    """A page without Markdown, whose headings and anchors are told when somebody asks.

    To make a parser for nothing, and to list what nobody reads, took a tenth of a preview's build.
    """

    _toc: TableOfContents = get_toc([])
    _headings: tuple[Heading, ...] | None = None
    _anchors: set[str] | None = None
    _drawn: Drawn | None = None

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what comes of no Markdown; what a plugin has put there is rendered."""
        if self.markdown:
            super().render(config, files)
            return
        self.content, self.toc = "", get_toc([])
        self.present_anchor_ids, self.links_to_anchors = set(), {}

    def show(self, drawn: Drawn) -> None:
        """Take headings and anchors from what is drawn."""
        self._headings, self._drawn = drawn.headings, drawn

    @property
    def headings(self) -> object:
        """Return what tells the contents of the page from others."""
        return str(self._toc) if self._headings is None else self._headings

    @property
    def toc(self) -> TableOfContents:
        """Return the contents as MkDocs lists them."""
        if self._headings is not None:
            self.toc = table_of_contents(self._headings)
        return self._toc

    @toc.setter
    def toc(self, value: TableOfContents) -> None:
        self._toc, self._headings = value, None

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """Return the ids to which others can lead."""
        if self._drawn is not None:
            self.present_anchor_ids = self._drawn.anchors
        return self._anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, value: set[str] | None) -> None:
        self._anchors, self._drawn = value, None


def take_over(page: Page) -> None:
    """Make a page that MkDocs has made one of ours; whoever has it already keeps it."""
    if type(page) is Page:
        page.__class__ = CatalogPage


def contents_of(page: Page) -> object:
    """Return what tells the contents of a page from those of others."""
    return page.headings if isinstance(page, CatalogPage) else str(page.toc)


def table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    """Return a page's headings as MkDocs lists them; their texts are escaped for its templates."""
    tops: list[Any] = []
    for level, anchor, text in headings:
        token = {"level": level, "id": anchor, "name": escape(text), "children": []}
        if level == 2 or not tops:
            tops.append(token)
        else:
            tops[-1]["children"].append(token)
    return get_toc(tops)
