"""How much is said of each part of the steps, and that section, ribbon and lists agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from drafts import cases, catalog_of, draft
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import State
from sla_catalog.pages.context import RenderContext
from sla_catalog.resolved.coverage import CoverageLevel, coverage, step_extent

from .examples import EXAMPLES
from .generated import Drawn, agreements
from .generated import catalog as made
from .oracle import Answer, answers, cases_of

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


PARTS = ("kpi", "response", "availability")


def test_the_example_catalog_covers_what_the_oracle_says() -> None:
    for agreement in EXAMPLES.agreements:
        _compare(agreement, EXAMPLES)


@given(agreements())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_generated_catalog_covers_what_the_oracle_says(drawn: Drawn) -> None:
    found = made(drawn)
    for agreement in found.agreements:
        _compare(agreement, found)


def _compare(agreement: Agreement, catalog: Catalog) -> None:
    """Compare what is said of metrics with what they promise in any case."""
    if not agreement.listed("metrics"):
        return
    by_part: dict[str, list[Answer]] = {part: [] for part in PARTS}
    undecided = set()
    for metric in agreement.listed("metrics"):
        kind = catalog.kind_of(metric) or METRIC_TYPES.get(metric.type)
        part = kind.part if kind else "kpi"
        points = cases_of(agreement, metric)
        said = [one for told in answers(agreement, metric, catalog, points) for one in told]
        by_part[part] += said
        if not said:
            undecided.add(part)  # nothing is promised of it, and it is measured
    found = {name: extent.value for name, extent in coverage(agreement, catalog)[2].items()}
    expected = {
        "kpis": _extent(by_part["kpi"], measured="kpi" in undecided),
        "service_levels": _extent(
            [one for part in by_part.values() for one in part if one.target or one.absence]
        ),
        "response": _extent(by_part["response"], measured="response" in undecided),
        "availability": _extent(by_part["availability"], measured="availability" in undecided),
    }
    assert {name: found[name] for name in expected} == expected, agreement.id


def _extent(said: list[Answer], *, measured: bool = False) -> str:
    ways = {
        "stated" if one.target or not one.absence else one.absence.split(":")[0] for one in said
    }
    ways |= {"stated"} if measured else set()
    return next((one.value for one in CoverageLevel if one.value in ways), "not-stated")
