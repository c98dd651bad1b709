"""Agreements that attack their readers in every field, opened in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import Attack, as_yaml, hostile_agreement, shared_files, text_fields
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request
from search_box import search
from sites import built, write_site

from sla_catalog.model.agreement import Agreement
from sla_catalog.source.load import SHARED_FILES

PLAIN = """\
id: plain
kind: ola
title: Plain
owner: us
customer: them
metrics:
  - {id: uptime, type: availability, target: 99.9 %}
services: [{id: it, name: It}]
"""
ATTACKS = (
    hostile_agreement("stated-one", 0),
    hostile_agreement("stated-two", 1),
    hostile_agreement("absent-parts", 2, absent=True),
    hostile_agreement("absent-steps", 3, absent=True, deep=False),
)
SHARED, SHARED_MARKS, SHARED_FIELDS = shared_files()
LISTS = ("glossary/", "comparison/", "parties/", "services/", "deadlines/", "coverage/")
AGREEMENTS = ("agreements/", "agreements/print/", *(f"agreements/{a.id}/" for a in ATTACKS))
URIS = (*AGREEMENTS, *LISTS, "parties/us/")

# Of shared files no page shows their own `x_` keys, and what a link leads to in words.
NOT_ON_PAGES = (
    "glossary.additional", "metrics.additional", "calendars.additional", "parties.additional",
    "glossary.terms.terms.origin.url",
)  # fmt: skip
# What is attacked nowhere because only some words are allowed there, or none beside the rest.
NOT_FREE = {
    ("Activity", "accountable"),
    ("Metric", "type"),
    ("Remedies", "none"),
    ("Remedies", "elsewhere"),
    ("Remedies", "unread"),
}
BAD_NODES = """() => [...document.querySelectorAll('*')].filter(node => {
  const ours = node.closest('.sla-page');
  return [...node.attributes].some(a => /^on/i.test(a.name) || (ours && a.name === 'style') ||
    (/^(href|src|action|formaction|data|xlink:href)$/i.test(a.name) &&
      /^\\s*(javascript|vbscript|data):/i.test(a.value))) ||
    (ours && /^(script|iframe|img|object|embed|base|meta|style|form|input)$/i.test(node.tagName)
      && !node.closest('form[data-sla-filter], form[data-sla-compare]') &&
      !node.matches('.sla-pick, .sla-limit'));
}).map(node => node.outerHTML.slice(0, 200))"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a browser saw on a page: the text in sight, all text, what ran and what it asked for."""

    title: str
    seen: str
    text: str
    hit: object
    bad_nodes: list[str]
    elsewhere: list[str]
    dialogs: list[str]
    errors: list[str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    agreements = {f"agreements/{a.id}.yaml": as_yaml(a.values) for a in ATTACKS}
    files = {"agreements/plain.yaml": PLAIN, **agreements, **SHARED}
    return built(write_site(tmp_path_factory.mktemp("hostile"), files))


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture(scope="module")
def visits(address: str, browser: Browser) -> Iterator[dict[str, Visit]]:
    context = browser.new_context()
    yield {uri: visit(context, address, uri) for uri in URIS}
    context.close()


def visit(context: BrowserContext, address: str, uri: str) -> Visit:
    """Open a page, wait until nothing moves, touch what can be touched, and say what happened."""
    page = context.new_page()
    elsewhere, dialogs, errors = watch(page, address)
    page.goto(address + uri)
    page.wait_for_load_state("networkidle")
    page.evaluate(
        "document.querySelectorAll('.sla-page *').forEach(node => {"
        "node.dispatchEvent(new Event('mouseover', {bubbles: true})); node.focus?.(); })"
    )
    seen = page.inner_text(".sla-page")
    result = Visit(
        page.title(),
        plain(seen).lower(),
        plain(page.text_content(".sla-page") or ""),
        page.evaluate("window.__hit"),
        page.evaluate(BAD_NODES),
        elsewhere,
        dialogs,
        errors,
    )
    page.close()
    return result


def watch(page: Page, address: str) -> tuple[list[str], list[str], list[str]]:
    """Note requests that leave the site, which are refused, dialogs and errors of a page."""
    elsewhere: list[str] = []
    dialogs: list[str] = []
    errors: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith(address):
            elsewhere.append(request.url)

    def on_dialog(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", on_request)
    page.on("dialog", on_dialog)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(lambda url: not url.startswith(address), lambda route: route.abort())
    return elsewhere, dialogs, errors


def plain(text: str) -> str:
    """Write every run of white space as one space."""
    return " ".join(text.split())


def test_every_field_for_words_is_attacked() -> None:
    fields = {*text_fields(Agreement)}
    for kind in SHARED_FILES.values():
        fields |= {*text_fields(kind)}
    attacked = SHARED_FIELDS.union(*(attack.fields for attack in ATTACKS))
    assert fields - attacked == NOT_FREE


def test_an_attack_that_works_would_be_noticed(address: str, browser: Browser) -> None:
    page = browser.new_page()
    elsewhere, _, _ = watch(page, address)
    page.goto(address)
    page.evaluate(
        "document.querySelector('.md-content').innerHTML = `<div class='sla-page'>"
        "<img src=x onerror='window.__hit=1'><a href=' javascript:1'>x</a><p style='color:red'>y"
        "</p><img src='https://evil.example/x.png'></div>`"
    )
    page.wait_for_function("window.__hit === 1")
    assert elsewhere == ["https://evil.example/x.png"]
    assert len(page.evaluate(BAD_NODES)) == 4
    page.close()


@pytest.mark.parametrize("uri", URIS)
def test_nothing_runs_and_nothing_leaves_the_site(visits: dict[str, Visit], uri: str) -> None:
    seen = visits[uri]
    assert (seen.hit, seen.dialogs, seen.errors) == (None, [], [])
    assert seen.elsewhere == []
    assert seen.bad_nodes == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_the_title_is_shown_as_it_is_written(visits: dict[str, Visit], attack: Attack) -> None:
    title = plain(attack.values["title"])
    assert visits[f"agreements/{attack.id}/"].title == f"{title} - Handbook"
    assert title in visits["agreements/"].text


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_nothing_of_an_agreement_is_lost(visits: dict[str, Visit], attack: Attack) -> None:
    seen = visits[f"agreements/{attack.id}/"].seen
    lost = [mark.where for sign, mark in attack.marks.items() if sign.lower() not in seen]
    assert lost == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_facts_are_shown_letter_by_letter(visits: dict[str, Visit], attack: Attack) -> None:
    text = visits[f"agreements/{attack.id}/"].text
    changed = [
        (mark.where, mark.text)
        for mark in attack.marks.values()
        if mark.is_fact and plain(mark.text) not in text
    ]
    assert changed == []


def test_nothing_of_shared_files_is_lost_unawares(visits: dict[str, Visit]) -> None:
    everything = " ".join(seen.seen for seen in visits.values())
    lost = [
        mark.where
        for sign, mark in SHARED_MARKS.items()
        if sign.lower() not in everything and not mark.where.startswith(NOT_ON_PAGES)
    ]
    assert lost == []


def test_search_shows_hostile_text_as_text(address: str, browser: Browser) -> None:
    page = browser.new_page()
    elsewhere, dialogs, errors = watch(page, address)
    active = "script, iframe, img, svg[onload], [onerror], [onmouseover], [onfocus]"
    for words in ("javascript", "onerror", "iframe", "svg", "textarea"):
        page.goto(address + "agreements/stated-one/")
        search(page, words)
        assert page.locator(".md-search-result").locator(active).count() == 0, words
        assert page.evaluate("window.__hit") is None, words
    assert (elsewhere, dialogs, errors) == ([], [], [])
    page.close()
