"""What a credit comes to for one measured value: step, tier, caps and money, as a worked case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from sla_catalog.calculation.bands import Band
from sla_catalog.calculation.credits import (
    Billing,
    FormKind,
    RoundingRule,
    Settled,
    availability,
    settled,
)
from sla_catalog.calculation.periods import Period
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.measurement import Outage
from sla_catalog.model.quantities import ElapsedTime, Money, TimeUnit
from sla_catalog.resolved.ceilings import SettlementTerms, currency_of, terms_of
from sla_catalog.resolved.credits import ResolvedCredit, Sum
from sla_catalog.resolved.earned import Earned, earned_at
from sla_catalog.resolved.schedules import CreditCase
from sla_catalog.resolved.windows import days_of_fee, is_fee_of, period_of

_SHORTEST = 30
_LONGEST_GRAIN = Fraction(_SHORTEST * 60)  # every outage of an example is a multiple of it
TIMES = 2


@dataclass(frozen=True, slots=True)
class Worked:
    """A credit worked through for one value.

    `period` and `outage` (both in minutes) are there where an availability is worked out from
    downtime. `measured` is rounded as agreed. `band` is the tier that applies; `count` how many
    of its steps count, or for how many times `per` the credit is given. `sums` is what is given,
    by form. `is_fee_used` tells whether the assumed fee matters.
    """

    credit: ResolvedCredit
    case: CreditCase | None
    period: Period | None
    outage: Fraction | None
    measured: Fraction | None
    band: Band | None
    count: int
    sums: tuple[Sum, ...]
    billing: Billing
    terms: SettlementTerms
    money: Settled

    @property
    def is_fee_used(self) -> bool:
        """Tell whether the result depends on the fee."""
        binding = self.money.binding
        by_cap = binding is not None and self.terms.ceilings[binding].needs_fee
        return by_cap or any(one.form.kind is not FormKind.MONEY for one in self.sums)

    @property
    def further(self) -> int:
        """Return how many steps count after the first."""
        return max(0, self.count - 1)

    def measured_to(self, digits: int) -> tuple[Fraction, int]:
        """Return the measured value as it is compared, else with some digits; and how many."""
        if self.case is not None and self.case.rounding is not None:
            digits = self.case.rounding.digits
        return RoundingRule(digits).rounded(self.measured or Fraction(0)), digits

    @property
    def left(self) -> Decimal:
        """Return what is left to pay of the fee."""
        return self.billing.fee - self.money.paid


def worked_example(
    agreement: Agreement,
    catalog: Catalog,
    credit: ResolvedCredit,
    case: CreditCase | None,
    today: date,
    fee: Decimal,
) -> Worked | None:
    """Work a telling value through a credit; None where there is nothing to work out."""
    found = _given_times(agreement, credit, fee)
    if found is None and case is not None and has_one_currency(agreement, case):
        # Nobody can tell the minutes of service hours in a window that starts on any day.
        has_minutes = case.window is not None and period_of(agreement, catalog, case, today)
        found = (
            _outage(agreement, catalog, credit, case, today, fee)
            if has_minutes
            else _value(agreement, credit, case, fee)
        )
    least = getattr(credit.floor, "amount", None)
    if found and isinstance(least, Money) and found.money.paid < least.number:
        return None
    return found


def _given_times(agreement: Agreement, credit: ResolvedCredit, fee: Decimal) -> Worked | None:
    """Work out a credit that is given for each of something, for two of them."""
    if not credit.record.per or not credit.given or credit.tiers:
        return None
    one = credit.sum_of(credit.given[0])
    if one.form.kind is FormKind.MULTIPLE:
        return None
    given = Sum(one.form, one.number * TIMES)
    billing = Billing(fee, days_of_fee(credit))
    terms = terms_of(agreement, credit, given, None)
    money = _settled((given,), terms, billing)
    if money is None:
        return None
    return Worked(credit, None, None, None, None, None, TIMES, (given,), billing, terms, money)


def _outage(
    agreement: Agreement,
    catalog: Catalog,
    credit: ResolvedCredit,
    case: CreditCase,
    today: date,
    fee: Decimal,
) -> Worked | None:
    period = period_of(agreement, catalog, case, today)
    if period is None or not is_reckonable(case) or not has_price(case, period):
        return None
    minutes = period.minutes
    for outage in _outages(minutes):
        measured = availability(outage, minutes, case.rounding)
        billing = Billing(fee, days_of_fee(credit, case, period), minutes, outage)
        earned = earned_at(case, measured, billing)
        if outage > least_outage(case) and earned and earned.sums:
            return _settle(agreement, credit, case, measured, earned, billing, period)
    return None


def _outages(minutes: Fraction) -> Iterator[Fraction]:
    """Yield 30, 60, 120 ... minutes as far as they fit."""
    lengths = (Fraction(_SHORTEST * 2**power) for power in range(32))
    return takewhile(lambda length: length <= minutes, lengths)


def has_price(case: CreditCase, period: Period) -> bool:
    """Tell whether a multiple of the price of an outage can be told from the fee."""
    return not is_multiple(case) or is_fee_of(case, period)


def has_one_currency(agreement: Agreement, case: CreditCase) -> bool:
    """Tell whether all that a credit gives can be added in money, the fee's share with the rest."""
    money = {form.of for form in case.every_form if form.kind is FormKind.MONEY}
    if case.is_mixed and (currency := currency_of(agreement)):
        money.add(currency)
    return len(money) < 2


def is_multiple(case: CreditCase) -> bool:
    """Tell whether a credit is given in multiples of the price of an outage, in part at least."""
    return any(form.kind is FormKind.MULTIPLE for form in case.every_form)


