"""The words that all surfaces share: the verdict, what is open, and the signs of directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sla_catalog.model.quantities import NO_BREAK
from sla_catalog.patterns import Pattern
from sla_catalog.review.gate import Exemption, ProposalReview, Reviewed
from sla_catalog.review.reported import (
    Consequence,
    CustomerEffect,
    Perspective,
    ReportedChange,
    Uncompared,
)

SIGNS = {
    CustomerEffect.WEAKER: "▼",
    CustomerEffect.STRONGER: "▲",
    CustomerEffect.DECIDE: "◆",
    CustomerEffect.SAME: "=",
}

_WORDS = {
    Perspective.CUSTOMER: {
        CustomerEffect.WEAKER: "weaker",
        CustomerEffect.STRONGER: "stronger",
        CustomerEffect.DECIDE: "decide",
        CustomerEffect.SAME: "same",
    },
    Perspective.PROVIDER: {
        CustomerEffect.WEAKER: "harder",
        CustomerEffect.STRONGER: "easier",
        CustomerEffect.DECIDE: "decide",
        CustomerEffect.SAME: "same",
    },
}


def word(direction: CustomerEffect, perspective: Perspective) -> str:
    """Return the word for a direction: weaker for a customer, harder for a provider."""
    return _WORDS[perspective][direction]


def meaning(change: ReportedChange) -> str:
    """Say what a change means, and for whom."""
    if change.direction is CustomerEffect.DECIDE:
        return "to decide"
    if change.direction is CustomerEffect.SAME:
        return "same meaning"
    return f"{word(change.direction, change.perspective)} for the {change.perspective}"


_VERBS = {
    Perspective.CUSTOMER: (
        (CustomerEffect.WEAKER, "weakens a promise", "weaken a promise"),
        (CustomerEffect.STRONGER, "strengthens a promise", "strengthen a promise"),
        (CustomerEffect.DECIDE, "needs a decision", "need a decision"),
    ),
    Perspective.PROVIDER: (
        (CustomerEffect.WEAKER, "asks more of the provider", "ask more of the provider"),
        (CustomerEffect.STRONGER, "asks less", "ask less"),
        (CustomerEffect.DECIDE, "needs a decision", "need a decision"),
    ),
}


def verdict(review: ProposalReview) -> str:
    """Say in one line what the proposal does to promises; what was not compared comes first."""
    said = _changes(review)
    if not review.uncompared:
        return said
    names = ", ".join(dict.fromkeys(one.path for one in review.uncompared))
    return f"Cannot compare: {names}. {said if review.changes else 'Nothing is known of the rest'}"


def _changes(review: ProposalReview) -> str:
    counts = review.counts
    if not counts:
        return "No agreement changes"
    verbs = _VERBS[review.scope.perspective]
    parts = [(counts[which], one, many) for which, one, many in verbs if counts[which]]
    if not parts:
        return "No promise changes"
    words = [f"{count} {one if count == 1 else many}" for count, one, many in parts]
    noun = "change" if parts[0][0] == 1 else "changes"
    first = words[0].replace(" ", f" {noun} ", 1)
    return ", ".join([first, *(word.replace("a promise", "one") for word in words[1:])])


def left_open(review: ProposalReview) -> str:
    """Say what keeps the proposal from being merged; empty where nothing does."""
    waiting = review.open_changes
    weaker = sum(one.change.direction is CustomerEffect.WEAKER for one in waiting)
    decisions = len(waiting) - weaker
    parts = [
        counted(weaker, "weaker promise", "weaker promises"),
        counted(decisions, "decision", "decisions"),
    ]
    said = " and ".join(filter(None, parts))
    sentences = []
    if said:
        sentences.append(f"{said} {'is' if len(waiting) == 1 else 'are'} not acknowledged")
    points = len(review.open_points)
    if points:
        are = "is" if points == 1 else "are"
        sentences.append(f"{counted(points, 'policy point', 'policy points')} {are} open")
    if review.stale:
        noun = counted(len(review.stale), "acknowledgement matches", "acknowledgements match")
        sentences.append(f"{noun} no change")
    unread = unread_in_proposal(review)
    if unread:
        noun = counted(len(unread), "file", "files")
        sentences.append(f"{noun} of the proposal cannot be read")
    return ", and ".join(sentences)


_EXEMPT = {
    Exemption.DRAFT: (
        "change in a draft needs no acknowledgement",
        "changes in drafts need no acknowledgement",
    ),
    Exemption.LEVEL: (
        "change is below the level that needs an acknowledgement",
        "changes are below the level that needs an acknowledgement",
    ),
}
_WHY = {
    Exemption.DRAFT: "no acknowledgement needed: a draft",
    Exemption.LEVEL: "no acknowledgement needed: below the level of the gate",
}


def exempted(review: ProposalReview) -> str:
    """Say how many changes that are no improvement need no acknowledgement; empty without any."""
    counts = [counted(review.exempt[why], *words) for why, words in _EXEMPT.items()]
    return ", and ".join(filter(None, counts))


def state_of(one: Reviewed) -> str:
    """Say what is asked of a change still; empty where there is no gate, and of improvements."""
    if one.acknowledgement:
        return "acknowledged"
    if one.exemption:
        return _WHY[one.exemption]
    return "open" if one.is_open else ""


def why_settled(one: Reviewed) -> str:
    """Say why a change that is not open asks for no acknowledgement, or for no other one."""
    if one.acknowledgement:
        return f"acknowledged already: {one.acknowledgement.reason}"
    return state_of(one) or f"no acknowledgement needed: {meaning(one.change)}"


def unread_in_proposal(review: ProposalReview) -> Sequence[Uncompared]:
    """Return what of the proposal itself could not be read."""
    return [one for one in review.uncompared if one.is_head]


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun; empty where there is none."""
    return f"{count} {one if count == 1 else many}" if count else ""


