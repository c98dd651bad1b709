"""What a single event takes of a promise: an outage, work on the service, the gap of a probe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from sla_catalog.calculation.duration_format import written_duration
from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import KINDS_BY_UNIT, Window
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.exclusions import Continuity, Maintenance
from sla_catalog.model.intervals import print_interval
from sla_catalog.model.monitoring import Monitoring
from sla_catalog.model.quantities import ElapsedTime, quoted
from sla_catalog.resolved.budgets import budgets, outage_seconds, strictest_exceeded
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.exclusions import WorkBeyondLimit, work_beyond_limits
from sla_catalog.resolved.hours import stated_zone
from sla_catalog.resolved.maintenance import length_of_piece, time_counted, time_taken
from sla_catalog.resolved.places import cells
from sla_catalog.resolved.promise_values import MOST_COMPARED, Promise
from sla_catalog.resolved.promises import promised_by
from sla_catalog.rules.budgets import (
    more_room,
    related_as,
    said_allowance,
    said_length,
    written_budget,
)
from sla_catalog.rules.sequence import weight

_ENDS_OUTAGE = frozenset({"rto", "mttr"})
MOST_NAMED = 4
_BY_SEVERITY = frozenset({"resolution_time", "time_to_mitigate"})


def incident_beyond_budget(catalog: Catalog) -> Iterator[Finding]:
    """Find times to restore that are longer than all downtime that the availability leaves."""
    for agreement in catalog.agreements:
        for place, metric in enumerate(agreement.listed("metrics")):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id not in _ENDS_OUTAGE | _BY_SEVERITY:
                continue
            resolved = promised_by(agreement, metric, catalog)
            for cell, at in cells(metric):
                limit = resolved.one_of(cell)
                most = outage_seconds(limit)
                if not _ends_an_outage(agreement, kind.id, limit.case):
                    continue
                strictest = strictest_exceeded(
                    partial(_in_counted_hours, most), resolved.when(cell), catalog, agreement
                )
                if strictest:
                    one, found, _, there = strictest
                    yield Finding(
                        "incident-beyond-budget",
                        catalog.span(agreement, ("metrics", place, *at)),
                        f"to restore may take {limit.target}, and {said_allowance(one, found)}",
                        "expected a promise that a single incident does not break",
                        f"{written_budget(found)}, or {more_room(one)}",
                        severity=FindingSeverity.WARNING,
                        related=(Related(catalog.span(agreement, there), related_as(one)),),
                    )


def _in_counted_hours(most: Fraction | None, other: Promise) -> Fraction | None:
    """Return how much of an outage can fall into the hours that another promise counts."""
    return None if most is None else time_counted(most, other)


def _ends_an_outage(agreement: Agreement, kind: str, case: Case) -> bool:
    """Tell whether the service is down until then: in the worst case, and never for a request."""
    if kind in _ENDS_OUTAGE:
        return True
    severity = case["severity"]
    is_worst = not agreement.severities or severity in {None, agreement.severities[0].id}
    return is_worst and case["request"] is None


def maintenance_beyond_budget(catalog: Catalog) -> Iterator[Finding]:
    """Find work that counts as downtime and takes more than the availability leaves."""
    for agreement in catalog.agreements:
        for place, work in enumerate(agreement.listed("maintenance")):
            if work.counts_as_downtime is not True:
                continue
            zone = stated_zone(agreement, catalog)
            taken = partial(time_taken, work, zone)
            strictest = strictest_exceeded(taken, work.when, catalog, agreement)
            if strictest:
                one, found, _, there = strictest
                yield Finding(
                    "maintenance-beyond-budget",
                    catalog.span(agreement, ("maintenance", place)),
                    f"downtime in {quoted(work.id)} counts, which takes "
                    f"{said_work(work, zone, one)}, and {said_allowance(one, found)}",
                    "expected work that the promise leaves room for",
                    "counts_as_downtime: false, shorter work or a lower target",
                    FindingSeverity.WARNING,
                    (Related(catalog.span(agreement, there), related_as(one)),),
                )


def maintenance_beyond_exclusion(catalog: Catalog) -> Iterator[Finding]:
    """Find planned work that is longer than the exclusions of its own agreement leave out.

    Where it is not said that such work never counts, what is beyond the limit has to be more than
    the availability leaves. Of many promises the first ones are looked at.
    """
    for agreement in catalog.agreements:
        if not (agreement.listed("maintenance") and agreement.listed("exclusions")):
            continue
        zone = stated_zone(agreement, catalog)
        found: dict[tuple[str, ...], tuple[WorkBeyondLimit, Location]] = {}
        for one, allowed, when, there in budgets(catalog, agreement)[:MOST_COMPARED]:
            for beyond in work_beyond_limits(one, when, zone):
                excess = beyond.beyond if beyond.beyond is not None else Fraction(0)
                if beyond.never_counts or excess > allowed.longest:
                    found.setdefault(tuple(one.id for one in beyond.exclusions), (beyond, there))
        for beyond, there in found.values():
            yield _beyond_exclusion(agreement, beyond, there, catalog)


def _beyond_exclusion(
    agreement: Agreement, beyond: WorkBeyondLimit, promised: Location, catalog: Catalog
) -> Finding:
    place = _place(agreement.listed("exclusions"), beyond.exclusions[0])
    work = _place(agreement.listed("maintenance"), beyond.works[0])
    names = " and ".join(quoted(one.id) for one in beyond.works[:MOST_NAMED])
    more = len(beyond.works) - MOST_NAMED
    takes = "take" if len(beyond.works) > 1 else "takes"
    others = f" and {more} more" if more > 0 else ""
    return Finding(
        "maintenance-beyond-exclusion",
        catalog.span(agreement, ("exclusions", place, "at_most")),
        f"{names}{others} {takes} {said_length(beyond.taken)} {said_period(beyond.per)}, and only "
        f"{said_length(beyond.left_out)} of such work is excluded",
        "expected a limit into which the planned work fits; what is beyond it is downtime",
        f"at least {written_duration(beyond.taken)}, or less work",
        FindingSeverity.WARNING,
        (
            Related(catalog.span(agreement, ("maintenance", work)), "the work"),
            Related(catalog.span(agreement, promised), "the availability"),
        ),
    )


def _place(listed: Sequence[object], entry: object) -> int:
    return next(place for place, one in enumerate(listed) if one is entry)


def said_work(work: Maintenance, timezone: str | None, promise: Promise) -> str:
    """Say how long work may take, and in which window where it comes to that only in all."""
    taken, piece = time_taken(work, timezone, promise) or Fraction(0), length_of_piece(work)
    length = said_length(taken)
    window = None if taken == piece else promise.window
    return f"{length} {said_period(window)}" if window else length


def said_period(window: Window) -> str:
    """Say in which period something comes to a length: `in a calendar month`."""
    return f"in {'a ' if window.kind in KINDS_BY_UNIT else ''}{window}"


def unmeasurable_target(catalog: Catalog) -> Iterator[Finding]:
    """Find availability and outages that allow less than lies between two measurements."""
    for agreement in catalog.agreements:
        monitoring = agreement.monitoring
        listed = monitoring.measurements if isinstance(monitoring, Monitoring) else None
        intervals = {
            name: (one.interval, number)
            for number, one in enumerate(listed if isinstance(listed, tuple) else ())
            for name in one.metric
        }
        if not intervals:
            continue
        for one, found, _, there in budgets(catalog, agreement):
            said = said_allowance(one, found)
            yield from _measured_too_rarely(
                agreement, one, found.headline, there, said, intervals, catalog
            )
        for one, there in _longest_outages(agreement, catalog):
            said = f"no outage may be longer than {one.target}"
            yield from _measured_too_rarely(
                agreement, one, outage_seconds(one), there, said, intervals, catalog
            )


def _longest_outages(agreement: Agreement, catalog: Catalog) -> Iterator[tuple[Promise, Location]]:
    for place, metric in enumerate(agreement.listed("metrics")):
        kind = catalog.kind_of(metric)
        if kind is not None and kind.id == "longest_outage":
            resolved = promised_by(agreement, metric, catalog)
            for cell, at in cells(metric):
                yield resolved.one_of(cell), ("metrics", place, *at)


def _measured_too_rarely(
    agreement: Agreement,
    one: Promise,
    most: Fraction | None,
    there: Location,
    said: str,
    intervals: Mapping[str, tuple[object, int]],
    catalog: Catalog,
) -> Iterator[Finding]:
    interval, number = intervals.get(one.metric.id, (None, 0))
    gap = interval.seconds if isinstance(interval, ElapsedTime) else None
    if not isinstance(interval, ElapsedTime) or gap is None or not most or gap <= most:
        return
    yield Finding(
        "unmeasurable-target",
        catalog.span(agreement, there),
        f"{said}, and it is measured {print_interval(interval)}",
        "expected measurements that can tell whether it is kept",
        f"interval: {written_duration(most)}, or less, or a lower target",
        severity=weight(agreement, FindingSeverity.WARNING),
        related=(
            Related(
                catalog.span(agreement, ("monitoring", "measurements", number, "interval")),
                "how often it is measured",
            ),
        ),
    )


def backup_beyond_rpo(catalog: Catalog) -> Iterator[Finding]:
    """Find backups that are further apart than the recovery point allows."""
    for agreement in catalog.agreements:
        continuity = agreement.continuity
        interval = continuity.backup_interval if isinstance(continuity, Continuity) else None
        gap = interval.seconds if isinstance(interval, ElapsedTime) else None
        for place, metric in enumerate(agreement.listed("metrics") if gap else ()):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id != "rpo":
                continue
            resolved = promised_by(agreement, metric, catalog)
            for cell, at in cells(metric):
                most = outage_seconds(resolved.one_of(cell))
                if gap is not None and most is not None and gap > most:
                    there = catalog.span(agreement, ("continuity", "backup_interval"))
                    yield Finding(
                        "backup-beyond-rpo",
                        catalog.span(agreement, ("metrics", place, *at)),
                        f"at most {resolved.one_of(cell).target} may be lost, and backups are "
                        f"made every {interval}",
                        "expected backups at least as often",
                        f"backup_interval: {written_duration(most)}, or a longer recovery point",
                        severity=weight(agreement, FindingSeverity.ERROR),
                        related=(Related(there, "how often backups are made"),),
                    )
                    break
