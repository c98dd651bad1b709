"""Findings as text: where, what, the source line with a caret, what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sla_catalog.findings import Finding, FindingSeverity, Span, printable
from sla_catalog.patterns import Pattern

WIDEST = 160

# No space of any kind, since build servers trim a line before they look at its start.
_BREAK = "\u200b"
_COMMAND = Pattern(r"^\s*:(?=:)|#(?=#\w*\[)")


def as_text(findings: Iterable[Finding]) -> str:
    """Print findings one after the other, an empty line between."""
    return "\n\n".join("\n".join(_lines(finding)) for finding in findings)


def as_short(findings: Iterable[Finding]) -> str:
    """Print a finding a line: `file:line:column: severity rule message; help: what to write`."""
    return "\n".join(_one_line(finding) for finding in findings)


def tally(findings: Iterable[Finding]) -> str:
    """Count findings by severity: `2 errors, 1 warning`, or `no findings`."""
    counts = Counter(finding.severity for finding in findings)
    words = [
        f"{counts[severity]} {_noun(severity, counts[severity])}"
        for severity in FindingSeverity
        if counts[severity]
    ]
    return ", ".join(words) or "no findings"


def _noun(severity: FindingSeverity, count: int) -> str:
    if severity is FindingSeverity.INFO:
        return "remark" if count == 1 else "remarks"
    return severity.value if count == 1 else f"{severity.value}s"


def _lines(finding: Finding) -> Iterator[str]:
    level = f"{finding.severity.value}[{finding.rule}]"
    yield _safe(f"{finding.span}: {level}: {finding.found}")
    yield from _excerpt(finding.span)
    if finding.expected:
        yield f"    {_safe(finding.expected)}"
    if finding.instead:
        yield f"    help: {_safe(finding.instead)}"
    for related in finding.related:
        yield f"    {_safe(f'{related.span}: {related.text}')}"
        yield from _excerpt(related.span)


def _one_line(finding: Finding) -> str:
    instead = f"; help: {finding.instead}" if finding.instead else ""
    level = f"{finding.severity.value} {finding.rule}"
    return _safe(f"{finding.span}: {level} {finding.message}{instead}")


def _excerpt(span: Span) -> Iterator[str]:
    """Show the source line with a caret below; a long line is cut around the caret."""
    if not span.excerpt:
        return
    before, marked, after = span.around(WIDEST)
    number = str(span.line)
    yield f"    {number} | {_safe(before + marked + after)}"
    yield f"    {' ' * len(number)} | {' ' * len(before)}{'^' * max(1, len(marked))}"


def harmless(text: str) -> str:
    """Return lines that may quote a file, so that none steers a terminal or a build server."""
    return "\n".join(map(_safe, text.split("\n")))


def _safe(text: str) -> str:
    """Keep what a file says from steering a terminal or the log of a build server."""
    return _COMMAND.sub(lambda match: match[0] + _BREAK, printable(text))
