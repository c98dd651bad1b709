"""Hours of the week that are probably not meant as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import MINUTES_A_DAY, DaySpan, Hours, Recurrence
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import values_within
from sla_catalog.model.quantities import quoted

_MINUTES_A_WEEK = 7 * MINUTES_A_DAY
_LAST = MINUTES_A_DAY - 1


def minute_left_out(catalog: Catalog) -> Iterator[Finding]:
    """Find hours that end a minute before the day does, or before they go on."""
    for agreement in catalog.agreements:
        yield from catalog.recall("minute-left-out", agreement, _in_agreement)
    for place, name in enumerate(catalog.shared_ids.get("calendars", ())):
        for position, hours in enumerate(catalog.calendar_by_id[name].hours):
            location = ("calendars", place, "hours", position)
            yield from _of_hours(catalog.place(catalog.shared_paths["calendars"], location), hours)


def _in_agreement(agreement: Agreement, catalog: Catalog) -> tuple[Finding, ...]:
    return tuple(
        finding
        for record, location in catalog.records(agreement)
        for key, value in values_within(record, Hours, Recurrence)
        for finding in _of_hours(catalog.span(agreement, (*location, key)), value)
    )


def _of_hours(span: Span, value: object) -> Iterator[Finding]:
    hours = value.hours if isinstance(value, Recurrence) else value
    if not isinstance(hours, Hours):
        return
    meant = _meant(hours)
    if meant == hours:
        return
    words = "24x7" if len(meant.minutes()) == _MINUTES_A_WEEK else str(meant)
    if isinstance(value, Recurrence):
        words = str(replace(value, hours=meant))
    yield Finding(
        "minute-left-out",
        span,
        f"{quoted(str(value))} leaves a minute out where the hours end",
        "expected hours that meet, or that end with the day, at 24:00",
        f"did you mean {words}?",
        FindingSeverity.INFO,
    )


@lru_cache  # few hours are written in many places, and each is looked at minute by minute
def _meant(hours: Hours) -> Hours:
    """Return hours without single minutes that are missing; the same where none are."""
    if not hours.spans:
        return hours
    gaps = _gaps(hours)
    return Hours(spans=tuple(_without_gaps(span, gaps) for span in hours.spans))


def _gaps(hours: Hours) -> frozenset[int]:
    """Return the minutes of the week that lie alone between two that are covered."""
    covered = hours.minutes()
    after = ((minute + 1) % _MINUTES_A_WEEK for minute in covered)
    return frozenset(
        minute
        for minute in after
        if minute not in covered and (minute + 1) % _MINUTES_A_WEEK in covered
    )


def _without_gaps(span: DaySpan, gaps: frozenset[int]) -> DaySpan:
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
