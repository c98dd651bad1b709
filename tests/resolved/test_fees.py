"""The fee of a period, read where the terms leave no doubt of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafts import cases, catalog_of, draft
from sla_catalog.resolved.fees import days_paid, fee_stated

CASES = cases(Path(__file__).parent / "cases" / "fees.yaml")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['fees']} {case['base']}" for case in CASES])
def test_the_fee_of_the_period_of_a_base(case: dict[str, str]) -> None:
    text = draft(f"conditions: {{fees: {json.dumps(case['fees'])}}}\n")
    agreement = catalog_of({"case": text}).by_id["case"]
    assert str(fee_stated(agreement, case["base"], "EUR") or "") == case["is"]


@pytest.mark.parametrize(
    ("base", "unit", "days"),
    [
        ("monthly fee", "quarter", 30),
        ("monthly fee of the affected line", "", 30),
        ("Quartalsentgelt", "month", 90),
        ("annual fee", "month", 365),
        ("redevance mensuelle", "year", 30),
        ("monthly fee", "month", None),
        ("two monthly fees", "quarter", None),
        ("annual fee, billed monthly", "quarter", None),
        ("weekly fee", "month", None),
        ("fee of the cross-connect", "quarter", None),
        (None, "quarter", None),
    ],
)
def test_for_how_many_days_the_fee_of_another_period_pays(
    base: str | None, unit: str, days: int | None
) -> None:
    assert days_paid(base, unit) == days
