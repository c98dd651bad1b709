"""A review as text for a terminal: the verdict, each change with its place, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.changes.feasibility import NO_MARGIN
from sla_catalog.reports.text import harmless
from sla_catalog.review.gate import ProposalReview, Reviewed
from sla_catalog.review.reported import FeasibilityChange
from sla_catalog.review.words import (
    SIGNS,
    alike,
    exempted,
    left_open,
    short,
    state_of,
    unlocking,
    unlocking_one,
    verdict,
    word,
)


def as_text(review: ProposalReview, *, has_gate: bool = True) -> str:
    """Print a review; without a gate only what changed."""
    return harmless("\n".join(_lines(review, has_gate)).replace("\u00a0", " "))


def _lines(review: ProposalReview, has_gate: bool) -> Iterator[str]:
    yield verdict(review)
    for unread in review.uncompared:
        side = "proposal" if unread.is_head else "base"
        yield f"  {unread.path} of the {side}: {unread.reason}"
    for one in review.changes:
        yield ""
        yield from _change(review, one, has_gate)
    for text, agreements in alike(review.consequences).items():
        yield ""
        yield f"consequence in {', '.join(f'{one.name} {one.called}' for one in agreements)}:"
        yield f"    {text}"
    for support in review.support:
        yield ""
        yield _support(support)
    if has_gate:
        yield ""
        yield from _gate(review)


def _support(one: FeasibilityChange) -> str:
    """Say in sentences what a promise rests on, and how much room that leaves."""
    before, after = (_room(text) for text in (one.before, one.after))
    left = f"What that leaves was {before}, and is {after} now."
    return f"{one.promise} rests on {one.rests_on}. {left}"


def _room(text: str) -> str:
    if text == NO_MARGIN:
        return "nothing"
    word, _, length = text.partition(" ")
    return f"a {word} of {length}" if word in {"margin", "shortfall"} else text


def _change(review: ProposalReview, one: Reviewed, has_gate: bool) -> Iterator[str]:
    change = one.change
    state = ", acknowledged" if one.acknowledgement else ""
    exempt = state_of(one) if one.exemption and has_gate else ""
    said = " ".join(filter(None, [change.name, change.clause, change.what]))
    named = word(change.direction, change.perspective)
    yield f"{SIGNS[change.direction]} {named}{state}: {' '.join(said.split())}"
    before = " ".join(change.before.text.split()) or "not stated"
    after = " ".join(change.after.text.split()) or "no longer stated"
    yield f"    {before} → {after}"
    for note in filter(None, [change.meant, change.effect, exempt]):
        yield f"    {note}"
    if change.others:
        yield f"    also affects {', '.join(change.others)}"
    place = f"{change.span}: " if change.span else ""
    yield f"    {place}{change.rule} {short(review, change.fingerprint)}"


def _gate(review: ProposalReview) -> Iterator[str]:
    for point in review.points:
        yield f"{'open' if point.is_open else 'met'}: {point.text}"
    for finding in review.stale:
        yield f"open: {finding.span}: {finding.message}"
    if exempt := exempted(review):
        yield exempt
    yield "Ready to merge" if review.is_ready else f"Not ready to merge: {left_open(review)}"
    if command := unlocking(review):
        yield "Change the values, or state the reason of what is wanted:"
        yield f"    {command}"
    if command := unlocking_one(review):
        yield f"    {command}, with the key at the end of a change, for one alone"
