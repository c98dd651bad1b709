"""Reckon with the days of a contract: how far terms reach, how they renew, when notice is due.

Months are counted from the first day of the first term and clamped once, at the end of a month. A
term that starts from a clamped day would lose days with each renewal.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from sla_catalog.frozen import dataclass
from sla_catalog.model.quantities import SECONDS, ElapsedTime, TimeUnit


class DateError(ValueError):
    """Say that a length does not lead from one day to another."""


def later(day: date, length: ElapsedTime) -> date:
    """Return the day a length later; months are clamped to the end of the month.

    Raises DateError for a length that is not whole in days or months, or that leads out of the
    years 1 to 9999.
    """
    return _moved(day, length, 1)


def is_period(length: ElapsedTime) -> bool:
    """Tell whether terms can be that long: whole in days or months, and not nothing."""
    months = length.months
    whole = length.seconds if months is None else months
    unit = SECONDS[TimeUnit.DAY] if months is None else 1
    return length.number > 0 and (Fraction(whole or 0) / unit).denominator == 1


@dataclass(frozen=True, slots=True)
class RenewalTerms:
    """The terms of a contract, each from the end of the one before it.

    `first` is the first day of the first term and `initial` its length, None for a contract whose
    renewals begin on `first`. Each renewal is for `period`.
    """

    first: date
    initial: ElapsedTime | None
    period: ElapsedTime

    def end(self, renewals: int) -> date:
        """Return the first day not covered after a number of renewals; errors as `later`."""
        initial, period = self.initial, self.period
        if initial is None:
            return _moved(self.first, period, renewals)
        if initial.months is None or period.months is None:
            return _moved(later(self.first, initial), period, renewals)
        months = initial.months + renewals * period.months
        if initial.months.denominator != 1 or period.months.denominator != 1:
            raise DateError(f"{initial} and {period} are not whole numbers of months")
        return _in_calendar(self.first, months.numerator, 0)

    def renewals(self, today: date) -> int:
        """Return how often the term that runs today was renewed.

        That is the first whose end lies after today; 0 within the first term and before it. Found
        by division, so that periods of a day since the year 1 cost nothing. Raises DateError as
        `later`, and for a period without length.
        """
        if self.period.number <= 0:
            raise DateError(f"a period of {self.period} does not renew anything")
        first_end = self.end(0)
        if first_end > today:
            return 0
        months = self.period.months
        if months is None:
            return (today - first_end).days // _days(self.period) + 1
        elapsed = (today.year - first_end.year) * 12 + today.month - first_end.month
        times = elapsed // months.numerator  # ends in the month of today, or in one before it
        return times if self.end(times) > today else times + 1


def last_day_for_notice(last_covered: date, notice: ElapsedTime) -> date:
    """Return the last day on which notice ends a term with its last day covered.

    That is the latest day from which the length of the notice leads no further than the last day
    covered. Errors as `later`.
    """
    day = _moved(last_covered, notice, -1)
    if notice.months is None or last_covered.day < _length_of_month(last_covered):
        return day
    return day.replace(day=_length_of_month(day))


def _moved(day: date, length: ElapsedTime, times: int) -> date:
    months = length.months
    if months is None:
        return _in_calendar(day, 0, _days(length) * times)
    if months.denominator != 1:
        raise DateError(f"{length} is not a whole number of months")
    return _in_calendar(day, months.numerator * times, 0)


def _days(length: ElapsedTime) -> int:
    days = (length.seconds or Fraction(0)) / SECONDS[TimeUnit.DAY]
    if days.denominator != 1:
        raise DateError(f"{length} is not a whole number of days")
    return days.numerator


def _in_calendar(day: date, months: int, days: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    try:
        moved = date(day.year + years, month + 1, 1)
        moved = moved.replace(day=min(day.day, _length_of_month(moved)))
        return moved + timedelta(days=days)
    except (OverflowError, ValueError):
        raise DateError(f"the day leads out of the calendar, from {day} on") from None


def _length_of_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]
