"""Small catalogs as editions, and their pages as plain text, to compare whole pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import yaml

from sla_catalog.findings import FindingSeverity
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.rendering import Renderer, View
from sla_catalog.pages.site_pages import pages
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

TODAY = date(2026, 11, 23)
CASES = Path(__file__).parent / "cases" / "lists"
RENDERER = Renderer(Addresses())
_BREAKS = {"p", "h1", "h2", "h3", "tr", "div", "li", "dt", "nav", "section", "caption"}


def context(files: Mapping[str, str], today: date = TODAY, language: str = "en") -> RenderContext:
    """Return the edition of a catalog whose files are given by their names."""
    sources = [SourceFile(f"agreements/{name}", text.encode()) for name, text in files.items()]
    loaded = load(sources, "agreements", Limits(), "Europe/Berlin")
    assert [one for one in loaded.findings if one.severity is FindingSeverity.ERROR] == []
    addresses = Addresses()
    return RenderContext(loaded.catalog, today, labels.load(language), addresses.href)


def golden(name: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the pages of a golden file as they are drawn, and as it expects them."""
    case = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    made = {page.uri: page for page in pages(context(case["catalog"]), RENDERER)}
    expected: dict[str, list[str]] = case["pages"]
    return {uri: text(made[uri].make_view(made[uri].context), uri) for uri in expected}, expected


def html(view: View, uri: str) -> str:
    """Return a page as it is drawn."""
    return RENDERER.render(view, uri)


def text(view: View, uri: str) -> list[str]:
    """Return the lines of a page.

    Cells of a row are set apart by a bar and their lines by a slash; a link says where it leads.
    """
    return [line for line in _Lines(html(view, uri)).lines() if line]


class _Lines(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.href = ""
        self.in_row = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.in_row = True
        if tag in _BREAKS:
            self.text += " / " if self.in_row and tag != "tr" else "\n"
        if tag in {"th", "td"}:
            self.text += " | "
        if tag == "a":
            self.href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.text = f"{self.text.rstrip()} -> {self.href}"
        if tag == "tr":
            self.in_row = False
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data.replace("\n", " ").replace("\u00a0", " ")

    def lines(self) -> list[str]:
        lines = (re.sub(r"\s+", " ", line).strip(" |") for line in self.text.split("\n"))
        return [line.replace("| / ", "| ").removeprefix("/ ") for line in lines]
