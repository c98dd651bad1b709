"""What is written in another shape is offered in the one that is read, and is accepted there."""

from __future__ import annotations

import pytest

from drafts import read
from sla_catalog.findings import Finding

HEAD = """\
id: case
kind: sla
title: Case
owner: Team
services: [{id: case, name: Case}]
"""
UPTIME = "metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]\n"
TIERS = (
    "remedies: {credits: [{id: a, metrics: [up], tiers: [{below: target, credit: 10 %}, %s]}]}\n"
)
TWO = "{below: 99.9 %, credit: 10 %}, {below: 99.0 %, credit: 25 %}"
RESOLUTION = "metrics: [{id: fix, type: resolution_time, %s}]\n"
SHAPES: tuple[tuple[str, str, str], ...] = (
    (
        f"{UPTIME}remedies: {{credits: %s}}\n",
        "{99.9 %: 10 %, 99.0 %: 25 %}",
        f"[{{id: credit, metrics: [up], tiers: [{TWO}]}}]",
    ),
    (f"{UPTIME}remedies: {{credits: %s}}\n", "10 %", "[{id: credit, metrics: [up], credit: 10 %}]"),
    (
        f"{UPTIME}remedies: {{credits: [{{id: a, metrics: [up], tiers: %s}}]}}\n",
        "{99.9 %: 10 %, 99.0 %: 25 %}",
        f"[{TWO}]",
    ),
    (f"{UPTIME}{TIERS}", "[99.0 %, 25 %]", "{below: 99.0 %, credit: 25 %}"),
    (f"{UPTIME}{TIERS}", '"< 99,0 %: 25"', "{below: 99.0 %, credit: 25 %}"),
    (f"{UPTIME}{TIERS}", '"95 - 99 % -> 50 EUR"', "{from: 95 %, to: 99 %, credit: 50 EUR}"),
    (
        RESOLUTION,
        "target: {P1: 2 Werktage, P2: next business day}",
        "objectives: [{when: {severity: P1}, target: 2 business days}, "
        "{when: {severity: P2}, target: by end of next business day}]",
    ),
    (
        f"dimensions: {{plan: [gold, silver]}}\n{RESOLUTION}",
        "target: {gold: 4 Stunden, silver: 8 h}",
        "objectives: [{when: {plan: gold}, target: 4 h}, {when: {plan: silver}, target: 8 h}]",
    ),
    ("conditions: {fees: %s}\n", "{gold: 100 EUR, silver: 50 EUR}",
     '"gold: 100 EUR, silver: 50 EUR"'),
    ("conditions: {fees: %s}\n", "{gold: {amount: 100 EUR, per: month}}",
     '"gold: (amount: 100 EUR, per: month)"'),
    ("conditions: {fees: %s}\n", "[100 EUR, 50 EUR]", '"100 EUR, 50 EUR"'),
    ("%s\n", "fees: {gold: 100 EUR}", 'conditions: {fees: "gold: 100 EUR"}'),
    ("definitions: %s\n", "{Outage: Time in which nothing works.}",
     "[{term: Outage, definition: Time in which nothing works.}]"),
    ("severities: %s\n", "{P1: Nothing works., P2: It drags.}",
     "[{id: P1, definition: Nothing works.}, {id: P2, definition: It drags.}]"),
    ("severities: %s\n", "{P1: Critical, P2: It drags.}",
     "[{id: P1, name: Critical}, {id: P2, definition: It drags.}]"),
    ("summary: %s\n", "{Note: this}", '"Note: this"'),
)  # fmt: skip


def found(text: str) -> list[Finding]:
    return [*read(text, path="agreements/case.yaml")[1]]


@pytest.mark.parametrize(("around", "written", "offered"), SHAPES, ids=[s[2] for s in SHAPES])
def test_another_shape_is_offered_as_it_is_read(around: str, written: str, offered: str) -> None:
    before = found(HEAD + around.replace("%s", written))
    assert offered in [one.instead for one in before]
    assert found(HEAD + around.replace("%s", offered)) == []


def test_a_key_that_is_an_edge_is_offered_as_a_tier() -> None:
    wrong = HEAD + UPTIME + TIERS.replace("%s", "{below 99.0 %: 25 %}")
    assert "below: 99.0 %, credit: 25 %" in [one.instead for one in found(wrong)]
