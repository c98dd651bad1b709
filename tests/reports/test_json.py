"""Findings as JSON: the whole of it, and nothing in it that a terminal acts on."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import validate

from sla_catalog.findings import Finding, FindingSeverity, Related, Span
from sla_catalog.reports.json import SCHEMA, as_json, report_schema
from sla_catalog.reports.report import CheckReport, ReportedFinding

SCHEMAS = Path(__file__).resolve().parents[2] / "schema"
FIRST = Span("agreements/wiki.yaml", 4, 7, 4, 12, "  id: Größe")
SECOND = Span("agreements/wiki.yaml", 2, 1, 3, 2, "- id: größe")


def report(*findings: Finding) -> CheckReport:
    return CheckReport(
        tuple(
            ReportedFinding(one, "wiki", lambda: ("metrics[Größe].id", "0" * 16))
            for one in findings
        )
    )


def test_the_whole_of_a_report() -> None:
    finding = Finding(
        "duplicate-id",
        FIRST,
        "the id ‘größe’ is taken",
        "expected an id of its own",
        "another id",
        FindingSeverity.WARNING,
        (Related(SECOND, "first here"),),
    )
    assert json.loads(as_json(report(finding))) == {
        "schema": "sla-report/1",
        "findings": [
            {
                "kind": "finding",
                "rule": "duplicate-id",
                "level": "warning",
                "file": "agreements/wiki.yaml",
                "line": 4,
                "column": 7,
                "endLine": 4,
                "endColumn": 12,
                "found": "the id ‘größe’ is taken",
                "expected": "expected an id of its own",
                "instead": "another id",
                "message": "the id ‘größe’ is taken; expected an id of its own",
                "related": [
                    {
                        "file": "agreements/wiki.yaml",
                        "line": 2,
                        "column": 1,
                        "endLine": 3,
                        "endColumn": 2,
                        "text": "first here",
                    }
                ],
                "agreement": "wiki",
                "path": "metrics[Größe].id",
                "fingerprint": "f1:2bfe3fe8239053f3f7a19591ce14a2d6",
                "state": "open",
                "reason": "",
                "until": None,
            }
        ],
        "unmatchedBaseline": [],
    }


def test_nothing_found_is_a_report_too() -> None:
    nothing = '"findings": [],\n  "unmatchedBaseline": []'
    assert as_json(report()) == f'{{\n  "schema": "{SCHEMA}",\n  {nothing}\n}}'


def test_findings_keep_their_order_and_every_sign_is_escaped() -> None:
    told = [
        Finding("b-rule", FIRST, "\x1b[31m ##[error] é"),
        Finding("a-rule", SECOND, "::error::"),
    ]
    printed = as_json(report(*told))
    assert [finding["rule"] for finding in json.loads(printed)["findings"]] == ["b-rule", "a-rule"]
    assert "##" not in printed
    assert json.loads(printed)["findings"][0]["found"] == "\x1b[31m ##[error] é"
    assert printed.isascii()
    assert all(line.isprintable() for line in printed.splitlines())


def test_a_report_keeps_its_schema() -> None:
    finding = Finding("a-rule", FIRST, "x", related=(Related(SECOND, "first here"),))
    validate(json.loads(as_json(report(finding))), report_schema())
    written = json.loads((SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
    assert written == report_schema(), "run make schema"
