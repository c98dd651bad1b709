"""Hours that no other notation says whole: no part of them is offered."""

from __future__ import annotations

import pytest

from sla_catalog.model.notations.days import hours


@pytest.mark.parametrize(
    "text",
    [
        "24h/5",
        "24x5",
        "24/7/5",
        "24/7 except during maintenance",
        "24x7 except Sundays and during maintenance",
        "24x7 sauf dimanche",
        "24x7 best effort",
        "24/7 for P1 only",
        "24x7 every Sunday",
        "24 hours a week",
        "24 hours per year",
        "24 hours notice",
        "Mon-Fri 9-5 except Wednesdays and holidays",
        "Mo-Fr 9-9 Uhr",
        "12-12",
    ],
)
def test_nothing_is_offered_for_part_of_a_text(text: str) -> None:
    assert hours(text) == ""
