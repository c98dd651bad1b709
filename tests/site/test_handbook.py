"""Defined terms on pages of the author's: linked, explained in place, and refused where unknown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import CATALOG, WIKI, build, built, write_site

MEANING = "Time in which a service cannot be used."
GUIDE = "# Start\n\nAn Outage is told. [Slowness](term:outage) is none.\n\n## Later\n\nOutages.\n"
FORCED = WIKI.replace("remedies:", "summary: What is [gone](term:outage).\nremedies:")
LOCAL = FORCED.replace("id: wiki", "id: own").replace("term:outage", "term:lag") + (
    "definitions: [{term: Lag, definition: Time until an answer.}]\n"
)
PAGES = {
    **CATALOG,
    "agreements/wiki.yaml": FORCED,
    "agreements/own.yaml": LOCAL,
    "docs/guide/start.md": GUIDE,
    "docs/plain.md": "# Plain\n\nNothing is defined here.\n",
    "docs/quiet.md": "---\nterms: off\n---\n# Quiet\n\nAn Outage, a [gap](term:outage).\n",
}
WRONG = {
    "docs/index.md": "---\ntitle: x\n---\n# Home\n\nAn [Outage](term:outrage).\n",
    "docs/more.md": "# More\n\n`[a](term:no)` and [b](term:no)\n",
}
TOLD = """\
sla-catalog: 2 errors in docs; nothing is published

docs/index.md:6:13: error[unresolved-reference]: there is no term ‘outrage’
    6 | An [Outage](term:outrage).
      |             ^^^^^^^^^^^^
    expected outage, the only term
    help: did you mean outage?

docs/more.md:3:24: error[unresolved-reference]: there is no term ‘no’
    3 | `[a](term:no)` and [b](term:no)
      |                        ^^^^^^^
    expected outage, the only term
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_site(tmp_path_factory.mktemp("handbook"), PAGES))


@pytest.fixture
def guide(reader: Page, serve: Callable[[Path], str], site: Path) -> Page:
    reader.goto(serve(site) + "guide/start/")
    return reader


def test_a_term_is_linked_once_a_section_and_explained_without_a_request(guide: Page) -> None:
    links = guide.locator("article a.sla-term:visible")
    expect(links).to_have_text(["Outage", "Slowness", "Outages"])
    guide.wait_for_load_state("networkidle")
    requests: list[str] = []
    guide.on("request", lambda request: requests.append(request.url))
    links.last.hover()
    card = guide.locator(".sla-card:popover-open")
    expect(card).to_contain_text(MEANING)
    assert requests == []
    card.get_by_role("link", name="Outage").click()
    guide.wait_for_url("**/glossary/#term-outage")


def test_without_a_script_it_is_a_link_and_nothing_more_is_seen(
    browser: Browser, serve: Callable[[Path], str], site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(site) + "guide/start/")
    assert MEANING not in page.locator("article").inner_text()
    page.locator("a.sla-term").first.click()
    page.wait_for_url("**/glossary/#term-outage")
    context.close()


def test_search_does_not_find_what_is_not_seen(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    texts = {entry["location"]: entry["text"] for entry in index["docs"]}
    assert "Slowness" in texts["guide/start/"]
    assert [place for place, text in texts.items() if MEANING in text] == ["glossary/#term-outage"]


def test_a_page_without_terms_gets_nothing(site: Path) -> None:
    assert "sla-term" not in (site / "plain/index.html").read_text(encoding="utf-8")


def test_a_page_may_link_only_what_it_says_itself(site: Path) -> None:
    html = (site / "quiet/index.html").read_text(encoding="utf-8")
    assert html.count('class="sla-term"') == 1
    assert "An Outage, a <a" in html


@pytest.mark.parametrize(
    ("page", "word", "meaning", "anchor"),
    [
        ("wiki", "gone", MEANING, "/glossary/#term-outage"),
        ("own", "gone", "Time until an answer.", "/own/#definition-lag"),
    ],
)
def test_a_forced_link_alone_is_explained_on_an_agreement(
    reader: Page,
    serve: Callable[[Path], str],
    site: Path,
    page: str,
    word: str,
    meaning: str,
    anchor: str,
) -> None:
    reader.goto(serve(site) + f"agreements/{page}/")
    link = reader.locator("a.sla-term", has_text=word).first
    link.hover()
    expect(reader.locator(".sla-card:popover-open")).to_contain_text(meaning)
    assert str(link.evaluate("link => link.href")).endswith(anchor)


def test_unknown_terms_are_told_with_page_and_line(tmp_path: Path) -> None:
    result = build(write_site(tmp_path, {**CATALOG, **WRONG}))
    assert result.returncode == 1
    assert TOLD.strip() in result.stderr


def test_off_links_none_on_either_kind_of_page(tmp_path: Path) -> None:
    options = "terms: {handbook: off, agreements: off}"
    site = built(write_site(tmp_path, PAGES, options=options))
    guide = (site / "guide/start/index.html").read_text(encoding="utf-8")
    assert guide.count('class="sla-term"') == 1
    assert "An Outage is told" in guide
    agreement = (site / "agreements/wiki/index.html").read_text(encoding="utf-8")
    assert agreement.count('class="sla-term"') == 1


@pytest.mark.parametrize(
    ("files", "options", "told"),
    [
        ({"docs/a.md": "---\nterms: some\n---\n# A\n"}, "",
         "docs/a.md: terms is ‘some’; expected one of section, all, page, off"),
        ({}, "terms: {handbook: some}", "‘some’ is none of section, all, page, off"),
        ({}, "terms: {hanbook: off}", "no option ‘terms.hanbook’; did you mean terms.handbook?"),
    ],
)  # fmt: skip
def test_what_no_page_can_mean(
    tmp_path: Path, files: dict[str, str], options: str, told: str
) -> None:
    result = build(write_site(tmp_path, {**CATALOG, **files}, options=options))
    assert result.returncode == 1
    assert told in result.stderr


def test_a_page_that_is_not_published_is_no_page_of_the_handbook(tmp_path: Path) -> None:
    files = {
        **CATALOG,
        "agreements/wiki.yaml": FORCED.replace("term:outage", "inner/notes.md"),
        "docs/inner/notes.md": "# Notes\n",
        "docs/inner/glossary.md": "# Notes\n",
    }
    result = build(write_site(tmp_path, files, site="exclude_docs: /inner/"))
    assert result.returncode == 1
    assert "error[unresolved-page]: there is no page ‘inner/notes.md’" in result.stderr
