"""The view that stands in the place of a file with errors."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.blocks import Link


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file by its number: what stands before, what is marked, what stands behind."""

    line: str
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place in a file, and what to write; further places with their words."""

    place: str
    severity: str
    rule: str
    found: str
    expected: str
    instead: str
    excerpts: tuple[Excerpt, ...]
    related: tuple[tuple[str, str, tuple[Excerpt, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenView:
    """All that stands in the place of a file with mistakes."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    mistakes: tuple[Mistake, ...]
    note: str
