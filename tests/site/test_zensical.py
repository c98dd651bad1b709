"""What `sla export` writes, built by Zensical: the same pages as the plugin's, and nothing more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from benchmarks.sources import multiply, read_examples, write_ours
from hostile import as_yaml
from playwright.sync_api import Browser, Page, expect
from sites import EPOCH, ROOT, build, built, digests, write_site
from test_build import Links
from test_hostile import ATTACKS, BAD_NODES, PLAIN, SHARED

import command

PROGRAM = Path(sys.executable).with_name("zensical")
EXPORTS = (
    "catalog.json",
    "metrics.csv",
    "metrics.xlsx",
    "glossary.json",
    "calendar.ics",
    "agreements/wiki.yaml",
)
# Whatever could take a text for its own, beside what Zensical turns on by itself.
EVERYTHING = """\
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - toc: {permalink: true}
  - pymdownx.arithmatex
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.smartsymbols
  - pymdownx.snippets: {base_path: [.], check_paths: true}
  - pymdownx.superfences
  - pymdownx.tasklist
"""
HOSTILE = """\
id: markup
kind: sla
title: '{{ config.site_name }} {% raw %} <b>T</b> & "Q" --8<-- :smile:'
owner: us
customer: them
summary: |-
  A line
  --8<-- "mkdocs.yml"
  ~~~ a
  *[HTML]: Hyper
  {{ 7 * 7 }} {++ new ++} {-- old --} {: #x } (c) ==> :smile: $a$ [^1] ++ctrl++ {! mkdocs.yml !}

      ``` python
      code	with a tab

      ---
      ```
metrics:
  - {id: uptime, type: availability, target: 99.9 %}
"""


def run_zensical(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def export(folder: Path, target: Path, *arguments: str) -> Path:
    result = command.sla(folder, "export", str(target), *arguments, SOURCE_DATE_EPOCH=EPOCH)
    assert result.exit_code == 0, result.stderr
    return target


def zensical(target: Path, *arguments: str) -> Path:
    result = run_zensical(target, "build", *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return target / "site"


def contents(target: Path) -> dict[str, str]:
    """Return the HTML of each page of ours in an export, by its published path."""
    found = {}
    for path in sorted((target / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if '<div class="sla-page' in text:
            name = path.relative_to(target / "docs").with_suffix("").as_posix()
            place = f"{name}.html" if name.endswith("index") else f"{name}/index.html"
            found[place] = text.split("\n---\n", 1)[1].strip()
    return found


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the example catalog as Zensical builds it; a warning is a failure there."""
    return zensical(export(ROOT, tmp_path_factory.mktemp("zensical") / "export"), "--strict")


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give what the example's pages hold, with links that lead to published pages."""
    folder = tmp_path_factory.mktemp("pages") / "export"
    return contents(export(ROOT, folder, "--links", "pages"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    agreements = {f"agreements/{attack.id}.yaml": as_yaml(attack.values) for attack in ATTACKS}
    more = {"agreements/plain.yaml": PLAIN, "agreements/markup.yaml": HOSTILE}
    folder = tmp_path_factory.mktemp("hostile")
    return write_site(folder, {**agreements, **more, **SHARED}, site=EVERYTHING)


@pytest.fixture(scope="module")
def hostile_published(hostile: Path) -> Path:
    return zensical(export(hostile, hostile / "export"))


def test_pages_are_those_of_the_plugin(bodies: dict[str, str], example: Path) -> None:
    assert len(bodies) > 60
    assert [name for name, body in bodies.items() if body not in read(example, name)] == []


def test_zensical_publishes_them_unchanged(bodies: dict[str, str], published: Path) -> None:
    assert [name for name, body in bodies.items() if taken(body) not in read(published, name)] == []


def taken(body: str) -> str:
    """Return a page without the one attribute that Zensical takes out; it keeps search away."""
    return body.replace(" data-search-exclude", "")


def test_hostile_pages_are_the_same_everywhere(hostile: Path, hostile_published: Path) -> None:
    pages = contents(export(hostile, hostile / "pages", "--links", "pages"))
    ours = built(hostile)
    assert len(pages) > len(ATTACKS)
    assert [name for name, body in pages.items() if body not in read(ours, name)] == []
    changed = [n for n, body in pages.items() if taken(body) not in read(hostile_published, n)]
    assert changed == []


def test_hostile_titles_are_shown_as_written(
    hostile_published: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page()
    page.goto(serve(hostile_published) + "agreements/markup/")
    title = '{{ config.site_name }} {% raw %} <b>T</b> & "Q" --8<-- :smile:'
    assert page.title() == f"{title} - Handbook"
    assert page.inner_text("h1") == title
    assert page.evaluate(BAD_NODES) == []
    page.close()


def test_everything_of_the_plugin_is_there(published: Path, example: Path) -> None:
    ours, theirs = digests(example), digests(published)
    search = {name for name in ours if name.startswith(("search/", "assets/"))}
    own = {name for name in ours if name.startswith("assets/sla-catalog/")}
    assert (ours.keys() - search) - theirs.keys() <= {"sitemap.xml.gz"}
    same = {*own, *EXPORTS, *(name for name in ours if name.startswith("schema/"))}
    assert {name: theirs.get(name) for name in same} == {name: ours[name] for name in same}


def test_pages_ask_for_our_styles_and_script(published: Path) -> None:
    html = read(published, "agreements/wiki/index.html")
    for name in ("sla.css", "material.css", "sla.js"):
        assert f"../../assets/sla-catalog/{name}" in html


def test_every_link_leads_to_something(published: Path) -> None:
    root = "https://this.site.invalid/"
    broken = []
    for path in sorted(published.rglob("*.html")):
        name = path.relative_to(published).as_posix()
        if name == "404.html":
            continue
        for link in Links(path.read_text(encoding="utf-8")).links:
            address = urljoin(root + name, link).partition("#")[0].partition("?")[0]
            if address.startswith(root):
                place = published / unquote(address.removeprefix(root))
                if not (place / "index.html" if place.is_dir() else place).is_file():
                    broken.append((name, link))
    assert broken == []


@pytest.fixture
def visitor(reader: Page, published: Path, serve: Callable[[Path], str]) -> Iterator[Page]:
    """Give a page on the site; a request that leaves it is an error of the test."""
    address = serve(published)
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(address)
    yield reader
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []


def test_the_contents_stand_beside_an_agreement(visitor: Page) -> None:
    visitor.goto(f"{visitor.url}agreements/managed-postgresql/")
    contents = visitor.locator(".md-nav--secondary a.md-nav__link")
    assert contents.count() > 20
    contents.filter(has_text="Penalties and remedies").click()
    visitor.wait_for_url("**/managed-postgresql/#section-remedies")


def test_terms_are_explained_and_lists_filtered(visitor: Page) -> None:
    home = visitor.url
    visitor.goto(f"{home}agreements/")
    visitor.fill("form.sla-filter [name=find]", "postgres")
    assert visitor.locator(".sla-item:visible").count() == 1
    visitor.locator(".sla-item:visible th a").first.click()
    visitor.wait_for_selector(".sla-agreement")
    visitor.locator("a.sla-term").first.hover()
    card = visitor.locator(".sla-card:popover-open")
    expect(card).to_have_count(1)
    card.locator("a").first.click()
    visitor.wait_for_url("**/glossary/#term-*")


def test_agreements_are_compared(visitor: Page) -> None:
    visitor.goto(f"{visitor.url}comparison/?base=managed-postgresql&with=compute-storage")
    expect(visitor.locator("#row-rto")).to_contain_text("−30 min better")


def test_search_finds_agreements_and_not_the_comparison(published: Path) -> None:
    places = {item["location"] for item in json.loads(read(published, "search.json"))["items"]}
    assert any(place.startswith("agreements/managed-postgresql/") for place in places)
    assert [place for place in places if place.startswith("comparison/")] == []


@pytest.mark.long
def test_a_large_catalog_is_published(tmp_path: Path) -> None:
    """Zensical refuses a page whose text is too long for its search, as lists on one page were."""
    examples = ROOT / "agreements"
    write_ours(tmp_path, examples, multiply(read_examples(examples), 400))
    site = zensical(export(tmp_path, tmp_path / "export"))
    assert (site / "agreements/page/8/index.html").is_file()
    assert (site / "agreements-data.js").is_file()
    places = {item["location"] for item in json.loads(read(site, "search.json"))["items"]}
    assert any(place.startswith("agreements/managed-postgresql-10/") for place in places)
    assert [place for place in places if place.startswith("agreements/page/")] == []


@pytest.mark.long
def test_mkdocs_builds_the_pages_without_the_plugin(tmp_path: Path, bodies: dict[str, str]) -> None:
    target = export(ROOT, tmp_path / "export", "--links", "pages")
    assert "sla-catalog:" not in (target / "mkdocs.yml").read_text(encoding="utf-8")
    result = build(target, "--no-strict")
    assert result.returncode == 0, result.stderr
    assert [n for n, body in bodies.items() if body not in read(target / "site", n)] == []


def test_former_addresses_lead_on(hostile_published: Path) -> None:
    html = read(hostile_published, "agreements/stated-one-before/index.html")
    assert 'content="0; url=../stated-one/"' in html
