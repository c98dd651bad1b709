"""Recipes for contributors: each names every place that its example is in, and no others."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

PAGE = "docs/contributing/recipes.md"
TEXT = (Path(__file__).parents[1] / PAGE).read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


def test_there_is_a_recipe_for_what_comes_up_most() -> None:
    assert [*RECIPES] == [
        "A metric type", "A rule", "A column of the comparison", "A language", "An export",
    ]  # fmt: skip


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_names_every_place_of_its_example(name: str, project_root: Path) -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", RECIPES[name], re.MULTILINE)
    found: set[str] = set()
    for command in re.findall(r"^\$ (git .+)$", RECIPES[name], re.MULTILINE):
        printed = subprocess.run(
            shlex.split(command), cwd=project_root, capture_output=True, text=True, check=True
        )
        found |= {*printed.stdout.splitlines()} - {PAGE}
    assert sorted(listed) == sorted(found)


@pytest.mark.parametrize("name", RECIPES)
def test_every_path_that_a_recipe_names_exists(name: str, project_root: Path) -> None:
    named = re.findall(r"`((?:plugins|tests|docs)/[^`* ]+)`", RECIPES[name])
    assert [path for path in named if not (project_root / path).exists()] == []
