"""The tags of a PDF, by which screen readers find their way: each table whole, with its caption."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import NullObject

from command import sla
from sentences import flat
from tag_tree import elements, faults_of, tags

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


DUTIES = [
    [f"Duty {n} of the {who}, which is said in words that need more than a line" for n in range(40)]
    for who in ("provider", "customer")
]
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
    lists = [
        ", ".join(f'{{id: {"pc"[n]}{m}, text: "{one}"}}' for m, one in enumerate(side))
        for n, side in enumerate(DUTIES)
    ]
    duties = f"responsibilities:\n  provider: [{lists[0]}]\n  customer: [{lists[1]}]\n"
    (folder / "agreements/long.yaml").write_text(LONG + duties, encoding="utf-8")
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


def test_no_duty_is_lost_where_a_sheet_ends(folder: Path) -> None:
    """What is drawn off a sheet is no text for pdftotext, as it is none for readers."""
    pdf = folder / "out/agreements/long.pdf"
    done = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True)
    text = flat(done.stdout.decode())
    assert [one for side in DUTIES for one in side if flat(one) not in text] == []


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


def test_each_head_of_a_table_is_that_of_a_column_or_a_row(reader: PdfReader) -> None:
    found = Counter(
        (path[-3], str(node["/A"].get("/Scope")))
        for path, node in elements(reader.root_object["/StructTreeRoot"])
        if path[-1] == "TH"
    )
    assert set(found) == {("THead", "/Column"), ("TBody", "/Row")}


def test_running_heads_are_no_content(reader: PdfReader) -> None:
    root: Any = reader.root_object["/StructTreeRoot"]
    known = {node.indirect_reference.idnum for _, node in elements(root)}
    marked = root["/ParentTree"]["/Nums"][1 : 2 * len(reader.pages) : 2]
    assert all(isinstance(one, NullObject) or one.idnum in known for page in marked for one in page)
    for page, places in zip(reader.pages, marked, strict=True):
        content = page.get_contents()
        assert content is not None
        drawn = content.get_data()
        told = {int(number) for number in re.findall(rb"/MCID (\d+)", drawn)}
        assert told == {n for n, one in enumerate(places) if not isinstance(one, NullObject)}
        assert b"/Artifact\n<</Type /Pagination>>\nBDC" in drawn


def test_links_are_printed_like_the_words_that_they_are_on(reader: PdfReader) -> None:
    links = [one.get_object() for page in reader.pages for one in page.annotations or ()]
    flags = [link["/F"] for link in links]
    assert flags
    assert set(flags) == {4}
