"""A reason that is none is refused wherever something is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import sla
from repositories import repository
from sla_catalog.model.placeholder import is_reason

NONE = ("why", "TODO", "…", "n/a", "-", "Because.", "tbd", "<reason>", "Grund", "x", " ")
REASONS = (
    "Amendment 4", "Ours.", "As agreed", "as signed in 2019", "none of our customers uses it",
    "Todo lists are no commitments", "Because the failover covers it",
)  # fmt: skip
AGREEMENT = """\
id: wiki
kind: sla
title: Wiki
owner: IT
services: [{{id: wiki, name: Wiki}}]
metrics: [{{id: uptime, type: availability, target: {target}, window: calendar month}}]
"""


@pytest.mark.parametrize("text", NONE)
def test_what_is_still_to_be_written_is_no_reason(text: str) -> None:
    assert not is_reason(text)


@pytest.mark.parametrize("text", REASONS)
def test_what_says_why_is_a_reason(text: str) -> None:
    assert is_reason(text)


def test_a_change_is_not_acknowledged_without_a_reason(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.commit("one", wiki=AGREEMENT.format(target="99.9 %"))
    repo.write("agreements/wiki.yaml", AGREEMENT.format(target="99.5 %"))
    given = ("ack", "--base", "HEAD", "--all", "--reason")
    for text in ("why", "TODO"):
        refused = sla(repo.folder, *given, text)
        assert (refused.exit_code, "is no reason; write why" in refused.stderr) == (2, True)
    assert not (repo.folder / "agreements/_acks").exists()
    assert sla(repo.folder, *given, "Amendment 4").exit_code == 0
    entry = next((repo.folder / "agreements/_acks").iterdir())
    text = entry.read_text(encoding="utf-8").replace("Amendment 4", "TODO")
    entry.write_text(text, encoding="utf-8")
    reviewed = sla(repo.folder, "review", "--base", "HEAD")
    assert reviewed.exit_code == 2
    assert "‘TODO’ is no reason" in reviewed.stderr + reviewed.stdout


def test_a_term_is_not_allowed_without_a_reason(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.write("agreements/wiki.yaml", AGREEMENT.format(target="99.9 %"))
    repo.write("sla.yml", "check: {vocabulary: [{term: promptly, reason: TODO}]}\n")
    refused = sla(repo.folder, "check")
    assert (refused.exit_code, "‘TODO’ is no reason" in refused.stderr) == (2, True)
