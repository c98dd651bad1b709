from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate, combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.calculation.composition import (
    fastest_response,
    first_uncovered,
    guaranteed_by_any,
    guaranteed_floor,
    k_of_n,
    parallel,
    recovery_point,
    recovery_time,
    series,
)
from sla_catalog.model.calendars import Hours

from .golden import golden

RECKONINGS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "series": series,
    "parallel": parallel,
    "any_2_of": lambda parts: k_of_n(2, parts),
    "floor": guaranteed_floor,
    "by_any": guaranteed_by_any,
    "recovery_time": recovery_time,
    "recovery_point": recovery_point,
    "fastest_response": lambda parts: fastest_response(*parts),
}
SHARES = st.lists(st.decimals(0, 100, places=3).map(Fraction), min_size=1, max_size=5)


@pytest.mark.parametrize("case", golden("composition"), ids=str)
def test_parts_make_a_whole(case: dict[str, Any]) -> None:
    (expected,) = (value for key, value in case.items() if key == "is")
    assert _reckon({key: value for key, value in case.items() if key != "is"}) == Fraction(expected)


@pytest.mark.parametrize("case", golden("hours"), ids=lambda case: case["needed"])
def test_hours_lie_within_others(case: dict[str, Any]) -> None:
    found = first_uncovered(Hours.parse(case["needed"]), Hours.parse(case["covering"]))
    assert (str(found) if found else "") == case["uncovered"]


@given(SHARES)
@settings(deadline=None)
def test_the_floor_is_never_above_the_product(shares: list[Fraction]) -> None:
    assert 0 <= guaranteed_floor(shares) <= series(shares) <= min(shares)
    assert max(shares) <= parallel(shares) <= 100


@given(SHARES)
@settings(deadline=None)
def test_all_and_any_are_the_ends_of_k_of_n(shares: list[Fraction]) -> None:
    chain = [k_of_n(needed, shares) for needed in range(len(shares) + 1)]
    assert chain == sorted(chain, reverse=True)
    ends = (Fraction(100), parallel(shares), series(shares))
    assert (chain[0], chain[1], chain[-1]) == ends


SHAPES = ((1,), (2,), (3,), (1, 1), (1, 2), (1, 1, 1))


@given(st.sampled_from(SHAPES), st.lists(st.fractions(0, 100), min_size=3, max_size=3))
@settings(deadline=None, max_examples=60)
def test_what_is_guaranteed_is_the_worst_of_all_joint_failures(
    shape: tuple[int, ...], percentages: list[Fraction]
) -> None:
    left = iter(percentages)
    groups = [[next(left) for _ in range(size)] for size in shape]
    found = guaranteed_floor([guaranteed_by_any(group) for group in groups])
    assert found == 100 * worst_joint(groups)
    assert found <= series([parallel(group) for group in groups])


@pytest.mark.parametrize("kept", [Fraction("99.9"), Fraction(1, 3), Fraction(100), Fraction(0)])
def test_what_is_guaranteed_is_the_worst_also_of_two_lines_behind_a_core(kept: Fraction) -> None:
    groups = [[kept], [Fraction(99), Fraction(99)]]
    found = guaranteed_floor([guaranteed_by_any(group) for group in groups])
    assert found == 100 * worst_joint(groups) == max(Fraction(0), kept - 1)


def worst_joint(groups: Sequence[Sequence[Fraction]]) -> Fraction:
    """Return the least chance that every group has a part that is up, whatever fails together.

    Each part is up with its own chance, and nothing else is known. The least is found at a corner
    of all distributions over joint states, and each corner is looked at.
    """
    parts = [part / 100 for group in groups for part in group]
    states = [*product((0, 1), repeat=len(parts))]
    known = [Fraction(1), *parts]
    rows = [[Fraction(1)] * len(states)]
    rows += [[Fraction(state[place]) for state in states] for place in range(len(parts))]
    chances = []
    for corner in combinations(range(len(states)), len(known)):
        weights = solved([[row[state] for state in corner] for row in rows], known)
        if weights and min(weights) >= 0:
            up = (
                w for w, state in zip(weights, corner, strict=True) if is_up(states[state], groups)
            )
            chances.append(sum(up, Fraction(0)))
    return min(chances)


def is_up(state: Sequence[int], groups: Sequence[Sequence[Fraction]]) -> bool:
    ends = [*accumulate(map(len, groups), initial=0)]
    return all(any(state[start:end]) for start, end in pairwise(ends))


def solved(rows: list[list[Fraction]], known: Sequence[Fraction]) -> list[Fraction] | None:
    """Solve a square system of equations; None without a single solution."""
    system = [[*row, value] for row, value in zip(rows, known, strict=True)]
    for place in range(len(system)):
        pivot = next((row for row in system[place:] if row[place]), None)
        if pivot is None:
            return None
        system.remove(pivot)
        system.insert(place, [value / pivot[place] for value in pivot])
        for other in range(len(system)):
            if other != place and system[other][place]:
                factor = system[other][place]
                pairs = zip(system[other], system[place], strict=True)
                system[other] = [a - factor * b for a, b in pairs]
    return [row[-1] for row in system]


@pytest.mark.parametrize("needed", [-1, 3])
def test_no_more_parts_are_needed_than_there_are(needed: int) -> None:
    with pytest.raises(ValueError, match="of 2 parts"):
        k_of_n(needed, [Fraction(99), Fraction(99)])


def test_hours_that_only_name_a_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="office"):
        first_uncovered(Hours.parse("24x7"), Hours.parse("office"))


def _reckon(part: Any) -> Fraction:
    if isinstance(part, str):
        return Fraction(part)
    ((name, parts),) = part.items()
    return RECKONINGS[name]([_reckon(one) for one in parts])
