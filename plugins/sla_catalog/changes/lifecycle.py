"""Status, days and audience of an agreement: fields whose order no polarity says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sla_catalog.calculation.duration_format import format_days
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Location
from sla_catalog.model.header import Classification
from sla_catalog.model.parties import Role
from sla_catalog.model.reviews import Amendment, Duration, Review

SKIP = frozenset(
    {
        ("Agreement", "status"),
        ("Agreement", "classification"),
        ("Duration", "effective"),
        ("Review", "next"),
        ("Amendment", "by"),
    }
)
_AUDIENCES = tuple(Classification)


def lifecycle_changes(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    """Yield changes of status, audience, first day and next review."""
    if old.status is not new.status:
        is_end = new.is_over and not old.is_over
        is_back = old.is_over and not new.is_over
        ended = ChangeDirection.WORSE if is_end else ChangeDirection.BETTER
        customer = ended if is_end or is_back else ChangeDirection.UNKNOWN
        sides = (old.status, new.status)
        yield _told(pair, "status-changed", ("status",), "Status", sides, customer)
    if old.classification is not new.classification:
        is_wider = _AUDIENCES.index(new.visible_to) < _AUDIENCES.index(old.visible_to)
        kind = "visibility-widened" if is_wider else "visibility-narrowed"
        kind = kind if old.visible_to is not new.visible_to else "value-respelled"
        sides_of = (old.classification, new.classification)
        is_public = is_wider and new.visible_to is Classification.PUBLIC
        effect = Effect("it will be published") if is_public else None
        yield _told(pair, kind, ("classification",), "Audience", sides_of, effect=effect)
    yield from _first_day(pair, old, new)
    yield from _next_review(pair, old, new)
    yield from _alone(pair, old, new)


def _alone(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    """Yield who may change it alone now, or may not any more."""
    was, now = (
        one.amendment.by if isinstance(one.amendment, Amendment) else None for one in (old, new)
    )
    if was == now:
        return
    kind = "unilateral-change-right-added" if now else "unilateral-change-right-removed"
    is_customer, is_provider = (
        [name in {role.value, *old.in_role(role), *new.in_role(role)} for name in (was, now)]
        for role in (Role.CUSTOMER, Role.PROVIDER)
    )
    if not (was and now):
        customer = KINDS[kind].direction
        if customer and any(is_customer):
            customer = customer.mirrored
    elif is_customer[0] and is_provider[1]:
        customer = ChangeDirection.WORSE
    elif is_provider[0] and is_customer[1]:
        kind, customer = "unilateral-change-right-removed", ChangeDirection.BETTER
    else:
        kind, customer = "approval-or-signature-changed", ChangeDirection.UNKNOWN
    what = "Who may change it alone"
    yield _told(pair, kind, ("amendment", "by"), what, (was, now), customer)


def _first_day(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    one, other = old.duration, new.duration
    if not isinstance(one, Duration) or not isinstance(other, Duration):
        return
    was, now = one.effective, other.effective
    if was == now:
        return
    at = ("duration", "effective")
    if not isinstance(was, date) or not isinstance(now, date):
        yield _told(pair, "term-changed", at, "First day", (was, now))
        return
    kind = "effective-date-later" if now > was else "effective-date-earlier"
    effect = Effect(f"{format_days(abs((now - was).days))} {'later' if now > was else 'earlier'}")
    if now < pair.today:
        effect = Effect(f"{effect.text}; before {pair.today}, so in retrospect")
    yield _told(pair, kind, at, "First day", (was, now), effect=effect)


def _next_review(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    one, other = old.review, new.review
    if not isinstance(one, Review) or not isinstance(other, Review) or one.next == other.next:
        return
    at = ("review", "next")
    was, now = one.next, other.next
    if isinstance(was, date) and isinstance(now, date):
        # Once a review is done the next one is later: that postpones nothing.
        is_done = one.last != other.last
        kind = "review-postponed" if now > was else "review-advanced"
        customer = ChangeDirection.SAME if is_done else None
        yield _told(pair, kind, at, "Next review", (was, now), customer)
        return
    yield _told(pair, "term-reworded", at, "Next review", (was, now))


def _told(
    pair: AgreementPair,
    kind: str,
    at: Location,
    what: str,
    values: tuple[Any, Any],
    customer: ChangeDirection | None = None,
    effect: Effect | None = None,
) -> Change:
    sides = (pair.before.side(values[0], at), pair.after.side(values[1], at))
    path = ".".join(map(str, at))
    return pair.change(kind, path, what, customer, *sides, effect=effect)
