"""The window and the fee of a worked example: those of the agreement, as far as it states them."""

from __future__ import annotations

import pytest
from worked import TIERS, blocks, example_in, printed

SOURCED = """
sources: [{id: s, title: Terms, url: 'https://example.com/terms', read: full}]
"""


@pytest.mark.parametrize(
    ("more", "today", "expected"),
    [
        (SOURCED, "2026-11-23", "44 640 min | 31 days, no clock change"),
        (
            f"{SOURCED}duration: {{timezone: Europe/Paris}}",
            "2026-11-23",
            "44 700 min | 31 days, and 60 min more because of a clock change",
        ),
        (
            "duration: {effective: 2026-11-01}",
            "2026-11-23",
            "43 200 min | 30 days, no clock change",
        ),
        ("duration: {effective: 2026-09-15}", "2026-10-23", "44 700 min | 31 days, and 60 min more "
         "because of a clock change"),
        ("duration: {effective: 2026-01-01, ends: 2026-08-31}\nstatus: expired", "2026-11-23",
         "44 640 min | 31 days, no clock change"),
    ],
)  # fmt: skip
def test_the_window_lies_within_the_term_and_its_clocks_are_those_of_the_text(
    more: str, today: str, expected: str
) -> None:
    found = printed(example_in(blocks(TIERS, today=today, more=more)))
    assert found[1] == f"Minutes of the month = {expected}"


def test_a_billing_month_and_a_stated_fee_are_said_to_be_such() -> None:
    metric = "{target: 99.95 %, window: billing month}"
    more = "conditions: {currency: EUR, fees: The charge is 6000 EUR a month.}"
    found = printed(example_in(blocks(f"{TIERS}\nbase: monthly charge", metric, more=more)))
    assert found[:2] == [
        "August 2026, one outage of 30 min, fee of 6000.00 EUR as stated",
        "Minutes of the month = 44 640 min | 31 days, no clock change; the billing month is taken "
        "as the calendar month",
    ]
    assert found[-1] == "Left to pay = 5400.00 EUR"
