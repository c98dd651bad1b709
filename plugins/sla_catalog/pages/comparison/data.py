"""The data file of the comparison: every value of every case, for the script to filter and rank.

It is a script that assigns one value, since pages read from files may fetch nothing. Lists have
fixed places, so that no word of an author's is ever a key. Texts are said once and named by their
place; what is to be ordered is a whole number, and differences are taken of exact decimals.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Any

from sla_catalog.calculation.comparability import Basis, ObstacleKind, comparable
from sla_catalog.frozen import dataclass
from sla_catalog.pages.amounts import side_words
from sla_catalog.pages.comparison.columns import FAMILIES, SEVERITY, Compared, ComparisonTable
from sla_catalog.pages.comparison.metrics import ComparisonColumn
from sla_catalog.pages.comparison.points import Box, MetricPoints, Point
from sla_catalog.pages.comparison.ranking import decimal_of
from sla_catalog.pages.context import RenderContext, agreement_uri

FIELDS = tuple(kind for kind in ObstacleKind if kind is not ObstacleKind.HOURS)
_UNITS = {"elapsed time": "s", "business hours": "s"}
PathOf = Callable[[str], str]


def comparison_data(context: RenderContext, path_of: PathOf) -> str:
    """Return the data file; `path_of` gives the published path of a page."""
    data = _File(ComparisonTable.of(context), path_of).data()
    return f"window.slaComparison={json.dumps(data, separators=(',', ':'))};\n"


@dataclass
class _Texts:
    """Texts in the order in which they are first said; the empty one is the first."""

    places: dict[str, int] = field(default_factory=lambda: {"": 0})

    def __call__(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))


@dataclass(frozen=True)
class _Scale:
    """What numbers a column's values: their bases, and their order among values of one kind."""

    bases: Mapping[Basis, int]
    orders: Mapping[str, Mapping[Fraction, int]]


