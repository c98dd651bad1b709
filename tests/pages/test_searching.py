"""What a page gives to search: the words that one looks for it by, and its rank among others."""

from __future__ import annotations

import pytest
from contexts import RENDERER, context

from sla_catalog.pages.site_pages import pages

DESK = """\
id: desk
kind: sla
title: Service desk
reference: SLA-7
status: {status}
version: 1.0.0
owner: Field Service
provider: Us
customer: Them
duration: {{effective: 2026-01-01}}
services: [{{id: help, name: Help}}]
severities: [{{id: P1, definition: Nobody can work.}}, {{id: P2, definition: Some cannot.}}]
metrics:
  - id: response
    type: response_time
    objectives: [{{when: {{severity: P1}}, target: 1 h}}, {{when: {{severity: P2}}, target: 4 h}}]
security:
  regulations: [{{framework: GDPR, article: "28"}}]
  certifications: [{{name: ISO/IEC 27001}}]
"""
STATUSES = ["draft", "in_review", "active", "suspended", "expired", "terminated", "superseded"]


MORE = """\
  - {id: uptime, type: availability, target: 99 %, window: calendar month}
maintenance: [{id: weekly, type: scheduled, recurs: Sun 02:00-04:00, notice: 5 days}]
termination: {notice: 2 months}
conditions: {liability: Up to the yearly fee.}
"""
# The beginning of the title of a clause, and a word of another language that finds it.
IN_ENGLISH = {
    "First response": "Reaktionszeit",
    "Availability": "Verfügbarkeit",
    "Severities": "Störung",
    "Maintenance": "Wartung",
    "Term and": "Kündigung",
    "Termination": "Kündigung",
    "Liability": "Haftung",
}
IN_GERMAN = {
    "Erste Reaktion": "Reaktionszeit",
    "Verfügbarkeit": "availability",
    "Schweregrade": "incident",
    "Wartung": "maintenance",
    "Laufzeit": "notice period",
    "Kündigung": "termination",
    "Haftung": "liability",
}


def drawn(status: str) -> tuple[str, float]:
    """Return what search reads of the agreement in a status, and its boost."""
    made = context({"desk.yaml": DESK.format(status=status)})
    page = next(one for one in pages(made, RENDERER) if one.agreement)
    return page.draw().search_html or "", page.hints.boost


def test_what_is_in_force_comes_first_and_what_is_over_last() -> None:
    boosts = {status: drawn(status)[1] for status in STATUSES}
    over = {boosts.pop(status) for status in ("expired", "terminated", "superseded")}
    active = boosts.pop("active")
    assert max(over) < min(boosts.values()) <= max(boosts.values()) < active


@pytest.mark.parametrize(
    "words",
    [
        "SLA-7",
        "Service level agreement",
        "Active",
        "Field Service",
        ": P1, P2<",
        "GDPR",
        "ISO27001",
    ],
)
def test_an_agreement_is_found_by_what_it_is(words: str) -> None:
    assert words in drawn("active")[0]


@pytest.mark.parametrize(("language", "words"), [("en", IN_ENGLISH), ("de", IN_GERMAN)])
def test_a_clause_is_found_by_what_the_field_says_in_another_language(
    language: str, words: dict[str, str]
) -> None:
    text = DESK.format(status="active").replace("security:", f"{MORE}security:")
    made = context({"desk.yaml": text}, language=language)
    page = next(one for one in pages(made, RENDERER) if one.agreement)
    clauses = (page.draw().search_html or "").split("<h3")
    titles = {clause.partition(">")[2]: clause for clause in clauses}
    found = {
        title: [word in clause for told, clause in titles.items() if told.startswith(title)][:1]
        for title, word in words.items()
    }
    assert found == {title: [True] for title in words}


def test_whom_to_call_is_found_with_the_name_of_the_agreement() -> None:
    text = DESK.format(status="active").replace(
        "security:",
        'support: {channels: [{id: phone, type: phone, address: "+49 30 5"}]}\nsecurity:',
    )
    page = next(one for one in pages(context({"desk.yaml": text}), RENDERER) if one.agreement)
    heading = (
        (page.draw().search_html or "").partition('<h3 id="support">')[2].partition("</h3>")[0]
    )
    assert heading == (
        "Hours and support (who to call) <sub><sup>whotocall tocall Service desk</sup></sub>"
    )
