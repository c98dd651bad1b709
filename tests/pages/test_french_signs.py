"""What French pages print themselves has the spaces of French before `:` and `;`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import contexts
import pytest
from contexts import TODAY, text

from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_pages import pages
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

EXAMPLES = Path(__file__).resolve().parents[2] / "agreements"
ENGLISH_SIGN = re.compile(r"(\S+[^\s\u00a0\u202f])[:;] ")


def printed(renderer: Renderer) -> Iterator[str]:
    files, _ = read_directory(EXAMPLES, "agreements", Limits())
    catalog = load(files, "agreements", Limits(), "Europe/Berlin").catalog
    context = RenderContext(catalog, TODAY, labels.load("fr"), Addresses().href)
    for page in pages(context, renderer):
        yield from text(page.make_view(page.context), page.uri)


def test_signs_of_french_pages_have_their_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = Renderer(Addresses(), labels.load("fr"))
    monkeypatch.setattr(contexts, "RENDERER", renderer)
    written = " ".join(
        " ".join(path.read_text(encoding="utf-8").split()) for path in EXAMPLES.rglob("*.yaml")
    )
    lines = list(printed(renderer))
    assert len(lines) > 5000
    found = {match[0] for line in lines for match in ENGLISH_SIGN.finditer(line)}
    assert sorted(words for words in found if words.strip() not in written) == []
