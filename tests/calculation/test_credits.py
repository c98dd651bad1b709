import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.calculation.bands import (
    PERCENT,
    Band,
    Combination,
    CreditSchedule,
    CreditTier,
    Goal,
    Interval,
    Steps,
    closed,
    credit_at,
)
from sla_catalog.calculation.credits import (
    Billing,
    FormKind,
    RoundingDirection,
    RoundingRule,
    availability,
    settled,
)
from sla_catalog.calculation.schedules import (
    cap_under_top,
    dead_zone,
    gaps,
    highest_credit,
    not_monotone,
    overlaps,
)

from .golden import golden

MONTH = Fraction(44_640)
VALUES = [Fraction(n, 100) for n in range(10_001)]
LOWER_IS_WORSE = Goal(Decimal(95))
HIGHER_IS_WORSE = Goal(Decimal(5), higher_is_worse=True)


@pytest.mark.parametrize("case", golden("credits"), ids=lambda case: case["name"])
def test_a_schedule_is_a_step_function(case: dict[str, Any]) -> None:
    schedule = _schedule(case)
    if "bands" in case:
        assert [_print_band(band) for band in schedule.bands] == case["bands"]
    earned = {value: credit_at(schedule, Decimal(value)) for value in case["earns"]}
    assert earned == {value: Decimal(credit) for value, credit in case["earns"].items()}


@pytest.mark.parametrize("case", golden("credits"), ids=lambda case: case["name"])
def test_what_is_wrong_with_a_schedule_is_found(case: dict[str, Any]) -> None:
    schedule = _schedule(case)
    dead = dead_zone(schedule)
    cut = cap_under_top(schedule, Decimal(case["cap"])) if "cap" in case else None
    pairs = [
        f"{_print_band(drop.better)} then {_print_band(drop.worse)}"
        for drop in not_monotone(schedule)
    ]
    assert [_print(gap) for gap in gaps(schedule)] == case.get("gaps", [])
    assert _print_overlaps(schedule) == case.get("overlaps", [])
    assert (_print(dead) if dead else None) == case.get("dead_zone")
    assert pairs == case.get("not_monotone", [])
    assert (_print_band(cut) if cut else None) == case.get("cap_under_top")


@pytest.mark.parametrize("case", golden("steps"), ids=lambda case: case["name"])
def test_steps_below_a_target_earn_credit(case: dict[str, Any]) -> None:
    steps = _steps(case["steps"])
    earned = {value: credit_at(steps, Decimal(value)) for value in case["earns"]}
    assert earned == {value: Decimal(credit) for value, credit in case["earns"].items()}
    if "highest" in case:
        assert highest_credit(steps) == Decimal(case["highest"])


@pytest.mark.parametrize("case", golden("drops"), ids=lambda case: case["name"])
def test_a_worse_value_that_earns_less_is_found(case: dict[str, Any]) -> None:
    found = [
        f"{_print(drop.values)} earns {drop.earned}, better values {drop.better_earned}"
        for drop in not_monotone(_schedule_of_lines(case))
    ]
    assert found == case["drops"]


def _schedule_of_lines(case: dict[str, Any]) -> CreditSchedule:
    """Read lines such as `(12, ∞) 45 each 12 full first 30`."""
    goal = _goal(case["target"])
    bands = []
    for text in case["lines"]:
        end, _, rest = text.partition(") ") if ") " in text else text.partition("] ")
        interval = _interval(end + text[len(end)])
        words = rest.split()
        steps = None
        if "each" in words:
            first = Decimal(words[5]) if "first" in words else None
            steps = Steps(Decimal(words[2]), words[3] == "begun", first)
        ends = (interval.lower, interval.lower_included, interval.upper, interval.upper_included)
        bands.append(Band(*ends, Decimal(words[0]), steps))
    return CreditSchedule(
        closed(bands, goal.higher_is_worse), goal, Interval(Decimal(0), True, None, False)
    )


@pytest.mark.parametrize("case", golden("roundings"), ids=lambda case: " ".join(case.values()))
def test_a_bound_is_reached_by_the_values_that_are_rounded_to_it(case: dict[str, Any]) -> None:
    digits, _, mode = case["rounding"].partition(" ")
    exact = RoundingRule(int(digits), RoundingDirection(mode)).unrounded(_interval(case["kept"]))
    assert _print(exact) == case["exact"]


@given(
    st.integers(0, 3),
    st.sampled_from(RoundingDirection),
    st.tuples(st.integers(0, 200), st.booleans(), st.integers(0, 200), st.booleans()),
    st.fractions(0, 20),
)
def test_unrounded_values_are_those_whose_rounded_one_lies_in_the_interval(
    digits: int, mode: RoundingDirection, ends: tuple[int, bool, int, bool], value: Fraction
) -> None:
    rounding = RoundingRule(digits, mode)
    interval = Interval(Fraction(ends[0], 10), ends[1], Fraction(ends[2], 10), ends[3])
    assert rounding.unrounded(interval).holds(value) == interval.holds(rounding.rounded(value))


