"""Which holidays are counted in a wait on the wall clock, and whether there can be others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.reviews import Duration
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.term import final_day


@dataclass(frozen=True, slots=True)
class CountedHolidays:
    """The holidays of some hours: the last day that is listed, and whether the list is complete.

    It is complete where no words add to it and it goes on until the agreement is over.
    """

    last: date | None = None
    is_complete: bool = False


def counted_holidays(
    hours: Hours | Absence | None, agreement: Agreement, catalog: Catalog
) -> CountedHolidays:
    """Return what is known of the holidays on which hours do not run."""
    name = hours.calendar if isinstance(hours, Hours) else None
    calendar = catalog.calendar_by_id.get(name or "")
    if calendar is None or not calendar.holidays:
        return CountedHolidays()
    days = {holiday.date for holiday in calendar.holidays}
    last = max(days)
    return CountedHolidays(last, not calendar.holidays_text and _reaches_the_end(days, agreement))


def holidays_counted_in(
    promises: Iterable[Promise], agreement: Agreement, catalog: Catalog
) -> CountedHolidays:
    """Return what is known of the holidays on which the hours of several promises do not run.

    The last day is the first one up to which some of them are listed.
    """
    counted = [counted_holidays(one.runs_in, agreement, catalog) for one in promises]
    last = min((one.last for one in counted if one.last), default=None)
    return CountedHolidays(last, all(one.is_complete for one in counted))


def _reaches_the_end(days: set[date], agreement: Agreement) -> bool:
    """Tell whether days are listed for each year of an agreement, up to its last day."""
    term, end = agreement.duration, final_day(agreement)
    first = term.first_day if isinstance(term, Duration) else None
    if first is None or end is None or max(days) < end:
        return False
    return {day.year for day in days}.issuperset(range(first.year, end.year + 1))
