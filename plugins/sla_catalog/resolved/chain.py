"""A chain: an agreement and all below it, and how each stands to a promise of the one on top.

Circles end where they close.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.resolved.cases import space_of
from sla_catalog.resolved.dependencies import (
    Bought,
    ChainMeasure,
    DependencyPromise,
    bought,
    case_of,
    is_hard,
    is_in_series,
    measure_of,
    metrics_of,
    overlaps,
    standing,
)
from sla_catalog.resolved.promise_values import Promise


@dataclass(frozen=True, slots=True)
class ChainMember:
    """An agreement of a chain, and the dependency by which it is first met.

    One that is bought in several cases is met once for each. `is_judged` tells whether every
    dependency from the top down to it is hard and in series, so that the top fails with it. The
    top itself has neither `parent` nor `dependency`.
    """

    agreement: Agreement
    depth: int
    parent: ChainMember | None = None
    dependency: Dependency | None = None
    is_judged: bool = True

    @property
    def above(self) -> Agreement | None:
        """Return the agreement that depends on it."""
        return self.parent.agreement if self.parent else None


def links(
    agreement: Agreement, catalog: Catalog, most: int | None = None
) -> tuple[ChainMember, ...]:
    """Return an agreement and all below it, each case once, as near to the top as it is met.

    With `most` only so many of those below are looked for, the nearest ones.
    """
    below: dict[int, list[ChainMember]] = {}
    seen: set[tuple[str, str]] = set()
    expanded: set[str] = set()
    met = [ChainMember(agreement, 0)]
    for link in met:
        if most is not None and len(met) > most:
            break
        if link.agreement.id in expanded:
            continue
        expanded.add(link.agreement.id)
        for dependency in link.agreement.listed("depends_on"):
            found = catalog.by_id.get(dependency.agreement)
            if found is None or found.id == agreement.id:
                continue
            what = (found.id, _spelling(dependency))
            if what in seen:
                continue
            seen.add(what)
            is_judged = link.is_judged and is_hard(dependency) and is_in_series(dependency)
            child = ChainMember(found, link.depth + 1, link, dependency, is_judged)
            below.setdefault(id(link), []).append(child)
            met.append(child)
    return tuple(_downwards(met[0], below))


def _spelling(dependency: Dependency) -> str:
    return str(sorted(dependency.case.items())) if dependency.case else ""


def _downwards(
    top: ChainMember, below: Mapping[int, Sequence[ChainMember]]
) -> Iterator[ChainMember]:
    waiting = [top]
    while waiting:
        link = waiting.pop()
        yield link
        waiting += reversed(below.get(id(link), ()))


def standing_below(
    own: Promise, below: Agreement, dependency: Dependency, catalog: Catalog
) -> DependencyPromise:
    """Say how an agreement directly below stands to a promise."""
    chosen = bought(dependency, below, own.agreement, case_of(own))
    return standing(own, below, dependency, catalog, chosen)


def standings(
    own: Promise, chain: Sequence[ChainMember], catalog: Catalog
) -> tuple[DependencyPromise | None, ...]:
    """Say how each agreement of a chain stands to a promise of its top; None for the top.

    None too where an agreement above asks for one in another case only. Where one names metrics of
    other kinds alone, this kind matters in none of the agreements below it either.
    """
    unnamed: set[int] = set()
    cases: dict[int, Bought | None] = {id(chain[0]): case_of(own)}
    found: list[DependencyPromise | None] = [None]
    for link in chain[1:]:
        parent, dependency = link.parent, link.dependency
        if parent is None or dependency is None:
            raise ValueError("only the top of a chain stands on nothing")
        above, case = parent.agreement, cases[id(parent)]
        if case is None or not _is_needed(above, dependency, case):
            cases[id(link)] = None
            found.append(None)
            continue
        chosen = bought(dependency, link.agreement, above, case)
        cases[id(link)] = chosen
        if id(parent) in unnamed:
            found.append(DependencyPromise(link.agreement, dependency, is_named=False))
        else:
            found.append(standing(own, link.agreement, dependency, catalog, chosen))
        if id(parent) in unnamed or _names_others(link, measure_of(own), catalog):
            unnamed.add(id(link))
    return tuple(found)


def naming_others(member: ChainMember, measure: ChainMeasure, catalog: Catalog) -> Agreement:
    """Return who names metrics of other kinds alone, so that this one matters nowhere below."""
    at: ChainMember | None = member
    while at and at.parent:
        if _names_others(at, measure, catalog):
            return at.parent.agreement
        at = at.parent
    raise ValueError(f"all above {member.agreement.id} ask for its metrics of this kind")


def _names_others(member: ChainMember, measure: ChainMeasure, catalog: Catalog) -> bool:
    named = member.dependency.metrics if member.dependency else None
    return named is not None and not any(metrics_of(member.agreement, catalog, measure, named))


def _is_needed(above: Agreement, dependency: Dependency, case: Bought) -> bool:
    return dependency.when is None or overlaps(space_of(above).condition(dependency.when), case)
