"""Findings as text: every case is a finding and, beside it, what people read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sla_catalog.findings import Finding, FindingSeverity, Related, Span
from sla_catalog.reports.text import WIDEST, as_short, as_text, tally

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "text.yaml").read_text(encoding="utf-8")
)


def finding_of(case: dict[str, Any]) -> Finding:
    told = {"rule": "a-rule", "found": "it is so", **case}
    return Finding(
        told["rule"],
        Span(**told["span"]),
        told["found"],
        told.get("expected", ""),
        told.get("instead", ""),
        FindingSeverity(told.get("severity", "error")),
        tuple(Related(Span(**other["span"]), other["text"]) for other in told.get("related", ())),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_what_people_read(case: dict[str, Any]) -> None:
    finding = finding_of(case["finding"])
    assert as_text([finding]) + "\n" == case["text"]
    assert as_short([finding]) + "\n" == case["short"]


@pytest.mark.parametrize("column", [1, 80, 81, 200, 399, 400, 401])
def test_the_caret_stays_below_its_text_in_a_long_line(column: int) -> None:
    line = "".join(chr(ord("a") + place % 26) for place in range(400))
    span = Span("a.yaml", 7, column, 7, column + 1, line)
    _, shown, caret = as_text([Finding("a-rule", span, "it is so")]).splitlines()
    assert len(shown) <= WIDEST + len("    7 | ")
    marked = shown[caret.index("^") :][:1]
    assert marked == line[column - 1 : column]


def test_findings_stand_apart_and_are_counted() -> None:
    error = Finding("a-rule", Span("a.yaml"), "it is so")
    warning = Finding("b-rule", Span("b.yaml", 2, 3), "it is not", severity=FindingSeverity.WARNING)
    remark = Finding("c-rule", Span("c.yaml"), "it may be", severity=FindingSeverity.INFO)
    assert as_text([error, warning]) == (
        "a.yaml:1:1: error[a-rule]: it is so\n\nb.yaml:2:3: warning[b-rule]: it is not"
    )
    assert as_short([error, warning]) == (
        "a.yaml:1:1: error a-rule it is so\nb.yaml:2:3: warning b-rule it is not"
    )
    assert as_text([]) == as_short([]) == ""
    assert tally([]) == "no findings"
    assert tally([error]) == "1 error"
    assert tally([remark, error, warning, remark, error]) == "2 errors, 1 warning, 2 remarks"
