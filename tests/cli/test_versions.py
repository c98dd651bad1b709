"""`sla history` and `sla git-diff` in real repositories."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from command import sla
from repositories import Repository, repository

DATABASE = """\
id: {id}
kind: sla
title: Database
version: {version}
status: active
owner: platform
customer: Payments
services: [{{id: db, name: Database}}]
metrics:
  - {{id: uptime, type: availability, target: {target}, window: calendar month}}
"""
REVISIONS = """\
revisions:
  - {version: 2.0.0, date: 2026-03-01, summary: Less uptime.}
  - {version: 1.0.0, date: 2026-01-01, summary: First version.}
"""


def text(target: str, version: str, name: str = "database") -> str:
    return DATABASE.format(id=name, target=target, version=version)


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Repository:
    repo = repository(tmp_path)
    repo.commit("First", day="2026-01-05", database=text("99.9 %", "1.0.0"))
    repo.commit("Aside", day="2026-01-10", other=text("99 %", "1.0.0", "other"))
    repo.commit("Broken", day="2026-01-20", database="id: [")
    repo.commit("Less", day="2026-02-20", database=text("99.5 %", "2.0.0"))
    repo.commit("More", day="2026-04-20", database=text("99.8 %", "2.1.0"))
    return repo


def lines(repo: Repository, *arguments: str) -> list[str]:
    result = sla(repo.folder, "history", "database", *arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_the_history_says_when_what_became_weaker_or_stronger(repo: Repository) -> None:
    told = [line for line in lines(repo) if line and not line.startswith("  =")]
    ids = repo.git("log", "--format=%h", "--abbrev=12").split()
    assert told == [
        f"2026-04-20 {ids[0]} 2.1.0: More",
        "  ▲ database 2.1 Availability: 99.5 % → 99.8 %: stronger for the customer; "
        "2 h 9 min 36 s less downtime in 30 days, 0.4 times as much (2 h 57.6 s to "
        "2 h 13 min 55.2 s by the length of the period)",
        f"2026-02-20 {ids[1]} 2.0.0: Less",
        "  ▼ database 2.1 Availability: 99.9 % → 99.5 %: weaker for the customer; "
        "2 h 52 min 48 s more downtime in 30 days, 5 times as much (2 h 41 min 16.8 s to "
        "2 h 58 min 33.6 s by the length of the period)",
        f"2026-01-20 {ids[2]}: Broken",
        "    not compared: agreements/database.yaml:1:5: the bracket `[` that opens here is "
        "never closed; expected `]` at the end",
        f"2026-01-05 {ids[4]} 1.0.0: First",
        "    the first state that is recorded",
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-05", ("1.0.0", "99.9 %")),
        ("2026-02-19", None),
        ("2026-02-20", ("2.0.0", "99.5 %")),
        ("2026-03-01", ("2.0.0", "99.5 %")),
        ("2030-01-01", ("2.1.0", "99.8 %")),
    ],
)
def test_what_was_recorded_answers_for_any_day(
    repo: Repository, day: str, expected: tuple[str, str] | None
) -> None:
    result = sla(repo.folder, "history", "database", "--on", day, "--format", "json")
    if expected is None:
        assert result.exit_code == 4
        return
    told = json.loads(result.output)
    assert (told["version"], told["promises"][0]["target"]) == expected
    assert told["first"] is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-12-31", None),
        ("2026-01-01", ("1.0.0", "2026-01-01", "2026-02-28")),
        ("2026-02-28", ("1.0.0", "2026-01-01", "2026-02-28")),
        ("2026-03-01", ("2.0.0", "2026-03-01", None)),
    ],
)
def test_days_of_revisions_go_before_those_of_commits(
    repo: Repository, day: str, expected: tuple[str, str, str | None] | None
) -> None:
    repo.commit("Dated", day="2026-05-01", database=text("99.5 %", "2.0.0") + REVISIONS)
    result = sla(repo.folder, "history", "database", "--on", day, "--format", "json")
    if expected is None:
        assert (result.exit_code, "Nothing is recorded of 2025-12-31" in result.output) == (4, True)
        return
    told = json.loads(result.output)
    assert (told["version"], told["first"], told["last"]) == expected


AHEAD = "revisions: [{version: 3.0.0, date: 2026-08-01, summary: Less.}]\n"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-31", ("2.1.0", "99.8 %", None, "2026-07-31")),
        ("2026-07-31", ("2.1.0", "99.8 %", None, "2026-07-31")),
        ("2026-08-01", ("3.0.0", "99 %", "2026-08-01", None)),
    ],
)
def test_a_version_whose_day_is_ahead_does_not_hold_once_it_is_recorded(
    repo: Repository, day: str, expected: tuple[str, str, str | None, str | None]
) -> None:
    repo.commit("Ahead", day="2026-05-30", database=text("99 %", "3.0.0") + AHEAD)
    told = json.loads("".join(lines(repo, "--on", day, "--format", "json")))
    found = told["version"], told["promises"][0]["target"], told["first"], told["last"]
    assert found == expected


def test_the_last_version_before_one_ahead_says_until_when_it_holds(repo: Repository) -> None:
    repo.commit("Ahead", day="2026-05-30", database=text("99 %", "3.0.0") + AHEAD)
    assert lines(repo, "--on", "2026-06-01")[0] == (
        "On 2026-06-01 version 2.1.0 was recorded, on 2026-04-20; its revisions name no day. "
        "Another version is in force from 2026-08-01."
    )


def test_before_a_first_version_that_is_ahead_nothing_held(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.commit("First", day="2026-05-30", database=text("99 %", "3.0.0") + AHEAD)
    result = sla(repo.folder, "history", "database", "--on", "2026-06-01")
    assert (result.exit_code, result.output) == (
        4,
        "Nothing is recorded that was in force on 2026-06-01; "
        "version 3.0.0 is in force from 2026-08-01\n",
    )


LESS_LATER = text("99 %", "2.0.0") + REVISIONS.replace("2026-03-01", "2026-12-29")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-01", ["99.9 %", []]),
        ("2026-11-27", ["99.9 %", ["2026-11-27"]]),
        ("2026-12-28", ["99.9 %", ["2026-11-27", "2026-11-28"]]),
        ("2026-12-29", ["99 %", []]),
    ],
)
def test_what_is_weakened_before_the_number_is_raised_rewrites_no_past(
    tmp_path: Path, day: str, expected: list[object]
) -> None:
    repo = repository(tmp_path)
    repo.commit("First", day="2026-01-05", database=text("99.9 %", "1.0.0"))
    repo.commit("Less", day="2026-11-27", database=text("99.5 %", "1.0.0"))
    repo.commit("Less still", day="2026-11-28", database=text("99 %", "1.0.0"))
    repo.commit("Number", day="2026-11-28", database=LESS_LATER)
    told = json.loads("".join(lines(repo, "--on", day, "--format", "json")))
    days = [one["day"] for one in told["restated"]]
    assert [told["promises"][0]["target"], days] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-03-01", "99.9 %"), ("2026-05-01", "99.5 %"), ("2026-11-01", "99.5 %")],
)
def test_the_present_version_has_what_was_recorded_by_a_day(
    tmp_path: Path, day: str, expected: str
) -> None:
    repo = repository(tmp_path)
    dated = REVISIONS.replace("  - {version: 2.0.0, date: 2026-03-01, summary: Less uptime.}\n", "")
    repo.commit("First", day="2026-01-05", database=text("99.9 %", "1.0.0") + dated)
    repo.commit("Less", day="2026-05-01", database=text("99.5 %", "1.0.0") + dated)
    told = json.loads("".join(lines(repo, "--on", day, "--format", "json")))
    assert told["promises"][0]["target"] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-28", "On 2026-11-28 version 1.0.0 held, from 2026-01-01 to 2026-12-28."),
        ("2026-11-29", "On 2026-11-29 version 1.0.0 holds, from 2026-01-01 to 2026-12-28."),
        ("2026-11-30", "On 2026-11-30 version 1.0.0 will hold, from 2026-01-01 to 2026-12-28."),
        (
            "2026-12-29",
            "On 2026-12-29 version 2.0.0 will hold, from 2026-12-29 on, until another version is "
            "recorded.",
        ),
    ],
)
def test_a_day_ahead_is_told_as_one(tmp_path: Path, day: str, expected: str) -> None:
    repo = repository(tmp_path)
    repo.write("mkdocs.yml", "plugins: [{sla-catalog: {today: 2026-11-29}}]\n")
    repo.commit("First", day="2026-01-05", database=text("99.9 %", "1.0.0"))
    repo.commit("Less", day="2026-11-27", database=text("99.5 %", "1.0.0"))
    repo.commit("Number", day="2026-11-28", database=LESS_LATER)
    said = lines(repo, "--on", day)
    assert said[0] == expected
    name = repo.git("log", "--format=%h", "--abbrev=12", "--skip=1").split()[0]
    changed = f"Changed under the same number by {name} on 2026-11-27, which is not included above:"
    assert (changed in said) == (day < "2026-12-29")


def test_a_share_of_cases_is_told_of_what_held(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    mails = "  - {id: send, type: response_time, target: 10 s, compliance: 95 % of e-mails}\n"
    repo.commit("First", day="2026-05-30", database=text("99 %", "1.0.0") + mails)
    assert lines(repo, "--on", "2026-06-01")[2:] == [
        "  Availability: 99 %",
        "  First response: 10 s for 95 % of e-mails",
    ]


def test_what_held_is_said_in_words(repo: Repository) -> None:
    said = lines(repo, "--on", "2026-03-01")
    name = repo.git("log", "--format=%h", "--abbrev=12").split()[1]
    assert said == [
        "On 2026-03-01 version 2.0.0 was recorded, on 2026-02-20; its revisions name no day.",
        f"Recorded by {name} on 2026-02-20.",
        "  Availability: 99.5 %",
    ]


def test_a_former_id_is_the_same_agreement(repo: Repository) -> None:
    repo.git("mv", "agreements/database.yaml", "agreements/store.yaml")
    renamed = text("99.8 %", "2.1.0", "store").replace("kind:", "formerly: [database]\nkind:")
    repo.commit("Renamed", day="2026-06-01", store=renamed)
    result = sla(repo.folder, "history", "store", "--format", "json")
    assert [one["subject"] for one in json.loads(result.output)] == [
        "Renamed", "More", "Less", "Broken", "First",
    ]  # fmt: skip


def test_what_is_not_there_has_its_status(repo: Repository, tmp_path: Path) -> None:
    assert sla(repo.folder, "history", "nothing").exit_code == 4
    (tmp_path / "bare").mkdir()
    plain = repository(tmp_path / "bare")
    assert sla(plain.folder, "history", "database").exit_code == 3


def driver(repo: Repository) -> None:
    program = Path(sys.executable).with_name("sla")
    repo.git("config", "diff.sla.command", f"'{program}' git-diff")
    repo.write(".gitattributes", "agreements/**/*.yaml diff=sla\n")


def test_git_tells_what_a_change_means(repo: Repository) -> None:
    driver(repo)
    repo.write("agreements/database.yaml", text("99.7 %", "3.0.0"))
    said = repo.git("diff", "--", "agreements").splitlines()
    assert said[:3] == [
        "--- agreements/database.yaml",
        "+++ agreements/database.yaml",
        "1 change weakens a promise",
    ]
    assert "▼ weaker: database 2.1 Availability" in said
    log = repo.git("log", "--patch", "--ext-diff", "--format=%s", "--max-count=1")
    assert "▲ stronger: database 2.1 Availability" in log


def test_git_goes_on_where_a_file_is_new_gone_or_broken(repo: Repository) -> None:
    driver(repo)
    unlike = (
        text("4 h", "7.0", "new").replace("availability", "recovery_time").replace("Data", "Da")
    )
    repo.write("agreements/new.yaml", "".join(f"{line} # new\n" for line in unlike.splitlines()))
    repo.write("agreements/other.yaml", "id: [")
    (repo.folder / "agreements" / "database.yaml").unlink()
    repo.git("add", "--all")
    said = repo.git("diff", "--cached", "--", "agreements")
    assert "Cannot compare: agreements/other.yaml" in said
    assert said.count("+++ ") == 3


def test_a_clone_without_older_commits_says_so(repo: Repository, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / "clone", "--depth", "1")
    name = next(path.stem for path in sorted((repo.folder / "agreements").glob("*.yaml")))
    assert "git fetch --unshallow" in sla(clone.folder, "history", name).stderr
    assert sla(repo.folder, "history", name).stderr == ""
