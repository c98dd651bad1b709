"""What search finds first in the example catalog, in a real browser, and what its index weighs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from search_box import search
from sites import build, built, write_site

from sla_catalog.pages.appearance import SEARCH_WORKER, search_worker
from sla_catalog.pages.searching import SEPARATOR
from sla_catalog.site.search_delivery import SearchDelivery

MOST_BYTES = 7200  # with every sentence that a page prints
# The words, the page that comes first, and the first section of those found on it.
FIRST = [
    ("SLA-042", "agreements/managed-postgresql/", ""),
    ("042", "agreements/managed-postgresql/", ""),
    ("ukcloud", "parties/ukcloud/", ""),
    ("openstack", "agreements/ukcloud/", ""),
    ("UC-001", "agreements/data-hall-power/", ""),
    ("99.9", "agreements/ukcloud/", "metric-availability"),
    ("99.9%", "agreements/ukcloud/", "metric-availability"),
    ("99.95%", "agreements/aptible/", "metric-uptime"),
    ("24x7", "agreements/compute-storage/", "support"),
    ("24/7", "agreements/compute-storage/", "support"),
    ("P1 response time", "agreements/govuk-pay/", "metric-response"),
    ("GDPR", "agreements/hosting-classic/", "regulations"),
    ("iso27001", "agreements/compute-storage/", "certifications"),
    ("ISO 27001", "agreements/compute-storage/", "certifications"),
    ("Downtime", "glossary/", "term-downtime"),
    ("Planned maintenance", "glossary/", "term-planned-maintenance"),
    ("Financial credit", "glossary/", "term-service-credit"),
    ("Working day", "glossary/", "term-business-day"),
    ("SLA042", "agreements/managed-postgresql/", ""),
    ("DSGVO", "agreements/hosting-classic/", "regulations"),
    ("99,95", "agreements/aptible/", "metric-uptime"),
    ("Data Platform", "parties/data-platform/", ""),
    ("IT Operations", "parties/it-operations/", ""),
    ("service credit", "glossary/", "term-service-credit"),
    ("4h", "agreements/data-hall-power/", "metric-response"),
    ("Sev1", "agreements/compute-storage/", "metric-response"),
    ("P1", "agreements/managed-postgresql/", "metric-resolution"),
    ("notice period", "agreements/common-paper-sla/", "term"),
    ("who to call", "agreements/govuk-pay/", "support"),
    ("who to call checkout", "agreements/checkout-api/", "support"),
    ("Wartung", "agreements/aptible/", "maintenance"),
    ("Kündigung", "agreements/aws-ec2/", "term"),
    ("Haftung", "agreements/hosting-classic/", "condition-liability"),
]
# With the index in shards, sections come first that have a figure itself, and not one it begins.
FIRST_IN_SHARDS = {
    "99.9": ("agreements/data-hall-power/", "metric-uptime"),
    "99.9%": ("agreements/data-hall-power/", "metric-uptime"),
}
# In a catalog of two agreements: the first two sections that are found for words.
SMALL = [
    ("service credit", ["glossary/#term-service-credit", "agreements/desk/#credit-late"]),
    ("P1 response time", ["agreements/desk/#metric-response", "glossary/#term-response-time"]),
    ("Sev1", ["agreements/desk/#metric-response"]),
    ("4h", ["agreements/desk/#metric-response"]),
    ("who to call", ["agreements/desk/#support", "agreements/mail/#support"]),
    ("notice period", ["agreements/desk/#term", "agreements/mail/#term"]),
]
FOUND = """() => [...document.querySelectorAll('.md-search-result__item')].map(item =>
  [...item.querySelectorAll('a.md-search-result__link')].map(link =>
    new URL(link.href).pathname.slice(1) + new URL(link.href).hash))"""


def find(page: Page, words: str) -> list[list[str]]:
    """Return the addresses that search lists for words: a list for each page."""
    page.fill("input[name=query]", "")
    page.press("input[name=query]", "Backspace")
    page.wait_for_function("!document.querySelector('.md-search-result__item')")
    page.fill("input[name=query]", words)
    page.press("input[name=query]", "End")
    page.wait_for_selector(".md-search-result__item")
    page.wait_for_timeout(200)
    found: list[list[str]] = page.evaluate(FOUND)
    return found


@pytest.fixture(scope="module")
def addresses(
    example: Path,
    example_address: str,
    serve: Callable[[Path], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    """Give the addresses of the example with its index whole, and with it in shards."""
    folder = tmp_path_factory.mktemp("shards") / "site"
    shutil.copytree(example, folder)
    worker = next((folder / "assets/javascripts/workers").glob("search.*.min.js"))
    (folder / SEARCH_WORKER).write_text(search_worker(), encoding="utf-8")
    whole = SearchDelivery(worker.relative_to(folder).as_posix())
    delivery = SearchDelivery(whole.theirs, in_shards=True)
    front = folder / "index.html"
    text = front.read_text(encoding="utf-8")
    assert whole.ours in text
    front.write_text(text.replace(whole.ours, delivery.ours), encoding="utf-8")
    delivery.finish(folder)
    return {"whole": example_address, "shards": serve(folder)}


@pytest.fixture(params=["whole", pytest.param("shards", marks=pytest.mark.long)])
def delivered(request: pytest.FixtureRequest) -> str:
    way: str = request.param
    return way


@pytest.fixture
def searching(delivered: str, reader: Page, addresses: dict[str, str]) -> Page:
    reader.goto(addresses[delivered])
    search(reader, "sla")
    return reader


@pytest.mark.parametrize("delivered", ["whole", "shards"], indirect=True)
def test_words_find_their_page_and_section_first(searching: Page, delivered: str) -> None:
    other = FIRST_IN_SHARDS if delivered == "shards" else {}
    first = [(words, *other.get(words, wanted)) for words, *wanted in FIRST]
    found = []
    for words, _, _ in first:
        pages = find(searching, words)
        uri, _, _ = pages[0][0].partition("#")
        sections = [address.partition("#")[2] for address in pages[0] if "#" in address]
        found.append((words, uri, sections[0] if sections else ""))
    expected = [
        (words, uri, section or found[place][2])
        for place, (words, uri, section) in enumerate(first)
    ]
    assert found == expected


@pytest.mark.parametrize("delivered", ["whole", "shards"], indirect=True)
def test_a_reference_that_is_typed_whole_leads_to_its_agreement_alone(searching: Page) -> None:
    alone = [
        ("SLA-042", "managed-postgresql"),
        ("sla 042", "managed-postgresql"),
        ("SLA042", "managed-postgresql"),
        ("uc-001", "data-hall-power"),
    ]
    for words, id_ in alone:
        assert find(searching, words) == [[f"agreements/{id_}/"]], words
        told = searching.locator(".md-search-result__meta").inner_text()
        assert told == "1 matching document", words
    for words in ("SLA", "042", "SLA-04", "SLA-042 response", "P1"):
        assert len(find(searching, words)) > 1, words


def test_other_spellings_are_found_and_not_shown(searching: Page) -> None:
    for words, shown in (("SLA042", "SLA-042"), ("4h", "4 h"), ("99,95", "99.95 %")):
        find(searching, words)
        first = searching.locator(".md-search-result__item article").first
        assert shown in first.inner_text().replace("\xa0", " "), words
        assert words not in first.inner_text(), words


def test_what_is_over_ranks_below_what_is_in_force(searching: Page) -> None:
    order = [addresses[0].partition("#")[0] for addresses in find(searching, "Amazon")]
    assert order.index("agreements/aws-ec2/") < order.index("agreements/aws-ec2-2008/")


def test_clauses_come_before_what_only_bears_a_word_of_them(searching: Page) -> None:
    for words in ("service credit", "P1 response time"):
        pages = [addresses[0].partition("/")[0] for addresses in find(searching, words)[:5]]
        assert set(pages) <= {"agreements", "glossary"}, words


def test_shards_find_words_with_other_endings_marked_in_two_paragraphs(
    reader: Page, addresses: dict[str, str]
) -> None:
    reader.goto(f"{addresses['shards']}?q=Responses")
    reader.wait_for_selector(".md-search-result__item")
    first = reader.locator(".md-search-result__item").first
    assert first.locator("h2").first.inner_text().startswith("First response")
    marked = first.locator("mark").all_inner_texts()
    assert {word.lower() for word in marked} == {"response"}
    reader.goto(f"{addresses['shards']}?q=%2Bresponse+-P1")
    reader.wait_for_selector(".md-search-result__item")
    shown = reader.locator(".md-search-result__item article:has(h2)").all_text_contents()
    assert [text for text in shown if "P1" in text.split()] == []
    assert all("respon" in text.lower() for text in shown)


DESK = """\
id: desk
kind: sla
title: Service desk
owner: Field Service
provider: Mail Service Company
customer: Service customers
services: [{id: help, name: Help with a machine}]
renewal: {type: tacit, for: 12 months, notice: 2 months}
support: {channels: [{id: phone, type: phone, address: "+49 30 555 0130"}]}
severities: [{id: P1, definition: Nobody can work.}, {id: P2, definition: Some cannot work.}]
metrics:
  - id: response
    type: response_time
    objectives: [{when: {severity: P1}, target: 1 h}, {when: {severity: P2}, target: 4 h}]
