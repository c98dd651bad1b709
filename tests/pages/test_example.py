"""Credits as tables and as worked examples: every figure is reckoned from the terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import yaml
from test_chain import ROOT, lines, said
from test_figures import Visible, plain

from drafts import catalog_of
from sla_catalog.calculation.bands import Band, CreditTier, Goal, Steps, credit_at
from sla_catalog.calculation.bands import CreditSchedule as Reckoned
from sla_catalog.calculation.credits import Billing, FormKind, availability, settled
from sla_catalog.calculation.periods import last_full_period
from sla_catalog.model.calendars import Window
from sla_catalog.model.remedies import Remedies
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement import remedies as clauses
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import Block, Facts, Paragraph, ScheduleBlock, WorkedExample
from sla_catalog.pages.context import RenderContext, agreement_uri
from sla_catalog.pages.rendering import Renderer
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

MONTH = Fraction(44640)
HOSTILE = "<img src=x onerror=alert(1)>"


def flat(credit: str, below: str = "99.9") -> Reckoned:
    goal = Goal(Decimal(below))
    return Reckoned.from_tiers([CreditTier(Decimal(below), Decimal(credit))], goal)


def stepped(size: str, credit: str, below: str) -> Reckoned:
    steps = Steps(Decimal(size), part_counts=True)
    band = Band(None, False, Decimal(below), False, Decimal(credit), steps)
    return Reckoned((band,), Goal(Decimal(below)))


def reckon(schedule: Reckoned, outage: int, fee: str, *caps: str) -> tuple[str, ...]:
    measured = availability(Fraction(outage), MONTH)
    percent = credit_at(schedule, measured)
    ceilings = [(FormKind.SHARE, Decimal(cap)) for cap in caps]
    found = settled(FormKind.SHARE, percent, ceilings, Billing(Decimal(fee), Fraction(31)))
    assert found is not None
    left = Decimal(fee) - found.paid
    return f"{float(measured):.5f}", str(percent), str(found.paid), str(left)


@pytest.mark.parametrize(
    ("schedule", "outage", "fee", "caps", "expected"),
    [
        (flat("10"), 120, "744.00", (), ("99.73118", "10", "74.40", "669.60")),
        (flat("2"), 120, "744.00", (), ("99.73118", "2", "14.88", "729.12")),
        (flat("3"), 180, "1000.00", (), ("99.59677", "3", "30.00", "970.00")),
        (
            stepped("5", "5", "99.99"),
            60,
            "744.00",
            (),
            ("99.86559", "5", "37.20", "706.80"),
        ),
        (flat("30"), 120, "10.00", ("10",), ("99.73118", "30", "1.00", "9.00")),
        (flat("10", "99.7"), 120, "744.00", (), ("99.73118", "0", "0.00", "744.00")),
    ],
)
def test_an_outage_is_reckoned_through(
    schedule: Reckoned, outage: int, fee: str, caps: tuple[str, ...], expected: object
) -> None:
    assert reckon(schedule, outage, fee, *caps) == expected


@pytest.mark.parametrize(
    ("window", "today", "zone", "expected"),
    [
        ("calendar month", "2026-09-01", "Europe/Berlin", ("2026-08-01", "2026-09-01", 44640, 0)),
        ("billing month", "2026-09-30", "UTC", ("2026-08-01", "2026-09-01", 44640, 0)),
        ("calendar month", "2026-11-23", "Europe/Berlin", ("2026-10-01", "2026-11-01", 44700, 60)),
        ("calendar month", "2026-04-02", "Europe/Berlin", ("2026-03-01", "2026-04-01", 44580, -60)),
        ("calendar month", "2026-01-31", "UTC", ("2025-12-01", "2026-01-01", 44640, 0)),
        ("calendar month", "2028-03-01", "UTC", ("2028-02-01", "2028-03-01", 41760, 0)),
        ("calendar quarter", "2026-11-23", "UTC", ("2026-07-01", "2026-10-01", 132480, 0)),
        ("billing quarter", "2026-11-23", "UTC", None),
        ("calendar year", "2026-11-23", "UTC", ("2025-01-01", "2026-01-01", 525600, 0)),
        ("fiscal year", "2026-11-23", "UTC", None),
        ("rolling 30 days", "2026-11-23", "UTC", ("None", "None", 43200, 0)),
        ("average month of 730 h", "2026-11-23", "UTC", ("None", "None", 43800, 0)),
        ("rolling 3 months", "2026-11-23", "UTC", None),
        ("contract term", "2026-11-23", "UTC", None),
    ],
)
def test_the_last_full_window_before_today_is_taken(
    window: str, today: str, zone: str, expected: tuple[object, ...] | None
) -> None:
    found = last_full_period(Window.parse(window), date.fromisoformat(today), zone)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        parts = (str(found.first), str(found.until), found.minutes, found.clock_change)
        assert parts == expected


def blocks(
    remedies: str, metric: str = "", today: str = "2026-09-15", more: str = ""
) -> list[Block]:
    """Return the blocks of the credit `c`, all terms being lines of YAML."""
    said = {
        "id": "a",
        "kind": "sla",
        "title": "A",
        "owner": "Us",
        "conditions": {"currency": "EUR"},
        **yaml.safe_load(more or "{}"),
        "metrics": [
            {
                "id": "m",
                "type": "availability",
                "name": "Uptime",
                "window": "calendar month",
                **yaml.safe_load(metric or "target: 99.95 %"),
            }
        ],
        "remedies": terms(yaml.safe_load(remedies)),
    }
    catalog = catalog_of({"a": yaml.safe_dump(said, sort_keys=False)}, "Europe/Berlin")
    context = RenderContext(catalog, date.fromisoformat(today), labels.load(), Addresses().href)
    page = AgreementPage(catalog.by_id["a"], context, agreement_uri("a"))
    drafts = {draft.anchor: draft for draft in clauses.drafts(page)}
    assert isinstance(page.agreement.remedies, Remedies)
    return list(drafts["credit-c"].build(page))


def terms(written: dict[str, Any]) -> dict[str, Any]:
    credit = {
        key: written.pop(key)
        for key in ("tiers", "credit", "per", "examples", "tiers_combine")
        if key in written
    }
    return {**written, "credits": [{"id": "c", "metrics": ["m"], **credit}]}


def example_in(found: list[Block]) -> WorkedExample | None:
    return next((block for block in found if isinstance(block, WorkedExample)), None)


def printed(example: WorkedExample | None) -> list[str]:
    if example is None:
        return []
    rows = [
        f"{one.label} = {one.amount} {one.unit}".rstrip() + (f" | {one.note}" if one.note else "")
        for one in example.lines
    ]
    return [plain(row) for row in (example.setting, *rows, example.closing) if row]


TIERS = "tiers: [{below: target, credit: 10 %}, {below: 99.0 %, credit: 25 %}]"
AUGUST = "Minutes of the month = 44 640 min | 31 days, no clock change"
DOWN = "Downtime = 30 min"
UP = "Uptime = 99.93280 % | (44 640 - 30) ÷ 44 640, shown to 5 digits, compared exactly"
TIER = "Tier = 10 % | below 99.95 %, not below 99.0 %"
LEFT = "Left to pay = 900.00 EUR"
SETTING = "August 2026, one outage of 30 min, assumed fee of 1000.00 EUR"
CREDIT = "Credit = 100.00 EUR | 10 % of 1000.00 EUR"


def test_tiers_are_worked_through_from_minutes_to_money() -> None:
    remedies = (
        f"{TIERS}\nbase: monthly fee\n"
        "claim: {mode: on_claim, within: 30 days, after: end of month}"
    )
    metric = "{target: 99.95 %, outage: {after: 1 min, counts: whole}}"
    assert printed(example_in(blocks(remedies, metric))) == [
        SETTING,
        AUGUST,
        f"{DOWN} | longer than 1 min, so counted whole",
        UP,
        TIER,
        f"{CREDIT}, taken as monthly fee",
        LEFT,
        "Claim by 30 September 2026, 30 days after the end of the month.",
    ]


def test_the_example_of_a_plan_names_it_and_the_others_are_listed() -> None:
    metric = """
