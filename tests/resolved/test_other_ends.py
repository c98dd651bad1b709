"""A notice to the end of a quarter has no last day before the end of the term."""

from __future__ import annotations

from datetime import date

import pytest

from drafts import catalog_of, draft
from sla_catalog.resolved.term import term_on

TODAY = date(2026, 11, 23)
HEAD = (
    "duration: {effective: 2026-03-01, initial: 2 years}\n"
    "renewal: {type: tacit, for: 1 year, notice: 3 months}\n"
)


def last_to_terminate(beside: str) -> date | None:
    text = draft(f"{HEAD}termination: {{notice: 90 days{beside}}}\n")
    return term_on(catalog_of({"case": text}).by_id["case"], TODAY).last_to_terminate


@pytest.mark.parametrize(
    "note",
    [
        "to the end of the quarter",
        "to the end of any calendar month",
        "zum Quartalsende",
        "zum Ende des Kalendermonats",
        "pour la fin d’un trimestre",
    ],
)
def test_another_end_leaves_the_day_open(note: str) -> None:
    assert last_to_terminate(f", note: {note}") is None
    assert last_to_terminate(f", text: {note}") is None


@pytest.mark.parametrize("beside", ["", ", note: in writing", ", note: to the end of the term"])
def test_the_end_of_the_term_gives_a_day(beside: str) -> None:
    assert last_to_terminate(beside) == date(2027, 12, 1)
