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
