"""The workbook: cells of their kind, nothing run, and the same bytes for the same catalog."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from catalogs import TODAY, examples, small

from drafts import catalog_of, draft
from sla_catalog.exports.files import whole_files
from sla_catalog.exports.places import Places
from sla_catalog.exports.workbook import metrics_xlsx

HOSTILE = ["=1+1", "+49 30", "@SUM(A1)", "https://evil.example.com", "{=1}", "_x0041_", "99.999 %"]


def parts(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


def test_equal_catalogs_give_equal_bytes() -> None:
    made = metrics_xlsx(small(), TODAY)
    metrics_xlsx(examples(), TODAY)  # in between, since the last one is remembered
    assert metrics_xlsx(small(), TODAY) == made
    with ZipFile(BytesIO(made)) as book:
        assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "2026-02-11T00:00:00Z" in parts(made)["docProps/core.xml"]


def test_each_kind_of_agreement_has_a_sheet_with_a_head_that_stays() -> None:
    made = parts(metrics_xlsx(examples(), TODAY))
    assert re.findall(r'<sheet name="(\w+)"', made["xl/workbook.xml"]) == ["SLA", "OLA", "UC"]
    for at in (1, 2, 3):
        sheet = made[f"xl/worksheets/sheet{at}.xml"]
        assert '<pane xSplit="1" ySplit="1"' in sheet
        assert re.search(r'<autoFilter ref="A1:AQ[0-9]+"', sheet)


def test_no_text_is_run_or_becomes_a_link() -> None:
    texts = {
        f"case-{at}": draft(
            f'id: case-{at}\ntitle: "{text}"\nmetrics:\n'
            f'  - {{id: a, type: custom, name: "{text}", direction: lower, none: "{text}"}}\n'
        )
        for at, text in enumerate(HOSTILE)
    }
    made = parts(metrics_xlsx(catalog_of(texts), TODAY))
    sheet = made["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert [name for name in made if "rels" in name and "sheet" in name] == []
    strings = made["xl/sharedStrings.xml"]
    for text in HOSTILE:
        assert f">{text.replace('_x0041_', '_x005F_x0041_')}<" in strings


def test_links_lead_to_the_clause_of_the_metric() -> None:
    uptime = (
        "metrics:\n  - {id: up-time, type: availability, target: 99 %, window: calendar month}\n"
    )
    places = Places(lambda name: f"agreements/{name}.html", "https://sla.example.com/book")
    made = parts(metrics_xlsx(catalog_of({"case": draft(uptime)}), TODAY, places))
    linked = made["xl/worksheets/_rels/sheet1.xml.rels"]
    assert set(re.findall(r'Target="([^"]+)"', linked)) == {
        "https://sla.example.com/book/agreements/case.html"
    }
    assert set(re.findall(r'location="([^"]+)"', made["xl/worksheets/sheet1.xml"])) == {
        "metric-up-time"
    }


@pytest.mark.parametrize(
    ("day", "cell"),
    [("1899-12-31", "1899-12-31"), ("2026-01-01", "46023"), ("9999-12-31", "2958465")],
)
def test_days_that_a_spreadsheet_does_not_know_are_texts(day: str, cell: str) -> None:
    uptime = "metrics:\n  - {id: up, type: availability, target: 99 %, window: calendar month}\n"
    text = draft(f"duration: {{effective: {day}}}\n{uptime}")
    made = parts(metrics_xlsx(catalog_of({"case": text}), date(2026, 2, 11)))
    assert f">{cell}<" in made["xl/worksheets/sheet1.xml"] + made["xl/sharedStrings.xml"]


def test_a_catalog_without_agreements_is_a_workbook_too() -> None:
    data = whole_files(catalog_of({}), TODAY)["metrics.xlsx"]()
    assert "xl/worksheets/sheet1.xml" in parts(data)
