"""What other formats say of a promise against the oracle: its figure, and every condition of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from drafts import catalog_of, draft
from resolved.examples import EXAMPLES
from resolved.generated import Drawn, agreements
from resolved.generated import catalog as made
from resolved.oracle import Answer, answers, as_written, cases_of
from sla_catalog.exports.neighbours.schema_org import export, structured_data
from sla_catalog.model.catalog import Catalog

BOX = re.compile(r"(\S+) is (.+?)(?= and \S+ is |$)")


@pytest.mark.parametrize("place", range(len(EXAMPLES.agreements)))
def test_linked_data_of_an_example_say_what_the_oracle_says(place: int) -> None:
    _compare(EXAMPLES, place)


@given(agreements())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_generated_linked_data_say_what_the_oracle_says(drawn: Drawn) -> None:
    _compare(made(drawn), 0)


def _compare(catalog: Catalog, place: int) -> None:
    agreement = catalog.agreements[place]
    told = [*_promised(catalog, place)]
    values = json.loads(export(agreement, catalog).text).get("offers", {})
    found = values.get("additionalProperty", [])
    assert [_figure(one) for one in found] == [_bare(answer) for _, answer, _ in told]
    for one, (cases, answer, points) in zip(found, told, strict=True):
        words = one["description"]
        assert (", " + answer.statistic in words) or not answer.statistic
        assert _covered(words, points) == cases, words
        assert ("not guaranteed" in words) == (answer.commitment not in {"", "guaranteed"})
    short = json.loads(structured_data(agreement, catalog)).get("offers", {})
    assert [_figure(one) for one in short.get("additionalProperty", [])] == [
        _figure(one) for one in found
    ][:20]


Points = list[Mapping[str, str]]


def _promised(catalog: Catalog, place: int) -> Iterator[tuple[frozenset[int], Answer, Points]]:
    """Yield each objective with a figure that is the answer in some case, and its cases."""
    agreement = catalog.agreements[place]
    for metric in agreement.listed("metrics"):
        points = [*cases_of(agreement, metric)]
        said = answers(agreement, metric, catalog, points)
        is_answer = {answer.objective for found in said for answer in found}
        for cell in metric.promises:
            cases, answer = as_written(agreement, metric, cell, catalog)
            if cell.derived_id in is_answer and answer.target and not answer.absence:
                yield cases, answer, points


def _figure(value: Mapping[str, Any]) -> str:
    """Return the number of a value without its unit and operator."""
    number = value.get("minValue") or value.get("maxValue")
    return number or _number(value["value"])


def _bare(answer: Answer) -> str:
    return _number(answer.target)


def _number(target: str) -> str:
    found = re.search(r"[0-9.]+", target)
    return found[0] if found else target


def _covered(words: str, points: Points) -> frozenset[int]:
    """Return the places of the cases of which a sentence speaks; of all where it names none."""
    said = re.search(r", when (.+?)(?:, not guaranteed|$)", words)
    boxes = [
        {name: values.split(" or ") for name, values in BOX.findall(box)}
        for box in (said[1].split(" or when ") if said else [""])
    ]
    return frozenset(
        place
        for place, point in enumerate(points)
        if any(all(point.get(name) in values for name, values in box.items()) for box in boxes)
    )


def test_alternatives_of_a_condition_are_alternatives_in_words() -> None:
    written = (
        "dimensions: {plan: [gold, silver], hall: [a, b]}\n"
        "metrics: [{id: r, type: rto, when: [{plan: gold}, {hall: b}], target: 4 h}]\n"
    )
    catalog = catalog_of({"case": draft(written)})
    (value,) = json.loads(export(catalog.agreements[0], catalog).text)["offers"][
        "additionalProperty"
    ]
    assert value["description"] == "4 h, when plan is gold or when hall is b"
