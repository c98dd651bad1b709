"""The fee of a period, read where the terms leave no doubt of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafts import cases, catalog_of, draft
from sla_catalog.resolved.fees import fee_stated

CASES = cases(Path(__file__).parent / "cases" / "fees.yaml")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['fees']} {case['base']}" for case in CASES])
def test_the_fee_of_the_period_of_a_base(case: dict[str, str]) -> None:
    text = draft(f"conditions: {{fees: {json.dumps(case['fees'])}}}\n")
    agreement = catalog_of({"case": text}).by_id["case"]
    assert str(fee_stated(agreement, case["base"], "EUR") or "") == case["is"]
