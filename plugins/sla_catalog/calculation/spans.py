"""Hours of the week minute by minute: what one lacks of another, and single minutes left out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from sla_catalog.model.calendars import MINUTES_A_DAY, DaySpan, Hours

_MINUTES_A_WEEK = 7 * MINUTES_A_DAY
_LAST = MINUTES_A_DAY - 1


def length_of(hours: Hours) -> Fraction:
    """Return how long hours are in a week, in seconds."""
    return Fraction(60 * len(hours.minutes()))


def lacking(hours: Hours, others: Hours) -> Fraction:
    """Return how long hours are that lie outside of others, in seconds of a week."""
    return Fraction(60 * len(hours.minutes() - others.minutes()))


def starts_in(hours: Hours) -> int:
    """Return how many times hours begin in a week, and 1 where they name a calendar."""
    return sum(_days(span) for span in hours.spans) or 1


def is_whole_week(hours: Hours) -> bool:
    """Tell whether hours leave no minute out."""
    return len(hours.minutes()) == _MINUTES_A_WEEK


@lru_cache  # few hours are written in many places, and each is looked at minute by minute
def without_gaps(hours: Hours) -> Hours:
    """Return hours without single minutes that are missing; the same where none are."""
    if not hours.spans:
        return hours
    gaps = _gaps(hours)
    return Hours(spans=tuple(_closed(span, gaps) for span in hours.spans))


def _gaps(hours: Hours) -> frozenset[int]:
    """Return the minutes of the week that lie alone between two that are covered."""
    covered = hours.minutes()
    after = ((minute + 1) % _MINUTES_A_WEEK for minute in covered)
    return frozenset(
        minute
        for minute in after
        if minute not in covered and (minute + 1) % _MINUTES_A_WEEK in covered
    )


def _closed(span: DaySpan, gaps: frozenset[int]) -> DaySpan:
    """Return hours up to the end of the day, or to where others go on, if a minute is missing."""
    midnights = [(span.first + day) % 7 * MINUTES_A_DAY for day in range(_days(span))]
    end = span.end + MINUTES_A_DAY if span.end <= span.start else span.end
    ends_early = any((midnight + end) % _MINUTES_A_WEEK in gaps for midnight in midnights)
    if span.end == _LAST or (ends_early and span.end < _LAST):
        return replace(span, end=span.end + 1)
    begins_late = span.start == 1 and any(midnight in gaps for midnight in midnights)
    return replace(span, start=0) if begins_late else span


def _days(span: DaySpan) -> int:
    return (span.last - span.first) % 7 + 1
