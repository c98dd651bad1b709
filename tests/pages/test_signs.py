"""Signs are drawn once on a page, and every icon finds its drawing."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from contexts import RENDERER, context

from sla_catalog.pages.context import BOUND
from sla_catalog.pages.signs import Signs
from sla_catalog.pages.site_pages import pages

FILES = {
    f"{name}.yaml": f"""
id: {name}
kind: sla
title: Agreement {name}
owner: us
provider: us
customer: them
status: {status}
metrics:
  - {{id: uptime, type: availability, target: 99.9 %, window: calendar month}}
  - {{id: speed, type: latency, none: Nothing is promised.}}
"""
    for name, status in (("one", "draft"), ("two", "in_review"))
}
REFERENCE = re.compile(r'<use xlink:href="#([^"]+)"/>')
DRAWING = re.compile(r'<symbol id="([^"]+)"')


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    made = replace(context(FILES), is_bound=True)
    return {page.uri: page.draw().html for page in pages(made, RENDERER)}


def test_every_icon_finds_its_drawing_and_none_is_drawn_twice(drawn: dict[str, str]) -> None:
    for uri, html in drawn.items():
        assert sorted(DRAWING.findall(html)) == sorted({*REFERENCE.findall(html)}), uri
    assert "sla-sign-draft" in DRAWING.findall(drawn["agreements/one.md"])
    assert {"sla-sign-draft", "sla-sign-in_review"} <= {*DRAWING.findall(drawn[BOUND])}


def test_icons_are_drawings_where_nobody_follows_references(drawn: dict[str, str]) -> None:
    signs: Signs = RENDERER.signs
    html = drawn["agreements/one.md"]
    inlined = signs.inlined(html)
    assert REFERENCE.findall(inlined) == DRAWING.findall(inlined) == []
    icons = re.findall(r'<svg class="sla-icon[ "][^>]*>(.*?)</svg>', inlined, re.DOTALL)
    assert len(icons) == len(REFERENCE.findall(html))
    assert all(re.search("<(?:path|circle|g) ", icon) for icon in icons)


def test_icons_have_a_class_of_their_own_where_a_style_or_script_asks_for_it() -> None:
    """A page has dozens of the others, so that each sign of them counts."""
    asked = {
        name
        for path in sorted(Path(str(files("sla_catalog.pages"))).rglob("assets/**/*"))
        if path.suffix in {".css", ".js"}
        for name in re.findall(r"\.sla-icon-([a-z_-]+)", path.read_text(encoding="utf-8"))
    }
    assert {"active", "in_review"} <= asked
    for name in sorted(asked):
        assert f'class="sla-icon sla-icon-{name}"' in RENDERER.signs.icon(name)
    assert RENDERER.signs.icon("not-stated") == (
        '<svg class="sla-icon" aria-hidden="true"><use xlink:href="#sla-sign-not-stated"/></svg>'
    )
