"""CSV and XLSX sheets, read by a mapping of their columns that somebody has confirmed."""

from __future__ import annotations

import csv
import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import islice
from typing import Any

from sla_catalog.exports.yaml import written
from sla_catalog.findings import Span
from sla_catalog.importing.documents import ForeignDocument, documents
from sla_catalog.importing.reading import Reading, clean
from sla_catalog.importing.records import ImportProposal, Read
from sla_catalog.importing.source_tables import SourceTable, TableCell
from sla_catalog.importing.table_headings import COLUMNS, column_of
from sla_catalog.importing.tables import read
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.encoding import decode_utf8
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile
from sla_catalog.source.wording import visible

MAPPING = ".mapping.yaml"
IGNORED = "ignore"
_NAMES = frozenset(name for name, _ in COLUMNS) | {IGNORED}
_MOST_UNPACKED = 20 * 1024 * 1024
_MOST_TAGS = 200_000  # of all its parts: openpyxl reads the styles and texts of all sheets
# What zipfile and openpyxl raise for archives and documents that are damaged.
_BROKEN = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError),
    *(TypeError, ValueError, lzma.LZMAError, struct.error, zipfile.BadZipFile, zlib.error),
)
_SAMPLE = 50  # rows that show what divides the cells of a sheet
_MOST_OF_CELL = 32_767  # what Excel keeps of a text


def read_sheet(
    file: SourceFile, mappings: Mapping[str, SourceFile], limits: Limits
) -> Iterator[Read]:
    """Yield what a sheet promises by its confirmed mapping, or else a mapping to confirm."""
    try:
        numbered, others = _numbered(file, limits)
        rows = list(_rows(file, numbered, limits))
    except (ValueError, _BulkError, csv.Error) as error:
        text = f"the sheet cannot be read: {clean(str(error))}"
        yield Note(Outcome.LEFT_OUT, Span(file.path), text)
        return
    for name in others:
        text = f"the sheet `{visible(clean(name))}` was not read: only the first one is"
        yield Note(Outcome.LEFT_OUT, Span(file.path), text)
    above = _above_headings(rows)
    for row in rows[:above]:
        words = visible(next(cell.text for cell in row if cell.text))
        yield Note(Outcome.LEFT_OUT, row[0].span, f"`{words}` above the headings was not read")
    headings, *body = rows[above:] or [()]
    if not headings:
        yield Note(Outcome.LEFT_OUT, Span(file.path), "the sheet is empty")
        return
    path = f"{file.path}{MAPPING}"
    if path not in mappings:
        yield ImportProposal(path, _proposal(file, headings))
        text = f"confirm what the columns are in {path}, and import again"
        yield Note(Outcome.ASKED, headings[0].span, text)
        return
    table = yield from _mapped(mappings[path], headings, body, limits)
    if table:
        yield from read(table)


def _above_headings(rows: Sequence[Sequence[TableCell]]) -> int:
    """Count the rows of a single cell above the first that can name columns: titles and days."""
    wide = (place for place, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1)
    return next(wide, 0)


def _proposal(file: SourceFile, headings: Sequence[TableCell]) -> str:
    title = file.path.rpartition("/")[2].rpartition(".")[0]
    columns = {cell.text: column_of(cell.text) or IGNORED for cell in headings if cell.text}
    remark = f"# Each column is one of {', '.join(sorted(_NAMES))}.\n"
    return remark + written({"confirmed": False, "title": title, "columns": columns})


def _mapped(
    file: SourceFile,
    headings: Sequence[TableCell],
    body: Sequence[tuple[TableCell, ...]],
    limits: Limits,
) -> Generator[Note, None, SourceTable | None]:
    found = next((one for one in documents(file, limits) if isinstance(one, ForeignDocument)), None)
    reading = Reading(found) if found else None
    if reading is None or reading.text(reading.document.root, "confirmed") != "true":
        text = "the mapping is not confirmed: check it, and write `confirmed: true`"
        yield Note(Outcome.ASKED, Span(file.path), text)
        return None
    root = reading.document.root
    columns = reading.at(root, "columns")
    given = {name: reading.text(columns, name) for name, _ in reading.entries(columns)}
    for name, kind in given.items():
        if kind not in _NAMES:
            text = f"`{kind}` of the column `{name}` is none of {', '.join(sorted(_NAMES))}"
            yield Note(Outcome.ASKED, reading.span(reading.at(columns, name)), text)
            return None
    kinds = tuple(given.get(cell.text, "").replace(IGNORED, "") for cell in headings)
    title = reading.text(root, "title") or "sheet"
    return SourceTable(title, kinds, tuple(headings), tuple(body))


