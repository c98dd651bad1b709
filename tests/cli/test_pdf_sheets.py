"""Sheets of `sla pdf`: none is half empty, and no column is squeezed by the words beside it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import sla

EXAMPLES = Path(__file__).resolve().parents[2]
TODAY = ("--today", "2026-11-28")
MARGIN = 65  # points at the foot and at the head of a sheet
LEAST = 0.6
NOTE = (
    "Whether planned work counts is not stated for this service, nor whether an attack counts for "
    "which nobody knows a solution, nor what is lost beyond the router at the boundary."
)
NOTED = f"""\
id: noted
kind: sla
title: Long notes beside lengths
owner: us
customer: them
services: [{{id: one, name: One service of several}}, {{id: two, name: Another service of several}}]
metrics:
  - id: uptime
    type: availability
    window: calendar month
    measured_over: all time
    outage: {{after: 1 min}}
    rounding: {{unit: 1 min, mode: down}}
    objectives:
      - {{when: {{service: one}}, target: 99.9 %, note: '{NOTE} {NOTE} {NOTE}'}}
      - {{when: {{service: two}}, target: 99.9 %}}
"""
Word = tuple[str, float, float]


def words(pdf: Path) -> Iterator[list[Word]]:
    """Return the words of each sheet, with their upper and their lower edge."""
    told = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    for sheet in told.split("<page ")[1:]:
        found = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', sheet)
        yield [(word, float(top), float(bottom)) for top, bottom, word in found]


def test_a_length_keeps_its_width_beside_a_long_note(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements/noted.yaml").write_text(NOTED, encoding="utf-8")
    done = sla(tmp_path, "pdf", "--no-book", *TODAY, "out")
    assert done.exit_code == 0, done.output
    sheets = words(tmp_path / "out/agreements/noted.pdf")
    tops = [top for sheet in sheets for word, top, _ in sheet if word in {"less", "than"}]
    assert len(tops) == 20  # twice in the summary, and four times in each row of the clause
    assert (tops[4], tops[12]) == (tops[5], tops[13])


@pytest.mark.long
def test_no_sheet_but_the_last_is_half_empty(tmp_path: Path) -> None:
    done = sla(EXAMPLES, "pdf", "--no-book", *TODAY, str(tmp_path))
    assert done.exit_code == 0, done.output
    pdfs = sorted((tmp_path / "agreements").glob("*.pdf"))
    assert len(pdfs) > 20
    empty = []
    for pdf in pdfs:
        sheets = list(words(pdf))
        foot = max(bottom for sheet in sheets for _, _, bottom in sheet) - MARGIN
        for number, sheet in enumerate(sheets[:-1], 1):
            lowest = max(bottom for _, _, bottom in sheet if bottom < foot + MARGIN / 2)
            if (lowest - MARGIN) / (foot - MARGIN) < LEAST:
                empty.append((pdf.name, number))
    assert empty == []
