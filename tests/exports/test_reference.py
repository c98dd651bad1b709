"""The reference of the format: in step with the model, whole, and with examples that are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sla_catalog.exports.reference import (
    FURTHER_EXAMPLES,
    format_reference,
    heading,
    records,
    write,
    written_values,
)
from sla_catalog.model.agreement import Agreement
from sla_catalog.source.load import SHARED_FILES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "format.md"
EXAMPLES = [
    (kind, example)
    for kind, ways in written_values().items()
    for example in (*(way.example for way in ways), *FURTHER_EXAMPLES.get(kind, ()))
]


def test_the_page_is_in_step_with_the_model(tmp_path: Path) -> None:
    write(tmp_path / "reference")
    made = (tmp_path / "reference" / PAGE.name).read_bytes()
    assert PAGE.read_bytes() == made, "run `make schema`"


def test_every_record_has_a_section_of_its_own() -> None:
    sections = re.findall(r"^## (.+)$", format_reference(), re.MULTILINE)
    assert len(sections) == len(set(sections))
    assert {heading(record) for record in records()} < set(sections)
    assert {Agreement, *SHARED_FILES.values()} <= set(records())


def test_every_link_leads_to_a_section() -> None:
    page = format_reference()
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.+)$", page, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= anchors


def test_every_row_fills_its_table() -> None:
    columns = 0
    for line in format_reference().splitlines():
        cells = re.split(r"(?<!\\)\|", line)
        if not line.startswith("|"):
            columns = 0
        elif columns:
            assert len(cells) == columns, line
            assert all(cell.strip() for cell in cells[1:-1]), line
        else:
            columns = len(cells)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_every_example_is_read(kind: str, example: str) -> None:
    failures = []
    for way in written_values()[kind]:
        try:
            way.parse(example)
        except ValueError as error:
            failures.append(error)
    assert len(failures) < len(written_values()[kind]), failures


def test_every_further_example_belongs_to_a_kind() -> None:
    assert set(FURTHER_EXAMPLES) <= set(written_values())
