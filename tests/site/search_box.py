"""The search box, opened and typed into as a reader does, whenever its script is ready."""

from __future__ import annotations

from playwright.sync_api import Page

FOUND = ".md-search-result__item"


def search(page: Page, words: str) -> None:
    """Open the search box, type words into it and wait for what is found.

    Material reads the field at each key and once more when its worker is ready, so that no word
    is lost; its shortcut `s` is, before its script runs, and so is text put there without a key.
    """
    narrow = page.locator(".md-header__button[for=__search]")
    if narrow.is_visible():
        narrow.click()
    field = page.locator("input[name=query]")
    field.focus()
    field.fill("")
    field.press_sequentially(words)
    page.wait_for_selector(FOUND)
