"""A cap in the calculator leads to the clause in which it stands."""

from __future__ import annotations

import html as entities
import json
import re

import pytest
from contexts import context, html, text

from sla_catalog.pages.agreement.view import agreement_view

AGREEMENT = """\
id: a
kind: sla
title: A
owner: us
metrics: [{id: up, type: availability, target: 99.9 %, window: calendar month}]
remedies:
  base: monthly fee
"""
OWN = "  credits: [{id: c, metrics: [up], tiers: [{below: target, credit: 50 %}], "


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("caps: [{at_most: 20 %}]}]\n", "credit-c"),
        ("}]\n  caps: [{at_most: 20 %}]\n", "caps"),
    ],
)
def test_a_cap_leads_to_its_clause(written: str, anchor: str) -> None:
    made = context({"a.yaml": f"{AGREEMENT}{OWN}{written}".replace(", }", "}")})
    view = agreement_view(made.catalog.by_id["a"], made)
    found = re.search(r"data-sla-credit='([^']*)'", html(view, "agreements/a.md"))
    assert found
    (case,) = json.loads(entities.unescape(found[1]))["cases"]
    ((_, words, (place, number)),) = case["caps"]
    assert words.replace("\u00a0", " ") == "20 %"
    lines = text(view, "agreements/a.md")
    head = next(n for n, line in enumerate(lines) if f"-> #{place} " in line and line[:1] == "5")
    assert place == anchor
    assert lines[head].startswith(number.removeprefix("clause "))
    assert any("Caps" in line for line in lines[head:])
