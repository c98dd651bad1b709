from datetime import date
from typing import Any

import pytest

from drafts import draft, read
from sla_catalog.model.agreement import Agreement
from sla_catalog.reckoning.term import last_day_covered, last_day_for_notice

from .golden import golden


@pytest.mark.parametrize("case", golden("terms"), ids=lambda case: case["says"])
def test_how_long_an_agreement_holds(case: dict[str, Any]) -> None:
    agreement, findings = read(draft(case["write"]))
    assert isinstance(agreement, Agreement), findings
    today = date.fromisoformat(case["today"])
    covered = last_day_covered(agreement, today)
    notice = last_day_for_notice(agreement, today)
    assert (str(covered or ""), str(notice or "")) == (case["covered"], case["notice"])
