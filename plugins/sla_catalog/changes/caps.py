"""Changes of the most that credits give back."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.changes.change import Change, ChangeDirection
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.values import canonical, ordered, shown
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
    per = f" a {cap.per}" if cap.per else ""
    return f"{shown(cap.at_most)}{of}{per}"


def _cap_direction(one: ResolvedCredit, other: ResolvedCredit) -> tuple[str, ChangeDirection]:
    lower, raised = "credit-cap-added-or-lowered", "credit-cap-removed-or-raised"
    old = one.caps if isinstance(one.caps, tuple) else ()
    new = other.caps if isinstance(other.caps, tuple) else ()
    if not old or not new:
        return (lower, ChangeDirection.WORSE) if new else (raised, ChangeDirection.BETTER)
    by_basis = {_basis(cap): cap for cap in new}
    if {_basis(cap) for cap in old} != by_basis.keys() or len(old) != len(new):
        return "term-reworded", ChangeDirection.UNKNOWN
    signs = {ordered(cap.at_most, by_basis[_basis(cap)].at_most) for cap in old} - {0}
    if signs == {-1}:
        return lower, ChangeDirection.WORSE
    return (
        (raised, ChangeDirection.BETTER)
        if signs == {1}
        else ("term-reworded", ChangeDirection.UNKNOWN)
    )


def _basis(cap: Cap) -> tuple[str, str, str]:
    """Return of what, in which period and in which cases a cap is the most."""
    return cap.of or "", canonical(cap.per), canonical(cap.when)
