"""The calculator of a credit: exact, by keyboard, and the same as what the build reckons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sites import built, write_site

from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.agreement.example import number_words
from sla_catalog.resolved.ceilings import terms_of
from sla_catalog.resolved.credits import Sum, credits_of
from sla_catalog.resolved.schedules import CreditCase, all_cases_of
from sla_catalog.resolved.settlements import Calculation, calculate
from sla_catalog.resolved.windows import periods_of
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

TODAY = date(2026, 11, 23)
PLANS = """\
id: plans
kind: sla
title: Plans
owner: Us
customer: You
sources: [{id: text, title: Published text, read: full}]  # tiers that overlap are its own
duration: {timezone: Europe/Berlin}
dimensions: {plan: [gold, silver]}
conditions: {currency: EUR}
metrics:
  - id: uptime
    type: availability
    window: calendar month
    rounding: {digits: "3", mode: down}
    objectives:
      - {when: {plan: gold}, target: 99.95 %}
      - {when: {plan: silver}, target: 99.9 %}
  - {id: repair, type: resolution_time, name: Repair, target: 4 h}
  - {id: visit, type: resolution_time, name: Visit, target: 4 h}
  - {id: weekly, type: availability, name: Week, target: 99.9 %, window: rolling 7 days,
     rounding: {digits: "2", mode: half_up}}
remedies:
  base: monthly fee
  claim: {mode: on_claim, within: 30 days, after: end of month}
  caps: [{at_most: 60 %, of: monthly fee, per: calendar month}]
  credits:
    - id: tiers
      metrics: [uptime]
      tiers:
        - {below: target, credit: 10 %}
        - {below: 99.0 %, credit: 25 %}
        - {below: 95.0 %, credit: 100 %}
    - id: steps
      metrics: [uptime]
      tiers: [{below: target, each: 0.3 %, part: counts, credit: 7 %}]
    - id: first
      metrics: [repair]
      caps: [{at_most: 90 EUR}]
      tiers: [{above: target, first: 30 EUR, each: 1 h, part: counts, credit: 10 EUR}]
    - id: days
      metrics: [weekly]
      tiers_combine: add
      tiers: [{below: target, credit: 1 day of service}, {below: 99 %, credit: 12 h of service}]
    - id: kinds
      metrics: [uptime]
      tiers:
        - {below: target, credit: 2 %}
        - {below: 99.5 %, credit: 1 day of service}
        - {below: 99.0 %, first: 10 %, each: 0.3 %, part: counts, credit: 25 EUR}
    - id: sums
      metrics: [uptime]
      tiers_combine: add
      tiers: [{below: target, credit: 5 %}, {below: 99.0 %, credit: 20 EUR}]
    - id: either
      metrics: [uptime]
      tiers: [{below: target, from: 0 %, credit: 5 %}, {below: 99.7 %, from: 0 %, credit: 20 EUR}]
    - id: started
      metrics: [visit]
      caps: [{at_most: 5 h, of: delay}]
      tiers: [{above: target, first: 30 %, each: 1 h, part: counts, credit: 10 EUR}]
    - id: price
      metrics: [uptime]
      tiers: [{below: target, credit: 10 times the price of the outage}]
