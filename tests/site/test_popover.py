"""The card with a term's definition: by keyboard, pointer and touch, without any request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sites import CATALOG, built, write_site

AGREEMENT = "agreements/managed-postgresql/"
OUTAGE = "One stretch of downtime, from its start until the service works again."
DATABASE = CATALOG["agreements/database.yaml"].replace(
    "depends_on:", "summary: Every Outage is told to the customer.\ndepends_on:"
)


def card(page: Page) -> Locator:
    return page.locator(".sla-card:popover-open")


def term(page: Page, words: str) -> Locator:
    return page.locator("a.sla-term", has_text=words).first


@pytest.fixture
def agreement(reader: Page, example_address: str) -> Page:
    reader.goto(example_address + AGREEMENT)
    return reader


def focus(page: Page, link: Locator) -> None:
    """Give a link the focus while the keyboard is in use."""
    link.scroll_into_view_if_needed()
    page.keyboard.press("Tab")
    link.focus()
    expect(link).to_be_focused()


def test_focus_shows_and_escape_hides(agreement: Page) -> None:
    link = term(agreement, "Outages")
    focus(agreement, link)
    expect(card(agreement)).to_have_count(1)
    assert OUTAGE in card(agreement).inner_text()
    agreement.keyboard.press("Escape")
    expect(card(agreement)).to_have_count(0)
    expect(link).to_be_focused()


def test_the_card_can_be_entered_and_left_by_keyboard(agreement: Page) -> None:
    link = term(agreement, "Outages")
    focus(agreement, link)
    agreement.keyboard.press("Tab")
    inside = agreement.locator(".sla-card a").first
    expect(inside).to_be_focused()
    expect(card(agreement)).to_have_count(1)
    assert (inside.get_attribute("href") or "").endswith("glossary/#term-outage")
    agreement.keyboard.press("Escape")
    expect(card(agreement)).to_have_count(0)
    expect(link).to_be_focused()
    focus(agreement, link)
    for _ in range(3):
        agreement.keyboard.press("Tab")
    assert agreement.evaluate("document.activeElement.closest('.sla-card')") is None
    assert OUTAGE not in " ".join(card(agreement).all_inner_texts())


def test_hover_shows_after_a_moment_and_the_card_can_be_reached(agreement: Page) -> None:
    link = term(agreement, "Outages")
    link.hover()
    expect(card(agreement)).to_have_count(1)
    box = card(agreement).bounding_box()
    assert box
    agreement.mouse.move(box["x"] + 20, box["y"] + 20, steps=8)
    agreement.wait_for_timeout(500)
    expect(card(agreement)).to_have_count(1)
    agreement.mouse.move(5, 400, steps=8)
    expect(card(agreement)).to_have_count(0)


def test_escape_dismisses_what_hover_shows(agreement: Page) -> None:
    term(agreement, "Outages").hover()
    expect(card(agreement)).to_have_count(1)
    agreement.keyboard.press("Escape")
    expect(card(agreement)).to_have_count(0)


def test_a_passing_pointer_shows_nothing(agreement: Page) -> None:
    link = term(agreement, "Outages")
    link.hover()
    agreement.mouse.move(5, 400)
    agreement.wait_for_timeout(400)
    expect(card(agreement)).to_have_count(0)


def test_a_local_definition_says_so_and_leads_to_both(agreement: Page) -> None:
    link = agreement.locator('a.sla-term[href$="#definition-downtime"]').first
    focus(agreement, link)
    text = card(agreement).inner_text()
    assert "Minutes in which the primary accepts no writes." in text
    assert "Only in this agreement" in text
    links = agreement.locator(".sla-card a").evaluate_all("all => all.map(a => a.hash)")
    assert links == ["#definition-downtime", "#term-downtime"]


def test_the_definition_describes_the_link(agreement: Page) -> None:
    undescribed = agreement.evaluate(
        """() => [...document.querySelectorAll('a.sla-term')].filter(link => {
          const text = document.getElementById(link.getAttribute('aria-describedby'));
          return !text || !text.textContent.trim();
        }).map(link => link.outerHTML)"""
    )
    assert undescribed == []
    focus(agreement, term(agreement, "Outages"))
    opened = card(agreement)
    assert opened.get_attribute("role") == "dialog"
    name = agreement.locator(f"#{opened.get_attribute('aria-labelledby')}")
    assert name.inner_text() == "Outage"


def test_nothing_is_fetched(agreement: Page) -> None:
    agreement.wait_for_load_state("networkidle")
    requests: list[str] = []
    agreement.on("request", lambda request: requests.append(request.url))
    focus(agreement, term(agreement, "Outages"))
    expect(card(agreement)).to_have_count(1)
    agreement.wait_for_timeout(300)
    assert requests == []


def test_the_glossary_explains_its_own_terms(reader: Page, example_address: str) -> None:
    reader.goto(example_address + "glossary/")
    link = reader.locator('.sla-definition a.sla-term[href$="#term-downtime"]').first
    focus(reader, link)
    meaning = reader.locator(".sla-entry:has(#term-downtime) .sla-definition").inner_text()
    assert meaning.strip() in card(reader).inner_text()


def test_the_card_stays_within_a_narrow_window(reader: Page, example_address: str) -> None:
    reader.set_viewport_size({"width": 320, "height": 640})
    reader.goto(example_address + AGREEMENT)
    links = reader.locator("a.sla-term")
    for place in range(min(links.count(), 12)):
        focus(reader, links.nth(place))
        box = card(reader).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    yield context.new_page()
    context.close()


def test_the_first_tap_opens_and_the_link_in_the_card_follows(
    phone: Page, example_address: str
) -> None:
    phone.goto(example_address + AGREEMENT)
    link = term(phone, "Outages")
    link.tap()
    expect(card(phone)).to_have_count(1)
    assert phone.url == example_address + AGREEMENT
    phone.locator("h1").tap()
    expect(card(phone)).to_have_count(0)
    link.tap()
    phone.locator(".sla-card-term a").tap()
    phone.wait_for_url("**/glossary/#term-outage")


def test_a_second_tap_follows(phone: Page, example_address: str) -> None:
    phone.goto(example_address + AGREEMENT)
    link = term(phone, "Outages")
    link.tap()
    link.tap()
    phone.wait_for_url("**/glossary/#term-outage")


def test_it_works_on_after_instant_navigation(
    reader: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    # Material navigates without loading only where the site knows its address.
    address = serve(tmp_path / "site")
    files = {**CATALOG, "agreements/database.yaml": DATABASE}
    built(write_site(tmp_path, files, site=f"site_url: {address}"))
    reader.goto(address + "agreements/")
    reader.wait_for_load_state("networkidle")
    reader.evaluate("window.__same = true")
    reader.locator("th a", has_text="Managed database").click()
    reader.wait_for_selector(".sla-agreement")
    assert reader.evaluate("window.__same"), "the page was loaded anew"
    focus(reader, term(reader, "Outage"))
    assert "no writes are taken" in card(reader).inner_text()
    reader.go_back()
    reader.wait_for_selector(".sla-overview")
    expect(card(reader)).to_have_count(0)


def test_without_popovers_terms_are_links(browser: Browser, example_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example_address + AGREEMENT)
    term(page, "Outages").click()
    page.wait_for_url("**/glossary/#term-outage")
    context.close()
