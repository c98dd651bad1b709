"""Blocks of the clause on credits, made of a few lines of YAML."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from test_figures import plain

from drafts import catalog_of
from sla_catalog.model.remedies import Remedies
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement import remedies as clauses
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import Block, WorkedExample
from sla_catalog.pages.context import RenderContext, agreement_uri


def blocks(
    remedies: str, metric: str = "", today: str = "2026-09-15", more: str = ""
) -> list[Block]:
    """Return the blocks of the credit `c`, all terms being lines of YAML."""
    said = {
        "id": "a",
        "kind": "sla",
        "title": "A",
        "owner": "Us",
        "conditions": {"currency": "EUR"},
        **yaml.safe_load(more or "{}"),
        "metrics": [
            {
                "id": "m",
                "type": "availability",
                "name": "Uptime",
                "window": "calendar month",
                **yaml.safe_load(metric or "target: 99.95 %"),
            }
        ],
        "remedies": terms(yaml.safe_load(remedies)),
    }
    catalog = catalog_of({"a": yaml.safe_dump(said, sort_keys=False)}, "Europe/Berlin")
    context = RenderContext(catalog, date.fromisoformat(today), labels.load(), Addresses().href)
    page = AgreementPage(catalog.by_id["a"], context, agreement_uri("a"))
    drafts = {draft.anchor: draft for draft in clauses.drafts(page)}
    assert isinstance(page.agreement.remedies, Remedies)
    return list(drafts["credit-c"].build(page))


def terms(written: dict[str, Any]) -> dict[str, Any]:
    credit = {
        key: written.pop(key)
        for key in ("tiers", "credit", "per", "examples", "tiers_combine")
        if key in written
    }
    return {**written, "credits": [{"id": "c", "metrics": ["m"], **credit}]}


def example_in(found: list[Block]) -> WorkedExample | None:
    return next((block for block in found if isinstance(block, WorkedExample)), None)


def printed(example: WorkedExample | None) -> list[str]:
    if example is None:
        return []
    rows = [
        f"{one.label} = {one.amount} {one.unit}".rstrip() + (f" | {one.note}" if one.note else "")
        for one in example.lines
    ]
    return [plain(row) for row in (example.setting, *rows, example.closing) if row]


TIERS = "tiers: [{below: target, credit: 10 %}, {below: 99.0 %, credit: 25 %}]"
LEFT = "Left to pay = 900.00 EUR"
CREDIT = "Credit = 100.00 EUR | 10 % of 1000.00 EUR"
TIMED = "{target: 4 h, type: resolution_time}"
