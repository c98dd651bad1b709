"""Ids of severities beside their names, and tags of languages, as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from contexts import context, text

from drafts import draft
from sla_catalog.pages import labels
from sla_catalog.pages.agreement.view import agreement_view
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


REPORTED = """\
kind: sla
support: {hours: 24x7, channels: [{id: desk, type: email, name: Desk, address: desk@example.com}]}
metrics: [{id: up, type: availability, target: 99 %}, {id: jobs, type: custom, name: Print jobs}]
monitoring:
  reports:
    - {id: report, audience: customer, channel: desk, contents: [up, jobs, causes]}
    - {id: weekly, audience: both teams, channel: the portal}
    - {id: yearly-report, audience: hr}
"""


@pytest.mark.parametrize(
    ("language", "reports"),
    [
        (
            "en",
            [
                "Report",
                "Audience: Customer",
                "Channel: Desk -> #channel-desk",
                "Contents: Availability -> #metric-up, Print jobs -> #metric-jobs, causes",
                "Weekly report Audience: both teams; Channel: the portal",
                "Yearly report Audience: HR department -> ../../parties/hr/",
            ],
        ),
        (
            "de",
            [
                "Bericht",
                "Adressaten: Kunde",
                "Kanal: Desk -> #channel-desk",
                "Inhalt: Verfügbarkeit -> #metric-up, Print jobs -> #metric-jobs, causes",
                "Bericht „weekly“ Adressaten: both teams; Kanal: the portal",
                "Bericht „yearly report“ Adressaten: HR department -> ../../parties/hr/",
            ],
        ),
    ],
)
def test_a_report_names_metrics_channels_and_roles_as_readers_know_them(
    language: str, reports: list[str]
) -> None:
    parties = "parties: [{id: hr, name: HR department, kind: team}]\n"
    book = context({"case.yaml": draft(REPORTED), "parties.yaml": parties})
    book = replace(book, labels=labels.load(language))
    lines = text(agreement_view(book.catalog.by_id["case"], book), "agreements/case.md")
    place = lines.index(reports[0])
    assert lines[place : place + len(reports)] == reports
