"""Defects of published agreements: their facts, encoded as they are published, are found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

HEAD = """\
id: case
kind: sla
title: Case
owner: Provider
sources: [{id: page, read: full}]
duration: {timezone: UTC}
services: [{id: case, name: Case}]
"""
VARIANTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_suffix(".yaml").with_stem("published_defects").read_text(encoding="utf-8")
)
DEFECTS = {
    "bands with gaps, the top one not the target": (
        {"dead-zone"},
        """\
        metrics: [{id: uptime, type: availability, window: calendar month, target: 99.95 %}]
        remedies:
          credits:
            - id: a
              metrics: [uptime]
              tiers:
                - {from: 99.0 %, to: 99.89 %, credit: 10 %}
                - {below: 99.0 %, credit: 25 %}
        """,
    ),
    "bands that leave a value between them": (
        {"credit-gap"},
        """\
        metrics: [{id: uptime, type: availability, window: calendar month, target: 99.9 %}]
        remedies:
          credits:
            - id: a
              metrics: [uptime]
              tiers:
                - {from: 99.5 %, below: 99.9 %, credit: 10 %}
                - {from: 99.0 %, to: 99.49 %, credit: 25 %}
                - {below: 99.0 %, credit: 50 %}
        """,
    ),
    "a business hour, around the clock": (
        {"working-time-without-hours"},
        """\
        support: {hours: 24x7}
        metrics: [{id: response, type: response_time, target: 1 business hours}]
        """,
    ),
    "critical cases answered later than high ones": (
        {"severity-inversion"},
        """\
        severities: [{id: critical}, {id: high}, {id: normal}]
        metrics:
          - id: response
            type: response_time
            objectives:
              - {when: {severity: critical}, target: 4 h}
              - {when: {severity: high}, target: 2 h}
              - {when: {severity: normal}, target: 24 h}
        """,
    ),
    "a longest outage longer than the downtime of a month": (
        {"outage-beyond-budget"},
        """\
        metrics:
          - {id: uptime, type: availability, window: calendar month, target: 99.9 %}
          - {id: outage, type: longest_outage, target: 1 h}
        """,
    ),
    "four hours beside a share of thirty days": (
        {"outage-beyond-budget"},
        """\
        metrics:
          - {id: uptime, type: availability, window: rolling 30 days, target: 99.5 %}
          - {id: outage, type: longest_outage, target: 4 h}
        """,
    ),
    "four hours to restore beside a share of thirty days": (
        {"incident-beyond-budget"},
        """\
        metrics:
          - {id: uptime, type: availability, window: rolling 30 days, target: 99.5 %}
          - {id: restore, type: resolution_time, target: 4 h}
        """,
    ),
    "a first payment followed by smaller steps": (
        {"later-steps-smaller"},
        """\
        metrics: [{id: power, type: longest_outage, target: 12 h}]
        remedies:
          credits:
            - id: a
              metrics: [power]
              tiers: [{above: target, first: 95 EUR, each: 12 h, credit: 40 EUR}]
        """,
    ),
    "a second tier that pays less for worse": (
        {"credit-not-monotone"},
        """\
        metrics: [{id: uptime, type: availability, window: calendar month, target: 99.9 %}]
        remedies:
          credits:
            - id: a
              metrics: [uptime]
              tiers: [{below: target, credit: 25 %}, {below: 99.0 %, credit: 10 %}]
        """,
    ),
    "a printed budget that is not that of its target": (
        {"printed-budget"},
        """\
        metrics:
          - id: uptime
            type: availability
            window: calendar month
            target: 99.9 %
            examples: [{text: About 8 h 46 min in a month., budget: 526 min}]
        """,
    ),
    "a worked example that does not follow its formula": (
        {"printed-budget"},
        """\
        metrics:
          - id: uptime
            type: availability
            window: calendar month
            target: 99.9 %
            formula: {text: 'Available minutes divided by all minutes of the month, in percent.'}
            examples:
              - text: In a month of 30 days, 43,200 minutes times 0.1 % make 432 minutes.
                budget: 432 min
                basis: rolling 30 days
        """,
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_published_defect_is_found(name: str) -> None:
    rules, facts = DEFECTS[name]
    found = {finding.rule for finding in shown(dedent(facts))}
    assert rules <= found


def shown(facts: str) -> list[Finding]:
    """Return what `sla check` shows of facts in a transcription."""
    file = SourceFile("agreements/case.yaml", (HEAD + facts).encode())
    loaded = load([file], "agreements", Limits())
    assert loaded.findings == ()
    found = check(loaded.catalog, date(2026, 11, 23))
    return [one for one in found if one.severity is not FindingSeverity.INFO]


@pytest.mark.parametrize("case", VARIANTS, ids=[case["name"] for case in VARIANTS])
def test_a_variant_is_found_at_its_place(case: dict[str, Any]) -> None:
    found = [
        f"{one.span.line}:{one.span.column} {one.severity} {one.rule}: {one.found}"
        for one in shown(case["facts"])
    ]
    assert found == case["found"]
