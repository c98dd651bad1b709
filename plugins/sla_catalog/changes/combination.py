"""Which of several credits count, before and after: all, the highest, the first, or a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.credit_words import amount_text
from sla_catalog.changes.fields import kinds_of
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.values import signed
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Location
from sla_catalog.model.fields import Absence, Weight
from sla_catalog.model.remedies import CreditsCombine
from sla_catalog.resolved.credits import (
    CreditForm,
    ResolvedCredit,
    combination_of,
    credits_of,
    meet,
)
from sla_catalog.resolved.totals import go_together, totals_of

# How much several credits come to; the customer chooses among them for other reasons too.
_BY_AMOUNT = (CreditsCombine.FIRST, CreditsCombine.HIGHEST, CreditsCombine.ADD)
_CHOSEN = (CreditsCombine.FIRST, CreditsCombine.CHOICE, CreditsCombine.ADD)


def combination_changes(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    """Yield the change of which credits count, if it changed."""
    if isinstance(old.remedies, Absence) or isinstance(new.remedies, Absence):
        return
    was, now = combination_of(old), combination_of(new)
    if was is now:
        return
    customer = _direction(was, now)
    is_any_due = any(_are_due_together(credits_of(one)) for one in (old, new))
    if customer is not ChangeDirection.UNKNOWN and not is_any_due:
        customer = ChangeDirection.SAME
    at: Location = ("remedies", "credits_combine")
    yield pair.change(
        kinds_of("Remedies", "credits_combine").of(customer),
        "remedies.credits_combine",
        "Remedies: credits combine",
        customer,
        pair.before.side(was, at),
        pair.after.side(now, at),
        effect=_effect(pair.before, now) if is_any_due else None,
        weight=Weight.CORE,
    )


def _direction(was: CreditsCombine | None, now: CreditsCombine | None) -> ChangeDirection:
    for order in (_BY_AMOUNT, _CHOSEN):
        if was in order and now in order:
            return signed(order.index(now) - order.index(was))
    return ChangeDirection.UNKNOWN


def _are_due_together(listed: Sequence[ResolvedCredit]) -> bool:
    """Tell whether one case can have two of the credits."""
    return any(
        one.record is not other.record and meet(one.when, other.when) and go_together(one, other)
        for one, other in combinations(listed, 2)
    )


def _effect(version: Version, now: CreditsCombine | None) -> Effect | None:
    """Return what the same credits come to at most when they are combined in the other way."""
    agreement = version.agreement
    if agreement is None or agreement.remedies is None or now is None:
        return None
    remedies = agreement.remedies.model_copy(update={"credits_combine": now})
    had = _highest(agreement, version)
    has = _highest(agreement.model_copy(update={"remedies": remedies}), version)
    told = [
        f"at most {amount_text(form, most)} → {amount_text(form, has[form])}"
        for form, most in had.items()
        if form in has and has[form] != most
    ]
    return Effect("; ".join(told)) if told else None


def _highest(agreement: Agreement, version: Version) -> Mapping[CreditForm, Fraction]:
    totals = totals_of(agreement, version.catalog)
    return {
        one.highest.form: one.highest.total.number
        for one in totals
        if one.highest.total is not None and not one.highest.apart
    }
