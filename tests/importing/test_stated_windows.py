"""Sentences in which a window is named: what is taken of them, what is doubted, what is neither."""

from __future__ import annotations

import pytest

from sla_catalog.importing.stated_windows import StatedWindow, window_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("costs 5 EUR per month", None),
        ("Backups are retained in the last 30 days", None),
        ("invoiced monthly", None),
        ("the SLO is reviewed every month", StatedWindow("", "every month")),
        ("Availability for 5 EUR per month", StatedWindow("", "per month")),
        ("3 day rolling deploys", StatedWindow("", "3 day rolling")),
        ("Backups run every month", StatedWindow("", "every month")),
        (
            "99.9 % per calendar month or rolling 30 days",
            StatedWindow("", "per calendar month … rolling 30 days"),
        ),
        (
            "99.9 % per month and 99.5 % per year",
            StatedWindow("", "per month … per year"),
        ),
        ("99 % of requests are answered within 2 days", StatedWindow("", "within 2 days")),
        ("99 %, calculated within 28 days", StatedWindow("rolling 28 days", "within 28 days")),
        ("Uptime over 30d. Invoiced monthly", StatedWindow("rolling 30 days", "over 30d")),
        ("99.9 % over 30d and reviewed every week", StatedWindow("rolling 30 days", "over 30d")),
    ],
)
def test_a_window_is_taken_only_of_what_is_measured(
    text: str, expected: StatedWindow | None
) -> None:
    assert window_in(text) == expected


def test_in_a_column_of_windows_every_sentence_is_of_one() -> None:
    expected = StatedWindow("rolling 30 days", "in 30 days")
    assert window_in("any breach in 30 days", is_window=True) == expected
