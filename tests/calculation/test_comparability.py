from fractions import Fraction
from typing import Any

import pytest

from sla_catalog.calculation.comparability import (
    Basis,
    Rank,
    Strictness,
    Week,
    obstacle,
    rank,
    reason,
    strictness,
)
from sla_catalog.model.calendars import Hours, Window

from .golden import golden

OPPOSITE = {
    Strictness.SAME: Strictness.SAME,
    Strictness.STRICTER: Strictness.LOOSER,
    Strictness.MIXED: Strictness.MIXED,
}


@pytest.mark.parametrize("case", golden("obstacles"), ids=lambda case: case["name"])
def test_an_obstacle_has_a_reason(case: dict[str, Any]) -> None:
    a, b = _basis(case["of"]), _basis(case["and"])
    found = obstacle(a, b)
    assert (found.kind if found else "") == case["kind"]
    assert (reason(found) if found else "") == case["reason"]
    back = obstacle(b, a)
    assert (back.kind if back else "") == case["kind"]


@pytest.mark.parametrize("case", golden("ranks"), ids=lambda case: case["name"])
def test_values_are_ranked(case: dict[str, Any]) -> None:
    values = []
    for text in case["values"]:
        number, _, window = text.partition(" ")
        values.append((Fraction(number), _basis({"window": window})))
    found = rank(values, higher_is_better=case["better"] == "higher")
    assert [_print(one) for one in found] == case["standings"]


@pytest.mark.parametrize("case", golden("nested"), ids=lambda case: case["name"])
def test_hours_are_ranked_where_they_lie_within_one_another(case: dict[str, Any]) -> None:
    weeks = [_week(text) for text in case["hours"]]
    found = rank([(Fraction(w.length), _basis({"hours": w})) for w in weeks], True)
    assert [_print(one) for one in found] == case["standings"]


@pytest.mark.parametrize("case", golden("strictness"), ids=lambda case: ", ".join(case["windows"]))
def test_a_window_is_stricter(case: dict[str, Any]) -> None:
    a, b = (Window.parse(window) for window in case["windows"])
    assert strictness(a, b) == case["is"]
    assert strictness(b, a) == OPPOSITE[Strictness(case["is"])]


def _basis(case: dict[str, Any]) -> Basis:
    window = case.get("window")
    return Basis(
        metric_type=case.get("metric_type", "availability"),
        unit=case.get("unit", "%"),
        statistic=case.get("statistic", ""),
        window=Window.parse(window) if window else None,
        clock=case.get("clock", "elapsed"),
        denominator=case.get("denominator", ""),
        method=case.get("method", ""),
        hours=case.get("hours"),
    )


def _week(text: str) -> Week:
    words, zone = (text, "") if text == "24x7" else text.rsplit(" ", 1)
    return Week.of(Hours.parse(words), zone)


def _print(standing: Rank) -> str:
    if standing.rank is not None:
        return str(standing.rank)
    return reason(standing.obstacle) if standing.obstacle else "alone"
