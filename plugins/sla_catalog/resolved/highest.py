"""The highest credit of each form that one record can give, cut by caps of that form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.bands import Combination
from sla_catalog.calculation.credits import FormKind
from sla_catalog.calculation.downtime import calendar_months
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.quantities import ElapsedTime, Percentage
from sla_catalog.model.remedies import Cap
from sla_catalog.resolved.credits import (
    CreditForm,
    Highest,
    ResolvedCredit,
    Sum,
    form_of,
    number_of,
)
from sla_catalog.resolved.fees import is_of_one_month, is_part_of_base
from sla_catalog.resolved.schedules import CreditCase, all_cases_of

_MONTH = calendar_months(1)


def highest_of(
    agreement: Agreement, credit: ResolvedCredit, catalog: Catalog
) -> tuple[Highest, ...]:
    """Return the highest credit of each form in which a credit is given, cut by its caps."""
    cases = all_cases_of(agreement, credit, catalog)
    return tuple(_highest(credit, form, cases) for form in credit.forms)


def _highest(credit: ResolvedCredit, form: CreditForm, cases: Sequence[CreditCase]) -> Highest:
    limit = credit.limit_of(form)
    total = None if credit.record.per else _uncapped(credit, form, cases)
    most = [one for one in (limit, total) if one is not None]
    found = Sum(form, min(most)) if most else None
    apart = tuple(_apart(credit, form, found))
    return Highest(form, found, not credit.unsaid, apart)


def _uncapped(
    credit: ResolvedCredit, form: CreditForm, cases: Sequence[CreditCase]
) -> Fraction | None:
    """Return the highest credit before caps, or None where it grows without limit."""
    found = [case.highest_in(form) for case in cases if form in case.every_form]
    if found:
        known = [one.number for one in found if one is not None]
        return max(known) if len(known) == len(found) else None
    if any(tier.each is not None for _, tier in credit.tiers):
        return None
    numbers = [number_of(one) for one in credit.given if form_of(one, credit.base) == form]
    return sum(numbers, Fraction(0)) if credit.combination is Combination.ADD else max(numbers)


def _apart(credit: ResolvedCredit, form: CreditForm, total: Sum | None) -> Iterator[Cap | Absence]:
    """Yield the caps that may cut a total and cannot be set beside it."""
    if isinstance(credit.caps, Absence) and credit.caps.none is None:
        yield credit.caps
    for limit in credit.limits:
        most = limit.leaves(form)
        is_compared = most is not None
        if most is not None and limit.is_partial and total:
            is_compared = most.number >= total.number
        elif is_compared:
            is_compared = not limit.is_partial
        if not is_compared and not (total and is_out_of_reach(limit.cap, credit, total)):
            yield limit.cap


def is_out_of_reach(cap: Cap, credit: ResolvedCredit, total: Sum) -> bool:
    """Tell whether a cap leaves a credit as it is, although it is of another form or base.

    That is known of the fee of one month alone: further words of a base narrow it, so that a
    `monthly fee` is no less than a `monthly fee of the affected line`, and its days set a length
    beside a share. Which of two other bases is more, and how many days they pay for, is not known.
    """
    most, of = cap.at_most, cap.of or credit.base
    is_share = total.form.kind is FormKind.SHARE
    base = total.form.of if is_share else credit.base if isinstance(credit.base, str) else of
    if not isinstance(of, str) or not isinstance(base, str):
        return False
    if not is_of_one_month(base) or not is_part_of_base(of, base):
        return False
    if is_share and isinstance(most, ElapsedTime):
        return _least_share(most) >= total.number
    if not isinstance(most, Percentage) or not is_of_one_month(of):
        return False
    if total.form.kind is FormKind.SERVICE:
        return Fraction(most.number) / 100 * _MONTH.shortest >= total.number
    return is_share and Fraction(most.number) >= total.number


def _least_share(length: ElapsedTime) -> Fraction:
    """Return how many percent of the fee of a month a length of what it pays for is at least."""
    if length.seconds is None:
        return 100 * Fraction(length.months or 0)
    return 100 * length.seconds / _MONTH.longest