_Numbered = Iterable[tuple[int, list[str]]]


def _numbered(file: SourceFile, limits: Limits) -> tuple[_Numbered, list[str]]:
    """Return the rows of a sheet with their numbers, and the names of sheets behind it."""
    is_csv = file.path.lower().endswith(".csv")
    return (_of_csv(file), []) if is_csv else _of_workbook(file, limits)


def _rows(file: SourceFile, numbered: _Numbered, limits: Limits) -> Iterator[tuple[TableCell, ...]]:
    for count, (number, row) in enumerate(numbered):
        if count > limits.list_items:
            raise ValueError(f"more than {limits.list_items} rows")
        cells = tuple(
            TableCell(clean(text, _MOST_OF_CELL), Span(file.path, number, column))
            for column, text in enumerate(row[:50], 1)
        )
        filled = [place for place, cell in enumerate(cells, 1) if cell.text]
        if filled:
            yield cells[: filled[-1]]


def _of_csv(file: SourceFile) -> Iterator[tuple[int, list[str]]]:
    text, refused = decode_utf8(file.path, file.data)
    if text is None:
        raise ValueError(refused[0].message)
    text = text.removeprefix("\ufeff")
    # Where two divide alike, a semicolon is rarer in the text of a cell than a comma.
    sign = max("\t;,", key=lambda one: _alike(text, one))
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    for row in reader:
        yield reader.line_num, row


def _alike(text: str, sign: str) -> tuple[int, int]:
    """Count the first rows that a sign divides into equally many cells, and these cells.

    A title above the headings is no such row, nor are cells with decimal commas in some rows.
    """
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        for row in islice(csv.reader(io.StringIO(text), delimiter=sign, strict=True), _SAMPLE):
            widths[len(row)] += len(row) > 1
    return max(((count, width) for width, count in widths.items() if count), default=(0, 0))


def _of_workbook(file: SourceFile, limits: Limits) -> tuple[_Numbered, list[str]]:
    """Return the rows of the first sheet, each cell as it is shown, and the names of others."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            _refuse_bulk(archive)
        rows, others = _first_sheet(file.data, limits)
    except _BROKEN as error:
        raise ValueError(
            f"it is not a complete workbook ({clean(str(error)) or 'it is truncated'})"
        ) from None
    return enumerate(rows, 1), others


def _refuse_bulk(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    size = sum(one.file_size for one in parts)
    if size > _MOST_UNPACKED:
        raise _BulkError(f"unpacked it has {size:,} bytes; save the sheet as CSV")
    tags = sum(archive.read(one).count(b"<") for one in parts)
    if tags > _MOST_TAGS:
        raise _BulkError(f"it has {tags:,} tags, expected at most {_MOST_TAGS:,}; save it as CSV")


class _BulkError(Exception):
    """Say that a workbook holds more than is read."""


def _first_sheet(data: bytes, limits: Limits) -> tuple[list[list[str]], list[str]]:
    # Only who reads a workbook pays for openpyxl.
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which nobody asked for
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = workbook.worksheets[0].iter_rows(max_row=limits.list_items + 2, max_col=50)
        shown = [[_shown(cell) for cell in row] for row in rows]
        return shown, [sheet.title for sheet in workbook.worksheets[1:]]


def _shown(cell: Any) -> str:
    """Return a cell as its number format shows it: 0.999 as `0.0%` is 99.9 %."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        # The shortest digits that give this float are those that were typed.
        number = Decimal(repr(value))
        if "%" in str(cell.number_format):
            return f"{_plain(number * 100)} %"
        return _plain(number)
    return str(value)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return re.sub(r"\.?0+$", "", text) if "." in text else text
