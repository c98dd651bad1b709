"""Workflows that a repository copies: linters find nothing, and their commands run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from command import sla
from repositories import repository
from sla_catalog.workflows import Server, workflows

GITHUB = (Server.GITHUB, Server.GITHUB_FORKS)
WIKI = """\
id: wiki
kind: sla
title: Wiki
status: active
owner: Team
metrics:
  - {id: uptime, type: availability, target: 99.9 %, window: calendar month}
"""


def written(folder: Path, server: Server) -> list[str]:
    """Write the files of a server as a repository has them; return their paths."""
    for one in workflows(server):
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text, encoding="utf-8")
    return [one.path for one in workflows(server)]


def run(folder: Path, *command: str) -> str:
    program = str(Path(sys.executable).with_name(command[0]))
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_files_of_each_server() -> None:
    assert {server: [one.path for one in workflows(server)] for server in Server} == {
        Server.GITHUB: [".github/workflows/sla-review.yml"],
        Server.GITHUB_FORKS: [
            ".github/workflows/sla-review-comment.yml",
            ".github/workflows/sla-review.yml",
        ],
        Server.GITLAB: [".gitlab/sla-review.gitlab-ci.yml"],
    }


@pytest.mark.parametrize("server", GITHUB)
def test_zizmor_finds_nothing(tmp_path: Path, server: Server) -> None:
    paths = written(tmp_path, server)
    said = run(tmp_path, "zizmor", "--offline", "--pedantic", "--no-progress", *paths)
    assert "No findings to report" in said


@pytest.mark.parametrize("server", Server)
def test_the_files_keep_to_the_schemas_of_the_forges(tmp_path: Path, server: Server) -> None:
    schema: tuple[str, ...] = ("vendor.github-workflows",)
    if server is Server.GITLAB:
        schema = ("vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    run(tmp_path, "check-jsonschema", "--builtin-schema", *schema, *written(tmp_path, server))


def commands(record: Any) -> list[str]:
    """Return every command line below a value of a workflow."""
    match record:
        case dict():
            return [line for value in record.values() for line in commands(value)]
        case list():
            return [line for value in record for line in commands(value)]
        case str() if record.startswith("sla "):
            return [record]
    return []


@pytest.mark.parametrize("server", Server)
def test_the_command_runs_and_writes_what_later_steps_read(tmp_path: Path, server: Server) -> None:
    repo = repository(tmp_path)
    repo.commit("one", wiki=WIKI)
    repo.git("checkout", "--quiet", "-b", "proposal")
    repo.commit("two", wiki=WIKI.replace("99.9", "99.5"))
    found = [line for one in workflows(server) for line in commands(yaml.safe_load(one.text))]
    assert len(found) == 1
    program, *arguments = shlex.split(found[0])
    assert program == "sla"
    assert sla(repo.folder, *arguments).exit_code == 1
    outputs = [word.partition(":")[2] for word in arguments if re.match(r"[a-z]+:", word)]
    assert {name for name in outputs if name != "-"} <= {
        path.name for path in repo.folder.iterdir()
    }
    comment = (repo.folder / "review.md").read_text(encoding="utf-8")
    assert comment.startswith("<!-- sla-review:")


@pytest.mark.parametrize("server", Server)
def test_a_comment_is_known_by_the_words_that_it_begins_with(server: Server) -> None:
    texts = [one.text for one in workflows(server)]
    assert sum("<!-- sla-review:" in text for text in texts) == 1
    assert all("^### No agreement changes$" in t for t in texts if "<!-- sla-review:" in t)


@pytest.mark.parametrize("server", GITHUB)
def test_the_one_that_may_write_runs_nothing_of_a_fork(server: Server) -> None:
    for one in workflows(server):
        record = yaml.safe_load(one.text)
        (job,) = record["jobs"].values()
        may_write = job["permissions"].get("pull-requests") == "write"
        if server is Server.GITHUB_FORKS and may_write:
            assert [step for step in job["steps"] if "uses" in step] == []
        assert record["permissions"] == {}
