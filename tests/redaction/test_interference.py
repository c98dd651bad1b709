"""What an audience sees does not depend on what it may not see: not a byte, not a finding."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from drafts import catalog_of
from exported_texts import exported_texts
from sla_catalog.findings import has_errors
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Classification
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_pages import moves, pages
from sla_catalog.redaction import Audience, redacted
from sla_catalog.rules import check

from .generated import (
    CANARY,
    EXTRA,
    HIDDEN,
    Files,
    as_texts,
    bare,
    hidden_agreements,
    seen_agreements,
    shared_files,
)

TODAY = date(2026, 11, 23)
LABELS = labels.load()
PUBLIC = Audience(Classification.PUBLIC)
LISTS = {"glossary": "terms", "parties": "parties", "calendars": "calendars", "metrics": "metrics"}
RENDERER = Renderer(Addresses())
NAMES = re.compile("|".join((CANARY, *HIDDEN, *EXTRA)), re.IGNORECASE)


def read(files: Files) -> Catalog:
    whole = catalog_of(as_texts(files), "Europe/Berlin")
    assume(not has_errors(check(whole)))
    return whole


def public(whole: Catalog) -> Catalog:
    return redacted(whole, PUBLIC, LABELS["withheld.inline"])


def published(catalog: Catalog) -> dict[str, str]:
    """Return all that a site shows of a catalog, by its path."""
    addresses = Addresses()
    context = RenderContext(
        catalog, TODAY, LABELS, addresses.href, lambda path: f"https://edit/{path}"
    )
    shown = {}
    for page in pages(context, RENDERER):
        drawn = page.draw()
        about = (page.title, page.origin, page.place, page.hints.boost, drawn.headings)
        shown[page.uri] = f"{about}{drawn.html}{drawn.search_html}"
    shown |= {move.uri: move.html for move in moves(context, RENDERER)}
    return {**shown, **exported_texts(catalog, TODAY)}


def told(catalog: Catalog) -> list[tuple[str, ...]]:
    """Return what is found in a catalog, of shared files without their lines."""
    return [
        (f.rule, f.message, f.instead, f.span.path, *(r.span.path for r in f.related))
        for f in check(catalog)
    ]


def values(catalog: Catalog) -> dict[str, Any]:
    names = ("agreements", "paths", *LISTS.values(), "shared_paths", "shared_ids", "broken")
    return {name: getattr(catalog, name) for name in names}


def pruned(shared: Files, seen: Catalog) -> Files:
    """Return shared files without what is not seen; a file that is empty then is gone."""
    left = {
        name: {key: [one for one in shared[name][key] if one["id"] in seen.shared_ids.get(key, ())]}
        for name, key in LISTS.items()
    }
    return {name: file for name, file in left.items() if file[LISTS[name]]}


def named(seen: Files, shared: Files) -> list[str]:
    """Return the hidden agreements that something visible names; the check wants them there."""
    text = str(as_texts({**seen, **shared}))
    return [name for name in HIDDEN if name in text]


@given(seen_agreements(), hidden_agreements(), hidden_agreements(), shared_files())
@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
def test_hidden_agreements_can_be_others(
    seen: Files, hidden: Files, others: Files, shared: Files
) -> None:
    one = public(read({**seen, **shared, **hidden}))
    other = public(read({**seen, **shared, **others}))
    assert values(one) == values(other)
    assert told(one) == told(other)
    assert not has_errors(check(one))


@given(seen_agreements(), hidden_agreements(), shared_files())
@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
def test_hidden_agreements_can_be_gone_with_all_that_they_alone_use(
    seen: Files, hidden: Files, shared: Files
) -> None:
    one = public(read({**seen, **shared, **hidden}))
    left = pruned(shared, one)
    other = public(read({**seen, **left, **{name: bare(name) for name in named(seen, left)}}))
    assert values(one) == values(other)
    assert told(one) == told(other)


@given(seen_agreements(), hidden_agreements(), shared_files())
@settings(max_examples=4, deadline=None, suppress_health_check=[*HealthCheck])
def test_nothing_published_names_what_is_hidden(seen: Files, hidden: Files, shared: Files) -> None:
    whole = read({**seen, **shared, **hidden})
    shown = published(public(whole))
    assert [(uri, NAMES.findall(text)) for uri, text in shown.items() if NAMES.search(text)] == []
    assert not any(map(NAMES.search, (*shown, str(told(public(whole))))))
    assert any(map(NAMES.search, published(whole).values()))
    linked = {name for text in shown.values() for name in re.findall(r"\(term:([a-z-]+)", text)}
    assert linked <= {term.id for term in public(whole).terms}


@pytest.mark.long
@given(seen_agreements(), hidden_agreements(), hidden_agreements(), shared_files())
@settings(max_examples=50, deadline=None, suppress_health_check=[*HealthCheck])
def test_what_is_published_is_the_same_to_the_byte(
    seen: Files, hidden: Files, others: Files, shared: Files
) -> None:
    one = public(read({**seen, **shared, **hidden}))
    shown = published(one)
    left = pruned(shared, one)
    assert shown == published(public(read({**seen, **shared, **others})))
    gone = {**seen, **left, **{name: bare(name) for name in named(seen, left)}}
    assert shown == published(public(read(gone)))
    assert [(uri, NAMES.findall(text)) for uri, text in shown.items() if NAMES.search(text)] == []
