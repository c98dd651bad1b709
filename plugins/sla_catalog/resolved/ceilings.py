"""The caps that can be worked out beside a credit, and those that a sum leaves out."""

from __future__ import annotations

from fractions import Fraction

from sla_catalog.calculation.credits import FormKind
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.quantities import ElapsedTime, Money, Percentage
from sla_catalog.model.remedies import Cap
from sla_catalog.resolved.cases import implies, space_of
from sla_catalog.resolved.credits import AppliedCap, ResolvedCredit, Sum, joined, meet
from sla_catalog.resolved.fees import speaks_of_fees
from sla_catalog.resolved.schedules import CreditCase


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A cap that can be worked out beside a credit: shares of the fee, money, service, added."""

    limit: AppliedCap
    amounts: tuple[tuple[FormKind, Fraction], ...]

    @property
    def needs_fee(self) -> bool:
        """Tell whether it is an amount of money only with a fee."""
        return any(kind is not FormKind.MONEY for kind, _ in self.amounts)


@dataclass(frozen=True, slots=True)
class SettlementTerms:
    """What a credit is settled by: caps that can be worked out, and whether others may bind.

    `partial` are caps that hold in some of the cases alone, and bind in none of these sums.
    """

    ceilings: tuple[Ceiling, ...]
    left_out: bool
    partial: tuple[Cap, ...] = ()


def terms_of(
    agreement: Agreement, credit: ResolvedCredit, given: Sum | None, case: CreditCase | None
) -> SettlementTerms:
    """Return the caps of a credit that can be worked out, and whether another may bind."""
    ceilings, partial = [], []
    left_out = False
    space = space_of(agreement)
    held = joined(case.when, credit.when) if case is not None else credit.when
    for limit in credit.limits:
        when = limit.cap.when
        if when and (held is None or not meet(held, when)):
            continue
        if when and not implies(space.condition(held or None), space.condition(when)):
            if not _is_out_of_reach(limit, credit, given):
                partial.append(limit.cap)
            continue
        ceiling = _ceiling(agreement, credit, limit, case)
        if ceiling is not None:
            ceilings.append(ceiling)
        elif not _is_out_of_reach(limit, credit, given):
            left_out = True
    return SettlementTerms(tuple(ceilings), left_out, tuple(partial))


def _ceiling(
    agreement: Agreement, credit: ResolvedCredit, limit: AppliedCap, case: CreditCase | None
) -> Ceiling | None:
    most, of = limit.cap.at_most, limit.cap.of
    if limit.steps is not None:
        amounts = tuple(map(_amount, limit.sums))
        return Ceiling(limit, amounts) if amounts else None
    window = case.promise.window if case else None
    unit = window.unit if window else "month"
    if limit.cap.per is not None and limit.cap.per.unit != unit:
        return None
    if limit.most is not None:
        return Ceiling(limit, (_amount(limit.most),))
    if isinstance(most, Percentage) and of in {None, credit.base}:
        return Ceiling(limit, ((FormKind.SHARE, Fraction(most.number)),))
    if isinstance(most, Money) and most.currency == currency_of(agreement):
        return Ceiling(limit, ((FormKind.MONEY, Fraction(most.number)),))
    if isinstance(most, ElapsedTime) and most.seconds and of and speaks_of_fees(of):
        return Ceiling(limit, ((FormKind.SERVICE, most.seconds),))
    return None


def _amount(one: Sum) -> tuple[FormKind, Fraction]:
    return one.form.kind, one.number


def _is_out_of_reach(limit: AppliedCap, credit: ResolvedCredit, given: Sum | None) -> bool:
    """Tell whether a cap is of all that the base is a part of, and not reached by the credit."""
    most = limit.cap.at_most
    if given is None or given.form.kind is not FormKind.SHARE or not isinstance(most, Percentage):
        return False
    is_wider = isinstance(credit.base, str) and credit.base.startswith(limit.cap.of or credit.base)
    return is_wider and given.number <= most.number


def currency_of(agreement: Agreement) -> str:
    """Return the currency of an agreement, or nothing where it states none."""
    currency = getattr(agreement.conditions, "currency", None)
    return currency if isinstance(currency, str) else ""