def alike(consequences: Iterable[Consequence]) -> Mapping[str, Sequence[Consequence]]:
    """Return consequences by what follows, which is often the same in several agreements."""
    found: dict[str, list[Consequence]] = {}
    for one in consequences:
        found.setdefault(one.text, []).append(one)
    return found


def title_of(change: ReportedChange) -> str:
    """Say a change in one line: what of which agreement, from what to what, and what it means."""
    said = " ".join(filter(None, (change.name, change.clause, change.what)))
    before, after = (" ".join(side.text.split()) for side in (change.before, change.after))
    values = f"{before or 'not stated'} → {after or 'no longer stated'}"
    notes = "; ".join(filter(None, (meaning(change), change.meant, change.effect)))
    return f"{said}: {values}: {notes}"


_MOST_KEYS = 12


def unlocking(review: ProposalReview) -> str:
    """Return the command that acknowledges what is open, to be typed; empty where nothing is."""
    waiting = [short(review, one.change.fingerprint) for one in review.open_changes]
    keys = " ".join(waiting) if len(waiting) <= _MOST_KEYS else "--all"
    return _command(review, keys) if waiting else ""


def unlocking_one(review: ProposalReview) -> str:
    """Return the command for the first of more than one name; empty where all are named."""
    if len(review.open_changes) <= _MOST_KEYS:
        return ""
    return _command(review, short(review, review.open_changes[0].change.fingerprint))


_PLAIN = Pattern(r"[0-9A-Za-z][0-9A-Za-z_./~^-]*")


def _command(review: ProposalReview, keys: str) -> str:
    """Return the command; a base whose name a shell or a forge could take for more is left out."""
    base = review.scope.named_base
    named = base if _PLAIN.fullmatch(base) else "…"
    return f'sla ack {keys}{f" --base {named}" if base else ""} --reason "…"'


_BETWEEN = Pattern(r"(?<=\d) (?=(?:%|[a-zA-Z]{1,3}\b))")


def unbroken(text: str, space: str = NO_BREAK) -> str:
    """Return a text in which no line ends between a number and its unit."""
    return _BETWEEN.sub(space, text)


def short(review: ProposalReview, fingerprint: str) -> str:
    """Return the beginning of a fingerprint, as long as it takes to tell it from the others."""
    return review.short_fingerprints[fingerprint]
