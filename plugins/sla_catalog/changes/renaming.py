"""Ids that an agreement gives to the same things under another name, so that none seems new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from sla_catalog.changes.values import canonical
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.dimensions import Dimension, DimensionValue
from sla_catalog.model.fields import Record
from sla_catalog.model.metrics import Matrix, Metric, Objective, Severity
from sla_catalog.model.services import Service

# Fields that hold ids, and of what they are.
_REFERENCES: Mapping[tuple[str, str], str] = {
    **{
        (record, name): "exclusions"
        for record in ("Metric", "Objective")
        for name in ("exclusions", "counted")
    },
    ("Credit", "metrics"): "metrics",
    ("Right", "metrics"): "metrics",
    ("Measurement", "metric"): "metrics",
    ("Channel", "severities"): "severities",
}
# Dimensions whose values are the ids of a list.
_BUILT_IN = {"severities": "severity", "services": "service", "request_types": "request"}
_LISTS = ("metrics", "exclusions", *_BUILT_IN)


@dataclass(frozen=True, slots=True)
class Renaming:
    """New ids of entries by their list, of dimensions, and of values by their dimension.

    `guessed` are values that are known by their place alone, so that a person must agree.
    """

    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    guessed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def reversed(self) -> Renaming:
        """Return the way back."""
        return Renaming(
            {name: _reversed(ids) for name, ids in self.entries.items()},
            _reversed(self.dimensions),
            {self.dimensions.get(d, d): _reversed(ids) for d, ids in self.values.items()},
        )

    def __bool__(self) -> bool:
        return bool(self.entries or self.dimensions or self.values)


def _reversed(ids: Mapping[str, str]) -> Mapping[str, str]:
    return {new: old for old, new in ids.items()}


def renaming_of(old: Agreement, new: Agreement) -> Renaming:
    """Return which ids of an agreement are new ones for the same."""
    entries: dict[str, Mapping[str, str]] = {}
    for name in _LISTS:
        found = dict(_entries(name, old.listed(name), new.listed(name)))
        if found:
            entries[name] = found
    dimensions = dict(_dimensions(old, new))
    values: dict[str, Mapping[str, str]] = {
        dimension: entries[name] for name, dimension in _BUILT_IN.items() if name in entries
    }
    guessed: dict[str, Mapping[str, str]] = {}
    for dimension, known in old.dimensions.items():
        there = new.dimensions.get(dimensions.get(dimension, dimension), ())
        named = dict(_by_name(old, new, dimension, known, there))
        placed = {}
        if not named:
            other = dimensions.get(dimension, dimension)
            placed = {
                a: b
                for a, b in _by_place(known, there)
                if _promised_for(old, dimension, a) == _promised_for(new, other, b)
            }
        if named or placed:
            values[dimension] = named or placed
        if placed:
            guessed[dimension] = placed
    made = Renaming(entries, dimensions, values, guessed)
    # Where one side still names what it calls otherwise, the names do not tell what is meant.
    is_plain = not made or (renamed(new, made) is new and renamed(old, made.reversed) is old)
    return made if is_plain else Renaming()


def _entries(name: str, olds: Sequence[Any], news: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield ids of entries that say the same in all else, or are known by what they are."""
    known = {one.id for one in olds} & {one.id for one in news}
    gone = [one for one in olds if one.id not in known]
    come = [one for one in news if one.id not in known]
    for is_alike in (_is_equal, _IS_ALIKE.get(name, _is_equal)):
        for one in tuple(gone):
            alike = [other for other in come if is_alike(one, other)]
            back = [other for other in gone if alike and is_alike(other, alike[0])]
            if len(alike) == len(back) == 1:
                gone.remove(one)
                come.remove(alike[0])
                yield one.id, alike[0].id


_TELLING = frozenset({"text", "name", "definition", "target", "objectives", "matrix"})


def _is_equal(one: Record, other: Record) -> bool:
    said, also = (
        {name: canonical(value) for name, value in side.fields_said() if name != "id"}
        for side in (one, other)
    )
    return said == also and bool(said.keys() & _TELLING)


def _is_same_measure(one: Metric, other: Metric) -> bool:
    """Tell whether two metrics measure the same by type, name and scope."""
    names = ("type", "name", "per", "method", "when", "owed_by", "statistic")
    return all(canonical(getattr(one, n)) == canonical(getattr(other, n)) for n in names)


def _is_same_name(one: Severity | Service, other: Severity | Service) -> bool:
    return one.name is not None and canonical(one.name) == canonical(other.name)


_IS_ALIKE: Mapping[str, Callable[[Any, Any], bool]] = {
    "metrics": _is_same_measure,
    "severities": _is_same_name,
    "services": _is_same_name,
}


def _dimensions(old: Agreement, new: Agreement) -> Iterator[tuple[str, str]]:
    """Yield dimensions that have another name and the same values."""
    gone = [name for name in old.dimensions if name not in new.dimensions]
    come = [name for name in new.dimensions if name not in old.dimensions]
    for name in gone:
        alike = [one for one in come if {*new.dimensions[one]} == {*old.dimensions[name]}]
        if len(alike) == 1:
            come.remove(alike[0])
            yield name, alike[0]


