"""The tags of a PDF, by which screen readers find their way: each table whole, with its caption."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from command import sla
from tag_tree import faults_of, tags

AGREEMENT = """\
id: shop
kind: sla
title: Shop hosting
owner: Hosting team
customer: Shop team
services: [{id: shop, name: Shop}]
support: {channels: [{id: desk, type: phone, address: "+49 30 555 0170"}]}
metrics:
  - {id: uptime, type: availability, target: 99.9 %, window: calendar month}
  - id: reply
    type: response_time
    objectives: [{when: {severity: P1}, target: 1 h}, {when: {severity: P2}, none: Best effort.}]
severities: [{id: P1, name: Down}, {id: P2, name: Slow}]
remedies:
  credits:
    - id: days
      metrics: [uptime]
      tiers:
        - {from: 99.0 %, below: 99.9 %, credit: 2 days of service}
        - {from: 96.0 %, below: 99.0 %, credit: 6 days of service}
        - {below: 96.0 %, credit: 10 days of service}
"""


# As many severities as no sheet has room for.
LONG = AGREEMENT.replace("id: shop\n", "id: long\n", 1).replace(
    "severities: [{id: P1, name: Down}, {id: P2, name: Slow}]",
    f"severities: [{', '.join(f'{{id: P{n}, name: Kind {n} of fault}}' for n in range(1, 61))}]",
).replace(
    "objectives: [{when: {severity: P1}, target: 1 h}, {when: {severity: P2}, none: Best effort.}]",
    "objectives: ["
    + ", ".join(f"{{when: {{severity: P{n}}}, target: {n} h}}" for n in range(1, 61))
    + "]",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tags")
    (folder / "agreements").mkdir()
    (folder / "agreements/shop.yaml").write_text(AGREEMENT, encoding="utf-8")
    (folder / "agreements/long.yaml").write_text(LONG, encoding="utf-8")
    result = sla(folder, "pdf", "out", "--today", "2026-12-01")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def reader(folder: Path) -> PdfReader:
    return PdfReader(folder / "out/agreements/shop.pdf")


def test_a_table_over_several_pages_is_one(folder: Path) -> None:
    reader = PdfReader(folder / "out/agreements/long.pdf")
    assert len(reader.pages) > 3
    assert faults_of(reader) == []


def test_signs_are_no_figures(folder: Path) -> None:
    reader = PdfReader(folder / "out/agreements/shop.pdf")
    assert faults_of(reader) == []


def test_each_table_is_one_with_its_caption_as_a_child(reader: PdfReader) -> None:
    found = list(tags(reader.root_object["/StructTreeRoot"]))
    tables = [path for path in found if path[-1] == "Table"]
    captions = [path for path in found if path[-1] == "Caption"]
    assert len(tables) == len(captions) > 4
    assert [path for path in tables if "Table" in path[:-1]] == []
    assert {path[-2] for path in captions} == {"Table"}


def test_tables_hold_heads_and_rows_and_those_hold_cells(reader: PdfReader) -> None:
    pairs = {path[-2:] for path in tags(reader.root_object["/StructTreeRoot"]) if len(path) > 1}
    around = {name: {above for above, one in pairs if one == name} for name in ("TR", "TH", "TD")}
    assert around == {"TR": {"THead", "TBody"}, "TH": {"TR"}, "TD": {"TR"}}


def test_a_table_of_credits_without_a_picture_has_the_width_of_its_text(reader: PdfReader) -> None:
    text = "\n".join(page.extract_text(extraction_mode="layout") for page in reader.pages)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    steps = "From 99.0 % and below 99.9 %", "more than 43 min 12 s, up to 7 h 12 min"
    assert " ".join((*steps, "2 days of service")) in lines
