"""A report as SARIF 2.1.0, for code scanning and viewers in editors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from sla_catalog.findings import FindingSeverity, Rule, Span
from sla_catalog.reports.json import written
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {
    FindingSeverity.ERROR: "error",
    FindingSeverity.WARNING: "warning",
    FindingSeverity.INFO: "note",
}
_KINDS = {FindingState.SUPPRESSED: "inSource", FindingState.BASELINE: "external"}


def as_sarif(report: CheckReport, rules: Iterable[Rule], version: str) -> str:
    """Print a report as one run, with all rules that were applied."""
    rules = tuple(rules)
    place = {rule.id: number for number, rule in enumerate(rules)}
    results = [_result(one, place) for one in report.told]
    return run("sla check", version, [_rule(rule) for rule in rules], results)


def run(name: str, version: str, rules: list[dict[str, Any]], results: list[dict[str, Any]]) -> str:
    """Print one run of a tool."""
    made = {
        "tool": {"driver": {"name": name, "version": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": [made]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "help": {"text": f"`sla explain {rule.id}` says more."},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family.value]},
    }


def _result(told: ReportedFinding, place: dict[str, int]) -> dict[str, Any]:
    finding = told.finding
    parts = (finding.found, finding.expected, finding.instead and f"help: {finding.instead}")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": place[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": "; ".join(part for part in parts if part)},
        "locations": [location(finding.span, told.path)],
        "partialFingerprints": {"slaFinding/v1": told.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **location(one.span), "message": {"text": one.text}}
            for number, one in enumerate(finding.related)
        ]
    if told.state is not FindingState.OPEN:
        why = {"justification": told.reason} if told.reason else {}
        result["suppressions"] = [{"kind": _KINDS[told.state], **why}]
    return result


def location(span: Span, path: str = "") -> dict[str, Any]:
    """Return a place in a file, with the path by keys and ids that leads to it."""
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    physical = {"artifactLocation": {"uri": quote(span.path)}, "region": region}
    logical = {"logicalLocations": [{"fullyQualifiedName": path}]} if path else {}
    return {"physicalLocation": physical, **logical}
