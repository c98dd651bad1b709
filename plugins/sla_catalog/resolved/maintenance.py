"""How long work and outages may take of what a promise counts within one window."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from sla_catalog.calculation.downtime import DAY, lengths
from sla_catalog.calculation.overlap import most_within, overlap
from sla_catalog.calculation.spans import length_of, starts_in
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.model.calendars import MONTHS_OF, Recurrence, Window, WindowKind
from sla_catalog.model.exclusions import Maintenance
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.resolved.hours import UTC
from sla_catalog.resolved.promise_values import Promise


def time_taken(work: Maintenance, timezone: str | None, promise: Promise) -> Fraction | None:
    """Return how long work may take of what one window of a promise counts, in seconds.

    What recurs counts as often as it does in the shortest window, and up to what is agreed for it
    in this window or in a longer period. Where its hours are known, only what falls into the hours
    of the promise counts; `timezone` is where the clocks of the work are, None where nothing says
    it.
    """
    return time_taken_in(promise.window, work, timezone, promise)


def time_taken_in(
    window: Window | None, work: Maintenance, timezone: str | None, promise: Promise
) -> Fraction | None:
    """Return how long work may take in some window of the hours that a promise counts."""
    most = work.at_most.seconds if isinstance(work.at_most, ElapsedTime) else None
    piece = length_of_piece(work)
    if piece is None:
        return most * _periods_in(work.per, window) if most is not None else None
    counted = _counted(work, piece, timezone, promise)
    total = counted * _times(work, window)
    if most is None:
        return total
    if isinstance(work.duration, ElapsedTime):
        most = max(piece, most)  # of hours alone only a part may be taken
    if work.per is None or is_within(work.per, window):
        most *= _periods_in(work.per, window)
        is_bounded = counted != piece or _step_of(work) is not None
        return min(total, most) if is_bounded else most
    periods = _periods_met(work.per, window)
    return total if periods is None else min(total, most * periods)


def _counted(
    work: Maintenance, piece: Fraction, timezone: str | None, promise: Promise
) -> Fraction:
    """Return how much of a piece of work can fall into the hours that a promise counts."""
    recurs, measured = work.recurs, promise.measured
    hours = recurs.hours if isinstance(recurs, Recurrence) else None
    if measured is None or hours is None or not hours.spans:
        return piece
    if piece > length_of(hours):
        return piece  # it goes on beyond the hours that are said, into which ones nobody knows
    return min(
        piece,
        overlap(WorkingCalendar(hours, timezone or UTC, is_zone_stated=bool(timezone)), measured),
    )


def time_counted(seconds: Fraction, promise: Promise) -> Fraction:
    """Return how much of a time on end can fall into the hours of which a promise is a share."""
    return most_within(seconds, promise.measured.hours) if promise.measured else seconds


def _periods_in(per: Window | None, window: Window | None) -> int:
    """Return how many whole periods a window surely has, and 1 where it may have none."""
    period, whole = lengths(per) if per else None, lengths(window) if window else None
    if per is None or window is None or period is None or whole is None:
        return 1
    months = [MONTHS_OF.get(one.unit, 0) for one in (per, window)]
    if per.kind is window.kind and all(months):
        return max(1, months[1] // months[0])
    return max(1, floor(whole.shortest / period.longest))


def _periods_met(per: Window, window: Window | None) -> int | None:
    """Return of how many periods a shorter window may have a part; None where nobody can tell.

    A month is part of one quarter, and thirty days on end are part of two.
    """
    if per.kind is WindowKind.PER:
        return None
    if window is None or per.kind in {WindowKind.TERM, WindowKind.ROLLING}:
        return 1
    is_part = window.kind is per.kind and window.unit in MONTHS_OF
    return 1 if is_part or window == _CALENDAR_DAY else 2


_CALENDAR_DAY = Window(WindowKind.CALENDAR, "day")


def length_of_piece(work: Maintenance) -> Fraction | None:
    """Return how long work may take each time, in seconds; of a week in hours of one."""
    recurs = work.recurs
    hours = recurs.hours if isinstance(recurs, Recurrence) else None
    if isinstance(work.duration, ElapsedTime):
        length = work.duration.seconds
        return length * starts_in(hours) if length is not None and hours else length
    return length_of(hours) if hours and hours.spans else None


def _times(work: Maintenance, window: Window | None) -> int:
    """Return how often work surely recurs in a window, and 1 where nothing says so."""
    length, step = lengths(window) if window else None, _step_of(work)
    return max(1, floor(length.shortest / step)) if length and step else 1


def _step_of(work: Maintenance) -> Fraction | None:
    return _step(work.recurs) if isinstance(work.recurs, Recurrence) else None


def _step(recurs: Recurrence) -> Fraction | None:
    """Return how far one piece of work is from the next, in seconds."""
    if recurs.every:
        every = lengths(Window(WindowKind.ROLLING, length=recurs.every))
        return every.longest if every else None
    return 30 * DAY if recurs.ordinal else 7 * DAY


def is_within(window: Window | None, other: Window | None) -> bool:
    """Tell whether a window can lie within another one, as a month does in a quarter."""
    if window is None or other is None:
        return False
    one, around = lengths(window), lengths(other)
    return window == other or bool(one and around and one.shortest <= around.longest)
