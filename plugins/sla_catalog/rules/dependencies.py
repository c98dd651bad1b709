"""Dependencies: what an agreement promises, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.duration_format import (
    format_basis,
    format_duration,
    format_duration_in,
)
from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.quantities import NO_BREAK, quoted
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.dependencies import (
    ChainMeasure,
    DependencyPromise,
    basis_in_chain,
    expected_promise,
    is_kept,
    telling_case,
)
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.rooms import FeasibilityOutcome, Room, downtime_of, rooms
from sla_catalog.rules.sequence import weight


def circular_dependency(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements that depend on themselves, and name the circle."""
    reported: set[frozenset[str]] = set()
    for agreement in catalog.agreements:
        circle = _circle(catalog, agreement.id)
        if circle and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            yield Finding(
                "circular-dependency",
                catalog.span(agreement, ("depends_on",)),
                f"{agreement.id} depends on itself: {' → '.join((*circle, circle[0]))}",
                "expected dependencies without a circle",
                "leave out one of them",
            )


def _circle(catalog: Catalog, start: str) -> tuple[str, ...]:
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for dependency in catalog.by_id[path[-1]].listed("depends_on"):
            below = dependency.agreement
            if below == start:
                return path
            if below in catalog.by_id and below not in seen:
                seen.add(below)
                paths.append((*path, below))
    return ()


def dependency_deficit(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements that promise more than those they depend on guarantee them."""
    for agreement in catalog.agreements:
        if agreement.depends_on:
            yield from catalog.recall("dependency-deficit", agreement, _deficits)


def expectation_unmet(catalog: Catalog) -> Iterator[Finding]:
    """Find expectations of an agreement below that it promises less than."""
    for agreement in catalog.agreements:
        for place, dependency in enumerate(agreement.listed("depends_on")):
            below = catalog.by_id.get(dependency.agreement)
            if below is None or dependency.expects is None:
                continue
            for measure in ChainMeasure:
                expected = getattr(dependency.expects, measure)
                promise, _ = expected_promise(below, dependency, catalog, measure)
                if expected is None or promise is None or is_kept(expected, promise) is not False:
                    continue
                case = _case(telling_case(promise))
                yield Finding(
                    "expectation-unmet",
                    catalog.span(agreement, ("depends_on", place, "expects", str(measure))),
                    f"{expected} is expected of {quoted(below.id)}, which promises "
                    f"{promise.target}{f' ({case})' if case else ''}",
                    "expected what the agreement below promises at least",
                    "agree on it below, say by `case` what was bought, or expect less",
                    weight(agreement, FindingSeverity.WARNING),
                    (Related(catalog.span(below, _metric(promise)), "the promise below"),),
                )


def _metric(promise: Promise) -> Location:
    metrics = promise.agreement.listed("metrics")
    return ("metrics", next(n for n, one in enumerate(metrics) if one is promise.metric))


def _deficits(agreement: Agreement, catalog: Catalog) -> tuple[Finding, ...]:
    return tuple(
        _deficit(catalog, [room for room in short if room.own.metric.id == metric])
        for measure in ChainMeasure
        if (short := _short(rooms(agreement, catalog, measure)))
        for metric in dict.fromkeys(room.own.metric.id for room in short)
    )


def _short(found: Iterable[Room]) -> list[Room]:
    return [room for room in found if room.outcome is FeasibilityOutcome.DEFICIT]


def _deficit(catalog: Catalog, short: Sequence[Room]) -> Finding:
    worst, agreement = short[0], short[0].own.agreement
    others = sum(len(room.alike) for room in short) - len(worst.alike)
    more = f"; {others} more of its cases fall short" if others > 1 else ""
    more = "; one more of its cases falls short" if others == 1 else more
    is_open = any(one.choices > 1 for one in worst.reckoned)
    bought = ", say by `case` what was bought" if is_open else ""
    own = f"{worst.own.metric.id} promises {_promised(worst)}"
    return Finding(
        "dependency-deficit",
        catalog.span(agreement, _place(agreement, worst.reckoned)),
        f"{own}, and {_guaranteed(worst)}: {_missing(worst)}{more}",
        "expected a promise that those below carry, or the reason why it is kept all the same",
        f"agree on more below{bought}, promise less, or mitigation: the reason",
        FindingSeverity.INFO if _is_mitigated(short) else FindingSeverity.WARNING,
    )


def _is_mitigated(short: Sequence[Room]) -> bool:
    """Tell whether it is stated of all that count why the promise is kept all the same."""
    return all(one.dependency.mitigation for room in short for one in room.reckoned)


def _place(agreement: Agreement, reckoned: Sequence[DependencyPromise]) -> Location:
    if len(reckoned) > 1:
        return ("depends_on",)
    dependencies = agreement.listed("depends_on")
    place = next(n for n, one in enumerate(dependencies) if one is reckoned[0].dependency)
    return ("depends_on", place)


def _promised(room: Room) -> str:
    cases = [_case(telling_case(one)) for one in room.alike]
    named = [*dict.fromkeys(case for case in cases if case)]
    if not named:
        return str(room.own.target)
    return f"{room.own.target} for {named[0] if len(named) == 1 else f'{len(named)} cases'}"


def _guaranteed(room: Room) -> str:
    parts = ", ".join(map(_supplied, room.reckoned))
    if len(room.reckoned) == 1 or room.together is None:
        return parts
    return f"{parts}, which guarantee {_amount(room, room.together)} together"


def _supplied(one: DependencyPromise) -> str:
    if one.promise is None:
        return one.below.id
    case = _case(telling_case(one.promise))
    if one.count > 1:
        case = f"{case}, the weakest of {one.count}" if case else f"the weakest of {one.count}"
    return f"{one.below.id} promises {one.promise.target}{f' ({case})' if case else ''}"


def _missing(room: Room) -> str:
    if room.is_equal:
        return "just the value that is excluded"
    return f"{_missed(room)} too little"


def _missed(room: Room) -> str:
    missing = -(room.left or Fraction(0))
    budget, time = room.own.allowed_downtime, downtime_of(room.own, missing)
    if budget is None or time is None:
        return _amount(room, missing)
    return f"{_plainly(format_duration(time))} in {format_basis(budget.basis)}"


def _amount(room: Room, amount: Fraction) -> str:
    return _plainly(format_duration_in(basis_in_chain(room.own).unit, amount))


def _plainly(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def _case(case: Case) -> str:
    return ", ".join(f"{name} {value}" for name, value in case.values)
