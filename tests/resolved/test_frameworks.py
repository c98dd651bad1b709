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
    }
    assert not answers(one, DORA)["3b"].is_one


def test_metrics_answer_for_what_they_measure() -> None:
    one = agreement_of(
        draft("metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]\n")
    )
    found = said(one, ISO_19086)
    assert found["availability"] == ("stated", "metrics:availability")
    assert "performance" not in found


@pytest.mark.parametrize(
    ("text", "framework", "answered"),
    [
        ("security: {none: Only transport.}", DORA, {}),
        (
            "security: {none: No personal data are handled.}",
            ISO_19086,
            {"personal-data": ("none", "security.data_protection")},
        ),
        (
            "security: {data_protection: {none: There are none.}}",
            ISO_19086,
            {"personal-data": ("none", "security.data_protection")},
        ),
        (
            "security: {controls: {none: The building has its own.}}",
            DORA,
            {"2c": ("none", "security.controls")},
        ),
        ("security: {audits: [{id: soc, text: An outside tester looks at it.}]}", DORA, {}),
        ("security: {data_protection: {deleted_after_end: 30 days}}", DORA, {}),
        ("security: {incident_notice: {within: 4 h}}", DORA, {}),
        ("responsibilities: {communication: [{event: An outage, within: 1 h}]}", DORA, {}),
        (
            "monitoring: {audit: The customer may look in once a year.}",
            DORA,
            {"3e": ("stated", "monitoring.audit")},
        ),
        ("monitoring: {none: Nobody looks.}", DORA, {}),
        ("continuity: {backup_interval: every day}", DORA, {}),
        ("continuity: {plan: A second site.}", DORA, {"3c": ("stated", "continuity.plan")}),
        ("continuity: {none: It can wait.}", DORA, {"3c": ("none", "continuity.plan")}),
        ("metrics: [{id: up, type: availability}]", DORA, {"2e": ("stated", "metrics")}),
        (
            "metrics: [{id: up, type: availability, elsewhere: The annex.}]",
            DORA,
            {"2e": ("elsewhere", "metrics"), "3a": ("elsewhere", "metrics:figures")},
        ),
        (
            "metrics: [{id: up, type: availability, target: 97.3 %}]",
            DORA,
            {"2e": ("stated", "metrics"), "3a": ("stated", "metrics:figures")},
        ),
        ("amendment: {by: us, notice: 30 days}", ISO_19086, {}),
        ("conditions: {liability: Up to the fees of a year.}", ISO_19086, {}),
        (
            "conditions: {governing_law: Bavaria}",
            ISO_19086,
            {"governance": ("stated", "conditions.governing_law")},
        ),
        (
            "security: {elsewhere: Annex 2.}",
            DORA,
            {
                "2b": ("elsewhere", "security.data_protection.locations"),
                "2c": ("elsewhere", "security.controls"),
            },
        ),
    ],
)
def test_only_what_is_about_an_item_answers_it(
    text: str, framework: Framework, answered: dict[str, tuple[str, ...]]
) -> None:
    services = "2a" if framework is DORA else "covered-services"
    expected = {services: ("stated", "services"), **answered}
    assert said(agreement_of(draft(text + "\n")), framework) == expected


def said(one: Agreement, framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return what anything is said of, and under which keys."""
    found = answers(one, framework).items()
    return {item: (by.extent.value, *by.keys) for item, by in found if by.keys}
