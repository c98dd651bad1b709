from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.calculation.worktime import (
    WorkingCalendar,
    deadline,
    finish,
    minutes_between,
    worst_wall_clock,
)
from sla_catalog.model.calendars import DaySpan, Hours
from sla_catalog.model.quantities import WorkingTime, WorkingUnit
from sla_catalog.model.targets import Deadline

from .golden import golden

MINUTE = timedelta(minutes=1)
GRID = 30
MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]


@pytest.mark.parametrize("case", golden("finish"), ids=lambda case: case["name"])
def test_working_time_finishes(case: dict[str, Any]) -> None:
    calendar = _calendar(case["calendar"])
    found = finish(_start(case, calendar), WorkingTime.parse(case["amount"]), calendar)
    assert found.isoformat(timespec="minutes") == case["finish"]


@pytest.mark.parametrize("case", golden("deadlines"), ids=lambda case: case["name"])
def test_a_deadline_falls_due(case: dict[str, Any]) -> None:
    calendar = _calendar(case["calendar"])
    found = deadline(_start(case, calendar), Deadline.parse(case["due"]), calendar)
    assert found.isoformat(timespec="minutes") == case["deadline"]


@pytest.mark.parametrize("case", golden("worst"), ids=lambda case: " ".join(case.values()))
def test_working_time_takes_at_worst(case: dict[str, Any]) -> None:
    calendar = WorkingCalendar(Hours.parse(case["hours"]), "Europe/Berlin")
    found = worst_wall_clock(WorkingTime.parse(case["amount"]), calendar)
    assert found == Fraction(case["worst"]) * 3600


@pytest.mark.parametrize("case", golden("minutes"), ids=lambda case: case["says"])
def test_hours_have_minutes(case: dict[str, Any]) -> None:
    first, until = date.fromisoformat(case["first"]), date.fromisoformat(case["until"])
    assert minutes_between(first, until, _calendar(case["calendar"])) == int(case["minutes"])


SPANS = st.builds(
    lambda first, days, start, length: DaySpan(
        first, (first + days) % 7, start * GRID, (start + length) * GRID % 1440
    ),
    first=st.integers(0, 6),
    days=st.integers(0, 5),
    start=st.integers(0, 47),
    length=st.integers(1, 48),
)
HOURS = st.lists(SPANS, min_size=1, max_size=3).map(lambda spans: Hours(spans=tuple(spans)))


@given(
    HOURS,
    st.integers(0, 7 * 1440 - 1),
    st.integers(1, 3000),
    st.sampled_from(ZONES),
    st.sampled_from([date(2026, 1, 5), date(2026, 3, 6), date(2026, 3, 27), date(2026, 4, 2)]),
)
@settings(max_examples=60, deadline=None)
def test_hours_run_minute_by_minute(
    hours: Hours, start: int, amount: int, timezone: str, day: date
) -> None:
    zone = ZoneInfo(timezone)
    begin = datetime.combine(day, datetime.min.time(), UTC) + start * MINUTE
    calendar = WorkingCalendar(hours, timezone)
    covered = hours.minutes()
    now, left = begin, amount
    while left:
        local = now.astimezone(zone)
        left -= local.weekday() * 1440 + local.hour * 60 + local.minute in covered
        now += MINUTE
    working_time = WorkingTime(Decimal(amount), WorkingUnit.MINUTE)
    assert finish(begin, working_time, calendar).astimezone(UTC) == now


@given(
    HOURS.filter(lambda hours: all(span.start % 60 == span.end % 60 == 0 for span in hours.spans)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(0, 14),
)
@settings(max_examples=40, deadline=None)
def test_minutes_are_those_that_clocks_show(
    hours: Hours, timezone: str, first: date, days: int
) -> None:
    zone, covered = ZoneInfo(timezone), hours.minutes()
    until = first + timedelta(days=days)
    now, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, until))
    shown = 0
    while now < end:
        local = now.astimezone(zone)
        shown += local.weekday() * 1440 + local.hour * 60 + local.minute in covered
        now += MINUTE
    assert minutes_between(first, until, WorkingCalendar(hours, timezone)) == shown


@given(HOURS, st.integers(1, 400), st.sampled_from(list(WorkingUnit)))
@settings(max_examples=25, deadline=None)
def test_no_start_takes_longer_than_the_worst(hours: Hours, number: int, unit: WorkingUnit) -> None:
    amount = WorkingTime(Decimal(number if unit is WorkingUnit.MINUTE else number % 60), unit)
    calendar = WorkingCalendar(hours, "UTC")
    starts = [MONDAY + minute * MINUTE for minute in range(0, 7 * 1440, GRID)]
    longest = max(finish(start, amount, calendar) - start for start in starts)
    assert worst_wall_clock(amount, calendar) == longest // timedelta(seconds=1)


@given(HOURS, st.integers(0, 7 * 1440 - 1), st.sampled_from(ZONES))
@settings(max_examples=40, deadline=None)
def test_more_business_days_never_end_earlier(hours: Hours, start: int, timezone: str) -> None:
    begin = MONDAY + start * MINUTE
    calendar = WorkingCalendar(hours, timezone)
    days = (WorkingTime(Decimal(number), WorkingUnit.DAY) for number in range(9))
    ends = [finish(begin, amount, calendar).astimezone(UTC) for amount in days]
    assert begin == ends[0] < ends[1]
    assert ends == sorted(ends)


def test_a_start_without_time_zone_is_refused() -> None:
    calendar = WorkingCalendar(Hours(around_the_clock=True), "UTC")
    with pytest.raises(ValueError, match="time zone"):
        finish(datetime(2026, 1, 1), WorkingTime.parse("1 business hour"), calendar)


@pytest.mark.parametrize("amount", ["1 business hour", "1 business day"])
def test_hours_that_only_name_a_calendar_are_refused(amount: str) -> None:
    calendar = WorkingCalendar(Hours.parse("office"), "UTC")
    with pytest.raises(ValueError, match="office"):
        finish(MONDAY, WorkingTime.parse(amount), calendar)
    with pytest.raises(ValueError, match="office"):
        worst_wall_clock(WorkingTime.parse(amount), calendar)


def _calendar(case: dict[str, Any]) -> WorkingCalendar:
    holidays = frozenset(date.fromisoformat(day) for day in case["holidays"])
    written = case["hours"]
    parts = [Hours.parse(part) for part in written.split(", ")]  # together they may overlap
    spans = tuple(span for part in parts for span in part.spans)
    hours = Hours(spans=spans) if spans else parts[0]
    return WorkingCalendar(hours, case["timezone"], holidays)


def _start(case: dict[str, Any], calendar: WorkingCalendar) -> datetime:
    return datetime.fromisoformat(case["start"]).replace(tzinfo=ZoneInfo(calendar.timezone))
