"""How long work may take within one window of a promise."""

from __future__ import annotations

import json
from calendar import monthcalendar
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from drafts import cases, catalog_of, draft
from sla_catalog.resolved.exclusions import work_beyond_limits
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


# Sundays of each month of eight years, counted in the calendar.
SUNDAYS = [
    sum(week[6] > 0 for week in monthcalendar(year, month))
    for year in range(2024, 2032)
    for month in range(1, 13)
]


@pytest.mark.parametrize("limit", [3, 4, 7, 8, 11, 12, 15, 16, 20])
@pytest.mark.parametrize("hours", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "written", ["recurs: 'Sun 02:00-0{}:00'", "at_most: {} h, per: calendar week"]
)
def test_weekly_work_fits_the_limit_of_its_exclusion_or_not(
    written: str, hours: int, limit: int
) -> None:
    length = written.format(hours + 2 if "Sun" in written else hours)
    text = draft(
        "id: wiki\nduration: {timezone: UTC}\n"
        "metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]\n"
        "exclusions: [{id: planned, category: scheduled_maintenance, text: Announced work., "
        f"at_most: {limit} h, per: calendar month}}]\n"
        f"maintenance: [{{id: weekly, type: scheduled, {length}}}]\n"
    )
    (agreement,) = (catalog := catalog_of({"wiki": text})).agreements
    (resolved,) = promised(agreement, catalog)
    (target,) = resolved.metric.promises
    found = [*work_beyond_limits(resolved.one_of(target), None, None)]
    in_each_month = min(SUNDAYS) * hours
    assert [(one.taken, one.left_out) for one in found] == (
        [(Fraction(in_each_month * 3600), Fraction(limit * 3600))] if in_each_month > limit else []
    )
