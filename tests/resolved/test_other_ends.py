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


def last_for_notice(beside: str) -> date | None:
    text = draft(HEAD.replace("3 months}", f"3 months{beside}}}"))
    return term_on(catalog_of({"case": text}).by_id["case"], TODAY).last_for_notice


@pytest.mark.parametrize(
    "note",
    [
        "to the end of the quarter",
        "to the end of any calendar month",
        "zum Quartalsende",
        "zum Ende des Kalendermonats",
        "pour la fin d’un trimestre",
        "fin de trimestre",
        "à la fin du mois civil",
        "quarter-end",
        "to a month end",
        "by the close of any calendar half-year",
        "on the last day of a calendar month",
        "zum Schluss eines Kalendervierteljahres",
        "zum Ablauf des Geschäftsjahres",
        "zum Monatsersten",
        "zum 1. eines Monats",
        "zum 30.06. oder 31.12.",
        "zum 30. Juni",
        "zum 30.06 und 31.12",
        "to 30 June or 31 December",
        "to June 30",
        "zum Ende Juni",
        "pour le 30 juin",
    ],
)
def test_another_end_leaves_the_day_open(note: str) -> None:
    for key in ("note", "text"):
        assert last_to_terminate(f", {key}: {note}") is None
        assert last_for_notice(f", {key}: {note}") is None


@pytest.mark.parametrize(
    "beside",
    [
        "",
        ", note: in writing",
        ", note: to the end of the term",
        ", note: zum Ende der Vertragslaufzeit",
        ", note: à la fin du contrat",
        ", note: zum 29. Februar",
        ", note: to the end of February",
        ", note: on 5 business days more for plan 3.1",
    ],
)
def test_the_end_of_the_term_gives_a_day(beside: str) -> None:
    assert last_to_terminate(beside) == date(2027, 12, 1)
