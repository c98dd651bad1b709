"""The clause of each metric, and what search is given of it, against the oracle."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random

import pytest
from claims import FIGURES, Cell, Tables
from contexts import RENDERER, context, html
from hypothesis import given, settings
from hypothesis import strategies as st

from resolved.examples import EXAMPLES
from resolved.figures import seconds
from resolved.generated import CALENDARS, agreement
from resolved.oracle import Answer, as_written
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.metrics import Metric
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.searching import searched
from sla_catalog.pages.site_pages import pages

ABSENT = {"none": "None", "elsewhere": "Elsewhere", "unread": "Not read"}
ANOTHER = re.compile(r"^(at least|at most|more than|less than) ")
chances = st.randoms(use_true_random=True)


@given(chances)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_row_of_each_objective_says_what_the_oracle_says(chance: Random) -> None:
    drawn = agreement(chance)
    made = context({"made.yaml": json.dumps(drawn), "calendars.yaml": CALENDARS})
    _compare(made, made.catalog.agreements[0])


@pytest.mark.parametrize("one", EXAMPLES.agreements, ids=lambda one: one.id)
def test_the_row_of_each_objective_of_an_example_says_what_the_oracle_says(one: Agreement) -> None:
    made = RenderContext(EXAMPLES, TODAY, labels.load(), Addresses().href)
    _compare(made, one)


TODAY = context({}).today


def _compare(made: RenderContext, one: Agreement) -> None:
    uri = f"agreements/{one.id}.md"
    page = next(page for page in pages(made, RENDERER) if page.uri == uri)
    whole = html(page.make_view(page.context), uri)
    for metric in one.listed("metrics"):
        if not metric.objectives:
            continue
        rows = [*_rows(whole, metric)]
        if not rows and len(metric.promises) == 1:
            continue  # it is said without a table
        assert len(rows) == len(metric.promises), metric.id
        for row, answer in zip(rows, _answers(one, metric, made.catalog), strict=True):
            _agree(row, answer)


def _rows(page: str, metric: Metric) -> Iterator[list[Cell]]:
    """Yield the rows of the table of objectives in the clause of a metric."""
    start = page.index(f' id="metric-{metric.id}"')
    clause = page[start : page.find("<section", start)]
    yield from Tables(clause.partition("</table>")[0]).rows[1:]


def _answers(one: Agreement, metric: Metric, catalog: Catalog) -> Iterator[Answer]:
    for cell in metric.promises:
        yield as_written(one, metric, cell, catalog)[1]


def _agree(row: list[Cell], answer: Answer) -> None:
    said = row[1].lines[0].strip()
    if answer.target:
        assert _bare(said).startswith(_bare(answer.target)), (said, answer)
    if kind := answer.absence.partition(":")[0]:
        assert said.startswith(ABSENT[kind]), (said, answer)
    down = [cell.lines[0].strip() for cell in row if cell.label.startswith("Down")]
    allowed = answer.downtime.headline if answer.downtime else None
    if allowed is not None:
        assert {seconds(one) for one in down} == {allowed}, (down, answer)
    else:
        assert not "".join(down), (down, answer)


def _bare(figure: str) -> str:
    return ANOTHER.sub("", figure)


@given(chances)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_search_finds_each_figure_that_is_promised_and_no_other(chance: Random) -> None:
    drawn = agreement(chance)
    made = context({"made.yaml": json.dumps(drawn), "calendars.yaml": CALENDARS})
    (one,) = made.catalog.agreements
    page = next(page for page in pages(made, RENDERER) if page.uri == "agreements/made.md")
    text = re.sub("<[^>]+>", " ", searched(page.make_view(page.context), page.title))
    said = text.replace("\u00a0", " ")
    promised = {
        _bare(answer.target)
        for metric in one.listed("metrics")
        for answer in _answers(one, metric, made.catalog)
        if answer.target
    }
    assert [figure for figure in promised if figure not in said] == []
    for figure in FIGURES:
        is_said = re.search(rf"(?<![0-9.]){re.escape(figure)}(?![0-9])", said)
        assert not is_said or any(_bare(figure) in one for one in promised), figure
