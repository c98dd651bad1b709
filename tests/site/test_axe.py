"""No violation of WCAG 2.2 AA that axe-core can find, in either palette, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import pytest
from playwright.sync_api import Browser, Page, expect

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
}).then(found => found.violations.map(one =>
  [one.id, ...one.nodes.map(node => `${node.html.slice(0, 200)} ${node.failureSummary}`)]))"""
AGREEMENT = "agreements/managed-postgresql/"


def look(_page: Page) -> None:
    """Leave a page as it is."""


def open_search(page: Page) -> None:
    label = page.locator(".md-header__button[for=__search]")
    if label.is_visible():
        label.click()
    else:
        page.keyboard.press("s")
    page.wait_for_timeout(300)
    page.keyboard.type("99.9")
    page.wait_for_selector(".md-search-result__item")
    page.wait_for_timeout(300)


def open_popover(page: Page) -> None:
    page.keyboard.press("Tab")
    link = page.locator("a.sla-term").first
    link.scroll_into_view_if_needed()
    link.focus()
    expect(page.locator(".sla-card:popover-open")).to_have_count(1)


def open_menu(page: Page) -> None:
    page.locator(".sla-cases").evaluate_all("all => all.forEach(one => { one.open = true })")
    page.locator(".sla-menu summary").first.click()


def sort_rows(page: Page) -> None:
    page.locator("#column-availability .sla-sort").dispatch_event("click")


def choose_rows(page: Page) -> None:
    for box in page.locator(".sla-pick").all()[:2]:
        box.check()
    page.locator(".sla-cases").evaluate("cases => { cases.open = true }")


State = Callable[[Page], None]
COMPARED = "comparison/?base=managed-postgresql&with=compute-storage&with=ukcloud"
WHOLE = "agreements/print/"
STATES: list[tuple[str, State]] = [
    ("", look),
    ("", open_search),
    ("agreements/", look),
    (AGREEMENT, look),
    (AGREEMENT, open_popover),
    (AGREEMENT, open_search),
    ("agreements/ukcloud/", look),
    (WHOLE, look),
    ("guide/what-is-an-sla/", look),
    ("guide/what-is-an-sla/", open_popover),
    ("glossary/", look),
    ("comparison/", look),
    ("comparison/", open_menu),
    ("comparison/?limit.availability=soon", sort_rows),
    ("comparison/", choose_rows),
    (COMPARED, look),
    ("parties/", look),
    ("parties/data-platform/", look),
    ("services/", look),
    ("deadlines/", look),
    ("coverage/", look),
    ("guide/publish/", look),
    ("reference/options/", look),
]


# The scheme changes colours and the width changes layout; what both together could do is rare.
LOOKS = [("light", 1280), ("light", 320)]


@pytest.mark.parametrize(
    ("scheme", "width"),
    [*LOOKS, *(pytest.param("dark", width, marks=pytest.mark.long) for width in (1280, 320))],
)
@pytest.mark.parametrize(
    ("uri", "state"),
    [
        pytest.param(
            uri,
            state,
            id=f"{uri or 'home'}-{state.__name__}",
            marks=[pytest.mark.long] if uri == WHOLE else [],  # half a minute each
        )
        for uri, state in STATES
    ],
)
def test_axe_finds_nothing(
    browser: Browser, example_address: str, uri: str, state: State, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(example_address + uri)
    page.wait_for_load_state("networkidle")
    state(page)
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    context.close()
    assert found == []
