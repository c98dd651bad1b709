"""What an agreement stands on, as it is drawn: bars, verdicts and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from chains import blocks, chain_of, drawn, lines, said

from sla_catalog.model.catalog import Catalog
from sla_catalog.pages.blocks import (
    Facts,
    Paragraph,
    Table,
)
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def example() -> Catalog:
    files, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    return load(files, "agreements", Limits(), "Europe/Berlin").catalog


def test_the_example_shows_slack_and_a_deficit(example: Catalog) -> None:
    found = chain_of(example, "managed-postgresql")
    assert [(c.label, c.qualifier.replace("\u00a0", " ")) for c in found.columns] == [
        ("Availability", "down in 30 days, at most"),
        ("First response, P1", "at most"),
        ("Recovery time (RTO)", "at most"),
    ]
    assert [
        (one.depth, one.kind, said([one.name]), one.detail, [drawn(bar) for bar in one.bars])
        for one in found.links
    ] == [
        (
            0,
            "SLA",
            "SLA-042 Managed PostgreSQL",
            "Gold. Data Platform promises Payments, Shop",
            ["99.95 % 21 min 36 s [96/96]", "15 min [48/48] 95 % of tickets", "1 h [96/96]"],
        ),
        (
            1,
            "OLA",
            "OLA-011 Compute and storage for platform teams",
            "Infrastructure promises Data Platform",
            ["99.97 % 12 min 57.6 s [58/96]", "30 min [96/48!]", "30 min [48/96]"],
        ),
        (
            2,
            "UC",
            "UC-010 Amazon Compute Service Level Agreement",
            "Amazon Web Services promises AWS account holders",
            [
                "99.99 % 4 min 19.2 s [19/96] Reasonable efforts, not guaranteed. "
                "Not comparable: billing month against calendar month",
                ["Not among the metrics that OLA-011 names"],
                ["Not among the metrics that OLA-011 names"],
            ],
        ),
        (
            2,
            "UC",
            "UC-001 Power and cooling of the data hall",
            "Example Power and Cooling promises Infrastructure. "
            "Soft dependency, not judged: the service does not fail with it",
            [
                [
                    "99.9 % 8 h 45 min 36 s down in 365 days",
                    "Single",
                    "The weakest of 2; what was bought is not stated",
                    "≠ Not comparable: calendar year against calendar month",
                ],
                "30 min [96/48] S1 Outage",
                "not-stated",
            ],
        ),
    ]
    assert [lines(verdict) for verdict in found.verdicts] == [
        [
            "Gold: 99.95 % first of 2, worst first",
            "✓ Slack 8 min 38.4 s",
            "SLA-042 against OLA-011",
            "Silver: 99.9 %",
            "✓ Slack 30 min 14.4 s",
            "SLA-042 against OLA-011",
        ],
        [
            "Gold, P1: 15 min first of 8, worst first",
            "! Deficit 15 min",
            "OLA-011 promises the 30 min asked of it, but SLA-042 itself promises 15 min",
            "Gold, P3: 1 business day",
            "! Deficit 1 business day",
            "OLA-011 may answer when SLA-042 is already broken",
            "Silver, P1: 30 min; Silver, P3: 2 business days; Silver, P2: 4 business hours",
            "✓ No slack, no deficit",
            "SLA-042 against OLA-011",
            "Bronze, P1: 2 h",
            "✓ Slack 1 h 30 min",
            "SLA-042 against OLA-011",
            "Gold, P2: 1 h",
            "≠ Not judged",
            "OLA-011 not comparable: working time against elapsed time",
            "Bronze, P2: 1 business day",
            "≠ Not judged",
            "OLA-011 not comparable: business hours against business days",
        ],
        ["✓ Slack 30 min", "SLA-042 against OLA-011"],
    ]


def test_a_deficit_further_down_is_shown_beside_the_slack_above_it(example: Catalog) -> None:
    found = chain_of(example, "checkout-api")
    assert [lines(verdict) for verdict in found.verdicts] == [
        ["✓ Slack 21 min 36 s", "SLA-051 against SLA-042"],
        [
            "P1: 20 min first of 3, worst first",
            "✓ Slack 5 min",
            "SLA-051 against SLA-042",
            "! Deficit 10 min",
            "SLA-051 against OLA-011, further down",
            "P3: 2 business days",
            "✓ Slack 1 business day",
            "SLA-051 against SLA-042",
            "P2: 4 business hours",
            "≠ Not judged",
            "SLA-042 not comparable: elapsed time against working time",
        ],
        ["✓ Slack 1 h", "SLA-051 against SLA-042"],
        ["✓ No slack, no deficit", "SLA-051 against SLA-042"],
    ]
    assert drawn(found.links[2].bars[3]) == ["Not among the metrics that SLA-042 names"]


def test_windows_that_differ_are_not_judged(example: Catalog) -> None:
    found = chain_of(example, "compute-storage")
    assert [lines(verdict) for verdict in found.verdicts] == [
        ["≠ Not judged", "UC-010 not comparable: billing month against calendar month"],
        [
            "P1: 30 min; P2: 4 business hours; P3: 2 business days",
            "Not judged: nothing that it depends on counts for this",
        ],
    ]


def test_what_the_source_says_of_a_dependency_stays_beside_the_chain(example: Catalog) -> None:
    lead, _, basis, facts = blocks(example, "managed-postgresql", "stands-on")
    assert isinstance(lead, Paragraph)
    assert isinstance(basis, Paragraph)
    assert isinstance(facts, Facts)
    assert said(basis.line) == (
        "Basis: availability as guaranteed, whether failures coincide or not; an answer is no "
        "faster than the one below it; recovery times add up. A hint for people to judge; not "
        "part of the agreement."
    )
    assert [lines(row.value) for row in facts.rows] == [
        [
            "OLA-011 Compute and storage for platform teams",
            "Metrics: Monthly availability, First response, Recovery of a zone",
            "Topology: Series ; Strength: Hard",
            "Expects availability: 99.95 % ✓ Met 99.97 % promised",
            "Expects first response: 30 min ! 30 min (P1) promised as asked, but SLA-042 itself "
            "promises 15 min: 15 min short",
            "Expects recovery time (RTO): 30 min ✓ Met 30 min promised",
        ]
    ]


def test_what_stands_on_an_agreement_says_what_it_gets(example: Catalog) -> None:
    (table,) = blocks(example, "managed-postgresql", "supports")
    assert isinstance(table, Table)
    (row,) = table.rows
    assert lines(row.head) == ["SLA", "SLA-051 Checkout API"]
    assert [lines(cell) for cell in row.cells] == [
        [
            "✓ Slack 21 min 36 s",
            "in 30 days",
            "promises 99.9 %",
            "gets 99.95 % (Gold)",
            "expects 99.95 % ✓ Met",
        ],
        [
            "✓ Slack 5 min",
            "promises 20 min (P1)",
            "gets 15 min (Gold, P1, 95 % of tickets)",
            "promises 2 business days (P3): slack 1 business day",
            "promises 4 business hours (P2): not comparable: elapsed time against working time",
            "expects 15 min ✓ Met",
        ],
        ["✓ Slack 1 h", "promises 2 h", "gets 1 h", "expects 1 h ✓ Met"],
        ["✓ No slack, no deficit", "promises 15 min", "gets 15 min", "expects 15 min ✓ Met"],
    ]


def test_a_dependency_that_names_other_metrics_leaves_a_cell_open(example: Catalog) -> None:
    (table,) = blocks(example, "data-hall-power", "supports")
    assert isinstance(table, Table)
    cells = {lines(row.head)[1]: [lines(cell) for cell in row.cells] for row in table.rows}
    assert cells["SLA-001 Web hosting for Example Retail"] == [
        [
            "≠ Not comparable: calendar year against calendar month",
            "promises 99.9 %",
            "gets 99.9 % (Single)",
        ],
        ["Not among the metrics that it names"],
    ]
