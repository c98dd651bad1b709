"""The comparison in a real browser: what is chosen, ranked, filtered, kept and taken along."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from compared import ROWS, SIDE, flat, head, query, ranked
from playwright.sync_api import Browser, Page, expect
from sites import ROOT

from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.comparison.columns import ComparisonTable
from sla_catalog.pages.context import RenderContext
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

BUDGET = 24_500  # half of it is the comparison, a quarter the calculator, a tenth long lists


def cell(page: Page, name: str, column: str) -> str:
    return flat(page.locator(f"#agreement-{name} td[data-label='{column}']").inner_text())


def beside(page: Page, row: str, name: str) -> str:
    return flat(page.locator(f"#row-{row} td[data-label='{name}']").inner_text())


def test_scripts_keep_to_their_budget(example: Path) -> None:
    scripts = list((example / "assets" / "sla-catalog").glob("*.js"))
    assert [path.name for path in scripts] == ["sla.js"]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) <= BUDGET


def test_without_scripts_rows_are_the_same_and_fields_are_hidden(
    browser: Browser, comparison: Callable[[str], Page], example_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{example_address}comparison/")
    static = {row.get_attribute("id"): row.inner_text() for row in page.locator(ROWS).all()}
    expect(page.locator("form.sla-choose")).to_be_hidden()
    expect(page.locator(".sla-tray")).to_be_hidden()
    expect(page.locator(".sla-page button:visible")).to_have_count(0)
    context.close()
    live = comparison("")
    shown = {row.get_attribute("id"): row.inner_text() for row in live.locator(ROWS).all()}
    assert len(static) > len(shown) > 10
    assert {name: flat(text) for name, text in shown.items()} == {
        name: flat(text) for name, text in static.items() if name in shown
    }


# What the program says for some choices, to be compared with what the script says.
CHOICES: list[dict[str, str]] = [
    {},
    {"severity": "1", "plan": "gold"},
    {"severity": "2"},
    {"severity": "4", "plan": "silver"},
]
SAID = """() => [...document.querySelectorAll('.sla-compared tbody tr[id]')].map(row => [
  row.id.replace('agreement-', ''), row.querySelector('.sla-place').innerText,
  row.querySelector('.sla-sorted').innerText])"""


@pytest.fixture(scope="module")
def examples() -> ComparisonTable:
    """Return the comparison of the example catalog, as the program makes it."""
    folder = ROOT / "agreements"
    files, _ = read_directory(folder, "agreements", Limits())
    loaded = load(files, "agreements", Limits(), "Europe/Berlin")
    context = RenderContext(loaded.catalog, date(2026, 11, 23), labels.load(), Addresses().href)
    return ComparisonTable.of(context)


@pytest.mark.long
@pytest.mark.parametrize("case", CHOICES, ids=str)
def test_the_script_says_and_ranks_as_the_program_does(
    comparison: Callable[[str], Page], examples: ComparisonTable, case: dict[str, str]
) -> None:
    words = "&".join(f"case.{n}={case.get(n, 'every')}" for n in {"severity": "", **case})
    ranked_columns = [column for column in examples.columns if column.direction]
    for column in ranked_columns[CHOICES.index(case) % 2 :: 2]:
        page = comparison(f"?{words}&sort={column.id}&column={column.id}")
        shown = page.evaluate(SAID)
        expected = [one for one in examples.ranked(column, case) if one.compared.in_force]
        assert [(name, rank.strip("–")) for name, rank, _ in shown] == [
            (one.compared.agreement.id, str(one.rank or "")) for one in expected
        ]
        for (_, _, text), one in zip(shown, expected, strict=True):
            own = one.said.cell
            said = [own.value, own.best, *own.notes, own.mark, own.beside]
            for words_ in [*said, one.why or own.unranked]:
                assert flat(words_) in flat(text)


def test_rows_are_sorted_by_heads_and_ranks_tie(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    best = [name for name, rank in ranked(page).items() if rank != "–"]
    assert head(page, "availability").get_attribute("aria-sort") == "descending"
    head(page, "availability").get_by_role("button").click()
    assert head(page, "availability").get_attribute("aria-sort") == "ascending"
    assert [name for name, rank in ranked(page).items() if rank != "–"] == best[::-1]
    assert query(page) == {"sort": ["-availability"]}
    head(page, "response_time").get_by_role("button").click()
    assert page.locator("[aria-sort]").count() == 1
    found = [rank for rank in ranked(page).values() if rank != "–"]
    assert found == ["1", "1", "1", "1", "5"] or found[0] == found[1] == "1"
    assert "Not stated" in page.locator(f"{ROWS} .sla-sorted").last.inner_text()


def test_a_chosen_case_ranks_everything_for_that_case(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    assert ranked(page)["managed-postgresql"] == "–"
    assert "applies to some cases only" in cell(page, "managed-postgresql", "Availability")
    page.select_option("[data-dimension=plan]", "gold")
    assert ranked(page)["managed-postgresql"] == "2"
    said = cell(page, "managed-postgresql", "Availability")
    assert said == "99.95 % Monthly uptime, Gold, calendar month, for each cluster"
    assert query(page) == {"case.plan": ["gold"]}


def test_a_threshold_filters_and_what_is_not_read_does_not(
    comparison: Callable[[str], Page],
) -> None:
    page = comparison("")
    everyone = len(ranked(page))
    field = page.get_by_label("First response, threshold")
    field.fill("soon")
    expect(head(page, "response_time").locator(".sla-refused")).to_contain_text("Not read")
    assert len(ranked(page)) == everyone
    field.fill("1 business day")
    expect(head(page, "response_time").locator(".sla-refused")).to_contain_text("Not compared")
    assert len(ranked(page)) == everyone
    for words in ("30 min", "<= 30 min", "0.5 h", "1800 s"):
        field.fill(words)
        expect(page.locator(".sla-shown")).to_contain_text("4 of 15 in force")
        expect(head(page, "response_time").locator(".sla-refused")).to_be_empty()
    page.get_by_label("Availability, threshold").fill("99.95")
    expect(page.locator(".sla-shown")).to_contain_text("1 of 15 in force")
    assert query(page) == {"limit.response_time": ["1800 s"], "limit.availability": ["99.95"]}
    page.get_by_role("button", name="Remove the filter First response").click()
    assert "limit.response_time" not in query(page)


def test_a_narrow_screen_shows_every_column_and_names_the_threshold(
    comparison: Callable[[str], Page],
) -> None:
    page = comparison("?sort=response_time")
    page.set_viewport_size({"width": 360, "height": 900})
    heads = page.locator(".sla-compared thead th .sla-column-name").all_inner_texts()
    row = page.locator(".sla-compared tbody tr:not(.sla-group)").first
    assert len(heads) > 4
    assert row.locator("td[data-label]:visible").count() == len(heads)
    field = page.get_by_label("Threshold for First response (lower is better)")
    expect(field).to_be_visible()
    assert (field.get_attribute("placeholder") or "").startswith("≤")


def test_columns_are_chosen_by_their_group(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    page.locator(".sla-menu summary").click()
    page.get_by_label("Find a column").fill("recovery")
    expect(page.locator("[data-sla-columns] label:visible")).to_have_count(2)
    page.locator("[name=column][value=rto]").check()
    expect(head(page, "rto")).to_be_visible()
    page.get_by_label("Find a column").fill("")
    before = page.locator("[data-sla-columns] label:visible").count()
    page.get_by_role("button", name="Stated by at least two").click()
    counts = page.locator("[data-sla-columns] label:visible .sla-count").all_inner_texts()
    assert len(counts) < before
    assert min(map(int, counts)) >= 2
    page.keyboard.press("Escape")
    expect(page.locator(".sla-menu summary")).to_be_focused()


def test_a_shared_link_restores_everything(comparison: Callable[[str], Page]) -> None:
    address = (
        "?case.plan=gold&case.severity=2&status=all&find=a&limit.availability=%3E%3D+99+%25"
        "&column=availability&column=rto&column=allowed-downtime&sort=-allowed-downtime"
        "&with=managed-postgresql&with=compute-storage"
    )
    page = comparison(address)
    assert query(page) == parse_qs(address[1:])
    assert page.locator("[data-dimension=plan]").input_value() == "gold"
    assert page.get_by_label("Availability, threshold").input_value() == ">= 99 %"
    assert head(page, "allowed-downtime").get_attribute("aria-sort") == "descending"
    expect(page.locator(".sla-tray")).to_contain_text("2 chosen: SLA-042, OLA-011")
    shown = ranked(page)
    page.reload()
    expect(page.locator(".sla-comparison.sla-live")).to_be_attached()
    assert ranked(page) == shown


def test_every_column_can_be_sorted_by_a_link(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    ids = page.evaluate("window.slaComparison.columns.map(one => one[0])")
    assert len(ids) > 20
    for name in ids[::5]:
        page = comparison(f"?sort=-{name}&column={name}")
        expect(head(page, name)).to_have_attribute("aria-sort", re.compile("ending"))
        assert query(page) == {"sort": [f"-{name}"], "column": [name]}


def test_rows_are_sorted_by_title_and_by_what_has_no_better(
    comparison: Callable[[str], Page],
) -> None:
    page = comparison("")
    titles = page.locator(f"{ROWS} .sla-picked + .sla-line")
    button = page.locator(".sla-agreement-head .sla-sort")
    for turn in (1, -1):
        button.click()
        found = [title.casefold() for title in titles.all_inner_texts()]
        assert len(found) > 5
        assert found == sorted(found)[::turn]
    assert query(page) == {"sort": ["-title"]}
    page = comparison("?sort=termination&column=termination")
    said = [
        text for text in page.locator(f"{ROWS} .sla-sorted").all_inner_texts() if text[0] != "–"
    ]
    stated = [text for text in said if not text.startswith(("Not", "None", "Elsewhere"))]
    assert len(stated) > 1
    assert stated == sorted(stated, key=str.casefold)


def test_nonsense_in_the_address_is_ignored(comparison: Callable[[str], Page]) -> None:
    page = comparison("?case.plan=%3Cscript%3E&sort=--&column=__proto__&with=nobody&other=word")
    assert len(ranked(page)) > 10
    assert query(page) == {"other": ["word"]}


def test_up_to_four_are_measured_side_by_side(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    for name in ("managed-postgresql", "compute-storage", "hosting-classic", "data-hall-power"):
        page.locator(f"#agreement-{name} .sla-pick").check()
    page.locator("#agreement-aptible .sla-pick").click()
    expect(page.locator(".sla-done")).to_have_text(
        "Four agreements at most are compared at a time."
    )
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator(".sla-side h2")).to_be_focused()
    assert beside(page, "rto", "OLA-011").endswith("−30 min better")
    assert beside(page, "rpo", "OLA-011").endswith("same")
    assert beside(page, "breach", "OLA-011").endswith("−2 d better")
    assert "Not comparable: calendar year against calendar month." in beside(
        page, "availability", "UC-001"
    )
    page.select_option("#sla-own-0-0", "gold")
    assert beside(page, "availability", "OLA-011").endswith("+0.02 percentage points better")
    assert query(page)["base"] == ["managed-postgresql"]
    assert query(page)["own.0.plan"] == ["gold"]
    whole = page.locator(".sla-beside tbody tr").count()
    page.get_by_label("Only differences").check()
    assert page.locator(".sla-beside tbody tr").count() < whole
    page.get_by_role("button", name=re.compile("Back to the list")).click()
    expect(page.locator(".sla-compared")).to_be_visible()


def test_what_is_not_in_force_is_measured_and_not_ranked(
    comparison: Callable[[str], Page],
) -> None:
    page = comparison(SIDE)
    expect(page.locator(".sla-beside thead")).to_contain_text("Superseded")
    assert "Not ranked: a limit in another unit." in beside(page, "credit", "UC-013")
    page = comparison("?base=data-hall-power&with=checkout-api&own.1.severity=2")
    assert "Not comparable: working time against elapsed time." in beside(
        page, "response_time", "SLA-051"
    )


@pytest.mark.parametrize("width", [1280, 320])
def test_a_head_with_many_cases_shows_those_that_are_chosen(
    comparison: Callable[[str], Page], width: int
) -> None:
    page = comparison("?base=managed-postgresql&with=ukcloud")
    page.set_viewport_size({"width": width, "height": 800})
    heads = page.locator(".sla-beside thead th")
    expect(heads.nth(1).locator("details")).to_have_count(0)
    shown = heads.nth(2).locator("select")
    severity = shown.locator("visible=true")
    expect(severity).to_have_count(1)
    assert shown.count() > 8
    heads.nth(2).locator("summary").click()
    expect(severity).to_have_count(shown.count())
    first = heads.nth(2).locator("details select").first
    field = f"#{first.get_attribute('id')}"
    first.select_option(index=0)
    expect(page.locator(f".sla-own > label {field}")).to_be_focused()
    page.select_option(field, "every")
    expect(page.locator(f".sla-own details {field}")).to_be_focused()
    page.get_by_role("button", name="Measure against this").click()
    expect(heads.nth(1)).to_contain_text("UKCloud")
