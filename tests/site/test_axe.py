"""No violation of WCAG 2.2 AA that axe-core can find, in either palette, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from search_box import search

AGREEMENT = "agreements/managed-postgresql/"


def look(_page: Page) -> None:
    """Leave a page as it is."""


def open_search(page: Page) -> None:
    search(page, "99.9")
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


def open_details(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")


def sort_overview(page: Page) -> None:
    open_details(page)
    page.locator(".sla-agreements .sla-sort").last.dispatch_event("click")


def filter_overview(page: Page) -> None:
    open_details(page)
    page.locator("form.sla-filter input[name=find]").fill("postgresql")


def find_no_agreement(page: Page) -> None:
    page.locator("form.sla-filter input[name=find]").fill("colourless green ideas")


def choose_cases(page: Page) -> None:
    for field in page.locator(".sla-beside select").all()[:3]:
        field.select_option(index=1)


def unfold_cases(page: Page) -> None:
    page.locator(".sla-own summary").first.click()
    expect(page.locator(".sla-own details select").first).to_be_visible()


def search_whole(page: Page) -> None:
    search(page, "SLA-042")
    expect(page.locator(".md-search-result__meta")).to_have_text("1 matching document")


def open_drawer(page: Page) -> None:
    button = page.locator(".md-header__button[for=__drawer]")
    if button.is_visible():
        button.click()
        expect(page.locator(".md-nav--primary")).to_be_in_viewport()


def find_service(page: Page) -> None:
    page.locator("[data-sla-filter] input, [name=find]").first.fill("postgresql")


def take_too_many(page: Page) -> None:
    for box in page.locator(".sla-pick").all()[:4]:
        box.check()
    page.evaluate("scrollTo(0, 0)")  # what is half behind the head is no target


def focus_head(page: Page) -> None:
    page.keyboard.press("Tab")
    page.locator(".sla-sort").first.focus()


def print_it(page: Page) -> None:
    page.emulate_media(media="print")


def find_no_term(page: Page) -> None:
    page.locator("[data-sla-filter] input").first.fill("colourless green ideas")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()


def open_calculator(page: Page) -> None:
    field = page.locator("form.sla-calculator [name=entry]").first
    field.fill("many")
    expect(page.locator("form.sla-calculator [aria-invalid=true]").first).to_be_visible()


def calculate(page: Page) -> None:
    page.locator("form.sla-calculator [name=entry]").first.fill("200")
    expect(page.locator(".sla-calculated").first).to_be_visible()


State = Callable[[Page], None]
# A state shows something beside what is there already, and that alone is looked at once more.
PARTS: dict[State, str] = {
    open_search: ".md-search",
    open_popover: ".sla-card:popover-open",
    search_whole: ".md-search",
    find_no_term: ".md-content",
    open_calculator: ".sla-calculator",
    calculate: ".sla-calculator",
}
COMPARED = "comparison/?base=managed-postgresql&with=compute-storage&with=ukcloud"
FOUR = f"{COMPARED}&with=hosting-classic"
WHOLE = "agreements/print/"
TRANSCRIBED = "agreements/ukcloud/"
STATES: list[tuple[str, State]] = [
    ("", look),
    ("", open_search),
    ("agreements/", look),
    (AGREEMENT, look),
    (AGREEMENT, open_popover),
    (AGREEMENT, open_search),
    (AGREEMENT, open_calculator),
    (AGREEMENT, calculate),
    (TRANSCRIBED, look),
    (WHOLE, look),
    ("guide/what-is-an-sla/", look),
    ("guide/what-is-an-sla/", open_popover),
    ("glossary/", look),
    ("glossary/", find_no_term),
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
    ("coverage/dora-30/", look),
    ("coverage/iso-19086/", look),
    ("nowhere/", look),
    ("guide/publish/", look),
    ("reference/options/", look),
]
# Further states, looked at with the long tests alone.
FURTHER: list[tuple[str, State]] = [
    ("agreements/", sort_overview),
    ("agreements/", filter_overview),
    ("agreements/", find_no_agreement),
    ("agreements/", focus_head),
    ("agreements/", print_it),
    ("agreements/checkout-api/", look),
    ("agreements/checkout-api/", print_it),
    ("agreements/wiki/", look),
    ("agreements/aws-ec2-2008/", look),
    ("comparison/", take_too_many),
    ("comparison/", focus_head),
    ("comparison/", print_it),
    (FOUR, look),
    (FOUR, choose_cases),
    (FOUR, print_it),
    (FOUR, unfold_cases),
    ("", search_whole),
    ("", open_drawer),
    ("agreements/", open_drawer),
    ("services/", find_service),
    ("services/", open_details),
    ("deadlines/", print_it),
    ("parties/users-of-the-services/", look),
    ("glossary/", open_popover),
    ("glossary/", print_it),
    ("services/", print_it),
    ("coverage/", print_it),
    ("coverage/dora-30/", print_it),
    ("parties/data-platform/", print_it),
    (AGREEMENT, print_it),
    (TRANSCRIBED, print_it),
    ("agreements/csc-sensitive-data/", look),
    ("agreements/marketing-sales-leads/", look),
    ("guide/look-after/", look),
    ("guide/neighbours/", look),
    ("reference/format/", look),
]


# The scheme changes colours and the width changes layout; what both together could do is rare, as
# is a colour of narrow pages alone. Colours take two thirds of the time.
WIDE, NARROW = ("light", 1280, True), ("light", 320, False)
MORE = [("dark", 1280, True), ("dark", 320, True), ("light", 320, True), ("forced", 1280, False)]
# Each kind of page is looked at once, and narrow where it is laid out in another way.
OF_A_KIND_SEEN = {
    (AGREEMENT, open_search), (TRANSCRIBED, look), (WHOLE, look), ("guide/publish/", look),
    ("guide/what-is-an-sla/", open_popover), ("comparison/?limit.availability=soon", sort_rows),
    ("parties/", look), (AGREEMENT, calculate), ("nowhere/", look), ("coverage/iso-19086/", look),
}  # fmt: skip
LAID_OUT_NARROW = {
    ("", open_search), ("agreements/", look), (AGREEMENT, look), ("comparison/", open_menu),
    (COMPARED, look), ("coverage/", look),
}  # fmt: skip


def cases() -> Iterator[Any]:
    for uri, state in [*STATES, *FURTHER]:
        is_kind = (uri, state) not in OF_A_KIND_SEEN and (uri, state) not in FURTHER
        for look in [WIDE, NARROW, *MORE]:
            is_quick = (look is WIDE and is_kind) or (
                look is NARROW and (uri, state) in LAID_OUT_NARROW
            )
            name = "-".join((uri or "home", state.__name__, *map(str, look)))
            marks = [] if is_quick else [pytest.mark.long]
            yield pytest.param(uri, state, *look, id=name, marks=marks)


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Callable[[str, int], BrowserContext]]:
    """Give a function that returns the context of a scheme and a width."""
    with ExitStack() as opened:

        @cache
        def context(scheme: str, width: int) -> BrowserContext:
            made = browser.new_context(
                color_scheme="dark" if scheme == "dark" else "light",
                forced_colors="active" if scheme == "forced" else "none",
                viewport={"width": width, "height": 800},
                reduced_motion="reduce",
            )
            opened.callback(made.close)
            return made

        yield context


@pytest.mark.parametrize(("uri", "state", "scheme", "width", "has_colours"), [*cases()])
def test_axe_finds_nothing(
    contexts: Callable[[str, int], BrowserContext],
    example_address: str,
    uri: str,
    state: State,
    scheme: str,
    width: int,
    has_colours: bool,
) -> None:
    page = contexts(scheme, width).new_page()
    page.goto(example_address + uri)
    state(page)
    found = violations(page, PARTS.get(state, "html"), has_colours=has_colours)
    page.close()
    # Nobody taps on paper.
    assert [one for one in found if state is not print_it or one[0] != "target-size"] == []
