"""Hours that count: of the service, of support for a case, of a promise, with zone and holidays."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, lru_cache, partial

from sla_catalog.calculation.downtime import AROUND_THE_CLOCK
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.services import SupportHours
from sla_catalog.resolved.answers import Answers
from sla_catalog.resolved.cases import Case, Space

ALL_TIME = "all time"
SERVICE_HOURS = "service hours"
UTC = "UTC"


def stated_zone(agreement: Agreement, catalog: Catalog) -> str | None:
    """Return the zone by whose clocks an agreement goes, None where nobody says it.

    The text of somebody else knows nothing of the catalog's zone.
    """
    return agreement.timezone or (None if agreement.is_transcription else catalog.timezone)


def spelt_out(hours: Hours, agreement: Agreement, catalog: Catalog) -> WorkingCalendar | None:
    """Return hours with their spans, zone and holidays; None for a calendar that is not there."""
    zone = stated_zone(agreement, catalog)
    if not hours.calendar:
        return WorkingCalendar(hours, zone or UTC, is_zone_stated=zone is not None)
    calendar = catalog.calendar_by_id.get(hours.calendar)
    if calendar is None:
        return None
    holidays = frozenset(holiday.date for holiday in calendar.holidays or ())
    zone = calendar.timezone or zone
    return WorkingCalendar(calendar.week, zone or UTC, holidays, zone is not None)


@dataclass(frozen=True)
class Supported:
    """The hours of support of an agreement by case.

    `apart` are dimensions that are alternatives to each other among the cases.
    """

    agreement: Agreement
    space: Space
    apart: Collection[str] = ()

    def of(self, case: Case) -> Hours | Absence | None:
        """Return the hours that are meant for a case: those of the narrowest entry for it."""
        support = self.agreement.support
        if support is None or isinstance(support, Absence):
            return support
        if isinstance(support.hours, Absence):
            return support.hours
        return next((entry.hours for entry in self._answers.of(case)), None)

    def is_on_request(self, case: Case) -> bool:
        """Tell whether the hours of support for a case must be asked for."""
        support = self.agreement.support
        if support is None or isinstance(support, Absence) or isinstance(support.hours, Absence):
            return False
        return any(entry.on_request for entry in self._answers.of(case)[:1])

    @cached_property
    def _answers(self) -> Answers[SupportHours]:
        entries: tuple[SupportHours, ...] = self.agreement.support.hours_by_case()  # type: ignore[union-attr]
        condition = partial(self.space.condition, apart=self.apart)
        return Answers([(entry, box) for entry in entries for box in condition(entry.when)])


def support_dimensions(agreement: Agreement) -> tuple[str, ...]:
    """Return the dimensions by which hours of support differ."""
    support = agreement.support
    if support is None or isinstance(support, Absence):
        return ()
    entries: tuple[SupportHours, ...] = support.hours_by_case()
    return tuple(
        dict.fromkeys(name for entry in entries for box in entry.when or () for name in box)
    )


def working_hours(
    supported: Supported, metric: Metric, cell: Objective, case: Case
) -> Hours | Absence | None:
    """Return the hours in which working time runs: of the promise, of support, of the service."""
    stated = metric.says(cell, "hours")
    if stated is not None:
        return stated  # type: ignore[no-any-return]
    found = supported.of(case)
    if isinstance(found, Hours):
        return found
    return supported.agreement.service_hours or found


def measured_hours(agreement: Agreement, metric: Metric, cell: Objective) -> Hours | None:
    """Return the hours over which a share of time is taken, or None where words say it."""
    over = metric.says(cell, "measured_over")
    if over == ALL_TIME:
        return AROUND_THE_CLOCK
    own = metric.says(cell, "hours")
    if isinstance(own, Hours):
        return own
    if isinstance(over, str) and over != SERVICE_HOURS:
        return _hours_in(over)
    if isinstance(agreement.service_hours, Hours):
        return agreement.service_hours
    return AROUND_THE_CLOCK if over is None else None


@lru_cache(256)
def _hours_in(words: str) -> Hours | None:
    """Return the hours that an author's words for the time that counts are; else None."""
    try:
        found = Hours.parse(words)
    except MalformedError:
        return None
    return found if found.spans or found.around_the_clock else None
