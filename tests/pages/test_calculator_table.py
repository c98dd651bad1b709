"""The table that a calculator computes from, read as it stands, against a reading of the record."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from html import unescape
from math import ceil, floor
from typing import Any

import yaml
from contexts import RENDERER, context, html
from hypothesis import given, settings

from drafts import draft
from resolved.test_credits import CREDITS, PERCENTS, ROUNDED, TARGETS, earned
from resolved.test_credits import rounded as rounded_by_the_record
from sla_catalog.pages.site_pages import pages

DATA = re.compile(r"data-sla-credit='([^']*)'")


@given(CREDITS, TARGETS, ROUNDED)
@settings(deadline=None, derandomize=True, max_examples=40)
def test_a_measured_share_earns_what_the_record_says(
    credit: dict[str, Any], target: str, rounding: dict[str, str] | None
) -> None:
    metric: dict[str, Any] = {
        "id": "m",
        "type": "availability",
        "window": "rolling 30 days",
        "target": target,
    }
    metric |= {"rounding": rounding} if rounding else {}
    written = {"metrics": [metric], "remedies": {"base": "monthly fee", "credits": [credit]}}
    files = {"case.yaml": draft(yaml.safe_dump(written, sort_keys=False))}
    table = _table(files)
    for value in PERCENTS[::37] + PERCENTS[1780:]:  # from 89 % on all edges are met
        expected = earned(credit, rounded_by_the_record(value, rounding), target)
        assert _earned(table, value) == expected, value


def _table(files: dict[str, str]) -> dict[str, Any]:
    made = context(files)
    page = next(one for one in pages(made, RENDERER) if one.uri == "agreements/case.md")
    found = DATA.search(html(page.make_view(made), page.uri))
    assert found is not None
    (case,) = json.loads(unescape(found[1]))["cases"]
    assert isinstance(case, dict)
    return case


def _earned(case: dict[str, Any], measured: Fraction) -> Fraction:
    value = _rounded(measured, case["round"])
    held = [_given(band, value) for band in case["bands"] if _holds(band, value)]
    return sum(held, Fraction(0)) if case["add"] else max(held, default=Fraction(0))


def _rounded(value: Fraction, rule: list[Any] | None) -> Fraction:
    if rule is None:
        return value
    grain, mode = Fraction(rule[0]), rule[1]
    half = Fraction(1, 2)
    count = ceil(value / grain) if mode == "up" else floor(value / grain + half * (mode != "down"))
    return count * grain


def _holds(band: list[Any], value: Fraction) -> bool:
    lower, has_lower, upper, has_upper = band[:4]
    is_above = lower is None or value > Fraction(lower) or (has_lower and value == Fraction(lower))
    is_below = upper is None or value < Fraction(upper) or (has_upper and value == Fraction(upper))
    return is_above and is_below


def _given(band: list[Any], value: Fraction) -> Fraction:
    upper, credit, steps = band[2], Fraction(band[4]), band[5]
    if steps is None:
        return credit
    size, part_counts, first = Fraction(steps[0]), steps[1], steps[2]
    parts = (Fraction(upper) - value) / size
    count = ceil(parts) if part_counts else floor(parts)
    if first is None:
        return count * credit
    return Fraction(first) + max(0, count - 1) * credit
