"""Which tiers of a credit hold together: all of them, or in each case those that name it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.remedies import Credit, Tier
from sla_catalog.resolved.cases import Case, Condition, Space, When, can_meet, space_of

Tiers = tuple[tuple[int, Tier], ...]  # each with its place

ALWAYS: When = ()
MOST_LOOKED_AT = 2_000  # tiers in all cases; a credit is asked for its tiers again and again


def tiers_by_case(agreement: Agreement, record: Credit) -> tuple[tuple[When, Tiers], ...]:
    """Return the tiers that hold together, and where; those that name no case hold in all.

    In the order of the tiers that name cases; cases that none of them names come last. Where they
    name more cases than can be told apart, they all stand together; see `are_too_many`.
    """
    return _told_apart(agreement, record) or ((ALWAYS, tuple(enumerate(record.tiers or ()))),)


def are_too_many(agreement: Agreement, record: Credit) -> bool:
    """Tell whether tiers name so many cases that which of them hold together is not told."""
    return _told_apart(agreement, record) is None


def _told_apart(agreement: Agreement, record: Credit) -> tuple[tuple[When, Tiers], ...] | None:
    tiers = tuple(enumerate(record.tiers or ()))
    if not any(tier.when for _, tier in tiers):
        return ((ALWAYS, tiers),)
    space = space_of(agreement)
    held = [space.condition(tier.when or None) for _, tier in tiers]
    most = MOST_LOOKED_AT // len(tiers)
    cases = space.cases(held, most=most)
    if not cases:
        return _by_part(space, tiers, held, most)
    found: dict[tuple[int, ...], list[Case]] = {}
    for case in cases:
        places = tuple(n for n, condition in enumerate(held) if can_meet(condition, case))
        found.setdefault(places, []).append(case)
    dimensions = [name for name, _ in cases[0].values]
    return tuple(
        (space.covering(found[places], dimensions), tuple(tiers[place] for place in places))
        for places in sorted(filter(None, found), key=lambda one: _first_of(_named(tiers, one)))
    )


def _named(tiers: Tiers, places: Iterable[int]) -> list[int]:
    return [place for place in places if tiers[place][1].when]


def _first_of(places: Collection[int]) -> tuple[bool, int]:
    return not places, min(places, default=0)


def _by_part(
    space: Space, tiers: Tiers, held: Sequence[Condition], most: int
) -> tuple[tuple[When, Tiers], ...] | None:
    """Cut the cases up without a look at each; None where even the parts are too many."""
    named = _named(tiers, range(len(tiers)))
    parts = space.parts([held[place] for place in named], most)
    found = []
    for places, when in parts:
        own = {named[place] for place in places}
        together = tuple(pair for pair in tiers if pair[0] in own or not pair[1].when)
        if together:
            found.append((_first_of(own), when, together))
    in_order = sorted(found, key=lambda one: one[0])
    return tuple((when, together) for _, when, together in in_order) if parts else None