def _by_name(
    old: Agreement, new: Agreement, dimension: str, known: Sequence[str], there: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield values that readers know by the same name."""
    names = {new.value_name(dimension, other): other for other in there if other not in known}
    for one in known:
        name = old.value_name(dimension, one)
        if one not in there and name in names:
            yield one, names[name]


def _by_place(known: Sequence[str], there: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield values in the same place of a list of which no other value moved."""
    if len(known) != len(there):
        return
    pairs = [(a, b) for a, b in zip(known, there, strict=True) if a != b]
    if all(a not in there and b not in known for a, b in pairs):
        yield from pairs


def _promised_for(agreement: Agreement, dimension: str, value: str) -> list[tuple[str, ...]]:
    """Return what is promised for one value, without its name."""
    return sorted(
        (metric.type, canonical(promise.target), canonical(promise.absence))
        for metric in agreement.listed("metrics")
        for promise in metric.promises
        for box in promise.when or ()
        if value in box.get(dimension, ())
    )


def renamed(agreement: Agreement, renaming: Renaming) -> Agreement:
    """Return an agreement with new ids in all places that name them."""
    found: Agreement = _Copying(renaming).record(agreement)
    return found


@dataclass(frozen=True, slots=True)
class _Copying:
    renaming: Renaming

    def record(self, record: Any) -> Any:
        """Return a copy of a record, or the record where nothing in it is renamed."""
        changed: dict[str, Any] = {}
        for name in type(record).model_fields:
            value = getattr(record, name)
            other = self._field(type(record).__name__, name, value)
            if other is not value:
                changed[name] = other
        if isinstance(record, Matrix):
            changed |= self._matrix(record)
        if isinstance(record, Metric):
            changed |= self._same_as(record, changed)
        return record.model_copy(update=changed) if changed else record

    def _field(self, record: str, name: str, value: Any) -> Any:
        if name == "when" and value is not None:
            boxes = tuple(self._box(box) for box in value)
            return value if boxes == value else boxes
        if (record, name) == ("Agreement", "declared") and value is not None:
            declared = self._declared(value)
            return value if declared == value else declared
        known = _REFERENCES.get((record, name))
        if known is not None and isinstance(value, tuple):
            ids = self.renaming.entries.get(known, {})
            return tuple(ids.get(one, one) for one in value) if ids.keys() & {*value} else value
        return self._value(self._own_id(name, value), name)

    def _own_id(self, name: str, value: Any) -> Any:
        ids = self.renaming.entries.get(name, {})
        if not isinstance(value, tuple) or not any(
            getattr(one, "id", None) in ids for one in value
        ):
            return value
        return tuple(
            one.model_copy(update={"id": ids[one.id]}) if getattr(one, "id", None) in ids else one
            for one in value
        )

    def _value(self, value: Any, name: str) -> Any:
        if isinstance(value, Record):
            return self.record(value)
        if isinstance(value, tuple):
            copies = tuple(self._value(one, name) for one in value)
            is_same = all(one is other for one, other in zip(value, copies, strict=True))
            return value if is_same else copies
        return value

    def _box(self, box: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        return {
            self._dimension(name): tuple(self._of(name, one) for one in values)
            for name, values in box.items()
        }

    def _dimension(self, name: str) -> str:
        return self.renaming.dimensions.get(name, name)

    def _of(self, dimension: str, value: str) -> str:
        return self.renaming.values.get(dimension, {}).get(value, value)

    def _declared(self, declared: Mapping[str, Any]) -> Mapping[str, Any]:
        return {
            self._dimension(name): value.model_copy(update={"values": self._listed(name, value)})
            if isinstance(value, Dimension)
            else self._listed(name, value)
            for name, value in declared.items()
        }

    def _listed(self, dimension: str, said: Any) -> tuple[Any, ...]:
        values: tuple[Any, ...] = said.values if isinstance(said, Dimension) else said
        return tuple(
            one.model_copy(update={"id": self._of(dimension, one.id)})
            if isinstance(one, DimensionValue)
            else self._of(dimension, one)
            for one in values
        )

    def _matrix(self, matrix: Matrix) -> Mapping[str, Any]:
        cells = {
            self._of(matrix.rows, row): {
                self._of(matrix.columns, column): cell for column, cell in there.items()
            }
            for row, there in matrix.cells.items()
        }
        new = {
            "rows": self._dimension(matrix.rows),
            "columns": self._dimension(matrix.columns),
            "cells": cells,
        }
        is_same = all(getattr(matrix, name) == value for name, value in new.items())
        return {} if is_same else new

    def _same_as(self, metric: Metric, changed: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return objectives whose `same_as` names others by their new conditions."""
        olds = metric.objectives or ()
        news: tuple[Objective, ...] = changed.get("objectives", olds)
        ids = {a.derived_id: b.derived_id for a, b in zip(olds, news, strict=True)}
        if all(one == other for one, other in ids.items()):
            return {}
        return {
            "objectives": tuple(
                one.model_copy(update={"same_as": ids.get(one.same_as, one.same_as)})
                if one.same_as
                else one
                for one in news
            )
        }
