"""Find the window over which a credit is worked out, and how many minutes of it count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from sla_catalog.calculation.downtime import lengths
from sla_catalog.calculation.localtime import seconds_between
from sla_catalog.calculation.worktime import WorkingCalendar, minutes_between
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import KINDS_BY_UNIT, MINUTES_A_DAY, MONTHS_OF, Window, WindowKind


@dataclass(frozen=True, slots=True)
class Period:
    """A window over which an example is reckoned, in minutes.

    `first` and `until` are its first day and the first one after it, None for windows that start
    on any day. `clock_change` is what a change of the clocks adds or takes.
    """

    minutes: Fraction
    first: date | None = None
    until: date | None = None
    clock_change: Fraction = Fraction(0)


def last_full_period(window: Window, today: date, timezone: str) -> Period | None:
    """Return the last window before today that is over, or one of a fixed length.

    Billing and fiscal months count as calendar months. None for windows whose days nobody can
    tell, such as fiscal years, years and terms of a contract.
    """
    if window.kind in KINDS_BY_UNIT:
        is_plain = window.kind is WindowKind.CALENDAR or window.unit == "month"
        months = MONTHS_OF.get(window.unit) if is_plain else None
        return months_before(months, today, timezone) if months else None
    whole = lengths(window)
    if whole is None or whole.shortest != whole.longest:
        return None
    return Period(whole.headline / 60)


def months_before(months: int, today: date, timezone: str) -> Period:
    """Return the last whole month, quarter, half-year or year (of so many months) before a day."""
    until = date(today.year, (today.month - 1) // months * months + 1, 1)
    last = until - timedelta(days=1)
    first = date(last.year, last.month - months + 1, 1)
    minutes = seconds_between(first, until, timezone) / 60
    return Period(minutes, first, until, minutes - (until - first).days * MINUTES_A_DAY)


def within_hours(period: Period, calendar: WorkingCalendar) -> Period | None:
    """Return a period that counts the minutes of service hours only, if its days are known."""
    if calendar.hours.around_the_clock:
        return period
    if period.first is None or period.until is None:
        return None
    minutes = minutes_between(period.first, period.until, calendar)
    by_steady_clocks = replace(calendar, timezone="UTC")
    change = minutes - minutes_between(period.first, period.until, by_steady_clocks)
    return Period(minutes, period.first, period.until, change)
