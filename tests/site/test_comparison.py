"""The comparison in a real browser: what is chosen, ranked, measured, kept and taken along."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import SHARED, built, write_site

from spreadsheet import opened_csv

BUDGET = 12_800  # a third of it is the calculator of credits
HEADS = ".sla-compared thead th:visible:not(:first-child) .sla-reference"
CHOSEN = "?base=managed-postgresql&with=compute-storage&with=github-enterprise"


@pytest.fixture
def comparison(reader: Page, example_address: str) -> Callable[[str], Page]:
    def opened(query: str = "") -> Page:
        reader.goto(f"{example_address}comparison/{query}")
        expect(reader.locator("form.sla-choose")).to_be_visible()
        return reader

    return opened


def heads(page: Page) -> list[str]:
    """Return the numbers of the agreements that are shown, in their order."""
    return page.locator(HEADS).all_inner_texts()


def rows(page: Page) -> list[str]:
    return [
        (row.get_attribute("id") or "").removeprefix("row-")
        for row in page.locator(".sla-compared tbody tr[id]:visible").all()
    ]


def cell(page: Page, row: str, reference: str) -> str:
    found = page.locator(f"#row-{row} td[data-label^='{reference} ']")
    return " ".join(found.inner_text().replace("\u00a0", " ").split())


def tick(page: Page, name: str, value: str) -> None:
    """Change a box of a menu, whether or not the menu is open."""
    box = page.locator(f"form.sla-choose [name='{name}'][value='{value}']")
    box.evaluate("box => box.closest('details').open = true")
    box.click()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_scripts_keep_to_their_budget(example: Path) -> None:
    scripts = list((example / "assets" / "sla-catalog").glob("*.js"))
    assert [path.name for path in scripts] == ["sla.js"]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) <= BUDGET


def test_at_first_every_agreement_is_shown(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    assert len(heads(page)) > 20
    assert page.locator(".sla-baseline").count() == 0
    assert "sla-narrowed" not in (page.get_attribute(".sla-compared", "class") or "")
    assert query(page) == {}


def test_each_value_carries_what_it_may_be_compared_by(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    data = page.evaluate(
        "() => ({...document.querySelector('#row-downtime [data-label^=\"SLA-042 \"]').dataset})"
    )
    assert data == {
        "label": "SLA-042 Managed PostgreSQL",
        "value": "2592",
        "unit": "s",
        "clock": "elapsed",
        "window": "calendar month",
        "over": "all minutes",
        "basis": "0",
    }
    bases = page.evaluate(
        """() => [...document.querySelectorAll('.sla-compared tr[id]')].flatMap(row => {
          const keys = new Map();
          for (const {dataset: d} of row.querySelectorAll('[data-basis]')) {
            const said = [d.unit, d.clock, d.statistic, d.window, d.over, d.method].join('|');
            keys.set(d.basis, (keys.get(d.basis) || new Set()).add(said));
          }
          return [...keys.values()].map(all => all.size);
        })"""
    )
    assert set(bases) == {1}


def test_a_baseline_and_others_are_chosen(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    page.select_option("select[name=base]", "managed-postgresql")
    assert heads(page)[0] == "SLA-042"
    expect(page.locator(".sla-shown")).to_contain_text("Choose one to three agreements")
    tick(page, "with", "compute-storage")
    tick(page, "with", "github-enterprise")
    assert heads(page) == ["SLA-042", "OLA-011", "UC-013"]
    assert query(page) == {
        "base": ["managed-postgresql"],
        "with": ["compute-storage", "github-enterprise"],
    }
    head = page.locator(".sla-compared thead .sla-baseline")
    assert "Baseline" in head.inner_text()
    assert head.evaluate("th => getComputedStyle(th).borderTopWidth") == "3px"
    expect(page.locator(".sla-shown")).to_contain_text("3 of 21 agreements")
    expect(page.locator(".sla-shown")).to_contain_text("measured against SLA-042")


def test_four_are_compared_at_most(comparison: Callable[[str], Page]) -> None:
    page = comparison(f"{CHOSEN}&with=ukcloud")
    assert len(heads(page)) == 4
    assert page.locator("form.sla-choose [name=with]:enabled").count() == 3
    page = comparison("?with=ukcloud&with=aptible&with=aws-ec2&with=wiki&with=govuk-pay")
    assert len(heads(page)) == 5
    page.select_option("select[name=base]", "managed-postgresql")
    assert len(heads(page)) == 4
    expect(page.locator(".sla-done")).to_have_text(
        "Four agreements at most are compared at a time."
    )


def test_differences_have_sign_factor_and_word(comparison: Callable[[str], Page]) -> None:
    page = comparison(CHOSEN)
    assert cell(page, "availability", "OLA-011") == (
        "Monthly availability: 99.97 % Best calendar month +0.07 points better"
    )
    assert cell(page, "downtime", "OLA-011") == (
        "12 min 57.6 s Best of 2 comparable −30 min 14.4 s, 3.3× better"
    )
    assert cell(page, "rto", "OLA-011") == ("Recovery of a zone: 30 min Best −30 min, 2× better")
    assert cell(page, "rpo", "OLA-011") == "Age of the newest snapshot: 15 min same"
    assert "Not ranked: an objective, not a promise." in cell(page, "latency", "OLA-011")
    page = comparison("?base=compute-storage&with=managed-postgresql")
    assert cell(page, "rto", "SLA-042") == "1 h Worst +30 min, 2× worse"
    assert cell(page, "breach", "SLA-042") == "72 h Worst +2 d, 3× worse"
    assert cell(page, "review", "SLA-042") == "6 months same"


def test_bases_that_differ_are_not_measured_and_say_why(comparison: Callable[[str], Page]) -> None:
    page = comparison(CHOSEN)
    said = cell(page, "availability", "UC-013")
    assert "Not comparable: calendar quarter against calendar month." in said
    assert not re.search(r"better|worse|Best|Worst", said)
    page = comparison("?base=github-enterprise&with=managed-postgresql&with=compute-storage")
    for reference in ("SLA-042", "OLA-011"):
        said = cell(page, "availability", reference)
        assert "Not comparable: calendar month against calendar quarter." in said
        assert not re.search(r"better|worse|Best|Worst", said)


def test_working_time_is_not_measured_against_elapsed_time(
    comparison: Callable[[str], Page],
) -> None:
    page = comparison("?base=data-hall-power&with=checkout-api")
    said = cell(page, "response_time-2", "SLA-051")
    assert said == (
        "4 business hours at most 116 h by the wall clock 95 % of tickets "
        "Not comparable: working time against elapsed time."
    )
    page = comparison("?base=govuk-pay&with=compute-storage")
    assert cell(page, "response_time-3", "OLA-011") == (
        "2 business days at most 161 h by the wall clock Not comparable: the minutes of "
        "Mon–Fri 09:00–17:00 Europe/Berlin, less holidays against the minutes of "
        "Mon–Fri 09:30–17:30 Europe/London."
    )


def test_hours_are_measured_against_the_baseline_that_is_shown(
    comparison: Callable[[str], Page],
) -> None:
    for others in ("", "&with=csc-sensitive-data"):
        page = comparison(f"?base=hosting-classic&with=marketing-sales-leads{others}")
        assert cell(page, "support", "SLA-001") == "24×7 Best"
        said = cell(page, "support", "OLA-020")
        assert said.endswith("−124.5 h a week, 3.9× worse")
    assert cell(page, "support", "SLA-104").endswith("−130.5 h a week, 4.5× worse")
    assert page.locator("#row-support :text('Worst')").count() == 0
    page = comparison("?base=marketing-sales-leads&with=csc-sensitive-data&with=hosting-classic")
    assert cell(page, "support", "SLA-104").endswith(
        "Not comparable: hours that do not lie within one another."
    )
    assert cell(page, "support", "SLA-001") == "24×7 Best +124.5 h a week, 3.9× better"


def test_ranks_are_those_among_what_is_shown(comparison: Callable[[str], Page]) -> None:
    page = comparison("?with=managed-postgresql&with=compute-storage&with=hosting-classic")
    assert cell(page, "availability", "SLA-042").startswith("99.9 % to rely on Worst (2 equal)")
    assert cell(page, "availability", "OLA-011").startswith(
        "Monthly availability: 99.97 % Best calendar month"
    )
    page.click("form.sla-choose [type=reset]")
    expect(page.locator(".sla-narrowed")).to_have_count(0)
    assert not re.search(r"Best|Worst", cell(page, "availability", "SLA-042"))
    assert query(page) == {}


def test_only_differences_are_shown(comparison: Callable[[str], Page]) -> None:
    page = comparison(CHOSEN)
    assert {"rpo", "review", "rto"} <= set(rows(page))
    page.check("[name=diff]")
    assert "rto" in rows(page)
    assert {"rpo", "review"} & set(rows(page)) == {"rpo", "review"}, "UC-013 does not state them"
    tick(page, "with", "github-enterprise")
    assert {"rpo", "review"} & set(rows(page)) == set()
    assert query(page)["diff"] == ["1"]


EQUAL_ROWS = """() => [...document.querySelectorAll('.sla-compared tr[id]')].map(row => {
  const cells = [...row.cells].slice(1).filter(cell => !cell.hidden);
  const said = cells.map(cell => [...cell.children]
    .filter(part => !part.matches('.sla-rank, .sla-delta, .sla-unranked, .sla-lent'))
    .map(part => cell.dataset.basis && part.querySelector('strong') || part)
    .map(part => part.innerText).join(' '));  // a figure is equal under another metric's name
  const bases = cells.map(cell => cell.dataset.basis);
  return [row.id, row.hidden, new Set(said).size === 1 && new Set(bases).size === 1];
})"""


@pytest.mark.parametrize(
    "chosen",
    [
        "base=managed-postgresql&with=compute-storage&with=checkout-api",
        "base=github-enterprise&with=starlink-priority",
        "with=aws-ec2&with=aws-ec2-2008",
    ],
)
def test_no_row_of_equal_cells_is_left_among_differences(
    comparison: Callable[[str], Page], chosen: str
) -> None:
    page = comparison(f"?{chosen}")
    before = set(rows(page))
    page.check("[name=diff]")
    equal = {row for row, _, is_equal in page.evaluate(EQUAL_ROWS) if is_equal}
    assert {row.removeprefix("row-") for row in equal} & set(rows(page)) == set()
    left = {row.removeprefix("row-") for row, hidden, _ in page.evaluate(EQUAL_ROWS) if not hidden}
    assert before - left <= {row.removeprefix("row-") for row in equal}


def test_rows_and_columns_are_filtered(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    tick(page, "kind", "OLA")
    assert heads(page) == ["OLA-011", "OLA-101", "OLA-020"]
    tick(page, "kind", "OLA")
    tick(page, "owner", "Data Platform")
    assert heads(page) == ["SLA-042"]
    tick(page, "owner", "Data Platform")
    tick(page, "tag", "cloud")
    assert "UC-010" in heads(page)
    tick(page, "tag", "cloud")
    tick(page, "metric", "remedies")
    assert rows(page) == ["credit", "claim", "termination"]
    tick(page, "metric", "remedies")
    page.fill("[name=find]", "postgres recovery")
    assert heads(page) == ["SLA-042"]
    assert set(rows(page)) == {"rto", "rpo"}
    page.fill("[name=find]", "nothing has these words")
    expect(page.locator(".sla-nothing")).to_be_visible()


def test_columns_are_sorted_by_a_row(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    before = heads(page)
    head = page.locator("#row-availability th")
    button = head.get_by_role("button", name="Availability")
    assert head.get_attribute("aria-sort") is None
    seen = {}
    for direction in ("ascending", "descending"):
        button.click()
        assert head.get_attribute("aria-sort") == direction
        order = heads(page)
        seen[direction] = order
        values = [
            float(value)
            for name in order
            if (
                found := page.locator(
                    f"#row-availability td[data-label^='{name} '][data-basis='0']"
                )
            )
            and found.count()
            and (value := found.get_attribute("data-value"))
        ]
        assert values == sorted(values, reverse=direction == "descending")
        assert "Not stated" in cell(page, "availability", order[-1])
        assert order[: len(values)] == [n for n in order if n in order[: len(values)]]
    missing = {
        name
        for name in before
        if re.match("Not stated|.*: Elsewhere", cell(page, "availability", name))
    }
    for order in seen.values():
        assert set(order[-len(missing) :]) == missing
    assert page.locator("[aria-sort]").count() == 1
    assert query(page) == {"sort": ["-availability"]}
    button.click()
    assert heads(page) == before
    assert page.locator("[aria-sort]").count() == 0


def test_the_baseline_stays_first_when_columns_are_sorted(
    comparison: Callable[[str], Page],
) -> None:
    page = comparison(f"{CHOSEN}&sort=downtime")
    assert heads(page)[0] == "SLA-042"


def test_state_survives_reload(comparison: Callable[[str], Page]) -> None:
    page = comparison(f"{CHOSEN}&diff=1&metric=availability&sort=-downtime&find=down")
    shown = heads(page), rows(page), page.inner_text(".sla-shown")
    assert "Only differences" in shown[2]
    assert "Filter: down" in shown[2]
    page.reload()
    expect(page.locator("form.sla-choose")).to_be_visible()
    assert (heads(page), rows(page), page.inner_text(".sla-shown")) == shown


def test_nonsense_in_the_address_is_ignored(comparison: Callable[[str], Page]) -> None:
    page = comparison("?base=nobody&with=%3Cscript%3E&sort=--&kind=x&other=word&diff=2")
    assert len(heads(page)) > 20
    page.check("[name=diff]")
    assert query(page) == {"other": ["word"], "diff": ["1"]}


def test_state_survives_instant_navigation(
    reader: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    # Material navigates without loading only where the site knows its address.
    address = serve(tmp_path / "site")
    built(write_site(tmp_path, site=f"site_url: {address}"))
    reader.goto(f"{address}comparison/?base=database&with=machines")
    reader.wait_for_load_state("networkidle")
    reader.evaluate("window.__same = true")
    assert len(heads(reader)) == 2
    reader.locator(".sla-compared thead a", has_text="Managed database").click()
    reader.wait_for_selector(".sla-agreement")
    reader.go_back()
    reader.wait_for_selector(".sla-comparison")
    assert reader.evaluate("window.__same"), "the page was loaded anew"
    expect(reader.locator("form.sla-choose")).to_be_visible()
    assert len(heads(reader)) == 2
    assert "+0.02 points better" in " ".join(reader.inner_text("#row-availability").split())


def test_the_link_is_copied(browser: Browser, example_address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{example_address}comparison/{CHOSEN}")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".sla-done[role=status]")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def test_what_is_shown_is_exported(comparison: Callable[[str], Page]) -> None:
    page = comparison(f"{CHOSEN}&metric=recovery")
    text = download(page, "CSV").decode("utf-8-sig")
    table = list(csv.reader(text.splitlines()))
    assert table[0] == [
        "Metric",
        "SLA-042 Managed PostgreSQL",
        "OLA-011 Compute and storage for platform teams",
        "UC-013 GitHub Enterprise Service Level Agreement",
    ]
    assert table[1][0] == "Recovery point (RPO); lower is better"
    name = "Age of the newest snapshot"
    assert table[1][1:] == ["15 min", f"{name}: 15 min; same", "Not stated"]
    assert len(table) == 3
    lines = download(page, "Markdown").decode().splitlines()
    assert lines[1] == "| --- | --- | --- | --- |"
    assert lines[2].startswith("| Recovery point (RPO); lower is better | 15 min |")
    assert len(lines) == 4


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


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site whose metrics are called like formulas."""
    metrics = "".join(
        f"  - {{id: odd-{place}, type: custom, name: '{title}', direction: lower,"
        " window: calendar month, target: 5 things}\n"
        for place, title in enumerate(FORMULAS)
    )
    agreement = (
        "id: odd\nkind: sla\ntitle: '=Odd; \"ä\"'\nreference: '-X'\nowner: it-operations\n"
        f"customer: All\nservice_hours: 24x7\nmetrics:\n{metrics}"
    )
    folder = tmp_path_factory.mktemp("odd")
    return built(write_site(folder, {"agreements/odd.yaml": agreement, **SHARED}))


