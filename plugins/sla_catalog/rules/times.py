"""Clock times and working time: both need more than the figures to mean something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sla_catalog.calculation.spans import is_whole_week
from sla_catalog.findings import Finding, FindingSeverity, Related, Span, in_reading_order
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import KINDS_BY_UNIT, Hours, Recurrence
from sla_catalog.model.catalog import Catalog, Location, can_hold
from sla_catalog.model.contents import values_within
from sla_catalog.model.fields import Absence, Record
from sla_catalog.model.header import Status
from sla_catalog.model.metrics import window_of
from sla_catalog.model.quantities import WorkingTime, quoted
from sla_catalog.model.reviews import Duration
from sla_catalog.model.targets import Deadline
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.cases import EVERY_CASE, space_of
from sla_catalog.resolved.hours import Supported
from sla_catalog.resolved.places import cells, metrics_in
from sla_catalog.resolved.promises import promised_by
from sla_catalog.rules.claims import is_agreed
from sla_catalog.terms.usage import shared_vocabulary


def working_time_without_hours(catalog: Catalog) -> Iterator[Finding]:
    """Find working time for which it is not stated which hours count, or all do.

    An agreement that says nothing of hours lacks them once, however many times need them.
    """
    first: dict[tuple[str, bool], Finding] = {}
    for agreement, metric, place in metrics_in(catalog):
        resolved = promised_by(agreement, metric, catalog)
        for cell, location in cells(metric):
            found = [p for p in resolved.of(cell) if p.runs_in_working_time]
            if not found or any(_has_hours(catalog, p.runs_in) for p in found):
                continue
            span = catalog.span(agreement, ("metrics", place, *location))
            hours = found[0].runs_in if isinstance(found[0].runs_in, Hours) else None
            told = first.setdefault(
                (agreement.id, hours is None), _no_hours(span, found[0].target, hours)
            )
            if told.span != span:
                also = Related(span, "working time as well")
                first[agreement.id, hours is None] = replace(told, related=(*told.related, also))
    yield from first.values()


def business_days_without_hours(catalog: Catalog) -> Iterator[Finding]:
    """Find working time of deadlines and notices, where nothing at all says which hours count.

    A definition of the business day says it as well. Where a target lacks hours, that is enough.
    """
    shared = shared_vocabulary(catalog)
    told = {finding.span.path for finding in working_time_without_hours(catalog)}
    for agreement in catalog.agreements:
        if catalog.calendars or says_hours(agreement):
            continue
        if catalog.span(agreement, ()).path in told:
            continue
        known = shared.with_local(agreement.definitions or ())
        if any(
            _WORKING_TIME.fullmatch(one.word) for forms in known.forms.values() for one in forms
        ):
            continue
        places = [
            ((*location, key), value)
            for record, location in catalog.records_with(agreement, WorkingTime, Deadline)
            for key, value in values_within(record, WorkingTime, Deadline)
            if key != "target" and _is_working(value)
        ]
        if places:
            (first, value), *more = places
            others = (
                Related(catalog.span(agreement, at), "working time as well") for at, _ in more
            )
            yield replace(
                _no_hours(catalog.span(agreement, first), value, None),
                instead="service_hours: Mon-Fri 09:00-17:00, or the id of a calendar",
                severity=FindingSeverity.INFO
                if agreement.is_transcription
                else FindingSeverity.WARNING,
                related=tuple(others),
            )


_WORKING_TIME = Pattern(  # terms whose definition says which hours or days count
    r"(?:[\w-]+ )*(?:business|working|banking|office|service|support)[ -](?:days?|hours?|time)"
    r"|(?:bank)?(?:werk|arbeits|geschäfts|büro|service)-?(?:tage?|stunden?|zeit(?:en)?)"
    r"|jours?[ -](?:ouvrés?|ouvrables?)|heures?[ -](?:ouvrées?|ouvrables?|de bureau|de service)",
    re.IGNORECASE,
)


def _is_working(value: object) -> bool:
    return isinstance(value, WorkingTime) or (isinstance(value, Deadline) and value.business)


def says_hours(agreement: Agreement) -> bool:
    """Tell whether an agreement says anything of hours: of the service, of support or a metric."""
    support = agreement.support
    return bool(
        agreement.service_hours
        or isinstance(support, Absence)
        or getattr(support, "hours", None)
        or any(getattr(metric, "hours", None) for metric in agreement.listed("metrics"))
    )


def _no_hours(span: Span, target: object, hours: Hours | None) -> Finding:
    which = hours if hours and hours.spans else "24x7"
    there = f"{which} hours leave nothing out" if hours else "it is not stated which hours count"
    return Finding(
        "working-time-without-hours",
        span,
        f"{quoted(str(target))} is working time and {there}",
        "expected hours, of the metric, of support or of the service",
        "hours: Mon-Fri 09:00-17:00, or the id of a calendar, or hours: {unread: the reason}",
        FindingSeverity.WARNING,
    )


def _has_hours(catalog: Catalog, hours: Hours | Absence | None) -> bool:
    """Tell whether something says which hours count, and that not all do."""
    if isinstance(hours, Absence):
        return True
    return hours is not None and not _leaves_nothing_out(catalog, hours)


def _leaves_nothing_out(catalog: Catalog, hours: Hours) -> bool:
    calendar = catalog.calendar_by_id.get(hours.calendar)
    if calendar and (calendar.holidays or calendar.holidays_text):
        return False
    week = calendar.week if calendar else hours
    return is_whole_week(week)


def hours_of(record: Record) -> list[tuple[str, Hours]]:
    """Return the key and value of a record's own hours."""
    if not can_hold(type(record), (Hours,)):
        return []
    return [(key, one) for key, one in values_within(record, Hours) if isinstance(one, Hours)]


