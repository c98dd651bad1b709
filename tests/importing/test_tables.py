"""What tables of Markdown promise: the report of each table, and each promise with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sla_catalog.importing.markdown import read_markdown
from sla_catalog.importing.records import ImportedPromise
from sla_catalog.losses import Note
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile

CASES = yaml.safe_load((Path(__file__).parent / "tables.yaml").read_text(encoding="utf-8"))


def told(table: str) -> Iterator[str]:
    for one in read_markdown(SourceFile("x.md", table.encode()), Limits()):
        if isinstance(one, Note):
            yield f"{one.outcome}: {one.text}"
        elif isinstance(one, ImportedPromise):
            figures = [one.target or one.unread] if one.target or one.unread else []
            for cell in cells_of(one):
                severity = cell["when"]["severity"]
                figures.append(f"{severity} {cell.get('target') or cell.get('unread', 'none')}")
            window = f" per {one.window}" if one.window else ""
            yield f"{one.type} ‘{one.name}’{window}: {', '.join(figures)}"


def cells_of(one: ImportedPromise) -> list[dict[str, Any]]:
    objectives = one.more.get("objectives", [])
    assert isinstance(objectives, list)
    return objectives


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_table_promises_what_it_says(case: dict[str, object]) -> None:
    assert list(told(str(case["table"]))) == case["told"]
