"""Times in different clocks: which lasts longer, from whatever moment both begin."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from sla_catalog.calculation.length_bounds import Length
from sla_catalog.calculation.localtime import in_seconds
from sla_catalog.calculation.outlasting import (
    Timed,
    TimeGap,
    always_outlasts,
    gap_between,
    outlasting,
)
from sla_catalog.calculation.worktime import WorkingCalendar, deadline, finish, worst_wall_clock
from sla_catalog.model.calendars import Hours
from sla_catalog.model.quantities import ElapsedTime, MalformedError, WorkingTime
from sla_catalog.model.targets import Deadline

_HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 25)})
_BERLIN = WorkingCalendar(Hours.parse("Mon-Fri 09:00-17:00"), "Europe/Berlin", _HOLIDAYS)
_CASES = [
    ("4 business hours", "4 business days", "Mon-Fri 09:00-17:00", 1),
    ("4 business days", "30 business hours", "Mon-Fri 09:00-17:00", -1),
    ("1 business day", "8 business hours", "Mon-Fri 09:00-17:00", -1),
    ("1 business day", "9 business hours", "Mon-Fri 09:00-17:00", None),
    ("1 business day", "16 business hours", "Mon-Fri 09:00-17:00", 1),
    ("4 h", "4 business hours", "Mon-Fri 09:00-17:00", 1),
    ("68 h", "4 business hours", "Mon-Fri 09:00-17:00", -1),
    ("67 h", "4 business hours", "Mon-Fri 09:00-17:00", None),
    ("1 business day", "30 days", "Mon-Fri 09:00-17:00", 1),
    ("1 business day", "by end of next business day", "Mon-Fri 09:00-17:00", 0),
    ("by end of business day", "1 business day", "Mon-Fri 09:00-17:00", 1),
    ("by 15:00 business day", "by end of next business day", "Mon-Fri 09:00-17:00", 1),
    ("by 15:00 business day", "2 business hours", "Mon-Fri 09:00-17:00", None),
    ("60 business minutes", "1 business hour", "Mon-Fri 09:00-17:00", 0),
    ("1 business day", "1 business hour", "Mon 09:00-09:30", 1),
    ("24 h", "24 business hours", "24x7", 0),
    ("1 business day", "48 h", "24x7", 1),
    ("1 business day", "36 h", "Sat 22:00-02:00, Mon-Fri 09:00-17:00", None),
    ("30 days", "30 business days", "Mon-Fri 09:00-17:00", 1),
    # of hours that nobody states
    ("4 h", "4 business hours", "", 1),
    ("6 h", "4 business hours", "", None),
    ("4 business hours", "4 business days", "", 1),
    ("8 business hours", "4 business days", "", None),
    ("100 business hours", "3 business days", "", -1),
    ("3 days", "4 business days", "", 1),
    ("4 days", "4 business days", "", None),
    ("by end of business day", "4 business days", "", None),
    # of months, which differ
    ("1 month", "30 days", "", None),
    ("1 month", "31 days", "", 1),
    ("2 months", "59 days", "", -1),
    ("12 months", "366 days", "", 1),
    ("3 months", "2 months", "", -1),
    # of more years than there are dates for
    ("9000 years", "4 business days", "", None),
    ("4800 months", "146096 days", "", -1),
    ("4800 months", "146098 days", "", 1),
    ("100000 months", "3043685 days", "", -1),
    ("100000 months", "3043686 days", "", None),
    ("100000 months", "3043689 days", "", 1),
    ("1000000000000 months", "999999999999 months", "", -1),
]


def _length(text: str) -> Length:
    for kind in (Deadline, WorkingTime):
        try:
            return kind.parse(text)
        except MalformedError:
            continue
    return ElapsedTime.parse(text)


def _times(one: str, other: str, calendar: WorkingCalendar | None) -> tuple[Timed, Timed]:
    return Timed(_length(one), calendar), Timed(_length(other), calendar)


@pytest.mark.parametrize(("one", "other", "hours", "sign"), _CASES)
def test_which_of_two_times_lasts_longer(
    one: str, other: str, hours: str, sign: int | None
) -> None:
    calendar = WorkingCalendar(Hours.parse(hours), "UTC") if hours else None
    times = _times(one, other, calendar)
    assert outlasting(*times) == sign
    assert outlasting(*times[::-1]) == (None if sign is None else -sign)


@pytest.mark.parametrize("calendar", [_BERLIN, WorkingCalendar(_BERLIN.hours, "UTC")])
def test_what_is_told_by_the_first_week_is_what_all_days_tell(calendar: WorkingCalendar) -> None:
    lengths = {written for one, other, _, _ in _CASES for written in (one, other)}
    times = [Timed(_length(written), calendar) for written in sorted(lengths)]
    for one in times:
        for other in times:
            gap = gap_between(other, one)
            is_longer = outlasting(other, one) == 1 if gap is None else gap.sign == 1
            assert always_outlasts(one, other) == is_longer, (one.length, other.length)


def test_holidays_and_changes_of_the_clocks_count() -> None:
    assert gap_between(*_times("116 h", "4 business hours", _BERLIN)) == TimeGap(
        Fraction(-112 * 3600), Fraction(0)
    )
    assert outlasting(*_times("115 h", "4 business hours", _BERLIN)) is None


@pytest.mark.parametrize(
    ("far", "most"), [(date(9999, 12, 31), -48), (date(1, 1, 1), -48), (date(2206, 5, 5), -24)]
)
def test_a_holiday_far_from_today_is_run_through_or_left_out(far: date, most: int) -> None:
    calendar = WorkingCalendar(_BERLIN.hours, _BERLIN.timezone, frozenset({far}))
    times = _times("116 h", "4 business hours", calendar)
    assert gap_between(*times) == TimeGap(Fraction(-112 * 3600), Fraction(most * 3600))
    assert worst_wall_clock(WorkingTime.parse("4 business hours"), calendar) == (116 + most) * 3600


def _ends(length: Length, at: datetime, calendar: WorkingCalendar) -> datetime:
    if isinstance(length, Deadline):
        return deadline(at, length, calendar).astimezone(UTC)
    if isinstance(length, WorkingTime):
        return finish(at, length, calendar).astimezone(UTC)
    return at + timedelta(seconds=float(length.seconds or 0))


@pytest.mark.parametrize("hours", ["Mon-Fri 09:00-17:00", "Mon-Fri 22:00-02:00, Sun 10:00-11:30"])
@pytest.mark.parametrize("holidays", [_HOLIDAYS, frozenset[date]()])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4 business hours", "2 business days"),
        ("by 15:00 next business day", "5 business hours"),
        ("30 h", "by end of business day"),
        ("90 business minutes", "1 business day"),
    ],
)
def test_the_gap_is_that_of_the_worst_moments(
    one: str, other: str, hours: str, holidays: frozenset[date]
) -> None:
    calendar = WorkingCalendar(Hours.parse(hours), "Europe/Berlin" if holidays else "UTC", holidays)
    times = _times(one, other, calendar)
    found = gap_between(*times)
    assert found is not None
    first = datetime(2026, 4, 1, tzinfo=UTC) if holidays else datetime(2024, 1, 1, tzinfo=UTC)
    starts = [
        first + timedelta(minutes=30 * place, seconds=second)
        for place in range(7 * 48)
        for second in (0, 1, -1)
    ]
    gaps = [
        in_seconds(_ends(times[1].length, at, calendar) - _ends(times[0].length, at, calendar))
        for at in starts
    ]
    assert found.least <= min(gaps)
    assert found.most >= max(gaps)
    if not holidays:
        assert min(gaps) - found.least <= 1
        assert found.most - max(gaps) <= 1
