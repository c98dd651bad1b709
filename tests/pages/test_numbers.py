"""Numbers on pages: the digits of their author with the decimal sign of the language."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from contexts import TODAY

from sla_catalog.findings import FindingSeverity
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_pages import pages
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

FILES = {
    "lower": """\
id: lower
kind: ola
title: Lower
owner: Us
services: [{id: web, name: Web}]
duration: {timezone: UTC}
metrics:
  - {id: up, type: availability, target: 99.9 %, window: calendar month, measured_over: all time}
""",
    "upper": """\
id: upper
kind: sla
title: Upper
owner: Us
customer: Them
services: [{id: web, name: Web}]
severities: [{id: P1, name: Down}, {id: P2, name: Slow}]
duration: {timezone: UTC}
service_hours: Mon-Fri 08:00-16:30
depends_on: [{agreement: lower, topology: series}]
metrics:
  - {id: up, type: availability, target: 99.955 %, window: calendar month, measured_over: all time}
  - {id: day, type: availability, target: 99.5 %, window: calendar month}
  - {id: air, type: custom, direction: lower, unit: degrees, target: 18.5 to 22.5 degrees}
  - {id: late, type: latency, target: 12.25 s, compliance: 99.5 % of requests}
  - id: reply
    type: response_time
    hours: Mon-Fri 08:00-16:30
    objectives:
      - {when: {severity: P1}, target: 10.5 h}
      - {when: {severity: P2}, target: 14.5 business hours}
remedies:
  base: monthly fee
  caps: [{at_most: 22.5 %, per: calendar month}]
  credits:
    - id: share
      metrics: [up]
      tiers: [{below: target, credit: 12.5 %}, {below: 99.05 %, credit: 17.5 %}]
    - {id: money, metrics: [reply], when: {severity: P1}, credit: 12.50 EUR}
""",
}
DECIMAL = re.compile(r"\d+[.,]\d+")
CLAUSE = re.compile(r"\d\.\d")  # what a clause number looks like; the amounts above are longer


def texts(catalog: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the words on each page of a catalog in a language."""
    files = [SourceFile(f"agreements/{name}.yaml", text.encode()) for name, text in catalog.items()]
    loaded = load(files, "agreements", Limits(), "UTC")
    assert [one for one in loaded.findings if one.severity is FindingSeverity.ERROR] == []
    words = labels.load(language)
    context = RenderContext(loaded.catalog, TODAY, words, Addresses().href)
    drawn = {page.uri: page.draw().html for page in pages(context, Renderer(Addresses(), words))}
    return {uri: re.sub("<[^>]*>", " ", html) for uri, html in drawn.items()}


def decimals(language: str) -> dict[str, list[str]]:
    """Return the decimals and clause numbers on each page in a language."""
    return {uri: DECIMAL.findall(words) for uri, words in texts(FILES, language).items()}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_language_changes_the_sign_and_no_digit(language: str) -> None:
    english, other = decimals("en"), decimals(language)
    numbers = {uri: [n.replace(",", ".") for n in found] for uri, found in other.items()}
    assert numbers == english
    assert sum(map(len, english.values())) > 100
    pointed = {n for found in other.values() for n in found if "." in n}
    assert {n for n in pointed if not CLAUSE.fullmatch(n)} == set()
    assert "99,955" in other["agreements/upper.md"]


LENGTHS = """\
id: wiki
kind: sla
title: Wiki
owner: Team
duration: {timezone: UTC}
service_hours: Mon-Fri 08:00-20:00
services: [{id: wiki, name: Wiki}]
metrics:
  - {id: all, type: downtime, window: rolling 30 days, target: at most 4 h, hours: 24x7}
  - {id: served, type: downtime, window: calendar month, target: at most 4 h}
  - {id: short, type: downtime, window: rolling 1 day, target: at most 15 min, hours: 24x7}
responsibilities:
  escalation:
    - {level: 1, after: 1 day, role: The service manager}
    - {level: 2, after: 3 business days, role: The director}
remedies:
  rights: [{id: leave, type: termination, metrics: [all], notice: 3 months, text: The end.}]
"""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "% of 30 days",
                "% of 21 days of 12 h",
                "% of 1 day",
                "after 1 day",
                "after 3 business days",
                "with notice of 3 months",
            ],
        ),
        (
            "de",
            [
                "% von 30 Tagen",
                "% von 21 Tagen zu 12 h",
                "% von 1 Tag",
                "nach 1 Tag",
                "nach 3 Geschäftstagen",
                "Frist: 3 Monate",
            ],
        ),
    ],
)
def test_a_length_takes_the_case_that_the_word_before_it_governs(
    language: str, words: list[str]
) -> None:
    drawn = texts({"wiki": LENGTHS}, language)["agreements/wiki.md"].replace("\u00a0", " ")
    assert [one for one in words if not re.search(rf"{one}(?!\w)", drawn)] == []
