"""What is asked beside promises: by the agreement in force and by the policy of the base."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from command import sla
from repositories import Repository, repository
from sla_catalog.model.policy import Policy
from sla_catalog.review.accepting import grown_baseline, newly_accepted
from sla_catalog.review.loosening import loosened
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Loaded, load
from sla_catalog.source.policy import policy_in
from sla_catalog.source.tree import SourceFile

TODAY = "2026-11-28"
DATABASE = """\
id: database
kind: sla
title: Database
reference: SLA-1
version: {version}
status: active
owner: platform
customer: Payments
amendment: {{approved_by: [provider, customer], notice: {notice}}}
services: [{{id: db, name: Database}}]
metrics:
  - {{id: uptime, type: availability, target: {target}, window: calendar month}}
revisions:
  - {{version: {version}, {day}summary: New., approved_by: [{names}]}}
"""
OLD = {
    "version": "1.0.0", "notice": "30 days", "target": "99.9 %",
    "day": "date: 2026-01-01, ", "names": "platform, Payments",
}  # fmt: skip
NEW = OLD | {"version": "2.0.0", "target": "99.5 %", "day": "date: 2027-01-15, "}


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Repository:
    repo = repository(tmp_path)
    repo.commit("one", database=DATABASE.format(**OLD))
    return repo


def points(repo: Repository) -> list[tuple[str, bool]]:
    result = sla(
        repo.folder, "review", "--base", "HEAD", "--today", TODAY, "--output", "json:review.json"
    )
    assert result.exit_code in {0, 1}, result.output
    told = yaml.safe_load((repo.folder / "review.json").read_text(encoding="utf-8"))
    return [(one["rule"], one["open"]) for one in told["policy"]]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"version": "1.1.0"},
         "`version` is 1.1.0; weaker promises call for a new major one: raise it to 2.0.0"),
        ({"version": '"2.0"'}, {"version": '"2.1"'},
         "`version` is 2.1; weaker promises call for a new major one: raise it to 3.0"),
        ({"version": "2.0.0"}, {"version": "1.9.0"},
         "`version` is 1.9.0; weaker promises call for a new major one: raise it to 3.0.0"),
        ({"version": '"2"'}, {"version": '"2"'},
         "`version` is 2; weaker promises call for a new major one: raise it to 3"),
        ({"version": '"2.1"'}, {"version": "gone"},
         "`version` is not stated any more; weaker promises call for a new major one: write 3.0"),
        ({}, {"version": "gone"},
         "`version` is not stated any more; weaker promises call for a new major one: write 2.0.0"),
        ({}, {"version": "1.0.0", "target": "99.95 %"},
         "`version` is 1.0.0; a change of meaning calls for a higher one: raise it above 1.0.0"),
        ({"version": "A"}, {"version": "A"},
         "`version` is A; weaker promises call for another one: write one that is not A"),
    ],
)  # fmt: skip
def test_an_open_version_says_what_to_write(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], told: str
) -> None:
    repo = repository(tmp_path)
    repo.commit("one", database=DATABASE.format(**OLD | before))
    text = DATABASE.format(**NEW | after).replace("version: gone\nstatus", "status")
    repo.write("agreements/database.yaml", text)
    result = sla(repo.folder, "review", "--base", "HEAD", "--today", TODAY)
    assert f"open: SLA-1: {told}\n" in result.output


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, [("version", False), ("notice", False), ("approval", False)]),
        ({"version": "1.1.0"}, [("version", True), ("notice", False), ("approval", False)]),
        ({"day": "date: 2026-12-27, "},
         [("version", False), ("notice", True), ("approval", False)]),
        ({"day": "date: 2026-12-28, "},
         [("version", False), ("notice", False), ("approval", False)]),
        ({"day": ""}, [("version", False), ("notice", True), ("approval", False)]),
        ({"names": "platform"}, [("version", False), ("notice", False), ("approval", True)]),
        ({"names": "provider, customer"},
         [("version", False), ("notice", False), ("approval", False)]),
        # A shorter notice in the same change does not shorten the one that is kept.
        ({"notice": "1 day", "day": "date: 2026-12-01, "},
         [("version", False), ("notice", True), ("approval", False)]),
        # What was approved for the former version, and its day, are not those of this one.
        ({"version": "1.0.0", "day": OLD["day"]},
         [("version", True), ("notice", True), ("approval", True)]),
        ({"target": "99.95 %", "version": "1.1.0", "day": ""}, [("version", False)]),
    ],
)  # fmt: skip
def test_what_the_agreement_in_force_asks_for(
    repo: Repository, changed: dict[str, str], expected: list[tuple[str, bool]]
) -> None:
    repo.write("agreements/database.yaml", DATABASE.format(**(NEW | changed)))
    assert points(repo) == expected


@pytest.mark.parametrize(
    ("before", "day", "expected"),
    [
        ("date: 2026-01-01, ", "date: 2026-11-28, ", [("version", False), ("effective", False)]),
        ("date: 2026-01-01, ", "date: 2026-11-27, ", [("version", False), ("effective", True)]),
        ("date: 2026-01-01, ", "", [("version", False), ("effective", True)]),
        ("", "", [("version", False)]),
    ],
)
def test_weaker_promises_do_not_hold_in_the_past(
    repo: Repository, before: str, day: str, expected: list[tuple[str, bool]]
) -> None:
    def plain(values: dict[str, str]) -> str:
        lines = DATABASE.format(**values).splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("amendment"))

    repo.commit("without notice", database=plain(OLD | {"day": before}))
    repo.write("agreements/database.yaml", plain(NEW | {"day": day}))
    assert points(repo) == expected


def test_a_policy_of_the_base_counts_and_one_of_the_proposal_does_not(repo: Repository) -> None:
    repo.write("agreements/database.yaml", DATABASE.format(**(NEW | {"names": "platform"})))
    repo.write("sla.yml", "review: {fail_on: never, ignore: [approval]}\n")
    assert ("approval", True) in points(repo)
    closed = sla(repo.folder, "review", "--base", "HEAD", "--today", TODAY)
    assert closed.exit_code == 1
    assert "sla.yml: review.fail_on asks for less" in closed.output
    repo.git("stash", "--quiet", "--include-untracked")
    repo.write("sla.yml", "review: {fail_on: never, ignore: [approval]}\n")
    repo.commit("policy")
    repo.git("checkout", "--quiet", "stash@{0}", "--", "agreements")
    assert ("approval", True) not in points(repo)
    assert sla(repo.folder, "review", "--base", "HEAD", "--today", TODAY).exit_code == 0


def test_a_loosened_policy_is_acknowledged_like_any_change(repo: Repository) -> None:
    repo.write("sla.yml", "check: {ignore: [dead-zone]}\n")
    assert sla(repo.folder, "review", "--base", "HEAD").exit_code == 1
    assert (
        sla(repo.folder, "ack", "--base", "HEAD", "--all", "--reason", "As agreed").exit_code == 0
    )
    assert sla(repo.folder, "review", "--base", "HEAD").exit_code == 0


IGNORED = "  # sla: ignore[dead-zone] Agreed."


def test_what_a_proposal_accepts_by_itself_is_acknowledged_too(repo: Repository) -> None:
    text = DATABASE.format(**OLD)
    accepting_text = text.replace("owner: platform", f"owner: platform{IGNORED}")
    repo.write("agreements/database.yaml", accepting_text)
    baseline = {"agreement": "database", "rule": "no-cap", "path": "metrics", "value": "1"}
    listed = {"schema": "sla-baseline/1", "findings": [baseline]}
    repo.write(".sla/baseline.json", json.dumps(listed))
    closed = sla(repo.folder, "review", "--base", "HEAD", "--today", TODAY)
    assert closed.exit_code == 1
    assert "agreements/database.yaml: a comment accepts dead-zone at" in closed.output
    assert "findings of no-cap in database are set aside" in closed.output
    sla(repo.folder, "ack", "--base", "HEAD", "--all", "--reason", "As agreed")
    assert sla(repo.folder, "review", "--base", "HEAD", "--today", TODAY).exit_code == 0


WIKI = """\
id: wiki
kind: sla
title: Wiki
owner: ops
metrics:
  - {id: one, type: availability, target: 99 %}
  - {id: two, type: availability, target: 99 %}
