"""What a forge marks of a review: changes, points of policy and what could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from posixpath import join, normpath

from sla_catalog.findings import FindingSeverity, Span
from sla_catalog.frozen import dataclass
from sla_catalog.review.gate import ProposalReview, Reviewed
from sla_catalog.review.reported import CustomerEffect
from sla_catalog.review.words import state_of, title_of


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to look at, with its place; `reviewed` is the change, where it is one.

    `is_settled` where nobody has to act on it any more, or never had to.
    """

    rule: str
    severity: FindingSeverity
    fingerprint: str
    text: str
    span: Span
    is_settled: bool = False
    reviewed: Reviewed | None = None


def issues(review: ProposalReview, below: str = "") -> Iterator[Issue]:
    """Yield what there is to look at: unread files first, wording not at all.

    `below` is the folder of the work tree from which paths lead, with a slash at its end.
    """
    for one in _issues(review):
        yield replace(one, span=from_top(one.span, below))


def from_top(span: Span, below: str) -> Span:
    """Return a place whose path leads from the top of the work tree."""
    return replace(span, path=normpath(join(below, span.path))) if below else span


def _issues(review: ProposalReview) -> Iterator[Issue]:
    for unread in review.uncompared:
        severity = FindingSeverity.ERROR if unread.is_head else FindingSeverity.WARNING
        side = "the proposal" if unread.is_head else "the base"
        text = f"cannot compare, since {side} cannot be read: {unread.reason}"
        yield _other("cannot-compare", severity, text, Span(unread.path))
    for one in review.of_meaning:
        change = one.change
        is_settled = change.direction is CustomerEffect.STRONGER or one.acknowledgement is not None
        yield Issue(
            change.rule,
            change.level,
            change.fingerprint,
            f"{title_of(change)}; {state_of(one)}" if one.exemption else title_of(change),
            change.span or Span(review.scope.catalog),
            is_settled,
            one,
        )
    for point in review.open_points:
        place = point.span or Span(review.scope.catalog)
        yield _other(f"policy-{point.rule}", FindingSeverity.ERROR, point.text, place)
    for finding in review.stale:
        yield _other(finding.rule, FindingSeverity.ERROR, finding.message, finding.span)


def _other(rule: str, severity: FindingSeverity, text: str, span: Span) -> Issue:
    digest = hashlib.sha256("\x1f".join(("v1", rule, span.path, text)).encode()).hexdigest()
    return Issue(rule, severity, f"p1:{digest}", text, span)
