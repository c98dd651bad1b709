from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.calculation.downtime import TimeBase
from sla_catalog.calculation.duration_format import (
    compact_duration,
    format_basis,
    format_days,
    format_duration,
    written_duration,
)
from sla_catalog.model.quantities import NO_BREAK, ElapsedTime

from .golden import golden

UNITS: dict[str, Fraction] = {
    name: Fraction(size)
    for name, size in (
        ("d", 86400),
        ("h", 3600),
        ("m", 60),
        ("min", 60),
        ("s", 1),
        ("ms", "1/1000"),
    )
}


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


@pytest.mark.parametrize(
    ("days", "hours", "is_even", "expected"),
    [
        ("1", "24", True, "1 day"),
        ("2", "24", True, "2 days"),
        ("3/2", "24", True, "36 h"),
        ("365/12", "24", True, "730 h"),
        ("1", "12", True, "1 day of 12 h"),
        ("2", "12", True, "2 days of 12 h"),
        ("1", "19/2", False, "1 day of 9.5 h on average"),
        ("21", "22/3", False, "21 days of 7.33 h on average"),
    ],
)
def test_what_a_downtime_is_a_share_of(days: str, hours: str, is_even: bool, expected: str) -> None:
    assert format_basis(TimeBase(Fraction(days), Fraction(hours), is_even)) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (11, "11 days")]
)
def test_a_number_of_days(number: int, expected: str) -> None:
    assert format_days(number) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ("2592", "43.2 min"),
        ("12960", "3.6 h"),
        ("3888", "64.8 min"),
        ("259.2", "259.2 s"),
        ("90000", "25 h"),
        ("7/3", "2.333333 s"),
        ("0", "0 s"),
    ],
)
def test_a_length_is_written_as_agreements_are_read(seconds: str, expected: str) -> None:
    assert written_duration(Fraction(seconds)) == expected
    assert str(ElapsedTime.parse(expected)) == expected


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        format_duration(Fraction(-1))
