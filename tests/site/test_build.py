"""Small sites built as authors build them: what is published, what is refused, what is said."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sites import CATALOG, WIKI, build, built, digests, write_site

BROKEN = {
    "agreements/wiki.yaml": WIKI.replace("kind: sla", "kind: slo").replace(
        "Mon-Fri 07:00-19:00", "Mon-Fri 7-19"
    ),
    "agreements/machines.yaml": "id: machines\nkind: ola\ntitle: Machines\nownr: it-operations\n",
    "agreements/suppliers/carrier.yaml": "id: carrier\nkind: uc\ntitle: [Line\n",
}
MISTAKES = (
    "agreements/wiki.yaml:2:7: error[bad-choice]",
    "agreements/wiki.yaml:7:16: error[malformed-value]",
    "agreements/machines.yaml:4:1: error[unknown-key]",
    "agreements/suppliers/carrier.yaml:3:8: error[",
)
REPEATED = "definitions: [{term: Outage, definition: Time in which a service cannot be used.}]\n"


class Links(HTMLParser):
    """Gather the links of a page and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_site(tmp_path_factory.mktemp("small")))


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def words(html: str) -> str:
    text = " ".join(Links(html).texts)
    return " ".join(text.split())


def test_every_page_is_published(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert pages == {
        "404.html",
        "index.html",
        "agreements/index.html",
        "agreements/carrier/index.html",
        "agreements/database/index.html",
        "agreements/machines/index.html",
        "agreements/print/index.html",
        "agreements/wiki/index.html",
        "comparison/index.html",
        "coverage/dora-30/index.html",
        "coverage/index.html",
        "coverage/iso-19086/index.html",
        "deadlines/index.html",
        "glossary/index.html",
        "parties/all-staff/index.html",
        "parties/carrier/index.html",
        "parties/data-platform/index.html",
        "parties/index.html",
        "parties/it-operations/index.html",
        "parties/payments/index.html",
        "services/index.html",
    }


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("agreements/index.html", ["Team wiki", "SLA-060", "Virtual machines", "Carrier line"]),
        ("agreements/wiki/index.html", ["Team wiki", "99.5 %", "All staff", "An internal service"]),
        ("agreements/database/index.html", ["Managed database", "Data Platform", "99.95 %"]),
        ("agreements/machines/index.html", ["Virtual machines", "Managed database"]),
        ("agreements/carrier/index.html", ["Carrier line", "IT Operations"]),
        ("comparison/index.html", ["Managed database", "Team wiki", "99.97 %", "99.95 %"]),
        ("glossary/index.html", ["Outage", "cannot be used", "no writes are taken", "down"]),
    ],
)
def test_pages_hold_what_they_must(site: Path, page: str, expected: list[str]) -> None:
    text = words(read(site, page)).replace("\u00a0", " ")
    assert [word for word in expected if word not in text] == []


def test_titles_stand_in_the_head(site: Path) -> None:
    assert "<title>Team wiki - Handbook</title>" in read(site, "agreements/wiki/index.html")


def test_agreements_are_not_in_the_navigation_of_other_pages(site: Path) -> None:
    for page in ("index.html", "glossary/index.html", "comparison/index.html"):
        navigation = re.findall(r"<nav class=\"md-.*?</nav>", read(site, page), re.DOTALL)
        assert navigation
        assert [part for part in navigation if "agreements/wiki" in part] == []


@pytest.mark.parametrize("name", ["wiki", "database", "carrier"])
def test_the_navigation_marks_the_overview_on_an_agreement(site: Path, name: str) -> None:
    html = read(site, f"agreements/{name}/index.html")
    assert re.findall(r'md-tabs__item--active">\s*<a href="([^"]*)"', html) == ["../"]
    assert re.findall(r'md-nav__item--active">\s*<a href="([^"]*)"', html) == ["../"]


def test_the_overview_is_not_marked_elsewhere(site: Path) -> None:
    html = read(site, "index.html")
    assert re.findall(r'md-tabs__item--active">\s*<a href="([^"]*)"', html) == ["."]


@pytest.mark.parametrize(
    ("own", "ours"),
    [
        ("agreements/wiki.md", "agreements/wiki.yaml"),
        ("Agreements/WIKI.md", "agreements/wiki.yaml"),
        ("agreements/wiki/index.md", "agreements/wiki.yaml"),
        ("agreements/README.md", "agreements/index.md"),
        ("Glossary.md", "agreements/glossary.yaml"),
    ],
)
def test_a_page_of_the_authors_is_never_replaced(
    tmp_path: Path, site: Path, own: str, ours: str
) -> None:
    published = tmp_path / "site"
    shutil.copytree(site, published)
    write_site(tmp_path, {**CATALOG, f"docs/{own}": "# My own\n"})
    result = build(tmp_path)
    assert result.returncode == 1
    assert own in result.stderr
    assert ours in result.stderr
    assert "Traceback" not in result.stderr
    assert digests(published) == digests(site)


def test_a_file_of_the_authors_is_never_replaced(tmp_path: Path) -> None:
    write_site(tmp_path, {**CATALOG, "docs/agreements/wiki/index.html": "My own"})
    result = build(tmp_path)
    assert result.returncode == 1
    assert "agreements/wiki/index.html" in result.stderr


