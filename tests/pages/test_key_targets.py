"""Key targets in lists: the ends of what a matrix promises, and in how many cases."""

from __future__ import annotations

import json

from contexts import context, text

from sla_catalog.pages.overview import overview_view

HOURS: dict[str, dict[str, int | None]] = {
    "P1": {"gold": 1, "silver": 2, "bronze": 4},
    "P2": {"gold": 3, "silver": 8, "bronze": 12},
    "P3": {"gold": 6, "silver": 24, "bronze": None},
    "P4": {"gold": 9, "silver": None, "bronze": None},
}
NONE = {"none": "No promise on this plan."}


def listed(cells: dict[str, dict[str, object]]) -> str:
    """Return the line of an agreement with a matrix of response times in the overview."""
    written: dict[str, object] = {
        "id": "a", "kind": "sla", "title": "A", "owner": "Us",
        "dimensions": {"plan": ["gold", "silver", "bronze"]},
        "severities": [{"id": name, "name": name, "definition": "Down."} for name in cells],
        "metrics": [{
            "id": "response", "type": "response_time",
            "matrix": {"rows": "severity", "columns": "plan", "cells": cells},
        }],
    }  # fmt: skip
    made = context({"a.yaml": json.dumps(written)})
    lines = text(overview_view(made), "agreements/index.md")
    return next(line for line in lines if "response" in line)


def test_many_cases_are_counted_and_the_ends_are_those_of_all() -> None:
    cells: dict[str, dict[str, object]] = {
        row: {plan: NONE if hours is None else f"{hours} h" for plan, hours in by.items()}
        for row, by in HOURS.items()
    }
    known = [hours for by in HOURS.values() for hours in by.values() if hours is not None]
    total = sum(len(by) for by in HOURS.values())
    told = f"{min(known)} h to {max(known)} h first response, in {len(known)} of {total} cases |"
    assert told in listed(cells)


def test_few_values_are_named() -> None:
    cells: dict[str, dict[str, object]] = {
        "P1": {"gold": "1 h", "silver": "2 h", "bronze": NONE},
        "P2": {"gold": NONE, "silver": NONE, "bronze": NONE},
    }
    assert "1 h to 2 h first response, gold or silver, P1 |" in listed(cells)


def test_two_deadlines_are_one_or_the_other() -> None:
    days: dict[str, dict[str, object]] = {
        "P1": {
            "gold": "by 12:00 next business day",
            "silver": "by 17:00 next business day",
            "bronze": "by 17:00 next business day",
        }
    }
    assert "by 12:00 next business day or by 17:00 next business day first" in listed(days)
