"""The caps that can be reckoned beside a credit of one case, and those that cannot."""

from __future__ import annotations

from sla_catalog.changes.credit_words import cap_text
from sla_catalog.changes.earnings import Earnings
from sla_catalog.changes.values import is_unknown
from sla_catalog.frozen import dataclass
from sla_catalog.resolved.credits import ALWAYS, AppliedCap, joined
from sla_catalog.resolved.schedules import CreditCase


@dataclass(frozen=True, slots=True)
class Capped:
    """What a credit of a case earns under its caps; `apart` names those not reckoned."""

    earnings: Earnings
    apart: tuple[str, ...] = ()


def capped(case: CreditCase) -> Capped:
    """Return a case with the caps of its form that hold for the period of its promise."""
    held = joined(case.when, case.credit.when) or ALWAYS
    most, apart = [], []
    for limit in case.credit.limits:
        both = joined(held, limit.cap.when or ALWAYS)
        if both is None:
            continue
        is_implied = not limit.is_partial or both == held
        if limit.most and is_implied and _is_comparable(limit, case):
            most.append(limit.most.number)
        else:
            apart.append(cap_text(limit.cap))
    if is_unknown(case.credit.caps):
        apart.append("that is not stated here")
    return Capped(Earnings(case, min(most, default=None)), tuple(apart))


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
