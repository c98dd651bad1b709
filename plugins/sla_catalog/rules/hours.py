"""Hours of the week that are probably not meant as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeGuard

from sla_catalog.calculation.spans import is_whole_week, without_gaps
from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours, Recurrence
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.contents import values_within
from sla_catalog.model.quantities import quoted
from sla_catalog.patterns import Pattern


def minute_left_out(catalog: Catalog) -> Iterator[Finding]:
    """Find hours that end a minute before the day does, or before they go on."""
    for agreement in catalog.agreements:
        yield from catalog.recall("minute-left-out", agreement, _in_agreement)
    for place, name in enumerate(catalog.shared_ids.get("calendars", ())):
        for position, hours in enumerate(catalog.calendar_by_id[name].hours):
            location = ("calendars", place, "hours", position)
            place_of = partial(catalog.place, catalog.shared_paths["calendars"], location)
            yield from _of_hours(place_of, hours)


def _in_agreement(agreement: Agreement, catalog: Catalog) -> tuple[Finding, ...]:
    return tuple(
        finding
        for record, location in catalog.records_with(agreement, Hours, Recurrence)
        for key, value in values_within(record, Hours, Recurrence)
        for finding in _of_hours(partial(catalog.span, agreement, (*location, key)), value)
    )


def _of_hours(span: Callable[[], Span], value: object) -> Iterator[Finding]:
    hours = value.hours if isinstance(value, Recurrence) else value
    if not isinstance(hours, Hours):
        return
    meant = without_gaps(hours)
    if meant == hours:
        return
    words = "24x7" if is_whole_week(meant) else str(meant)
    if isinstance(value, Recurrence):
        words = str(replace(value, hours=meant))
    yield Finding(
        "minute-left-out",
        span(),
        f"{quoted(str(value))} leaves a minute out where the hours end",
        "expected hours that meet, or that end with the day, at 24:00",
        f"did you mean {words}?",
        FindingSeverity.INFO,
    )


# In the IANA database these are other names of Panama and Phoenix, whose clocks never change.
_ALL_YEAR = {
    "EST": ("UTC-5", "America/New_York", "America/Panama"),
    "MST": ("UTC-7", "America/Denver", "America/Phoenix"),
}


# By POSIX these count westwards, against what everybody else writes.
_TURNED = Pattern(r"Etc/GMT([+-])([0-9]{1,2})")


def zone_without_summer_time(catalog: Catalog) -> Iterator[Finding]:
    """Find zones that have no summer time, though most who write them mean a place that has it."""
    for agreement in catalog.agreements:
        if _is_all_year(zone := agreement.timezone):
            yield _without_summer_time(zone, catalog.span(agreement, ("duration", "timezone")))
    for place, name in enumerate(catalog.shared_ids.get("calendars", ())):
        if _is_all_year(zone := catalog.calendar_by_id[name].timezone):
            location = ("calendars", place, "timezone")
            span = catalog.place(catalog.shared_paths["calendars"], location)
            yield _without_summer_time(zone, span)


def _is_all_year(zone: str | None) -> TypeGuard[str]:
    if not zone:
        return False
    return zone in _ALL_YEAR or bool(_TURNED.fullmatch(zone) and zone[8:].strip("0"))


def _turned(zone: str, span: Span) -> Finding:
    sign, other = zone[7], "-" if zone[7] == "+" else "+"
    hours = zone[8:]
    return Finding(
        "zone-without-summer-time",
        span,
        f"{quoted(zone)} is UTC{other}{hours} all year: the sign counts westwards in this name",
        "expected a place, so that its clocks change when they do there",
        f"Etc/GMT{other}{hours} if UTC{sign}{hours} is meant",
        FindingSeverity.INFO,
    )


def _without_summer_time(zone: str, span: Span) -> Finding:
    if zone not in _ALL_YEAR:
        return _turned(zone, span)
    offset, changing, fixed = _ALL_YEAR[zone]
    return Finding(
        "zone-without-summer-time",
        span,
        f"{quoted(zone)} is {offset} all year, in summer too",
        "expected a place, so that its clocks change when they do there",
        f"{changing}, or {fixed} where no clock changes",
        FindingSeverity.INFO,
    )
