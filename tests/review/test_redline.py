"""Two versions of a text laid over each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_catalog.review.redline import RedlineState, redline

_SIGNS = {RedlineState.KEPT: "{}", RedlineState.GONE: "[-{}-]", RedlineState.NEW: "[+{}+]"}


def shown(before: str, after: str) -> str:
    return "".join(
        _SIGNS[piece.state].format(piece.text) if piece.text.strip() else piece.text
        for piece in redline(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("99.9 %", "99.5 %", "[-99.9 %-] [+99.5 %+]"),
        ("at most 4 h a month", "at most 6 h a month", "at most [-4 h-] [+6 h+] a month"),
        ("2.1.0", "2.2.0", "[-2.1.0-] [+2.2.0+]"),
        ("own changes", "own changes or configuration", "own changes [+or configuration+]"),
        ("a failure, b", "a failure", "a failure[-, b-]"),
        ("", "new", "[+new+]"),
        ("gone", "", "[-gone-]"),
        ("same", "same", "same"),
        ("a  b", "a b", "a b"),
        ("self-service portal", "portal for all", "[-self-service-] portal [+for all+]"),
        ("Mon-Fri 07:00-19:00", "Mon-Fri 08:00-18:00", "Mon-Fri [-07:00-19:00-] [+08:00-18:00+]"),
        ("07:00-19:00", "07:00-18:00", "[-07:00-19:00-] [+07:00-18:00+]"),
        ("08:00-17:00", "09:00-17:00", "[-08:00-17:00-] [+09:00-17:00+]"),
        ("08:00 – 17:00", "09:00 – 17:00", "[-08:00 – 17:00-] [+09:00 – 17:00+]"),
        ("8-17:30 Uhr", "8-18:30 Uhr", "[-8-17:30-] [+8-18:30+] Uhr"),
        ("ends: 2026-12-31", "ends: 2027-12-31", "ends: [-2026-12-31-] [+2027-12-31+]"),
        ("-5 °C", "-8 °C", "[--5 °C-] [+-8 °C+]"),
        ("1,000.50 EUR", "1,200.50 EUR", "[-1,000.50 EUR-] [+1,200.50 EUR+]"),
        ("1 000 EUR", "1 200 EUR", "[-1 000 EUR-] [+1 200 EUR+]"),
        ("4 hours", "4 days", "[-4 hours-] [+4 days+]"),
        ("1 h 30 min", "1 h 15 min", "[-1 h 30 min-] [+1 h 15 min+]"),
        (
            "3 working days later",
            "5 working days later",
            "[-3 working days-] [+5 working days+] later",
        ),
        ("EUR 500", "EUR 600", "[-EUR 500-] [+EUR 600+]"),
    ],
)
def test_words_are_marked_and_numbers_keep_their_units(
    before: str, after: str, expected: str
) -> None:
    assert shown(before, after) == expected


_TEXTS = st.text("ab1 .%\n", max_size=30)


@pytest.mark.parametrize(
    ("before", "after"),
    [("self-service portal", "portal for all"), ("a b c", "c b a"), ("b", "a b")],
)
def test_words_keep_their_distance_in_each_version(before: str, after: str) -> None:
    for text, other in ((before, RedlineState.NEW), (after, RedlineState.GONE)):
        pieces = redline(before, after)
        read = "".join(one.text for one in pieces if one.state is not other)
        assert read.split() == text.split()


@given(_TEXTS, _TEXTS)
def test_both_versions_can_be_read_from_it(before: str, after: str) -> None:
    for text, other in ((before, RedlineState.NEW), (after, RedlineState.GONE)):
        read = "".join(piece.text for piece in redline(before, after) if piece.state is not other)
        assert "".join(read.split()) == "".join(text.split())
