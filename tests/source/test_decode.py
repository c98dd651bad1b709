"""Values to model: every case is a file and, next to it, all that is said about it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import draft, read
from sla_catalog.findings import Finding, has_errors, in_reading_order
from sla_catalog.source.decode import decode
from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES
from sla_catalog.source.shared import GlossaryFile

CASES = sorted((Path(__file__).parent / "cases" / "decode").glob("*.yaml"))


def line(finding: Finding) -> str:
    instead = f" -> {finding.instead}" if finding.instead else ""
    expected = f"; {finding.expected}" if finding.expected else ""
    return (
        f"{finding.span}: {finding.severity}[{finding.rule}]: {finding.found}{expected}{instead}\n"
    )


def told(case: Path) -> str:
    record, findings = read(case.read_text(encoding="utf-8"), path=case.name)
    assert (record is None) == bool(findings)
    return "".join(map(line, in_reading_order(findings)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_told_about_a_file(case: Path) -> None:
    assert told(case) == case.with_suffix(".expected").read_text(encoding="utf-8")


def test_every_case_has_its_expectation() -> None:
    assert {case.with_suffix(".expected") for case in CASES} == set(
        CASES[0].parent.glob("*.expected")
    )


@pytest.mark.parametrize("name", SHARED_FILES)
def test_a_shared_file_must_hold_what_it_is_for(name: str) -> None:
    record, findings = read("x_other: []\n", SHARED_FILES[name], f"{name}.yaml")
    field = "terms" if name == "glossary" else name
    assert record is None
    assert [(f.rule, str(f.span), f.instead) for f in findings] == [
        ("missing-key", f"{name}.yaml:1:1", f"{field}: …")
    ]


def test_prose_is_bounded_by_the_limits() -> None:
    text = "terms: [{id: a, term: A, definition: Twelve bytes}]\n"
    document, _ = read_document("glossary.yaml", text.encode(), Limits())
    assert document is not None
    assert decode(document, GlossaryFile, Limits(prose_bytes=12))[1] == []
    (finding,) = decode(document, GlossaryFile, Limits(prose_bytes=11))[1]
    assert (finding.rule, finding.found, finding.expected) == (
        "malformed-value", "the text has 12 bytes", "expected 11 at most",
    )  # fmt: skip


EXAMPLES = [
    yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - builds only text
    for file in sorted((Path(__file__).parents[2] / "agreements").rglob("*.yaml"))
    if file.stem not in SHARED_FILES
]
SHAPES: list[Any] = [
    "x", "99 %", "99999999999999999999 h", [], {}, ["a"], [["a"]], [{}], {"none": "a"}, {"a": "b"},
    {"none": ["a"]}, {"a b": {"c d": "e"}}, {"<stated>": "a"}, {"[key]": "a"}, {"a": {"b": ["c"]}},
]  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every collection in a value with each of its keys or positions."""
    for key in value if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@settings(deadline=None)  # how long it takes depends on what else the machine does
@given(st.data())
def test_no_shape_of_a_value_is_too_much(data: st.DataObject) -> None:
    example = copy.deepcopy(data.draw(st.sampled_from(EXAMPLES)))
    collection, key = data.draw(st.sampled_from([*places(example)]))
    collection[key] = data.draw(st.sampled_from(SHAPES))
    record, findings = read(json.dumps(example))
    assert (record is None) == has_errors(findings)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9" * 5000 + " %", "has 5,002 characters"),
        (f"0001-{'9' * 5000}-01", "has 5,008 characters"),
        (f"0001-{'9' * 1900}-01", "is not a percentage"),
    ],
)
def test_a_value_that_is_longer_than_any_is_refused_at_once(text: str, found: str) -> None:
    metric = f"{{id: m, type: availability, target: {text}}}"
    _, findings = read(draft(f"metrics: [{metric}]"))
    assert [one.rule for one in findings] == ["malformed-value"]
    assert found in findings[0].found


@pytest.mark.parametrize("hours", ["Mo-Fr 8-18 CET", "Mo-Fr 8-18 (ohne Feiertage)"])
def test_no_edit_writes_what_explains_a_value(hours: str) -> None:
    (finding,) = read(draft(f"service_hours: '{hours}'\n"))[1]
    assert finding.instead
    assert finding.edits == ()
