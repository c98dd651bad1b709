"""Reported findings beside the baseline: which of them it holds, and what it holds besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sla_catalog.reports.report import FindingState, ReportedFinding
from sla_catalog.source.baseline import BaselineEntry


def entry_of(told: ReportedFinding) -> BaselineEntry:
    """Return the entry for a finding."""
    return BaselineEntry(told.agreement, told.finding.rule, told.path, told.value)


def set_aside(
    told: Iterable[ReportedFinding], entries: Iterable[BaselineEntry]
) -> Iterator[ReportedFinding]:
    """Yield findings; as many as the baseline holds of each kind are set aside."""
    left = Counter(entries)
    for one in told:
        entry = entry_of(one)
        if one.state is FindingState.OPEN and left[entry] > 0:
            left[entry] -= 1
            yield replace(one, state=FindingState.BASELINE)
        else:
            yield one


def stale(
    told: Iterable[ReportedFinding], entries: Iterable[BaselineEntry]
) -> tuple[BaselineEntry, ...]:
    """Return the entries for which nothing is found any more."""
    found = Counter(entry_of(one) for one in told)
    return tuple((Counter(entries) - found).elements())
