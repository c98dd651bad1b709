"""From what differs between two catalogs to what people are told of it."""

from __future__ import annotations

from sla_catalog.changes import Change, Comparison, Feasibility
from sla_catalog.changes import Direction as Compared
from sla_catalog.changes import Side as ComparedSide
from sla_catalog.model.catalog import Catalog
from sla_catalog.review.told import Consequence, Direction, Side, Support, Told

_DIRECTIONS = {
    Compared.WORSE: Direction.WEAKER,
    Compared.BETTER: Direction.STRONGER,
    Compared.SAME: Direction.SAME,
    Compared.MIXED: Direction.DECIDE,
    Compared.UNKNOWN: Direction.DECIDE,
}


def told(change: Change, base: Catalog, head: Catalog) -> Told:
    """Return a change in the words in which every surface tells it."""
    agreement = head.by_id.get(change.agreement) or base.by_id.get(change.agreement)
    name = (agreement.reference or agreement.id) if agreement else "Shared entries"
    return Told(
        rule=change.kind.id,
        fingerprint=change.fingerprint,
        level=change.level,
        direction=_DIRECTIONS[change.customer],
        agreement=change.agreement,
        name=name,
        title=agreement.title if agreement else "",
        path=change.path,
        what=f"{change.what}, {change.cases}" if change.cases else change.what,
        before=_side(change.before),
        after=_side(change.after),
        effect=change.effect.text if change.effect else "",
        is_masked=change.masks,
        others=change.affects,
    )


def consequences(comparison: Comparison, base: Catalog, head: Catalog) -> tuple[Consequence, ...]:
    """Return what follows in agreements whose own files say the same as before."""
    seen = (told(change, base, head) for change in comparison.consequences)
    return tuple(
        Consequence(one.name, one.title, f"{one.what}: {one.before.text} → {one.after.text}.")
        for one in seen
    )


def support(comparison: Comparison, head: Catalog) -> tuple[Support, ...]:
    """Return which promises can be kept by what they rest on."""
    return tuple(_support(one, head) for one in comparison.feasibility)


def _support(one: Feasibility, head: Catalog) -> Support:
    agreement = head.by_id.get(one.agreement)
    name = (agreement.reference or agreement.id) if agreement else one.agreement
    return Support(
        f"{name} {one.text}",
        ", ".join(one.rests_on),
        one.before_text,
        one.after_text,
        is_short=one.after is not None and one.after < 0,
    )


def _side(side: ComparedSide | None) -> Side:
    return Side(side.text, side.span, side.clause) if side else Side("")
