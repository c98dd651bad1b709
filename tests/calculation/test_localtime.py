from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sla_catalog.calculation.localtime import moment, seconds_between

from .golden import golden


@pytest.mark.parametrize("case", golden("elapsed"), ids=lambda case: case["first"])
def test_a_month_is_as_long_as_its_clocks_say(case: dict[str, Any]) -> None:
    first, until = date.fromisoformat(case["first"]), date.fromisoformat(case["until"])
    assert seconds_between(first, until, case["timezone"]) == Fraction(case["hours"]) * 3600


@pytest.mark.parametrize("case", golden("moments"), ids=lambda case: case["utc"])
def test_a_clock_time_is_a_moment(case: dict[str, Any]) -> None:
    found = moment(date.fromisoformat(case["day"]), int(case["minute"]), ZoneInfo("Europe/Berlin"))
    assert found == datetime.fromisoformat(case["utc"]).replace(tzinfo=UTC)
    assert found.tzinfo is UTC
