"""How values are met in foreign files, row by row, and what each reads as."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks.spellings import READERS, Spelling, spellings

ROWS = [*spellings()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.table}: {' '.join(row.written)}")
def test_a_spelling_is_read_as_it_is_meant(row: Spelling) -> None:
    assert row.found == row.expected


def test_every_table_has_rows_and_most_of_them_are_read() -> None:
    assert {row.table for row in ROWS} == READERS.keys()
    counts = Counter(row.outcome for row in ROWS)
    assert counts["misread"] == 0
    assert counts["read"] > 3 * counts["reported"]
