from datetime import date
from typing import Any

import pytest

from sla_catalog.calculation.renewal import (
    DateError,
    RenewalTerms,
    is_period,
    last_day_for_notice,
    later,
)
from sla_catalog.model.quantities import ElapsedTime

from .golden import golden


@pytest.mark.parametrize("case", golden("later"), ids=lambda case: " ".join(case.values()))
def test_a_length_leads_to_another_day(case: dict[str, Any]) -> None:
    found = later(date.fromisoformat(case["day"]), ElapsedTime.parse(case["length"]))
    assert found.isoformat() == case["later"]


@pytest.mark.parametrize("case", golden("refused"), ids=lambda case: case["length"])
def test_a_length_that_leads_nowhere_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(DateError, match=case["because"]):
        later(date.fromisoformat(case["day"]), ElapsedTime.parse(case["length"]))


@pytest.mark.parametrize("case", golden("renewals"), ids=lambda case: case["says"])
def test_a_contract_renews(case: dict[str, Any]) -> None:
    initial = ElapsedTime.parse(case["initial"]) if case["initial"] else None
    terms = RenewalTerms(
        date.fromisoformat(case["first"]), initial, ElapsedTime.parse(case["period"])
    )
    renewals = {day: str(terms.renewals(date.fromisoformat(day))) for day in case["renewals"]}
    ends = [terms.end(times).isoformat() for times in range(len(case["ends"]))]
    assert (renewals, ends) == (case["renewals"], case["ends"])


@pytest.mark.parametrize("case", golden("notices"), ids=lambda case: " ".join(case.values()))
def test_notice_falls_due(case: dict[str, Any]) -> None:
    last, notice = date.fromisoformat(case["last"]), ElapsedTime.parse(case["notice"])
    assert last_day_for_notice(last, notice).isoformat() == case["day"]


@pytest.mark.parametrize("length", ["0 days", "0 months", "15 min", "1.5 months", "36 h"])
def test_no_term_is_that_long(length: str) -> None:
    period = ElapsedTime.parse(length)
    assert not is_period(period)
    with pytest.raises(DateError):
        RenewalTerms(date(2026, 1, 1), None, period).renewals(date(2026, 2, 1))


@pytest.mark.parametrize("length", ["1 day", "48 h", "2 weeks", "1.5 years", "1 month"])
def test_a_term_can_be_that_long(length: str) -> None:
    assert is_period(ElapsedTime.parse(length))


def test_a_term_that_leads_out_of_the_calendar_is_refused() -> None:
    terms = RenewalTerms(date(2025, 1, 1), None, ElapsedTime.parse("8000 years"))
    assert terms.renewals(date(2026, 1, 1)) == 1
    with pytest.raises(DateError, match="out of the calendar"):
        terms.end(1)
