"""What an agreement takes of one that it stands on: hours that are covered, work that counts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sla_catalog.calculation.spans import lacking, length_of
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.exclusions import Maintenance
from sla_catalog.model.fields import Absence
from sla_catalog.model.services import Support
from sla_catalog.resolved.cases import When, joined
from sla_catalog.resolved.dependencies import is_built_on
from sla_catalog.resolved.exclusions import work_left_out
from sla_catalog.resolved.hours import spelt_out
from sla_catalog.resolved.maintenance import time_taken
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.promises import promised_by


@dataclass(frozen=True)
class PlacedHours:
    """Hours with their zone, and where an agreement says them."""

    calendar: WorkingCalendar
    at: Location

    @property
    def hours(self) -> Hours:
        """Return the hours of a week."""
        return self.calendar.hours


def hours_of_service(agreement: Agreement, catalog: Catalog) -> PlacedHours | None:
    """Return the hours in which the service is promised, where they are known."""
    if not isinstance(agreement.service_hours, Hours):
        return None
    found = spelt_out(agreement.service_hours, agreement, catalog)
    return PlacedHours(found, ("service_hours",)) if found else None


def widest_support(
    agreement: Agreement, catalog: Catalog, is_relevant: Callable[[When | None], bool]
) -> PlacedHours | None:
    """Return the widest hours of support that need not be asked for."""
    support = agreement.support
    if not isinstance(support, Support) or isinstance(support.hours, Absence):
        return None
    found = (
        spelt_out(entry.hours, agreement, catalog)
        for entry in support.hours_by_case()
        if not entry.on_request and is_relevant(entry.when)
    )
    known = [PlacedHours(one, ("support", "hours")) for one in found if one]
    return max(known, key=lambda one: length_of(one.hours), default=None)


def not_covered(own: PlacedHours, below: PlacedHours) -> Fraction | None:
    """Return the seconds of a week that hours below do not cover; None in clocks of two zones."""
    if below.hours.around_the_clock:
        return Fraction(0)
    if own.calendar.timezone != below.calendar.timezone:
        return None
    return lacking(own.hours, below.hours)


def work_counted(
    work: Maintenance, zone: str | None, when: When | None, catalog: Catalog, promise: Promise
) -> Fraction | None:
    """Return how long work below counts in a window of a promise, that in the cases of `when`.

    None where the promise is nothing that others build on, or nobody can tell.
    """
    if not is_built_on(promise):
        return None
    own = promised_by(promise.agreement, promise.metric, catalog).when(promise.objective)
    whole = time_taken(work, zone, promise)
    left_out = work_left_out(promise, joined(when, own))
    return None if whole is None or left_out is None else whole - left_out
