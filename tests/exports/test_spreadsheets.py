"""The files for spreadsheets as other programs read them, in English and in German."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from catalogs import TODAY, examples, made

from drafts import catalog_of, draft
from packages import from_pypi
from sla_catalog.exports.metrics import metrics_csv
from sla_catalog.exports.places import Places
from sla_catalog.exports.workbook import metrics_xlsx
from spreadsheet import LANGUAGES, Rows, SheetCell, opened_csv, opened_workbook

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
        assert {one.kind for one in seen} <= {"string", "float", "percentage", "date"}
        stated = [one.strip() for one in row if one]
        for one, before in zip(seen, stated, strict=True):
            numbers += one.kind != "string"
            assert _is_same(one, before), (before, one)
    assert numbers


def _is_same(cell: SheetCell, before: str) -> bool:
    if cell.kind == "string":
        return "".join(cell.shown.split()) == "".join(before.split())
    if cell.kind == "date":
        return cell.value == before
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


def heads_and_rows(sheet: Rows) -> list[dict[str, SheetCell]]:
    heads = [cell.shown for cell in sheet[0]]
    return [dict(zip(heads, row, strict=False)) for row in sheet[1:]]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "en-US",
            ["99.90%", "99.999%", "100%", "0:00:01.5", "36:00:00", "240", "20.50", "0:43:12"],
        ),
        (
            "de-DE",
            ["99,90%", "99,999%", "100%", "0:00:01,5", "36:00:00", "240", "20,50", "0:43:12"],
        ),
    ],
)
def test_a_workbook_shows_the_authors_digits_in_the_readers_language(
    tmp_path: Path, language: str, shown: list[str]
) -> None:
    targets = ["99.90 %", "99.999 %", "100 %", "1500 ms", "36 h", "4 business hours", "20.50 units"]
    metrics = "".join(
        f"  - {{id: m{at}, type: custom, direction: lower, target: {target}}}\n"
        for at, target in enumerate(targets)
    )
    uptime = "  - {id: up, type: availability, target: 99.9 %, window: calendar month}\n"
    dates = "duration: {effective: 2026-01-01, ends: 2026-12-31}\n"
    catalog = catalog_of({"case": draft(f"title: =1+1\n{dates}metrics:\n{metrics}{uptime}")})
    path = tmp_path / "metrics.xlsx"
    path.write_bytes(metrics_xlsx(catalog, TODAY, Places(site="https://sla.example.com/book/")))
    sheets = opened_workbook(path, language)
    rows = heads_and_rows(sheets["SLA"])
    values = [row["value"] for row in rows[:-1]] + [rows[-1]["allowed_downtime"]]
    assert [value.shown for value in values] == shown
    kinds = ["percentage"] * 3 + ["time"] * 2 + ["float"] * 2 + ["time"]
    assert [value.kind for value in values] == kinds
    assert {row["title"].shown for row in rows} == {"=1+1"}
    assert [cell.formula for row in rows for cell in row.values() if cell.formula] == []
    assert [row["name"].link for row in rows] == [
        f"https://sla.example.com/book/agreements/case/#metric-{row['metric'].shown}"
        for row in rows
    ]
    assert {(row["effective"].kind, row["effective"].value) for row in rows} == {
        ("date", "2026-01-01")
    }


def test_a_workbook_has_the_rows_of_the_csv(tmp_path: Path) -> None:
    path = tmp_path / "metrics.xlsx"
    path.write_bytes(metrics_xlsx(examples(), TODAY))
    sheets = opened_workbook(path, "en-US")
    assert list(sheets) == ["SLA", "OLA", "UC"]
    texts = ("agreement", "title", "metric", "objective", "target", "absence")
    opened = [row for sheet in sheets.values() for row in heads_and_rows(sheet)]
    head, *rows = written(metrics_csv(examples()))
    expected = [dict(zip(head, row, strict=True)) for row in rows]
    assert sorted(
        [seen(row[name].shown) if name in row else "" for name in texts] for row in opened
    ) == sorted([seen(row[name].removeprefix("'")) for name in texts] for row in expected)


def seen(text: str) -> str:
    return " ".join(text.split())
