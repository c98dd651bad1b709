"""Lists in print: the deadlines, the comparison and others on their sheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader


def test_no_sheet_of_a_list_is_left_empty(
    reader: Page, example_address: str, tmp_path: Path
) -> None:
    for uri in ("services/", "coverage/", "deadlines/", "parties/", "parties/data-platform/"):
        reader.goto(example_address + uri)
        reader.pdf(path=tmp_path / "list.pdf", format="A4")
        *full, last = [len(p.extract_text()) for p in PdfReader(tmp_path / "list.pdf").pages]
        assert all(length > 1000 for length in full), uri
        assert last, uri


@pytest.mark.parametrize(
    ("uri", "most"), [("deadlines/", 45), ("agreements/managed-postgresql/", 75)]
)
def test_no_sheet_is_left_half_empty_before_a_table(
    reader: Page, example_address: str, tmp_path: Path, uri: str, most: int
) -> None:
    reader.goto(example_address + uri)
    reader.pdf(path=tmp_path / "sheets.pdf", prefer_css_page_size=True)
    *full, _ = PdfReader(tmp_path / "sheets.pdf").pages
    assert len(full) > 1
    for number, page in enumerate(full, 1):
        assert _height_of_last_line(page) < most, number


def _height_of_last_line(page: PageObject) -> float:
    """Return how high above the edge the lowest line of a sheet is, in mm, beside its foot."""
    heights: list[float] = []

    def note(text: str, matrix: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            heights.append((matrix[3] * line[5] + matrix[5]) / 72 * 25.4)

    page.extract_text(visitor_text=note)
    return min(height for height in heights if height > 20)


@pytest.mark.parametrize(
    "others", [["compute-storage", "hosting-classic"], ["compute-storage", "ukcloud", "aptible"]]
)
def test_no_sheet_of_a_comparison_side_by_side_has_its_key_alone(
    reader: Page, example_address: str, tmp_path: Path, others: list[str]
) -> None:
    query = "&with=".join(["comparison/?base=managed-postgresql", *others])
    reader.goto(example_address + query)
    expect(reader.locator(".sla-beside")).to_be_visible()
    reader.pdf(path=tmp_path / "side.pdf", prefer_css_page_size=True)
    texts = [page.extract_text() for page in PdfReader(tmp_path / "side.pdf").pages]
    assert len(texts) > 2
    assert [text for text in texts if "Measure" not in text] == []
    assert "not comparable" in texts[0]


def test_no_sheet_of_the_deadlines_ends_in_a_head_and_no_address_is_broken(
    reader: Page, example_address: str, tmp_path: Path
) -> None:
    reader.goto(f"{example_address}deadlines/")
    texts = []
    for height in range(240, 300, 5):  # millimetres, so that sheets end at other rows
        file = tmp_path / f"{height}.pdf"
        reader.pdf(path=file, width="210mm", height=f"{height}mm")
        texts += [page.extract_text().split() for page in PdfReader(file).pages]
    assert [words[-4:] for words in texts if "Owner" in words[-4:]] == []
    addresses = {word for words in texts for word in words if "@" in word}
    assert len(addresses) > 3
    assert [word for word in addresses if not word.endswith((".com", ".org"))] == []
