"""The examples of the guide: files, the command, its report, and agreements that it writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from command import sla

GUIDE = Path(__file__).parents[2] / "docs/guide/move-in.md"
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = {
    text.partition("\n")[0]: FENCE.findall(text)
    for text in GUIDE.read_text(encoding="utf-8").split("\n## ")[1:]
}
FORMATS = [name for name, fences in SECTIONS.items() if any(title for _, title, _ in fences)]


@pytest.mark.parametrize("name", FORMATS)
def test_an_example_of_the_guide_is_what_the_command_does(name: str, tmp_path: Path) -> None:
    made: dict[str, str] = {}
    for language, title, text in SECTIONS[name]:
        path = tmp_path / title
        if language == "console":
            command, _, report = text.partition("\n")
            result = sla(tmp_path, *command.removeprefix("$ sla ").split())
            assert result.stdout == report
            checked = sla(tmp_path, "check", "agreements", "--today", "2026-12-02")
            assert checked.exit_code == 0, checked.output
        elif title.startswith("agreements/"):
            made[title] = text
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    assert {title: (tmp_path / title).read_text(encoding="utf-8") for title in made} == made


def test_each_format_has_an_example() -> None:
    assert FORMATS == [
        "OpenSLO",
        "Nobl9",
        "Sloth",
        "Pyrra",
        "slo-generator",
        "ODCS",
        "datacontract-specification",
        "ODPS",
        "Terraform",
        "Markdown",
        "CSV and XLSX",
    ]
