"""Promises by version: a row for each value that ever changed, a column for each version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.agreement.former import ICONS, LONGEST, in_english
from sla_catalog.pages.blocks import (
    AbsentValue,
    Cell,
    Column,
    Icon,
    Line,
    Row,
    Soft,
    State,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.context import RenderContext
from sla_catalog.review.history import Recorded, periods
from sla_catalog.review.reported import CustomerEffect, ReportedChange
from sla_catalog.review.words import unbroken

MOST_VERSIONS = 6  # newest; the list below has all
_CASES = re.compile(r"\[([^\[\]]*=[^\[\]]*)\]$")
_NOT_STATED: Line = (AbsentValue(State.NOT_STATED),)

_Box = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class _Value:
    """A value by its path without cases, and the cases in which it holds; an empty box is all."""

    path: str
    boxes: tuple[_Box, ...] = ((),)

    @classmethod
    def of(cls, change: ReportedChange) -> _Value:
        cases = _CASES.search(change.path)
        if not cases:
            return cls(change.path)
        boxes = tuple(tuple(map(_dimension, box.split(","))) for box in cases[1].split(";"))
        return cls(change.path[: cases.start()], boxes)

    def holds(self, other: _Value) -> bool:
        """Tell whether it is the same value in all cases of another one."""
        return self.path == other.path and all(
            any(_lies_in(inner, outer) for outer in self.boxes) for inner in other.boxes
        )

    def meets(self, other: _Value) -> bool:
        """Tell whether it is the same value in some case of another one."""
        return self.path == other.path and any(
            all(values & dict(two).get(name, values) for name, values in one)
            for one in self.boxes
            for two in other.boxes
        )


def _dimension(text: str) -> tuple[str, frozenset[str]]:
    name, _, values = text.partition("=")
    return name, frozenset(values.split("+"))


def _lies_in(inner: _Box, outer: _Box) -> bool:
    found = dict(inner)
    return all(name in found and found[name] <= values for name, values in outer)


@dataclass(frozen=True, slots=True)
class _Column:
    """A version with all that changed from the one before."""

    name: str
    day: str
    is_in_force: bool
    changes: tuple[ReportedChange, ...]


def promises_by_version(
    agreement: Agreement, states: Sequence[Recorded], context: RenderContext
) -> Table | None:
    """Return the table; None where nothing that is short enough for a cell ever changed."""
    columns = [*_columns(agreement, states, context)]
    rows = [
        row
        for value, what in _values(columns).items()
        if (row := _row(value, what, columns, context)) is not None
    ]
    if len(columns) < 2 or not rows:
        return None
    words = context.labels
    shown = columns[-MOST_VERSIONS:]
    heads = [Column(words["history.promise"])]
    for column in shown:
        told = f"{column.day}, {words['history.in.force']}" if column.is_in_force else column.day
        heads.append(Column(column.name, qualifier=told))
    return Table(words["history.by.version"], tuple(heads), tuple(rows))


def _columns(
    agreement: Agreement, states: Sequence[Recorded], context: RenderContext
) -> Iterator[_Column]:
    """Yield the versions, oldest first; commits of one version are one column.

    What changed under the number of a version that another one followed belongs to that one.
    """
    held = {version: (first, last) for version, first, last in periods(agreement)}
    grouped: dict[str, list[Recorded]] = {}
    ahead: list[Recorded] = []
    for state in states:
        if state.is_restated and state.version != states[-1].version:
            ahead.append(state)
            continue
        group = grouped.setdefault(state.version or state.commit, [])
        group += [*(replace(one, version=state.version, day=state.day) for one in ahead), state]
        ahead = []
    unlisted = [key for key in grouped if key not in held]
    is_listed = any(first <= context.today for first, _ in held.values())
    last_recorded = "" if is_listed or not unlisted else unlisted[-1]
    for key, group in grouped.items():
        first, last = held.get(key, (None, None))
        is_known = first is not None and first <= context.today
        is_now = is_known and (last is None or context.today <= last)
        day = context.wording.short_day(first or group[0].day)
        changes = tuple(one for state in group for one in state.changes)
        name = group[0].version or context.wording.short_day(group[0].day)
        is_in_force = is_now if key in held else key == last_recorded
        yield _Column(name, context.labels["history.since"].format(day=day), is_in_force, changes)


def _values(columns: Sequence[_Column]) -> dict[_Value, str]:
    """Return the values that changed, with their titles, in the order in which they first did."""
    return {
        _Value.of(change): unbroken(change.what)
        for column in reversed(columns)
        for change in column.changes
        if _is_shown(change)
    }


def _is_shown(change: ReportedChange) -> bool:
    texts = (change.before.text, change.after.text)
    return change.direction is not CustomerEffect.SAME and max(map(len, texts)) <= LONGEST


def _row(
    value: _Value, what: str, columns: Sequence[_Column], context: RenderContext
) -> Row | None:
    """Return the row of a value; each cell says it, and what a change of it meant."""
    found: list[ReportedChange | None] = []
    for column in columns:
        mine = [c for c in column.changes if _is_shown(c) and _Value.of(c).meets(value)]
        found.append(mine[-1] if mine else None)
    first = next((change for change in found if change), None)
    if first is None:
        return None
    text = first.before.text
    cells: list[Cell] = []
    for change in found:
        if change is None:
            line: Line = (Soft(unbroken(text)),) if text else _NOT_STATED
            cells.append(Cell((line,)))
            continue
        # A change of some of its cases alone does not say what holds in the others.
        is_whole = _Value.of(change).holds(value)
        text = change.after.text if is_whole else ""
        cells.append(Cell(tuple(_changed(change, context, is_whole=is_whole))))
    head = in_english(what, context.labels) if context.labels.language != "en" else Text(what)
    return Row(Cell(((head,),)), tuple(cells[-MOST_VERSIONS:]))


def _changed(change: ReportedChange, context: RenderContext, *, is_whole: bool) -> Iterator[Line]:
    yield (Strong(unbroken(change.after.text)),) if change.after.text else _NOT_STATED
    word = Text(context.labels[f"change.{change.direction}"])
    short = change.effect.partition(" (")[0]  # the list below tells it in full
    effect = (in_english(unbroken(short), context.labels),) if short else ()
    yield (Icon(ICONS[change.direction]), word, *effect)
    if not is_whole:
        yield (in_english(unbroken(change.what), context.labels),)
