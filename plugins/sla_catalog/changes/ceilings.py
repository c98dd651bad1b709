"""The caps that can be reckoned beside a credit of one case, and those that cannot."""

from __future__ import annotations

from fractions import Fraction

from sla_catalog.calculation.credits import FormKind
from sla_catalog.changes.credit_words import cap_text
from sla_catalog.changes.earnings import Earnings
from sla_catalog.changes.periods import for_each, in_each
from sla_catalog.changes.values import is_unknown
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import Window, WindowKind
from sla_catalog.resolved.credits import ALWAYS, AppliedCap, Sum, joined
from sla_catalog.resolved.highest import is_out_of_reach
from sla_catalog.resolved.schedules import CreditCase


@dataclass(frozen=True, slots=True)
class LongerCap:
    """The most that the credits of several periods come to: so many `each` in the longer one.

    `period` is the longer one as it follows an amount: ` a calendar year`.
    """

    most: Fraction
    each: Fraction
    period: str

    def of(self, credit: Fraction) -> Fraction:
        """Return what credits come to if each is so much."""
        return min(self.most, self.each * credit)


@dataclass(frozen=True, slots=True)
class Capped:
    """What a credit of a case earns under its caps; `apart` says which are left out, and why."""

    earnings: Earnings
    apart: tuple[str, ...] = ()
    longer: tuple[LongerCap, ...] = ()


def capped(case: CreditCase, *, is_whole: bool = True) -> Capped:
    """Return a case with the caps of its form that hold for the period of its promise.

    Where it is not the whole of what is earned, since values earn in several forms at once, a cap
    limits the sum of them and cuts no form of its own. One of several forms is compared by form.
    """
    if case.is_mixed:
        return Capped(Earnings(case))
    held = joined(case.when, case.credit.when) or ALWAYS
    most, apart, longer = [], [], []
    for limit in case.credit.limits:
        both = joined(held, limit.cap.when or ALWAYS)
        if both is None:
            continue
        is_implied = not limit.is_partial or both == held
        if not is_whole:
            apart.append(_left_out(limit, _OF_SEVERAL_FORMS))
        elif limit.most and is_implied and _is_comparable(limit, case):
            most.append(limit.most.number)
        elif limit.most and is_implied and (found := _longer(limit.most, limit, case)):
            most.append(limit.most.number)
            longer.append(found)
        elif not (case.highest and is_out_of_reach(limit.cap, case.credit, case.highest)):
            apart.append(_left_out(limit, _why(limit, case, is_implied=is_implied)))
    if is_unknown(case.credit.caps):
        apart.append("caps may leave less of it, but they are not stated here")
    return Capped(Earnings(case, min(most, default=None)), tuple(apart), tuple(longer))


_OF_SEVERAL_FORMS = "it limits what several forms come to together"


def _left_out(limit: AppliedCap, why: str) -> str:
    return f"the cap {cap_text(limit.cap)} is left out here: {why}"


def _why(limit: AppliedCap, case: CreditCase, *, is_implied: bool) -> str:
    """Say why nobody can tell what a cap leaves of one credit."""
    if limit.most is None or limit.most.form != case.form:
        return "it limits another amount than that of the credit"
    if not is_implied:
        return "it does not hold in all of these cases"
    each = in_each(case.promise.window or _MONTH, limit.cap.per)
    if each and each > 1 and limit.steps is None:
        return "it does not say what it is a share of"  # of one fee, or of all of its period
    return "it counts over another period than the promise"


def _longer(most: Sum, limit: AppliedCap, case: CreditCase) -> LongerCap | None:
    """Return a cap of a longer period than that of the promise, whose credits it limits together.

    A share of which nobody says what of may be one of all fees of the longer period.
    """
    cap = limit.cap
    if most.form != case.form or limit.steps is not None:
        return None
    if case.form.kind is FormKind.SHARE and cap.of is None:
        return None
    each = in_each(case.promise.window or _MONTH, cap.per)
    return LongerCap(most.number, each, for_each(cap.per)) if each and each > 1 else None


_MONTH = Window(WindowKind.CALENDAR, "month")


def _is_comparable(limit: AppliedCap, case: CreditCase) -> bool:
    """Tell whether a cap is of the credit's form and counts in the period of the promise.

    A promise of no period, as of each request, is settled by the month.
    """
    if limit.most is None or limit.most.form != case.form:
        return False
    per, window = limit.cap.per, case.promise.window
    if limit.steps is not None or per is None or per == window:
        return True
    return per.unit == (window.unit if window else "month")
