"""What we tell people: a finding says where, what is there, what was expected, what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from enum import StrEnum
from itertools import groupby

from sla_catalog.frozen import dataclass

MOST_FINDINGS = 100  # of one file; more than that is read by nobody


class FindingSeverity(StrEnum):
    """Say how much a finding weighs; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_GRAVEST = tuple(FindingSeverity)
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

    def has_start_of(self, other: Span) -> bool:
        """Tell whether another mark of the same file begins within this one."""
        begins = (self.line, self.column) <= (other.line, other.column)
        return begins and (other.line, other.column) < (self.end_line, self.end_column)

    def around(self, widest: int) -> tuple[str, str, str]:
        """Return the excerpt in three parts: before the mark, what is marked, and behind it.

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
class Edit:
    """Put a text in the place of what a span marks; lines in it end as the file's do."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Say one mistake, once.

    `rule` is a permanent kebab-case id. `found` says what is there and `expected` what was
    expected there; `instead` is what to write, and empty where nothing helpful can be said.
    One that stands for others, which are not told one by one, has `omitted` of them. `subject` is
    the word that it is about, where a team may decide that the word is clear. `edits` mend it
    where there is one right answer, and no edit changes what an agreement means.
    """

    rule: str
    span: Span
    found: str
    expected: str = ""
    instead: str = ""
    severity: FindingSeverity = FindingSeverity.ERROR
    related: tuple[Related, ...] = field(default=())
    omitted: int = 0
    subject: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def message(self) -> str:
        """Say in one line what is there and what was expected."""
        return f"{self.found}; {self.expected}" if self.expected else self.found


class RuleFamily(StrEnum):
    """Which part of an agreement a rule is about; the word also selects all rules of it."""

    FILE = "file"
    YAML = "yaml"
    VALUES = "values"
    REFERENCES = "references"
    STATEMENTS = "statements"
    CONSISTENCY = "consistency"
    LANGUAGE = "language"
    MEASURABILITY = "measurability"
    REMEDIES = "remedies"
    FEASIBILITY = "feasibility"
    DATES = "dates"
    TERMS = "terms"
    ACCEPTED = "accepted"


class RuleScope(StrEnum):
    """What a rule looks at: each agreement by itself, or all of them together."""

    AGREEMENT = "agreement"
    CATALOG = "catalog"


Check = Callable[..., Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Name something that a good catalog keeps.

    `id` is permanent. `severity` is the usual one: a finding may weigh less, such as one on a
    transcription. `checks` find what breaks it, from a catalog and, if it `is_dated`, the day.
    There are none where it is found on the way, while files are read or an audience is served.
    """

    id: str
    family: RuleFamily
    summary: str
    severity: FindingSeverity = FindingSeverity.ERROR
    scope: RuleScope = RuleScope.AGREEMENT
    checks: tuple[Check, ...] = ()
    is_dated: bool = False


def printable(text: str) -> str:
    """Write out what cannot be seen as its number: `U+200B` as a backslash, u and 200b.

    A tab, which is one column of a line, is an arrow.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _SHOWN.get(c, f"\\u{ord(c):04x}") for c in text)


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, line, column and rule, and drop exact repetitions.

    Of a file with more than a hundred the gravest are kept; one more counts the others.
    """
    once = dict.fromkeys(sorted(findings, key=_place))
    files = groupby(once, key=lambda finding: finding.span.path)
    return tuple(finding for _, of_file in files for finding in _at_most(tuple(of_file)))


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.span
    return span.path, span.line, span.column, finding.rule, finding.message


def _at_most(of_file: tuple[Finding, ...]) -> Iterable[Finding]:
    counts = [finding for finding in of_file if finding.omitted]
    told = [finding for finding in of_file if not finding.omitted]
    if len(told) <= MOST_FINDINGS and len(counts) <= 1:
        return of_file
    told.sort(key=lambda finding: _GRAVEST.index(finding.severity))
    rest = further([*told[MOST_FINDINGS:], *counts])
    return sorted([*told[:MOST_FINDINGS], rest], key=_place)


def further(findings: Sequence[Finding]) -> Finding:
    """Return one finding that stands for others in the same file."""
    count = sum(finding.omitted or 1 for finding in findings)
    return Finding(
        "further-findings",
        min(findings, key=_place).span,
        f"{count:,} more findings in this file are not shown",
        instead="mend the first ones and check again",
        severity=min((one.severity for one in findings), key=_GRAVEST.index),
        omitted=count,
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is FindingSeverity.ERROR for finding in findings)
