"""Credit schedules: what is passed over at a glance has nothing to be found."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sla_catalog.calculation.bands import Band, CreditSchedule, Goal
from sla_catalog.calculation.schedules import dead_zone, gaps, is_seamless, overlaps

ENDS = st.sampled_from([None, *map(Decimal, (0, 90, 95, 99, 100))])
BANDS = st.builds(Band, ENDS, st.booleans(), ENDS, st.booleans(), st.sampled_from([Decimal(5)]))
GOALS = st.builds(Goal, ENDS, st.booleans(), st.booleans())


@given(st.lists(BANDS, min_size=1, max_size=3), GOALS)
def test_seamless_schedules_have_neither_gap_nor_overlap(bands: list[Band], goal: Goal) -> None:
    schedule = CreditSchedule(tuple(bands), goal)
    if is_seamless(schedule):
        assert (gaps(schedule), overlaps(schedule), dead_zone(schedule)) == ((), (), None)


@given(st.sampled_from([Decimal(90), Decimal(95)]), st.booleans(), st.booleans())
def test_bands_that_join_are_seamless(bound: Decimal, is_included: bool, is_kept: bool) -> None:
    goal = Goal(Decimal(99), is_kept_at_target=is_kept)
    upper = Band(bound, is_included, Decimal(99), not is_kept, Decimal(5))
    lower = Band(None, False, bound, not is_included, Decimal(25))
    assert is_seamless(CreditSchedule((upper, lower), goal))
    assert not is_seamless(CreditSchedule((lower, upper), goal))
