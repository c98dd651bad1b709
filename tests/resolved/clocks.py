"""How long working time takes on the wall clock: every start is tried, step by step."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from math import ceil, gcd
from zoneinfo import ZoneInfo

from sla_catalog.model.calendars import Hours
from sla_catalog.model.quantities import WorkingTime

from .windows import open_steps, weekdays_of

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
UNITS = {"business minutes": 1, "business hours": 60}
A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class OpenHours:
    """Hours of the week by the clock of a place, and the days on which they fall away."""

    week: Hours
    zone: str
    holidays: frozenset[date]


@dataclass(frozen=True)
class Step:
    """A piece of time of a few minutes; `day` is the day to whose hours it belongs, if open."""

    begins: datetime
    local_day: date
    day: date | None


@cache
def longest_wait(amount: WorkingTime, hours: OpenHours) -> Fraction:
    """Return the most seconds from a start until a working time is over.

    Where holidays are listed, every start counts whose clock still runs in a year that has some, so
    that a wait over New Year counts in full. Otherwise every start does, by a clock that never
    changes: every week is alike then.
    """
    if amount.number <= 0:
        return Fraction(0)
    if hours.holidays:
        years = sorted({day.year for day in hours.holidays})
        periods = [(date(year, 1, 1), date(year + 1, 1, 1)) for year in years]
    else:
        hours = OpenHours(hours.week, "UTC", frozenset())
        periods = [(A_MONDAY, A_MONDAY + A_WEEK)]
    found = [wait for period in periods for wait in _waits(amount, hours, *period)]
    return Fraction(max(found) // timedelta(seconds=1))


def _waits(amount: WorkingTime, hours: OpenHours, first: date, after: date) -> Iterator[timedelta]:
    """Yield how long each start has to wait whose clock runs between two days."""
    in_days = str(amount.unit) == "business days"
    minutes = _step(amount, hours.week)
    margin = (_weeks(amount, hours.week) + 3) * A_WEEK
    steps = _steps(hours, first - margin, after + margin, minutes)
    count = ceil(amount.number) if in_days else int(_minutes(amount)) // minutes
    ends = _ends_in_days if in_days else _ends_in_minutes
    midnight, last_midnight = (_midnight(day, hours.zone) for day in (first, after))
    for begins, end in ends(steps, count, timedelta(minutes=minutes)):
        if begins < last_midnight and end > midnight:
            yield end - begins


def _ends_in_minutes(
    steps: list[Step], count: int, length: timedelta
) -> Iterator[tuple[datetime, datetime]]:
    """Yield each start, and the end of as many open steps as it takes from there."""
    opened = [place for place, step in enumerate(steps) if step.day]
    for place, step in enumerate(steps):
        last = bisect_left(opened, place) + count - 1
        if last < len(opened):
            yield step.begins, steps[opened[last]].begins + length


def _ends_in_days(
    steps: list[Step], count: int, length: timedelta
) -> Iterator[tuple[datetime, datetime]]:
    """Yield each start, and the close of the n-th business day after the day of the start."""
    closes: dict[date, datetime] = {}
    for step in steps:
        if step.day:
            closes[step.day] = step.begins + length
    days = sorted(closes)
    for step in steps:
        last = bisect_left(days, (step.day or step.local_day) + A_DAY) + count - 1
        if last < len(days):
            yield step.begins, closes[days[last]]


@cache
def _steps(hours: OpenHours, first: date, after: date, minutes: int) -> list[Step]:
    """Return the steps between two days, as the clock passes them."""
    zone = ZoneInfo(hours.zone)
    now = _midnight(first, "UTC")
    found = []
    while now < _midnight(after, "UTC"):
        local = now.astimezone(zone)
        found.append(Step(now, local.date(), _day_of(local, hours)))
        now += timedelta(minutes=minutes)
    return found


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _day_of(local: datetime, hours: OpenHours) -> date | None:
    """Return the day to whose hours a clock time belongs: hours past midnight to the day before."""
    minute = local.hour * 60 + local.minute
    today = local.date()
    for day, at in ((today, minute), (today - A_DAY, minute + 24 * 60)):
        for span in hours.week.spans:
            end = span.end if span.end > span.start else span.end + 24 * 60
            is_its_day = (day.weekday() - span.first) % 7 <= (span.last - span.first) % 7
            if is_its_day and span.start <= at < end and day not in hours.holidays:
                return day
    return None


def _step(amount: WorkingTime, week: Hours) -> int:
    """Return the minutes of which all edges and the amount are whole multiples, at most an hour."""
    edges = [edge for span in week.spans for edge in (span.start, span.end)]
    return gcd(60, *edges, int(_minutes(amount)))


def _minutes(amount: WorkingTime) -> Fraction:
    return Fraction(amount.number) * UNITS.get(str(amount.unit), 60)


def _weeks(amount: WorkingTime, week: Hours) -> int:
    """Return how many weeks without holidays a working time needs at the most."""
    if str(amount.unit) == "business days":
        days = {day for span in week.spans for day in weekdays_of(span.first, span.last)}
        return ceil(amount.number / len(days)) + 1
    return ceil(_minutes(amount) / len(open_steps(week, step=1))) + 1
