"""Small shares and ratios: which are given in percent, and which are none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sla_catalog.model.notations.rates import in_percent
from sla_catalog.model.notations.shares import of_ratio


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("1 in 8", "12.5 %"),
        ("1 in 4096", "0.0244140625 %"),
        ("3 per thousand", "0.3 %"),
        ("5 per 1,000 calls", "0.5 % calls"),
        ("1 in 100 million", "0.000001 %"),
        ("1e-40", f"0.{'0' * 37}1 %"),
        ("1 in 4 GB", "25 % GB"),
        ("1 in 1000 sessions", "0.1 % sessions"),
    ],
)
def test_a_share_in_percent(text: str, percent: str) -> None:
    assert in_percent(text) == percent


@pytest.mark.parametrize(
    "text",
    [
        "2 of 24",
        "1 in 3",
        "7 of 30 requests",
        "2 in 24 hours",
        "1 per 4 hours",
        "5 per 20 min",
        "1 in 10 minutes",
        "1 in 400 days",
        "3 per 1,000 h",
        "2 in 24h",
        "1 pro 10 Stunden",
        "1 per 1000 operating hours",
        "1 per million hours",
        f"1 in 1{'0' * 60}",
    ],
)
def test_no_share(text: str) -> None:
    assert in_percent(text) == text


def test_a_ratio_is_given_in_full_or_not_at_all() -> None:
    for whole in range(3, 130):
        for part in range(1, whole + 1):
            number, _ = of_ratio(f"{part} of {whole}")
            share = Fraction(100 * part, whole)
            is_finite = (10**9) % share.denominator == 0
            assert (Fraction(number) == share) if number else not is_finite


@pytest.mark.parametrize(
    ("text", "told"),
    [("27 of 30 days", ("90", "days")), ("9 in 10 calls", ("90", "calls")), ("1/4 h", ("", ""))],
)
def test_of_a_time_only_a_part_is_a_ratio(text: str, told: tuple[str, str]) -> None:
    assert of_ratio(text) == told
