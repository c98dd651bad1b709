"""What is reported of a check: each finding with its place in the agreement and its state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from pathlib import PurePosixPath

from sla_catalog.findings import Finding
from sla_catalog.frozen import dataclass
from sla_catalog.source.baseline import BaselineEntry
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.keypaths import key_path


class FindingState(StrEnum):
    """Whether somebody has to act on a finding."""

    OPEN = "open"
    SUPPRESSED = "suppressed"
    BASELINE = "baseline"


def nowhere() -> tuple[str, str]:
    """Return the place of what is in no file that could be read."""
    return "", ""


@dataclass(frozen=True, eq=False)  # to find a place takes time, and few formats tell it
class ReportedFinding:
    """A finding with what tells it from others when lines and words move.

    `agreement` is the name of its file; `find_place` returns the path and the value.
    """

    finding: Finding
    agreement: str
    find_place: Callable[[], tuple[str, str]] = nowhere
    state: FindingState = FindingState.OPEN
    reason: str = ""
    until: date | None = None

    @cached_property
    def _place(self) -> tuple[str, str]:
        return self.find_place()

    @property
    def path(self) -> str:
        """Return the way to the value by keys and ids, such as `metrics[uptime].target`."""
        return self._place[0]

    @property
    def value(self) -> str:
        """Return a digest of what is written there."""
        return self._place[1]

    @property
    def fingerprint(self) -> str:
        """Return what stays the same when lines, messages and folders change."""
        parts = ("v1", "finding", self.finding.rule, self.agreement, self.path, self.value)
        return f"f1:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that a check has to tell, in the order of reading.

    `gone` are the entries of the baseline that no longer match a finding.
    """

    told: tuple[ReportedFinding, ...]
    files: int = 0
    agreements: int = 0
    gone: tuple[BaselineEntry, ...] = ()

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
        place = partial(key_path, document, finding.span) if document else nowhere
        yield ReportedFinding(finding, PurePosixPath(finding.span.path).stem, place, state)
