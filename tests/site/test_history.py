"""The history of agreements on the site: pages, feeds, and what an audience is told of the past."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from mkdocs.config import load_config
from playwright.sync_api import Browser
from sites import CATALOG, DATABASE, WIKI, build, built, write_site

from command import sla
from repositories import Repository, repository
from sla_catalog.site.build import Build, prepare
from sla_catalog.site.plugin import SlaCatalogPlugin
from sla_catalog.site.preview import Preview

ACTIVE = (
    WIKI.replace("owner:", "status: active\nowner:")
    + """\
duration: {effective: 2026-01-01}
review: {none: It is short.}
"""
)
PUBLIC = ACTIVE.replace("owner:", "classification: public\nversion: 1.0.0\nowner:")
REVISIONS = """\
revisions:
  - {version: 2.0.0, date: 2026-03-01, summary: Less uptime.}
  - {version: 1.0.0, date: 2026-01-01, summary: First version.}
"""
NEW = PUBLIC.replace("99.5", "99").replace("1.0.0", "2.0.0") + REVISIONS
ATOM = "{http://www.w3.org/2005/Atom}"


def committed(folder: Path, options: str) -> Path:
    """Write a site of whose agreements three commits tell."""
    files = {**CATALOG, "agreements/wiki.yaml": PUBLIC}
    write_site(folder, files, options=options, site="site_url: https://sla.example.com/\n")
    repo = repository(folder)
    repo.commit("Begin with what there is", day="2026-01-05")
    repo.commit("Promise less than database", day="2026-02-20", wiki=NEW)
    repo.commit("Secret words", day="2026-04-20", database=DATABASE.replace("99.95", "99.9"))
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(committed(tmp_path_factory.mktemp("history"), "history: true"))


def page(site: Path, name: str) -> str:
    return (site / name / "index.html").read_text(encoding="utf-8").replace("\u00a0", " ")


def test_the_page_says_when_what_became_weaker(site: Path) -> None:
    html = page(site, "agreements/wiki/history")
    heads = re.findall(
        r"<h2 id=\"commit-[0-9a-f]+\">([^<]*) <span class=\"sla-qualifier\">([^<]*)</span></h2>",
        html,
    )
    assert heads == [
        ("2.0.0", "in force from 1 March 2026 on"),
        ("1.0.0", "in force from 1 January 2026 to 28 February 2026"),
    ]
    assert html.count("<strong>Weaker</strong>") == 1
    assert "Promise less than database" in html
    assert "Secret words" not in html
    assert 'href="history/"' in page(site, "agreements/wiki")


def answered(browser: Browser, history: Path, *days: str) -> list[str]:
    """Return what a page of history says was in force on some days."""
    page_ = browser.new_page()
    page_.goto(history.as_uri())
    answers = []
    for day in days:
        page_.get_by_label("What was in force on").fill(day)
        page_.get_by_role("button", name="Show").click()
        said = page_.locator(".sla-held [role=status]").inner_text()
        answers.append(said.replace("\u00a0", " ").strip())
    page_.close()
    return answers


def test_a_day_is_answered(site: Path, browser: Browser) -> None:
    history = site / "agreements" / "wiki" / "history" / "index.html"
    answers = answered(browser, history, "2026-03-01", "2026-02-28", "2025-12-31")
    assert answers == [
        "On 1 March 2026 this was version 2.0.0, in force from 1 March 2026 on.",
        "On 28 February 2026 this was version 1.0.0, in force from 1 January 2026 to 28 February "
        "2026. "
        "Read this version",
        "Nothing is recorded before 5 January 2026.",
    ]


def test_an_earlier_version_says_what_it_is(site: Path) -> None:
    html = page(site, "agreements/wiki/version-1.0.0")
    body = html[html.index('<div class="sla-page') :]
    told = re.search(r'<div class="sla-proposed sla-earlier".*?</div>\n', body, re.DOTALL)
    assert told
    words = " ".join(re.sub(r"<[^>]+>", " ", told[0]).split())
    lead = (
        "Earlier version, not in force. It was in force from 1 January 2026 to 28 February 2026. "
        "Recorded on 5 January 2026; the next text is of 20 February 2026. "
    )
    assert words.startswith(lead)
    assert "1 weaker for the customer since then" in words
    assert re.findall(r' href="([^"]*)"', told[0]) == ["../", "../history/"]
    assert "99.5 %" in body
    assert "1.0.0" in body
    assert "Edit" not in body
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="../version-1.0.0.print.css"' in body
    sheet = (site / "agreements" / "wiki" / "version-1.0.0.print.css").read_text(encoding="utf-8")
    assert '@top-center { content: "EARLIER VERSION - not in force"; }' in sheet
    assert 'href="../version-1.0.0/"' in page(site, "agreements/wiki/history")


def test_until_a_version_ahead_the_one_that_commits_know_is_in_force(
    tmp_path: Path, browser: Browser
) -> None:
    ahead = "revisions: [{version: 2.0.0, date: 2027-02-28, summary: Less uptime.}]\n"
    files = {**CATALOG, "agreements/wiki.yaml": PUBLIC}
    options = "history: true\ntoday: 2026-11-29"
    write_site(tmp_path, files, options=options, site="site_url: https://sla.example.com/\n")
    repo = repository(tmp_path)
    repo.commit("Begin with what there is", day="2026-01-05")
    text = PUBLIC.replace("99.5", "99").replace("1.0.0", "2.0.0") + ahead
    repo.commit("Promise less from February on", day="2026-11-20", wiki=text)
    site = built(tmp_path)
    now, before = page(site, "agreements/wiki"), page(site, "agreements/wiki/version-1.0.0")
    assert "This text applies from 28 Feb 2027; until then, version 1.0.0 does." in now
    assert "In force until 27 Feb 2027" in before
    assert "Version from 28 Feb 2027" in before
    assert "not in force" not in before
    history = site / "agreements" / "wiki" / "history" / "index.html"
    answers = answered(browser, history, "2027-02-27", "2027-02-28")
    assert answers == [
        "On 27 February 2027 version 1.0.0 was the last one recorded, on 5 January 2026; its "
        "revisions name no day. Read this version",
        "On 28 February 2027 this was version 2.0.0, in force from 28 February 2027 on.",
    ]


def test_what_is_weakened_before_the_number_is_raised_rewrites_no_past(
    tmp_path: Path, browser: Browser
) -> None:
    options = "history: true\ntoday: 2026-11-29"
    files = {**CATALOG, "agreements/wiki.yaml": PUBLIC}
    write_site(tmp_path, files, options=options, site="site_url: https://sla.example.com/\n")
    repo = repository(tmp_path)
    repo.commit("Begin with what there is", day="2026-01-05")
    repo.commit("Promise less", day="2026-11-27", wiki=PUBLIC.replace("99.5", "99"))
    numbered = NEW.replace("2026-03-01", "2026-12-29")
    repo.commit("Raise the number", day="2026-11-28", wiki=numbered)
    site = built(tmp_path)
    before = page(site, "agreements/wiki/version-1.0.0")
    body = before[before.index('<div class="sla-page') :]
    assert "Its text was changed under the same version number on 27 November 2026" in body
    table = re.findall(r"<table.*?</table>", page(site, "agreements/wiki/history"), re.DOTALL)[0]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", table, re.DOTALL)
    assert [re.sub(r"<[^>]+>", " ", cell).split()[0] for cell in cells] == ["99.5", "99"]
    page_ = browser.new_page()
    page_.goto((site / "agreements" / "wiki" / "history" / "index.html").as_uri())
    answers = []
    for day in ("2026-03-01", "2026-12-28", "2026-12-29"):
        page_.get_by_label("What was in force on").fill(day)
        page_.get_by_role("button", name="Show").click()
        said = page_.locator(".sla-held [role=status]").inner_text()
        answers.append(said.replace("\u00a0", " ").strip().partition(",")[0])
    leads = page_.locator(".sla-recorded:has(.sla-held-text) p.sla-soft").all_inner_texts()
    page_.close()
    assert [one.split()[:6] for one in answers] == [
        ["On", "1", "March", "2026", "this", "was"],
        ["On", "28", "December", "2026", "this", "was"],
        ["On", "29", "December", "2026", "this", "was"],
    ]
    assert [one.split()[-1] for one in answers] == ["1.0.0", "1.0.0", "2.0.0"]
    assert [one.replace("\u00a0", " ").split(".")[0] for one in leads] == [
        "Recorded on 5 January 2026"
    ]


def test_links_of_an_earlier_version_lead_somewhere(site: Path) -> None:
    place = site / "agreements" / "wiki" / "version-1.0.0"
    html = (place / "index.html").read_text(encoding="utf-8")
    body = html[html.index('<div class="sla-page') : html.index('<div class="sla-source"')]
    anchors = {*re.findall(r' id="([^"]+)"', html)}
    leads = [one.partition("#") for one in re.findall(r' href="([^":]*)"', body)]
    assert {anchor for path, _, anchor in leads if not path} <= anchors
    paths = {path for path, _, _ in leads if path}
    assert {path for path in paths if not (place / path).resolve().exists()} == set()


def test_what_never_changed_has_no_history(site: Path) -> None:
    assert not (site / "agreements" / "machines" / "history").exists()
    assert "history" not in page(site, "agreements/machines").partition("<h1")[0]


def test_search_and_the_map_of_the_site_leave_the_past_out(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    past = ("history", "version-")
    assert [
        one["location"] for one in index["docs"] if any(p in one["location"] for p in past)
    ] == []
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/agreements/wiki/history/" in sitemap
    assert "version-" not in sitemap


def test_there_is_no_history_without_commits(tmp_path: Path) -> None:
    folder = write_site(tmp_path, CATALOG, options="history: true")
    result = build(folder)
    assert (result.returncode, "is in no git repository" in result.stderr) == (1, True)


def test_an_export_has_the_history(site: Path, tmp_path: Path) -> None:
    assert sla(site.parent, "export", str(tmp_path)).exit_code == 0
    docs = tmp_path / "docs"
    earlier = (docs / "agreements" / "wiki" / "version-1.0.0.md").read_text(encoding="utf-8")
    assert '"robots": "noindex"' in earlier
    assert "Earlier version, not in force" in earlier
    assert (docs / "agreements" / "wiki" / "history.md").is_file()
    assert (docs / "changes.atom").read_bytes() == (site / "changes.atom").read_bytes()
    (theme,) = tmp_path.rglob("main.html")
    assert 'name="robots"' in theme.read_text(encoding="utf-8")


def test_a_preview_keeps_the_past_until_the_next_commit(tmp_path: Path) -> None:
    folder, preview = committed(tmp_path, "history: true"), Preview()
    earlier = "agreements/wiki/version-1.0.0.md"
    first = previewed(folder, preview).pages[earlier].draw()
    database = DATABASE.replace("99.95", "99.8")
    (folder / "agreements" / "database.yaml").write_text(database, encoding="utf-8")
    assert previewed(folder, preview).pages[earlier].draw() is first
    wiki = NEW.replace("target: 99 %", "target: 98 %")
    Repository(folder).commit("Less still", day="2026-05-01", wiki=wiki)
    build = previewed(folder, preview)
    assert build.pages[earlier].draw() != first
    told = build.pages["agreements/wiki/history.md"].draw().html
    assert told.count('<section class="sla-recorded"') == 3


def previewed(folder: Path, preview: Preview) -> Build:
    """Return what a preview makes of a site, as far as the plugin goes."""
    config = load_config(str(folder / "mkdocs.yml"))
    plugin = config.plugins["sla-catalog"]
    assert isinstance(plugin, SlaCatalogPlugin)
    return prepare(plugin.options, config, preview)


def test_feeds_tell_changes_of_meaning(site: Path) -> None:
    root = ElementTree.parse(site / "changes.atom").getroot()  # noqa: S314 it is ours
    entries = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated"))
        for entry in root.iter(f"{ATOM}entry")
    ]
    assert entries == [
        ("Managed database 2.1.0", "2026-04-20T00:00:00Z"),
        ("Team wiki 2.0.0", "2026-02-20T00:00:00Z"),
    ]
    links = [one.get("href") for one in root.iter(f"{ATOM}link")]
    assert links[-1] == "https://sla.example.com/agreements/wiki/history/"
    own = ElementTree.parse(site / "agreements" / "wiki.atom").getroot()  # noqa: S314 it is ours
    assert [entry.findtext(f"{ATOM}summary") for entry in own.iter(f"{ATOM}entry")] == [
        "SLA-060 Availability: 99.5 % → 99 %: weaker for the customer; 1 h 15 min 36 s more "
        "downtime in 21 days of 12 h, twice as much (1 h 12 min to 1 h 22 min 48 s by the length "
        "of the period)"
    ]
    marks = [one.text for feed in (root, own) for one in feed.iter(f"{ATOM}id")]
    assert len({*marks}) == len(marks) - 1  # the entry of the wiki is in both feeds


def test_a_feed_of_a_site_without_address_has_the_text_itself(tmp_path: Path) -> None:
    folder = committed(tmp_path, "history: true")
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    kept = [line for line in config.split("\n") if not line.startswith("site_url")]
    (folder / "mkdocs.yml").write_text("\n".join(kept), encoding="utf-8")
    root = ElementTree.parse(built(folder) / "changes.atom").getroot()  # noqa: S314 it is ours
    entries = [*root.iter(f"{ATOM}entry")]
    assert all(entry.find(f"{ATOM}link") is None for entry in entries)
    assert all(entry.findtext(f"{ATOM}content") for entry in entries)
    assert len(entries) == 2


def test_an_audience_is_told_of_what_it_could_see(tmp_path: Path) -> None:
    options = "history: true\nlanguage: de\naudience: {level: public, references: neutral}"
    pages = built(committed(tmp_path, options))
    html = page(pages, "agreements/wiki/history")
    assert "gilt ab 1. März 2026" in html
    assert "database" not in html
    assert "Secret" not in html
    feed = (pages / "changes.atom").read_text(encoding="utf-8")
    assert "Managed database" not in feed
    assert feed.count("<entry>") == 1
    assert not (pages / "agreements" / "database.atom").exists()
    earlier = page(pages, "agreements/wiki/version-1.0.0")
    assert "Frühere Fassung, nicht in Kraft" in earlier
    assert "database" not in earlier


def test_what_is_hidden_today_is_hidden_in_the_past(tmp_path: Path) -> None:
    options = "history: true\naudience: {level: public, references: neutral}"
    open_once = DATABASE.replace("owner:", "classification: public\nowner:")
    leaning = PUBLIC + "depends_on: [{agreement: database}]\n"
    files = {**CATALOG, "agreements/wiki.yaml": leaning, "agreements/database.yaml": open_once}
    folder = write_site(tmp_path, files, options=options)
    repo = repository(folder)
    repo.commit("Begin", day="2026-01-05")
    repo.commit("Change", day="2026-02-20", wiki=NEW, database=DATABASE)
    pages = built(folder)
    shown = [one.read_text(encoding="utf-8") for one in pages.rglob("*.html")]
    assert "99.5 %" in page(pages, "agreements/wiki/version-1.0.0").replace("\u00a0", " ")
    assert [html for html in shown if "database" in html.lower()] == []
    assert not [*pages.rglob("*database*")]
