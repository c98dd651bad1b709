"""Findings that were there before anybody looked: kept by rule, place and value, without lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sla_catalog.reports.report import FindingState, ReportedFinding

SCHEMA = "sla-baseline/1"


class BaselineError(Exception):
    """Say why a baseline cannot be read."""


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """A finding that is accepted until its value changes."""

    agreement: str
    rule: str
    path: str
    value: str

    @classmethod
    def of(cls, told: ReportedFinding) -> BaselineEntry:
        """Return the entry for a finding."""
        return cls(told.agreement, told.finding.rule, told.path, told.value)


def as_baseline(entries: Iterable[BaselineEntry]) -> str:
    """Write entries in a fixed order, so that a diff shows what was added."""
    listed = [
        {"agreement": one.agreement, "rule": one.rule, "path": one.path, "value": one.value}
        for one in sorted(entries)
    ]
    return json.dumps({"schema": SCHEMA, "findings": listed}, indent=2) + "\n"


def entries_in(text: str) -> tuple[BaselineEntry, ...]:
    """Read the entries of a baseline; raise BaselineError where it is none."""
    try:
        written = json.loads(text)
        if written["schema"] != SCHEMA:
            raise BaselineError(f"its schema is {written['schema']!r}, expected {SCHEMA!r}")
        names = ("agreement", "rule", "path", "value")
        return tuple(
            BaselineEntry(*(str(one[name]) for name in names)) for one in written["findings"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BaselineError(f"it is not a baseline: {error}") from None


def set_aside(
    told: Iterable[ReportedFinding], entries: Iterable[BaselineEntry]
) -> Iterator[ReportedFinding]:
    """Yield findings; as many as the baseline holds of each kind are set aside."""
    left = Counter(entries)
    for one in told:
        entry = BaselineEntry.of(one)
        if one.state is FindingState.OPEN and left[entry] > 0:
            left[entry] -= 1
            yield replace(one, state=FindingState.BASELINE)
        else:
            yield one


def stale(
    told: Iterable[ReportedFinding], entries: Iterable[BaselineEntry]
) -> tuple[BaselineEntry, ...]:
    """Return the entries for which nothing is found any more."""
    found = Counter(BaselineEntry.of(one) for one in told)
    return tuple((Counter(entries) - found).elements())
