"""Run clocks that run only while a calendar has hours: when they end, and how long they run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, count
from math import ceil, floor

from sla_catalog.calculation.localtime import in_seconds, moment
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import MINUTES_A_DAY, Hours
from sla_catalog.model.quantities import WorkingTime, WorkingUnit
from sla_catalog.model.targets import Deadline
from sla_catalog.model.timezones import zone as zone_of

_WEEK = Fraction(7 * 86400)
_A_MONDAY = date(2024, 1, 1)
_MOST_YEARS = 10
_YEARS = range(10, 9990)  # beyond them a time that is run through leaves the dates that there are
_WEEKS_LOOKED_AT = 40
_WEEKS_OF_HOLIDAYS = 30
_UNIT_SECONDS = {WorkingUnit.MINUTE: 60, WorkingUnit.HOUR: 3600}


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The hours that count, by the clocks of a place, and the days on which none count.

    `hours` are written out or around the clock; `timezone` is a name of the IANA database. Hours
    that run past midnight belong to the day on which they start, and fall away if that is a
    holiday. Where the zone is not stated, another one stands in for it.
    """

    hours: Hours
    timezone: str
    holidays: frozenset[date] = frozenset()
    is_zone_stated: bool = True

    @property
    def is_around_the_clock(self) -> bool:
        """Tell whether all minutes of all days count."""
        return self.hours.around_the_clock and not self.holidays


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours on end that belong to `day`; both moments are in UTC."""

    day: date
    opens: datetime
    closes: datetime


def finish(start: datetime, amount: WorkingTime, calendar: WorkingCalendar) -> datetime:
    """Return when a working time that starts at a moment is over, by the calendar's clock.

    Business hours and minutes run only within hours. Business days end at the close of the n-th
    business day after that of the start, a part of a day counting as a whole; a start within
    hours belongs to the day of those hours. A length of 0 is over at the start. Convert results
    to UTC before subtracting them: Python subtracts local times by what the clock shows. Raises
    ValueError for a start without a time zone and for hours that only name a calendar.
    """
    at = _in_utc(start)
    zone = zone_of(calendar.timezone)
    if amount.number <= 0:
        return at.astimezone(zone)
    if amount.unit is WorkingUnit.DAY:
        return _after_days(at, ceil(amount.number), calendar).astimezone(zone)
    return _after_seconds(at, _seconds(amount), calendar).astimezone(zone)


def deadline(start: datetime, due: Deadline, calendar: WorkingCalendar) -> datetime:
    """Return the moment by which a deadline falls due, by the calendar's clock.

    That is the first moment after the start that fits: ‘by 15:00 business day’ said at 16:00 is
    15:00 of the next business day. The end of a business day is its last close, that of a
    calendar day its midnight. Errors as `finish`.
    """
    at = _in_utc(start)
    zone = zone_of(calendar.timezone)
    first = _day_of(at, calendar) if due.business else at.astimezone(zone).date()
    days = (first + timedelta(days=ahead) for ahead in count(1 if due.next_day else 0))
    moments = (_moment_on(day, due, calendar) for day in days)
    return next(one for one in moments if one is not None and one > at).astimezone(zone)


@lru_cache(4096)
def worst_wall_clock(amount: WorkingTime, calendar: WorkingCalendar) -> Fraction:
    """Return the most seconds that a working time can take on the wall clock.

    With holidays: over all starts from which it runs in a year that has some, so that New Year
    counts in full; at most the `_MOST_YEARS` latest, with the changes of the clocks. Without: over
    all starts within a week, without such changes.
    Inside hours a later start never shortens the wait and outside it always does, so that the
    worst start is a close; for business days it is the first moment of a day. Raises ValueError
    for hours that only name a calendar.
    """
    if amount.number <= 0:
        return Fraction(0)
    years = years_with(calendar.holidays)
    if years and not calendar.hours.around_the_clock:
        return max(_worst_in(year, amount, calendar) for year in years)
    weeks, ends = _ends_in_a_week(amount, calendar)
    return weeks * _WEEK + max(in_seconds(end - at) for at, end in ends)


def worst_moment(
    amount: WorkingTime, calendar: WorkingCalendar
) -> tuple[datetime, datetime] | None:
    """Return when a working time takes longest in a week without holidays, and when it is over.

    None where it takes more than a week, or none at all. Raises ValueError for hours that only name
    a calendar.
    """
    if amount.number <= 0 or calendar.hours.around_the_clock:
        return None
    weeks, ends = _ends_in_a_week(amount, calendar)
    start, end = max(ends, key=lambda pair: pair[1] - pair[0])
    return None if weeks or end - start >= timedelta(7) else (start, end)


def _ends_in_a_week(
    amount: WorkingTime, calendar: WorkingCalendar
) -> tuple[int, list[tuple[datetime, datetime]]]:
    """Return the whole weeks of a working time, and when the rest is over from each close on."""
    week = WorkingCalendar(calendar.hours, "UTC")
    shifts = [shift for day in range(7) for shift in shifts_on(_A_MONDAY + timedelta(day), week)]
    if amount.unit is WorkingUnit.DAY:
        weeks, days = _split(ceil(amount.number), len({shift.day for shift in shifts}))
        return weeks, [(at, _after_days(at, ceil(days), week)) for at in _candidates(shifts)]
    weeks, seconds = _split(_seconds(amount), len(calendar.hours.minutes()) * 60)
    return weeks, [(at, _after_seconds(at, seconds, week)) for at in _candidates(shifts)]


def years_with(holidays: Iterable[date]) -> list[int]:
    """Return the latest years that have some of the holidays and can be run through."""
    return sorted({day.year for day in holidays if day.year in _YEARS})[-_MOST_YEARS:]


def _worst_in(year: int, amount: WorkingTime, calendar: WorkingCalendar) -> Fraction:
    """Return the longest wait that runs in a year; long amounts are split at whole weeks.

    What is far beyond it has no holidays listed, and every week of it is alike.
    """
    unit_is_day = amount.unit is WorkingUnit.DAY
    of_a_week = (
        sum(map(bool, _week(calendar.hours))) if unit_is_day else len(calendar.hours.minutes()) * 60
    )
    whole = Fraction(ceil(amount.number)) if unit_is_day else _seconds(amount)
    weeks = max(0, floor(whole / of_a_week) - _WEEKS_LOOKED_AT)
    rest = whole - weeks * of_a_week
    zone = zone_of(calendar.timezone)
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    needed = 7 * (ceil(rest / of_a_week) + 1)
    before, beyond = -needed, (after - first).days + needed + 7 * _WEEKS_OF_HOLIDAYS
    days = [first + timedelta(days=ahead) for ahead in range(before, beyond)]
    by_day = [(day, shifts_on(day, calendar)) for day in days]
    if unit_is_day:
        waits = _waits_in_days(by_day, int(rest), zone)
    else:
        waits = _waits_in_seconds(_apart(by_day), rest)
    begin, end = moment(first, 0, zone), moment(after, 0, zone)
    in_year = (done - start for start, done in waits if start < end and done > begin)
    return weeks * _WEEK + max(map(in_seconds, in_year), default=Fraction(0))


def _apart(by_day: Iterable[tuple[date, list[Shift]]]) -> list[tuple[datetime, datetime]]:
    """Return the hours of shifts as stretches that do not overlap or touch, in order."""
    found: list[tuple[datetime, datetime]] = []
    for opens, closes in sorted((s.opens, s.closes) for _, shifts in by_day for s in shifts):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return found


def _waits_in_seconds(
    stretches: Sequence[tuple[datetime, datetime]], seconds: Fraction
) -> Iterator[tuple[datetime, datetime]]:
    """Yield each close, and when a time that starts then is over."""
    lengths = (in_seconds(closes - opens) for opens, closes in stretches)
    worked = list(accumulate(lengths, initial=Fraction(0)))
    for place, (_, closes) in enumerate(stretches):
        due = worked[place + 1] + seconds
        last = bisect_left(worked, due, place + 1)
        if last < len(worked):
            opens = stretches[last - 1][0]
            left = due - worked[last - 1]
            yield closes, opens + timedelta(microseconds=ceil(left * 1_000_000))


def _waits_in_days(
    by_day: Sequence[tuple[date, list[Shift]]], amount: int, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the first moment of each day, and when days that are counted from it are over."""
    closes = [max(s.closes for s in shifts) for _, shifts in by_day if shifts]
    business = [day for day, shifts in by_day if shifts]
    before: list[Shift] = []
    for day, shifts in by_day:
        start = max([moment(day, 0, zone), *(s.closes for s in before)])
        before = shifts
        due = bisect_right(business, day) + amount - 1
        if due < len(closes):
            yield start, max(closes[due], closes[due - 1]) if due else closes[due]


