"""Frameworks: each key that answers an item exists, and says by what it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafts import draft, read
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.frameworks import DORA, FRAMEWORKS, ISO_19086, Framework, claimed
from sla_catalog.resolved.frameworks import answers

WHOLE = Path(__file__).resolve().parents[2] / "agreements/managed-postgresql.yaml"


def agreement_of(text: str) -> Agreement:
    made, findings = read(text)
    assert findings == ()
    assert isinstance(made, Agreement)
    return made


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda one: one.id)
def test_every_key_leads_somewhere(framework: Framework) -> None:
    whole = agreement_of(WHOLE.read_text(encoding="utf-8"))
    answered = answers(whole, framework)
    assert set(answered) == {item.id for item in framework.items}
    assert len({item.id for item in framework.items}) == len(framework.items)
    assert sum(answer.is_one for answer in answered.values()) > len(framework.items) / 2


def test_what_is_answered_and_by_what() -> None:
    one = agreement_of(
        draft(
            "security:\n"
            "  data_protection: {locations: [Frankfurt]}\n"
            "  regulations:\n"
            "    - {framework: DORA, article: 30(3)(d), satisfied_by: [tests]}\n"
            "    - {framework: GDPR}\n"
            "termination: {none: It ends with the contract above.}\n"
            "monitoring: {reports: {unread: Not seen.}}\n"
        )
    )
    assert claimed(one) == (DORA,)
    assert said(one, DORA) == {
        "2a": ("stated", "services"),
        "2b": ("stated", "security.data_protection.locations"),
        "2h": ("none", "termination.notice"),
        "3b": ("unread", "monitoring.reports"),
        "3d": ("stated", "tests"),
        "3f": ("none", "termination.transition"),
    }
    assert not answers(one, DORA)["3b"].is_one


def test_metrics_answer_for_what_they_measure() -> None:
    one = agreement_of(
        draft("metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]\n")
    )
    found = said(one, ISO_19086)
    assert found["availability"] == ("stated", "metrics:availability")
    assert "performance" not in found


def said(one: Agreement, framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return what anything is said of, and under which keys."""
    found = answers(one, framework).items()
    return {item: (by.extent.value, *by.keys) for item, by in found if by.keys}
