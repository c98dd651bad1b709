"""The files beside the pages: on the built site, linked from it, and never in place of another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar
from sites import CATALOG, build, built, digests, write_site
from test_build import Links

NAMES = ("carrier", "database", "machines", "wiki")
FILES = {
    "catalog.json",
    "metrics.csv",
    "glossary.json",
    "calendar.ics",
    *(f"agreements/{name}.{form}" for name in NAMES for form in ("yaml", "json")),
    *(
        f"schema/{name}.schema.json"
        for name in ("agreement", "calendars", "catalog", "glossary", "metrics", "parties")
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_site(tmp_path_factory.mktemp("exports")))


def read(site: Path, name: str) -> str:
    return (site / name).read_bytes().decode("utf-8")


def test_every_file_is_published(site: Path) -> None:
    ours = {name for name in digests(site) if Path(name).suffix in {".csv", ".ics", ".yaml"}}
    ours |= {name for name in digests(site) if name.endswith(".json")} - {
        "search/search_index.json"
    }
    assert {name for name in ours if not name.startswith("assets/")} == FILES


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("agreements/wiki/index.html", {"../wiki.yaml", "../wiki.json"}),
        ("agreements/database/index.html", {"../database.yaml", "../database.json"}),
        ("agreements/index.html", {"../metrics.csv", "../catalog.json", "../calendar.ics"}),
        ("comparison/index.html", {"../metrics.csv"}),
        ("glossary/index.html", {"../glossary.json"}),
    ],
)
def test_pages_lead_to_them(site: Path, page: str, expected: set[str]) -> None:
    links = {
        link
        for link in Links(read(site, page)).links
        if link.endswith((".yaml", ".json", ".csv", ".ics"))
    }
    assert links == expected
    for link in links:
        assert ((site / page).parent / link).resolve().is_file()


def test_the_catalog_leads_back_to_pages_and_files(site: Path) -> None:
    entries = json.loads(read(site, "catalog.json"))["agreements"]
    assert [entry["id"] for entry in entries] == list(NAMES)
    for entry in entries:
        assert (site / entry["path"] / "index.html").is_file()
        assert (site / entry["yaml"]).is_file()
        assert json.loads(read(site, entry["json"]))["title"] == entry["title"]


def test_paths_without_directory_urls(tmp_path: Path) -> None:
    site = built(write_site(tmp_path, site="use_directory_urls: false"))
    entries = json.loads(read(site, "catalog.json"))["agreements"]
    assert [entry["path"] for entry in entries] == [f"agreements/{name}.html" for name in NAMES]
    assert all((site / entry["path"]).is_file() for entry in entries)
    assert "wiki.yaml" in Links(read(site, "agreements/wiki.html")).links


def test_line_ends_are_those_of_each_format(site: Path) -> None:
    for name in ("metrics.csv", "calendar.ics"):
        text = read(site, name)
        assert text.count("\n") == text.count("\r\n") > 1
    for name in ("catalog.json", "agreements/wiki.yaml"):
        assert "\r" not in read(site, name)


def test_the_calendar_holds_what_falls_due(site: Path) -> None:
    events = Calendar.from_ical(read(site, "calendar.ics")).walk("VEVENT")
    found = [(str(event.decoded("dtstart")), str(event["summary"])) for event in events]
    assert found == [
        ("2026-12-15", "Review: Managed database"),
        ("2026-12-31", "Term ends: Managed database"),
    ]


def test_a_published_agreement_is_an_agreement(tmp_path: Path, site: Path) -> None:
    again = {
        name: read(site, f"agreements/{Path(name).name}")
        for name in CATALOG
        if Path(name).stem in NAMES
    }
    republished = built(write_site(tmp_path, {**CATALOG, **again}))
    assert [n for n in sorted(FILES) if read(republished, n) != read(site, n)] == []


@pytest.mark.parametrize(
    "own",
    [
        "catalog.json",
        "Metrics.csv",
        "agreements/wiki.yaml",
        "agreements/wiki.json",
        "agreements/WIKI.YAML",
        "schema/agreement.schema.json",
    ],
)
def test_a_file_of_the_authors_is_never_replaced(tmp_path: Path, site: Path, own: str) -> None:
    published = tmp_path / "site"
    shutil.copytree(site, published)
    write_site(tmp_path, {**CATALOG, f"docs/{own}": "mine\n"})
    result = build(tmp_path)
    assert result.returncode == 1
    assert own in result.stderr
    assert "sla-catalog" in result.stderr
    assert "Traceback" not in result.stderr
    assert digests(published) == digests(site)
