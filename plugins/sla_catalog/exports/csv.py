"""Rows as CSV by RFC 4180, of which no cell of text is taken for a formula."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

Cell = str | Decimal | None

# Lines end as the RFC says: the file is for spreadsheets, and is in no one's repository.
END_OF_LINE = "\r\n"

_STARTS_FORMULA = frozenset("=+-@|%\u2212")  # the last one is the mathematical minus
_BEGINS_A_CELL = ("\t", "\r", "\n")


def written(rows: Iterable[Sequence[Cell]]) -> str:
    """Print rows; numbers as they are, texts made harmless, None as an empty cell."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator=END_OF_LINE)
    writer.writerows([_printed(cell) for cell in row] for row in rows)
    return text.getvalue()


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else harmless(cell)


def harmless(text: str) -> str:
    """Put `'` before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if _could_be_a_formula(text) else text


def _could_be_a_formula(text: str) -> bool:
    if text[:1].isascii() and text[:1].isalnum():
        return False
    if text.startswith(_BEGINS_A_CELL):
        return True
    first = next((sign for sign in text if not _is_unseen(sign)), "")
    # Full-width and small forms of a sign are folded into the sign itself.
    return unicodedata.normalize("NFKC", first)[:1] in _STARTS_FORMULA


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Mn", "Me"}
