"""Rules: each has a page, whose small catalogs are read and judged, with all that is found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from sla_catalog.findings import FindingSeverity
from sla_catalog.incremental.process_memory import ProcessMemory
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.reports.text import as_text
from sla_catalog.rules import check, check_in_part
from sla_catalog.rules.acceptance import judge
from sla_catalog.rules.rule_pages import RuleCase, page_of, pages_by_name, reference, weight
from sla_catalog.rules.table import RULES
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

TODAY = date(2026, 11, 23)
REFERENCE = Path(__file__).resolve().parents[2] / "docs/reference/rules.md"
CASES = [(rule, case) for rule in RULES for case in page_of(rule).cases]
NAMES = [f"{rule.id}-{case.says}" for rule, case in CASES]


def told(case: RuleCase, memory: ProcessMemory | None = None) -> str:
    """Return all that is found in a catalog, as the command prints it."""
    files = [SourceFile(path, data) for path, data in case.files.items()]
    loaded = load(files, "agreements", case.limits, case.timezone)
    in_part = check_in_part(loaded)
    found = (*loaded.findings, *in_part, *check(replace(loaded.catalog, memory=memory), TODAY))
    return as_text(judge(found, loaded.suppressions, CheckPolicy(), TODAY).open)


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=NAMES)
def test_what_is_found(case: RuleCase) -> None:
    assert told(case) == case.found


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=NAMES)
def test_a_preview_finds_the_same(case: RuleCase) -> None:
    """There each agreement is judged without the others, save by rules about all of them."""
    assert told(case, ProcessMemory()) == case.found


def test_every_rule_has_an_id_and_a_page_of_its_own() -> None:
    ids = [rule.id for rule in RULES]
    assert len({*ids}) == len(ids)
    assert {*pages_by_name()} == {*ids}


def test_every_page_says_first_that_its_findings_are_no_errors() -> None:
    for rule in RULES:
        told = page_of(rule).about.strip().startswith((f"A {weight(rule.severity)}", "A warning"))
        assert told == (rule.severity is not FindingSeverity.ERROR), rule.id


def test_what_finds_a_rule_says_what_it_finds() -> None:
    checks = {check for rule in RULES for check in rule.checks}
    functions = {one.func if isinstance(one, partial) else one for one in checks}
    assert [one.__name__ for one in functions if not (one.__doc__ or "").startswith("Find ")] == []


def test_every_summary_is_a_sentence() -> None:
    told = [rule.summary for rule in RULES if not re.fullmatch(r"[A-Z0-9`].*[^.]\.", rule.summary)]
    assert told == []


# What no catalog of texts can show alone, with the test that does.
WITHOUT_CASES = {
    "too-many-files": "source/test_tree.py",
    "same-file-name": "source/test_tree.py",
    "unusual-file-name": "source/test_tree.py",
    "not-a-file": "source/test_tree.py",
    "cannot-read": "source/test_tree.py",
    "further-findings": "rules/test_bounds.py",
    "catalog-too-large": "rules/test_bounds.py",
    "keys-out-of-order": "cli/test_fixing.py",
    "unresolved-page": "site/test_handbook.py",
    "withheld-reference": "cli/test_commands.py",
}


def test_every_rule_has_cases_that_break_and_that_keep_it() -> None:
    for rule in RULES:
        found = {f"[{rule.id}]" in case.found for case in page_of(rule).cases}
        assert found == (set() if rule.id in WITHOUT_CASES else {True, False}), rule.id


def test_rules_without_cases_have_a_test_elsewhere() -> None:
    assert WITHOUT_CASES.keys() <= {rule.id for rule in RULES}
    for place in WITHOUT_CASES.values():
        assert (Path(__file__).resolve().parents[1] / place).is_file()


def test_the_reference_is_in_step_with_the_pages() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "run make schema"
