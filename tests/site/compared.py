"""The comparison in a browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

ROWS = ".sla-compared tbody tr[id]"
SIDE = "?base=managed-postgresql&with=compute-storage&with=github-enterprise"


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def ranked(page: Page) -> dict[str, str]:
    """Return the rank of each agreement that is shown, in their order."""
    return {
        (row.get_attribute("id") or "").removeprefix("agreement-"): row.locator(
            ".sla-place"
        ).inner_text()
        for row in page.locator(ROWS).all()
    }


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def head(page: Page, column: str) -> Any:
    return page.locator(f"#column-{column}")
