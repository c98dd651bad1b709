"""Where a change is: one of a tier or cap of several in the lines of that tier or cap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from changes.catalogs import between, catalog_of
from changes.test_cases import cases, files_of
from sla_catalog.changes import Change
from sla_catalog.findings import Span
from sla_catalog.review.reporting import told

_BASE = """id: mail
kind: sla
title: Mail
status: active
owner: ops
version: 1.0.0
services: [{id: u, name: U}]
dimensions: {plan: [gold, silver]}
metrics: [{id: up, type: availability, target: 99.9 %, per: calendar month}]
remedies:
  base: fee
  credits:
    - id: c
      metrics: [up]
      tiers:
        - {below: 99.5 %, credit: 10 %}
        - {below: 95 %, credit: 30 %, when: {plan: gold}}
        - {below: 95 %, credit: 35 %, when: {plan: silver}}
  caps:
    - {at_most: 100 %, per: calendar year}
    - {at_most: 60 %, when: {plan: gold}}
    - {at_most: 50 %, when: {plan: silver}}
x_cost: 5 EUR
"""


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("credit: 35 %", "credit: 20 %", 18),
        ("below: 99.5 %", "below: 99 %", 16),
        ("at_most: 50 %", "at_most: 40 %", 22),
        ("at_most: 60 %", "at_most: 55 %", 21),
        ("x_cost: 5 EUR", "x_cost: 6 EUR", 23),
    ],
)
def test_a_change_is_where_the_edited_line_is(was: str, now: str, line: int) -> None:
    found = between({"mail.yaml": _BASE}, {"mail.yaml": _BASE.replace(was, now)})
    sides = [side for one in found.changes for side in (one.before, one.after)]
    assert [side and side.span and side.span.line for side in sides] == [line, line]


def _spans(changes: Iterable[Change], name: str) -> Iterator[Span | None]:
    for change in changes:
        side = getattr(change, name)
        if side is not None:
            yield side.span


@pytest.mark.parametrize("case", cases())
def test_each_side_of_a_change_has_a_place_in_its_version(case: dict[str, Any]) -> None:
    """What is gone has one in the base, and one in the proposal at what is left around it."""
    base, head = (files_of(case, side) for side in ("base", "head"))
    found = between(base, head)
    for name, files in (("before", base), ("after", head)):
        for span in _spans((*found.changes, *found.consequences), name):
            assert span is not None
            lines = files[span.path.removeprefix("agreements/")].splitlines()
            assert 1 <= span.line <= len(lines)
            assert span.column <= len(lines[span.line - 1])
    catalogs = catalog_of(base), catalog_of(head)
    for change in found.changes:
        is_there = change.after is not None or change.agreement not in catalogs[1].by_id
        assert is_there or not change.agreement or told(change, *catalogs).where is not None
