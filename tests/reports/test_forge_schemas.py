"""Reports for build servers keep to what these publish about their formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator, ValidationError

from sla_catalog.model.policy import CheckPolicy
from sla_catalog.reports.forges import as_gitlab, as_junit
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding, placed
from sla_catalog.rules import check
from sla_catalog.rules.acceptance import judge
from sla_catalog.rules.rule_pages import page_of
from sla_catalog.rules.table import RULES
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

QUALITY = json.loads(
    (Path(__file__).parent / "schemas/gitlab-code-quality.json").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 23)


def told_by_pages() -> Iterator[ReportedFinding]:
    """Yield what is found in the examples of all rules, open and accepted."""
    for case in (case for rule in RULES for case in page_of(rule).cases):
        files = [SourceFile(path, data) for path, data in case.files.items()]
        loaded = load(files, "agreements", case.limits, case.timezone)
        found = (*loaded.findings, *check(loaded.catalog, TODAY))
        judgement = judge(found, loaded.suppressions, CheckPolicy(), TODAY)
        yield from placed(judgement.open, loaded.documents)
        accepted = (one.finding for one in judgement.accepted)
        yield from placed(accepted, loaded.documents, FindingState.SUPPRESSED)


@pytest.fixture(scope="module", params=["nothing", "every rule"])
def report(request: pytest.FixtureRequest) -> CheckReport:
    told = tuple(told_by_pages()) if request.param == "every rule" else ()
    return CheckReport(told, 1, 1)


def test_code_quality_is_as_gitlab_documents_it(report: CheckReport) -> None:
    issues = json.loads(as_gitlab(report))
    Draft202012Validator(QUALITY).validate(issues)
    assert len(issues) == len(report.open)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(marks) == len({*marks})


@pytest.mark.parametrize(
    "wrong",
    [
        {"severity": "error"},
        {"description": ""},
        {"check_name": None},
        {"location": {"path": "./a.yaml", "lines": {"begin": 1}}},
        {"location": {"path": "/srv/a.yaml", "lines": {"begin": 1}}},
        {"location": {"path": "../a.yaml", "lines": {"begin": 1}}},
        {"location": {"path": "a.yaml", "lines": {"begin": 0}}},
        {"location": {"path": "a.yaml"}},
    ],
)
def test_the_schema_of_code_quality_refuses(wrong: dict[str, Any]) -> None:
    right = {
        "description": "x",
        "check_name": "dead-zone",
        "fingerprint": "1",
        "severity": "major",
        "location": {"path": "a.yaml", "positions": {"begin": {"line": 4}}},
    }
    Draft202012Validator(QUALITY).validate([right])
    with pytest.raises(ValidationError):
        Draft202012Validator(QUALITY).validate([right | wrong])


# What junit-10.xsd of Jenkins' plugin xUnit takes: attributes that must be there, those that may,
# and elements within. Times and what is of no use here are left out.
_SUITE = {"group", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"}
JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        _SUITE,
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name"},
        {"classname", "group"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": (set(), {"type", "message"}, set()),
    "error": (set(), {"type", "message"}, set()),
    "skipped": (set(), {"type", "message"}, set()),
}


def strays(element: ElementTree.Element) -> Iterator[str]:
    """Yield what the schema does not take, and what it misses."""
    must, may, within = JUNIT[element.tag]
    yield from (f"{element.tag} without {name}" for name in sorted(must - {*element.keys()}))
    yield from (f"{element.tag} with {name}" for name in sorted({*element.keys()} - must - may))
    for child in element:
        if child.tag not in within:
            yield f"{child.tag} in {element.tag}"
        else:
            yield from strays(child)
    if element.tag not in {"failure", "error", "skipped"} and (element.text or "").strip():
        yield f"text in {element.tag}"


def test_results_of_tests_are_as_jenkins_publishes_them(report: CheckReport) -> None:
    suites = ElementTree.fromstring(as_junit(report))  # noqa: S314 it is ours
    assert suites.tag == "testsuites"
    assert [*strays(suites)] == []
    assert suites.findall("testsuite") != []


def test_counts_of_a_suite_are_those_of_its_cases(report: CheckReport) -> None:
    count: dict[str, Callable[[ElementTree.Element], int]] = {
        "tests": lambda suite: len(suite.findall("testcase")),
        "failures": lambda suite: len(suite.findall("testcase/failure")),
        "errors": lambda suite: len(suite.findall("testcase/error")),
        "skipped": lambda suite: len(suite.findall("testcase/skipped")),
    }
    for suite in ElementTree.fromstring(as_junit(report)):  # noqa: S314 it is ours
        said = {name: int(suite.get(name, "0")) for name in count}
        assert said == {name: counted(suite) for name, counted in count.items()}


@pytest.mark.parametrize(
    ("wrong", "stray"),
    [
        ("<testsuites><testcase name='a'/></testsuites>", "testcase in testsuites"),
        ("<testsuite name='a' tests='0' failures='0'/>", "testsuite without errors"),
        ("<testcase name='a' line='1'/>", "testcase with line"),
        ("<testcase name='a'>failed</testcase>", "text in testcase"),
    ],
)
def test_the_structure_refuses(wrong: str, stray: str) -> None:
    assert [*strays(ElementTree.fromstring(wrong))] == [stray]  # noqa: S314 it is ours
