"""Paths in reports for forges: from the root of the repository, wherever the command runs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from command import sla

AGREEMENT = """\
id: wiki
kind: sla
title: Wiki
owner: Team
services: [{id: wiki, name: Wiki}]
metrics: [{id: uptime, type: availability, target: 99.9 %}]
responsibilities: {provider: [{id: a, text: Answers promptly.}]}
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """Return a folder of a repository, with a catalog in it."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    folder = tmp_path / "teams/handbook"
    (folder / "agreements").mkdir(parents=True)
    (folder / "agreements/wiki.yaml").write_text(AGREEMENT, encoding="utf-8")
    return folder


def paths(place: Path, folder: str) -> dict[str, set[str]]:
    """Return the paths that each report for a forge names."""
    options = ("--show", "info", "--today", "2026-11-23")
    told = {
        style: sla(place, "check", folder, "--format", style, *options).stdout
        for style in ("github", "gitlab", "junit", "sarif")
    }
    results = json.loads(told["sarif"])["runs"][0]["results"]
    return {
        "github": {line.split("file=")[1].split(",")[0] for line in told["github"].splitlines()},
        "gitlab": {one["location"]["path"] for one in json.loads(told["gitlab"])},
        "junit": {
            str(suite.get("file"))
            for suite in ElementTree.fromstring(told["junit"])  # noqa: S314 it is ours
        },
        "sarif": {
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results
        },
    }


@pytest.mark.parametrize(
    ("place", "folder"),
    [
        (".", "teams/handbook/agreements"),
        ("teams/handbook", "agreements"),
        ("teams/handbook", "./agreements"),
        ("teams/handbook", "../handbook/agreements"),
        ("teams/handbook/agreements", "."),
        ("teams/handbook", "ABSOLUTE"),
    ],
)
def test_paths_lead_from_the_root_of_the_repository(
    handbook: Path, place: str, folder: str
) -> None:
    root = handbook.parents[1]
    named = folder.replace("ABSOLUTE", str(handbook / "agreements"))
    path = {"teams/handbook/agreements/wiki.yaml"}
    assert paths(root / place, named) == dict.fromkeys(("github", "gitlab", "junit", "sarif"), path)


def test_without_a_repository_they_lead_from_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements/wiki.yaml").write_text(AGREEMENT, encoding="utf-8")
    path = {"agreements/wiki.yaml"}
    found = paths(tmp_path, str(tmp_path / "agreements"))
    assert found == dict.fromkeys(("github", "gitlab", "junit", "sarif"), path)


def test_a_terminal_is_told_the_paths_that_were_given(handbook: Path) -> None:
    shown = sla(handbook, "check", "agreements", "--format", "short", "--today", "2026-11-23")
    assert shown.stdout.startswith("agreements/wiki.yaml:")


def test_a_file_is_named_too(handbook: Path) -> None:
    shown = sla(handbook, "check", "agreements/wiki.yaml", "--format", "gitlab", "--show", "info")
    assert {one["location"]["path"] for one in json.loads(shown.stdout)} == {
        "teams/handbook/agreements/wiki.yaml"
    }


def test_a_review_leads_from_the_root_of_the_repository(handbook: Path) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", *author, "add", "."], cwd=handbook, check=True)
    subprocess.run(["git", *author, "commit", "-qm", "First"], cwd=handbook, check=True)
    changed = AGREEMENT.replace("99.9 %", "99.5 %")
    (handbook / "agreements/wiki.yaml").write_text(changed, encoding="utf-8")
    styles = ("github", "gitlab", "sarif")
    outputs = [one for style in styles for one in ("--output", f"{style}:{style}")]
    sla(handbook, "review", "--base", "HEAD", *outputs)
    told = {style: (handbook / style).read_text("utf-8") for style in styles}
    path = "teams/handbook/agreements/wiki.yaml"
    assert f"file={path}," in told["github"]
    assert {one["location"]["path"] for one in json.loads(told["gitlab"])} == {path}
    places = told["sarif"].count('"uri"')
    assert places > 1
    assert told["sarif"].count(f'"uri": "{path}"') == places
