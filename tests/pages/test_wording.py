"""Words of authors as pages begin with them, and dates as far as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from contexts import context, text

from drafts import draft
from sla_catalog.model.dates import PartialDate
from sla_catalog.pages import labels
from sla_catalog.pages.agreement.view import agreement_view
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
