"""Which credits a row of metrics.csv names, against each case by itself."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import StringIO
from itertools import product
from random import Random

import pytest

from drafts import catalog_of, draft
from sla_catalog.exports.metrics import metrics_csv

VALUES = {"plan": ["gold", "silver"], "region": ["eu", "us"], "size": ["s", "l"]}
Box = Mapping[str, str]


def holds(box: Box, case: Box) -> bool:
    return all(case[name] == value for name, value in box.items())


def nested_boxes(chance: Random) -> list[dict[str, str]]:
    """Return conditions of which each is narrower than the one before it, from all cases on."""
    names = chance.sample([*VALUES], 3)
    boxes: list[dict[str, str]] = [{}]
    for name in names[: chance.randint(1, 3)]:
        boxes.append({**boxes[-1], name: chance.choice(VALUES[name])})
    return boxes


def some_box(chance: Random) -> dict[str, str]:
    names = chance.sample([*VALUES], chance.randint(0, 2))
    return {name: chance.choice(VALUES[name]) for name in names}


@pytest.mark.parametrize("seed", range(40))
def test_a_row_has_the_credits_of_the_cases_that_it_is_for(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - cases, no secrets
    boxes = nested_boxes(chance)
    objectives = [
        {"id": f"o{n}", "target": f"99.{n} %", **({"when": box} if box else {})}
        for n, box in enumerate(boxes)
    ]
    whens = [some_box(chance) for _ in range(3)]
    credits_ = [
        {"id": f"c{n}", "metrics": ["up"], "credit": f"{n + 1} EUR", **({"when": w} if w else {})}
        for n, w in enumerate(whens)
    ]
    metric = {"id": "up", "type": "availability", "window": "calendar month"}
    text = draft(
        f"id: a\ndimensions: {json.dumps(VALUES)}\n"
        f"metrics: [{json.dumps({**metric, 'objectives': objectives})}]\n"
        f"remedies: {{credits: {json.dumps(credits_)}}}\n"
    )
    rows = csv.DictReader(StringIO(metrics_csv(catalog_of({"a": text}))))
    told = {row["objective"]: row["highest_credit"] for row in rows}
    given: dict[str, set[int]] = {f"o{n}": set() for n, _ in enumerate(boxes)}
    for values in product(*VALUES.values()):
        case = dict(zip(VALUES, values, strict=True))
        last = max(n for n, box in enumerate(boxes) if holds(box, case))
        given[f"o{last}"] |= {n for n, when in enumerate(whens) if holds(when, case)}
    assert {
        name: {int(part.split(" EUR")[0]) - 1 for part in text.split("; ") if part}
        for name, text in told.items()
    } == given
    for name, box in zip(told, boxes, strict=True):
        for part in filter(None, told[name].split("; ")):
            when = whens[int(part.split(" EUR")[0]) - 1]
            assert ("(" in part) == (not when.items() <= box.items()), part
