"""Turn clock times of a place into moments, also on the days when its clocks change."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from functools import lru_cache

from sla_catalog.model.calendars import MINUTES_A_DAY
from sla_catalog.model.timezones import zone as zone_of


def moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which a clock shows a minute of a day; 1440 is its end.

    A clock time that comes twice means the first; one that is skipped means the moment at which
    the clock jumps over it, so that hours which do not exist have no length.
    """
    days, minutes = divmod(minute, MINUTES_A_DAY)
    clock = time(*divmod(minutes, 60))
    local = datetime.combine(day + timedelta(days=days), clock, zone)
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None):
        return found
    return _jump(local.replace(fold=1).astimezone(UTC), found, zone)


def _jump(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """Find the second between two moments at which the zone's clock changes."""
    changed = after.astimezone(zone).utcoffset()

    def has_changed(second: int) -> bool:
        there = before + timedelta(seconds=second)
        return there.astimezone(zone).utcoffset() == changed

    gap = (after - before) // timedelta(seconds=1)
    return before + timedelta(seconds=bisect_left(range(gap), True, key=has_changed))


def in_seconds(length: timedelta) -> Fraction:
    """Return a length in seconds, exactly."""
    return Fraction(length // timedelta(microseconds=1), 1_000_000)


def seconds_between(first: date, until: date, timezone: str) -> Fraction:
    """Return the seconds from the start of one day to the start of another, at a place.

    A month in which the clocks change is an hour longer or shorter than its days. `timezone` is a
    name of the IANA database; raises zoneinfo.ZoneInfoNotFoundError where there is none such.
    """
    zone = zone_of(timezone)
    return in_seconds(moment(until, 0, zone) - moment(first, 0, zone))


@lru_cache(256)
def minutes_ahead(one: str, other: str, first: date, days: int) -> frozenset[int]:
    """Return by how many minutes the clocks of one place are ahead of another's on some days.

    There are several where the clocks of both do not change together. Names and errors are those
    of `seconds_between`.
    """
    zones = zone_of(one), zone_of(other)
    found: set[int] = set()
    for day in range(days):
        noon = datetime.combine(first + timedelta(days=day), time(12), UTC)
        here, there = (noon.astimezone(zone).utcoffset() or timedelta() for zone in zones)
        found.add((here - there) // timedelta(minutes=1))
    return frozenset(found)
