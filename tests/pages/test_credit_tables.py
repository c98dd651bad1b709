"""Tables of credits: their edges, the downtime behind them, and the example beside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from chains import lines
from test_figures import Visible, plain
from worked import CREDIT, LEFT, TIERS, TIMED, blocks, example_in, printed

from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import Block, Facts, ScheduleBlock, WorkedExample
from sla_catalog.pages.context import RenderContext, agreement_uri
from sla_catalog.pages.rendering import Renderer
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

HOSTILE = "<img src=x onerror=alert(1)>"


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
            "Minutes of the month = 44 700 min | "
            "31 days, and 60 min more because of a clock change",
        ),
        (
            "{target: 99.95 %}",
            "2026-04-23",
            "Minutes of the month = 44 580 min | "
            "31 days, and 60 min less because of a clock change",
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
        "and 60 min more because of a clock change",
        "Downtime = 30 min",
        "Uptime = 98.00000 % | (1500 - 30) ÷ 1500, shown to 5 digits, compared exactly",
    ]


@pytest.mark.parametrize(
    ("caps", "rows", "closing"),
    [
        ("{at_most: 100 %, of: monthly fee}", [f"{CREDIT} (monthly fee)", LEFT], ""),
        (
            "{at_most: 5 %, of: monthly fee, per: calendar month}",
            [
                "Credit before the cap = 100.00 EUR | 10 % of 1000.00 EUR (monthly fee)",
                "Credit = 50.00 EUR | no more than the cap",
                "Left to pay = 950.00 EUR",
            ],
            "",
        ),
        ("{at_most: 50 %, of: monthly}", [f"{CREDIT} (monthly fee)", LEFT], ""),
        (
            "{at_most: 5 %, of: yearly fee}",
            [f"{CREDIT} (monthly fee)", LEFT],
            "Caps with another base or period are not applied here.",
        ),
        (
            "{at_most: 3 months, of: rent}",
            [f"{CREDIT} (monthly fee)", LEFT],
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
        ["Below target", "more than 21 min 36 s, up to 7 h 12 min", "10 %"],
        ["Below 99.0 %", "more than 7 h 12 min, up to 1 d 12 h", "25 %"],
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
                ["Below target", "never, once values are rounded", "5 %"],
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
                ["Above target; for each further 1 h or part thereof", "30 EUR then 10 EUR"],
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
    files, _ = read_directory(
        Path(__file__).resolve().parents[2] / "agreements", "agreements", Limits()
    )
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
            "Credit 10 % of 1000.00 EUR (monthly fee of the affected service) 100.00 EUR "
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
        ("ukcloud", "The steps are in the table of clause 5.8"),
        ("ukcloud", "clause 5.9 VMware POWER 99.99 % 5 % 5 min or more"),
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
    html = renderer._template("blocks.html.j2").module.WorkedExample(example)  # type: ignore[attr-defined]
    assert "<img" not in html
    assert "&lt;img" in html