def test_no_exported_cell_is_a_formula(
    reader: Page, serve: Callable[[Path], str], odd: Path
) -> None:
    reader.goto(f"{serve(odd)}comparison/")
    cells = list(csv.reader(download(reader, "CSV").decode("utf-8-sig").splitlines()))
    named = [row[0].partition(";")[0] for row in cells]
    shown = {name for name in named if name.strip("'") in FORMULAS}
    assert shown == {f"'{title}" for title in FORMULAS}


@pytest.mark.long
def test_a_spreadsheet_takes_every_cell_for_a_text(
    reader: Page, serve: Callable[[Path], str], odd: Path, tmp_path: Path
) -> None:
    reader.goto(f"{serve(odd)}comparison/")
    (tmp_path / "shown.csv").write_bytes(download(reader, "CSV"))
    shutil.copy(odd / "metrics.csv", tmp_path)
    for name in ("shown.csv", "metrics.csv"):
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        written = [*csv.reader(StringIO(text, newline=""))]
        opened = opened_csv(tmp_path / name)
        assert len(opened) == len(written) > len(FORMULAS)
        for row, cells in zip(written, opened, strict=True):
            assert [cell.formula for cell in cells if cell.formula] == []
            texts = {cell.shown for cell in cells}
            assert {one for one in row if any(title in one for title in FORMULAS)} <= texts


