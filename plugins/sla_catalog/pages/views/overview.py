"""The view of the overview."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.blocks import Cell, Day, Distance, Line, Link, State
from sla_catalog.pages.views.facets import Facet
from sla_catalog.pages.views.lists import Pages


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
    """The agreements of one kind on a page; `count` is how many there are on all pages."""

    short: str
    title: str
    note: str
    agreements: tuple[Listed, ...]
    count: int


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
    facets: tuple[Facet, ...] = ()
    pages: Pages | None = None
