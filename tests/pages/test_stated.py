"""What every derived place says of small agreements, each with one kind of statement."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from contexts import RENDERER, context, text

from drafts import draft
from sla_catalog.exports.metrics import metrics_csv
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages.comparison.columns import ComparisonTable
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.site_pages import pages
from sla_catalog.rules import check

FOLDER = Path(__file__).parent / "cases" / "stated"
CASES: list[dict[str, Any]] = [
    case
    for file in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
TODAY = date(2026, 12, 2)
SHARED = {"calendars", "parties"}
CELLS = (
    "condition",
    "target",
    "window",
    "commitment",
    "hours",
    "per",
    "owed_by",
    "absence",
    "allowed_downtime_seconds",
    "allowed_downtime_longest_seconds",
)


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_every_place_says(case: Mapping[str, Any]) -> None:
    files = {f"{name}.yaml": _whole(name, said) for name, said in case["files"].items()}
    made = context(files, case.get("today", TODAY), case.get("language", "en"))
    drawn = {page.uri: text(page.make_view(made), page.uri) for page in pages(made, RENDERER)}
    missing = [
        (uri, line)
        for uri, lines in case.get("lines", {}).items()
        for line in lines
        if line not in drawn[uri]
    ]
    untrue = [
        (uri, line)
        for uri, never in case.get("never", {}).items()
        for line in drawn[uri]
        if any(words in line for words in never)
    ]
    assert (missing, untrue) == ([], [])
    columns = case.get("columns", {})
    assert {name: _ranked(made, name) for name in columns} == columns
    rows = [*_table(made.catalog)]
    assert [row for row in case.get("table", ()) if row not in rows] == []
    expected = case.get("findings", [])
    rules = {finding.split(": ")[1] for finding in expected}
    assert [f for f in _findings(made) if f.split(": ")[1] in rules] == expected


def test_nothing_is_expected_of_no_place() -> None:
    places = {"lines", "columns", "table", "findings"}
    assert [case["says"] for case in CASES if not any(case.get(place) for place in places)] == []


def _whole(name: str, said: str) -> str:
    return said if name in SHARED else draft(f"id: {name}\ntitle: {name.capitalize()}\n{said}")


def _ranked(made: RenderContext, name: str) -> list[str]:
    """Return the rows of a column of the comparison for all cases: rank, agreement, words."""
    table = ComparisonTable.of(made)
    (column,) = (one for one in table.columns if one.id == name)
    lines = []
    for one in table.ranked(column, {}):
        cell, place = one.said.cell, f"{one.rank or '-'} {one.compared.agreement.id}"
        words = (place, cell.value, *cell.notes, *([one.why] if one.why else []))
        lines.append(" / ".join(words).replace("\u00a0", " "))
    return lines


def _table(catalog: Catalog) -> Iterator[str]:
    """Yield the rows of `metrics.csv`, with what has a value of some of their cells."""
    written = StringIO(metrics_csv(catalog).removeprefix("\ufeff"), newline="")
    for row in csv.DictReader(written):
        cells = ", ".join(f"{name}={row[name]}" for name in CELLS if row[name])
        yield f"{row['agreement']} {row['metric']} {row['objective']}: {cells}"


def _findings(made: RenderContext) -> Iterator[str]:
    for found in check(made.catalog, made.today):
        yield f"{Path(found.span.path).name}: {found.rule}: {found.message}"
