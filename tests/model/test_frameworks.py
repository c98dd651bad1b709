"""Frameworks: each key that answers an item exists, and says by what it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafts import draft, read
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.frameworks import DORA, FRAMEWORKS, Framework, answers, claimed

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
    assert sum(map(bool, answered.values())) > len(framework.items) / 2


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
    assert {key: by for key, by in answers(one, DORA).items() if by} == {
        "2a": "services",
        "2b": "security.data_protection.locations",
        "2h": "termination.notice",
        "3d": "tests",
        "3f": "termination.transition",
    }