def minutes_between(first: date, until: date, calendar: WorkingCalendar) -> Fraction:
    """Return the minutes of a calendar's hours from the start of one day to that of another.

    An hour that the clocks show twice counts twice, one that they skip does not count. Raises
    ValueError for hours that only name a calendar.
    """
    zone = zone_of(calendar.timezone)
    reached, end = moment(first, 0, zone), moment(until, 0, zone)
    seconds = Fraction(0)
    days = (first + timedelta(days=ahead) for ahead in range(-1, (until - first).days))
    for shift in (shift for day in days for shift in shifts_on(day, calendar)):
        begin, close = max(shift.opens, reached), min(shift.closes, end)
        if begin < close:
            seconds += in_seconds(close - begin)
            reached = close
    return seconds / 60


def _candidates(shifts: list[Shift]) -> list[datetime]:
    midnights = {moment(_A_MONDAY, day * MINUTES_A_DAY, zone_of("UTC")) for day in range(7)}
    edges = {edge for shift in shifts for edge in (shift.opens, shift.closes)}
    return sorted(midnights | edges)


def _split(amount: Fraction | int, of_a_week: int) -> tuple[int, Fraction]:
    """Take off whole weeks, and leave more than nothing and at most a week."""
    weeks = ceil(Fraction(amount) / of_a_week) - 1
    return weeks, Fraction(amount) - weeks * of_a_week


