"""Where a change of one tier or cap of several is: in the lines of that tier or cap."""

from __future__ import annotations

import pytest

from changes.catalogs import between

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
"""


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("credit: 35 %", "credit: 20 %", 18),
        ("below: 99.5 %", "below: 99 %", 16),
        ("at_most: 50 %", "at_most: 40 %", 22),
        ("at_most: 60 %", "at_most: 55 %", 21),
    ],
)
def test_a_change_is_where_the_edited_line_is(was: str, now: str, line: int) -> None:
    found = between({"mail.yaml": _BASE}, {"mail.yaml": _BASE.replace(was, now)})
    sides = [side for one in found.changes for side in (one.before, one.after)]
    assert [side and side.span and side.span.line for side in sides] == [line, line]
