"""The files for spreadsheets as other programs read them, in English and in German."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from catalogs import examples, made

from drafts import catalog_of, draft
from packages import from_pypi
from sla_catalog.exports.metrics import metrics_csv
from spreadsheet import LANGUAGES, SheetCell, opened_csv

pytestmark = pytest.mark.long

TITLES = ["99.999 %", "1.500 EUR", "12.345.678", "=1+1", "Größe ≥ 5 µs"]
PROMISES = ["99.999 %", "99.99 %", "0.005 %", "100 %", "1500 ms", "24.192 s", "20.125 to 27 units"]
READ = """
import sys
from decimal import Decimal
import duckdb, polars
frame = polars.read_csv(sys.argv[1])
table = duckdb.read_csv(sys.argv[1])
assert frame.columns == table.columns, (frame.columns, table.columns)
assert frame.schema["value"].is_numeric(), frame.schema
values = [str(Decimal(str(one)).normalize()) for one in frame["value"].drop_nulls()]
others = [str(Decimal(str(one)).normalize()) for (one,) in
          table.query("t", "select value from t where value is not null").fetchall()]
assert values == others, (values, others)
print(*frame.columns, *values, sep="\\n")
"""


def odd_catalog_csv() -> str:
    """Return objectives with numbers and titles that can be read in several ways."""
    metrics = "".join(
        f'  - {{id: m{at}, type: custom, direction: lower, target: "{promise}"}}\n'
        for at, promise in enumerate(PROMISES)
    )
    uptime = "  - {id: up, type: availability, target: 99.999 %, window: calendar month}\n"
    texts = {
        f"case-{at}": draft(f'id: case-{at}\ntitle: "{title}"\nmetrics:\n{metrics}{uptime}')
        for at, title in enumerate(TITLES)
    }
    return metrics_csv(catalog_of(texts))


def written(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


def number(text: str) -> Decimal:
    """Return what a cell means that holds a number or a share."""
    return Decimal(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made_of", ["examples", "odd"])
def test_no_number_is_read_as_another(tmp_path: Path, language: str, made_of: str) -> None:
    text = odd_catalog_csv() if made_of == "odd" else metrics_csv(examples())
    path = tmp_path / "metrics.csv"
    path.write_text(text, encoding="utf-8", newline="")
    rows = written(text)
    opened = opened_csv(path, language)
    assert len(opened) == len(rows) > len(TITLES)
    numbers = 0
    for row, cells in zip(rows, opened, strict=True):
        seen = [one for one in cells if one.kind]  # an empty text is an empty cell
        assert [one for one in seen if one.formula] == []
        assert {one.kind for one in seen} <= {"string", "float", "percentage"}
        stated = [one.strip() for one in row if one]
        for one, before in zip(seen, stated, strict=True):
            numbers += one.kind != "string"
            assert _is_same(one, before), (before, one)
    assert numbers


def _is_same(cell: SheetCell, before: str) -> bool:
    if cell.kind == "string":
        return "".join(cell.shown.split()) == "".join(before.split())
    return Decimal(cell.value) == number(before)


def test_programs_for_data_read_it_without_options(tmp_path: Path) -> None:
    environment = from_pypi(tmp_path / "python", "polars", "duckdb")
    path = tmp_path / "metrics.csv"
    for text in (metrics_csv(examples()), made()["metrics.csv"]):
        path.write_text(text, encoding="utf-8", newline="")
        result = subprocess.run(
            [sys.executable, "-c", READ, str(path)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        head, *rows = written(text)
        at = head.index("value")
        values = [f"{Decimal(row[at]).normalize()!s}" for row in rows if row[at]]
        assert result.stdout.split("\n")[:-1] == [*head, *values]
