"""The room against the oracle: every case of the example catalog and of generated ones."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.resolved.promises import promised

from .comparison import said_by_the_room
from .examples import EXAMPLES
from .generated import Drawn, agreements, catalog
from .oracle import answers, cases_of


@pytest.mark.parametrize("agreement", EXAMPLES.agreements, ids=lambda one: one.id)
def test_the_room_says_of_each_case_of_an_example_what_the_oracle_says(
    agreement: Agreement,
) -> None:
    _compare(agreement, EXAMPLES)


@given(agreements())
@settings(deadline=None, derandomize=True, max_examples=100)
def test_the_room_says_of_each_generated_case_what_the_oracle_says(drawn: Drawn) -> None:
    made = catalog(drawn)
    _compare(made.agreements[0], made)


def _compare(agreement: Agreement, catalog: Catalog) -> None:
    for resolved in promised(agreement, catalog):
        metric = resolved.metric
        points = cases_of(agreement, metric)
        expected = answers(agreement, metric, catalog, points)
        for point, found, said in zip(
            points, said_by_the_room(resolved, points), expected, strict=True
        ):
            assert found == Counter(said), f"{metric.id} for {point}"