def is_reckonable(case: CreditCase) -> bool:
    """Tell whether the rounding is read and leaves outages of half an hour as they are."""
    if not case.is_rounding_read:
        return False
    rounding = case.time_rounding
    return rounding is None or (_LONGEST_GRAIN / rounding.grain).denominator == 1


def _value(
    agreement: Agreement, credit: ResolvedCredit, case: CreditCase, fee: Decimal
) -> Worked | None:
    if not case.is_rounding_read or is_multiple(case):
        return None
    for telling in _telling(case):
        value = case.rounding.rounded(telling) if case.rounding else telling
        if not case.schedule.scale.holds(value) or case.goal.is_kept(value):
            continue
        billing = Billing(fee, days_of_fee(credit))
        earned = earned_at(case, value, billing)
        if earned and earned.sums:
            return _settle(agreement, credit, case, value, earned, billing, None)
    return None


def _telling(case: CreditCase) -> Iterator[Fraction]:
    """Yield values that show how a schedule works: two and a half steps, or well within a tier."""
    is_high = case.goal.higher_is_worse
    sign = 1 if is_high else -1
    is_divided = case.unit == "%" or case.unit.startswith(("elapsed", "business"))
    for band in case.schedule.bands:
        end = band.better_end(is_high)
        if end is None:
            continue
        edge = Fraction(end)
        worse = band.upper if is_high else band.lower
        if band.steps:
            telling = edge + sign * Fraction(band.steps.size) * Fraction(5, 2)
            if is_divided or telling.denominator == 1:  # nobody counts half of a parcel
                yield telling
            yield edge + sign * Fraction(band.steps.size) * 2
        if case.unit == "%":
            yield edge + sign * (edge if is_high else 100 - edge)
        elif case.unit.startswith(("elapsed", "business")):
            yield edge * (Fraction(3, 2) if is_high else Fraction(1, 2))
        else:
            # Authors name what they count in the plural, so that one alone would read wrongly.
            yield from sorted((edge + sign, edge + 2 * sign), key=lambda value: value == 1)
        if worse is not None:
            yield (edge + Fraction(worse)) / 2


def _settle(
    agreement: Agreement,
    credit: ResolvedCredit,
    case: CreditCase,
    measured: Fraction,
    earned: Earned,
    billing: Billing,
    period: Period | None,
) -> Worked | None:
    band, sums = earned.band, earned.sums
    terms = terms_of(agreement, credit, sums[0] if len(sums) == 1 else None, case)
    money = _settled(sums, terms, billing)
    count = band.steps_to(measured, case.goal.higher_is_worse) if band else 0
    if money is None:
        return None
    outage = billing.outage
    return Worked(credit, case, period, outage, measured, band, count, sums, billing, terms, money)


@dataclass(frozen=True, slots=True)
class Calculation:
    """What a reader's own figures come to; `money` is None without a fee that is needed."""

    measured: Fraction
    sums: tuple[Sum, ...]
    count: int
    money: Settled | None


def calculate(
    case: CreditCase,
    terms: SettlementTerms,
    entered: Fraction,
    period: Period | None,
    fee: Decimal | None,
) -> Calculation | None:
    """Work a credit out from minutes down in a period, or from a measured value without one.

    None where more minutes are down than the period has, or where nobody can tell without a fee
    which of several tiers gives more. This is what the calculator on a page does as well.
    """
    outage = None
    if period is not None:
        outage = entered
        if case.time_rounding:
            outage = min(period.minutes, case.time_rounding.rounded(outage * 60) / 60)
        if not 0 <= outage <= period.minutes:
            return None
        entered = availability(outage, period.minutes)
    measured = case.rounding.rounded(entered) if case.rounding else entered
    days = days_of_fee(case.credit, case, period)
    minutes = period.minutes if period else None
    billing = Billing(fee or Decimal(0), days, minutes, outage)
    earned = earned_at(case, measured, None if fee is None else billing)
    if earned is None:
        return None
    band = earned.band
    count = band.steps_to(measured, case.goal.higher_is_worse) if band else 0
    is_known = fee is not None or not needs_fee(case, terms)
    money = _settled(earned.sums, terms, billing) if is_known else None
    return Calculation(measured, earned.sums, count, money)


def needs_fee(case: CreditCase, terms: SettlementTerms) -> bool:
    """Tell whether a credit of a case can be worked out in money only with a fee."""
    is_money = all(form.kind is FormKind.MONEY for form in case.every_form)
    return not is_money or any(ceiling.needs_fee for ceiling in terms.ceilings)


def _settled(sums: Sequence[Sum], terms: SettlementTerms, billing: Billing) -> Settled | None:
    given = [(one.form.kind, one.number) for one in sums]
    return settled(given, [one.amounts for one in terms.ceilings], billing)


def entered_in(case: CreditCase) -> tuple[TimeUnit, Fraction] | None:
    """Return the unit in which a reader enters a time, and its seconds; None for all but times."""
    if case.unit != "elapsed time":
        return None
    value = case.promise.value
    unit = value.unit if isinstance(value, ElapsedTime) and value.seconds else TimeUnit.HOUR
    return unit, ElapsedTime(Decimal(1), unit).seconds or Fraction(1)


def least_outage(case: CreditCase) -> Fraction:
    """Return the minutes that an outage must last to count."""
    outage = outage_of(case)
    after = getattr(outage, "after", None)
    seconds = after.seconds if isinstance(after, ElapsedTime) else None
    return (seconds or Fraction(0)) / 60


def outage_of(case: CreditCase) -> Outage | None:
    """Return what counts as down for a case."""
    found = case.metric.says(case.cell, "outage")
    return found if isinstance(found, Outage) and not isinstance(found, Absence) else None
