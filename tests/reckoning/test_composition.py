from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.model.calendars import Hours
from sla_catalog.reckoning.composition import (
    fastest_response,
    first_uncovered,
    guaranteed_floor,
    k_of_n,
    parallel,
    recovery_point,
    recovery_time,
    series,
)

from .golden import golden

RECKONINGS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "series": series,
    "parallel": parallel,
    "any_2_of": lambda parts: k_of_n(2, parts),
    "floor": guaranteed_floor,
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
