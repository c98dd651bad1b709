"""Advice is followed: every help of the cases that can be typed is typed, and is accepted there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from advice import alternatives, is_value, typed
from drafts import PATH, draft, read
from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

CASES = sorted((Path(__file__).parent / "cases" / "decode").glob("*.yaml"))
OF_VALUES = {"malformed-value", "bad-choice"}


def counted(text: str, path: str) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.found) for finding in read(text, path=path)[1])


def is_accepted(text: str, path: str, finding: Finding, alternative: str) -> bool:
    """Tell whether a finding goes when an alternative is typed, and none comes for it."""
    before, one = counted(text, path), (finding.rule, finding.found)
    for new in typed(text, finding.span, alternative):
        after = counted(new, path)
        if after[one] < before[one] and not after - before:
            return True
    return False


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_offered_is_accepted(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    for finding in read(text, path=case.name)[1]:
        if finding.rule in OF_VALUES:
            for alternative in filter(is_value, alternatives(finding.instead)):
                assert is_accepted(text, case.name, finding, alternative), (finding, alternative)


WORDS_OF_ABSENCE = ("n/a", "none", "-", "keine", "N/A.", "no", "not offered")
PLACES = (
    "metrics: [{id: m, type: resolution_time, target: …}]",
    "severities: [{id: P1}]\nmetrics: [{id: m, type: resolution_time, matrix: "
    "{rows: severity, columns: service, cells: {P1: {case: …}}}}]",
    "remedies: …",
    "exclusions: …",
    "service_hours: …",
    "renewal: {type: tacit, for: 12 months, notice: …}",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("word", WORDS_OF_ABSENCE)
def test_a_word_of_absence_is_accepted_as_advised(place: str, word: str) -> None:
    """No advice leads to further advice, on the reason or on a place that is to be filled."""
    text = draft(f"{place.replace('…', repr(word))}\n")
    (finding,) = told(text)
    first, *_ = filter(is_value, alternatives(finding.instead))
    assert any(told(new) == [] for new in typed(text, finding.span, first)), finding


def told(text: str) -> list[Finding]:
    loaded = load([SourceFile(PATH, text.encode())], "agreements", Limits())
    found = (*loaded.findings, *check(loaded.catalog))
    return [one for one in found if one.severity is not FindingSeverity.INFO]
