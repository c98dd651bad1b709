"""CSV: lines and quotes by RFC 4180, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from io import StringIO

import pytest
from catalogs import ROOT, made
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import catalog_of, draft
from sla_catalog.exports.csv import harmless, written
from sla_catalog.exports.metrics import COLUMNS, metrics_csv

FORMULAS = [
    "=1+1",
    "+49 30 1234",
    "-1",
    "@SUM(A1)",
    "|calc",
    "%0A=1",
    "\t=1",
    "\tplain",
    "\rplain",
    "\nplain",
    " =1",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    "\u00ad=1",
    "\u2060+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    "\uff5c1",
    "\uff051",
    "\ufe66 1",
    "\u22121",
    "=cmd|' /C calc'!A0",
]
TEXTS = ["", " ", "Wiki", "99.9 %", "a=1", "'=1", "(=1)", "é", "№ 7", "漢字", "€ 5", "§ 3", "“a”"]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers() -> None:
    row = [Decimal(-20), Decimal("1E+3"), Decimal("0.000001"), None, "-20"]
    assert written([row]) == "-20,1000,0.000001,,'-20\r\n"


@given(st.lists(st.lists(st.text(), min_size=2), min_size=1))
@settings(deadline=None)
def test_any_text_is_read_back(rows: list[list[str]]) -> None:
    assert read(written(rows)) == [[harmless(cell) for cell in row] for row in rows]


def test_every_row_has_every_column() -> None:
    head, *rows = read(made()["metrics.csv"])
    assert tuple(head) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_no_field_of_an_agreement_starts_a_formula() -> None:
    hostile = "=1"
    catalog = catalog_of(
        {
            "case": draft(
                f"""\
title: "{hostile}"
reference: "{hostile}"
provider: "{hostile}"
customer: "{hostile}"
metrics:
  - id: a
    type: custom
    name: "{hostile}"
    direction: lower
    statistic: "{hostile}"
    compliance: 95 % of {hostile}
    target: 5 units
  - {{id: b, type: custom, direction: lower, none: "{hostile}"}}
"""
            )
        }
    )
    _, *rows = read(metrics_csv(catalog))
    hostile_cells = [cell for row in rows for cell in row if hostile in cell]
    assert set(hostile_cells) == {f"'{hostile}"}
    assert len(hostile_cells) == 2 * 4 + 4


def test_the_handbook_describes_every_column() -> None:
    page = (ROOT / "docs/reference/exports.md").read_text(encoding="utf-8")
    section = page.partition("## `metrics.csv`")[2].partition("\n## ")[0]
    described = [
        name
        for row in re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
        for name in re.findall(r"`(.+?)`", row)
    ]
    assert described == list(COLUMNS)
