"""Printed amounts of downtime, each with the basis on which it is right."""

from __future__ import annotations

import pytest

from sla_catalog.calculation.printed import Fit, Precision, fit
from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.quantities import ElapsedTime, Percentage

MONTH, YEAR = "calendar month", "calendar year"
DAY = "Mon-Sun 06:30-20:30"


@pytest.mark.parametrize(
    ("printed", "target", "window", "hours", "expected"),
    [
        ("43.2 min", "99.9 %", MONTH, "24x7", Fit("30 days", False, Precision.EXACT)),
        ("44.64 min", "99.9 %", MONTH, "24x7", Fit("31 days", False, Precision.EXACT)),
        ("43.8 min", "99.9 %", MONTH, "24x7", Fit("730 h", False, Precision.EXACT)),
        ("43.83 min", "99.9 %", MONTH, "24x7", Fit("730.5 h", False, Precision.EXACT)),
        ("43 min", "99.9 %", MONTH, "24x7", Fit("30 days", False, Precision.ROUNDED)),
        ("21 min", "99.95 %", MONTH, "24x7", Fit("30 days", False, Precision.CUT)),
        ("8.76 h", "99.9 %", YEAR, "24x7", Fit("365 days", False, Precision.EXACT)),
        ("8.7 h", "99.9 %", YEAR, "24x7", Fit("365 days", False, Precision.CUT)),
        ("8.77 h", "99.9 %", YEAR, "24x7", Fit("365.25 days", False, Precision.ROUNDED)),
        ("25.2 min", "99.9 %", MONTH, DAY, Fit("30 days", True, Precision.EXACT)),
        ("43.2 min", "99.9 %", MONTH, DAY, Fit("30 days", False, Precision.EXACT)),
        ("99 min", "99.9 %", MONTH, DAY, None),
        ("24 h", "99.9 %", "per request", "24x7", None),
    ],
)
def test_on_which_basis_an_amount_is_right(
    printed: str, target: str, window: str, hours: str, expected: Fit | None
) -> None:
    found = fit(
        ElapsedTime.parse(printed),
        Percentage.parse(target),
        Window.parse(window),
        Hours.parse(hours),
    )
    assert found == expected
