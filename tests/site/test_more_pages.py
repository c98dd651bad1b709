"""Parties, services, deadlines, coverage and former addresses of a small site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import CATALOG, DATABASE, WIKI, build, built, write_site

FILES = {
    **CATALOG,
    "agreements/wiki.yaml": f"{WIKI}formerly: [notes, old-wiki]\n",
    "agreements/database.yaml": f"{DATABASE}supersedes: carrier\n",
}
SITE = """\
site_url: https://example.com/book/
validation: {links: {anchors: warn, not_found: warn}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_site(tmp_path_factory.mktemp("more"), FILES, site=SITE), "--strict")


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def test_every_kind_of_page_is_published(site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    found -= {name for name in found if name.startswith("agreements/")}
    assert found >= {
        "coverage/index.html",
        "deadlines/index.html",
        "parties/all-staff/index.html",
        "parties/carrier/index.html",
        "parties/data-platform/index.html",
        "parties/index.html",
        "parties/it-operations/index.html",
        "parties/payments/index.html",
        "services/index.html",
    }


def test_every_link_between_pages_arrives(site: Path) -> None:
    lost = []
    for page in sorted(site.rglob("*.html")):
        html = read(site, page.relative_to(site).as_posix())
        for path, anchor in re.findall(r'<a[^>]* href="([^"#:]*)#?([^"]*)"', _ours(html)):
            target = (page.parent / path).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (anchor and f' id="{anchor}"' not in target.read_text()):
                lost.append((page.relative_to(site).as_posix(), path, anchor))
    assert lost == []


def _ours(html: str) -> str:
    article = re.search(r"<article.*?</article>", html, re.DOTALL)
    return article[0] if article and "sla-page" in article[0] else ""


def test_former_addresses_lead_on(site: Path) -> None:
    for former in ("notes", "old-wiki"):
        html = read(site, f"agreements/{former}/index.html")
        assert '<meta http-equiv="refresh" content="0; url=../wiki/">' in html
        assert '<link rel="canonical" href="https://example.com/book/agreements/wiki/">' in html
        assert '<a href="../wiki/">Team wiki</a>' in html
        assert former not in read(site, "sitemap.xml")


def test_former_addresses_without_directory_urls(tmp_path: Path) -> None:
    site = built(write_site(tmp_path, FILES, site="use_directory_urls: false"))
    assert '<a href="wiki.html">Team wiki</a>' in read(site, "agreements/notes.html")


def test_a_former_address_never_replaces_a_page_of_the_authors(tmp_path: Path) -> None:
    write_site(tmp_path, {**FILES, "docs/agreements/notes.md": "# My notes\n"})
    result = build(tmp_path)
    assert result.returncode == 1
    assert "agreements/notes.md" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_party_page_never_replaces_a_page_of_the_authors(tmp_path: Path) -> None:
    write_site(tmp_path, {**FILES, "docs/parties/payments.md": "# Our payments team\n"})
    result = build(tmp_path)
    assert result.returncode == 1
    assert "parties/payments.md" in result.stderr


NAV = """
  - Handbook: index.md
  - Agreements:
      - agreements/index.md
      - Parties: parties/index.md
      - Services: services/index.md
      - Deadlines: deadlines/index.md
      - Coverage: coverage/index.md
"""


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("agreements/wiki/index.html", ["../", "../"]),
        ("parties/payments/index.html", ["../../agreements/", "../"]),
        ("deadlines/index.html", ["../agreements/", "./"]),
    ],
)
def test_navigation_marks_the_place_within_a_section(
    tmp_path_factory: pytest.TempPathFactory, page: str, marked: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("nav")
    write_site(folder, FILES)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text[: text.index("nav:")] + "nav:" + NAV, encoding="utf-8")
    html = read(built(folder), page)
    tab, place = marked
    assert re.findall(r'md-tabs__item--active">\s*<a href="([^"]*)"', html) == [tab]
    links = re.findall(r'<a href="([^"]*)" class="md-nav__link md-nav__link--active"', html)
    assert {link for link in links if not link.startswith("#")} <= {place}


def test_search_finds_the_pages_but_not_their_lists(site: Path) -> None:
    index = read(site, "search/search_index.json")
    assert '"parties/it-operations/"' in index
    assert '"deadlines/"' in index
    assert '"deadlines/#later"' not in index
