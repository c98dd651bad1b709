"""The steps of a worked example: a line for each form in which they give."""

from __future__ import annotations

import pytest
from worked import TIMED, blocks, example_in, printed

STEPS = (
    "base: fee\ntiers: [{{above: target, first: {first}, each: 1 h, part: counts, credit: {each}}}]"
)


@pytest.mark.parametrize(
    ("first", "each", "expected"),
    [
        (
            "10 %",
            "10 EUR",
            [
                "Share = 10 %",
                "Further steps = 20.00 EUR | 2 × 10 EUR",
                "Credit = 120.00 EUR | 10 % of 1000.00 EUR (fee) + 20 EUR",
                "Left to pay = 880.00 EUR",
            ],
        ),
        (
            "30 EUR",
            "5 %",
            [
                "First step = 30.00 EUR",
                "Further steps = 10 % | 2 × 5 %",
                "Credit = 130.00 EUR | 30 EUR + 10 % of 1000.00 EUR (fee)",
                "Left to pay = 870.00 EUR",
            ],
        ),
        (
            "10 %",
            "5 %",
            [
                "Share = 20 % | 10 % + 2 × 5 %",
                "Credit = 200.00 EUR | 20 % of 1000.00 EUR (fee)",
                "Left to pay = 800.00 EUR",
            ],
        ),
    ],
)
def test_a_first_step_in_another_form_has_a_line_of_its_own(
    first: str, each: str, expected: list[str]
) -> None:
    found = printed(example_in(blocks(STEPS.format(first=first, each=each), TIMED)))
    assert found[0] == "Uptime of 6 h 30 min, assumed fee of 1000.00 EUR"
    assert found[2] == "Steps begun = 3 | of 1 h each, above 4 h"
    assert [line.replace(" x ", " × ") for line in found[3:]] == expected
