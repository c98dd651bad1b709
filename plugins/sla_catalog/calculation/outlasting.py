"""Which of two times lasts longer from whatever moment it begins.

`4 business hours` and `4 business days` run by one calendar and can be ordered, though their units
differ: whenever both begin, one of them ends first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil, lcm

from sla_catalog.calculation.downtime import AROUND_THE_CLOCK
from sla_catalog.calculation.length_bounds import UNIT_SECONDS, Length, bounds
from sla_catalog.calculation.localtime import moment
from sla_catalog.calculation.worktime import WorkingCalendar, shifts_on, years_with
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import MINUTES_A_DAY, Hours
from sla_catalog.model.quantities import ElapsedTime, WorkingTime, WorkingUnit
from sla_catalog.model.targets import Deadline
from sla_catalog.model.timezones import zone as zone_of

_DAY = 86400
_A_MONDAY = date(2024, 1, 1)
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_UNKNOWN = WorkingCalendar(Hours(calendar="unknown"), "UTC")
_DAYS_BEFORE = 2
_A_WEEK = 7
_DAYS_OF_HOLIDAYS = 60
_MOST_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Timed:
    """A time with the hours in which it runs, None where nobody states them."""

    length: Length
    calendar: WorkingCalendar | None = None


@dataclass(frozen=True, slots=True)
class TimeGap:
    """By how many seconds one time outlasts another, at least and at most.

    It is less than 0 where it ends first.
    """

    least: Fraction
    most: Fraction

    @property
    def sign(self) -> int | None:
        """Return 1 where it never ends first, -1 where the other never does, 0 for alike ones."""
        if self.least >= 0:
            return 1 if self.most > 0 else 0
        return -1 if self.most <= 0 else None


def outlasting(one: Timed, other: Timed) -> int | None:
    """Return 1 where the other time never ends before the first, -1 where the first never does.

    0 where both always end together, None where it depends on when they begin, or on hours that
    nobody states.
    """
    sign = _by_bounds(one, other)
    gap = gap_between(one, other) if sign is None else None
    if sign is not None or gap is not None:
        return gap.sign if gap is not None else sign
    (least, most), (low, high) = bounds(one.length), bounds(other.length)
    if most is not None and low >= most:
        return 1
    if high is not None and least >= high:
        return -1
    return _without_hours(one.length, other.length)


def _by_bounds(one: Timed, other: Timed) -> int | None:
    """Return which of two times lasts longer by any calendar, as `outlasting` does."""
    (least, most), (low, high) = bounds(one.length), bounds(other.length)
    if most is not None and low > most:
        return 1
    return -1 if high is not None and least > high else None


def _without_hours(one: Length, other: Length) -> int | None:
    """Order working times of unknown hours, of which a day has one at least and 24 at most."""
    if not isinstance(one, WorkingTime) or not isinstance(other, WorkingTime):
        return None
    if one.unit is WorkingUnit.DAY or other.unit is not WorkingUnit.DAY:
        back = other.unit is not WorkingUnit.DAY and one.unit is WorkingUnit.DAY
        return -sign if back and (sign := _without_hours(other, one)) else None
    hours = bounds(one)[0] / 3600
    if hours <= ceil(other.number):
        return 1
    return -1 if hours >= 24 * (ceil(other.number) + 1) else None


def gap_of_months(one: Timed, other: Timed) -> TimeGap | None:
    """Return by how much the other time outlasts the first where a month is in one of them.

    That is by its number of days. None for times of a calendar.
    """
    (least, most), (low, high) = bounds(one.length), bounds(other.length)
    return TimeGap(low - most, high - least) if most is not None and high is not None else None


@lru_cache(256)
def gap_between(one: Timed, other: Timed) -> TimeGap | None:
    """Return by how much the other time outlasts the first, over all moments to begin.

    With holidays: over the years that have some. Without: over a week without changes of the
    clocks. None where hours are not stated, or a time is a number of months long.
    """
    walked = _walked(one, other)
    if walked is None:
        return None
    scale, differences = walked
    found = [*differences]
    return TimeGap(Fraction(min(found), scale), Fraction(max(found), scale)) if found else None


def always_outlasts(one: Timed, other: Timed) -> bool:
    """Tell whether the first time never ends before the other, and at times later.

    Most pairs that are asked about are not so in the first week, and are then looked at no longer.
    """
    sign = _by_bounds(other, one)
    walked = _walked(other, one, _A_WEEK) if sign is None else None
    if walked and min(walked[1], default=0) < 0:
        return False
    return (outlasting(other, one) if sign is None else sign) == 1


def _walked(
    one: Timed, other: Timed, most_days: int | None = None
) -> tuple[int, Iterator[int]] | None:
    """Return in which parts of a second, and by how many, the other time ends later than the first.

    For each range of days to begin that there is, or of each as many as are asked for.
    """
    known = [each.calendar for each in (one, other) if each.calendar is not None]
    zone = known[0].timezone if known else "UTC"
    calendars = [_calendar_of(each, zone) for each in (one, other)]
    lengths = [one.length, other.length]
    if not all(_is_exact(*each) for each in zip(lengths, calendars, strict=True)):
        return None
    days = max(_days_of(*each) for each in zip(lengths, calendars, strict=True))
    if days > _MOST_DAYS:
        return None
    scale = 3 * lcm(*(bounds(length)[0].denominator for length in lengths))

    def differences() -> Iterator[int]:
        for first, last, by in _ranges(calendars):
            until = last if most_days is None else first + timedelta(days=most_days)
            number = _months_over((until - first).days + days)
            courses = [
                _course(length, _days(calendar, first, number, scale))
                for length, calendar in zip(lengths, by, strict=True)
            ]
            begin, end = (_number(moment(day, 0, zone_of("UTC")), scale) for day in (first, until))
            yield from _differences(courses, _turns(courses, begin, end))

    return scale, differences()


def _calendar_of(timed: Timed, zone: str) -> WorkingCalendar:
    """Return the calendar by which a time runs: that of all days for what passes on all of them."""
    every = WorkingCalendar(AROUND_THE_CLOCK, zone)
    return (timed.calendar or _UNKNOWN) if is_of_business(timed.length) else every


def is_of_business(length: Length) -> bool:
    """Tell whether a time runs in business hours or on business days alone."""
    return isinstance(length, WorkingTime) or (isinstance(length, Deadline) and length.business)


def _is_exact(length: Length, calendar: WorkingCalendar) -> bool:
    if isinstance(length, ElapsedTime):
        return length.seconds is not None
    return calendar.hours.around_the_clock or bool(calendar.hours.spans)


def _days_of(length: Length, calendar: WorkingCalendar) -> int:
    """Return in how many days a time is over at any rate."""
    extra = 14 + (_DAYS_OF_HOLIDAYS if calendar.holidays else 0)
    match length:
        case ElapsedTime(seconds=Fraction() as seconds):
            return ceil(seconds / _DAY) + 1
        case WorkingTime(number=number, unit=unit):
            minutes = calendar.hours.minutes()
            days = len({minute // MINUTES_A_DAY for minute in minutes})
            a_week = days if unit is WorkingUnit.DAY else Fraction(len(minutes), 1) * 60
            amount = Fraction(number) * UNIT_SECONDS.get(unit, 1)
            return 7 * ceil(amount / a_week) + extra
        case _:
            return extra


def _ranges(
    calendars: Sequence[WorkingCalendar],
) -> Iterator[tuple[date, date, Sequence[WorkingCalendar]]]:
    """Yield the first days to begin and the first ones not to, with the calendars to go by."""
    years = years_with(day for one in calendars for day in one.holidays)
    for year in years:
        yield date(year, 1, 1), date(year + 1, 1, 1), calendars
    if years:
        return
    if len({one.timezone for one in calendars}) > 1:
        yield _A_MONDAY, _A_MONDAY.replace(year=_A_MONDAY.year + 1), calendars
        return
    week = [WorkingCalendar(one.hours, "UTC") for one in calendars]
    yield _A_MONDAY, _A_MONDAY + timedelta(days=7), week


def _number(at: datetime, scale: int) -> int:
    return (at - _EPOCH) // _SECOND * scale  # moments are whole seconds


@dataclass(frozen=True, slots=True)
class _Days:
    """Days on end with their midnights and hours, as numbers."""

    midnights: Sequence[int]
    hours: Sequence[Sequence[tuple[int, int]]]
    first: date
    zone: str
    scale: int

    @property
    def edges(self) -> Iterable[int]:
        """Return where days and hours begin and end."""
        return (*self.midnights, *(edge for day in self.hours for span in day for edge in span))

    def place_at(self, at: int) -> int:
        """Return the place of the day to which a moment belongs, as `worktime.finish` reckons."""
        today = bisect_right(self.midnights, at) - 1
        running = any(opens <= at < closes for opens, closes in self.hours[today])
        before = any(opens <= at < closes for opens, closes in self.hours[today - 1])
        return today - 1 if before and not running else today

    def close_of(self, place: int) -> int:
        """Return the close of a day, which is not before that of the day before."""
        return max(closes for day in self.hours[max(place - 1, 0) : place + 1] for _, closes in day)


@lru_cache(16)  # several times of an agreement run by one calendar
def _days(calendar: WorkingCalendar, first: date, number: int, scale: int) -> _Days:
    begin = first - timedelta(days=_DAYS_BEFORE)
    days = [begin + timedelta(days=ahead) for ahead in range(number + _DAYS_BEFORE)]
    zone = zone_of(calendar.timezone)
    return _Days(
        [_number(moment(day, 0, zone), scale) for day in days],
        [
            [(_number(s.opens, scale), _number(s.closes, scale)) for s in shifts_on(day, calendar)]
            for day in days
        ],
        begin,
        calendar.timezone,
        scale,
    )


def _months_over(days: int) -> int:
    """Return days in whole months of 30: longer than is needed, and then the same for many."""
    return 30 * ceil(days / 30)


@dataclass(frozen=True, slots=True)
class _Course:
    """When a time is over that begins at some moment; None where it is later than anybody looks.

    Between two `turns` the end moves with the beginning, or stays.
    """

    end: Callable[[int], int | None]
    turns: Sequence[int] = ()


def _course(length: Length, days: _Days) -> _Course:
    match length:
        case ElapsedTime(seconds=Fraction() as seconds):
            amount = int(seconds * days.scale)
            return _Course(lambda at: at + amount)
        case WorkingTime(unit=WorkingUnit.DAY, number=number):
            return _of_days(ceil(number), days)
        case WorkingTime(unit=unit, number=number):
            return _of_hours(int(Fraction(number) * UNIT_SECONDS[unit] * days.scale), days)
        case Deadline():
            return _of_deadline(length, days)
        case _:
            raise ValueError(f"{length} has no length in seconds")


def _of_days(number: int, days: _Days) -> _Course:
    business = [place for place, hours in enumerate(days.hours) if hours]

    def end(at: int) -> int | None:
        if not number:
            return at
        due = bisect_right(business, days.place_at(at)) + number - 1
        return days.close_of(business[due]) if due < len(business) else None

    return _Course(end, tuple(days.edges))


def _of_hours(amount: int, days: _Days) -> _Course:
    stretches: list[tuple[int, int]] = []
    for opens, closes in sorted(span for day in days.hours for span in day):
        if stretches and opens <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(closes, stretches[-1][1]))
        else:
            stretches.append((opens, closes))
    opening = [opens for opens, _ in stretches]
    worked = [*accumulate((closes - opens for opens, closes in stretches), initial=0)]

    def moment_of(work: int) -> int | None:
        """Return when so much was worked first."""
        place = max(bisect_left(worked, work), 1)
        return stretches[place - 1][0] + work - worked[place - 1] if place < len(worked) else None

    def end(at: int) -> int | None:
        if not amount:
            return at
        place = bisect_right(opening, at) - 1
        done = worked[place] + min(at, stretches[place][1]) - opening[place] if place >= 0 else 0
        return moment_of(done + amount)

    before = (moment_of(work - amount) for work in worked if work >= amount)
    return _Course(end, (*days.edges, *(at for at in before if at is not None)))


def _of_deadline(due: Deadline, days: _Days) -> _Course:
    hours, _, minutes = (due.time or "24:00").partition(":")
    zone = zone_of(days.zone)
    moments: list[int | None] = []
    for place, spans in enumerate(days.hours):
        if due.business and not spans:
            moments.append(None)
        elif due.business and due.time is None:
            moments.append(days.close_of(place))
        else:
            day = days.first + timedelta(days=place)
            at = moment(day, int(hours) * 60 + int(minutes), zone)
            moments.append(_number(at, days.scale))

    def end(at: int) -> int | None:
        place = days.place_at(at) if due.business else bisect_right(days.midnights, at) - 1
        later = moments[place + due.next_day :]
        return next((one for one in later if one is not None and one > at), None)

    return _Course(end, (*days.edges, *(one for one in moments if one is not None)))


def _turns(courses: Sequence[_Course], begin: int, end: int) -> list[int]:
    turns = {at for one in courses for at in one.turns if begin < at < end}
    return sorted({begin, *turns, end})


def _differences(courses: Sequence[_Course], turns: Sequence[int]) -> Iterator[int]:
    """Yield by how much later the second course ends, at each turn and on both sides of it."""

    def later_at(at: int) -> int | None:
        ends = [one.end(at) for one in courses]
        return None if ends[0] is None or ends[1] is None else ends[1] - ends[0]

    for one, other in pairwise(turns):
        third = (other - one) // 3
        at_once, inner, further = (later_at(one + part * third) for part in (0, 1, 2))
        if at_once is not None:
            yield at_once
        if inner is not None and further is not None:
            yield 2 * inner - further
            yield 2 * further - inner
