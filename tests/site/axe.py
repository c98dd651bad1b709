"""What axe-core finds in a page against WCAG 2.2 AA."""

from __future__ import annotations

from importlib import resources
from typing import Any

from playwright.sync_api import Page

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """([part, rules]) => axe.run(part, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
  rules,
}).then(found => found.violations.map(one =>
  [one.id, ...one.nodes.map(node => `${node.html.slice(0, 200)} ${node.failureSummary}`)]))"""


def violations(page: Page, part: str = "html", *, has_colours: bool = True) -> list[Any]:
    """Return what axe finds in a part of a page; contrasts take two thirds of its time."""
    page.evaluate(AXE)
    rules = {"color-contrast": {"enabled": has_colours}}
    found: list[Any] = page.evaluate(RUN, [part, rules])
    return found
