"""Which of several credits count, before and after: all, the highest, the first, or a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from sla_catalog.changes.ceilings import capped
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.credit_words import amount_text
from sla_catalog.changes.earnings import differing
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
from sla_catalog.resolved.schedules import CreditCase, cases_of
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
        if now is CreditsCombine.FIRST:
            yield from _of_order(pair, credits_of(old), credits_of(new))
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


def _of_order(
    pair: AgreementPair, olds: Sequence[ResolvedCredit], news: Sequence[ResolvedCredit]
) -> Iterator[Change]:
    """Yield the change that another credit comes first, where only the first one counts."""
    places = [{one.record.id: place for place, one in enumerate(side)} for side in (olds, news)]
    found: set[ChangeDirection] = set()
    for one, other in combinations(news, 2):
        names = one.record.id, other.record.id
        was = [places[0].get(name) for name in names]
        if names[0] == names[1] or was[0] is None or was[1] is None or was[0] < was[1]:
            continue
        if meet(one.when, other.when) and go_together(one, other):
            found.add(_for_first(pair.after, other, one))
    found -= {ChangeDirection.SAME}
    if not found:
        return
    customer = found.pop() if len(found) == 1 else ChangeDirection.UNKNOWN
    ids = [tuple(dict.fromkeys(one.record.id for one in side)) for side in (olds, news)]
    kept = [tuple(name for name in side if name in {*ids[0]} & {*ids[1]}) for side in ids]
    at: Location = ("remedies", "credits")
    yield pair.change(
        kinds_of("Remedies", "credits_combine").of(customer),
        "remedies.credits",
        "Remedies: credits, order",
        customer,
        pair.before.side("|".join(kept[0]), at, ", ".join(kept[0])),
        pair.after.side("|".join(kept[1]), at, ", ".join(kept[1])),
        effect=Effect("of several credits the first one counts"),
        weight=Weight.CORE,
    )


def _for_first(version: Version, was: ResolvedCredit, now: ResolvedCredit) -> ChangeDirection:
    """Return for whom it is better that another one of two credits comes first.

    It makes a difference where both are due.
    """
    if version.agreement is None:
        return ChangeDirection.UNKNOWN
    sides = [
        {case.metric.id: case for case in cases_of(version.agreement, credit, version.catalog)}
        for credit in (was, now)
    ]
    signs: set[int] = set()
    for name in sides[0].keys() | sides[1].keys():
        one, other = sides[0].get(name), sides[1].get(name)
        if one is None or other is None or not is_comparable(one, other):
            return ChangeDirection.UNKNOWN
        compared = differing(capped(one).earnings, capped(other).earnings)
        if not compared.is_exact:
            return ChangeDirection.UNKNOWN
        signs |= {s.sign for s in compared.stretches if s.before and s.after}
    if not signs:
        return ChangeDirection.SAME
    return signed(signs.pop()) if len(signs) == 1 else ChangeDirection.MIXED


def is_comparable(before: CreditCase, after: CreditCase) -> bool:
    """Tell whether two cases measure in one unit and give credits of one form."""
    units = [(one.unit, one.goal.higher_is_worse, one.form) for one in (before, after)]
    return units[0] == units[1]


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
