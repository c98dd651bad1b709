"""The files beside the pages: on the built site, linked from it, and never in place of another."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from icalendar import Calendar
from sites import CATALOG, build, built, digests, write_site
from test_build import Links

import command

NAMES = ("carrier", "database", "machines", "wiki")
FILES = {
    "catalog.json",
    "metrics.csv",
    "metrics.xlsx",
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
    ours = {
        name for name in digests(site) if Path(name).suffix in {".csv", ".ics", ".xlsx", ".yaml"}
    }
    ours |= {name for name in digests(site) if name.endswith(".json")} - {
        "search/search_index.json"
    }
    assert {name for name in ours if not name.startswith("assets/")} == FILES


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("agreements/wiki/index.html", {"../wiki.yaml", "../wiki.json"}),
        ("agreements/database/index.html", {"../database.yaml", "../database.json"}),
        (
            "agreements/index.html",
            {"../metrics.xlsx", "../metrics.csv", "../catalog.json", "../calendar.ics"},
        ),
        ("comparison/index.html", {"../metrics.xlsx", "../metrics.csv"}),
        ("glossary/index.html", {"../glossary.json"}),
    ],
)
def test_pages_lead_to_them(site: Path, page: str, expected: set[str]) -> None:
    links = {
        link
        for link in Links(read(site, page)).links
        if link.endswith((".yaml", ".json", ".csv", ".xlsx", ".ics"))
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


def test_events_lead_to_clauses_and_say_what_follows(tmp_path: Path) -> None:
    address = "https://sla.example.com/handbook"
    lease = (
        "id: lease\ntitle: Lease of racks\nkind: uc\nowner: it-operations\nprovider: Landlord\n"
        "customer: it-operations\nservices: [{id: racks, name: Racks}]\nstatus: active\n"
        "version: 1.0.0\nduration: {effective: 2026-01-01, ends: 2027-06-30}\n"
        "review: {none: Whenever the lease is renewed.}\n"
        "renewal: {type: tacit, for: 12 months, notice: 3 months}\n"
        "security: {certifications: [{name: ISO 27001, valid_until: 2027-04-30}]}\n"
    )
    files = {**CATALOG, "agreements/lease.yaml": lease}
    folder = write_site(
        tmp_path, files, site=f"site_url: {address}", options="reminder_days: 7\nlanguage: de"
    )
    site = built(folder)
    events = Calendar.from_ical(read(site, "calendar.ics")).walk("VEVENT")
    certificate = sha256(b"ISO 27001").hexdigest()[:16]
    assert [str(event["uid"]) for event in events] == [
        "handbook/database-review@sla.example.com",
        "handbook/database-end@sla.example.com",
        "handbook/lease-notice@sla.example.com",
        f"handbook/lease-certificate-{certificate}@sla.example.com",
        "handbook/lease-end@sla.example.com",
    ]
    for event in events:
        page, _, anchor = str(event["url"]).removeprefix(f"{address}/").partition("#")
        assert f' id="{anchor}"' in read(site, f"{page}index.html")
    renews = (
        "Ohne Kündigung verlängert sie sich ab dem 1.\u00a0Juli 2027 bis zum 30.\u00a0Juni 2028."
    )
    notes = [str(event["description"]).split("\n")[:-1] for event in events]
    assert notes == [
        [],
        [],
        [renews],
        [],
        [renews],
    ]
    days = [[str(alarm["trigger"].to_ical()) for alarm in e.walk("VALARM")] for e in events]
    assert days == [["b'-P7D'"], [], ["b'-P7D'"], [], []]
    command.sla(folder, "export", "out", SOURCE_DATE_EPOCH="1795392000")
    assert read(folder / "out/docs", "calendar.ics") == read(site, "calendar.ics")


def test_a_published_agreement_is_an_agreement(tmp_path: Path, site: Path) -> None:
    again = {
        name: read(site, f"agreements/{Path(name).name}")
        for name in CATALOG
        if Path(name).stem in NAMES
    }
    republished = built(write_site(tmp_path, {**CATALOG, **again}))
    assert {n: d for n, d in digests(republished).items() if n in FILES} == {
        name: digest for name, digest in digests(site).items() if name in FILES
    }


@pytest.mark.parametrize(
    "own",
    [
        "catalog.json",
        "Metrics.csv",
        "metrics.xlsx",
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
