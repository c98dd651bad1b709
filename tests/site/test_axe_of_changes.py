"""Axe on pages of proposals, histories and earlier versions, and on the report of a review."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from axe import violations
from playwright.sync_api import Browser
from sites import built

from command import sla
from repositories import Repository, repository

EXAMPLE = Path(__file__).parents[2] / "agreements"
AGREEMENT = "agreements/managed-postgresql.yaml"
OLDER = {
    "target: 99.9 %}": "target: 99.5 %}",
    "gold: 15 min, silver: 30 min": "gold: 30 min, silver: 1 h",
    "backup_retention: 35 days": "backup_retention: 14 days",
    "version: 2.1.0\n": "version: 2.0.0\n",
}
PROPOSED = {
    "target: 99.9 %}": "target: 99.8 %}",
    "P1: {gold: 15 min": "P1: {gold: 20 min",
    "{below: 99.0 %, credit: 25 %}": "{below: 98.0 %, credit: 25 %}",
    "text: Events that neither party could prevent": "text: Events that no party could prevent",
}
AT = "agreements/managed-postgresql/"
PAGES = ("proposal/", AT, f"{AT}changed/", f"{AT}as-it-would-read/", f"{AT}history/",
         f"{AT}version-2.0.0/", "quality/", "report.html")  # fmt: skip
LOOKS = [("light", 1280), ("dark", 320), ("forced", 1280)]


def _repository(folder: Path) -> Repository:
    """Write the example with an earlier version, the present one and a proposal."""
    shutil.copytree(EXAMPLE, folder / "agreements")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Handbook\n", encoding="utf-8")
    palette = ", ".join(
        f'{{scheme: {scheme}, media: "(prefers-color-scheme: {look})", '
        f"toggle: {{icon: material/weather-night, name: To the {other} palette}}}}"
        for scheme, look, other in (("default", "light", "dark"), ("slate", "dark", "light"))
    )
    (folder / "mkdocs.yml").write_text(
        f"site_name: Handbook\ntheme: {{name: material, font: false, palette: [{palette}]}}\n"
        "plugins:\n  - search\n  - sla-catalog: {history: true, quality: true, proposal: HEAD, "
        "timezone: Europe/Berlin, today: 2026-11-28}\n",
        encoding="utf-8",
    )
    text = (EXAMPLE / "managed-postgresql.yaml").read_text(encoding="utf-8")
    repo = repository(folder)
    repo.write(AGREEMENT, _with(text, OLDER))
    repo.commit("Earlier", "2026-01-01")
    repo.write(AGREEMENT, text)
    repo.commit("Present", "2026-06-30")
    repo.write(AGREEMENT, _with(text, PROPOSED))
    return repo


def _with(text: str, exchanged: dict[str, str]) -> str:
    for old, new in exchanged.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = _repository(tmp_path_factory.mktemp("changes")).folder
    pages = built(folder)
    sla(folder, "review", "--base", "HEAD", "--output", f"html:{pages / 'report.html'}")
    return serve(pages)


@pytest.mark.long
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("uri", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    browser: Browser, address: str, uri: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        forced_colors="active" if scheme == "forced" else "none",
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + uri)
    found = violations(page)
    beyond = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    context.close()
    assert (found, beyond) == ([], 0)
