from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.calculation.downtime import (
    AROUND_THE_CLOCK,
    DAY,
    Budget,
    allowed,
    budget,
    lengths,
    yearly,
)
from sla_catalog.calculation.duration_format import compact_duration
from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.quantities import Percentage

from .golden import golden


@pytest.mark.parametrize("case", golden("allowed"), ids=lambda case: case["target"])
def test_a_target_allows_downtime(case: dict[str, Any]) -> None:
    found = {window: _budget(case["target"], window) for window in case["allows"]}
    assert {window: compact_duration(one.headline) for window, one in found.items()} == case[
        "allows"
    ]


@pytest.mark.parametrize("case", golden("lengths"), ids=lambda case: case["window"])
def test_a_window_has_lengths(case: dict[str, Any]) -> None:
    found = lengths(Window.parse(case["window"]))
    days = [found.shortest, found.headline, found.longest] if found else []
    assert days == [Fraction(day) * DAY for day in case["days"]]


@pytest.mark.parametrize("case", golden("budgets"), ids=lambda case: case["name"])
def test_a_budget_says_its_basis(case: dict[str, Any]) -> None:
    found = _budget(*case["given"])
    assert [compact_duration(x) for x in (found.headline, found.shortest, found.longest)] == case[
        "allows"
    ]
    days, hours, evenness = case["basis"]
    assert (found.basis.days, found.basis.hours) == (Fraction(days), Fraction(hours))
    assert found.basis.is_even == (evenness == "even")


@given(
    st.decimals(0, 100, places=3),
    st.sampled_from(["calendar month", "rolling 30 days", "calendar quarter", "fiscal year"]),
    st.sampled_from(["24x7", "Mon-Fri 08:00-18:00", "Fri-Mon 22:00-06:00", "Sun 01:00-02:30"]),
)
@settings(deadline=None)
def test_a_headline_is_the_share_of_its_basis(target: Decimal, window: str, hours: str) -> None:
    found = _budget(f"{target} %", window, hours)
    assert found.headline == allowed(Percentage(target), found.basis.seconds)
    assert found.shortest <= found.headline <= found.longest


def test_service_hours_shrink_what_a_month_allows() -> None:
    found = _budget("99.9 %", "calendar month", "Mon-Fri 08:00-18:00")
    assert found.basis.seconds == 12_600 * 60


def test_a_bad_day_on_either_side_keeps_30_days_and_breaks_a_month() -> None:
    one_day = _budget("99.9 %", "rolling 30 days").headline
    assert one_day == 43 * 60 + 12
    assert 2 * one_day > _budget("99.9 %", "calendar month").longest


def test_a_year_is_365_days() -> None:
    assert compact_duration(yearly(Percentage.parse("99.5 %")).headline) == "1d19h48m"
    hours = Hours.parse("Mon-Fri 08:00-18:00")
    assert yearly(Percentage.parse("99.9 %"), hours).basis.days == 261


@pytest.mark.parametrize("window", ["per request", "contract term"])
def test_a_window_without_length_has_no_budget(window: str) -> None:
    assert budget(Percentage.parse("99.9 %"), Window.parse(window)) is None


def test_a_target_above_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="more than the whole"):
        allowed(Percentage.parse("100.1 %"), DAY)


def test_hours_that_only_name_a_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="office"):
        _budget("99.9 %", "calendar month", "office")


def _budget(target: str, window: str, hours: str = str(AROUND_THE_CLOCK)) -> Budget:
    found = budget(Percentage.parse(target), Window.parse(window), Hours.parse(hours))
    assert found is not None
    return found
