"""Where the focus is as Tab leads through a page: seen, not covered by what stays, never caught."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

MOST_STOPS = 400
# Begin before the page, so that what is above it in the window is not walked through.
BEGIN = """() => {
  const start = document.createElement('span');
  start.tabIndex = -1;
  document.querySelector('.sla-page').prepend(start);
  start.focus();
}"""
FOCUSED = """() => {
  const node = document.activeElement;
  if (!node.closest('.sla-page')) return null;
  const [box] = node.getClientRects();
  const shown = node.querySelector('.sla-menu-chosen') || node;
  const look = getComputedStyle(shown);
  const hasRing = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
  const isHigh = box.height > innerHeight / 2;
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = box.top + (isHigh ? 4 : box.height / 2);
  const above = document.elementFromPoint(x, y);
  const isSeen = Boolean(above) && (node.contains(above) || above.contains(node));
  const name = node.innerText || node.getAttribute('aria-label');
  return [`${node.localName} ${name}`, hasRing, isSeen];
}"""


@pytest.mark.parametrize(
    ("uri", "width"),
    [
        ("comparison/", 1280),
        pytest.param("comparison/", 360, marks=pytest.mark.long),
        pytest.param(
            "comparison/?with=managed-postgresql&with=ukcloud", 1280, marks=pytest.mark.long
        ),
        pytest.param("agreements/hosting-classic/", 1280, marks=pytest.mark.long),
        pytest.param("agreements/hosting-classic/", 360, marks=pytest.mark.long),
        pytest.param("agreements/", 1280, marks=pytest.mark.long),
        pytest.param("agreements/", 360, marks=pytest.mark.long),
    ],
)
def test_tab_leads_through_a_page_and_its_place_is_always_seen(
    browser: Browser, example_address: str, uri: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(example_address + uri)
    page.wait_for_selector(".sla-page")
    page.evaluate(BEGIN)
    stops, wrong = 0, []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        stops += 1
        name, has_ring, is_seen = focused
        if not (has_ring and is_seen):
            wrong.append((stops, name[:60], has_ring, is_seen))
    context.close()
    assert wrong == []
    assert 10 < stops < MOST_STOPS
