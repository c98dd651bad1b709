"""Pages of the example on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from search_box import search


@pytest.mark.parametrize("width", [320, 360])
def test_a_value_has_the_width_of_its_card_on_a_phone(
    browser: Browser, example_address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    narrow = {}
    for uri in ("services/", "deadlines/", "parties/", "parties/data-platform/", "agreements/"):
        page.goto(example_address + uri)
        narrow[uri] = page.locator("td[data-label]:visible").evaluate_all(
            "cells => cells.filter(cell => cell.offsetWidth < cell.parentNode.offsetWidth * .9)"
            ".map(cell => cell.dataset.label)"
        )
    context.close()
    assert {uri: cells for uri, cells in narrow.items() if cells} == {}


def test_coverage_is_short_on_a_phone(browser: Browser, example_address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{example_address}coverage/")
    heights = page.locator(".sla-covered tr:not(.sla-group)").evaluate_all(
        "rows => rows.slice(1).map(row => row.offsetHeight)"
    )
    assert max(heights) < 300, "seven lines and a title"
    assert page.locator(".sla-covered .sla-word").first.inner_text() == "stated"
    context.close()


def test_a_sentence_among_the_results_of_a_search_has_three_lines(
    browser: Browser, example_address: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(example_address)
    search(page, "99.9")
    sentences = page.locator(".md-search-result__item:visible p:visible")
    expect(sentences.first).to_contain_text("99.9")
    lines = sentences.evaluate_all(
        "all => all.map(one => Math.round(one.clientHeight / parseFloat("
        "getComputedStyle(one).lineHeight)))"
    )
    context.close()
    assert len(lines) > 5
    assert max(lines) == 3


def test_keys_in_the_first_column_are_not_broken(browser: Browser, example_address: str) -> None:
    context = browser.new_context(viewport={"width": 768, "height": 800})
    page = context.new_page()
    page.goto(f"{example_address}reference/agreement/")
    broken = page.locator("td:first-child > code").evaluate_all(
        "all => all.filter(one => one.getClientRects().length > 1).map(one => one.textContent)"
    )
    context.close()
    assert broken == []


@pytest.mark.parametrize("width", [320, 700, 768, 1024, 1280])
def test_each_square_of_the_coverage_is_within_its_picture(
    browser: Browser, example_address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{example_address}agreements/")
    pictures = page.locator("svg.sla-squares:visible").evaluate_all(
        "pictures => pictures.map(picture => ({beyond: Math.max(...[...picture.children].map("
        "square => square.getBoundingClientRect().right - picture.getBoundingClientRect().right)),"
        " squares: [...picture.children].filter("
        "square => square.getBoundingClientRect().width > 1).length}))"
    )
    context.close()
    assert len(pictures) > 5
    assert min(picture["squares"] for picture in pictures) >= 7
    assert max(picture["beyond"] for picture in pictures) <= 0