objectives:
  - {when: {plan: gold}, target: 99.95 %}
  - {when: {plan: silver}, target: 99.9 %}
  - {when: {plan: bronze}, none: No promise.}
"""
    found = blocks(TIERS, metric, more="dimensions: {plan: [gold, silver, bronze]}")
    assert printed(example_in(found))[0] == f"gold, {SETTING}"
    note = next(block for block in found if isinstance(block, Paragraph))
    assert plain(said(note.line)) == (
        "Target: 99.95 % for gold (shown); 99.9 % for silver; none for bronze, and so no credit."
    )


@pytest.mark.parametrize(
    ("remedies", "expected"),
    [
        ("credit: 5 %", ["Tier = 5 % | below 99.95 %"]),
        (
            "tiers: [{below: target, each: 1 %, credit: 2 %, part: counts}]",
            ["Steps begun = 1 | of 1 % each, below 99.95 %", "Share = 2 % | 1 × 2 %"],
        ),
        (
            "tiers: [{below: 99.95 %, each: 0.5 %, credit: 2 %, part: does_not_count}]",
            ["Whole steps = 2 | of 0.5 % each, below 99.95 %", "Share = 4 % | 2 × 2 %"],
        ),
        (
            "tiers: [{from: 99.0 %, below: 99.95 %, credit: 10 %}, {below: 99.0 %, credit: 30 %}]",
            [TIER],
        ),
        (
            "tiers: [{above: 99.0 %, to: 99.95 %, credit: 10 %}]",
            ["Tier = 10 % | up to 99.95 %, above 99.0 %"],
        ),
        (
            "tiers: [{from: 99.0 %, below: 99.95 %, credit: 10 %}, "
            "{below: 99.0 %, credit: {unread: It stands behind the excerpt.}}]",
            [TIER],
        ),
        (
            "tiers: [{below: target, credit: {unread: It stands behind the excerpt.}}, "
            "{below: 99.0 %, credit: 25 %}]",
            ["Tier = 25 % | below 99.0 %"],
        ),
    ],
)
def test_each_form_of_schedule_is_read(remedies: str, expected: list[str]) -> None:
    rows = [line.replace(" x ", " × ") for line in printed(example_in(blocks(remedies)))]
    assert rows[4 : 4 + len(expected)] == expected


TIMED = "{target: 4 h, type: resolution_time}"
FEE = "assumed fee of 1000.00 EUR"
LEFT_900 = "Left to pay = 900.00 EUR"


@pytest.mark.parametrize(
    ("remedies", "metric", "expected"),
    [
        (
            "credit: 5 days of service",
            "",
            [
                "Tier = 5 days of service | below 99.95 %",
                "Credit = 161.29 EUR | 5 days of service of 31 days, at 1000.00 EUR",
                "Left to pay = 838.71 EUR",
            ],
        ),
        ("credit: 25 EUR", "", ["Tier = 25.00 EUR | below 99.95 %", "Credit = 25.00 EUR"]),
        (
            "credit: 10 times the price of the outage",
            "",
            [
                "Tier = 10 times the price of the outage | below 99.95 %",
                "Credit = 6.72 EUR | 10 × 30 ÷ 44 640 of 1000.00 EUR",
                "Left to pay = 993.28 EUR",
            ],
        ),
        (
            "credit: 25 EUR\nper: ticket",
            "",
            ["Given 2 times, for each ticket", "Credit = 50.00 EUR | 2 × 25 EUR"],
        ),
        (
            "credit: 10 %\nper: day",
            "",
            [
                f"Given 2 times, for each day, {FEE}",
                "Share = 20 % | 2 × 10 %",
                "Credit = 200.00 EUR | 20 % of 1000.00 EUR",
                "Left to pay = 800.00 EUR",
            ],
        ),
        (
            "tiers: [{above: target, each: 1 h, part: counts, credit: 3 %}]",
            TIMED,
            [
                f"Uptime of 6 h 30 min, {FEE}",
                "Uptime = 6 h 30 min",
                "Steps begun = 3 | of 1 h each, above 4 h",
                "Share = 9 % | 3 × 3 %",
                "Credit = 90.00 EUR | 9 % of 1000.00 EUR",
                "Left to pay = 910.00 EUR",
            ],
        ),
        (
            "tiers: [{above: target, first: 30 EUR, each: 1 h, part: counts, credit: 10 EUR}]",
            TIMED,
            [
                "Uptime of 6 h 30 min",
                "Uptime = 6 h 30 min",
                "Steps begun = 3 | of 1 h each, above 4 h",
                "Sum of the steps = 50.00 EUR | 30 EUR + 2 × 10 EUR",
                "Credit = 50.00 EUR",
            ],
        ),
        (
            "tiers_combine: add\n"
            "tiers: [{above: target, credit: 20 EUR}, {above: 5 h, credit: 30 EUR}]",
            TIMED,
            [
                "Uptime of 6 h",
                "Uptime = 6 h",
                "Tiers added = 50.00 EUR",
                "Credit = 50.00 EUR",
            ],
        ),
        (
            TIERS,
            "{target: 99.95 %, method: events}",
            [
                f"Uptime of 99.9 %, {FEE}",
                "Uptime = 99.9 %",
                "Tier = 10 % | below 99.95 %, not below 99.0 %",
                "Credit = 100.00 EUR | 10 % of 1000.00 EUR",
                LEFT_900,
            ],
        ),
        (
            TIERS,
            "{target: 99.95 %, rounding: {digits: 2, mode: up}}",
            [
                "Uptime = 99.94 % | (44 640 - 30) ÷ 44 640, rounded up to 2 digits",
                "Tier = 10 % | below 99.95 %, not below 99.0 %",
                "Credit = 100.00 EUR | 10 % of 1000.00 EUR",
                LEFT_900,
            ],
        ),
    ],
)
def test_each_kind_of_credit_is_worked_through(
    remedies: str, metric: str, expected: list[str]
) -> None:
    rows = [line.replace(" x ", " × ") for line in printed(example_in(blocks(remedies, metric)))]
    assert rows[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("remedies", "metric"),
    [
        ("credit: {unread: It was not read.}", ""),
        ("credit: {elsewhere: The order form.}", ""),
        ("tiers: [{below: target, credit: {unread: It was not read.}}]", ""),
        ("tiers: [{below: target, each: 1 %, credit: 1 %}]", ""),
        ("tiers: [{below: 3 h, credit: 1 %}]", ""),
        ("floor: 500 EUR\ncredit: 5 %", ""),
        (TIERS, "{target: 99.95 %, rounding: {unit: 1 h, mode: down}}"),
        (TIERS, "{none: No promise.}"),
    ],
)
def test_where_nothing_can_be_reckoned_there_is_no_example(remedies: str, metric: str) -> None:
    assert example_in(blocks(remedies, metric)) is None


@pytest.mark.parametrize(
    ("metric", "today", "expected"),
    [
        (
            "{target: 99.95 %, rounding: {digits: 3, mode: down}}",
            "2026-09-15",
            "Uptime = 99.932 % | (44 640 - 30) ÷ 44 640, rounded down to 3 digits",
        ),
        (
            "{target: 99.95 %, rounding: {digits: 2, mode: half_up}}",
            "2026-09-15",
            "Uptime = 99.93 % | (44 640 - 30) ÷ 44 640, rounded half up to 2 digits",
        ),
        (
            "{target: 99.95 %}",
            "2026-11-23",
            "Minutes of the month = 44 700 min | 31 days, and 60 min more since the clocks change",
        ),
        (
            "{target: 99.95 %}",
            "2026-04-23",
            "Minutes of the month = 44 580 min | 31 days, and 60 min less since the clocks change",
        ),
        (
            "{target: 99.95 %, window: calendar quarter}",
            "2026-09-15",
            "Minutes of the quarter = 131 040 min | 91 days, no clock change",
        ),
        (
            "{target: 99.95 %, window: calendar quarter}",
            "2026-09-15",
            "April to June 2026, one outage of 120 min, assumed fee of 1000.00 EUR",
        ),
        (
            "{target: 99.95 %, window: rolling 30 days}",
            "2026-09-15",
            "Minutes of the window = 43 200 min",
        ),
        (
            "{target: 99.95 %, window: rolling 30 days}",
            "2026-09-15",
            "Rolling 30 days, one outage of 30 min, assumed fee of 1000.00 EUR",
        ),
        (
            "{target: 99.99 %, window: calendar year}",
            "2026-09-15",
            "2025, one outage of 60 min, assumed fee of 1000.00 EUR",
        ),
        (
            "{target: 99.95 %, outage: {after: 1 h}}",
            "2026-09-15",
            "Downtime = 120 min | longer than 1 h",
        ),
        (
            "{target: 99.95 %, outage: {after: 5 min, counts: from_confirmation}}",
            "2026-09-15",
            "Downtime = 30 min | counted from the moment it is confirmed",
        ),
        ("{target: 100 %}", "2026-09-15", "Tier = 10 % | below 100 %, not below 99.0 %"),
    ],
)
def test_the_window_and_how_it_is_measured_are_said(metric: str, today: str, expected: str) -> None:
    assert expected in printed(example_in(blocks(TIERS, metric, today)))


def test_service_hours_count_the_days_of_that_very_month() -> None:
    metric = "{target: 99.5 %, measured_over: service hours}"
    found = blocks(TIERS, metric, more="service_hours: Mon-Fri 09:00-17:00")
    assert printed(example_in(found))[1:4] == [
        "Minutes of the month = 10 080 min | Mon-Fri 09:00-17:00 on 31 days of the calendar",
        "Downtime = 60 min",
        "Uptime = 99.40476 % | (10 080 - 60) ÷ 10 080, shown to 5 digits, compared exactly",
    ]


def test_service_hours_count_the_hour_that_the_clocks_repeat() -> None:
    metric = "{target: 99.5 %, measured_over: service hours}"
    more = "service_hours: Sun 00:00-06:00\nduration: {timezone: Europe/Berlin}"
    assert printed(example_in(blocks(TIERS, metric, "2026-11-28", more)))[1:4] == [
        "Minutes of the month = 1500 min | Sun 00:00-06:00 on 31 days of the calendar, "
        "and 60 min more since the clocks change",
        "Downtime = 30 min",
        "Uptime = 98.00000 % | (1500 - 30) ÷ 1500, shown to 5 digits, compared exactly",
    ]


@pytest.mark.parametrize(
    ("caps", "rows", "closing"),
    [
        ("{at_most: 100 %, of: monthly fee}", [f"{CREDIT}, taken as monthly fee", LEFT], ""),
        (
            "{at_most: 5 %, of: monthly fee, per: calendar month}",
            [
                "Credit before the cap = 100.00 EUR | 10 % of 1000.00 EUR, taken as monthly fee",
                "Credit = 50.00 EUR | no more than the cap",
                "Left to pay = 950.00 EUR",
            ],
            "",
        ),
        ("{at_most: 50 %, of: monthly}", [f"{CREDIT}, taken as monthly fee", LEFT], ""),
        (
            "{at_most: 5 %, of: yearly fee}",
            [f"{CREDIT}, taken as monthly fee", LEFT],
            "Caps with another base or period are not applied here.",
        ),
        (
            "{at_most: 3 months, of: rent}",
            [f"{CREDIT}, taken as monthly fee", LEFT],
            "Caps with another base or period are not applied here.",
        ),
    ],
)
def test_caps_of_the_same_base_are_applied(caps: str, rows: list[str], closing: str) -> None:
    found = printed(example_in(blocks(f"{TIERS}\nbase: monthly fee\ncaps: [{caps}]")))
    assert found[5:] == [*rows, *([closing] if closing else [])]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("{within: 1 months, after: the end of the month}", "Claim by 30 September 2026, 1 month"),
        ("{within: 10 business days, after: end of month}", ""),
        ("{within: 30 days, after: the incident}", ""),
        ("{within: 30 days, after: end of the quarter}", ""),
        ("{within: 30 days}", ""),
        ("{within: {unread: It was not read.}, after: end of month}", ""),
        ("{mode: automatic}", ""),
    ],
)
def test_a_claim_has_a_last_day_where_it_can_be_told(claim: str, expected: str) -> None:
    found = example_in(blocks(f"{TIERS}\nclaim: {claim}"))
    assert found is not None
    closing = plain(found.closing)
    assert closing == (f"{expected} after the end of the month." if expected else "")


def table_of(found: list[Block]) -> list[list[str]]:
    (schedule,) = (block for block in found if isinstance(block, ScheduleBlock))
    heads = [plain(column.label) for column in schedule.table.columns]
    rows = [[row.head, *row.cells] for row in schedule.table.rows]
    return [heads, *([plain("; ".join(lines(cell))) for cell in row] for row in rows)]


def test_tiers_say_the_downtime_behind_each_edge() -> None:
    remedies = f"{TIERS[:-1]}, {{below: 95.0 %, credit: 100 %}}]"
    assert table_of(blocks(remedies)) == [
        ["Uptime measured", "Down in 30 days", "Credit"],
        ["At or above target", "up to 21 min 36 s", "0 %"],
        ["Below target", "more than 21 min 36 s", "10 %"],
        ["Below 99.0 %", "more than 7 h 12 min", "25 %"],
        ["Below 95.0 %", "more than 1 d 12 h", "100 %"],
    ]


def test_bands_say_both_ends_and_a_band_at_the_target_leaves_no_free_row() -> None:
    first = "{above: 99.0 %, to: 99.95 %, credit: 10 %}"
    second = "{from: 90 %, below: 99.0 %, credit: 25 %}"
    assert table_of(blocks(f"tiers: [{first}, {second}]"))[1:] == [
        ["Above 99.0 % and up to 99.95 %", "21 min 36 s or more, less than 7 h 12 min", "10 %"],
        ["From 90 % and below 99.0 %", "more than 7 h 12 min, up to 3 d", "25 %"],
    ]


def test_without_a_share_of_time_there_is_no_downtime() -> None:
    metric = "{target: 15 min, type: response_time, window: calendar month}"
    remedies = "tiers: [{above: target, each: 5 min, credit: 1 %}]"
    assert table_of(blocks(remedies, metric)) == [
        ["Uptime measured", "Credit"],
        ["Above target; for each 5 min", "1 %"],
    ]


@pytest.mark.parametrize(
    ("remedies", "metric", "expected"),
    [
        (
            "tiers: [{below: target, credit: 10 %}]",
            '{target: 99.90 %, rounding: {digits: "2", mode: half_up}}',
            [
                ["At or above target", "up to 45 min 21.6 s", "0 %"],
                ["Below target", "more than 45 min 21.6 s", "10 %"],
            ],
        ),
        (
            "tiers: [{below: target, credit: 10 %}]",
            '{target: 99.95 %, rounding: {digits: "1", mode: down}}',
            [
                ["At or above target", "no downtime", "0 %"],
                ["Below target", "any downtime", "10 %"],
            ],
        ),
        (
            "tiers: [{below: target, credit: 10 %}]",
            '{target: 99.95 %, rounding: {digits: "1", mode: up}}',
            [
                ["At or above target", "less than 43 min 12 s", "0 %"],
                ["Below target", "43 min 12 s or more", "10 %"],
            ],
        ),
        (
            "tiers: [{below: target, credit: 5 %}, {from: 99.91 %, below: 99.94 %, credit: 9 %}]",
            '{target: 99.95 %, rounding: {digits: "1", mode: half_up}}',
            [
                ["At or above target", "up to 21 min 36 s", "0 %"],
                ["Below target", "more than 21 min 36 s", "5 %"],
                ["From 99.91 % and below 99.94 %", "never, once values are rounded", "9 %"],
            ],
        ),
        (
            "tiers: [{below: target, credit: 3 days of service}]",
            "target: 99.9 %",
            [
                ["At or above target", "up to 43 min 12 s", "none"],
                ["Below target", "more than 43 min 12 s", "3 days of service"],
            ],
        ),
        (
            "tiers: [{above: target, first: 30 EUR, each: 1 h, part: counts, credit: 10 EUR}]",
            TIMED,
            [
                ["Up to target", "none"],
                ["Above target; for each further 1 h or part of it", "30 EUR then 10 EUR"],
            ],
        ),
    ],
)
def test_edges_are_those_after_rounding_and_a_kept_target_earns_nothing(
    remedies: str, metric: str, expected: list[list[str]]
) -> None:
    assert table_of(blocks(remedies, metric))[1:] == expected


def test_the_downtime_of_a_tier_is_that_of_its_own_plan() -> None:
    metric = """
