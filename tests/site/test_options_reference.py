"""The page of options: in step with the code, whole, and with an example that is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mkdocs.config.base import Config
from sites import ROOT

from sla_catalog.site.config import AudienceConfig, LimitsConfig, SlaCatalogConfig, TermsConfig
from sla_catalog.site.reference import options_reference, write

PAGE = ROOT / "docs" / "reference" / "options.md"
BELOW: dict[str, type[Config]] = {
    "audience": AudienceConfig,
    "terms": TermsConfig,
    "limits": LimitsConfig,
}
DEFAULTS = {"level": "must be stated", "party": "none"}


def test_the_page_is_in_step_with_the_code(tmp_path: Path) -> None:
    write(tmp_path / "reference")
    made = (tmp_path / "reference" / PAGE.name).read_bytes()
    assert PAGE.read_bytes() == made, "run `make schema`"


@pytest.mark.parametrize("name", [name for name, _ in SlaCatalogConfig._schema])
def test_every_option_has_a_section_and_is_in_the_example(name: str) -> None:
    page = options_reference()
    assert page.count(f"\n## `{name}`\n") == 1
    example = yaml.safe_load(page.split("```")[1].partition("\n")[2])
    assert name in example["plugins"][1]["sla-catalog"]


def test_the_example_is_accepted() -> None:
    example = yaml.safe_load(options_reference().split("```")[1].partition("\n")[2])
    config = SlaCatalogConfig()
    config.load_dict(example["plugins"][1]["sla-catalog"])
    assert config.validate() == ([], [])


@pytest.mark.parametrize(
    ("section", "name"),
    [(section, name) for section, config in BELOW.items() for name, _ in config._schema],
)
def test_every_option_below_another_has_a_row_with_its_default(section: str, name: str) -> None:
    part = options_reference().partition(f"\n## `{section}`\n")[2].partition("\n## ")[0]
    (row,) = (line for line in part.splitlines() if line.startswith(f"| `{name}` |"))
    _, default, said = (cell.strip() for cell in row.strip("|").split("|"))
    assert default == DEFAULTS.get(name, f"`{dict(BELOW[section]._schema)[name].default}`")
    assert said
    assert ("(rules.md#" in said) is (section == "limits")