def active_before_first_day(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find agreements that are said to be active and begin on a later day."""
    for agreement in catalog.agreements:
        duration = agreement.duration
        first = duration.first_day if isinstance(duration, Duration) else None
        if agreement.state is Status.ACTIVE and first and first > today:
            yield Finding(
                "active-before-first-day",
                catalog.span(agreement, ("status",)),
                f"the agreement is active and begins on {first}",
                f"expected a first day that has come, or one already agreed; today is {today}",
                "status: in_review while it is not agreed",
                FindingSeverity.INFO,
                (Related(catalog.span(agreement, ("duration", "effective")), "the first day"),),
            )


def no_timezone(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements with clock times for which it is not stated in which zone.

    A transcription is not failed.
    """
    for agreement in catalog.agreements:
        if agreement.timezone or catalog.timezone or agreement.is_transcription:
            continue
        found = in_reading_order(
            (*_of_records(catalog, agreement), *_of_targets(catalog, agreement))
        )
        if found:
            others = tuple(Related(other.span, "a clock time as well") for other in found[1:])
            yield replace(found[0], related=others)


def window_without_timezone(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements that measure by the calendar and leave open where a day begins."""
    for agreement in filter(is_agreed, catalog.agreements):
        if agreement.timezone or catalog.timezone:
            continue
        found = (
            (("metrics", place, *location), window)
            for place, metric in enumerate(agreement.listed("metrics"))
            for cell, location in cells(metric)
            if cell.target and (window := window_of(metric, cell))
        )
        for location, window in found:
            if window.kind in KINDS_BY_UNIT:
                yield Finding(
                    "window-without-timezone",
                    catalog.span(agreement, location),
                    f"it is not stated in which time zone a {window} begins",
                    "expected a zone, of the agreement or of the site",
                    "duration: {timezone: Europe/Berlin}, or the plugin's option timezone",
                    FindingSeverity.INFO,
                )
                break


def _of_records(catalog: Catalog, agreement: Agreement) -> Iterator[Finding]:
    for record, location in catalog.records_with(agreement, Hours, Recurrence, Deadline):
        for key, hours in hours_of(record):
            yield from _without_zone(catalog, agreement, (*location, key), hours)
        for key, value in values_within(record, Recurrence, Deadline):
            yield from _of_clock_time(catalog, agreement, (*location, key), value)


def _without_zone(
    catalog: Catalog, agreement: Agreement, location: Location, hours: Hours
) -> Iterator[Finding]:
    if hours.spans:
        yield _no_zone(catalog, agreement, location, f"{quoted(str(hours))} are clock times")
    calendar = catalog.calendar_by_id.get(hours.calendar)
    if calendar and not calendar.timezone and not calendar.week.around_the_clock:
        there = f"the calendar {quoted(calendar.id)} has clock times"
        yield _no_zone(catalog, agreement, location, there)


def _of_clock_time(
    catalog: Catalog, agreement: Agreement, location: Location, value: object
) -> Iterator[Finding]:
    if isinstance(value, Recurrence) and value.hours and value.hours.spans:
        yield _no_zone(catalog, agreement, location, f"{quoted(str(value))} are clock times")
    elif isinstance(value, Deadline) and value.time:
        hours = Supported(agreement, space_of(agreement)).of(EVERY_CASE)
        if not _has_zone(catalog, hours or agreement.service_hours):
            yield _no_zone(catalog, agreement, location, f"{quoted(str(value))} has a clock time")


def _of_targets(catalog: Catalog, agreement: Agreement) -> Iterator[Finding]:
    for place, metric in enumerate(agreement.listed("metrics")):
        resolved = promised_by(agreement, metric, catalog)
        for cell, location in cells(metric):
            promise = resolved.one_of(cell)
            match promise.value:
                case Deadline(time=str()) if not _has_zone(catalog, promise.runs_in):
                    there = f"{quoted(str(promise.target))} has a clock time"
                    here = ("metrics", place, *location)
                    yield _no_zone(catalog, agreement, here, there)


def _has_zone(catalog: Catalog, hours: Hours | Absence | None) -> bool:
    """Tell whether hours are those of a calendar with a zone, which holds for deadlines too."""
    if not isinstance(hours, Hours):
        return False
    calendar = catalog.calendar_by_id.get(hours.calendar)
    if calendar is None:
        return bool(hours.calendar) and "calendars" in catalog.broken
    return bool(calendar.timezone)


def _no_zone(catalog: Catalog, agreement: Agreement, location: Location, there: str) -> Finding:
    return Finding(
        "no-timezone",
        catalog.span(agreement, location),
        f"{there} and no time zone is stated",
        "expected a zone, of the calendar, of the agreement or of the site",
        "duration: {timezone: Europe/Berlin}, or the plugin's option timezone",
    )