class _File:
    """The file while it is written."""

    def __init__(self, comparison: ComparisonTable, path_of: PathOf) -> None:
        self._comparison = comparison
        self._path_of = path_of
        self._say = _Texts()
        self._words = comparison.context.labels

    def data(self) -> dict[str, Any]:
        comparison = self._comparison
        places = {column.id: place for place, column in enumerate(comparison.columns)}
        points: dict[str, list[Point]] = {column.id: [] for column in comparison.columns}
        for row in comparison.rows:
            for name, parts in row.by_column.items():
                points[name] += [point for part in parts for point in part.points]
        scales = {name: _scale(found) for name, found in points.items()}
        columns = [self._column(c, scales[c.id], points[c.id]) for c in comparison.columns]
        return {
            "columns": columns,
            "first": [places[column.id] for column in comparison.default],
            "families": [self._words[f"family.{family}"] for family in FAMILIES],
            "dimensions": self._dimensions(),
            "rows": [self._row(row, places, scales) for row in comparison.rows],
            "texts": [*self._say.places],
        }

    def _column(
        self, column: ComparisonColumn, scale: _Scale, points: Iterable[Point]
    ) -> list[Any]:
        near = comparable(scale.bases)
        common = Counter(_example(point) for point in points if point.amount and not point.why)
        example = min(common, key=lambda text: (-common[text], text), default="")
        return [
            column.id,
            column.name,
            column.note,
            {"higher": 1, "lower": -1}.get(column.direction or "", 0),
            FAMILIES.index(column.family),
            self._comparison.stated[column.id],
            example,
            [
                [self._sides(basis), sorted(scale.bases[one] for one in near[basis])]
                for basis in scale.bases
            ],
        ]

    def _sides(self, basis: Basis) -> list[int]:
        sides = []
        for kind in FIELDS:
            side = getattr(basis, kind)
            if kind is ObstacleKind.UNIT:
                side = _UNITS.get(side, side)
            sides.append(self._say(side_words(self._words, kind, side) if side else ""))
        unit = _UNITS.get(basis.unit, basis.unit)
        return [*sides, self._say(unit), int(basis.clock == "working")]

    def _dimensions(self) -> list[Any]:
        """Return what may be chosen: values of which some metric speaks, by dimension."""
        found: dict[str, dict[str, list[Any]]] = {}
        names: dict[str, str] = {}
        for row in self._comparison.rows:
            for name, values in row.values.items():
                names.setdefault(name, row.dimensions[name])
                for place, (value, label) in enumerate(values.items(), 1):
                    key = str(place) if name == SEVERITY else value
                    known = found.setdefault(name, {}).setdefault(key, [key, label, 0])
                    known[2] += 1
        used = Counter(name for row in self._comparison.rows for name in row.values)
        order = sorted(found, key=lambda name: (name != SEVERITY, -used[name], name))
        return [[name, names[name], [*found[name].values()], used[name]] for name in order]

    def _row(
        self, row: Compared, places: Mapping[str, int], scales: Mapping[str, _Scale]
    ) -> list[Any]:
        context, agreement = self._comparison.context, row.agreement
        dimensions = {name: place for place, name in enumerate(row.values)}
        return [
            agreement.id,
            agreement.reference or "",
            agreement.title,
            self._path_of(agreement_uri(agreement.id)),
            self._say(row.parties),
            agreement.kind.upper(),
            self._say(context.party_name(agreement.owner)),
            [self._say(tag) for tag in agreement.tags or ()],
            context.status_icon(agreement),
            self._say(context.state_words(agreement)),
            int(row.in_force),
            row.lang,
            [
                [name, row.dimensions[name], [[*pair] for pair in values.items()]]
                for name, values in row.values.items()
            ],
            [
                [places[name], [self._part(part, row, dimensions, scales[name]) for part in parts]]
                for name, parts in row.by_column.items()
            ],
        ]

    def _part(
        self, part: MetricPoints, row: Compared, dimensions: Mapping[str, int], scale: _Scale
    ) -> list[Any]:
        def boxes(some: Sequence[Box]) -> list[Any]:
            return [[_values(row, *pair) for pair in zip(names, box, strict=False)] for box in some]

        names = part.dimensions
        return [
            [dimensions[name] for name in names],
            [[boxes(point.boxes), *self._point(point, scale)] for point in part.points],
            boxes(part.open),
        ]

    def _point(self, point: Point, scale: _Scale) -> list[Any]:
        amount = point.amount
        return [
            self._say(point.text),
            self._say("" if point.state == "stated" else str(point.state)),
            self._say(point.kind),
            scale.orders[point.kind][point.order],
            scale.bases[amount.basis] if amount else -1,
            self._say(decimal_of(amount) if amount else ""),
            self._say(point.label),
            self._say(point.note),
            self._say(point.why),
            self._say(point.mark),
            int(point.is_firm),
        ]


def _values(row: Compared, name: str, values: tuple[str, ...] | None) -> int | list[int]:
    """Return values by their places: 0 for any, a list of places for some."""
    if values is None:
        return 0
    declared = [*row.values[name]]
    return [declared.index(value) for value in values if value in row.values[name]]


def _example(point: Point) -> str:
    """Return a value as a reader may write it for a threshold: hours a week by their number."""
    amount = point.amount
    if amount and amount.basis.hours:
        return f"{decimal_of(amount)} {amount.basis.unit}"
    return point.text


def _scale(points: Sequence[Point]) -> _Scale:
    bases = dict.fromkeys(point.amount.basis for point in points if point.amount)
    orders: dict[str, set[Fraction]] = {}
    for point in points:
        orders.setdefault(point.kind, set()).add(point.order)
    return _Scale(
        {basis: place for place, basis in enumerate(bases)},
        {
            kind: {number: place for place, number in enumerate(sorted(numbers))}
            for kind, numbers in orders.items()
        },
    )
