"""How long work on the service may take within one window of a promise."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from sla_catalog.calculation.downtime import DAY, lengths
from sla_catalog.calculation.spans import length_of, starts_in
from sla_catalog.model.calendars import Recurrence, Window, WindowKind
from sla_catalog.model.exclusions import Maintenance
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.resolved.promise_values import Promise


def time_taken(work: Maintenance, promise: Promise) -> Fraction | None:
    """Return how long work may take within one window of a promise, in seconds.

    What recurs counts as often as it does in the shortest window, and up to what is agreed for it.
    """
    most = work.at_most.seconds if isinstance(work.at_most, ElapsedTime) else None
    piece = length_of_piece(work)
    if piece is None:
        return most
    total = piece * _times(work, promise)
    if most is None or not (work.per is None or is_within(work.per, promise.window)):
        return total
    return max(piece, most)


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
