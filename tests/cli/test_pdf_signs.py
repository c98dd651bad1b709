"""Signs beside words in a PDF: each is printed in front of its words, on their page."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from pathlib import Path

from command import sla

METRICS = "\n".join(
    f"  - {{id: m{n}, type: custom, name: M{n}, direction: lower, unit: x, target: 1 x}}"
    for n in range(1, 7)
)
AGREEMENT = f"""\
id: loose
kind: sla
title: Loose signs
owner: Provider team
customer: Customer team
services: [{{id: web, name: Web}}]
metrics:
{METRICS}
"""
WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


def dark(pdf: Path, page: int, left: int, top: int, width: int, height: int) -> int:
    """Count dark points in a part of a page, whose points are those of the PDF."""
    area = map(str, ("-x", left, "-y", top, "-W", width, "-H", height))
    pages = map(str, ("-f", page, "-l", page, "-r", 72))
    done = subprocess.run(
        ["pdftoppm", "-gray", *pages, *area, pdf], capture_output=True, check=True
    )
    return sum(point < 160 for point in done.stdout[-width * height :])


def test_every_sign_of_what_is_not_stated_is_in_front_of_its_words(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements/loose.yaml").write_text(AGREEMENT, encoding="utf-8")
    assert sla(tmp_path, "pdf", "out", "--today", "2026-12-02").exit_code == 0
    pdf = tmp_path / "out/agreements/loose.pdf"
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True)
    found = []
    for number, page in enumerate(done.stdout.decode().split("<page ")[1:], start=1):
        words = WORD.findall(page)
        for (left, top, _, foot, word), (*_, following) in pairwise(words):
            if (word, following) == ("Not", "stated"):
                height = round(float(foot) - float(top))
                found.append(
                    dark(pdf, number, round(float(left)) - 10, round(float(top)), 9, height)
                )
    assert len(found) > 6
    assert min(found) > 2
