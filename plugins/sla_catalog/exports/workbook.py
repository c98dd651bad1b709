"""The rows of `metrics.csv` as a workbook, whose cells are numbers, lengths, days and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from sla_catalog.exports.catalog import Dates, dates_of
from sla_catalog.exports.csv import Cell
from sla_catalog.exports.metrics import COLUMNS, agreement_rows
from sla_catalog.exports.places import NOWHERE, Places
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Kind

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_DAYS = ("effective", "last_day_covered", "last_day_for_notice", "next_review")
_HEADS = (*(name.removesuffix("_seconds") for name in COLUMNS), *_DAYS)
_WIDE = {"title": 32, "name": 28, "target": 24, "condition": 28, "reason": 40}
_USUAL_WIDTH = 14
_SECONDS_A_DAY = 24 * 60 * 60
# What Excel holds at most: signs in a cell, links on a sheet, signs of an address.
_LONGEST_TEXT, _MOST_LINKS, _LONGEST_LINK = 32_767, 65_000, 2_000
_FIRST_DAY = date(1900, 3, 1)  # Excel believes in 29 February 1900, and in no day before 1900
_NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with the form in which it is shown; a share or a length is one as well."""

    value: Decimal
    form: str


@dataclass(frozen=True, slots=True)
class _Link:
    """A text that leads to an address."""

    text: str
    address: str


_Shown = str | _Number | _Link | date | None


def metrics_xlsx(catalog: Catalog, today: date, places: Places = NOWHERE) -> bytes:
    """Return a workbook with a sheet for each kind of agreement, a row for each objective."""
    in_order = sorted(catalog.agreements, key=lambda one: list(Kind).index(one.kind))
    sheets = tuple(
        (kind.upper(), tuple(row for one in some for row in _rows(one, catalog, today, places)))
        for kind, some in groupby(in_order, key=lambda one: one.kind)
    )
    return _workbook(sheets, today)


def _rows(
    agreement: Agreement, catalog: Catalog, today: date, places: Places
) -> Iterator[tuple[_Shown, ...]]:
    days = _days(dates_of(agreement, today))
    for values in agreement_rows(agreement, catalog):
        row = dict(zip(COLUMNS, values, strict=True))
        address = places.clause(agreement.id, f"metric-{row['metric']}")
        yield (*(_shown(name, row, address) for name in COLUMNS), *days)


def _days(dates: Dates) -> tuple[_Shown, ...]:
    days = (getattr(dates, name) for name in _DAYS)
    return tuple(day.isoformat() if day and day < _FIRST_DAY else day for day in days)


def _shown(name: str, row: dict[str, Cell], address: str) -> _Shown:
    """Return a cell as the kind of value that it is, with the digits of the author."""
    value = row[name]
    if name == "holds_from" and isinstance(value, str):
        day = date.fromisoformat(value)
        return value if day < _FIRST_DAY else day
    if not isinstance(value, Decimal):
        linked = value and address and name in {"name", "target"}
        return _Link(str(value), address) if linked else value
    if name.endswith("_seconds"):
        return _length(value)
    if name == "compliance_percent":
        return _share(value, _decimals(value))
    if name not in {"value", "value_to"}:
        return _Number(value, _form(_decimals(value)))
    digits = _digits(value, str(row["target"] or ""))
    match row["unit"]:
        case "percent":
            return _share(value, digits)
        case "s":
            return _length(value)
        case _:
            return _Number(value, _form(digits))


def _digits(value: Decimal, target: str) -> int:
    """Return how many decimals the author gave a number, as the text of the target shows it."""
    written = (found for found in _NUMBER.finditer(target) if Decimal(found[0]) == value)
    return max((len(found[1] or "") for found in written), default=_decimals(value))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _share(percent: Decimal, digits: int) -> _Number:
    return _Number(percent.scaleb(-2), f"{_form(digits)}%")


def _length(seconds: Decimal) -> _Number:
    """Return a length of time as spreadsheets keep it, in days, shown as hours and minutes."""
    parts = min(_decimals(seconds), 3)  # spreadsheets show no less than a millisecond
    return _Number(seconds / _SECONDS_A_DAY, f"[h]:mm:ss{'.' + parts * '0' if parts else ''}")


def _form(digits: int) -> str:
    return f"0.{digits * '0'}" if digits else "0"


@lru_cache(maxsize=1)  # a preview asks for it again and again, and it seldom changes
def _workbook(sheets: tuple[tuple[str, tuple[tuple[_Shown, ...], ...]], ...], today: date) -> bytes:
    from xlsxwriter.workbook import Workbook  # takes a sixth of a second; only this needs it

    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        # The day of the build in place of the clock, so that equal catalogs give equal bytes.
        book.set_properties({"created": datetime.combine(today, time(), UTC).replace(tzinfo=None)})
        for name, rows in sheets:
            _Sheet(book, name, len(rows)).write(rows)
    return file.getvalue()


class _Sheet:
    """A sheet of the workbook while it is written."""

    def __init__(self, book: Workbook, name: str, length: int) -> None:
        self._book = book
        self._sheet: Worksheet = book.add_worksheet(name)
        self._forms: dict[str, object] = {}
        self._links = 0
        self._sheet.freeze_panes(1, 1)
        self._sheet.autofilter(0, 0, length, len(_HEADS) - 1)
        for at, head in enumerate(_HEADS):
            self._sheet.set_column(at, at, _WIDE.get(head, _USUAL_WIDTH))

    def write(self, rows: Sequence[Sequence[_Shown]]) -> None:
        """Write the heads and all rows; a cell without a value is left out."""
        bold = self._book.add_format({"bold": True})
        for column, head in enumerate(_HEADS):
            self._sheet.write_string(0, column, head, bold)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if cell is not None:
                    self._cell(at, column, cell)

    def _cell(self, row: int, column: int, cell: str | _Number | _Link | date) -> None:
        match cell:
            case str():
                self._text(row, column, cell)
            case _Number(value, form):
                self._sheet.write_number(row, column, value, self._form(form))
            case _Link(text, address) if self._links < _MOST_LINKS and len(address) < _LONGEST_LINK:
                self._links += 1
                self._sheet.write_url(row, column, address, string=text[:_LONGEST_TEXT])
            case _Link(text, _):
                self._text(row, column, text)
            case date():
                self._sheet.write_datetime(row, column, cell, self._form("yyyy-mm-dd"))
            case _:
                assert_never(cell)

    def _text(self, row: int, column: int, text: str) -> None:
        # As a text in any case: `write` would take `=1+1` for a formula.
        self._sheet.write_string(row, column, text[:_LONGEST_TEXT])

    def _form(self, form: str) -> object:
        if form not in self._forms:
            self._forms[form] = self._book.add_format({"num_format": form, "align": "left"})
        return self._forms[form]
