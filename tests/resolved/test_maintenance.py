"""How long work may take within one window of a promise."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from drafts import cases, catalog_of, draft
from sla_catalog.resolved.maintenance import time_taken
from sla_catalog.resolved.promises import promised

CASES = cases(Path(__file__).parent / "cases" / "maintenance.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_how_long_work_may_take(case: dict[str, Any]) -> None:
    metric = {"id": "up", "type": "availability", "window": case["window"], "target": "99.3 %"}
    work = {"id": "patches", "type": "scheduled", **case["work"]}
    text = draft(
        "id: wiki\nduration: {timezone: UTC}\n"
        f"metrics: [{json.dumps(metric)}]\nmaintenance: [{json.dumps(work)}]\n"
    )
    catalog = catalog_of({"wiki": text})
    (agreement,) = catalog.agreements
    (resolved,) = promised(agreement, catalog)
    (target,) = resolved.metric.promises
    (work_read,) = agreement.listed("maintenance")
    assert time_taken(work_read, None, resolved.one_of(target)) == Fraction(case["hours"]) * 3600
