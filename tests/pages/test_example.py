"""Credits as tables and as worked examples: every figure is reckoned from the terms."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from chains import said
from test_figures import plain
from worked import CREDIT, LEFT, TIERS, TIMED, blocks, example_in, printed

from sla_catalog.calculation.bands import Band, CreditTier, Goal, Steps, credit_at
from sla_catalog.calculation.bands import CreditSchedule as Reckoned
from sla_catalog.calculation.credits import Billing, FormKind, availability, settled
from sla_catalog.calculation.periods import last_full_period
from sla_catalog.model.calendars import Window
from sla_catalog.pages.blocks import Calculator, Paragraph

MONTH = Fraction(44640)


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
    ceilings = [[(FormKind.SHARE, Decimal(cap))] for cap in caps]
    found = settled([(FormKind.SHARE, percent)], ceilings, Billing(Decimal(fee), Fraction(31)))
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


AUGUST = "Minutes of the month = 44 640 min | 31 days, no clock change"
DOWN = "Downtime = 30 min"
UP = "Uptime = 99.93280 % | (44 640 - 30) ÷ 44 640, shown to 5 digits, compared exactly"
TIER = "Tier = 10 % | below 99.95 %, not below 99.0 %"
SETTING = "August 2026, one outage of 30 min, assumed fee of 1000.00 EUR"


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
        f"{CREDIT} (monthly fee)",
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
            "base: fee\ntiers_combine: add\n"
            "tiers: [{above: target, credit: 10 %}, {above: 5 h, credit: 1 day of service}]",
            TIMED,
            [
                f"Uptime of 6 h, {FEE}",
                "Uptime = 6 h",
                "Tiers added = 10 %",
                "Tiers added = 1 day of service",
                "Credit = 133.33 EUR | 10 % of 1000.00 EUR (fee) + 1 day of service of 30 days, at"
                " 1000.00 EUR",
                "Left to pay = 866.67 EUR",
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
            "base: monthly fee\ntiers: [{below: target, credit: 3 days of service}]",
            "{target: 99.95 %, window: calendar quarter}",
            [
                "Tier = 3 days of service | below 99.95 %",
                "Credit = 100.00 EUR | 3 days of service of 30 days, at 1000.00 EUR",
                LEFT_900,
            ],
        ),
        (
            "base: annual fee\ntiers: [{below: target, credit: 73 days of service}]",
            "{target: 99.95 %}",
            [
                "Tier = 73 days of service | below 99.95 %",
                "Credit = 200.00 EUR | 73 days of service of 365 days, at 1000.00 EUR",
                "Left to pay = 800.00 EUR",
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
        (
            "base: annual fee\ntiers: [{below: target, credit: 10 times the price of the outage}]",
            "{target: 99.95 %}",
        ),
        (TIERS, "{target: 99.95 %, rounding: {unit: 1 h, mode: down}}"),
        (TIERS, "{none: No promise.}"),
    ],
)
def test_where_nothing_can_be_reckoned_there_is_no_example(remedies: str, metric: str) -> None:
    assert example_in(blocks(remedies, metric)) is None


CAP = "{at_most: 15 %, of: monthly fee, per: calendar month"
WHOLE = (
    "Credit = 400.00 EUR | 40 % of 1000.00 EUR (monthly fee)",
    "Left to pay = 600.00 EUR",
)
PLANS_AND_REGIONS = "dimensions: {plan: [gold, silver], region: [us, eu]}"


@pytest.mark.parametrize(
    ("metric", "caps", "ends"),
    [
        # A cap for some of the customers of an example is no cap for all of them.
        (
            "target: 99.95 %",
            f"{CAP}, when: {{plan: gold}}}}",
            [*WHOLE, "The cap for gold is not applied here."],
        ),
        (
            "objectives: [{when: {plan: gold}, target: 99.95 %}]",
            f"{CAP}, when: {{region: us}}}}",
            [*WHOLE, "The cap for us is not applied here."],
        ),
        (
            "objectives: [{when: {plan: gold}, target: 99.95 %}]",
            f"{CAP}, when: {{plan: gold}}}}",
            ["Credit = 150.00 EUR | no more than the cap", "Left to pay = 850.00 EUR"],
        ),
        (
            "target: 99.95 %",
            f"{CAP}, when: {{plan: [gold, silver]}}}}",
            ["Credit = 150.00 EUR | no more than the cap", "Left to pay = 850.00 EUR"],
        ),
        (
            "objectives: [{when: {plan: gold}, target: 99.95 %}]",
            f"{CAP}, when: {{plan: silver}}}}",
            [*WHOLE],
        ),
    ],
)
def test_a_cap_with_a_condition_is_applied_only_where_it_is_sure(
    metric: str, caps: str, ends: list[str]
) -> None:
    remedies = f"base: monthly fee\ncaps: [{caps}]\ntiers: [{{below: target, credit: 40 %}}]"
    found = blocks(remedies, metric, more=PLANS_AND_REGIONS)
    assert printed(example_in(found))[-len(ends) :] == ends
    calculator = next(block for block in found if isinstance(block, Calculator))
    (case,) = json.loads(calculator.data)["cases"]
    is_capped = "no more than the cap" in ends[0]
    assert [cap[0][0][1] for cap in case["caps"]] == (["15"] if is_capped else [])
    assert plain(case["note"]) == (ends[2] if len(ends) > 2 else "")
