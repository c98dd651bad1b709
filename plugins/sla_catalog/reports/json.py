"""A report as JSON, by a schema with a version of its own."""

from __future__ import annotations

import json
from typing import Any

from sla_catalog.findings import FindingSeverity, Span
from sla_catalog.patterns import Pattern
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding

SCHEMA = "sla-report/1"
REPORT = "report.schema.json"

# Build servers act on `##[` anywhere in a line. Both signs stand only within texts, where this one
# can be written by its number; `::` never begins a line.
_COMMAND = Pattern("#(?=#)")


def as_json(report: CheckReport) -> str:
    """Print a report as one JSON object, sorted as it comes."""
    findings = [_record(one) for one in report.told]
    gone = [{name: getattr(one, name) for name in _OF_ENTRY} for one in sorted(report.gone)]
    return written({"schema": SCHEMA, "findings": findings, "unmatchedBaseline": gone})


_OF_ENTRY = ("agreement", "rule", "path")


def written(record: object) -> str:
    """Return JSON that no build server acts on."""
    return _COMMAND.sub(r"\\u0023", json.dumps(record, ensure_ascii=True, indent=2))


def _record(told: ReportedFinding) -> dict[str, Any]:
    finding = told.finding
    return {
        "kind": "finding",
        "rule": finding.rule,
        "level": finding.severity.value,
        **place(finding.span),
        "agreement": told.agreement,
        "path": told.path,
        "found": finding.found,
        "expected": finding.expected,
        "instead": finding.instead,
        "message": finding.message,
        "related": [{**place(r.span), "text": r.text} for r in finding.related],
        "fingerprint": told.fingerprint,
        "state": told.state.value,
        "reason": told.reason,
        "until": told.until.isoformat() if told.until else None,
    }


def place(span: Span) -> dict[str, Any]:
    """Return the place of a value: its file, and where it begins and ends."""
    return {
        "file": span.path,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report."""
    text, spot = {"type": "string"}, place_schema()
    finding = {
        "kind": {"const": "finding"},
        "rule": {"type": "string", "pattern": "^[a-z]+(-[a-z0-9]+)*$"},
        "level": {"enum": [one.value for one in FindingSeverity]},
        **spot,
        **dict.fromkeys(("agreement", "path", "found", "expected", "instead", "message"), text),
        "related": {"type": "array", "items": object_schema({**spot, "text": text})},
        "fingerprint": {"type": "string", "pattern": "^f1:[0-9a-f]{32}$"},
        "state": {"enum": [one.value for one in FindingState]},
        "reason": text,
        "until": {"type": ["string", "null"], "format": "date"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `sla check --format json` prints",
        **object_schema(
            {
                "schema": {"const": SCHEMA},
                "findings": {"type": "array", "items": object_schema(finding)},
                "unmatchedBaseline": {
                    "type": "array",
                    "items": object_schema(dict.fromkeys(_OF_ENTRY, text)),
                    "description": "Entries of the baseline that no longer match a finding",
                },
            }
        ),
        "required": ["schema", "findings"],  # reports of earlier versions have no more
    }


def place_schema() -> dict[str, Any]:
    """Return the schemas of what `place` returns."""
    text, count = {"type": "string"}, {"type": "integer", "minimum": 1}
    return {name: text if name == "file" else count for name in place(Span(""))}


def object_schema(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has all of the properties."""
    return {"type": "object", "required": [*properties], "properties": properties}


def report_schema_text() -> str:
    """Return the JSON Schema of a report as it is published."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"
