"""Published agreements keep their figures: every one of them is read on the page."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.context import RenderContext, agreement_uri
from sla_catalog.pages.rendering import Renderer
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

ROOT = Path(__file__).resolve().parents[2]
FIGURES: dict[str, list[str]] = yaml.safe_load(
    (ROOT / "tests/facts/figures.yaml").read_text(encoding="utf-8")
)
INLINE = {"a", "span", "strong", "em", "code", "time"}
UNSEEN = {"svg", "title", "option"}


class Visible(HTMLParser):
    """Gather the text of a page that one sees, blocks set apart by a space."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.unseen = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        self.pieces.append("" if tag in INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN
        self.pieces.append("" if tag in INLINE else " ")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)


def plain(text: str) -> str:
    """Write a page's typography as the figures are written."""
    signs = str.maketrans({"\u00a0": " ", "\u202f": " ", "–": "-", "−": "-", "×": "x"})
    return " ".join(text.translate(signs).split())


def is_read(figure: str, text: str) -> bool:
    """Tell whether a figure stands in a text, and not only as the end of a longer one."""
    return bool(re.search(rf"(?<![\w.]){re.escape(figure)}(?!\w)", text))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    files, refused = read_directory(ROOT / "agreements", "agreements", Limits())
    loaded = load(files, "agreements", Limits(), "Europe/Berlin")
    assert (refused, loaded.catalog.broken) == ((), frozenset())
    addresses, words = Addresses(), labels.load()
    context = RenderContext(loaded.catalog, date(2026, 11, 23), words, addresses.href)
    renderer = Renderer(addresses, words)
    html = {
        agreement.id: renderer.render(
            agreement_view(agreement, context), agreement_uri(agreement.id)
        )
        for agreement in loaded.catalog.agreements
        if agreement.id in FIGURES
    }
    return {name: plain("".join(Visible(page).pieces)) for name, page in html.items()}


@pytest.mark.parametrize("page", FIGURES)
def test_every_figure_is_read_on_the_page(texts: dict[str, str], page: str) -> None:
    assert [figure for figure in FIGURES[page] if not is_read(plain(figure), texts[page])] == []


def test_a_figure_is_not_found_in_a_longer_one() -> None:
    assert is_read("5 min", "within 5 min.")
    assert not is_read("5 min", "15 min")
    assert not is_read("9 %", "99.9 %")
    assert not is_read("1 h", "1 hour")
