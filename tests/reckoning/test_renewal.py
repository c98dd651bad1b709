from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.model.quantities import Duration
from sla_catalog.reckoning.renewal import (
    DateError,
    earlier,
    first_day_not_covered,
    last_day_covered,
    later,
    notice_due,
    renewed,
)

from .golden import golden

DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize("case", golden("later"), ids=lambda case: " ".join(case.values()))
def test_a_length_leads_to_another_day(case: dict[str, Any]) -> None:
    day, length = date.fromisoformat(case["day"]), Duration.parse(case["length"])
    found = (later(day, length).isoformat(), earlier(day, length).isoformat())
    assert found == (case["later"], case["earlier"])


@pytest.mark.parametrize("case", golden("refused"), ids=lambda case: case["length"])
def test_a_length_that_leads_nowhere_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(DateError, match=case["because"]):
        later(date.fromisoformat(case["day"]), Duration.parse(case["length"]))


@pytest.mark.parametrize("case", golden("renewals"), ids=lambda case: case["name"])
def test_a_term_renews_and_notice_falls_due(case: dict[str, Any]) -> None:
    term = case["term"]
    is_length = " " in term
    initial = first_day_not_covered(
        date.fromisoformat(case["effective"]),
        Duration.parse(term) if is_length else date.fromisoformat(term),
    )
    ends = renewed(initial, Duration.parse(case["renews"]), date.fromisoformat(case["today"]))
    notice = notice_due(ends, Duration.parse(case["notice"]))
    found = {
        "initial": initial,
        "ends": ends,
        "last_covered": last_day_covered(ends),
        "notice_before": notice.before,
        "notice_last": notice.last,
    }
    assert {key: day.isoformat() for key, day in found.items()} == {key: case[key] for key in found}


@given(DAYS, DAYS, st.integers(1, 40), st.sampled_from(["days", "weeks", "months", "years"]))
@settings(deadline=None)
def test_a_renewed_term_runs_today(initial: date, today: date, number: int, unit: str) -> None:
    period = Duration.parse(f"{number} {unit}")
    ends = renewed(initial, period, today)
    assert ends > today
    assert ends == initial or earlier(ends, period) <= today


def test_a_period_without_length_is_refused() -> None:
    with pytest.raises(DateError, match="does not renew"):
        renewed(date(2026, 1, 1), Duration.parse("0 days"), date(2026, 2, 1))
