"""Marks of a proposal on an agreement's page: old values struck through where they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import OnPage, PageAt
from sla_catalog.pages.agreement.former import ICONS, anchor_of_change
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.context import PROPOSAL, RenderContext
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.proposal.summary import with_notes
from sla_catalog.pages.proposal.uris import changed_uri, clean_uri
from sla_catalog.pages.sections import Clause, Mark, ProposedChanges, Section
from sla_catalog.pages.views.agreement import AgreementView
from sla_catalog.review.gate import Reviewed
from sla_catalog.review.redline import redline
from sla_catalog.review.reported import CustomerEffect, ReportedChange
from sla_catalog.review.words import unbroken


def marked(view: AgreementView, agreement: Agreement, context: RenderContext) -> AgreementView:
    """Return a page with what a proposal changes on it; as it is where that is nothing."""
    review, words = context.review, context.labels
    listed = review.changes if review else ()
    changes = [one for one in listed if one.change.agreement == agreement.id]
    if review is None or not changes:
        return view
    order = [clause.anchor for section in view.sections for clause in section.clauses]
    elsewhere = [one for one in changes if _clause(one) not in order]
    placed = [one for one in changes if _clause(one) in order]
    placed.sort(key=lambda one: order.index(_clause(one)))  # stable: gravest first in a clause
    row = [_anchor(one) for one in (*elsewhere, *placed)]
    following = dict(pairwise(row))
    drawn = {_anchor(one): mark(one, words, following.get(_anchor(one), "")) for one in changes}
    sections = tuple(_section(section, placed, drawn) for section in view.sections)
    links = (
        Link(words["proposal.all"], PageAt(PROPOSAL)),
        Link(words["proposal.next"], OnPage(row[0])),
        Link(words["proposal.changed"], PageAt(changed_uri(agreement.id))),
        Link(words["proposal.clean"], PageAt(clean_uri(agreement.id))),
    )
    by_clause: dict[str, list[Mark]] = {}
    for one in placed:
        by_clause.setdefault(_clause(one), []).append(drawn[_anchor(one)])
    for one in reversed(placed):
        for anchor in one.change.takes_from:  # first: nobody sees it in the figure
            by_clause.setdefault(anchor, []).insert(0, replace(drawn[_anchor(one)], pieces=()))
    view = with_notes(view, by_clause, words)
    old = changes[0].change.versions[0] or review.scope.base
    box = "proposal.box.one" if len(changes) == 1 else "proposal.box"
    lead = words[box].format(count=len(changes), old=old)
    return replace(
        view,
        status_icon="in_review",
        status=words["proposal.status"],
        status_ahead=None,
        sections=sections,
        cover=replace(view.cover, notice=words["proposal.status"]) if view.cover else None,
        proposed=ProposedChanges(
            lead,
            counts(changes, words),
            links,
            tuple(drawn[_anchor(one)] for one in elsewhere),
            title=words["proposal.status"],
        ),
    )


def mark(one: Reviewed, words: Labels, following: str = "") -> Mark:
    """Return how a change of a proposal is shown."""
    is_known = one.acknowledgement is not None
    return replace(
        mark_of(one.change, words, _anchor(one)), is_acknowledged=is_known, following=following
    )


def mark_of(change: ReportedChange, words: Labels, anchor: str) -> Mark:
    """Return how a change is shown."""
    return Mark(
        anchor,
        change.direction.value,
        ICONS[change.direction],
        words[f"change.{change.direction}"],
        unbroken(change.what),
        redline(*(unbroken(side.text) for side in (change.before, change.after))),
        unbroken(change.effect),
        _meant(change, words),
    )


def _meant(change: ReportedChange, words: Labels) -> str:
    """Say what a change does to the meaning of a figure, where it does not show it itself."""
    if not change.meant:
        return ""
    figure = "new" if change.has_new_figure else "same"
    is_less = change.customer is CustomerEffect.WEAKER
    return words[f"change.masked.{figure}.{'less' if is_less else 'unsure'}"]


def counts(changes: Sequence[Reviewed], words: Labels) -> tuple[tuple[str, str, str], ...]:
    """Return the sign, the word and the number of each direction that there is."""
    return tuple(_counts(changes, words))


def _counts(changes: Sequence[Reviewed], words: Labels) -> Iterator[tuple[str, str, str]]:
    for direction, icon in ICONS.items():
        number = sum(one.change.direction is direction for one in changes)
        if number:
            yield icon, words.counted(f"change.count.{direction}", number), str(number)


def _section(section: Section, changes: Sequence[Reviewed], drawn: Mapping[str, Mark]) -> Section:
    clauses = tuple(_marked(clause, changes, drawn) for clause in section.clauses)
    return replace(section, clauses=clauses)


def _marked(clause: Clause, changes: Sequence[Reviewed], drawn: Mapping[str, Mark]) -> Clause:
    here = tuple(drawn[_anchor(one)] for one in changes if _clause(one) == clause.anchor)
    return replace(clause, marks=here) if here else clause


def _clause(one: Reviewed) -> str:
    return one.change.after.anchor or one.change.before.anchor


def _anchor(one: Reviewed) -> str:
    """Return the anchor of a change, which stays the same while the change does."""
    return anchor_of_change(one.change)
