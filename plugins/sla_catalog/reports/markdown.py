"""A report as Markdown, for comments and summaries; what files say stays text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sla_catalog.findings import FindingSeverity, printable
from sla_catalog.patterns import Pattern
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding
from sla_catalog.reports.text import tally

_SPECIAL = Pattern(r"([\\`*_{}\[\]()#+\-.!|~<>&@:])")
_ORDER = [*FindingSeverity]


def as_markdown(report: CheckReport) -> str:
    """Print a verdict, and a table for each agreement, the gravest first."""
    lines = [f"**{tally(report.open)}**"]
    told = [one for one in report.told if one.state is FindingState.OPEN]
    for agreement, group in groupby(told, key=lambda one: one.agreement):
        lines += ["", f"#### {escaped(agreement)}", "", "| | Where | What | Rule |"]
        lines.append("| --- | --- | --- | --- |")
        ordered = sorted(group, key=lambda one: _ORDER.index(one.finding.severity))
        lines += [_row(one) for one in ordered]
    lines += _set_aside(report)
    return "\n".join(lines)


def _row(told: ReportedFinding) -> str:
    finding = told.finding
    words = escaped(finding.message)
    if finding.instead:
        words += f"<br>Write: {escaped(finding.instead)}"
    place = escaped(f"{told.path or finding.span.path}, line {finding.span.line}")
    weight = "remark" if finding.severity is FindingSeverity.INFO else finding.severity.value
    return f"| {weight} | {place} | {words} | {escaped(finding.rule)} |"


def _set_aside(report: CheckReport) -> Iterator[str]:
    if not report.set_aside:
        return
    yield from ("", f"<details><summary>{len(report.set_aside)} accepted</summary>", "")
    yield from ("| Where | What | Why | Until |", "| --- | --- | --- | --- |")
    for one in report.set_aside:
        where = escaped(f"{one.agreement}: {one.path}")
        why = escaped(one.reason or "in the baseline")
        until = one.until.isoformat() if one.until else ""
        yield f"| {where} | {escaped(one.finding.message)} | {why} | {until} |"
    yield from ("", "</details>")


def escaped(text: str) -> str:
    """Return a text whose signs mean nothing in Markdown: no link, mention, table or HTML."""
    one_line = printable(" ".join(text.split()))
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", one_line)