def _seconds(amount: WorkingTime) -> Fraction:
    return Fraction(amount.number) * _UNIT_SECONDS[amount.unit]


def _in_utc(start: datetime) -> datetime:
    if start.tzinfo is None:
        raise ValueError(f"the start {start} has no time zone")
    return start.astimezone(UTC)


def _after_seconds(start: datetime, seconds: Fraction, calendar: WorkingCalendar) -> datetime:
    left = timedelta(microseconds=ceil(seconds * 1_000_000))
    reached = start
    shifts = _shifts_from(start, calendar)
    while True:
        shift = next(shifts)
        begin = max(shift.opens, reached)
        if begin >= shift.closes:
            continue
        if begin + left <= shift.closes:
            return begin + left
        left -= shift.closes - begin
        reached = shift.closes


def _after_days(start: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    day = _day_of(start, calendar)
    while days:
        day += timedelta(days=1)
        if shifts_on(day, calendar):
            days -= 1
    return _close_of(day, calendar)


def _day_of(start: datetime, calendar: WorkingCalendar) -> date:
    """Return the day to which a moment belongs: that of the running shift, else the clock's."""
    today = start.astimezone(zone_of(calendar.timezone)).date()
    shifts = _shifts_until(today, calendar)
    running = (shift.day for shift in shifts if shift.opens <= start < shift.closes)
    return max(running, default=today)


def _close_of(day: date, calendar: WorkingCalendar) -> datetime:
    """Return the close of a business day, which is not before that of the day before."""
    return max(shift.closes for shift in _shifts_until(day, calendar))


def _shifts_until(day: date, calendar: WorkingCalendar) -> list[Shift]:
    """Return the shifts of a day after those of the day before, which may run past midnight."""
    return [*shifts_on(day - timedelta(days=1), calendar), *shifts_on(day, calendar)]


def _moment_on(day: date, due: Deadline, calendar: WorkingCalendar) -> datetime | None:
    if due.business and not shifts_on(day, calendar):
        return None
    if due.business and due.time is None:
        return _close_of(day, calendar)
    hours, _, minutes = (due.time or "24:00").partition(":")
    return moment(day, int(hours) * 60 + int(minutes), zone_of(calendar.timezone))


def _shifts_from(start: datetime, calendar: WorkingCalendar) -> Iterator[Shift]:
    """Yield the shifts from the day before a moment on: that one may run past midnight."""
    first = start.astimezone(zone_of(calendar.timezone)).date() - timedelta(days=1)
    for days in count():
        yield from shifts_on(first + timedelta(days=days), calendar)


def shifts_on(day: date, calendar: WorkingCalendar) -> list[Shift]:
    """Return the shifts of a day in order, without those that its clocks skip."""
    if day in calendar.holidays:
        return []
    zone = zone_of(calendar.timezone)
    shifts = (
        Shift(day, moment(day, start, zone), moment(day, end, zone))
        for start, end in _week(calendar.hours)[day.weekday()]
    )
    return [shift for shift in shifts if shift.opens < shift.closes]


@lru_cache
def _week(hours: Hours) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the start and the end of each span, in minutes, by the weekday of its start."""
    if hours.around_the_clock:
        return (((0, MINUTES_A_DAY),),) * 7
    if not hours.spans:
        raise ValueError(f"the hours ‘{hours}’ only name a calendar")
    week: list[set[tuple[int, int]]] = [set() for _ in range(7)]
    for span in hours.spans:
        length = (span.end - span.start) % MINUTES_A_DAY or MINUTES_A_DAY
        for day in range((span.last - span.first) % 7 + 1):
            week[(span.first + day) % 7].add((span.start, span.start + length))
    return tuple(tuple(sorted(spans)) for spans in week)
