"""The windows of a credit: those that are over, how long each is, until when it is claimed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from sla_catalog.calculation.periods import Period, last_full_period, within_hours
from sla_catalog.calculation.renewal import DateError, later
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.model.remedies import Claim
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.credits import ResolvedCredit
from sla_catalog.resolved.fees import days_paid
from sla_catalog.resolved.hours import UTC, stated_zone
from sla_catalog.resolved.schedules import CreditCase
from sla_catalog.resolved.term import term_on, text_holds_from

_DAY = timedelta(days=1)
_DAYS_OF_A_MONTH = Fraction(30)
_LEEWAY = timedelta(days=6)
_TO_BEGIN = 3  # the window before the first day, the one in which it is, the one after
_END = Pattern(r"(?:the )?end of (?:the |that )?(?:calendar |billing )?(month|quarter|year)")


def period_of(
    agreement: Agreement, catalog: Catalog, case: CreditCase, today: date
) -> Period | None:
    """Return the last window of a case before a day, with the minutes of it that count.

    It lies within the agreement's term, and no text before the present one holds in it: where none
    of such is over, it is the first one.
    """
    term, begun = term_on(agreement, today), text_holds_from(agreement)
    if term.last and term.last < today:
        today = term.last + _DAY
    found = _period_before(agreement, catalog, case, today)
    if begun is None or found is None or found.first is None or found.first >= begun:
        return found
    day = max(today, begun)
    for _ in range(_TO_BEGIN):
        found = _period_before(agreement, catalog, case, day)
        if found is None or found.first is None or found.until is None:
            return None
        if found.first >= begun:
            return found
        # No two windows after one another differ by more days than that.
        day = found.until + (found.until - found.first) + _LEEWAY
    return None


def _period_before(
    agreement: Agreement, catalog: Catalog, case: CreditCase, today: date
) -> Period | None:
    promise = case.promise
    if promise.window is None or promise.measured is None:
        return None
    period = last_full_period(promise.window, today, _zone(agreement, catalog))
    found = within_hours(period, promise.measured) if period else None
    return found if found and found.minutes else None


def _zone(agreement: Agreement, catalog: Catalog) -> str:
    """Return the zone whose clocks make a window longer or shorter.

    Without one the days have 24 hours.
    """
    return stated_zone(agreement, catalog) or UTC


def periods_of(
    agreement: Agreement, catalog: Catalog, case: CreditCase, today: date, count: int
) -> tuple[Period, ...]:
    """Return the last windows of a case that are over, the newest first; one of a fixed length.

    The agreement is in force by its present text in each of them. A new one has its first window
    alone.
    """
    period = period_of(agreement, catalog, case, today) if case.window is not None else None
    begun = text_holds_from(agreement) or date.min
    found: list[Period] = []
    while period is not None and len(found) < count:
        if period.first is not None and period.first < begun:
            break
        found.append(period)
        if period.first is None:
            break
        period = _period_before(agreement, catalog, case, period.first)
    return tuple(found)


def days_of(period: Period) -> Fraction:
    """Return how many days a period has."""
    if period.first is not None and period.until is not None:
        return Fraction((period.until - period.first).days)
    return period.minutes / 1440


def days_of_fee(
    credit: ResolvedCredit, case: CreditCase | None = None, period: Period | None = None
) -> Fraction:
    """Return for how many days of service the fee pays of which a credit is taken.

    That may be another length than the period's: the monthly fee beside a quarter. Where nothing
    tells, it is a month.
    """
    of_period = days_of(period) if period else _DAYS_OF_A_MONTH
    return days_paid(credit.base, unit_of_period(case, period)) or of_period


def is_fee_of(case: CreditCase, period: Period) -> bool:
    """Tell whether the fee pays for as many days as a period has."""
    return days_of_fee(case.credit, case, period) == days_of(period)


def unit_of_period(case: CreditCase | None, period: Period | None) -> str:
    """Return the unit of a window, such as `month`; nothing for one that starts on any day."""
    window = case.promise.window if case else None
    return window.unit if window and period and period.first else ""


def last_day_for_claim(
    credit: ResolvedCredit, case: CreditCase | None, period: Period | None
) -> date | None:
    """Return until when a credit for a period has to be claimed, where that day can be told."""
    claim, unit = credit.claim, unit_of_period(case, period)
    if not isinstance(claim, Claim) or not isinstance(claim.within, ElapsedTime):
        return None
    if claim.when or period is None or period.until is None:  # what is worked out is of any case
        return None
    end = _END.fullmatch(claim.after or "")
    if not end or end[1] != unit:
        return None
    try:
        return later(period.until - timedelta(days=1), claim.within)
    except DateError:
        return None
