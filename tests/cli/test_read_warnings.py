"""Warnings of files that can be read: they are chosen, weighed and accepted like those of rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import sla

HEAD = """\
id: wiki
kind: sla
title: Wiki
owner: Team
metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]
"""
NORWAY = "conditions: {governing_law: no}"


def write(folder: Path, more: str) -> Path:
    (folder / "agreements").mkdir(exist_ok=True)
    (folder / "agreements/wiki.yaml").write_text(f"{HEAD}{more}\n", encoding="utf-8")
    return folder


def rules(folder: Path, *options: str) -> list[str]:
    """Return the rules whose findings are open."""
    arguments = ("check", "--format", "json", "--today", "2026-12-01", *options)
    told = json.loads(sla(folder, *arguments).stdout)["findings"]
    return [one["rule"] for one in told if one["state"] == "open"]


@pytest.mark.parametrize(
    ("more", "options", "found"),
    [
        (NORWAY, (), ["ambiguous-scalar"]),
        (f"{NORWAY}  # sla: ignore[ambiguous-scalar] our readers know YAML 1.2", (), []),
        (NORWAY, ("--ignore", "ambiguous-scalar"), []),
        (NORWAY, ("--select", "remedies"), []),
        (NORWAY, ("--level", "ambiguous-scalar=off"), []),
        ("summary: Wiki #12", ("--ignore", "yaml"), []),
    ],
)
def test_a_warning_of_what_can_be_read_is_chosen_and_accepted_like_others(
    tmp_path: Path, more: str, options: tuple[str, ...], found: list[str]
) -> None:
    assert rules(write(tmp_path, more), *options) == found


def test_what_cannot_be_read_is_told_whatever_is_chosen(tmp_path: Path) -> None:
    folder = write(tmp_path, "tags: [a\n  # sla: ignore[yaml-syntax] we like it so")
    assert rules(folder, "--select", "remedies") == ["yaml-syntax"]


def test_a_comment_that_cuts_a_text_stays_in_the_baseline(tmp_path: Path) -> None:
    """Its place is the text that it cuts, whatever else is edited in the file."""
    folder = write(tmp_path, "summary: Wiki #12")
    sla(folder, "baseline", "write")
    assert rules(write(folder, "tags: [new]\nsummary: Wiki #12")) == []


def test_a_report_is_written_to_standard_output_too(tmp_path: Path) -> None:
    folder = write(tmp_path, NORWAY)
    told = sla(folder, "check", "--format", "short", "--output", "gitlab:-", "--select", "yaml")
    assert json.loads(told.stdout[: told.stdout.index("\n]") + 2])[0]["severity"] == "major"
    assert not (folder / "-").exists()
