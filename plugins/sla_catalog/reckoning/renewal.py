"""Reckon with the days of a contract: what they cover, how they renew, when notice is due.

A duration is kept as the first day covered and the first day not covered.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count

from sla_catalog.model.quantities import SECONDS, Duration, TimeUnit

_DAY = timedelta(days=1)


class DateError(ValueError):
    """Say that a length does not lead from one day to another."""


@dataclass(frozen=True, slots=True)
class Notice:
    """When notice must be given: before `before`, so on `last` at the latest."""

    before: date
    last: date


def later(day: date, length: Duration) -> date:
    """Return the day a length later; months are clamped to the end of the month.

    Raises DateError for a length that is not whole in days or months, or that leads out of the
    years 1 to 9999.
    """
    return _moved(day, length, 1)


def earlier(day: date, length: Duration) -> date:
    """Return the day a length earlier; clamped and refused like `later`."""
    return _moved(day, length, -1)


def first_day_not_covered(effective: date, ends: date | Duration) -> date:
    """Return the first day after an initial term.

    `ends` is the last day covered, or the length of the term from the first day covered on.
    """
    if isinstance(ends, Duration):
        return later(effective, ends)
    return later(ends, Duration(Decimal(1), TimeUnit.DAY))


def last_day_covered(not_covered: date) -> date:
    """Return the last day before the first that is not covered."""
    return not_covered - _DAY


def renewed(initial: date, period: Duration, today: date) -> date:
    """Return the first day not covered of the tacitly renewed term that is running today.

    That is the first of initial + k x period after today; each is counted from the initial one,
    so that a short month does not shorten those after it. Raises DateError as `later` and for a
    period without length.
    """
    if period.number <= 0:
        raise DateError(f"a period of {period} does not renew anything")
    ends = (_moved(initial, period, times) for times in count())
    return next(end for end in ends if end > today)


def notice_due(not_covered: date, notice: Duration) -> Notice:
    """Return when notice must be given to end a term before its first day not covered."""
    before = earlier(not_covered, notice)
    return Notice(before, before - _DAY)


def _moved(day: date, length: Duration, times: int) -> date:
    months = length.months
    days = length.seconds / SECONDS[TimeUnit.DAY] if length.seconds is not None else Fraction(0)
    if (days if months is None else months).denominator != 1:
        raise DateError(f"{length} is not a whole number of days or months")
    try:
        if months is None:
            return day + timedelta(days=days.numerator * times)
        return _moved_months(day, months.numerator * times)
    except (OverflowError, ValueError):
        raise DateError(f"{length} from {day} on leads out of the calendar") from None


def _moved_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"the year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
