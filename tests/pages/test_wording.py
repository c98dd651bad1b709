"""Words of authors as pages begin with them, and dates as far as they are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from contexts import context, text

from drafts import draft
from sla_catalog.calculation.comparability import ObstacleKind
from sla_catalog.model.calendars import Recurrence
from sla_catalog.model.dates import PartialDate
from sla_catalog.model.triggers import Trigger
from sla_catalog.pages import labels
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.amounts import side_words
from sla_catalog.pages.wording import Wording, capitalised

DATED = """\
version: 1.0.0
sources:
  - {id: month, title: Published text, read: full, date: 2026-05, retrieved: 2026-11-02}
  - {id: year, title: Older text, read: full, date: 2025}
revisions: [{version: 1.0.0, date: May 2026, summary: First version.}]
"""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["2 May 2026", "May 2026", "2026"]),
        ("de", ["2. Mai 2026", "Mai 2026", "2026"]),
        ("fr", ["2 mai 2026", "mai 2026", "2026"]),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(language: str, words: list[str]) -> None:
    wording = Wording(labels.load(language), context({}).catalog)
    dates = (date(2026, 5, 2), PartialDate(2026, 5), PartialDate(2026))
    assert [wording.value(one).replace("\u00a0", " ") for one in dates] == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            "3 breaches in rolling 90 days",
            [
                "3 breaches in rolling 90 days",
                "3 Verfehlungen in gleitenden 90 Tagen",
                "3 manquements en 90 jours glissants",
            ],
        ),
        (
            "1 breach in 1 week",
            ["1 breach in 1 week", "1 Verfehlung in 1 Woche", "1 manquement en 1 semaine"],
        ),
    ],
)
def test_a_trigger_counts_in_days_and_weeks(written: str, words: list[str]) -> None:
    wordings = (Wording(labels.load(one), context({}).catalog) for one in ("en", "de", "fr"))
    trigger = Trigger.parse(written)
    assert [one.value(trigger).replace("\u00a0", " ") for one in wordings] == words


def test_a_page_says_dates_as_far_as_they_are_known() -> None:
    book = context({"case.yaml": draft(DATED)})
    lines = text(agreement_view(book.catalog.by_id["case"], book), "agreements/case.md")
    said = [line for line in lines if "May 2026" in line or "2025" in line]
    assert said == [
        "Published text Date: May 2026; Retrieved: 2 November 2026; Read: in full",
        "Older text Date: 2025; Read: in full",
        "1.0.0 current | May 2026 | First version. | Not stated",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("an outage of a region", "An outage of a region"),
        ("gold", "Gold"),
        ("onBoarding", "onBoarding"),
        ("iOS devices", "iOS devices"),
        ("ÜBERSICHT", "ÜBERSICHT"),
        ("überblick", "Überblick"),
        ("", ""),
    ],
)
def test_a_first_letter_is_made_a_capital_unless_the_word_has_its_own(
    written: str, shown: str
) -> None:
    assert capitalised(written) == shown


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "second Tue 00:00-04:00", "second Tuesday of the month, 00:00–04:00"),
        ("en", "Tue 00:00-04:00", "Tue 00:00–04:00"),
        ("de", "second Tue 00:00-04:00", "am zweiten Dienstag des Monats, 00:00–04:00"),
        ("de", "last Sat 22:00-02:00", "am letzten Samstag des Monats, 22:00–02:00"),
        ("fr", "first Sun 02:00-06:00", "le premier dimanche du mois, 02:00–06:00"),
    ],
)
def test_a_weekday_of_each_month_is_none_of_every_other_week(
    language: str, written: str, said: str
) -> None:
    wording = Wording(labels.load(language), context({}).catalog)
    assert wording.value(Recurrence.parse(written)) == said


PROMISED = """\
kind: sla
status: draft
customer: Them
termination: {notice: 6 months}
renewal: {type: tacit, for: 12 months, notice: 3 months}
maintenance: [{id: w, type: scheduled, recurs: every month, notice: 14 days}]
review: {every: 1 year}
metrics: [{id: m, type: custom, name: Postage, direction: higher, target: 3 EUR}]
responsibilities: {escalation: [{level: 1, after: 0 min, role: A}, {level: 2, after: 4 h, role: B}]}
"""
FIELDS = {
    "en": ["at once", "after 4 h", "Notice: 3 months", "Notice 6 months", "Frequency every year"],
    "de": [
        "sofort",
        "nach 4 h",
        "Frist vor Ablauf: 3 Monate",
        "Kündigungsfrist 6 Monate",
        "Ankündigungsfrist: 14 Tage",
        "Turnus jährlich",
        "Art Eigene Kennzahl",
    ],
    "fr": [
        "immédiatement",
        "après 4 h",
        "Préavis avant l’échéance : 3 mois",
        "Préavis de résiliation 6 mois",
        "Délai d’annonce : 14 jours",
        "Périodicité chaque année",
    ],
}


@pytest.mark.parametrize("language", FIELDS)
def test_a_field_is_called_by_what_it_means_in_its_record(language: str) -> None:
    book = replace(context({"case.yaml": draft(PROMISED)}), labels=labels.load(language))
    lines = text(agreement_view(book.catalog.by_id["case"], book), "agreements/case.md")
    said = "\n".join(lines).replace("\u00a0", " ")
    assert [words for words in FIELDS[language] if words not in said] == [], said


@pytest.mark.parametrize(
    ("language", "base", "words"),
    [
        ("en", "monthly fee", "of the monthly fee"),
        ("en", "that service", "of that service"),
        ("en", "Each invoice", "of Each invoice"),
        ("en", "theatre fee", "of the theatre fee"),
        ("de", "that service", "(that service)"),
    ],
)
def test_a_base_with_a_determiner_gets_no_article(language: str, base: str, words: str) -> None:
    assert Wording(labels.load(language), context({}).catalog).of_base(base) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "“page or ticket submitted”"),
        ("de", "„page or ticket submitted“"),
        ("fr", "«\u00a0page or ticket submitted\u00a0»"),
    ],
)
def test_events_that_differ_are_quoted(language: str, words: str) -> None:
    own = labels.load(language)
    assert side_words(own, ObstacleKind.START, "page or ticket submitted") == words
    assert side_words(own, ObstacleKind.STOP, "") == ""
