"""The highest credit of each form that one record can give, cut by caps of that form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.bands import Combination
from sla_catalog.calculation.credits import FormKind
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
    speaks_of_fees,
)
from sla_catalog.resolved.schedules import CreditCase, cases_of

_DAY = 86400
_MONTHLY = re.compile(r"\b(?:month|monat)", re.IGNORECASE)
_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}


def highest_of(
    agreement: Agreement, credit: ResolvedCredit, catalog: Catalog
) -> tuple[Highest, ...]:
    """Return the highest credit of each form in which a credit is given, cut by its caps."""
    cases = cases_of(agreement, credit, catalog)
    return tuple(_highest(credit, form, cases) for form in credit.forms)


def _highest(credit: ResolvedCredit, form: CreditForm, cases: Sequence[CreditCase]) -> Highest:
    limit = credit.limit_of(form)
    total = None if credit.record.per else _uncapped(credit, form, cases)
    most = [one for one in (limit, total) if one is not None]
    found = Sum(form, min(most)) if most else None
    apart = tuple(_apart(credit, form, found, cases))
    return Highest(form, found, not credit.unsaid, apart)


def _uncapped(
    credit: ResolvedCredit, form: CreditForm, cases: Sequence[CreditCase]
) -> Fraction | None:
    """Return the highest credit before caps, or None where it grows without limit."""
    found = [case.highest for case in cases if case.form == form]
    if found:
        known = [one.number for one in found if one is not None]
        return max(known) if len(known) == len(found) else None
    if any(tier.each is not None for _, tier in credit.tiers):
        return None
    numbers = [number_of(one) for one in credit.given if form_of(one, credit.base) == form]
    return sum(numbers, Fraction(0)) if credit.combination is Combination.ADD else max(numbers)


def _apart(
    credit: ResolvedCredit, form: CreditForm, total: Sum | None, cases: Sequence[CreditCase]
) -> Iterator[Cap | Absence]:
    """Yield the caps that may cut a total and cannot be set beside it."""
    if isinstance(credit.caps, Absence) and credit.caps.none is None:
        yield credit.caps
    for limit in credit.limits:
        is_compared = limit.most is not None and limit.most.form == form
        if is_compared and limit.is_partial and limit.most and total:
            is_compared = limit.most.number >= total.number
        elif is_compared:
            is_compared = not limit.is_partial
        if not is_compared and not (total and _is_out_of_reach(limit.cap, credit, total, cases)):
            yield limit.cap


def _is_out_of_reach(
    cap: Cap, credit: ResolvedCredit, total: Sum, cases: Sequence[CreditCase]
) -> bool:
    """Tell whether a cap leaves a credit as it is, whatever the fee.

    A share of something else is taken for one of no less: caps are of all that is paid, credits
    of the part that was missed. A length of what is paid for is set beside a share of it, by the
    shortest or longest period for which the credit is reckoned.
    """
    most, of = cap.at_most, cap.of or credit.base
    is_share = total.form.kind is FormKind.SHARE
    if is_share and isinstance(most, Percentage):
        return Fraction(most.number) >= total.number
    if not isinstance(of, str) or not speaks_of_fees(of):
        return False
    shortest, longest = _period(credit, cases)
    if is_share and isinstance(most, ElapsedTime):
        return bool(longest) and _days(most) >= longest * total.number / 100
    if total.form.kind is FormKind.SERVICE and isinstance(most, Percentage):
        return Fraction(most.number) / 100 * shortest >= total.number / _DAY
    return False


def _period(credit: ResolvedCredit, cases: Sequence[CreditCase]) -> tuple[int, int]:
    """Return the fewest and the most days of which a credit is a part; (0, 0) if unknown."""
    if _MONTHLY.search(credit.base if isinstance(credit.base, str) else ""):
        return _DAYS["month"]
    windows = (case.promise.window for case in cases)
    units = {window.unit if window else "month" for window in windows} or {"month"}
    if not units <= _DAYS.keys():
        return 0, 0
    return min(_DAYS[unit][0] for unit in units), max(_DAYS[unit][1] for unit in units)


def _days(length: ElapsedTime) -> Fraction:
    if length.seconds is not None:
        return length.seconds / _DAY
    return Fraction(length.months or 0) * _DAYS["month"][0]
