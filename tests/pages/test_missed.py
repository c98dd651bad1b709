"""If it is missed: each credit keeps its event, base and limit, and its case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from chains import lines, said
from test_figures import plain

from drafts import catalog_of
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.context import RenderContext

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases/missed.yaml").read_text(encoding="utf-8")
)
HEAD = {"id": "a", "kind": "sla", "title": "A", "owner": "Us", "customer": "You"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_what_follows_a_miss_is_a_table(case: dict[str, Any]) -> None:
    written = yaml.safe_dump({**HEAD, **yaml.safe_load(case["agreement"])}, sort_keys=False)
    catalog = catalog_of({"a": written}, "Europe/Berlin")
    context = RenderContext(catalog, date(2026, 12, 2), labels.load(), Addresses().href)
    found = agreement_view(catalog.by_id["a"], context).missed
    assert found is not None
    rows = [
        plain(" | ".join(["; ".join(lines(cell)) for cell in (row.missed, *row.cells)]))
        for row in found.rows
    ]
    assert rows == case["rows"]
    assert [plain(said(note)) for note in found.notes] == case.get("notes", [])
    if "claim" in case:
        assert plain(said(found.qualifier)) == case["claim"]