"""


def accepting(text: str) -> Loaded:
    return load([SourceFile("agreements/wiki.yaml", text.encode())], "agreements", Limits())


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ("", "# sla: ignore[a] Ours.", ["wiki.metrics[one][a]"]),
        ("# sla: ignore[a] Ours.", "# sla: ignore[a] In other words.", []),
        ("# sla: ignore[a] Ours.", "# sla: ignore[a, b] Ours.", ["wiki.metrics[one][b]"]),
        ("# sla: ignore[a] Ours.", "", []),
        ("# sla: ignore[a] Ours. -- until 2027-01-01", "# sla: ignore[a] Ours. -- until 2026-12-01",
         []),
        ("# sla: ignore[a] Ours. -- until 2027-01-01", "# sla: ignore[a] Ours. -- until 2027-02-01",
         ["wiki.metrics[one][a]"]),
        ("# sla: ignore[a] Ours. -- until 2027-01-01", "# sla: ignore[a] Ours.",
         ["wiki.metrics[one][a]"]),
    ],
)  # fmt: skip
def test_what_is_newly_accepted(before: str, after: str, paths: list[str]) -> None:
    sides = [accepting(WIKI.replace("99 %}\n", f"99 %}} {one}\n", 1)) for one in (before, after)]
    assert [one.path for one in newly_accepted(*sides)] == paths


def test_a_comment_that_moves_to_another_promise_is_new() -> None:
    mark = "# sla: ignore[a] Ours."
    first = WIKI.replace("99 %}\n", f"99 %}} {mark}\n", 1)
    second = f"{WIKI.rstrip()} {mark}\n"
    told = newly_accepted(accepting(first), accepting(second))
    assert [one.path for one in told] == ["wiki.metrics[two][a]"]


def test_a_baseline_that_shrinks_or_is_no_baseline_is_nothing_to_acknowledge() -> None:
    entry = {"agreement": "wiki", "rule": "a", "path": "metrics", "value": "1"}
    more = json.dumps({"findings": [entry, entry]}).encode()
    less = json.dumps({"findings": [entry]}).encode()
    assert [(one.before.text, one.after.text) for one in grown_baseline(less, more, "b.json")] == [
        ("1 set aside", "2 set aside")
    ]
    assert [*grown_baseline(more, less, "b.json"), *grown_baseline(less, b"[", "b.json")] == []


def test_wider_readers_are_acknowledged(repo: Repository) -> None:
    public = DATABASE.format(**OLD).replace("owner:", "classification: public\nowner:")
    repo.write("agreements/database.yaml", public)
    assert ("audience", True) in points(repo)
    sla(repo.folder, "ack", "--base", "HEAD", "--all", "--reason", "To be published")
    assert ("audience", False) in points(repo)


def policy(text: str) -> Policy:
    return policy_in(text.encode()) if text else Policy()


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ("", "review: {fail_on: error}", ["review.fail_on"]),
        ("review: {fail_on: error}", "", []),
        ("", "review: {version: any}", ["review.version"]),
        ("review: {ignore: [notice]}", "review: {ignore: [notice, version]}", ["review.ignore"]),
        ("review: {ignore: [notice]}", "review: {ignore: [version]}", ["review.ignore"]),
        ("review: {ignore: [notice]}", "", []),
        ("", "check: {select: [yaml]}", ["check.select"]),
        ("check: {select: [yaml]}", "check: {select: [yaml, terms]}", []),
        ("check: {levels: {dead-zone: error}}", "check: {levels: {dead-zone: off}}",
         ["check.levels.dead-zone"]),
        ("check: {levels: {dead-zone: info}}", "check: {levels: {dead-zone: error}}", []),
        ("check: {require_until: true}", "", ["check.require_until"]),
        ("", "check: {vocabulary: [{term: promptly, reason: Ours.}]}", ["check.vocabulary"]),
        ("check: {fail_on: info}", "check: {fail_on: never}", ["check.fail_on"]),
    ],
)  # fmt: skip
def test_what_is_looser(before: str, after: str, paths: list[str]) -> None:
    told = loosened(policy(before), policy(after), "sla.yml")
    assert [one.path for one in told] == paths
