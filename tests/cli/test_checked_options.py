"""`sla check` obeys every option of mkdocs.yml that decides what is wrong with a catalog."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from command import sla
from sla_catalog.assembly.options import AudiencePart, LimitsPart, Options
from sla_catalog.assembly.site import Site, Surroundings
from sla_catalog.cli.settings import OF_PAGES
from sla_catalog.model.struct import Struct
from sla_catalog.pipeline import RefusedError, published

WIKI = """\
id: wiki
kind: sla
title: Team wiki
owner: IT
classification: public
status: active
version: 1.0.0
duration: {effective: 2026-01-01, ends: 2026-06-30}
service_hours: Mon-Fri 08:00-18:00
summary: A wiki in which everybody writes what others are to know.
tags: [notes, pages, search]
metrics: [{id: uptime, type: availability, target: 99.5 %, window: calendar month}]
depends_on: [{agreement: machines}]
"""
MACHINES = """\
id: machines
kind: ola
title: Machines
owner: IT
classification: internal
duration: {timezone: Europe/Berlin}
metrics: [{id: uptime, type: availability, target: 99.9 %, window: calendar month}]
"""
MANY = "".join(
    f"  - {{id: m{n}, type: availability, target: 99 %, window: calendar month}}\n"
    for n in range(60)
)
LARGE = f"id: large\nkind: sla\ntitle: Large\nowner: IT\nmetrics:\n{MANY}"
FILES = {"wiki": WIKI, "machines": MACHINES}
NOW = "1795392000"  # 23 November 2026

# What is found only without the option, or with it.
WITHOUT: dict[str, tuple[dict[str, object], str]] = {
    "agreements": ({"agreements": "others"}, "no-timezone"),
    "timezone": ({"timezone": "Europe/Berlin"}, "no-timezone"),
    "today": ({"today": "2026-03-02"}, "active-after-last-day"),
}
PUBLIC: dict[str, object] = {"level": "public"}
WITH: dict[str, tuple[dict[str, object], str]] = {
    "audience.level": ({"audience": PUBLIC}, "withheld-reference"),
    "limits.file_bytes": ({"limits": {"file_bytes": 60}}, "file-too-large"),
    "limits.events": ({"limits": {"events": 10}}, "too-many-events"),
    "limits.nesting": ({"limits": {"nesting": 2}}, "nesting-too-deep"),
    "limits.scalar_bytes": ({"limits": {"scalar_bytes": 40}}, "scalar-too-large"),
    "limits.prose_bytes": ({"limits": {"prose_bytes": 40}}, "malformed-value"),
    "limits.list_items": ({"limits": {"list_items": 2}}, "list-too-long"),
    "limits.files": ({"limits": {"files": 1}}, "too-many-files"),
    "limits.average_events": ({"limits": {"average_events": 1}}, "catalog-too-large"),
}
OTHERWISE = {"audience", "audience.party", "audience.references"}  # tests of their own below


def folder_with(folder: Path, options: dict[str, object], files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "agreements" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "others").mkdir(exist_ok=True)
    (folder / "others/machines.yaml").write_text(MACHINES, encoding="utf-8")
    site = {"site_name": "Ours", "plugins": [{"sla-catalog": options}]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(site), encoding="utf-8")
    return folder


def checked(folder: Path, *arguments: str) -> set[str]:
    options = ("--format", "json", "--show", "info", *arguments)
    result = sla(folder, "check", *options, SOURCE_DATE_EPOCH=NOW)
    return {one["rule"] for one in json.loads(result.stdout)["findings"]}


def built(folder: Path, options: dict[str, object]) -> set[str]:
    chosen = Options.of(options)
    site = Site.of(chosen, Surroundings(folder), chosen.today or date(2026, 11, 23))
    try:
        return {one.rule for one in published(site.request(), frozenset()).findings}
    except RefusedError as error:
        return {one.rule for one in error.findings}


def names(part: type[Struct], above: str = "") -> set[str]:
    return {f"{above}{name}" for name in part.model_fields}


def test_every_option_that_matters_has_a_case() -> None:
    below = names(AudiencePart, "audience.") | names(LimitsPart, "limits.")
    matter = (names(Options) - OF_PAGES - {"limits"}) | below
    assert matter == {*WITHOUT, *WITH, *OTHERWISE}


@pytest.mark.parametrize("name", WITHOUT)
def test_the_check_finds_no_more_than_the_site_with_the_option(tmp_path: Path, name: str) -> None:
    options, rule = WITHOUT[name]
    assert rule in checked(folder_with(tmp_path, {}, FILES))
    assert rule not in checked(folder_with(tmp_path, options, FILES))
    assert rule not in built(tmp_path, options)


@pytest.mark.parametrize("name", WITH)
def test_the_check_finds_what_the_site_finds_with_the_option(tmp_path: Path, name: str) -> None:
    options, rule = WITH[name]
    files = FILES | {"large": LARGE}
    zone: dict[str, object] = {"timezone": "Europe/Berlin"}
    assert rule not in checked(folder_with(tmp_path, zone, files))
    assert rule in checked(folder_with(tmp_path, zone | options, files))
    assert rule in built(tmp_path, zone | options)


def test_neutral_references_are_no_errors(tmp_path: Path) -> None:
    audience = PUBLIC | {"references": "neutral"}
    neutral: dict[str, object] = {"timezone": "Europe/Berlin", "audience": audience}
    assert "withheld-reference" not in checked(folder_with(tmp_path, neutral, FILES))
    assert "withheld-reference" not in built(tmp_path, neutral)


def test_a_party_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    options: dict[str, object] = {"audience": {"level": "customer", "party": "nobody"}}
    folder_with(tmp_path, options | {"timezone": "Europe/Berlin"}, FILES)
    result = sla(tmp_path, "check")
    assert result.exit_code == 2
    assert "nobody in the catalog is called ‘nobody’" in result.stderr


def test_options_of_the_site_count_where_it_names_a_folder_further_down(tmp_path: Path) -> None:
    options: dict[str, object] = {"agreements": "teams/it", "limits": {"file_bytes": 60}}
    folder_with(tmp_path, options, FILES)
    (tmp_path / "teams").mkdir()
    (tmp_path / "agreements").rename(tmp_path / "teams/it")
    assert checked(tmp_path, "teams/it") == {"file-too-large"} == checked(tmp_path)
    (tmp_path / "teams/sla.yml").write_text("{}\n", encoding="utf-8")
    assert "no-timezone" in checked(tmp_path, "teams/it")
