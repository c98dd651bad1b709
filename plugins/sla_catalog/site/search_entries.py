"""What Material's search index holds of a page of ours, put there without a parser of HTML.

Its search plugin reads the HTML of every page anew. What `pages.searching` writes has one form, so
that its headings and texts can be cut apart instead. Any other search plugin gets the HTML.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from sla_catalog.frozen import dataclass
from sla_catalog.pages.searching import SEPARATOR

_MATERIAL = "material.plugins.search.plugin"
_HEADING = re.compile(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>')
_QUOTES = {"&#34;": '"', "&#39;": "'"}  # Material's index escapes none


@dataclass(frozen=True, slots=True)
class SearchEntries:
    """The entries of Material's search index; None where another plugin searches, or none does."""

    entries: list[dict[str, Any]] | None = None

    @classmethod
    def of(cls, config: MkDocsConfig) -> SearchEntries:
        """Find the index of a build; one that cuts Chinese words apart is left to its plugin."""
        for plugin in config.plugins.values():
            index: Any = getattr(plugin, "search_index", None)
            is_plain = getattr(sys.modules.get(_MATERIAL), "jieba", None) is None
            if type(index).__module__ == _MATERIAL and is_plain and not plugin.is_dirty:
                return cls(index.entries)
        return cls()

    @property
    def is_known(self) -> bool:
        """Tell whether what searches passes over the pages that say so."""
        return self.entries is not None

    def add(self, page: Page, search_html: str) -> bool:
        """Add what search finds on a page; tell whether that was done."""
        search = page.meta.get("search") or {}
        if self.entries is None or "tags" in page.meta or search.get("exclude"):
            return False
        boost = {"boost": search["boost"]} if "boost" in search else {}
        for anchor, title, text in _sections(search_html):
            location = page.url + (f"#{anchor}" if anchor else "")
            self.entries.append({"location": location, "title": title, "text": text, **boost})
        return True


def _sections(search_html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the anchor of each section, its title and its text; the first has no anchor."""
    _, *pieces = _HEADING.split(search_html)
    for number in range(0, len(pieces), 3):
        anchor, title, text = pieces[number : number + 3]
        yield anchor if number else "", _unquoted(title).strip(), _unquoted(text).strip()


def _unquoted(html: str) -> str:
    for escaped, sign in _QUOTES.items():
        html = html.replace(escaped, sign)
    return html


def set_separator(config: MkDocsConfig) -> None:
    """Tell search where words end, unless the site does; what has both options is search."""
    for plugin in config.plugins.values():
        # A hook, which is a module among the plugins, has no options.
        options = dict(getattr(getattr(plugin, "config", None), "_schema", ()))
        if not {"lang", "separator"} <= options.keys():
            continue
        if plugin.config["separator"] == options["separator"].default:
            plugin.config["separator"] = SEPARATOR
