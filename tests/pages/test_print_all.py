"""All agreements on one page: chapters that never mix, and links that stay within."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from contexts import context

from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import BOUND
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_pages import pages

WIKI = """\
id: wiki
kind: sla
title: Team wiki <i>
reference: SLA-060
status: active
version: 1.0.0
owner: us
customer: them
summary: >-
  Stands on [the database](agreement:database#metric-uptime), see [our uptime](#metric-uptime)
  and [what does not count](#exclusion-announced); [the status page](https://status.example.com/)
  tells of each [gap](term:outage).
services: [{id: wiki, name: Wiki}]
depends_on: [{agreement: database, metrics: [uptime]}]
metrics:
  - {id: uptime, type: availability, target: 99.5 %, note: An outage counts.}
exclusions: [{id: announced, category: scheduled_maintenance, text: Announced work.}]
"""
DATABASE = """\
id: database
kind: ola
title: Database
owner: us
customer: us
metrics:
  - {id: uptime, type: availability, target: 99.9 %}
definitions: [{term: Outage, overrides: true, definition: Minutes without a write.}]
"""
GLOSSARY = "terms: [{id: outage, term: Outage, definition: Time in which nothing works.}]\n"
FILES = {"wiki.yaml": WIKI, "database.yaml": DATABASE, "glossary.yaml": GLOSSARY}


@pytest.fixture(scope="module")
def page() -> str:
    made = replace(context(FILES), is_bound=True)
    drawn = {page.uri: page for page in pages(made, Renderer(Addresses()))}
    return drawn[BOUND].draw().html


def test_ids_are_unique_and_say_of_which_agreement(page: str) -> None:
    ids = re.findall(r'<(?!symbol)[^<>]* id="([^"]+)"', page)
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert {"wiki", "wiki.metric-uptime", "database.metric-uptime", "catalog.glossary"} <= {*ids}
    chapters = {name.split(".")[0] for name in ids}
    assert chapters == {"catalog", "wiki", "database"}


def test_links_between_agreements_and_to_terms_stay_on_the_page(page: str) -> None:
    ids = {*re.findall(r' id="([^"]+)"', page)}
    hrefs = re.findall(r'<a [^>]*href="([^"]+)"', page)
    within = {href[1:] for href in hrefs if href.startswith("#")}
    assert within - ids == set()
    assert {"database.metric-uptime", "wiki.exclusion-announced", "database"} <= within
    assert "catalog.glossary.term-outage" in within
    assert "database.definition-outage" in within
    outside = {href for href in hrefs if not href.startswith("#")}
    assert {href for href in outside if re.match(r"\.\./(wiki|database)/", href)} == set()
    assert {"../../parties/us/", "../wiki.yaml", "https://status.example.com/"} <= outside


def test_chapters_stand_in_the_order_of_the_contents(page: str) -> None:
    contents = re.findall(r'<nav class="sla-contents".*?</nav>', page, re.DOTALL)
    listed = re.findall(r'href="#([^"]+)"', contents[0])
    assert listed == ["wiki", "database", "catalog.glossary"]
    assert re.findall(r'<section class="sla-chapter" id="([^"]+)"', page) == listed


def test_it_is_the_only_page_of_print_with_a_stylesheet_of_its_own(page: str) -> None:
    assert re.findall(r"<link [^>]*>", page) == [
        '<link rel="stylesheet" href="../print.print.css" media="print">'
    ]


@pytest.mark.parametrize("uri", ["agreements/wiki.md", BOUND])
def test_links_say_in_print_where_they_lead(uri: str) -> None:
    made = replace(context(FILES), is_bound=True)
    drawn = {page.uri: page for page in pages(made, Renderer(Addresses()))}
    links = re.findall(r"<a [^>]*>[^<]*</a>", drawn[uri].draw().html)
    said = {
        re.sub("<[^>]*>", "", link): re.findall(r'data-sla-cite="([^"]*)"', link) for link in links
    }
    assert said["the database"] == ["database, clause 2.1"]
    assert said["our uptime"] == ["clause 2.1"]
    assert said["what does not count"] == ["clause 2.2"]
    assert said["gap"] == []
    assert [text for text, cites in said.items() if text.startswith("clause") and cites] == []
    assert 'class="sla-external" href="https://status.example.com/"' in drawn[uri].draw().html
