"""The example catalog as readers meet it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from sites import built, write_site

URIS = (
    "agreements/",
    "agreements/managed-postgresql/",
    "agreements/ukcloud/",
    "agreements/wiki/",
    "glossary/",
    "comparison/",
    "parties/",
    "parties/data-platform/",
    "services/",
    "deadlines/",
    "coverage/",
)
TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const reaches = node => node.getBoundingClientRect().right > root.clientWidth + 1;
  return [...document.querySelectorAll('.md-content *')].filter(reaches)
    .map(node => node.outerHTML.slice(0, 120)).slice(0, 5).concat(`${root.scrollWidth} px`);
}"""
AT_REST = """() => Promise.allSettled(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime !== Infinity).map(one => one.finished))"""
DOUBLE_IDS = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(node => node.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
HEADINGS = """() => [...document.querySelectorAll('.md-content :is(h1,h2,h3,h4,h5,h6)')]
  .map(node => Number(node.tagName[1]))"""
LOST_PLACES = """() => [...document.querySelectorAll('.sla-page a[href^="#"]')]
  .map(a => decodeURIComponent(a.hash.slice(1)))
  .filter(id => id && !document.getElementById(id))"""
SHOWN = ".sla-item:visible"


@pytest.fixture(scope="module")
def site(example: Path) -> Path:
    return example


@pytest.fixture(scope="module")
def address(example_address: str) -> str:
    return example_address


@pytest.fixture(params=["light", pytest.param("dark", marks=pytest.mark.long)])
def scheme(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(color_scheme=request.param)
    yield context
    context.close()


@pytest.fixture
def page(reader: Page) -> Page:
    return reader


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def agreement_ids(site: Path) -> set[str]:
    return {path.stem for path in (site / "agreements").glob("*.yaml")}


def linked(page: Page, selector: str) -> set[str]:
    """Return the ids of the agreements to which the links in an element lead."""
    links = page.locator(f"{selector} a[href]")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    found = (re.fullmatch(r"(?:.*agreements/)?([a-z0-9-]+)/", path) for path in addresses)
    return {match[1] for match in found if match}


@pytest.mark.parametrize(
    "uris",
    [
        pytest.param(("", *URIS), id="pages"),
        # Its chapters are the pages of agreements.
        pytest.param(("agreements/print/",), id="whole", marks=pytest.mark.long),
    ],
)
def test_no_page_scrolls_sideways(
    scheme: BrowserContext, address: str, uris: tuple[str, ...]
) -> None:
    page = scheme.new_page()
    wide = {}
    for uri in uris:
        page.goto(address + uri)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wide[uri, width] = page.evaluate(TOO_WIDE)
            if wide[uri, width]:  # the theme slides its drawer when the width changes
                page.evaluate(AT_REST)
                wide[uri, width] = page.evaluate(TOO_WIDE)
    assert {place: nodes for place, nodes in wide.items() if nodes} == {}


# What a reader looks for who has never seen the site, the clicks, and where it is found.
WAYS = {
    "whom to call": (["Services"], 'main a[href="tel:+49305550120"]'),
    "the last day for notice": (["Deadlines"], "main td:has-text('Last day for notice')"),
    "what a term means": (["Glossary"], "main :is(h2, h3, dt):has-text('Downtime')"),
    "the fastest first response in force": (
        ["Comparison", "First response"],
        "main tbody tr:visible:has-text('30 min')",
    ),
}


@pytest.mark.parametrize("sought", WAYS)
def test_a_reader_finds_it_within_three_clicks(page: Page, address: str, sought: str) -> None:
    clicks, found = WAYS[sought]
    assert len(clicks) <= 3
    page.goto(address)
    for name in clicks:
        ways = page.locator("a:visible, button:visible")
        ways.filter(has_text=re.compile(rf"^\s*{name}\s*$")).first.click()
    expect(page.locator(found).first).to_be_visible()


def test_the_palette_follows_the_readers_choice(scheme: BrowserContext, address: str) -> None:
    page = scheme.new_page()
    page.goto(address + "agreements/")
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    expected = "slate" if dark else "default"
    assert page.get_attribute("body", "data-md-color-scheme") == expected
    color = page.evaluate("getComputedStyle(document.querySelector('.sla-page')).color")
    red = int(re.findall(r"[0-9]+", color)[0])
    assert (red > 128) is dark


@pytest.mark.parametrize("uri", URIS)
def test_a_page_is_well_formed_and_asks_for_nothing_elsewhere(
    page: Page, address: str, uri: str
) -> None:
    elsewhere: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:" + address)):
            elsewhere.append(request.url)

    page.on("request", on_request)
    page.goto(address + uri)
    page.wait_for_load_state("networkidle")
    assert elsewhere == []
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert page.evaluate(DOUBLE_IDS) == []
    assert page.evaluate(LOST_PLACES) == []


def test_the_overview_is_whole_without_scripts(scriptless: Page, address: str, site: Path) -> None:
    scriptless.goto(address + "agreements/")
    assert linked(scriptless, ".sla-agreements") == agreement_ids(site)
    assert scriptless.locator(SHOWN).count() == len(agreement_ids(site))
    expect(scriptless.locator("form.sla-filter")).to_be_hidden()


def test_an_agreement_is_whole_without_scripts(
    scriptless: Page, scheme: BrowserContext, address: str
) -> None:
    page = scheme.new_page()
    for one in (scriptless, page):
        one.clock.set_fixed_time("2026-11-23T12:00:00Z")
        one.goto(address + "agreements/managed-postgresql/")
    # The calculator is no part of the agreement, and shown by its script alone.
    page.add_style_tag(content=".sla-calculator { display: none }")
    without, with_scripts = (one.inner_text(".sla-page") for one in (scriptless, page))
    assert len(without) > 5000
    assert without == with_scripts
    folded = scriptless.locator(".sla-page [hidden], .sla-page details:not([open])")
    assert folded.count() == scriptless.locator(".sla-calculator, .sla-calculator [hidden]").count()


def find(page: Page, words: str) -> None:
    page.fill("form.sla-filter input[name=find]", words)


def test_the_filter_narrows_and_is_kept_in_the_address(
    page: Page, address: str, site: Path
) -> None:
    page.goto(address + "agreements/")
    total = len(agreement_ids(site))
    expect(page.locator(SHOWN)).to_have_count(total)
    find(page, "postgres")
    narrowed = page.locator(SHOWN).count()
    assert 0 < narrowed < total
    assert "find=postgres" in page.url
    names = page.locator(SHOWN).all_inner_texts()
    page.reload()
    expect(page.locator(SHOWN)).to_have_count(narrowed)
    assert page.locator(SHOWN).all_inner_texts() == names
    assert page.input_value("form.sla-filter input[name=find]") == "postgres"
    find(page, "")
    expect(page.locator(SHOWN)).to_have_count(total)
    assert "find" not in page.url


def test_facets_narrow_and_are_kept_in_the_address(page: Page, address: str, site: Path) -> None:
    page.goto(address + "agreements/")
    total = len(agreement_ids(site))
    box = page.locator("form.sla-filter input[name=kind][value=OLA]")
    box.evaluate("box => { box.checked = true; box.dispatchEvent(new Event('input', "
                 "{bubbles: true})); }")  # fmt: skip
    narrowed = page.locator(SHOWN).count()
    assert 0 < narrowed < total
    assert page.locator(".sla-item:visible:not([data-sla-kind=OLA])").count() == 0
    page.reload()
    expect(page.locator(SHOWN)).to_have_count(narrowed)
    expect(box).to_be_checked()
    page.locator("form.sla-filter [type=reset]").click()
    expect(page.locator(SHOWN)).to_have_count(total)
    assert "kind" not in page.url


def test_the_overview_is_sorted_by_its_heads(page: Page, address: str, site: Path) -> None:
    def days() -> list[str]:
        keys = "rows => rows.map(row => row.dataset.slaByNext)"
        return list(page.locator(SHOWN).evaluate_all(keys))

    page.goto(address + "agreements/")
    in_groups = page.locator(SHOWN).all_inner_texts()
    head = page.locator("th[data-sla-sort=next]")
    head.get_by_role("button").focus()
    for key, order, down in (("Enter", "ascending", False), ("Space", "descending", True)):
        page.keyboard.press(key)
        expect(head).to_have_attribute("aria-sort", order)
        expect(page.locator("[aria-sort]")).to_have_count(1)
        stated = [day for day in days() if day]
        assert days() == sorted(stated, reverse=down) + [""] * days().count("")
        assert len(days()) == len(agreement_ids(site))
        expect(page.locator(".sla-group:visible")).to_have_count(0)
    assert "sort=-next" in page.url
    find(page, "database")
    some = days()
    page.reload()
    expect(page.locator(SHOWN)).to_have_count(len(some))
    assert days() == some
    find(page, "")
    page.get_by_role("button", name="Group by kind").click()
    assert page.locator(SHOWN).all_inner_texts() == in_groups
    assert "sort" not in page.url
    expect(page.locator("[aria-sort]")).to_have_count(0)


def test_words_that_nothing_has_are_answered(page: Page, address: str) -> None:
    page.goto(address + "agreements/")
    find(page, "nothing has these words")
    expect(page.locator(SHOWN)).to_have_count(0)
    expect(page.locator(".sla-nothing")).to_be_visible()


def test_the_glossary_filter_narrows(page: Page, address: str) -> None:
    page.goto(address + "glossary/")
    total = page.locator(SHOWN).count()
    find(page, "business")
    assert 0 < page.locator(SHOWN).count() < total


def test_the_filter_works_on_after_instant_navigation(
    page: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    # Material navigates without loading only where the site knows its address.
    address = serve(tmp_path / "site")
    built(write_site(tmp_path, site=f"site_url: {address}"))
    page.goto(address + "agreements/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.__same = true")
    find(page, "database")
    narrowed = page.locator(SHOWN).count()
    page.locator(".sla-item:visible th a").first.click()
    page.wait_for_selector(".sla-agreement")
    assert page.evaluate("window.__same"), "the page was loaded anew"
    page.go_back()
    page.wait_for_selector(".sla-overview")
    assert page.evaluate("window.__same"), "the page was loaded anew"
    expect(page.locator("form.sla-filter")).to_be_visible()
    expect(page.locator(SHOWN)).to_have_count(narrowed)
    assert page.input_value("form.sla-filter input[name=find]") == "database"
    find(page, "wiki")
    expect(page.locator(SHOWN)).to_have_count(1)
    assert "find=wiki" in page.url
    assert "Team wiki" in page.inner_text(SHOWN)


def test_the_marks_of_coverage_differ_in_shape(reader: Page, address: str) -> None:
    reader.goto(f"{address}coverage/")
    shapes = reader.locator(".sla-key .sla-part").evaluate_all(
        """parts => parts.map(part => {
          const look = getComputedStyle(part), end = getComputedStyle(part, '::after');
          return [look.borderTopStyle, look.borderTopWidth, look.borderBottomStyle, end.content];
        }).map(String)"""
    )
    assert len(shapes) == len(set(shapes)) == 5


@pytest.mark.parametrize(
    ("uri", "wide", "narrow"),
    [
        ("coverage/dora-30/", "Item", "No."),
        ("services/", "Key target", "Provider"),
    ],
)
def test_a_column_of_words_has_more_width_than_one_of_signs(
    browser: Browser, address: str, uri: str, wide: str, narrow: str
) -> None:
    context = browser.new_context(viewport={"width": 768, "height": 1000})
    page = context.new_page()
    page.goto(address + uri)
    heads = {head.inner_text(): head for head in page.locator("thead").last.locator("th").all()}
    widths = {name: (head.bounding_box() or {"width": 0})["width"] for name, head in heads.items()}
    context.close()
    assert widths[wide] > 1.5 * widths[narrow]


def test_what_depends_on_today_is_brought_up_to_date(browser: Browser, address: str) -> None:
    said = {}
    context = browser.new_context()
    page = context.new_page()
    for day in ("2026-11-23", "2026-12-01", "2027-03-01"):
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto(address + "deadlines/")
        assert "as of 23 November 2026" in page.inner_text(".sla-page").replace("\u00a0", " ")
        row = page.locator("tr:has(time[datetime='2026-12-20'])").first
        distance = row.locator(".sla-distance")
        said[day] = distance.inner_text(), distance.get_attribute("data-sla-alarm")
    context.close()
    assert said == {
        "2026-11-23": ("ends in 27 days", "near"),
        "2026-12-01": ("ends in 19 days", "near"),
        "2027-03-01": ("ended 71 days ago", ""),
    }


def test_notice_and_term_are_said_as_of_today(browser: Browser, address: str) -> None:
    said = {}
    context = browser.new_context()
    page = context.new_page()
    for day in ("2026-11-23", "2026-11-30", "2026-12-01", "2027-01-01"):
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto(address + "agreements/marketing-sales-leads/")
        label = page.locator(".sla-identity dt").nth(3).inner_text()
        notice = page.locator("[data-sla-kind=notice]").last.inner_text().replace("\u00a0", " ")
        said[day] = label.lower(), notice
    context.close()
    ahead = (
        "Without notice by then it ends on 31 December 2026: "
        "an express renewal needs both sides to agree."
    )
    past = "it ends on 31 December 2026 unless both sides have agreed to renew it."
    assert said == {
        "2026-11-23": ("in force", f"Last day for notice is 30 November 2026, in 7 days. {ahead}"),
        "2026-11-30": ("in force", f"Last day for notice is 30 November 2026, today. {ahead}"),
        "2026-12-01": ("in force", f"Notice was due by 30 November 2026, 1 day ago; {past}"),
        "2027-01-01": ("term", f"Notice was due by 30 November 2026, 32 days ago; {past}"),
    }
