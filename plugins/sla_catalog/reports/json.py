"""Findings as JSON, by a schema with a version of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from sla_catalog.findings import Finding, Span

SCHEMA = "sla-report/1"

# Build servers act on `##[` anywhere in a line. Both signs stand only within texts, where this one
# can be written by its number; `::` never begins a line.
_COMMAND = re.compile("#(?=#)")


def as_json(findings: Iterable[Finding]) -> str:
    """Print findings as one JSON object, sorted as they come."""
    record = {"schema": SCHEMA, "findings": [_record(finding) for finding in findings]}
    return _COMMAND.sub(r"\\u0023", json.dumps(record, ensure_ascii=True, indent=2))


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "kind": "finding",
        "rule": finding.rule,
        "level": finding.severity.value,
        **_place(finding.span),
        "found": finding.found,
        "expected": finding.expected,
        "instead": finding.instead,
        "message": finding.message,
        "related": [{**_place(r.span), "text": r.text} for r in finding.related],
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.path,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
