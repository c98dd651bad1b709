"""What a reader takes along from the comparison, and how it fits screens and sheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest
from compared import SIDE, flat, ranked
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sites import SHARED, built, write_site


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def test_what_is_shown_is_exported(comparison: Callable[[str], Page]) -> None:
    page = comparison("?column=rto&sort=rto&find=postgres")
    table = list(csv.reader(download(page, "CSV").decode("utf-8-sig").splitlines()))
    assert table == [
        ["Rank", "Agreement", "Recovery time (RTO)"],
        ["1", "SLA-042 Managed PostgreSQL", "1 h"],
    ]
    lines = download(page, "Markdown").decode().splitlines()
    assert lines[0] == "| Rank | Agreement | Recovery time \\(RTO\\) |" or "RTO" in lines[0]


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "|cmd",
    "%x",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "｜x",
    "％x",
]


def test_no_exported_cell_is_a_formula_and_no_word_is_markup(
    reader: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    hostile = "<img src=x onerror=window.hit=1></script>"
    agreements = {
        f"agreements/a{place}.yaml": json.dumps(
            {
                "id": f"a{place}",
                "kind": "sla",
                "title": title,
                "owner": "it-operations",
                "customer": "All",
                "service_hours": "24x7",
                "metrics": [{"id": "m", "type": "rto", "name": hostile, "target": "4 h"}],
            }
        )
        for place, title in enumerate(FORMULAS)
    }
    site = built(write_site(tmp_path, {**agreements, **SHARED}))
    reader.goto(f"{serve(site)}comparison/?column=rto&sort=rto")
    expect(reader.locator(".sla-comparison.sla-live")).to_be_attached()
    assert reader.evaluate("window.hit") is None
    assert reader.locator(".sla-page img").count() == 0
    cells = list(csv.reader(download(reader, "CSV").decode("utf-8-sig").splitlines()))
    assert {row[1] for row in cells[1:]} >= {f"'{title}" for title in FORMULAS}


@pytest.mark.parametrize("width", [360, 768])
def test_a_narrow_page_scrolls_only_downwards(
    reader: Page, example_address: str, width: int
) -> None:
    page = reader
    page.set_viewport_size({"width": width, "height": 640})
    for address in ("", "?column=rto&column=rpo&column=credit&column=claim&sort=rto", SIDE):
        page.goto(f"{example_address}comparison/{address}")
        expect(page.locator(".sla-comparison.sla-live")).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_printed_comparison_fits_the_sheet(
    comparison: Callable[[str], Page],
) -> None:
    page = comparison("?status=all")
    page.emulate_media(media="print")
    expect(page.locator("form.sla-choose")).to_be_hidden()
    expect(page.locator(".sla-pick").first).to_be_hidden()
    page.set_viewport_size({"width": 1000, "height": 700})  # A4 across, less its margins
    inner = page.locator(".sla-compare").evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert inner[0] <= inner[1]


@pytest.mark.parametrize(
    ("query", "head"),
    [
        ("?status=all", ["Agreement", "Availability"]),
        (SIDE, ["Measure", "Managed PostgreSQL", "Compute and storage", "GitHub Enterprise"]),
    ],
)
def test_each_sheet_of_a_printed_comparison_has_its_head(
    comparison: Callable[[str], Page], tmp_path: Path, query: str, head: list[str]
) -> None:
    comparison(query).pdf(path=tmp_path / "comparison.pdf", format="A4")
    first, *others = [flat(p.extract_text()) for p in PdfReader(tmp_path / "comparison.pdf").pages]
    assert "P1" in first or "%" in first  # the table begins on the first sheet
    table = [*takewhile(lambda sheet: "where it applies" not in sheet, others)]  # before the terms
    assert table
    for sheet in table:
        assert [words for words in head if words not in sheet] == []


def test_many_rows_come_in_pages(
    reader: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    agreements = {
        f"agreements/a{number:02}.yaml": f"id: a{number:02}\nkind: sla\ntitle: Agreement {number}\n"
        f"reference: SLA-{number:03}\nowner: it-operations\ncustomer: All\nservice_hours: 24x7\n"
        f"metrics:\n  - {{id: uptime, type: availability, target: 99.{number:02} %,"
        " window: calendar month}\n"
        for number in range(60)
    }
    site = built(write_site(tmp_path, {**agreements, **SHARED}))
    address = serve(site)
    second = (site / "comparison/2/index.html").read_text("utf-8")
    assert second.count('id="agreement-') == 10
    reader.goto(f"{address}comparison/2/")
    expect(reader.locator(".sla-comparison.sla-live")).to_be_attached()
    reader.goto(f"{address}comparison/?page=2")
    expect(reader.locator(".sla-pager")).to_contain_text("51 to 60 of 60")
    assert len(ranked(reader)) == 10
    reader.get_by_role("button", name="1", exact=True).click()
    assert len(ranked(reader)) == 50
