from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.calculation.duration_format import compact_duration, format_duration
from sla_catalog.model.quantities import NO_BREAK

from .golden import golden

UNITS = {"d": 86400, "h": 3600, "m": 60, "min": 60, "s": 1}


@pytest.mark.parametrize("case", golden("durations"), ids=lambda case: case["compact"])
def test_seconds_are_printed(case: dict[str, Any]) -> None:
    seconds = Fraction(case["seconds"])
    assert format_duration(seconds) == case["spoken"].replace("·", NO_BREAK)
    assert compact_duration(seconds) == case["compact"]


@given(st.decimals(0, 10**9, places=3))
@settings(deadline=None)
def test_what_is_printed_adds_up(seconds: Any) -> None:
    parts = [part.split(NO_BREAK) for part in format_duration(Fraction(seconds)).split(" ")]
    assert sum(Fraction(number) * UNITS[unit] for number, unit in parts) == Fraction(seconds)


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        format_duration(Fraction(-1))
