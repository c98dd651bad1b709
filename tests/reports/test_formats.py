"""Reports for forges: whole outputs, and what hostile texts become in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import validate

from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.reports.forges import as_github, as_gitlab, as_junit, as_problems
from sla_catalog.reports.markdown import as_markdown
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding
from sla_catalog.reports.sarif import as_sarif
from sla_catalog.reports.text import as_short
from sla_catalog.rules.table import RULES
from work import calls

HERE = Path(__file__).parent
HOSTILE = "::error::x ##[y]\x1b[31m @all #12 <script> a|b [c](javascript:d) 100 % \u202e `e`"
SPAN = Span("agreements/a,b:c.yaml", 4, 7, 4, 12, "  id: x")
DEAD = Finding(
    "dead-zone", SPAN, HOSTILE, "expected a credit", "below: target", FindingSeverity.WARNING
)
GAP = Finding("credit-gap", Span("agreements/wiki.yaml", 9, 2, 9, 3), "a gap")
REMARK = Finding(
    "unused-term", Span("agreements/wiki.yaml", 1, 1, 1, 1), "x", "", "", FindingSeverity.INFO
)
REPORT = CheckReport(
    (
        ReportedFinding(DEAD, "a,b:c", lambda: ("remedies.credits[a]", "1")),
        ReportedFinding(GAP, "wiki", lambda: ("remedies.credits[b]", "2")),
        ReportedFinding(GAP, "wiki", lambda: ("remedies.credits[b]", "2")),
        ReportedFinding(REMARK, "wiki", lambda: ("definitions[X]", "3")),
        ReportedFinding(
            GAP,
            "wiki",
            lambda: ("x", "4"),
            FindingState.SUPPRESSED,
            "as | signed",
            date(2027, 1, 31),
        ),
        ReportedFinding(GAP, "wiki", lambda: ("y", "5"), FindingState.BASELINE),
    ),
    2,
    2,
)
FOUND = [rule for rule in RULES if rule.id in {"credit-gap", "dead-zone", "unused-term"}]
FORMATS: dict[str, Callable[[CheckReport], str]] = {
    "github": as_github,
    "gitlab": as_gitlab,
    "junit": as_junit,
    "markdown": as_markdown,
    "sarif": lambda report: as_sarif(report, FOUND, "1.2.3"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_whole_output(name: str) -> None:
    assert FORMATS[name](REPORT) + "\n" == (HERE / "cases" / f"report.{name}").read_text("utf-8")


def test_an_annotation_is_one_command() -> None:
    lines = as_github(REPORT).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning", "::notice"]


def test_more_annotations_than_a_forge_shows_are_counted() -> None:
    places = [lambda n=n: ("remedies.credits[b]", str(n)) for n in range(12)]
    many = CheckReport(tuple(replace(REPORT.told[1], find_place=one) for one in places))
    assert as_github(many).splitlines()[9:] == [
        "::error title=sla check::3 more; the log of the check has all"
    ]


def test_issues_of_gitlab_have_fingerprints_of_their_own() -> None:
    marks = [one["fingerprint"] for one in json.loads(as_gitlab(REPORT))]
    assert len({*marks}) == len(marks) == 4


def test_junit_is_xml_and_only_what_is_open_fails() -> None:
    suites = ElementTree.fromstring(as_junit(REPORT))  # noqa: S314 it is ours
    assert [(s.get("name"), s.get("failures"), s.get("skipped")) for s in suites] == [
        ("agreements/a,b:c.yaml", "1", "0"),
        ("agreements/wiki.yaml", "2", "3"),
    ]


def test_markdown_of_files_holds_nothing_active() -> None:
    shown = as_markdown(REPORT)
    for sign in ("<script>", "@all", "](", "\x1b", "\u202e", "`e`", "a|b"):
        assert sign not in shown


# The schema of OASIS, errata 01: github.com/oasis-tcs/sarif-spec, sarif-2.1/schema, e0583813964e.
SARIF = Path(__file__).parent / "schemas/sarif-schema-2.1.0.json"


def test_sarif_keeps_to_its_published_schema() -> None:
    made = json.loads(as_sarif(REPORT, RULES, "1"))
    validate(made, json.loads(SARIF.read_text(encoding="utf-8")))
    run = made["runs"][0]
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]


def test_the_problem_matcher_reads_the_short_format() -> None:
    pattern = json.loads(as_problems())["problemMatcher"][0]["pattern"][0]
    found = re.fullmatch(pattern["regexp"], as_short([GAP]))
    assert found is not None
    assert found.groups() == ("agreements/wiki.yaml", "9", "2", "error", "credit-gap", "a gap")


@pytest.mark.parametrize("written", FORMATS.values())
def test_twice_as_many_findings_cost_twice(written: Callable[[CheckReport], str]) -> None:
    def work(count: int) -> int:
        found = (replace(GAP, span=Span(f"agreements/c{n % 9}.yaml", n)) for n in range(count))
        told = tuple(ReportedFinding(one, f"c{one.span.line % 9}") for one in found)
        return calls(lambda: written(CheckReport(told, 9, 9)))

    work(1)  # what is kept for good is made now
    assert work(800) < 2.1 * work(400)
