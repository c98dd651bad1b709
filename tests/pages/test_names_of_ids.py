"""Ids of severities beside their names, and tags of languages, as people read them."""

from __future__ import annotations

import pytest
from contexts import context

from drafts import draft
from sla_catalog.pages import labels
from sla_catalog.pages.wording import Wording


def wording(severities: str = "", language: str = "en") -> Wording:
    catalog = context({"case.yaml": draft(f"severities: [{severities}]\n" if severities else "")})
    return Wording(labels.load(language), catalog.catalog)


@pytest.mark.parametrize(
    ("severities", "value", "said"),
    [
        ("{id: P1, name: Critical}", "P1", "P1 Critical"),
        ("{id: Sev2, name: Degraded}", "Sev2", "Sev2 Degraded"),
        ("{id: A, name: Worst}", "A", "A Worst"),
        ("{id: HIGH, name: Many affected}", "HIGH", "HIGH Many affected"),
        ("{id: urgent, name: Urgent}", "urgent", "Urgent"),
        ("{id: rest, name: All other cases}", "rest", "All other cases"),
        ("{id: night-call, name: Call at night}", "night-call", "Call at night"),
        ("{id: level-3, name: Level 3}", "level-3", "Level 3"),
        ("{id: level-3, name: Small fault}", "level-3", "level-3 Small fault"),
        ("{id: web, name: Down}, {id: mail, name: Down}", "mail", "mail Down"),
        ("{id: quiet}", "quiet", "quiet"),
    ],
)
def test_an_id_stays_beside_the_name_only_where_people_use_it(
    severities: str, value: str, said: str
) -> None:
    words = wording(severities)
    assert words.dimension_value(words.catalog.by_id["case"], "severity", value) == said


@pytest.mark.parametrize(
    ("tag", "english", "german", "french"),
    [
        ("de", "German", "Deutsch", "Allemand"),
        ("fr-CH", "French (CH)", "Französisch (CH)", "Français (CH)"),
        ("tlh", "tlh", "tlh", "tlh"),
    ],
)
def test_a_language_is_named_in_the_language_of_the_page(
    tag: str, english: str, german: str, french: str
) -> None:
    found = [wording(language=language).language(tag) for language in ("en", "de", "fr")]
    assert found == [english, german, french]
