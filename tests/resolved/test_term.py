from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drafts import cases, draft, read
from sla_catalog.model.agreement import Agreement
from sla_catalog.resolved.term import (
    RunningTerm,
    begins_on,
    coming_text,
    figures_hold_from,
    standing_on,
    term_on,
)

CASES = Path(__file__).parent / "cases"


def agreement(text: str) -> Agreement:
    made, findings = read(draft(text))
    assert isinstance(made, Agreement), findings
    return made


def said(term: RunningTerm) -> dict[str, str]:
    days = f"{term.renews_on} to {term.renewed_until}" if term.renewed_until else ""
    return {
        "term": f"{term.first or ''} to {term.last or ''}",
        "notice": str(term.last_for_notice or ""),
        "follows": f"{term.follows or ''} {days}".strip(),
    }


@pytest.mark.parametrize("case", cases(CASES / "terms.yaml"), ids=lambda case: case["says"])
def test_what_a_term_means(case: dict[str, Any]) -> None:
    found = said(term_on(agreement(case["write"]), date.fromisoformat(case["today"])))
    assert found == {key: case[key] for key in found}


@pytest.mark.parametrize("case", cases(CASES / "statuses.yaml"), ids=lambda c: " ".join(c.values()))
def test_whether_an_agreement_counts(case: dict[str, Any]) -> None:
    made = agreement(f"status: {case['status']}\nduration: {case['duration']}\n")
    assert standing_on(made, date(2026, 2, 11)) == case["standing"]


@pytest.mark.parametrize("case", cases(CASES / "coming.yaml"), ids=lambda case: case["says"])
def test_from_when_a_text_holds(case: dict[str, Any]) -> None:
    made, today = agreement(f"status: active\n{case['write']}"), date(2026, 11, 29)
    text = coming_text(made, today)
    before = (text.version_before or "another") if text and text.follows_another else ""
    coming = f"{text.first}{' after ' if before else ''}{before}" if text else ""
    days = (begins_on(made, today), figures_hold_from(made, today))
    found = (coming, *(str(day or "") for day in days))
    assert found == tuple(str(case[key]) for key in ("coming", "begins", "figures"))
