"""CSV: lines and quotes by RFC 4180, no text that a spreadsheet would run or take for a number."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from catalogs import ROOT, made
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import catalog_of, draft
from sla_catalog.exports.catalog import catalog_json
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
THOUSANDS = ["99.999 %", "0.005\u00a0%", "1.500 EUR", "-1.500", " 12.345.678 ", "24.192", "1.000€"]
TEXTS = [
    "1.5 %",
    "25.92 s",
    "0.0005 %",
    "1.500 minutes",
    "at most 1.500",
    "2.10.0",
    "1.2345",
    "",
    " ",
    "Wiki",
    "99.9 %",
    "a=1",
    "'=1",
    "(=1)",
    "é",
    "№ 7",
    "漢字",
    "€ 5",
    "§ 3",
    "“a”",
]


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline=""), strict=True))


@pytest.mark.parametrize("text", [*FORMULAS, *THOUSANDS])
def test_what_would_be_run_or_read_as_another_number_becomes_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers() -> None:
    row = [Decimal(-20), Decimal("1E+3"), Decimal("0.000001"), None, "-20"]
    assert written([row]) == "\ufeff-20.0,1000.0,0.000001,,'-20\r\n"


def test_no_number_has_the_form_of_thousands() -> None:
    row = [
        Decimal(text) for text in ("99.999", "0.005", "-1.500", "24.19", "26.7840", "1234567.125")
    ]
    made_so = read(written([row]))[0]
    assert made_so == ["99.9990", "0.0050", "-1.5000", "24.19", "26.7840", "1234567.1250"]
    assert [Decimal(text) for text in made_so] == row


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


def test_a_name_that_is_still_to_be_filled_in_is_no_party() -> None:
    promise = "metrics: [{id: m, type: response_time, target: 1 h}]"
    catalog = catalog_of({"case": draft(f"owner: TBD\ncustomer: TODO\n{promise}\n")})
    (row,) = csv.DictReader(StringIO(metrics_csv(catalog).removeprefix("\ufeff")))
    assert (row["provider"], row["customer"]) == ("", "")
    (entry,) = json.loads(catalog_json(catalog, date(2026, 2, 11)))["agreements"]
    assert (entry["owner"], entry["parties"]) == (None, [])
