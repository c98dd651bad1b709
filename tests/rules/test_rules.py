"""Rules: for each a file of small catalogs, and all that is found in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drafts import cases, draft
from sla_catalog.findings import Finding
from sla_catalog.model.memory import Memory
from sla_catalog.rules import RULES, RULES_OF_THE_DAY, check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES, load
from sla_catalog.source.tree import SourceFile

TODAY = date(2026, 11, 23)
FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
CASES = [(file.stem, case) for file in FILES for case in cases(file)]


def line(finding: Finding) -> str:
    instead = f" -> {finding.instead}" if finding.instead else ""
    expected = f"; {finding.expected}" if finding.expected else ""
    related = "".join(f" ({other.text}: {other.span})" for other in finding.related)
    return (
        f"{finding.span}: {finding.severity}[{finding.rule}]: "
        f"{finding.found}{expected}{instead}{related}\n"
    )


def told(case: dict[str, Any], memory: Memory | None = None) -> str:
    """Return all that the rules find in a catalog; a file named `case` is the minimal draft's."""
    files = [
        SourceFile(f"agreements/{name}.yaml", text_of(name, text, case).encode())
        for name, text in case["files"].items()
    ]
    loaded = load(files, "agreements", Limits(), case.get("timezone"))
    assert loaded.findings == ()
    return "".join(map(line, check(replace(loaded.catalog, memory=memory), TODAY)))


def text_of(name: str, text: str, case: dict[str, Any]) -> str:
    if name in SHARED_FILES:
        return text
    return draft(f"id: {name}\n{text}", case.get("without", ""))


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{rule}-{case['says']}" for rule, case in CASES]
)
def test_what_is_found(case: dict[str, Any]) -> None:
    assert told(case) == case["found"]


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{rule}-{case['says']}" for rule, case in CASES]
)
def test_a_preview_finds_the_same(case: dict[str, Any]) -> None:
    """There each agreement is judged without the others, but by the rules in TOGETHER."""
    assert told(case, Memory()) == case["found"]


def test_every_rule_has_cases_that_break_and_that_keep_it() -> None:
    rules = (*RULES, *RULES_OF_THE_DAY)
    assert {file.stem for file in FILES} == {rule.__name__ for rule in rules}
    for rule in rules:
        found = {bool(case["found"]) for name, case in CASES if name == rule.__name__}
        assert found == {True, False}, rule.__name__
