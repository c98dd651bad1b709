"""Advice is followed: every help of the cases that can be typed is typed, and is accepted there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from advice import alternatives, is_value, typed
from drafts import read
from sla_catalog.findings import Finding

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