"""
ENTRIES = {
    "down": ["0", "22", "22.35", "22.36", "44.7", "45", "446", "447", "500", "2235.5", "40000"],
    "value": ["100", "99.951", "99.9496", "99.95", "99.649", "99.65", "99", "98.9999", "94.9", "0"],
    "hours": ["0", "4", "4.0001", "5", "5.5", "9.99", "10", "10.5", "200"],
}
FEES = ["", "1000", "0.07", "333.33"]
UNITS = {
    "share": ("%", 1),
    "service": ("days of service", 86400),
    "multiple": ("times the price of the outage", 1),
}
SET = """
async ([form, wanted]) => {
  const found = [];
  for (const [name, by, entry, fee] of wanted) {
    const fields = form.elements;
    if (fields.case && fields.case.value !== name) {
      fields.case.value = name;
      fields.case.dispatchEvent(new Event("input", {bubbles: true}));
    }
    for (const radio of form.querySelectorAll("[name=by]")) radio.checked = radio.value === by;
    fields.entry.value = entry;
    fields.fee.value = fee;
    fields.period.dispatchEvent(new Event("input", {bubbles: true}));
    await new Promise((done) => setTimeout(done, 2));
    const total = form.querySelector(".sla-total .sla-amount");
    const shown = form.querySelector(".sla-sum").hidden ? null : total && total.textContent;
    found.push([form.querySelector("[role=status] strong")?.textContent || "", shown]);
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("calculator")
    write_site(root, {"agreements/plans.yaml": PLANS})
    return built(root)


@pytest.fixture
def plans(reader: Page, site: Path, serve: Callable[[Path], str]) -> Page:
    reader.goto(serve(site) + "agreements/plans/")
    return reader


def form(page: Page, credit: str) -> Locator:
    return page.locator(f"#calculate-{credit}")


def catalog(root: Path) -> Catalog:
    (root / "agreements").mkdir()
    (root / "agreements/plans.yaml").write_text(PLANS, encoding="utf-8")
    files, _ = read_directory(root / "agreements", "agreements", Limits())
    return load(files, "agreements", Limits(), "Europe/Berlin").catalog


def shown(case: CreditCase, found: Calculation) -> list[str | None]:
    """Return what the page says of a calculation: its result, and the total in money."""
    if not found.sums:
        kept = case.goal.is_kept(found.measured)
        return ["No credit: target met" if kept else "No credit for this value", None]
    if found.money is not None:
        paid = number_words(found.money.paid, labels.load())
        return [f"{paid}\u00a0EUR", paid]
    return [" + ".join(map(in_its_form, found.sums)), None]


def in_its_form(one: Sum) -> str:
    if one.form.kind == "money":
        return f"{number_words(Decimal(int(one.number)), labels.load())}.00\u00a0EUR"
    unit, size = UNITS[one.form.kind]
    return f"{float(one.number / size):g}\u00a0{unit}"


@pytest.mark.parametrize(
    "credit",
    ["tiers", "steps", "first", "days", "price", "kinds", "sums", "either", "started"],
)
def test_a_grid_of_figures_is_what_the_build_reckons(
    plans: Page, credit: str, tmp_path: Path
) -> None:
    known = catalog(tmp_path)
    agreement = known.by_id["plans"]
    (resolved,) = (one for one in credits_of(agreement) if one.record.id == credit)
    wanted: list[list[str]] = []
    expected: list[Any] = []
    for place, case in enumerate(all_cases_of(agreement, resolved, known)):
        terms = terms_of(agreement, resolved, None, case)
        periods = periods_of(agreement, known, case, TODAY, 1)
        for by in ("down", "value") if periods else ("hours",):
            if credit == "price" and by == "value":
                continue
            for entry in ENTRIES[by]:
                for fee in FEES:
                    value = Fraction(entry) * (3600 if by == "hours" else 1)
                    period = periods[0] if by == "down" else None
                    if period and value > period.minutes:
                        continue
                    money = Decimal(fee) if fee else None
                    found = calculate(case, terms, value, period, money)
                    wanted.append([str(place), by, entry, fee])
                    expected.append(shown(case, found) if found else ["", None])
    handle = form(plans, credit).element_handle()
    assert plans.evaluate(SET, [handle, wanted]) == expected


def enter(page: Page, credit: str, name: str, text: str) -> None:
    form(page, credit).locator(f"[name={name}]").fill(text)


def status(page: Page, credit: str) -> Locator:
    return form(page, credit).get_by_role("status")


def lines(page: Page, credit: str) -> list[str]:
    rows = form(page, credit).locator(".sla-sum tbody tr").all_inner_texts()
    return [" ".join(row.split()) for row in rows]


def test_minutes_down_are_worked_through_with_clauses(plans: Page) -> None:
    enter(plans, "tiers", "entry", "500")
    enter(plans, "tiers", "fee", "1000")
    expect(status(plans, "tiers").locator("strong")).to_have_text("250.00 EUR")
    expect(status(plans, "tiers")).to_contain_text("Claim by 30 November 2026")
    assert lines(plans, "tiers") == [
        "Minutes of the month 31 days, and 60 min more because of a clock change 44 700 min",
        "Downtime as entered 500 min",
        "Availability (44 700 − 500) ÷ 44 700, rounded down to 3 digits, clause 2.1 98.881 %",
        "Tier below 99.0 %, not below 95.0 %, clause 5.1 25 %",
        "Cap 60 % of the monthly fee in each calendar month, not reached, clause 5.11 600.00 EUR",
        "Credit 25 % of 1000.00 EUR 250.00 EUR",
        "Left to pay 750.00 EUR",
    ]
    reached = plans.locator("tr[aria-current]")
    expect(reached).to_have_count(1)
    expect(reached).to_contain_text("Below 99.0 % the tier reached")


def test_a_cap_strikes_the_sum_before_it(plans: Page) -> None:
    enter(plans, "tiers", "entry", "5000")
    enter(plans, "tiers", "fee", "1000")
    expect(status(plans, "tiers").locator("strong")).to_have_text("600.00 EUR")
    assert form(plans, "tiers").locator("s").all_inner_texts() == ["1000.00"]


def test_without_a_fee_only_the_share_is_said(plans: Page) -> None:
    enter(plans, "tiers", "entry", "500")
    expect(status(plans, "tiers").locator("strong")).to_have_text("25 %")
    assert not any(line.startswith("Credit") for line in lines(plans, "tiers"))


def test_a_kept_target_and_no_entry(plans: Page) -> None:
    expect(status(plans, "tiers")).to_have_text("")
    enter(plans, "tiers", "entry", "10")
    expect(status(plans, "tiers")).to_have_text("No credit: target met")
    expect(plans.locator("tr[aria-current]")).to_have_count(0)
    enter(plans, "tiers", "entry", "")
    expect(status(plans, "tiers")).to_have_text("")


REFUSED = {
    "ten": "not a number",
    "1,5": "not a number",
    "99999": "at most 44",
    "1.500": "thousands or decimals. Write 1500 or 1.5.",
    "-5": "not a number",
    "5e2": "not a number",
    "1,23.4": "not a number",
    "9" * 4000: "not a number",
}


def test_what_is_not_read_says_so_and_removes_the_result(plans: Page) -> None:
    field = form(plans, "tiers").locator("[name=entry]")
    for text, words in REFUSED.items():
        enter(plans, "tiers", "entry", "500")
        expect(status(plans, "tiers").locator("strong")).to_have_text("25 %")
        enter(plans, "tiers", "entry", text)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(form(plans, "tiers")).to_contain_text(words)
        expect(status(plans, "tiers")).to_have_text("")


# What is entered, where, and whether the sign in it may divide thousands; without commas and with.
SIGNS = {
    False: [
        ("down", "fee", "6.000", True),
        ("down", "fee", "6,000", True),
        ("down", "fee", "6.00", False),
        ("down", "fee", "6 000", False),
        ("down", "fee", "6,000.50", False),
        ("down", "fee", "6.000,50", False),
        ("down", "fee", "6,000,000", False),
        ("value", "entry", "99.951", False),
        ("value", "entry", "99,951", True),
    ],
    True: [
        ("down", "fee", "6.000", True),
        ("down", "fee", "6,000", True),
        ("down", "fee", "6,00", False),
        ("down", "fee", "6,000.50", False),
        ("down", "fee", "6.000,50", False),
        ("value", "entry", "99,951", False),
        ("value", "entry", "99.951", True),
    ],
}


@pytest.mark.parametrize("is_comma", SIGNS)
def test_three_digits_behind_a_sign_are_read_only_where_they_can_be_no_thousands(
    reader: Page, site: Path, serve: Callable[[Path], str], is_comma: bool
) -> None:
    def in_a_language_with_commas(route: Route) -> None:
        body = route.fetch().text()
        route.fulfill(body=re.sub('(comma(?:&#34;|"|&quot;):)false', r"\1true", body))

    if is_comma:  # English, German and French differ in that sign alone
        reader.route("**/agreements/plans/", in_a_language_with_commas)
    reader.goto(serve(site) + "agreements/plans/")
    for by, name, text, is_ambiguous in SIGNS[is_comma]:
        form(reader, "tiers").locator(f"[name=by][value={by}]").check()
        field = form(reader, "tiers").locator(f"[name={name}]")
        enter(reader, "tiers", name, text)
        expect(field).to_have_attribute("aria-invalid", "true" if is_ambiguous else "false")
        if is_ambiguous:
            expect(form(reader, "tiers")).to_contain_text("thousands or decimals")
        enter(reader, "tiers", name, "")
        expect(form(reader, "tiers")).not_to_contain_text("thousands or decimals")


@pytest.mark.parametrize(
    ("entered", "thousands", "decimals"),
    [
        ("1.000", "1000", "1"),
        ("1,000", "1000", "1"),
        ("6.500", "6500", "6.5"),
        ("6,250", "6250", "6.25"),
        ("1.234", "1234", "1.2340"),
        ("120.050", "120050", "120.05"),
    ],
)
def test_of_a_number_of_two_readings_both_are_offered_as_they_can_be_typed(
    plans: Page, entered: str, thousands: str, decimals: str
) -> None:
    enter(plans, "tiers", "fee", entered)
    said = f"This could mean thousands or decimals. Write {thousands} or {decimals}."
    expect(form(plans, "tiers").get_by_text(said, exact=True)).to_be_visible()
    for reading in (thousands, decimals):
        enter(plans, "tiers", "fee", reading)
        field = form(plans, "tiers").locator("[name=fee]")
        expect(field).to_have_attribute("aria-invalid", "false")


def test_no_thousands_begin_with_a_zero(plans: Page) -> None:
    field = form(plans, "tiers").locator("[name=fee]")
    enter(plans, "tiers", "fee", "none")
    expect(field).to_have_attribute("aria-invalid", "true")
    enter(plans, "tiers", "fee", "0.500")
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(form(plans, "tiers")).not_to_contain_text("thousands or decimals")


@pytest.mark.parametrize("fee", ["1,000.50", "1.000,50", "1 000.50", "1000.50"])
def test_thousands_that_can_mean_one_thing_alone_are_read(plans: Page, fee: str) -> None:
    enter(plans, "tiers", "entry", "500")
    enter(plans, "tiers", "fee", fee)
    expect(status(plans, "tiers").locator("strong")).to_have_text("250.13 EUR")


def test_the_keyboard_reaches_every_field(plans: Page) -> None:
    form(plans, "tiers").locator("select[name=case]").focus()
    names = []
    for _ in range(5):
        names.append(plans.evaluate("document.activeElement.name"))
        plans.keyboard.press("Tab")
    assert names == ["case", "period", "by", "entry", "fee"]


def test_paper_and_readers_without_script_have_the_table_alone(
    plans: Page, site: Path, serve: Callable[[Path], str]
) -> None:
    expect(form(plans, "tiers")).to_be_visible()
    plans.emulate_media(media="print")
    expect(form(plans, "tiers")).to_be_hidden()
    browser = plans.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(site) + "agreements/plans/")
    expect(form(page, "tiers")).to_be_hidden()
    expect(page.locator(".sla-schedule").first).to_be_visible()
    context.close()
