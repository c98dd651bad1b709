"""Documents of bytes and texts, and what is told about them."""

from __future__ import annotations

import json
from pathlib import Path

from sla_catalog.findings import Finding
from sla_catalog.source.document import (
    YamlDocument,
    plain_value,
    read_document,
    source_value,
)
from sla_catalog.source.limits import Limits

CASES = sorted((Path(__file__).parent / "cases" / "documents").glob("*.yaml"))
LIMITS = Limits()


def drawn(finding: Finding) -> str:
    span = finding.span
    same_line = span.end_line == span.line
    width = max(1, (span.end_column if same_line else len(span.excerpt) + 1) - span.column)
    place = f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    rows = [
        f"{finding.severity} {finding.rule} {place}",
        f"  | {span.excerpt}",
        f"  | {' ' * (span.column - 1)}{'^' * width}",
        f"  {finding.message}",
        *([f"  {finding.instead}"] if finding.instead else []),
        *(f"  {other.text}: {other.span.line}:{other.span.column}" for other in finding.related),
    ]
    return "\n".join(row.rstrip() for row in rows)


def told(data: bytes, limits: Limits = LIMITS) -> str:
    document, findings = read_document("case.yaml", data, limits)
    blocks = [drawn(finding) for finding in findings]
    if document:
        texts, values = source_value(document.root), plain_value(document.root)
        blocks.append("texts " + json.dumps(texts, ensure_ascii=False, indent=1))
        if values != texts:
            shown = json.dumps(values, ensure_ascii=False, indent=1, default=repr)
            blocks.append("values " + shown)
    return "\n\n".join(blocks) + "\n"


def read(text: str, limits: Limits = LIMITS) -> YamlDocument:
    document, findings = read_document("case.yaml", text.encode(), limits)
    assert document is not None, findings
    return document


def refused(data: bytes, limits: Limits = LIMITS) -> list[tuple[str, int, int, str]]:
    document, findings = read_document("case.yaml", data, limits)
    assert document is None
    return [(f.rule, f.span.line, f.span.column, f.found) for f in findings]
