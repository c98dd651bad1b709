"""What a change is said to do to the meaning of a figure, beside its old and its new value."""

from __future__ import annotations

import dataclasses

import pytest

from proposals import change
from sla_catalog.review.reported import CustomerEffect


@pytest.mark.parametrize(
    ("before", "after", "effect", "said"),
    [
        (
            "calendar month",
            "calendar year",
            "43 min 12 s, now 8 h 45 min",
            "same figure, less meant",
        ),
        ("99.9 % of tickets", "99.9 % of requests", "", "same figure, less meant"),
        ("", "Failures of 2 carriers.", "", "same figure, less meant"),
        ("counts", "does not count", "fewer minutes count", "same figure, less meant"),
        ("50 % of fee", "40 % of fee", "", ""),
        ("30 days", "10 days", "20 days less", ""),
        ("1 min", "5 min", "4 min more", ""),
        ("digits: 2", "digits: 1", "", ""),
        ("24x7", "Mon-Fri 08:00-18:00", "168 h → 50 h a week", ""),
        ("a", "b", "40 h → 45 h a week; without hours: 2027-01-01", ""),
        ("a", "b", "40 h → 40 h a week; lost Mon 11:00-12:00", "same figure, less meant"),
    ],
)
def test_the_same_figure_is_not_said_beside_two(
    before: str, after: str, effect: str, said: str
) -> None:
    told = change("x", CustomerEffect.WEAKER, before, after, effect=effect, masked=True)
    assert told.meant == said
    other = dataclasses.replace(told, has_new_figure=True)
    assert other.meant == "another figure, and less meant"
