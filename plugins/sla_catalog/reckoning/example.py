"""Reckon one outage through a credit schedule, step by step, as an example of the terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from sla_catalog.model.calendars import MINUTES_A_DAY, Window, WindowKind
from sla_catalog.model.quantities import Percentage
from sla_catalog.model.remedies import Bound, Credit, Part
from sla_catalog.model.remedies import Tier as WrittenTier
from sla_catalog.reckoning.credits import (
    Band,
    Bill,
    Cap,
    Goal,
    Rounding,
    Schedule,
    Steps,
    Tier,
    availability,
    credit_amount,
    credit_at,
    payable,
)
from sla_catalog.reckoning.downtime import lengths
from sla_catalog.reckoning.localtime import seconds_between
from sla_catalog.reckoning.tiers import band_of, edges_of, share_of
from sla_catalog.reckoning.worktime import WorkingCalendar, minutes_between

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SHORTEST = 30


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
    tell, such as fiscal years and contract terms.
    """
    if window.kind in {WindowKind.CALENDAR, WindowKind.BILLING, WindowKind.FISCAL}:
        is_plain = window.kind is WindowKind.CALENDAR or window.unit == "month"
        months = _MONTHS.get(window.unit) if is_plain else None
        return _months_before(months, today, timezone) if months else None
    whole = lengths(window)
    if whole is None or whole.shortest != whole.longest:
        return None
    return Period(whole.headline / 60)


def _months_before(months: int, today: date, timezone: str) -> Period:
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


def schedule_of(
    credit: Credit, tiers: Sequence[WrittenTier], target: Decimal
) -> Schedule | Steps | None:
    """Read a credit for missed availability as a function of it; None where it is none.

    `tiers` are those that apply to the case. Credits that are no share, or were not read, count
    as 0. Steps of which it is not said whether a part counts are not read.
    """
    goal = Goal(target)
    if credit.credit is not None and credit.per is None:
        band = Band(None, False, target, False, share_of(credit.credit))
        return Schedule((band,), goal)
    if not tiers or any(_is_unreadable(edge) for tier in tiers for edge in edges_of(tier)):
        return None
    if any(tier.each for tier in tiers):
        return _steps(tiers[0], target) if len(tiers) == 1 else None
    if all(tier.below and not (tier.above or tier.from_) for tier in tiers):
        cumulative = [
            Tier(_number(tier.below, target), share_of(tier.credit)) for tier in tiers if tier.below
        ]
        return Schedule.from_tiers(cumulative, goal)
    return Schedule(tuple(band_of(tier, target) for tier in tiers), goal)


def _is_unreadable(edge: Bound) -> bool:
    return edge.amount is not None and not isinstance(edge.amount, Percentage)


def _number(edge: Bound | None, target: Decimal) -> Decimal:
    return edge.amount.number if edge and edge.amount is not None else target


def _steps(tier: WrittenTier, target: Decimal) -> Steps | None:
    size, credit = tier.each, share_of(tier.credit)
    readable = tier.below and not (tier.above or tier.from_ or tier.to) and tier.part
    if not readable or not isinstance(size, Percentage) or not size.number or not credit:
        return None
    goal = Goal(_number(tier.below, target))
    return Steps(size.number, credit, tier.part is Part.COUNTS, goal)


@dataclass(frozen=True, slots=True)
class Worked:
    """An outage reckoned through: minutes, then the share in percent, then money.

    `band` is the one that applies, `steps` how many count where there are steps; `earned` is
    before caps, `paid` after them.
    """

    minutes: Fraction
    outage: Fraction
    measured: Fraction
    percent: Decimal
    band: Band | None
    steps: int
    fee: Decimal
    earned: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        """Return what is left to pay."""
        return self.fee - self.paid


def telling_outage(
    schedule: Schedule | Steps, minutes: Fraction, least: Fraction, rounding: Rounding | None
) -> Fraction | None:
    """Return the first of 30, 60, 120 ... minutes, longer than `least`, that earns a credit."""
    lengths_in_order = (Fraction(_SHORTEST * 2**power) for power in range(32))
    for outage in takewhile(lambda length: length <= minutes, lengths_in_order):
        measured = availability(outage, minutes, rounding)
        if outage > least and credit_at(schedule, measured):
            return outage
    return None


def worked(
    schedule: Schedule | Steps,
    outage: Fraction,
    minutes: Fraction,
    fee: Decimal,
    caps: Sequence[Cap] = (),
    rounding: Rounding | None = None,
) -> Worked:
    """Reckon an outage through: uptime, credit, what caps leave of it."""
    measured = availability(outage, minutes, rounding)
    percent = credit_at(schedule, measured)
    earned = credit_amount(percent, fee)
    return Worked(
        minutes,
        outage,
        measured,
        percent,
        None if isinstance(schedule, Steps) else _band_at(schedule, measured),
        int(percent / schedule.credit) if isinstance(schedule, Steps) else 0,
        fee,
        earned,
        payable(Bill(fee, earned), (), caps),
    )


def _band_at(schedule: Schedule, measured: Fraction) -> Band | None:
    held = (band for band in schedule.bands if band.interval.holds(measured))
    return max(held, key=lambda band: band.credit, default=None)
