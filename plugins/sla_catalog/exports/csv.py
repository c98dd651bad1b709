"""Rows as CSV by RFC 4180, of which no cell is taken for a formula or for another number."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

Cell = str | Decimal | None

# Lines end as the RFC says: the file is for spreadsheets, and is in no one's repository.
END_OF_LINE = "\r\n"

_STARTS_FORMULA = frozenset("=+-@|%\u2212")  # the last one is the mathematical minus
_BEGINS_A_CELL = ("\t", "\r", "\n")
# What tells a spreadsheet that the file is UTF-8, so that `≥` and `ü` survive a double click.
_BYTE_ORDER_MARK = "\ufeff"
# Where a point stands between thousands, `99.999 %` is 99999 %, as is `1.500 EUR` a larger amount.
_COULD_BE_THOUSANDS = re.compile(r"[-+]?[0-9]+(?:\.[0-9]{3})+\s*[^\s0-9]{0,3}")


def written(rows: Iterable[Sequence[Cell]]) -> str:
    """Print rows; numbers as they are, texts made harmless, None as an empty cell."""
    text = StringIO(newline="")
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator=END_OF_LINE)
    writer.writerows([_printed(cell) for cell in row] for row in rows)
    return text.getvalue()


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    return _number(cell) if isinstance(cell, Decimal) else harmless(cell)


def _number(number: Decimal) -> str:
    """Print a number with a fraction, so that programs take a column of them for one of fractions.

    Three decimals get a fourth, which no thousands have.
    """
    whole, _, decimals = f"{number:f}".partition(".")
    return f"{whole}.{decimals}0" if len(decimals) in {0, 3} else f"{whole}.{decimals}"


def harmless(text: str) -> str:
    """Put `'` before a text that a spreadsheet would take for a formula or for another number."""
    is_another = _could_be_a_formula(text) or _COULD_BE_THOUSANDS.fullmatch(text.strip())
    return f"'{text}" if is_another else text


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
