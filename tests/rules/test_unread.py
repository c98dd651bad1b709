"""What is told of comments while a part of the catalog cannot be read: what is known."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

import pytest

from sla_catalog.findings import Finding
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.rules import check
from sla_catalog.rules.acceptance import Examined, judge
from sla_catalog.rules.rule_pages import RuleCase, page_of
from sla_catalog.rules.table import RULES
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

TODAY = date(2026, 11, 23)

SHOP = """\
id: shop
kind: sla
title: Shop
owner: Team
services: [{id: shop, name: Shop}]
metrics:
  - id: up
    type: availability
    window: calendar month
    target: 99.9 % # sla: ignore[dead-zone] as signed in 2024
depends_on: [{agreement: host, metrics: [up]}] # sla: ignore[dependency-deficit] a cache helps
"""
HOST = """\
id: host
kind: ola
title: Host
owner: Team
services: [{id: host, name: Host}]
metrics:
  - id: up
    type: availability
    window: calendar month
    target: 99.5 % # sla: ignore[absolute-promise] two sites
"""
GLOSSARY = "terms: [{id: outage, term: Outage, definition: Time in which nothing works.}]\n"
IDLE_SHOP, IDLE_HOST = ("suppression-unused", "shop", 10), ("suppression-unused", "host", 10)
EXPIRED = HOST.replace("two sites", "two sites -- until 2026-01-31")
UNKNOWN = HOST.replace("absolute-promise", "absolute-promiss")

# The files, and what is told of comments in them: rule, file and line.
CASES: dict[str, tuple[dict[str, str], list[tuple[str, str, int]]]] = {
    "all can be read": ({}, [IDLE_HOST, IDLE_SHOP]),
    "an agreement below has a wrong key": ({"host": f"{HOST}windw: 1\n"}, [IDLE_SHOP]),
    "an agreement below is no YAML": ({"host": f"{HOST}x: [\n"}, [IDLE_SHOP]),
    "an agreement nobody names is no YAML": ({"other": "x: [\n"}, [IDLE_HOST, IDLE_SHOP]),
    "the agreement above has a wrong key": ({"shop": f"{SHOP}windw: 1\n"}, [IDLE_HOST]),
    "the glossary has a wrong key": ({"glossary": f"{GLOSSARY}windw: 1\n"}, []),
    "two files have one id": ({"twin": HOST}, [IDLE_HOST, IDLE_SHOP]),
    "the last day has passed in a file with a wrong key": (
        {"host": f"{EXPIRED}windw: 1\n"},
        [("suppression-expired", "host", 10), IDLE_SHOP],
    ),
    "no rule is called so in a file with a wrong key": (
        {"host": f"{UNKNOWN}windw: 1\n"},
        [("suppression-unknown-rule", "host", 10), IDLE_SHOP],
    ),
    "a rule is asked elsewhere": (
        {"host": HOST.replace("absolute-promise", "unresolved-page")},
        [IDLE_SHOP],
    ),
}


@pytest.mark.parametrize(("files", "told"), CASES.values(), ids=CASES)
def test_a_comment_on_what_is_not_known_is_not_called_unused(
    files: dict[str, str], told: list[tuple[str, str, int]]
) -> None:
    written = {"glossary": GLOSSARY, "host": HOST, "shop": SHOP} | files
    read = [SourceFile(f"agreements/{name}.yaml", text.encode()) for name, text in written.items()]
    loaded = load(read, "agreements", Limits())
    found = (*loaded.findings, *check(loaded.catalog, TODAY))
    judged = judge(found, loaded.suppressions, CheckPolicy(), TODAY).open
    names = ((one.rule, PurePosixPath(one.span.path).stem, one.span.line) for one in judged)
    assert sorted(name for name in names if name[0].startswith("suppression-")) == sorted(told)


def found_in(case: RuleCase, files: dict[str, bytes]) -> list[Finding]:
    """Return all that is found in a catalog."""
    read = [SourceFile(path, data) for path, data in files.items()]
    loaded = load(read, "agreements", case.limits, case.timezone)
    return [*loaded.findings, *check(loaded.catalog, TODAY)]


def test_no_finding_is_lost_with_a_file_but_those_that_are_called_undecided() -> None:
    lost = set()
    cases = [case for rule in RULES for case in page_of(rule).cases if len(case.files) > 1]
    for case in cases:
        whole = found_in(case, dict(case.files))
        for path in case.files:
            rest = found_in(case, {**case.files, path: b"x: ["})
            examined = Examined.with_findings(rest)
            there = {(one.rule, one.span.path) for one in rest}
            for rule, place in {(one.rule, one.span.path) for one in whole} - there:
                if examined.decides(PurePosixPath(place).stem, [rule]):
                    lost.add((rule, path))
    assert len(cases) > 40
    assert lost == set()


def test_findings_that_are_not_shown_leave_comments_undecided() -> None:
    loaded = load([SourceFile("agreements/host.yaml", HOST.encode())], "agreements", Limits())
    found = [*loaded.findings, *check(loaded.catalog, TODAY)]
    place = loaded.catalog.span(loaded.catalog.agreements[0], ("id",))
    cut = Finding("further-findings", place, "3 more findings", omitted=3)
    for findings, told in ((found, ["suppression-unused"]), ([*found, cut], [])):
        judged = judge(findings, loaded.suppressions, CheckPolicy(), TODAY).open
        assert [f.rule for f in judged if f.rule.startswith("suppression-")] == told
