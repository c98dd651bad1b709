"""A site in German: our words, its dates, its calendar, and agreements in another language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sites import CATALOG, CONFIG, MACHINES, WIKI, build, built, write_site

GERMAN = CONFIG.replace("  font: false", "  font: false\n  language: de")
FILES = {
    **CATALOG,
    "agreements/wiki.yaml": WIKI
    + "language: en\nsummary: An Outage is told *at once*.\n"
    + "review: {every: 6 months, next: 2026-12-15}\n",
    "agreements/machines.yaml": MACHINES + "language: de-DE\nsummary: Rechner *auf Abruf*.\n",
}
MAIN = [
    "agreements/", "agreements/wiki/", "agreements/database/", "agreements/print/",
    "comparison/", "glossary/",
    "parties/", "parties/it-operations/", "services/", "deadlines/", "coverage/",
]  # fmt: skip


def write_german(folder: Path, config: str = GERMAN, options: str = "") -> Path:
    indented = "".join(f"      {line}\n" for line in options.splitlines())
    return write_site(folder, {**FILES, "mkdocs.yml": config.format(site="", options=indented)})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_german(tmp_path_factory.mktemp("german")))


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def test_the_language_of_the_theme_is_ours(site: Path) -> None:
    html = read(site, "agreements/wiki/index.html")
    assert '<html lang="de"' in html
    for words in (
        "Nächste Überprüfung",
        "15.\u00a0Dez.\u00a02026",
        "4\u00a0Geschäftsstunden",
    ):
        assert words in html
    assert "Next review" not in html


def test_the_calendar_speaks_german(site: Path) -> None:
    calendar = read(site, "calendar.ics").replace("\n ", "")
    assert "PRODID:-//sla-catalog//Deadlines 1//DE\n" in calendar
    assert "X-WR-CALNAME:Service-Vereinbarungen\n" in calendar
    assert "SUMMARY:Überprüfung: SLA-060 Team wiki\n" in calendar


def test_head_and_foot_of_printed_pages_are_german(site: Path) -> None:
    sheets = [read(site, f"agreements/{name}.print.css") for name in ("wiki", "print")]
    texts = [re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), s) for s in sheets]
    for words in (
        "ENTWURF – nicht in Kraft",
        "wiki · ohne Version",
        "erstellt am 23.\u00a0November",
    ):
        assert [words in text for text in texts] == [True, True]
    assert '"Seite " counter(page) " von " counter(pages)' in sheets[0]
    assert "Alle Vereinbarungen" in texts[1]


def test_text_in_another_language_says_so(site: Path) -> None:
    english = read(site, "agreements/wiki/index.html")
    assert '<div class="sla-page sla-agreement" lang="de"' in english
    assert '<h1 lang="en">Team wiki</h1>' in english
    assert '<div class="sla-summary"><span lang="en">An ' in english
    german = read(site, "agreements/machines/index.html")
    assert '<div class="sla-summary">Rechner <em>auf Abruf</em>.</div>' in german


@pytest.mark.parametrize("page", MAIN)
def test_longer_words_do_not_scroll_sideways(reader: Page, address: str, page: str) -> None:
    reader.set_viewport_size({"width": 320, "height": 640})
    reader.goto(address + page)
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_scripts_say_is_german(reader: Page, address: str) -> None:
    reader.goto(address + "agreements/")
    expect(reader.locator(".sla-overview")).to_contain_text("4 von 4 Vereinbarungen")
    reader.goto(address + "comparison/")
    status = reader.locator(".sla-comparison")
    expect(status).to_contain_text("1 von 1 in Kraft")
    reader.locator("[name=status]").select_option(label="Jeder Status")
    expect(status).to_contain_text("3 von 3 Vereinbarungen")
    reader.goto(address + "glossary/")
    expect(reader.locator(".sla-glossary")).to_contain_text("1 von 1 Begriff")


@pytest.mark.parametrize(
    ("theme", "option", "words"),
    [
        ("  language: de", "language: en", "Next review"),
        ("  language: es", "", "Next review"),
        ("  language: en", "language: de", "Nächste Überprüfung"),
    ],
)
def test_the_option_comes_first_and_english_last(
    tmp_path: Path, theme: str, option: str, words: str
) -> None:
    config = GERMAN.replace("  language: de", theme)
    site = built(write_german(tmp_path, config, option))
    assert words in read(site, "agreements/wiki/index.html")


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    result = build(write_german(tmp_path, options="language: es"))
    assert result.returncode == 1
    assert "mkdocs.yml:12:7: there is no language ‘es’; write de or en or fr" in result.stderr
