"""Periods without a length, and breaches that can never come together, are refused."""

from __future__ import annotations

import pytest

from sla_catalog.model.calendars import Window
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.triggers import Trigger


@pytest.mark.parametrize(
    "text", ["rolling 0 days", "rolling 0.0 h", "0 days before claim", "average month of 0 h"]
)
def test_a_window_has_a_length(text: str) -> None:
    with pytest.raises(MalformedError, match="not a window"):
        Window.parse(text)


@pytest.mark.parametrize(
    "text",
    ["3 breaches in rolling 0 days", "0 breaches in 6 months", "5 of any 3 months", "0 months"],
)
def test_a_trigger_can_come_about(text: str) -> None:
    with pytest.raises(MalformedError, match="can never come about"):
        Trigger.parse(text)


@pytest.mark.parametrize("text", ["3 of any 3 months", "2 breaches in 1 month"])
def test_as_many_breaches_as_months_are_no_mistake(text: str) -> None:
    assert str(Trigger.parse(text)) == text
