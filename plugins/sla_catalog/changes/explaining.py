"""A kind of change in words for a terminal, as `sla explain` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.changes.change import ChangeDirection, ChangeKind, level_of
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.reference import DIRECTIONS, OF_A_REVIEW


def named_changes() -> Iterator[str]:
    """Yield the id of each kind of change, those of a review included."""
    yield from KINDS
    yield from (name for _, name, _ in OF_A_REVIEW)


def explained(name: str) -> tuple[str, ...]:
    """Return the paragraphs on a kind of change, by its id or its code; nothing for another."""
    wanted = name.lower()
    kind = next((one for one in KINDS.values() if wanted in {one.id, one.code.lower()}), None)
    if kind:
        return _of(kind)
    for code, other, means in OF_A_REVIEW:
        if wanted in {other, code.lower()}:
            words = f"{_sentence(means)} It needs a person, and has no opposite."
            return (f"{other} ({code}, a change of the review)", words, _WHERE)
    return ()


def _of(kind: ChangeKind) -> tuple[str, ...]:
    level = level_of(kind, kind.direction or ChangeDirection.UNKNOWN, kind.weight)
    because = f", since {kind.because}" if kind.because else ""
    words = DIRECTIONS[kind.direction]
    opposite = f"The opposite is {kind.mirror}." if kind.mirror else "It is its own opposite."
    return (
        f"{kind.id} ({kind.code}, a kind of change)",
        f"{_sentence(kind.summary)} For the customer: {words}. {opposite}",
        f"Level: {level} in a binding promise of an agreement that is agreed{because}; what does "
        "not bind, and drafts, weigh one step less.",
        "Options: `sla ack` where somebody accepts one such change, with the reason; `review: "
        "{fail_on: …}` in sla.yml for the least grave change that closes the gate. A comment "
        "accepts findings of `sla check` only.",
        _WHERE,
    )


_WHERE = "`sla diff` and `sla review` report it; the handbook lists all kinds under Changes."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
