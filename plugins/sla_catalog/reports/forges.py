"""A report for code forges and build servers: annotations, code quality, test results."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from sla_catalog.findings import Finding, FindingSeverity, Span, printable
from sla_catalog.patterns import Pattern
from sla_catalog.reports.json import written
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding
from sla_catalog.reports.text import harmless

MOST_ANNOTATIONS = 9  # GitHub shows ten of a level in a step; one says how many more there are
COMMANDS = {
    FindingSeverity.ERROR: "error",
    FindingSeverity.WARNING: "warning",
    FindingSeverity.INFO: "notice",
}
# Build servers act on `##[` anywhere in a line; both signs stand only within texts.
_COMMAND = Pattern("#(?=#)")
QUALITY = {
    FindingSeverity.ERROR: "critical",
    FindingSeverity.WARNING: "major",
    FindingSeverity.INFO: "info",
}


def as_github(report: CheckReport) -> str:
    """Print findings as annotations of GitHub, the first nine of each level and a count."""
    lines = []
    for severity, command in COMMANDS.items():
        of_level = [one for one in report.open if one.severity is severity]
        lines += [
            annotation(command, one.span, one.rule, _words(one))
            for one in of_level[:MOST_ANNOTATIONS]
        ]
        more = len(of_level) - MOST_ANNOTATIONS
        if more > 0:
            lines.append(f"::{command} title=sla check::{more} more; the log of the check has all")
    return "\n".join(lines)


def annotation(command: str, span: Span, title: str, words: str) -> str:
    """Return one command by which GitHub marks a place: an error, a warning or a notice."""
    place = {
        "file": span.path,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "title": title,
    }
    named = ",".join(f"{key}={_property(harmless(str(value)))}" for key, value in place.items())
    return f"::{command} {named}::{_data(harmless(printable(words)))}"


def _words(finding: Finding) -> str:
    parts = (finding.found, finding.expected, finding.instead and f"help: {finding.instead}")
    return printable("; ".join(part for part in parts if part))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(report: CheckReport) -> str:
    """Print findings as a report of code quality for GitLab; each has another fingerprint."""
    seen: Counter[str] = Counter()
    return written([_issue(one, seen) for one in report.told if one.state is FindingState.OPEN])


def _issue(told: ReportedFinding, seen: Counter[str]) -> dict[str, Any]:
    finding, mark = told.finding, told.fingerprint
    seen[mark] += 1
    mark = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
    return issue(finding.span, finding.rule, finding.severity, mark, _words(finding))


def issue(
    span: Span, rule: str, severity: FindingSeverity, fingerprint: str, words: str
) -> dict[str, Any]:
    """Return one entry of a report of code quality."""
    return {
        "description": words,
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": QUALITY[severity],
        "location": {"path": span.path, "lines": {"begin": span.line}},
    }


_NOTHING = {"name": "sla check", "tests": "1", "failures": "0", "errors": "0"}


def as_junit(report: CheckReport) -> str:
    """Print findings as results of tests: a suite for each file, a case for each finding.

    It keeps to the schema by which Jenkins reads results, where a case has no file and no line:
    both are in the text of a failure.
    """
    suites = ElementTree.Element("testsuites", name="sla check")
    for path, group in groupby(report.told, key=lambda one: one.finding.span.path):
        told = [*group]
        failed = [one for one in told if _fails(one)]
        suite = ElementTree.SubElement(
            suites,
            "testsuite",
            name=_xml(path),
            tests=str(len(told)),
            failures=str(len(failed)),
            errors="0",
            skipped=str(len(told) - len(failed)),
            file=_xml(path),
        )
        for one in told:
            _case(suite, one)
    if not report.told:
        suite = ElementTree.SubElement(suites, "testsuite", _NOTHING)
        ElementTree.SubElement(suite, "testcase", name="no findings", classname="sla")
    made = ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)
    return _COMMAND.sub("&#35;", made)


def _fails(told: ReportedFinding) -> bool:
    return told.state is FindingState.OPEN and told.finding.severity is not FindingSeverity.INFO


def _case(suite: ElementTree.Element, told: ReportedFinding) -> None:
    finding = told.finding
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=f"{finding.rule} {_xml(told.path)}".rstrip(),
        classname=_xml(told.agreement),
    )
    words = _xml(_words(finding))
    if _fails(told):
        failure = ElementTree.SubElement(case, "failure", type=finding.severity, message=words)
        failure.text = f"{_xml(str(finding.span))}: {words}"
    else:
        why = told.reason if told.state is not FindingState.OPEN else words
        ElementTree.SubElement(case, "skipped", message=_xml(why or told.state))


def _xml(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return printable(text)


def as_problems() -> str:
    """Return a problem matcher, by which GitHub and editors read the short format."""
    pattern = {
        "regexp": r"^(.+?):(\d+):(\d+): (error|warning|info) ([a-z0-9-]+) (.+)$",
        "file": 1,
        "line": 2,
        "column": 3,
        "severity": 4,
        "code": 5,
        "message": 6,
    }
    matcher = {"problemMatcher": [{"owner": "sla-check", "pattern": [pattern]}]}
    return json.dumps(matcher, indent=2)
