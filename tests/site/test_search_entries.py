"""What is put into Material's index is what its own parser would put there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]

from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.blocks import Text
from sla_catalog.pages.context import BOUND, RenderContext
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.searching import searched
from sla_catalog.pages.site_pages import pages
from sla_catalog.pages.views.lists import PlainView
from sla_catalog.site.search_entries import SearchEntries
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

ROOT = Path(__file__).parents[2]
TITLES = [
    "A & B",
    'the "best" <b>one</b>',
    "it's 5 &gt; 4 &#34;",
    "ISO/IEC 27001 · §\u00a07",
    "&amp;",
]


def page(url: str, **meta: Any) -> Any:
    """Return a page as MkDocs would hand it to a search plugin."""
    search = {"exclude": False, "boost": 2}
    return SimpleNamespace(url=url, toc=[], title="", meta={"search": search} | meta)


def by_material(url: str, search_html: str) -> list[dict[str, Any]]:
    """Return the entries that Material's own parser makes."""
    index, shown = SearchIndex(), page(url)
    shown.content = search_html
    index.add_entry_from_context(shown)
    entries: list[dict[str, Any]] = index.entries
    return entries


def by_us(url: str, search_html: str) -> list[dict[str, Any]]:
    entries = SearchEntries([])
    assert entries.add(page(url), search_html)
    return entries.entries or []


def searched_pages() -> Iterator[tuple[str, str]]:
    """Yield the path of each page of the example catalog, with what search is to find on it."""
    files, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    loaded = load(files, "agreements", Limits(), "Europe/Berlin")
    addresses = Addresses()
    context = RenderContext(loaded.catalog, date(2026, 11, 23), labels.load(), addresses.href)
    for one in pages(context, Renderer(addresses)):
        if one.uri != BOUND:
            drawn = one.draw().search_html
            if drawn is not None:
                yield one.uri, drawn


def test_pages_of_the_examples_have_the_entries_that_materials_parser_makes() -> None:
    found = dict(searched_pages())
    assert len(found) > 20
    for uri, search_html in found.items():
        assert by_us(uri, search_html) == by_material(uri, search_html), uri


@pytest.mark.parametrize("title", TITLES)
def test_titles_and_texts_are_escaped_as_materials_parser_escapes_them(title: str) -> None:
    lead = Text(f"{title} in\n 4 h, SLA-042, <script>")
    search_html = searched(PlainView("x", title, lead, ()), title)
    assert "<sub><sup>" in search_html
    assert by_us("one/", search_html) == by_material("one/", search_html)


def test_a_page_with_tags_of_another_plugin_is_left_to_its_search() -> None:
    entries = SearchEntries([])
    assert not entries.add(page("one/", tags=["legal"]), '<h1 id="top">One</h1>\ntext')
    assert entries.entries == []


def test_another_search_plugin_gets_the_html() -> None:
    other = SimpleNamespace(plugins={"search": SimpleNamespace(search_index=object())})
    assert SearchEntries.of(other).entries is None  # type: ignore[arg-type]
