"""What of other hours, and of a length on end, may fall into hours of the week."""

from typing import Any

import pytest

from calculation.golden import golden
from sla_catalog.calculation.overlap import most_within, overlap
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.model.calendars import Hours
from sla_catalog.model.quantities import ElapsedTime


@pytest.mark.parametrize("case", golden("overlap"))
def test_what_hours_share(case: dict[str, Any]) -> None:
    one, other = (_calendar(case[name]) for name in ("work", "counted"))
    shared = ElapsedTime.parse(case["shared"]).seconds
    assert (overlap(one, other), overlap(other, one)) == (shared, shared)


@pytest.mark.parametrize("case", golden("within"))
def test_how_much_of_a_length_falls_into_hours(case: dict[str, Any]) -> None:
    length, most = (ElapsedTime.parse(case[name]).seconds for name in ("length", "most"))
    assert length is not None
    assert most_within(length, Hours.parse(case["hours"])) == most


def _calendar(case: dict[str, str]) -> WorkingCalendar:
    zone = case.get("zone", "")
    return WorkingCalendar(Hours.parse(case["hours"]), zone or "UTC", is_zone_stated=bool(zone))
