"""Working time: which definitions say what hours or days count."""

from __future__ import annotations

import json

import pytest

from drafts import catalog_of, draft
from sla_catalog.rules.times import business_days_without_hours


def found(term: str, *aliases: str) -> list[str]:
    definition = {"term": term, "aliases": aliases, "definition": "Monday to Friday."}
    text = draft(
        f"id: wiki\ndefinitions: [{json.dumps(definition)}]\n"
        "termination: {notice: 10 business days}\n"
    )
    return [finding.rule for finding in business_days_without_hours(catalog_of({"wiki": text}))]


@pytest.mark.parametrize(
    "term",
    [
        "Business Day",
        "Working Days",
        "Banking Day",
        "Local Business Day",
        "Business Hours",
        "Support hours",
        "Werktag",
        "Werktage",
        "Arbeitstag",
        "Bankarbeitstag",
        "Geschäftstag",
        "Geschäftszeiten",
        "Servicezeit",
        "jour ouvré",
        "Jours ouvrables",
        "heures ouvrées",
        "Heures de bureau",
    ],
)
def test_a_definition_of_working_time_says_what_counts(term: str) -> None:
    assert found(term) == []
    assert found("Tag im Sinne dieses Vertrags", term) == []


@pytest.mark.parametrize(
    "term", ["Day", "Calendar Day", "Outage", "Kalendertag", "jour", "Business"]
)
def test_another_definition_does_not(term: str) -> None:
    assert found(term) == ["working-time-without-hours"]
