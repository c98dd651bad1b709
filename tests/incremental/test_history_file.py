"""The file of a history: on what it stands, and that it does not get into the way of git."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from repositories import Repository, repository
from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site import Site, Surroundings
from sla_catalog.review.history import Histories
from sla_catalog.site.cache import kept_history

AGREEMENT = """\
id: wiki
kind: sla
title: Wiki
owner: ops
version: 1.{n}.0
metrics: [{{id: uptime, type: availability, window: calendar month, target: 99.{n} %}}]
"""


@pytest.fixture
def kept(tmp_path: Path) -> Repository:
    """Return a repository with an agreement that four commits changed."""
    made = repository(tmp_path / "kept")
    for number in range(1, 5):
        text = AGREEMENT.format(n=number)
        made.commit("Change", day=f"2026-0{number}-05", wiki=text)
    return made


def site_in(home: Path) -> Site:
    return Site.of(Options.of({"history": True}), Surroundings(home), date(2026, 11, 29))


def drawn(home: Path) -> Histories:
    recall = kept_history(home / ".kept", site_in(home)).recall
    return site_in(home).setting({}, recall=recall).history.recorded


def test_a_clone_that_is_made_deeper_gets_the_rest_of_its_history(
    kept: Repository, tmp_path: Path
) -> None:
    clone = kept.clone(tmp_path / "clone", "--depth", "2")
    for depth in ("3", "2147483647"):
        assert len(drawn(clone.folder)["wiki"]) < 4
        clone.git("fetch", "--quiet", "--depth", depth)
    assert drawn(clone.folder) == drawn(kept.folder)
    assert len(drawn(clone.folder)["wiki"]) == 4


def test_git_sees_nothing_of_the_folder(kept: Repository) -> None:
    drawn(kept.folder)
    assert (kept.folder / ".kept" / "everybody" / "history.json").is_file()
    assert kept.git("status", "--porcelain") == ""


def test_a_text_of_the_past_for_what_was_recorded_last_is_not_believed(kept: Repository) -> None:
    cold = drawn(kept.folder)
    file = kept.folder / ".kept" / "everybody" / "history.json"
    grounds, told = file.read_text(encoding="utf-8").split("\n", 1)
    changed = json.loads(told)
    last = changed[-1][-1][-1]
    assert last[-1] == ""
    last[-1] = "wiki"
    file.write_text(f"{grounds}\n{json.dumps(changed)}", encoding="utf-8")
    assert drawn(kept.folder) == cold
    assert file.read_text(encoding="utf-8").split("\n", 1) == [grounds, told]


def test_what_ended_builds_left_is_removed(kept: Repository) -> None:
    left = kept.folder / ".kept" / "everybody" / "history.4711"
    left.parent.mkdir(parents=True)
    left.write_text("half of it", encoding="utf-8")
    drawn(kept.folder)
    assert [path.name for path in left.parent.iterdir()] == ["history.json"]
