"""What is reported of a check: each finding with its place in the agreement and its state."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from sla_catalog.findings import Finding
from sla_catalog.frozen import dataclass
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.keypaths import key_path


class FindingState(StrEnum):
    """Whether somebody has to act on a finding."""

    OPEN = "open"
    SUPPRESSED = "suppressed"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding with what tells it from others when lines and words move.

    `agreement` is the name of its file; `path` leads to the value by keys and ids, and `value` is
    a digest of what is written there.
    """

    finding: Finding
    agreement: str
    path: str = ""
    value: str = ""
    state: FindingState = FindingState.OPEN
    reason: str = ""
    until: date | None = None

    @property
    def fingerprint(self) -> str:
        """Return what stays the same when lines, messages and folders change."""
        parts = ("v1", "finding", self.finding.rule, self.agreement, self.path, self.value)
        return f"f1:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that a check has to tell, in the order of reading."""

    told: tuple[ReportedFinding, ...]
    files: int = 0
    agreements: int = 0

    @property
    def open(self) -> tuple[Finding, ...]:
        """Return the findings on which somebody has to act."""
        return tuple(one.finding for one in self.told if one.state is FindingState.OPEN)

    @property
    def set_aside(self) -> tuple[ReportedFinding, ...]:
        """Return the findings that are accepted."""
        return tuple(one for one in self.told if one.state is not FindingState.OPEN)


def placed(
    findings: Iterable[Finding],
    documents: Mapping[str, YamlDocument],
    state: FindingState = FindingState.OPEN,
) -> Iterable[ReportedFinding]:
    """Yield findings with their place in the agreement."""
    for finding in findings:
        document = documents.get(finding.span.path)
        path, value = key_path(document, finding.span) if document else ("", "")
        yield ReportedFinding(finding, PurePosixPath(finding.span.path).stem, path, value, state)
