"""The reference of the format: in step with the model, whole, and with examples that are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sla_catalog.exports.reference import (
    heading,
    records,
    references,
    write,
    written_values,
)
from sla_catalog.exports.reference_texts import FURTHER_EXAMPLES
from sla_catalog.model.agreement import Agreement
from sla_catalog.source.load import SHARED_FILES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "reference"
EXAMPLES = [
    (kind, example)
    for kind, ways in written_values().items()
    for example in (*(way.example for way in ways), *FURTHER_EXAMPLES.get(kind, ()))
]


def test_the_pages_are_in_step_with_the_model(tmp_path: Path) -> None:
    write(tmp_path / "reference")
    made = {path.name: path.read_bytes() for path in (tmp_path / "reference").iterdir()}
    kept = {name: (FOLDER / name).read_bytes() for name in made}
    assert kept == made, "run `make schema`"


def test_every_kind_of_file_has_a_page() -> None:
    names = {"format.md", "agreement.md", *(f"{name}.md" for name in SHARED_FILES)}
    assert set(references()) == names
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"- reference/{name}\n" not in nav] == []


def test_every_record_has_a_section_of_its_own() -> None:
    sections = re.findall(r"^## (.+)$", "\n".join(references().values()), re.MULTILINE)
    assert len(sections) == len(set(sections))
    assert {heading(record) for record in records()} < set(sections)
    assert {Agreement, *SHARED_FILES.values()} <= set(records())


def test_every_link_leads_to_a_section() -> None:
    anchors = {
        (name, re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-"))
        for name, page in references().items()
        for title in re.findall(r"^## (.+)$", page, re.MULTILINE)
    } | {(name, "") for name in references()}
    links = {
        (target or name, anchor)
        for name, page in references().items()
        for target, anchor in re.findall(r"\]\(([a-z]+\.md)?#?([^)]*)\)", page)
    }
    assert links - anchors == set()


def test_every_row_fills_its_table() -> None:
    columns = 0
    for line in "\n".join(references().values()).splitlines():
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
