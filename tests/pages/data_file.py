"""The data file of the comparison, read as its script reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sla_catalog.pages.comparison import comparison_data
from sla_catalog.pages.context import RenderContext

BEGIN, END = "window.slaComparison=", ";\n"


@dataclass(frozen=True)
class Entry:
    """What the file says of one agreement in one column for one case."""

    text: str
    state: str
    kind: str
    order: int
    basis: int
    value: str
    label: str
    note: str
    why: str
    mark: str
    is_firm: bool


def data_of(context: RenderContext) -> dict[str, Any]:
    """Return the data of an edition's comparison."""
    text = comparison_data(context, lambda uri: uri.removesuffix(".md") + "/")
    assert text.startswith(BEGIN)
    assert text.endswith(END)
    assert text.isascii()
    found: dict[str, Any] = json.loads(text.removeprefix(BEGIN).removesuffix(END))
    return found


def entries(
    data: Mapping[str, Any], agreement: str, column: str, case: Mapping[str, str]
) -> Iterator[Entry]:
    """Yield what is said for one case, given by its value of each dimension.

    Without a column, since nobody says anything that could be compared, there are no rows.
    """
    if not data["columns"]:
        return
    row = next(row for row in data["rows"] if row[0] == agreement)
    place = [column_[0] for column_ in data["columns"]].index(column)
    dimensions, cells = row[12], dict(row[13])
    for names, points, _ in cells.get(place, ()):
        for boxes, *point in points:
            if any(_meets(dimensions, names, box, case) for box in boxes):
                yield _entry(data["texts"], point)


def is_open(data: Mapping[str, Any], agreement: str, column: str, case: Mapping[str, str]) -> bool:
    """Tell whether some metric of a column has no figure that binds in a case."""
    row = next(row for row in data["rows"] if row[0] == agreement)
    place = [column_[0] for column_ in data["columns"]].index(column)
    return any(
        _meets(row[12], names, box, case)
        for names, _, boxes in dict(row[13]).get(place, ())
        for box in boxes
    )


def _meets(dimensions: Any, names: Any, box: Any, case: Mapping[str, str]) -> bool:
    for at, values in zip(names, box, strict=False):
        name, _, declared = dimensions[at]
        own = [value for value, _ in declared]
        if values == 0:
            continue
        if (name in case) != bool(values):
            return False
        if name in case and own.index(case[name]) not in values:
            return False
    return True


def _entry(texts: list[str], point: list[int]) -> Entry:
    text, state, kind, order, basis, value, label, note, why, mark, firm = point

    def said(place: int) -> str:
        return texts[place].replace("\u00a0", " ")

    return Entry(
        said(text), said(state), said(kind), order, basis, said(value), said(label), said(note),
        said(why), said(mark), bool(firm),
    )  # fmt: skip