objectives:
  - {when: {plan: gold}, target: 99.95 %}
  - {when: {plan: silver}, target: 99.9 %}
"""
    remedies = (
        "tiers: [{when: {plan: gold}, below: target, credit: 10 %}, "
        "{when: {plan: silver}, below: target, credit: 5 %}]"
    )
    rows = table_of(blocks(remedies, metric, more="dimensions: {plan: [gold, silver]}"))
    assert [row[1] for row in rows[2:]] == ["more than 21 min 36 s", "more than 43 min 12 s"]


def test_the_picture_names_the_target() -> None:
    (schedule,) = (block for block in blocks(TIERS) if isinstance(block, ScheduleBlock))
    assert schedule.picture is not None
    assert [plain(step.edge) for step in schedule.picture.steps] == ["", "99.95 %", "99.0 %"]


def test_examples_of_the_source_stand_beside_ours() -> None:
    example = "{text: An outage of 30 min earns 25 %., evidence: conflicting}"
    found = blocks(f"{TIERS}\nexamples: [{example}]")
    ours = next(place for place, block in enumerate(found) if isinstance(block, WorkedExample))
    facts = next(block for block in found[ours:] if isinstance(block, Facts))
    assert [(row.label, lines(row.value)) for row in facts.rows] == [
        ("Printed in the source", ["An outage of 30 min earns 25 %.", "conflicting"])
    ]


def pages(today: date) -> dict[str, str]:
    files, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    catalog = load(files, "agreements", Limits(), "Europe/Berlin").catalog
    addresses, words = Addresses(), labels.load()
    context, renderer = (
        RenderContext(catalog, today, words, addresses.href),
        Renderer(addresses, words),
    )
    return {
        one.id: plain(
            "".join(
                Visible(renderer.render(agreement_view(one, context), agreement_uri(one.id))).pieces
            )
        )
        for one in catalog.agreements
        if one.id in {"managed-postgresql", "github-enterprise", "ukcloud", "aptible"}
    }


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return pages(date(2026, 9, 15))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "managed-postgresql",
            "Worked example. Not part of the agreement. Gold, August 2026, one outage of 30 min, "
            "assumed fee of 1000.00 EUR",
        ),
        ("managed-postgresql", "31 days, no clock change 44 640 min"),
        ("managed-postgresql", "(44 640 - 30) ÷ 44 640, rounded down to 3 digits 99.932 %"),
        (
            "managed-postgresql",
            "Credit 10 % of 1000.00 EUR, taken as monthly fee of the affected service 100.00 EUR "
            "Left to pay 900.00 EUR",
        ),
        ("managed-postgresql", "Claim by 30 September 2026, 30 days after the end of the month."),
        ("managed-postgresql", "At or above target up to 21 min 36 s 0 %"),
        (
            "managed-postgresql",
            "Deficit 15 min OLA-011 promises the 30 min asked of it, but SLA-042 itself promises "
            "15 min",
        ),
        (
            "managed-postgresql",
            "Deficit 1 business day OLA-011 may answer when SLA-042 is already broken",
        ),
        ("github-enterprise", "April to June 2026, one outage of 240 min"),
        ("github-enterprise", "Claim by 30 July 2026, 30 days after the end of the quarter."),
        ("ukcloud", "Steps begun of 5 % each, below 99.95 % 1"),
        ("ukcloud", "A credit of this kind is worked out in clause 5.8"),
        ("aptible", "A container that was down for 25 min earns 10 %"),
    ],
)
def test_the_example_catalog_shows_it(texts: dict[str, str], page: str, words: str) -> None:
    assert words in texts[page]


def test_hostile_words_stay_words() -> None:
    found = blocks(f'{TIERS}\nbase: "{HOSTILE}"')
    example = example_in(found)
    assert example is not None
    renderer = Renderer(Addresses(), labels.load())
    html = renderer._pieces.module.WorkedExample(example)  # type: ignore[attr-defined]
    assert "<img" not in html
    assert "&lt;img" in html
