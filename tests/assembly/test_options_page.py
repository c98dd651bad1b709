"""The page of options: in step with the code, whole, and with an example that is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sla_catalog.assembly.options import (
    AudiencePart,
    LimitsPart,
    Options,
    OptionsPart,
    TermsPart,
)
from sla_catalog.assembly.options_page import options_reference, usual, write

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "options.md"
BELOW: dict[str, type[OptionsPart]] = {
    "audience": AudiencePart,
    "terms": TermsPart,
    "limits": LimitsPart,
}


def test_the_page_is_in_step_with_the_code(tmp_path: Path) -> None:
    write(tmp_path / "reference")
    made = (tmp_path / "reference" / PAGE.name).read_bytes()
    assert PAGE.read_bytes() == made, "run `make schema`"


@pytest.mark.parametrize("name", Options.model_fields)
def test_every_option_has_a_section_and_is_in_the_example(name: str) -> None:
    page = options_reference()
    assert page.count(f"\n## `{name}`\n") == 1
    example = yaml.safe_load(page.split("```")[1].partition("\n")[2])
    assert name in example["plugins"]["sla-catalog"]


def test_the_example_is_accepted() -> None:
    example = yaml.safe_load(options_reference().split("```")[1].partition("\n")[2])
    options = Options.of(example["plugins"]["sla-catalog"])
    assert options.reminder_days == 14
    assert options.bounds.files == 10_000


@pytest.mark.parametrize(
    ("section", "name"),
    [(section, name) for section, part in BELOW.items() for name in part.model_fields],
)
def test_every_option_below_another_has_a_row_with_its_default(section: str, name: str) -> None:
    part = options_reference().partition(f"\n## `{section}`\n")[2].partition("\n## ")[0]
    (row,) = (line for line in part.splitlines() if line.startswith(f"| `{name}` |"))
    _, default, said = (cell.strip() for cell in row.strip("|").split("|"))
    assert default == usual(BELOW[section].model_fields[name])
    assert said
    assert ("(rules.md#" in said) is (section == "limits")


def test_choices_and_defaults_are_written_as_yaml_writes_them() -> None:
    page = options_reference()
    assert "One of `public`, `customer`, `internal`, `confidential`." in page
    assert "One of `error`, `neutral`." in page
    assert "One of `de`, `en`, `fr`. By default none." in page
    assert "By default `false`." in page
    assert "| `level` | must be stated |" in page
    assert "| `party` | none |" in page
    assert "| `agreements` | `section` | On the pages of agreements. One of `section`," in page