NUMBERS = st.decimals(0, 100, places=1)
TIERS = st.lists(
    st.builds(CreditTier, NUMBERS, NUMBERS), max_size=5, unique_by=lambda tier: tier.bound
)
BANDS = st.lists(
    st.builds(Band, NUMBERS, st.booleans(), NUMBERS, st.booleans(), NUMBERS), max_size=4
).map(tuple)
GOALS = st.builds(Goal, NUMBERS, st.booleans(), st.booleans())
STEPS = st.one_of(
    st.none(),
    st.builds(
        Steps,
        st.decimals("0.5", 10, places=1),
        st.booleans(),
        st.one_of(st.none(), st.decimals(0, 100, places=1)),
    ),
)
STEPPED = st.lists(
    st.builds(Band, NUMBERS, st.booleans(), NUMBERS, st.booleans(), NUMBERS, STEPS), max_size=4
).map(tuple)


@given(STEPPED, GOALS, st.sampled_from(Combination))
@settings(max_examples=25, deadline=None)
def test_drops_and_the_highest_credit_are_what_each_value_shows(
    bands: tuple[Band, ...], goal: Goal, combination: Combination
) -> None:
    schedule = CreditSchedule(bands, goal, combination=combination)
    fine = [Fraction(n, 20) for n in range(2001)]  # finer than the ends of bands and steps
    held = [
        [credit_at(schedule, value)]
        for value in (fine if goal.higher_is_worse else reversed(fine))
        if schedule.bands_at(value)
    ]
    earned = [credit for (credit,) in held]
    falls = any(one > two for one, two in pairwise(earned))
    assert bool(not_monotone(schedule)) == falls
    assert highest_credit(schedule) == max([Fraction(0), *earned])


@pytest.mark.parametrize("case", golden("outages"), ids=lambda case: " ".join(case.values()))
def test_an_outage_leaves_availability(case: dict[str, Any]) -> None:
    digits, _, mode = case["rounding"].partition(" ")
    rounding = RoundingRule(int(digits), RoundingDirection(mode)) if digits else None
    assert availability(Fraction(case["outage"]), MONTH, rounding) == Fraction(case["percent"])


@pytest.mark.parametrize("case", golden("money"), ids=lambda case: " ".join(case.values()))
def test_a_credit_is_money(case: dict[str, Any]) -> None:
    credit = _paid(Fraction(case["percent"]), Decimal(case["fee"]))
    assert (str(credit), str(Decimal(case["fee"]) - credit)) == (case["credit"], case["remains"])


@pytest.mark.parametrize("case", golden("outage_credits"), ids=lambda case: case["name"])
def test_an_outage_becomes_money(case: dict[str, Any]) -> None:
    measured = availability(Fraction(case["outage"]), MONTH)
    fee = Decimal(case["fee"])
    credit = _paid(credit_at(_steps(case["steps"]), measured), fee)
    assert (str(credit), str(fee - credit)) == (case["credit"], case["remains"])


@pytest.mark.parametrize("case", golden("capped"), ids=lambda case: case["name"])
def test_caps_limit_what_is_paid(case: dict[str, Any]) -> None:
    fee = Decimal(10)
    schedule = CreditSchedule.from_tiers(_tiers(case["tiers"]["below"]), Goal(Decimal("99.9")))
    credit = credit_at(schedule, Decimal(case["level"]))
    assert str(_paid(credit, fee, map(Fraction, case["caps"]))) == case["paid"]


@given(TIERS)
@settings(max_examples=10, deadline=None)
def test_the_nearest_bound_above_a_value_gives_its_credit(tiers: list[CreditTier]) -> None:
    schedule = CreditSchedule.from_tiers(tiers, LOWER_IS_WORSE)
    mirrored = CreditSchedule.from_tiers(tiers, HIGHER_IS_WORSE)
    for value in VALUES:
        over = [tier for tier in tiers if value < tier.bound]
        under = [tier for tier in tiers if value > tier.bound]
        nearest = min(over, key=lambda tier: tier.bound, default=None)
        farthest = max(under, key=lambda tier: tier.bound, default=None)
        assert credit_at(schedule, value) == (nearest.credit if nearest else 0)
        assert credit_at(mirrored, value) == (farthest.credit if farthest else 0)


