"""Lists of several pages in a browser: rows of all are found, chosen and sorted from each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from sites import SHARED, built, write_site

COUNT = 60
FIRST_DAY = date(2026, 12, 1)
SHOWN = ".sla-found tbody tr:not(.sla-group)"
# What a reader without the script meets, page after page: the rows of a table, in their order.
ROWS = """() => [...document.querySelectorAll('[data-sla-rows] tbody tr:not(.sla-group)')]
  .map(row => row.innerText.replace(/\\s+/g, ' ').trim())"""
FOUND = """() => [...document.querySelectorAll('.sla-found tbody tr:not(.sla-group)')]
  .map(row => row.innerText.replace(/\\s+/g, ' ').trim())"""
NOT_DRAWN = """() => [...document.querySelectorAll('.sla-found use')]
  .map(use => use.getAttribute('xlink:href')).filter(sign => !document.querySelector(sign))"""
HOSTILE = "<img src=x onerror=window.hit=1> & {{ 7 * 7 }}"


def agreement(number: int) -> str:
    """Return an agreement; the later its number, the sooner is its review."""
    day = FIRST_DAY + timedelta(days=COUNT - number)
    return (
        f"id: a{number:02}\nkind: {'uc' if number >= 45 else 'sla'}\ntitle: Case {number:02}\n"
        f"status: {'in_review' if number == 7 else 'draft'}\nowner: it-operations\n"
        f"customer: '{HOSTILE}'\nreview: {{next: {day}}}\n"
        f"services: [{{id: s, name: {'Mail' if number % 2 else 'Archive'} {number:02}}}]\n"
        f"tags: [{'red' if number % 20 == 0 else 'blue'}]\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    agreements = {f"agreements/a{number:02}.yaml": agreement(number) for number in range(COUNT)}
    folder = tmp_path_factory.mktemp("long")
    lines = "use_directory_urls: false"
    return built(write_site(folder, {**agreements, **SHARED}, site=lines))


@pytest.fixture
def offline(reader: Page) -> Iterator[Page]:
    """Give a page that fails where a script does, or where anything but a file is asked for."""
    asked: list[str] = []
    errors: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.on("pageerror", lambda error: errors.append(str(error)))
    reader.context.set_offline(True)
    yield reader
    assert errors == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def find(page: Page, words: str) -> None:
    page.fill("form[data-sla-list] input[name=find]", words)


def say(page: Page) -> str:
    return page.inner_text(".sla-shown")


def test_rows_of_all_pages_are_found_on_each(offline: Page, site: Path) -> None:
    offline.goto((site / "agreements/page/2.html").as_uri())
    expect(offline.locator(".sla-item:visible")).to_have_count(10)
    find(offline, "case 07")
    expect(offline.locator(SHOWN)).to_have_count(1)
    assert say(offline) == "1 of 60 agreements"
    assert offline.locator(f"{SHOWN} .sla-icon-in_review").count() == 1
    assert offline.evaluate(NOT_DRAWN) == []
    assert "find=case+07" in offline.url
    link = offline.locator(f"{SHOWN} th a").evaluate("link => link.href")
    assert Path(unquote(urlsplit(link).path)) == site / "agreements/a07.html"
    offline.reload()
    expect(offline.locator(SHOWN)).to_have_count(1)
    offline.get_by_role("button", name="Show all").click()
    expect(offline.locator(".sla-item:visible")).to_have_count(10)
    assert "find" not in offline.url
    find(offline, "nothing has these words")
    expect(offline.locator(".sla-nothing")).to_be_visible()
    assert offline.evaluate("window.hit") is None
    assert offline.locator(".sla-page img").count() == 0


def test_facets_choose_among_all_rows(offline: Page, site: Path) -> None:
    offline.goto(f"{(site / 'agreements/index.html').as_uri()}?tag=red&kind=SLA")
    expect(offline.locator(f"{SHOWN} th a")).to_have_text(["Case 00", "Case 20", "Case 40"])
    expect(offline.locator(".sla-found .sla-group")).to_have_text(["Service level agreements 3"])


def test_the_whole_overview_is_sorted(offline: Page, site: Path) -> None:
    offline.goto((site / "agreements/index.html").as_uri())
    head = offline.locator("th[data-sla-sort=next]:visible")
    head.get_by_role("button").focus()
    offline.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("button")).to_be_focused()
    first = [f"Case {number:02}" for number in reversed(range(10, 60))]
    expect(offline.locator(f"{SHOWN} th a")).to_have_text(first)
    pager = offline.locator(".sla-pager:visible")
    pager.get_by_role("button", name="Next").click()
    rest = [f"Case {number:02}" for number in reversed(range(10))]
    expect(offline.locator(f"{SHOWN} th a")).to_have_text(rest)
    expect(pager).to_contain_text("51 to 60 of 60")
    assert offline.url.endswith("?sort=next&page=2")
    offline.reload()
    expect(offline.locator(f"{SHOWN} th a")).to_have_text(rest)
    offline.get_by_role("button", name="Group by kind").click()
    expect(offline.locator(".sla-item:visible")).to_have_count(50)


@pytest.mark.parametrize(
    ("name", "column"),
    [("services", "service"), ("deadlines", "column.day"), ("coverage", "agreement")],
)
def test_the_script_shows_the_rows_of_the_pages(
    offline: Page, site: Path, name: str, column: str
) -> None:
    first = (site / name / "index.html").as_uri()
    offline.goto(first)
    pages = offline.evaluate(ROWS)
    offline.goto((site / name / "2.html").as_uri())
    pages += offline.evaluate(ROWS)
    assert len(set(pages)) == COUNT
    offline.goto(first)
    find(offline, "case")
    expect(offline.locator(SHOWN)).to_have_count(50)
    found = offline.evaluate(FOUND)
    offline.locator(".sla-pager:visible").get_by_role("button", name="2", exact=True).click()
    expect(offline.locator(SHOWN)).to_have_count(10)
    assert found + offline.evaluate(FOUND) == pages
    offline.goto(f"{first}?sort=-{column}")
    expect(offline.locator(SHOWN)).to_have_count(50)
    assert offline.evaluate(FOUND) == pages[::-1][:50]
