"""What commits changed in every agreement, and which earlier texts are kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from changes.catalogs import TODAY
from repositories import Repository, repository
from sla_catalog.review.records import histories
from sla_catalog.review.sides import Sides
from sla_catalog.source.limits import Limits
from sla_catalog.source.repository import TreeError

WIKI = """\
id: wiki
kind: sla
title: Wiki
status: active
owner: ops
metrics: [{id: uptime, type: availability, target: 99.5 %, window: calendar month}]
"""
LESS = WIKI.replace("99.5", "99")
LEAST = WIKI.replace("99.5", "98")


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Repository:
    return repository(tmp_path)


def told(repo: Repository) -> list[tuple[date, str, list[str], bool, bool]]:
    """Return day, version and rules of each record, if it could be read, and if it has a page."""
    sides = Sides(repo.folder, "agreements", Limits(), None)
    return [
        (one.day, one.version, [c.rule for c in one.changes], not one.unread, one.text is not None)
        for one in histories(sides, TODAY)["wiki"]
    ]


def test_a_text_without_a_version_holds_until_the_next_change_of_meaning(repo: Repository) -> None:
    repo.commit("begin", day="2026-01-05", wiki=WIKI)
    repo.commit("wording", day="2026-01-06", wiki=WIKI.replace("title: Wiki", "title: The wiki"))
    repo.commit("less", day="2026-02-20", wiki=LESS)
    repo.commit("elsewhere", day="2026-02-21", mail=WIKI.replace("id: wiki", "id: mail"))
    assert told(repo) == [
        (date(2026, 1, 5), "", [], True, False),
        (date(2026, 1, 6), "", ["detail-changed"], True, True),
        (date(2026, 2, 20), "", ["availability-target-lowered", "detail-changed"], True, False),
    ]


def test_a_version_is_kept_as_it_came_into_force_and_a_draft_is_not(repo: Repository) -> None:
    draft = WIKI.replace("active", "draft")
    repo.commit("draft", day="2026-01-05", wiki=f"version: 0.1.0\n{draft}")
    repo.commit("first", day="2026-01-06", wiki=f"version: 1.0.0\n{WIKI}")
    repo.commit("same version", day="2026-02-20", wiki=f"version: 1.0.0\n{LESS}")
    repo.commit("second", day="2026-02-21", wiki=f"version: 2.0.0\n{LEAST}")
    assert [(version, has_page) for _, version, _, _, has_page in told(repo)] == [
        ("0.1.0", False),
        ("1.0.0", True),
        ("1.0.0", False),
        ("2.0.0", False),
    ]


DATED = """\
revisions:
  - {version: 2.0.0, date: 2026-06-01, summary: Less.}
  - {version: 1.0.0, date: 2026-02-01, summary: First version.}
"""


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (WIKI.replace("99.5", "99.9"), [False, True, False, False, False]),
        (WIKI.replace("Wiki", "The wiki"), [False, True, False, False, False]),
    ],
)
def test_a_version_is_what_was_recorded_last_by_its_first_day(
    repo: Repository, first: str, expected: list[bool]
) -> None:
    repo.commit("ahead", day="2026-01-05", wiki=f"version: 1.0.0\n{first}")
    repo.commit("corrected ahead", day="2026-01-31", wiki=f"version: 1.0.0\n{WIKI}")
    repo.commit("weakened", day="2026-05-01", wiki=f"version: 1.0.0\n{LESS}")
    repo.commit("weakened again", day="2026-05-02", wiki=f"version: 1.0.0\n{LEAST}")
    repo.commit("numbered", day="2026-05-03", wiki=f"version: 2.0.0\n{LEAST}{DATED}")
    assert [has_page for *_, has_page in told(repo)] == expected
    sides = Sides(repo.folder, "agreements", Limits(), None)
    made = histories(sides, TODAY)["wiki"]
    assert [one.is_restated for one in made] == [False, False, True, True, False]


def test_a_file_that_could_not_be_read_hides_no_change(repo: Repository) -> None:
    repo.commit("begin", day="2026-01-05", wiki=WIKI)
    repo.commit("broken", day="2026-01-06", wiki="id: [")
    repo.commit("elsewhere", day="2026-01-07", mail=WIKI.replace("id: wiki", "id: mail"))
    repo.commit("mended", day="2026-02-20", wiki=LESS)
    assert [(day.day, rules, is_read) for day, _, rules, is_read, _ in told(repo)] == [
        (5, [], True),
        (6, [], False),
        (20, ["availability-target-lowered"], True),
    ]


def test_there_is_no_history_without_commits(repo: Repository) -> None:
    with pytest.raises(TreeError, match="nothing was committed yet"):
        told(repo)
    outside = Sides(Path("/"), "agreements", Limits(), None)
    with pytest.raises(TreeError, match="is in no git repository"):
        histories(outside, TODAY)
