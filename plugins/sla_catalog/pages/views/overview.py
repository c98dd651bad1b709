"""The view of the overview."""

from __future__ import annotations

from dataclasses import dataclass

from sla_catalog.pages.blocks import Cell, Day, Distance, Line, Link, State


@dataclass(frozen=True, slots=True)
class Listed:
    """One agreement in the overview; `status_ahead` says the status of what has yet to begin.

    `sort_keys` are what columns are sorted by that are not sorted by their text: numbers or days,
    empty where nothing is stated.
    """

    title: Link
    numbers: tuple[str, ...]
    parties: Line
    tags: tuple[str, ...]
    targets: tuple[Line, ...]
    steps: tuple[tuple[str, State], ...]
    status_icon: str
    status: str
    status_note: str
    next_date: Cell
    sort_keys: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    status_ahead: Distance | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The agreements of one kind."""

    short: str
    title: str
    note: str
    agreements: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All that the overview draws."""

    title: str
    lead: str
    counts: tuple[tuple[str, str, str], ...]
    as_of: Day
    total: int
    groups: tuple[Group, ...]
    actions: tuple[Link, ...] = ()