@given(TIERS, GOALS)
@settings(deadline=None)
def test_tiers_leave_no_gap(tiers: list[CreditTier], goal: Goal) -> None:
    schedule = CreditSchedule.from_tiers(tiers, goal)
    assert gaps(schedule) == ()
    assert all(len(overlap.bands) == 1 for overlap in overlaps(schedule))


@given(BANDS, GOALS)
@settings(max_examples=8, deadline=None)
def test_what_is_found_is_what_each_value_shows(bands: tuple[Band, ...], goal: Goal) -> None:
    schedule = CreditSchedule(bands, goal)
    dead = dead_zone(schedule)
    found_gaps, found_overlaps = gaps(schedule), overlaps(schedule)
    earning = [value for value in VALUES if credit_at(schedule, value)]
    pick = min if goal.higher_is_worse else max
    best = pick(earning, default=None)
    for value in VALUES:
        held = [band for band in bands if band.interval.holds(value)]
        kept = goal.is_kept(value)
        better_earns = best is not None and goal.is_worse(value, best)
        is_dead = best is None or goal.is_worse(best, value)
        assert _holds(found_gaps, value) == (better_earns and not held and not kept)
        assert (dead is not None and dead.holds(value)) == (is_dead and not kept)
        doubled = len(held) > 1 or (kept and any(band.credit for band in held))
        assert _holds([overlap.interval for overlap in found_overlaps], value) == doubled


@pytest.mark.parametrize("outage", [-1, 44_641])
def test_an_outage_lies_within_the_month(outage: int) -> None:
    with pytest.raises(ValueError, match="outage"):
        availability(Fraction(outage), MONTH)


def _holds(intervals: Any, value: Fraction) -> bool:
    return any(interval.holds(value) for interval in intervals)


def _schedule(case: dict[str, Any]) -> CreditSchedule:
    goal = _goal(case["target"])
    scale = _interval(case["scale"]) if "scale" in case else PERCENT
    if "tiers" in case:
        (tiers,) = case["tiers"].values()
        assert set(case["tiers"]) == {"above" if goal.higher_is_worse else "below"}
        return CreditSchedule.from_tiers(_tiers(tiers), goal, scale)
    bands = []
    for text in case["bands"]:
        interval, _, credit = text.rpartition(" ")
        one = _interval(interval)
        ends = (one.lower, one.lower_included, one.upper, one.upper_included)
        bands.append(Band(*ends, Decimal(credit)))
    return CreditSchedule(tuple(bands), goal, scale)


def _tiers(tiers: dict[str, str]) -> list[CreditTier]:
    return [CreditTier(Decimal(bound), Decimal(credit)) for bound, credit in tiers.items()]


def _steps(case: dict[str, str]) -> CreditSchedule:
    goal = _goal(case["target"])
    first = Decimal(case["first"]) if "first" in case else None
    steps = Steps(Decimal(case["each"]), case["part_counts"] == "yes", first)
    end, reaches, credit = goal.target, not goal.is_kept_at_target, Decimal(case["credit"])
    band = Band(None, False, end, reaches, credit, steps)
    if goal.higher_is_worse:
        band = Band(end, reaches, None, False, credit, steps)
    return CreditSchedule((band,), goal)


def _paid(percent: Fraction, fee: Decimal, caps: Iterable[Fraction] = ()) -> Decimal:
    ceilings = [[(FormKind.SHARE, cap)] for cap in caps]
    found = settled([(FormKind.SHARE, percent)], ceilings, Billing(fee, Fraction(30)))
    assert found is not None
    return found.paid


def _goal(text: str) -> Goal:
    words = text.split()
    target = Decimal(words[2]) if len(words) > 2 else None
    operator = " ".join(words[:2])
    return Goal(target, operator in {"at most", "less than"}, operator.startswith("at "))


def _interval(text: str) -> Interval:
    match = re.fullmatch(r"([\[(])(\S+), (\S+)([\])])", text)
    assert match, text
    lower, upper = (None if end.endswith("∞") else Decimal(end) for end in match.groups()[1:3])
    return Interval(lower, match[1] == "[", upper, match[4] == "]")


def _print(interval: Interval | Band) -> str:
    lower = "-∞" if interval.lower is None else interval.lower
    upper = "∞" if interval.upper is None else interval.upper
    left = "[" if interval.lower_included else "("
    return f"{left}{lower}, {upper}{']' if interval.upper_included else ')'}"


def _print_band(band: Band) -> str:
    return f"{_print(band)} {band.credit}"


def _print_overlaps(schedule: CreditSchedule) -> list[str]:
    printed = []
    for overlap in overlaps(schedule):
        names = [str(band.credit) for band in overlap.bands]
        names += ["the target"] if overlap.keeps_target else []
        printed.append(f"{_print(overlap.interval)} {' and '.join(names)}")
    return printed
