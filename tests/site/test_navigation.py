"""How readers find the agreements: without `nav`, and with one that leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sites import INDEX, build, built

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = r'^```yaml title="{}"\n(.*?)^```$'
CONFIG, WIKI = (
    match[1]
    for name in ("mkdocs.yml", "agreements/wiki.yaml")
    if (match := re.search(BLOCK.format(name), README, re.MULTILINE | re.DOTALL))
)
DESK = """\
id: desk
kind: sla
title: Service desk
status: active
owner: IT Operations
customer: All staff
duration: {effective: 2026-12-01}
services: [{id: desk, name: Service desk}]
metrics:
  - {id: uptime, type: availability, target: 99.5 %, window: calendar month}
  - id: response
    type: response_time
    objectives: [{when: {severity: P1}, target: 1 h}, {when: {severity: P2}, target: 4 h}]
severities: [{id: P1, definition: Nobody can work.}, {id: P2, definition: One cannot work.}]
reference: SLA-1
version: 1.0.0
review: {none: It is new.}
support: {hours: 24x7}
"""


def write(folder: Path, config: str = CONFIG) -> Path:
    """Write the three files of README.md, and an agreement of ours."""
    for name, text in {
        "mkdocs.yml": config,
        "docs/index.md": INDEX,
        "agreements/desk.yaml": DESK,
        "agreements/wiki.yaml": WIKI,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write(tmp_path_factory.mktemp("three")), "--strict")


def primary(page: str) -> list[tuple[str, str]]:
    """Return the texts and addresses of a page's main navigation."""
    nav = page.partition("md-nav--primary")[2].partition("md-sidebar--secondary")[0]
    found = re.findall(r'<a href="([^"]*)" class="md-nav__link[^"]*">(.*?)</a>', nav, re.DOTALL)
    return [(" ".join(re.sub("<[^>]+>", " ", text).split()), href) for href, text in found]


def test_without_nav_all_lists_are_found(site: Path) -> None:
    assert primary((site / "index.html").read_text(encoding="utf-8"))[-8:] == [
        ("Handbook", "."),
        ("Agreements", "agreements/"),
        ("Parties", "parties/"),
        ("Services", "services/"),
        ("Deadlines", "deadlines/"),
        ("Coverage", "coverage/"),
        ("Comparison", "comparison/"),
        ("Glossary", "glossary/"),
    ]


@pytest.mark.parametrize("has_tabs", [True, False])
def test_pages_go_without_a_side_only_below_tabs(tmp_path: Path, has_tabs: bool) -> None:
    config = CONFIG if has_tabs else CONFIG.replace(", features: [navigation.tabs]", "")
    assert ("navigation.tabs" in config) == has_tabs
    page = built(write(tmp_path, config)) / "comparison/index.html"
    side = re.search(r'<div class="md-sidebar md-sidebar--primary"[^>]*>', page.read_text("utf-8"))
    assert side
    assert (" hidden" in side[0]) == has_tabs


def test_agreements_are_not_in_the_nav_but_mark_their_list(site: Path) -> None:
    page = (site / "agreements/desk/index.html").read_text(encoding="utf-8")
    addresses = {href for _, href in primary(page)}
    assert {"../", "../../glossary/"} <= addresses
    assert not {"./", "../desk/"} & addresses
    assert re.search(r'md-nav__item--active[^>]*>.{0,400}href="../"', page, re.DOTALL)


@pytest.mark.parametrize(
    ("nav", "is_told"),
    [
        ("nav: [Home: index.md]", True),
        ("nav: [Home: index.md, Terms: glossary.md]", False),
        ("", False),
    ],
)
def test_a_nav_that_leads_to_nothing_of_ours_is_told_of(
    tmp_path: Path, nav: str, is_told: bool
) -> None:
    result = build(write(tmp_path, f"{CONFIG}{nav}\n"), "--strict")
    assert result.returncode == 0, result.stderr
    lines = [line for line in result.stderr.splitlines() if "sla-catalog" in line]
    told = [line for line in lines if "published in" not in line]
    assert len(told) == is_told
    assert all("add for example: - Agreements: agreements/index.md" in line for line in told)


def test_an_active_agreement_is_shown_in_force_from_its_first_day(
    browser: Browser, serve: Callable[[Path], str], site: Path
) -> None:
    address = serve(site)
    said = []
    context = browser.new_context()
    page = context.new_page()
    for day in ("2026-11-30", "2026-12-01", "2027-01-15"):
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        for uri in ("agreements/", "agreements/desk/"):
            page.goto(address + uri)
            words = page.locator(".sla-status:visible").first.inner_text()
            said.append(words.replace("\u00a0", " "))
    context.close()
    assert said == ["Active from 1 Dec 2026"] * 2 + ["Active"] * 4


def test_each_promise_has_its_number_on_a_phone(
    browser: Browser, serve: Callable[[Path], str], site: Path
) -> None:
    seen = {}
    for width in (1280, 390):
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.goto(f"{serve(site)}agreements/desk/")
        seen[width] = page.locator(".sla-promises .sla-number:visible").all_inner_texts()
        context.close()
    assert seen == {1280: ["2.1", "2.2"], 390: ["2.1", "2.2", "2.2"]}
