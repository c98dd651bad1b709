"""What an export consists of: pages, the author's own files, assets and settings, by their path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from sla_catalog.assembly.site import Setting
from sla_catalog.assembly.site_file import NAME, SiteFileError
from sla_catalog.cli.mkdocs_file import THEME, MkDocsFile
from sla_catalog.findings import Finding, in_reading_order
from sla_catalog.frozen import dataclass
from sla_catalog.pages import site_pages
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.appearance import assets, contents_partial, hidden
from sla_catalog.pages.context import LISTS, PROPOSAL, RenderContext
from sla_catalog.pages.glossary_extension import SCHEME, term_links
from sla_catalog.pages.page import Page
from sla_catalog.pages.rendering import Heading, inert
from sla_catalog.pipeline import RefusedError
from sla_catalog.rules.references import unresolved_term

_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")  # end lines in YAML, or are refused there

# The theme says nothing to robots by itself. A site with a template of its own keeps that.
_ROBOTS = b"""{% extends "base.html" %}
{% block extrahead %}
{% if page and page.meta and page.meta.robots %}
<meta name="robots" content="{{ page.meta.robots }}">
{% endif %}
{% endblock %}
"""


class ClashError(Exception):
    """Say which files would share one place on the site."""


@dataclass(frozen=True)
class ExportSite:
    """A context and the files of its author, laid out for a generator.

    The setting writes links as the generator wants them in its sources.
    """

    context: RenderContext
    setting: Setting
    site: MkDocsFile
    own: Mapping[str, bytes]

    def files(self) -> dict[str, bytes]:
        """Return every file; raise ClashError where two would share a place.

        Raises RefusedError where a page of the author's names a term that does not exist.
        """
        made = {**self._pages(), **self._moves(), **assets()}
        beside = dict(self.setting.files_beside(self.context))
        self._refuse_clashes([*made, *beside])
        docs = {**self._handbook(), **{uri: text.encode() for uri, text in made.items()}, **beside}
        files = {f"docs/{uri}": data for uri, data in docs.items()}
        files[f"{THEME}/partials/toc.html"] = contents_partial().encode()
        if not all(page.is_indexed for page in self._drawable()):
            files[f"{THEME}/main.html"] = _ROBOTS
        files |= {f"{THEME}/{name}": data for name, data in self.site.theme_files().items()}
        lists = [uri for uri in (PROPOSAL, *LISTS) if uri in made]
        files[NAME] = self.site.exported(self.context.handbook, lists).encode()
        return files

    def _pages(self) -> dict[str, str]:
        has_tabs = self.setting.site.around.has_tabs
        return {page.uri: as_source(page, has_tabs=has_tabs) for page in self._drawable()}

    def _drawable(self) -> Iterable[Page]:
        return site_pages.pages(self.context, self.setting.renderer)

    def _moves(self) -> dict[str, str]:
        """Return what leads on from former addresses, and to the overview without a front page."""
        moves = {self._place(move.uri): move.html for move in self.setting.moves(self.context)}
        if not {"index.md", "README.md", "index.html"} & self.own.keys():
            moves["index.html"] = self.setting.front_page()
        return moves

    def _handbook(self) -> dict[str, bytes]:
        """Return the author's files, in which links to terms lead to the glossary.

        Raises RefusedError with every term that does not exist.
        """
        mistakes: list[Finding] = []
        files = {
            uri: self._leading(uri, data, mistakes) if is_linked(uri, data) else data
            for uri, data in self.own.items()
        }
        if mistakes:
            raise RefusedError(in_reading_order(mistakes))
        return files

    def _leading(self, uri: str, data: bytes, mistakes: list[Finding]) -> bytes:
        path = f"{self.site.docs}/{uri}"
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise SiteFileError(f"{path} is not written in UTF-8") from None
        lines = text.splitlines(keepends=True)
        has_folders = self.setting.addresses.directory_urls
        sources = Addresses(has_folders, between_sources=True)
        for name, place in reversed(list(term_links(text, path))):
            target = self.context.term(name, uri)
            if target is None:
                mistakes.append(unresolved_term(self.context.catalog, name, place))
                continue
            line = lines[place.line - 1]
            address = sources.href(target, uri)
            lines[place.line - 1] = (
                line[: place.column - 1] + address + line[place.end_column - 1 :]
            )
        return "".join(lines).encode()

    def _refuse_clashes(self, made: Iterable[str]) -> None:
        taken = {self._place(uri).lower(): uri for uri in self.own}
        clashes = [
            f"{taken[place]} of {self.site.docs} would be published where {uri} of the catalog is"
            for uri in made
            if (place := self._place(uri).lower()) in taken
        ]
        if clashes:
            raise ClashError("\n".join([*clashes, "rename one of them"]))

    def _place(self, uri: str) -> str:
        """Return the path of the file that is published for a source file."""
        if not uri.endswith(".md"):
            return uri
        path = self.setting.site.addresses.path(uri)
        return f"{path}index.html" if path.endswith("/") or not path else path


def is_linked(uri: str, data: bytes) -> bool:
    """Tell whether a file is a page that may link terms by their ids."""
    return uri.endswith(".md") and SCHEME.encode() in data


def as_source(page: Page, *, has_tabs: bool) -> str:
    """Return a page as a Markdown file: front matter in JSON, which is YAML, and one piece of HTML.

    What a generator takes from the front matter it writes as it is, so that is escaped here.
    """
    drawn, hides = page.draw(), hidden(page.hides, has_tabs=has_tabs)
    described: dict[str, Any] = {"title": _said(page.title), "hide": hides}
    if not page.is_searched:
        described["search"] = {"exclude": True}
    if not page.is_indexed:
        described["robots"] = "noindex"
    if drawn.headings:
        described["contents"] = _contents(drawn.headings)
    lines = json.dumps(described, ensure_ascii=False, indent=1)
    lines = _BREAKS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", lines)
    return f"---\n{lines}\n---\n\n{drawn.html.strip()}\n"


def _contents(headings: Iterable[Heading]) -> list[dict[str, Any]]:
    """Return headings as a tree of two levels."""
    tops: list[dict[str, Any]] = []
    for level, anchor, text in headings:
        entry: dict[str, Any] = {"anchor": anchor, "text": _said(text)}
        if level == 2 or not tops:
            tops.append({**entry, "below": []})
        else:
            tops[-1]["below"].append(entry)
    return tops


def _said(text: str) -> str:
    return inert(escape(text))
