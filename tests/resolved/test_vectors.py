"""Figures known beforehand: what is allowed in a window, what working time takes at worst."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sla_catalog.calculation.downtime import budget
from sla_catalog.calculation.worktime import WorkingCalendar, worst_wall_clock
from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.quantities import Percentage, WorkingTime

from .clocks import OpenHours, longest_wait
from .figures import seconds
from .windows import Length, allowed

CASES = Path(__file__).parent / "cases"
ZONE = "Europe/Berlin"


def _read(name: str) -> Any:
    text = (CASES / name).read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - builds only text


DOWNTIME = _read("downtime.yaml")
WALL_CLOCK = _read("wall_clock.yaml")


@pytest.mark.parametrize(
    ("target", "window", "allows"),
    [
        (target, window, allows)
        for target, row in DOWNTIME["around_the_clock"].items()
        for window, allows in row.items()
    ],
)
def test_a_window_around_the_clock_allows(target: str, window: str, allows: str) -> None:
    expected = Length(seconds(allows), seconds(allows), seconds(allows))
    assert _allowed_by_both(target, window, "24x7") == (expected, expected)


@pytest.mark.parametrize("case", DOWNTIME["ranges"], ids=lambda case: case["window"])
def test_windows_of_several_lengths_allow(case: dict[str, Any]) -> None:
    least, headline, most = map(seconds, case["allows"])
    expected = Length(least, headline, most)
    found = _allowed_by_both(case["target"], case["window"], case.get("hours", "24x7"))
    assert found == (expected, expected)


def _allowed_by_both(target: str, window: str, hours: str) -> tuple[Length | None, Length | None]:
    share, period, week = Percentage.parse(target), Window.parse(window), Hours.parse(hours)
    room = budget(share, period, week)
    by_room = Length(room.shortest, room.headline, room.longest) if room else None
    return by_room, allowed(share, period, week)


@pytest.mark.parametrize("case", WALL_CLOCK["waits"], ids=lambda case: " ".join(case.values()))
def test_working_time_takes_at_worst(case: dict[str, str]) -> None:
    hours, amount = Hours.parse(case["hours"]), WorkingTime.parse(case["amount"])
    listed = WALL_CLOCK["calendars"][case["holidays"]] if "holidays" in case else ()
    holidays = frozenset(map(date.fromisoformat, listed))
    by_room = worst_wall_clock(amount, WorkingCalendar(hours, ZONE, holidays))
    by_oracle = longest_wait(amount, OpenHours(hours, ZONE, holidays))
    assert (by_room, by_oracle) == (seconds(case["longest"]), seconds(case["longest"]))
