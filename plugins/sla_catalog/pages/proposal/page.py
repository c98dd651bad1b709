"""The page that tells what a proposal changes, in all agreements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.blocks import Inline, Line, Link, Soft, Strong, Text
from sla_catalog.pages.context import OVERVIEW, RenderContext, agreement_uri
from sla_catalog.pages.proposal.marks import counts, mark
from sla_catalog.pages.views.proposal import ChangedAgreement, ChangeRow, ProposalView
from sla_catalog.review.gate import ProposalReview, Reviewed
from sla_catalog.review.words import alike, exempted, left_open


def proposal_view(review: ProposalReview, context: RenderContext) -> ProposalView:
    """Lay out the page; changes are grouped by agreement, the gravest group first."""
    words = context.labels
    return ProposalView(
        title=words["proposal.title"],
        lead=words["proposal.lead"],
        crumbs=(Link(words["overview.title"], PageAt(OVERVIEW), quiet=True),),
        counts=counts(review.changes, words),
        uncompared=tuple(f"{one.path}: {one.reason}" for one in review.uncompared),
        gate="" if review.is_ready else left_open(review),
        exempted=exempted(review),
        groups=tuple(_groups(review.of_meaning, context)),
        consequences=tuple(
            (tuple(f"{one.name} {one.called}" for one in agreements), text)
            for text, agreements in alike(review.consequences).items()
        ),
        support=tuple(
            (o.promise, f"rests on {o.rests_on}", o.before, o.after, o.is_short)
            for o in review.support
        ),
        points=tuple((one.is_open, one.text) for one in review.points)
        + tuple((True, one.found) for one in review.stale),
        acknowledged=tuple(_acknowledged(review)),
        wording=tuple(_groups(review.of_wording, context)),
        foot=words.counted("proposal.foot", review.scope.agreements).format(
            base=review.scope.base, head=review.scope.head, count=review.scope.agreements
        ),
    )


def _groups(changes: Iterable[Reviewed], context: RenderContext) -> Iterator[ChangedAgreement]:
    first: dict[str, int] = {}
    listed = [*changes]
    for place, one in enumerate(listed):
        first.setdefault(one.change.agreement, place)
    listed.sort(key=lambda one: first[one.change.agreement])  # stable: their order stays
    for name, group in groupby(listed, key=lambda one: one.change.agreement):
        rows = tuple(_row(one, context) for one in group)
        yield ChangedAgreement(_name(name, listed, context), rows)


def _name(agreement: str, changes: Iterable[Reviewed], context: RenderContext) -> Line:
    change = next(one.change for one in changes if one.change.agreement == agreement)
    if agreement in context.catalog.by_id:
        title: Inline = Link(change.title, PageAt(agreement_uri(agreement)))
    else:
        title = Strong(change.title or context.labels["proposal.shared"])
    return (Soft(change.name), title) if change.title else (title,)


def _row(one: Reviewed, context: RenderContext) -> ChangeRow:
    shown = mark(one, context.labels)
    what: Inline = Text(shown.what)
    if one.change.agreement in context.catalog.by_id:
        what = Link(shown.what, PageAt(agreement_uri(one.change.agreement), shown.anchor))
    clause = one.change.after.clause or one.change.before.clause
    was = one.change.before.clause and not one.change.after.clause
    return ChangeRow(
        context.labels["proposal.was"].format(clause=clause) if was else clause, what, shown
    )


def _acknowledged(review: ProposalReview) -> Iterator[tuple[str, str]]:
    for one in review.acknowledged:
        if one.acknowledgement:
            names = ", ".join(one.acknowledgement.approved_by or ())
            reason = one.acknowledgement.reason
            yield one.change.what, f"{reason} ({names})" if names else reason
