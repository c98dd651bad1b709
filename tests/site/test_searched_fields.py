"""What an author writes and a page prints, search finds: a word of its own in every field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest
from canaries import CANARY, CanaryMaker
from hostile import as_yaml, made_by, shared_by

from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import BOUND, RenderContext
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_pages import pages
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

# Of these records names, references and addresses are printed and not searched; sentences are.
SENTENCES_ALONE = {"calendars", "parties", "sources", "contacts", "depends_on", "revisions",
                   "signatories", "glossary"}  # fmt: skip


def words_in(html: str) -> set[str]:
    """Return the words that readers see, which are in no attribute."""
    text = re.sub(r"<[^>]+>", " ", html).encode()
    return {word.decode().lower() for word in CANARY.findall(text)}


def not_found(maker: CanaryMaker) -> Mapping[str, str]:
    """Return what pages print and search does not find: each text by its place in the model."""
    shared = CanaryMaker(9, shared=True)
    files, _, _ = shared_by(shared)
    made = made_by(maker, "zq00001zq")
    files[f"agreements/{made.id}.yaml"] = as_yaml(made.values)
    sources = [SourceFile(path, text.encode()) for path, text in files.items()]
    loaded = load(sources, "agreements", Limits(), "Europe/Berlin")
    assert not loaded.findings
    addresses = Addresses()
    renderer = Renderer(addresses)
    context = RenderContext(loaded.catalog, date(2026, 11, 23), labels.load(), addresses.href)
    printed, found = set(), set()
    for page in pages(context, renderer):
        if page.uri != BOUND:  # the bound pages repeat all others
            printed |= words_in(renderer.render(page.make_view(page.context), page.uri))
            found |= words_in(page.draw().search_html or "")
    assert len(printed) > 500
    marks = {word.lower(): mark for word, mark in (shared.marks | maker.marks).items()}
    return {marks[word].where: marks[word].text for word in printed - found}


@pytest.mark.parametrize("absent", [False, True])
def test_search_finds_every_sentence_that_pages_print(absent: bool) -> None:
    left = not_found(CanaryMaker(1, absent=absent))
    assert {where: text for where, text in left.items() if text.endswith("*word*")} == {}


@pytest.mark.parametrize("absent", [False, True])
def test_search_finds_all_other_texts_save_those_of_records_that_are_found_elsewhere(
    absent: bool,
) -> None:
    assert {where.partition(".")[0] for where in not_found(CanaryMaker(1, absent=absent))} <= (
        SENTENCES_ALONE
    )
