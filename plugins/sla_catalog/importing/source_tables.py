"""Tables as they are found, with the place of each cell; severities are turned to rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.importing.table_headings import TIMES, column_of


@dataclass(frozen=True, slots=True)
class TableCell:
    """Hold the text of a cell and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Hold a table: what each column is, and its rows; `title` names what it is of."""

    title: str
    columns: tuple[str, ...]
    headings: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def cells_of(table: SourceTable, row: Sequence[TableCell]) -> dict[str, TableCell]:
    """Return the cells of a row by what their columns are; the first of two alike."""
    found: dict[str, TableCell] = {}
    for name, cell in zip(table.columns, row, strict=False):
        if name:
            found.setdefault(name, cell)
    return found


WORDED = r"(?:P|S|Sev|Severity|Prio|Priority|Level|Class|Priorität|Schweregrad)[ -][0-9]"
_SEVERITY = re.compile(rf"{WORDED}|(?:Sev|Prio|[A-Z])?[0-9]", re.IGNORECASE)


def turned(table: SourceTable) -> SourceTable:
    """Return a table whose columns are severities with a row for each of them."""
    first, *severities = table.headings
    times = [column_of(row[0].text) in TIMES for row in table.rows if row]
    is_turned = severities and all(_SEVERITY.fullmatch(one.text) for one in severities)
    if not is_turned or not any(times):
        return table
    rows = [row for row in table.rows if row]
    columns = ("severity", *(column_of(row[0].text) for row in rows))
    headings = (TableCell("Severity", first.span), *(row[0] for row in rows))
    empty = TableCell("", first.span)
    body = tuple(
        (one, *(row[place] if place < len(row) else empty for row in rows))
        for place, one in enumerate(severities, 1)
    )
    return SourceTable(table.title, columns, headings, body)