remedies:
  base: monthly fee
  credits: [{id: late, metrics: [response], credit: 5 %}]
"""
WORDS = """\
terms:
  - {id: response-time, term: Response time, definition: The time from a report to an answer.}
  - {id: service-credit, term: Service credit, definition: What is paid back.}
  - {id: support-time, term: Support time, definition: The time in which a response can be had.}
"""


@pytest.mark.parametrize("options", ["", "shard_search_from: 2"])
def test_clauses_are_found_in_a_small_catalog(
    reader: Page, serve: Callable[[Path], str], tmp_path: Path, options: str
) -> None:
    mail = DESK.replace("id: desk", "id: mail").replace("Service desk", "Mail")
    files = {
        "agreements/desk.yaml": DESK,
        "agreements/mail.yaml": mail.partition("severities")[0],
        "agreements/glossary.yaml": WORDS,
    }
    reader.goto(serve(built(write_site(tmp_path, files, options=options))))
    search(reader, "service")
    found = []
    for words, _ in SMALL:
        pages = find(reader, words)[:2]
        found.append((words, [next(a for a in hits if "#" in a) for hits in pages]))
    assert found == SMALL


@pytest.fixture(scope="module")
def index(example: Path) -> dict[str, Any]:
    text = (example / "search" / "search_index.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_the_index_is_small(index: dict[str, Any]) -> None:
    sizes: dict[str, int] = {}
    for entry in index["docs"]:
        match = re.match(r"agreements/[a-z0-9-]+/", entry["location"])
        if match:
            size = len(json.dumps(entry, separators=(",", ":")))
            sizes[match[0]] = sizes.get(match[0], 0) + size
    assert len(sizes) > 20
    assert sum(sizes.values()) / len(sizes) <= MOST_BYTES


def test_a_hit_leads_to_one_place(index: dict[str, Any]) -> None:
    locations = [entry["location"] for entry in index["docs"]]
    assert len(locations) == len(set(locations))
    assert [place for place in locations if place.startswith("comparison")] == []
    assert [place for place in locations if place.endswith("#defined-terms")] == []


def test_our_separator_is_used(index: dict[str, Any]) -> None:
    assert index["config"]["separator"] == SEPARATOR


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("SLA-042", ["SLA", "042"]),
        ("99.95 %", ["99.95"]),
        ("99,95 %, 4 h", ["99,95", "4", "h"]),
        ("24/7", ["24/7"]),
        ("metrics.csv", ["metrics", "csv"]),
        ("and/or", ["and", "or"]),
        ("MaximumTime", ["Maximum", "Time"]),
    ],
)
def test_where_words_are_cut(words: str, expected: list[str]) -> None:
    assert [part for part in re.split(SEPARATOR, words) if part] == expected


@pytest.mark.parametrize("plugin", ["search", "material/search"])
def test_a_separator_of_the_site_is_kept(tmp_path: Path, plugin: str) -> None:
    folder = write_site(tmp_path)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("  - search\n", f"  - {plugin}: {{separator: '[_]+'}}\n"), encoding="utf-8"
    )
    site = built(folder)
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["separator"] == "[_]+"


def test_any_search_plugin_is_told(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("name: material\n", "name: mkdocs\n")
    text = text.replace("  font: false\n  features: [navigation.tabs, navigation.instant]\n", "")
    config.write_text(text, encoding="utf-8")
    result = build(folder, PYTHONWARNINGS="default::DeprecationWarning")
    assert result.returncode == 0, result.stderr
    assert "DeprecationWarning" not in result.stderr
    index = json.loads((folder / "site/search/search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["separator"] == SEPARATOR
