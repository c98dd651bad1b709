"""What we tell people: a finding says where, what is there, what was expected, what to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Say how much a finding weighs; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_SHOWN = {"\t": "→"}


@dataclass(frozen=True, slots=True)
class Span:
    """Point at a place in a file.

    Lines and columns count from 1; columns count characters, not bytes. `end_column` is the
    first column after the marked text and lies on `end_line`. `excerpt` is the whole source line
    at `line` without its line break, or empty where there is no text to show.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def around(self, widest: int) -> tuple[str, str, str]:
        """Return what of the excerpt stands before the marked text, the marked text, and the rest.

        A line of more than `widest` characters is cut around the mark.
        """
        first = self.column - 1
        last = self.end_column - 1 if self.end_line == self.line else len(self.excerpt)
        start = max(0, first - widest // 2) if len(self.excerpt) > widest else 0
        stop = start + widest
        before, marked, after = (
            printable(self.excerpt[begin:end])
            for begin, end in ((start, first), (first, min(last, stop)), (max(first, last), stop))
        )
        return before, marked, after


@dataclass(frozen=True, slots=True)
class Related:
    """Name a second place that a finding speaks of, such as the first of two equal ids."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Say one mistake, once.

    `rule` is a permanent kebab-case id. `found` says what is there and `expected` what was
    expected there; `instead` is what to write, and empty where nothing helpful can be said.
    """

    rule: str
    span: Span
    found: str
    expected: str = ""
    instead: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = field(default=())

    @property
    def message(self) -> str:
        """Say in one line what is there and what was expected."""
        return f"{self.found}; {self.expected}" if self.expected else self.found


def printable(text: str) -> str:
    """Write out what cannot be seen as its number: `U+200B` as a backslash, u and 200b.

    A tab, which is one column of a line, is an arrow.
    """
    return "".join(c if c.isprintable() else _SHOWN.get(c, f"\\u{ord(c):04x}") for c in text)


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, line, column and rule, and drop exact repetitions."""
    ordered = sorted(
        findings, key=lambda f: (f.span.path, f.span.line, f.span.column, f.rule, f.message)
    )
    return tuple(dict.fromkeys(ordered))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
