"""How much is said of each part of the steps, and that section, ribbon and lists agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drafts import cases, catalog_of, draft
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import State
from sla_catalog.pages.context import RenderContext
from sla_catalog.resolved.coverage import CoverageLevel, coverage, step_extent

CASES = cases(Path(__file__).parent / "cases" / "coverage.yaml")


def catalog(case: dict[str, Any]) -> Catalog:
    return catalog_of({"case": draft(case["agreement"])}, "Europe/Berlin")


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_how_much_is_said_of_each_part(case: dict[str, Any]) -> None:
    assert extents(case) == case["extents"]


def extents(case: dict[str, Any]) -> dict[str, str]:
    whole = catalog(case)
    found = coverage(whole.by_id["case"], whole)
    parts = [pair for step in found.values() for pair in step.items()]
    return {part: extent.value for part, extent in parts if extent is not CoverageLevel.NOT_STATED}


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_section_is_not_stated_where_its_step_is_not(case: dict[str, Any]) -> None:
    whole = catalog(case)
    agreement = whole.by_id["case"]
    view = agreement_view(agreement, RenderContext(whole, date(2026, 11, 23), labels.load(),
                                             Addresses().href))  # fmt: skip
    sections = {s.number: s.state is State.NOT_STATED for s in view.sections if s.number.isdigit()}
    steps = {
        str(step): step_extent(parts) is CoverageLevel.NOT_STATED
        for step, parts in coverage(agreement, whole).items()
    }
    assert {number: sections[number] for number in steps} == steps
