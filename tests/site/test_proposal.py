"""The site of a proposal: marks on agreements, the page of all changes, and what others see."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sites import CATALOG, DATABASE, WIKI, build, built, write_site

from repositories import Repository, repository

PUBLIC = WIKI.replace("owner:", "classification: public\nowner:")
FILES = {**CATALOG, "agreements/wiki.yaml": PUBLIC}


def proposed(folder: Path, options: str) -> Repository:
    """Write a site whose agreements differ from those that were committed."""
    write_site(folder, FILES, options=options)
    repo = repository(folder)
    repo.commit("published")
    repo.write("agreements/wiki.yaml", PUBLIC.replace("99.5", "99"))
    new = DATABASE.replace("99.95", "99.96").replace(
        "review: {every: 12 months", "review: {every: 1 year"
    )
    repo.write("agreements/database.yaml", new.replace("2.1.0", "2.2.0"))
    return repo


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(proposed(tmp_path_factory.mktemp("proposal"), "proposal: HEAD").folder)


def page(site: Path, name: str) -> str:
    return (site / name / "index.html").read_text(encoding="utf-8")


def test_an_old_value_is_struck_through_at_its_clause(site: Path) -> None:
    clause = re.search(r'id="metric-uptime".*?</section>', page(site, "agreements/wiki"), re.DOTALL)
    assert clause
    assert '<del><span class="sla-hidden" lang="en">was </span>99.5\u00a0%</del>' in clause[0]
    assert '<ins><span class="sla-hidden" lang="en">now </span>99\u00a0%</ins>' in clause[0]
    assert "<strong>Weaker</strong>" in clause[0]


def test_links_from_change_to_change_lead_to_places_that_exist(site: Path) -> None:
    html = page(site, "agreements/database")
    anchors = {*re.findall(r' id="(change-[0-9a-f]+)"', html)}
    leads = {*re.findall(r'href="#(change-[0-9a-f]+)"', html)}
    assert leads == anchors
    named = re.findall(r'agreements/database/#(change-[0-9a-f]+)"', page(site, "proposal"))
    assert {*named} == anchors


def test_the_summary_and_the_contents_tell_of_changes(site: Path) -> None:
    html = page(site, "agreements/wiki")
    summary = html[html.index('class="sla-table sla-promises"') : html.index("sla-ribbon")]
    summary = summary.replace("\u00a0", " ")
    assert '<del><span class="sla-hidden">was </span>99.5 %</del>' in summary
    assert '<ins><span class="sla-hidden">now </span><strong>99 %</strong></ins>' in summary
    (anchor,) = re.findall(r' id="(change-[0-9a-f]+)"', html)
    assert f'href="#{anchor}">details</a>' in summary
    assert "2 Performance metrics (1 change)" in html


def test_changed_clauses_alone_and_how_it_would_read_are_pages(site: Path) -> None:
    whole = page(site, "agreements/wiki")
    for name in ("changed", "as-it-would-read"):
        assert f'href="{name}/"' in whole
    changed = page(site, "agreements/wiki/changed")
    clauses = re.findall(r'<h3 id="([^"]+)">', changed)
    assert "metric-uptime" in clauses
    assert "metric-response" not in clauses
    assert "unchanged-metric-response" in clauses
    assert ": unchanged</h3>" in changed
    clean = page(site, "agreements/wiki/as-it-would-read")
    assert "sla-mark" not in clean
    assert "<del>" not in clean
    assert "Proposed, not in force" in clean
    for html in (changed, clean):
        assert '<meta name="robots" content="noindex">' in html
        body = html[html.index('<div class="sla-page') : html.index('<div class="sla-source"')]
        anchors = {*re.findall(r' id="([^"]+)"', body)}
        assert {*re.findall(r' href="#([^"]+)"', body)} <= anchors


def test_what_is_not_changed_has_no_mark(site: Path) -> None:
    assert "sla-mark" not in page(site, "agreements/machines")
    assert not (site / "agreements" / "machines" / "changed").exists()
    assert "Proposed, not in force" not in page(site, "agreements/machines")
    assert "Proposed, not in force" in page(site, "agreements/wiki")


def test_nothing_of_a_proposal_is_found_by_searching(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert {entry["location"].partition("#")[0] for entry in index["docs"]} == {""}


def test_an_audience_sees_its_changes_alone(tmp_path: Path) -> None:
    options = "proposal: HEAD\nlanguage: de\naudience: {level: public, references: neutral}"
    folder = proposed(tmp_path, options).folder
    pages = built(folder)
    told = page(pages, "proposal")
    assert "Änderungen in diesem Vorschlag" in told
    assert told.count('class="sla-direction sla-direction-weaker"') == 1
    assert "database" not in told.lower()
    assert "sla ack" not in told


@pytest.mark.parametrize(
    ("base", "said"), [("nosuch", "git knows no revision 'nosuch'"), ("auto", "compare with")]
)
def test_a_base_that_is_missing_stops_the_build(tmp_path: Path, base: str, said: str) -> None:
    folder = write_site(tmp_path, FILES, options=f"proposal: {base}")
    repo = repository(folder)
    repo.commit("published")
    repo.git("branch", "--move", "main", "other")
    result = build(folder)
    assert (result.returncode, said in result.stderr) == (1, True)
