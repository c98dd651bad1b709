"""How long work and outages may take of what a promise counts within one window."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from sla_catalog.calculation.downtime import DAY, lengths
from sla_catalog.calculation.overlap import most_within, overlap
from sla_catalog.calculation.spans import length_of, starts_in
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.model.calendars import Recurrence, Window, WindowKind
from sla_catalog.model.exclusions import Maintenance
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.resolved.hours import UTC
from sla_catalog.resolved.promise_values import Promise


def time_taken(work: Maintenance, timezone: str | None, promise: Promise) -> Fraction | None:
    """Return how long work may take of what one window of a promise counts, in seconds.

    What recurs counts as often as it does in the shortest window, and up to what is agreed for it.
    Where its hours are known, only what falls into the hours of the promise counts; `timezone` is
    where the clocks of the work are, None where nothing says it.
    """
    most = work.at_most.seconds if isinstance(work.at_most, ElapsedTime) else None
    piece = length_of_piece(work)
    if piece is None:
        return most
    counted = _counted(work, piece, timezone, promise)
    total = counted * _times(work, promise)
    if most is None or not (work.per is None or is_within(work.per, promise.window)):
        return total
    return max(piece, most) if counted == piece else min(total, most)


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


def length_of_piece(work: Maintenance) -> Fraction | None:
    """Return how long work may take each time, in seconds; of a week in hours of one."""
    recurs = work.recurs
    hours = recurs.hours if isinstance(recurs, Recurrence) else None
    if isinstance(work.duration, ElapsedTime):
        length = work.duration.seconds
        return length * starts_in(hours) if length is not None and hours else length
    return length_of(hours) if hours and hours.spans else None


def _times(work: Maintenance, promise: Promise) -> int:
    """Return how often work surely recurs in a window, and 1 where nothing says so."""
    window = lengths(promise.window) if promise.window else None
    step = _step(work.recurs) if isinstance(work.recurs, Recurrence) else None
    return max(1, floor(window.shortest / step)) if window and step else 1


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
