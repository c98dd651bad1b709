"""Promises without a credit, against each case by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from random import Random

import pytest

from drafts import catalog_of, draft
from sla_catalog.resolved.uncredited import without_credit

VALUES = {"plan": ["gold", "silver"], "region": ["eu", "us", "asia"], "size": ["s", "l"]}
CASES = [dict(zip(VALUES, values, strict=True)) for values in product(*VALUES.values())]
Box = Mapping[str, str]


def some_box(chance: Random, fewest: int) -> dict[str, str]:
    names = chance.sample([*VALUES], chance.randint(fewest, 2))
    return {name: chance.choice(VALUES[name]) for name in names}


def holds(box: Box, case: Box) -> bool:
    return all(case[name] == value for name, value in box.items())


@pytest.mark.parametrize("seed", range(60))
def test_cases_with_a_promise_and_no_credit(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - cases, no secrets
    denied = {name: chance.choice(VALUES[name]) for name in VALUES}
    credited = [some_box(chance, 1) for _ in range(chance.randint(1, 3))]
    listed = [{"id": f"c{n}", "metrics": ["up"], "credit": "5 EUR", "when": box}
              for n, box in enumerate(credited)]  # fmt: skip
    metric = {
        "id": "up", "type": "availability",
        "objectives": [{"target": "99 %"}, {"when": denied, "none": "Nothing here."}],
    }  # fmt: skip
    text = draft(
        f"id: a\ndimensions: {json.dumps(VALUES)}\nmetrics: [{json.dumps(metric)}]\n"
        f"remedies: {{credits: {json.dumps(listed)}}}\n"
    )
    catalog = catalog_of({"a": text})
    found = [*without_credit(catalog.by_id["a"], catalog)]
    left = [case for case in CASES if not any(holds(box, case) for box in credited)]
    rest = [case for case in left if not holds(denied, case)]
    told = bool(rest) and len(rest) < sum(not holds(denied, case) for case in CASES)
    assert [one.count for one in found] == ([len(rest)] if told else [])
    for one in found:
        for when, meant in ((one.when, rest), (one.wider, left)):
            named = [c for c in CASES if any(all(c[n] in v for n, v in b.items()) for b in when)]
            assert named == meant