@pytest.mark.parametrize(
    ("site", "options", "expected"),
    [
        (
            "",
            "edit_url: https://git.example.com/edit/{path}",
            "https://git.example.com/edit/agreements/wiki.yaml",
        ),
        (
            "repo_url: https://git.example.com/handbook\nedit_uri: edit/main/docs/",
            "",
            "https://git.example.com/handbook/edit/main/agreements/wiki.yaml",
        ),
    ],
    ids=["edit_url", "repo_url and edit_uri"],
)
def test_edit_links_lead_to_the_yaml(
    tmp_path: Path, site: str, options: str, expected: str
) -> None:
    pages = built(write_site(tmp_path, site=site, options=options))
    links = Links(read(pages, "agreements/wiki/index.html")).links
    assert expected in links
    assert [link for link in links if link.endswith("wiki.md")] == []


def test_without_an_address_there_is_no_edit_link(site: Path) -> None:
    links = Links(read(site, "agreements/wiki/index.html")).links
    assert [link for link in links if "edit" in link or link.endswith("agreements/wiki.yaml")] == []


def test_links_from_the_handbook_are_checked(tmp_path: Path) -> None:
    text = "[a](agreements/wiki.md#metric-uptime) [b](agreements/wiki.md#metric-uptme)\n"
    write_site(
        tmp_path,
        {**CATALOG, "docs/index.md": text},
        site="validation: {links: {anchors: warn}}",
    )
    result = build(tmp_path)
    assert result.returncode == 0
    warnings = [line for line in result.stderr.splitlines() if line.startswith("WARNING")]
    assert len(warnings) == 1
    assert "#metric-uptme" in warnings[0]
    links = Links(read(tmp_path / "site", "index.html")).links
    assert "agreements/wiki/#metric-uptime" in links


def test_pages_without_directory_urls(tmp_path: Path) -> None:
    site = built(write_site(tmp_path, site="use_directory_urls: false"))
    assert (site / "agreements/wiki.html").is_file()
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html":
            continue
        for link in Links(page.read_text(encoding="utf-8")).links:
            path = link.partition("#")[0]
            if path and not path.startswith(("https:", "mailto:", "/")):
                target = page.parent / path
                assert (target / "index.html" if target.is_dir() else target).is_file(), (
                    page.relative_to(site),
                    link,
                )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("agrements: agreements", "did you mean agreements?"),
        ("edit_uri: x", "did you mean edit_url?"),
        ("today: tomorrow", "write it as 2026-12-31"),
        ("language: xx", "en"),
        ("limits: {files: many}", "files"),
    ],
)
def test_wrong_options_are_named_with_their_correction(
    tmp_path: Path, options: str, expected: str
) -> None:
    result = build(write_site(tmp_path, options=options))
    assert result.returncode == 1
    assert expected in result.stderr
    assert options.partition(":")[0] in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_time_zone_is_named_with_the_right_one(tmp_path: Path) -> None:
    write_site(tmp_path)
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("Europe/Berlin", "Europe/Berln"),
        encoding="utf-8",
    )
    result = build(tmp_path)
    assert result.returncode == 1
    assert "did you mean Europe/Berlin?" in result.stderr


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    result = build(write_site(tmp_path, options="agreements: nowhere"))
    assert result.returncode == 1
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_catalog_names_all_mistakes_and_leaves_the_last_site(tmp_path: Path) -> None:
    site = built(write_site(tmp_path))
    before = digests(site)
    write_site(tmp_path, {**CATALOG, **BROKEN})
    result = build(tmp_path)
    assert result.returncode == 1
    assert [mistake for mistake in MISTAKES if mistake not in result.stderr] == []
    assert result.stderr.count("nothing is published") == 1
    assert "Traceback" not in result.stderr
    assert digests(site) == before


def test_warnings_fail_a_strict_build_only(tmp_path: Path) -> None:
    write_site(tmp_path, {**CATALOG, "agreements/wiki.yaml": WIKI + REPEATED})
    usual, strict = build(tmp_path), build(tmp_path, "--strict")
    assert (usual.returncode, strict.returncode) == (0, 1)
    for result in (usual, strict):
        assert "agreements/wiki.yaml:12:42: warning repeated-definition" in result.stderr


def test_a_day_past_the_calendar_is_no_trouble(tmp_path: Path) -> None:
    terms = (
        "duration: {effective: 2026-01-01, ends: 9999-12-31}\n"
        "renewal: {type: tacit, for: 15 min, notice: 1 month}\n"
    )
    site = built(write_site(tmp_path, {**CATALOG, "agreements/wiki.yaml": WIKI + terms}))
    assert "9999" in read(site, "agreements/wiki/index.html")


def test_pages_appear_and_vanish_with_their_agreements(tmp_path: Path) -> None:
    site = built(write_site(tmp_path))
    shutil.move(tmp_path / "agreements/wiki.yaml", tmp_path / "agreements/_wiki.yaml")
    built(tmp_path)
    assert not (site / "agreements/wiki").exists()
    assert "wiki" not in read(site, "sitemap.xml")
    assert "Team wiki" not in read(site, "search/search_index.json")
