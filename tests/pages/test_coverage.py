"""Coverage: how much each agreement says, by steps and by frameworks, and the clauses that do."""

from __future__ import annotations

from pathlib import Path

import pytest
from contexts import RENDERER, TODAY, context, golden

from sla_catalog.model.frameworks import DORA, FRAMEWORKS, Framework
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses, PageAt
from sla_catalog.pages.blocks import Link, State
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.frameworks import framework_uris, framework_view
from sla_catalog.pages.printed_references import with_cross_references
from sla_catalog.pages.site_pages import pages
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def example() -> RenderContext:
    files, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    catalog = load(files, "agreements", Limits(), "Europe/Berlin").catalog
    return RenderContext(catalog, TODAY, labels.load(), Addresses().href)


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("coverage")
    assert drawn == expected


def test_many_agreements_are_spread_over_pages() -> None:
    head = "kind: sla\ntitle: Case {n}\nowner: us\nservices: [{{id: s, name: S}}]\n"
    many = {f"case-{n}.yaml": f"id: case-{n}\n{head.format(n=n)}" for n in range(101)}
    uris = framework_uris(context(many), DORA)
    assert uris == ("coverage/dora-30.md", "coverage/dora-30/2.md", "coverage/dora-30/3.md")
    shown = [framework_view(DORA, page, context(many)).agreements for page in (1, 2, 3)]
    assert [len(agreements) for agreements in shown] == [50, 50, 1]


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda one: one.id)
def test_each_clause_that_answers_is_there(example: RenderContext, framework: Framework) -> None:
    anchors = {page.uri: page.draw().anchors for page in pages(example, RENDERER) if page.agreement}
    view = framework_view(framework, 1, with_cross_references(example))
    targets = [
        piece.target
        for one in view.agreements
        for item in one.items
        for piece in item.clauses
        if isinstance(piece, Link) and isinstance(piece.target, PageAt)
    ]
    assert len(targets) > 100
    assert [one for one in targets if one.anchor not in anchors[one.uri]] == []


def test_what_is_answered_names_a_clause(example: RenderContext) -> None:
    for framework in FRAMEWORKS:
        for one in framework_view(framework, 1, example).agreements:
            named = [bool(item.clauses) for item in one.items]
            assert named == [item.state is not State.NOT_STATED for item in one.items]
