"""What summary, comparison and lists derive from small agreements, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from contexts import RENDERER, context, text
from test_compared import compared

from sla_catalog.pages.site_pages import pages

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "derived.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_pages_say(case: Mapping[str, Any]) -> None:
    name = yaml.safe_load(case["agreement"])["id"]
    made = context({f"{name}.yaml": case["agreement"]})
    drawn = {page.uri: page for page in pages(made, RENDERER)}
    for uri, expected in case["lines"].items():
        lines = text(drawn[uri].make_view(made), uri)
        assert [line for line in expected if line not in lines] == [], uri


def test_a_credit_for_a_metric_of_one_plan_is_none_of_another() -> None:
    comparison = compared(
        {
            "dimensions": {"plan": ["gold", "silver"]},
            "metrics": [
                {"id": "fix", "type": "rto", "when": {"plan": "gold"}, "target": "1 h"},
                {"id": "loss", "type": "rpo", "when": {"plan": "silver"}, "target": "1 h"},
            ],
            "remedies": {
                "base": "fee",
                "credits": [
                    {"id": "a", "metrics": ["fix"], "credit": "30 %"},
                    {"id": "b", "metrics": ["loss"], "credit": "10 %"},
                ],
            },
        }
    )
    (column,) = (one for one in comparison.columns if one.id == "credit")
    said = {
        plan: comparison.said(comparison.rows[0], column, {"plan": plan}).cell.value
        for plan in ("gold", "silver")
    }
    assert said == {"gold": "30\u00a0%", "silver": "10\u00a0%"}
