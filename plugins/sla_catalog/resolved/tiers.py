"""Which tiers of a credit hold together: all of them, or in each case those that name it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.remedies import Credit, Tier
from sla_catalog.resolved.cases import Case, When, can_meet, space_of

Tiers = tuple[tuple[int, Tier], ...]  # each with its place

ALWAYS: When = ()
MOST_LOOKED_AT = 2_000  # tiers in all cases; a credit is asked for its tiers again and again


def tiers_by_case(agreement: Agreement, record: Credit) -> Iterator[tuple[When, Tiers]]:
    """Yield the tiers that hold together, and where; those that name no case hold in all.

    In the order of the tiers that name cases; cases that none of them names come last.
    """
    tiers = tuple(enumerate(record.tiers or ()))
    if not any(tier.when for _, tier in tiers):
        yield ALWAYS, tiers
        return
    space = space_of(agreement)
    held = [(pair, space.condition(pair[1].when or None)) for pair in tiers]
    most = MOST_LOOKED_AT // len(tiers)
    cases = space.cases((condition for _, condition in held), most=most)
    if not cases:  # too many to look at: each condition for itself
        yield from _by_condition(tiers)
        return
    found: dict[tuple[int, ...], list[Case]] = {}
    for case in cases:
        places = tuple(pair[0] for pair, condition in held if can_meet(condition, case))
        found.setdefault(places, []).append(case)
    named = {place for place, tier in tiers if tier.when}
    dimensions = [name for name, _ in cases[0].values]
    for places in sorted(filter(None, found), key=lambda one: _first_of(named.intersection(one))):
        yield space.covering(found[places], dimensions), tuple(tiers[place] for place in places)


def _first_of(places: Collection[int]) -> tuple[bool, int]:
    return not places, min(places, default=0)


def _by_condition(tiers: Tiers) -> Iterator[tuple[When, Tiers]]:
    found: list[When] = []
    for _, tier in tiers:
        if tier.when and tier.when not in found:
            found.append(tier.when)
    for when in found:
        yield when, tuple(pair for pair in tiers if not pair[1].when or pair[1].when == when)
