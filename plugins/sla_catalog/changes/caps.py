"""Changes of the most that credits give back."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.changes.change import Change, ChangeDirection
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.periods import for_each, stricter
from sla_catalog.changes.values import canonical, is_unknown, shown
from sla_catalog.model.remedies import Cap
from sla_catalog.resolved.credits import ResolvedCredit


def cap_changes(
    pair: AgreementPair,
    olds: dict[str, list[ResolvedCredit]],
    news: dict[str, list[ResolvedCredit]],
) -> Iterator[Change]:
    """Yield what caps differ in, once where the same caps hold for all credits."""
    told: set[tuple[str, str]] = set()
    for name, group in olds.items():
        if name not in news:
            continue
        one, other = group[0], news[name][0]
        key = (canonical(one.caps), canonical(other.caps))
        if key[0] == key[1] or key in told:
            continue
        told.add(key)
        is_own = other.record.caps is not None or one.record.caps is not None
        path = f"remedies.credits[{name}].caps" if is_own else "remedies.caps"
        places = tuple(
            ("remedies", "credits", c.place, "caps")
            if c.record.caps is not None
            else ("remedies", "caps")
            for c in (one, other)
        )
        kind, customer = _cap_direction(one, other)
        sides = (
            pair.before.side(one.caps, places[0], _caps(one)),
            pair.after.side(other.caps, places[1], _caps(other)),
        )
        yield pair.change(kind, path, "Highest credit", customer, *sides)


def _caps(credit: ResolvedCredit) -> str:
    if not isinstance(credit.caps, tuple):
        return shown(credit.caps)
    return "; ".join(map(_cap, credit.caps)) or "none"


def _cap(cap: Cap) -> str:
    of = f" of {cap.of}" if cap.of else ""
    when = f" ({shown(cap.when)})" if cap.when else ""
    return f"{shown(cap.at_most)}{of}{for_each(cap.per)}{when}"


def _cap_direction(one: ResolvedCredit, other: ResolvedCredit) -> tuple[str, ChangeDirection]:
    unknown = "term-reworded", ChangeDirection.UNKNOWN
    if is_unknown(one.caps) or is_unknown(other.caps):
        return unknown
    old, new = (side.caps if isinstance(side.caps, tuple) else () for side in (one, other))
    match stricter(old, new):
        case 1:
            return "credit-cap-added-or-lowered", ChangeDirection.WORSE
        case -1:
            return "credit-cap-removed-or-raised", ChangeDirection.BETTER
        case 0 if old:
            return "value-respelled", ChangeDirection.SAME
        case _:
            return unknown