def test_terms_that_differ_follow_the_choice(comparison: Callable[[str], Page]) -> None:
    page = comparison("?base=managed-postgresql&with=ukcloud&with=hosting-classic")
    shown = page.locator(".sla-differing-term:visible")
    expect(page.locator(".sla-differing")).to_be_visible()
    for row in shown.all():
        meanings = row.locator(".sla-differing-meaning:visible")
        assert meanings.count() >= 2
        assert set(" ".join(meanings.locator("[data-id]:visible").all_inner_texts()).split()) <= {
            "SLA-042",
            "UC-012",
            "SLA-001",
        }
    assert "Minutes in which the primary accepts no writes." in page.inner_text(".sla-differing")
    page = comparison("?base=govuk-pay&with=govuk-notify")
    expect(page.locator(".sla-differing")).to_be_hidden()


def test_menus_close_by_escape_and_by_leaving(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    menu = page.locator(".sla-menu").first
    summary = menu.locator("summary")
    summary.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    expect(summary).to_be_focused()
    summary.click()
    page.mouse.click(5, 500)
    assert menu.get_attribute("open") is None


def test_a_phone_scrolls_only_downwards(browser: Browser, example_address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{example_address}comparison/{CHOSEN}")
    expect(page.locator("form.sla-choose")).to_be_visible()
    for menu in page.locator(".sla-menu").all():
        menu.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.keyboard.press("Escape")
    assert page.locator("#row-rto td:visible").count() == 3
    context.close()


def test_a_phone_asks_what_to_compare_and_names_every_value(
    browser: Browser, example_address: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{example_address}comparison/")
    ask = page.locator(".sla-ask")
    expect(ask).to_be_visible()
    expect(page.locator(".sla-compare")).to_be_hidden()
    tick(page, "metric", "recovery")
    expect(ask).to_be_hidden()
    assert page.locator("#row-rto td:visible").count() > 20
    inner = page.locator(".sla-compare").evaluate("box => [box.scrollHeight, box.clientHeight]")
    assert inner[0] == inner[1], "the table scrolls with the page, not within it"
    page.goto(f"{example_address}comparison/{CHOSEN}")
    expect(ask).to_be_hidden()
    name = "td => getComputedStyle(td, '::before').content"
    assert page.locator("#row-rto td:visible").first.evaluate(name) == (
        '"SLA-042 Managed PostgreSQL"'
    )
    context.close()


def test_the_print_says_what_was_chosen(comparison: Callable[[str], Page]) -> None:
    page = comparison(f"{CHOSEN}&diff=1")
    page.emulate_media(media="print")
    expect(page.locator("form.sla-choose")).to_be_hidden()
    said = page.locator(".sla-shown")
    expect(said).to_be_visible()
    assert "measured against SLA-042; Only differences" in said.inner_text()
    display = page.evaluate(
        "getComputedStyle(document.querySelector('.sla-compared thead')).display"
    )
    assert display == "table-header-group"


def printed(page: Page, path: Path) -> list[str]:
    """Return the text of each sheet of the page as Chromium prints it."""
    page.pdf(path=path, prefer_css_page_size=True)
    command = ["pdftotext", "-layout", str(path), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def test_the_heads_of_a_choice_are_on_every_sheet(
    comparison: Callable[[str], Page], tmp_path: Path
) -> None:
    whole = printed(comparison(CHOSEN), tmp_path / "chosen.pdf")
    sheets = [text for text in whole if not text.startswith("Defined terms that differ")]
    assert len(sheets) > 1
    for reference in ("SLA-042", "OLA-011", "UC-013"):
        assert [number for number, text in enumerate(sheets) if reference not in text] == []


def test_no_column_of_all_agreements_is_lost_in_print(
    comparison: Callable[[str], Page], tmp_path: Path
) -> None:
    page = comparison("?metric=recovery")
    shown, count = heads(page), len(rows(page))
    assert len(shown) > 20
    text = "".join(printed(page, tmp_path / "whole.pdf"))
    assert {name: text.count(f"{name} ") >= count for name in shown} == dict.fromkeys(shown, True)


def test_heads_and_names_stay_in_sight(comparison: Callable[[str], Page]) -> None:
    box = comparison("").get_by_role("region", name="Comparison, scrolls sideways")
    box.focus()
    expect(box).to_be_focused()
    table = box.get_by_role("table", name="Metrics of all agreements side by side")
    assert table.locator("th:not([scope])").count() == 0
    assert table.locator("tbody tr[id] > :first-child:not(th)").count() == 0
    place = box.evaluate(
        """box => {
          box.scrollTo(1500, 900);
          const at = node => node.getBoundingClientRect(), here = at(box);
          const head = at(box.querySelector('thead th:last-child'));
          const name = at(box.querySelector('tbody tr[id] > th'));
          return [box.scrollLeft, box.scrollTop, head.top - here.top, name.left - here.left];
        }"""
    )
    assert place == [1500, 900, 0, 0]


def test_a_value_none_and_nothing_stated_look_different(comparison: Callable[[str], Page]) -> None:
    page = comparison("")
    looks = [
        page.locator(f".sla-compared td {kind}").first.evaluate(
            """node => {
              const look = getComputedStyle(node), sign = getComputedStyle(node, '::before');
              const icon = node.querySelector('svg path');
              return [look.fontStyle, look.color, sign.maskImage, icon && icon.getAttribute('d')];
            }"""
        )
        for kind in (".sla-gap", ".sla-absent-none", ".sla-absent-elsewhere", ".sla-value strong")
    ]
    assert len({str(look) for look in looks}) == len(looks)


def test_ranks_and_differences_have_a_sign_beside_their_word(
    comparison: Callable[[str], Page],
) -> None:
    signs: dict[str, set[str]] = {}
    page = comparison("?base=compute-storage&with=managed-postgresql")
    for mark in page.locator(".sla-rank:visible, .sla-delta:visible").all():
        word = mark.inner_text().split("(")[0].split()[-1]
        signs.setdefault(word, set()).add(mark.locator("svg path").get_attribute("d") or "")
    assert signs.keys() >= {"Best", "Worst", "worse", "same"}
    assert [word for word, drawn in signs.items() if len(drawn) != 1 or "" in drawn] == []
    assert len(set.union(*signs.values())) == len(signs)


MANY = 64


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a catalog of more agreements than are shown at once."""
    agreements = {
        f"agreements/a{number:02}.yaml": f"id: a{number:02}\nkind: sla\ntitle: Agreement {number}\n"
        f"reference: SLA-{number:03}\nowner: it-operations\ncustomer: All\nservice_hours: 24x7\n"
        f"metrics:\n  - {{id: uptime, type: availability, target: 99.{number:02} %,"
        " window: calendar month}\n"
        for number in range(MANY)
    }
    return built(write_site(tmp_path_factory.mktemp("many"), {**agreements, **SHARED}))


def test_of_many_agreements_the_first_are_shown(
    reader: Page, serve: Callable[[Path], str], many: Path
) -> None:
    reader.goto(f"{serve(many)}comparison/?sort=-availability")
    expect(reader.locator("form.sla-choose")).to_be_visible()
    assert heads(reader) == [f"SLA-{number:03}" for number in range(63, 3, -1)]
    expect(reader.locator(".sla-shown")).to_contain_text("the first 60 of 64")
    expect(reader.locator(".sla-waiting")).to_be_hidden()
    reader.check("[name=all]")
    assert len(heads(reader)) == MANY
    assert query(reader) == {"all": ["1"], "sort": ["-availability"]}


def test_without_scripts_all_of_many_agreements_are_shown(
    browser: Browser, serve: Callable[[Path], str], many: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(many)}comparison/")
    assert len(heads(page)) == MANY
    expect(page.locator(".sla-waiting")).to_be_hidden()
    context.close()


def test_until_the_script_has_run_the_page_says_what_is_missing(
    browser: Browser, serve: Callable[[Path], str], many: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/sla.js", lambda route: route.abort())
    page.goto(f"{serve(many)}comparison/")
    assert len(heads(page)) == 60
    expect(page.locator(".sla-waiting")).to_be_visible()
    context.close()
