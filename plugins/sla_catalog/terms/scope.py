"""How often a term is marked: at each use, once a section, once a page, or never."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum

from sla_catalog.frozen import dataclass
from sla_catalog.terms.matcher import Match


class Marking(StrEnum):
    """Which uses of a term are marked."""

    SECTION = "section"
    ALL = "all"
    PAGE = "page"
    OFF = "off"


def as_marking(value: object) -> object:
    """Return the word that was meant where YAML made a truth value of it, as of a bare `off`."""
    return {False: Marking.OFF.value, True: Marking.SECTION.value}.get(value, value)  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class MarkingScope:
    """A stretch of a page, with the terms that are marked in it already.

    Make one for each page, take from it one for each section, and from that one for each row of a
    table. Each remembers what `first_uses` returned for it, and nothing else changes it.
    """

    marking: Marking = Marking.SECTION
    seen: set[str] = field(default_factory=set)

    def inner(self) -> MarkingScope:
        """Return the scope of a section or a table row that starts within this one."""
        return MarkingScope(self.marking) if self.marking is Marking.SECTION else self


def first_uses(found: Iterable[Match], scope: MarkingScope) -> tuple[Match, ...]:
    """Return the matches that are to be marked, and remember them in the scope."""
    if scope.marking is Marking.OFF:
        return ()
    if scope.marking is Marking.ALL:
        return tuple(found)
    kept: list[Match] = []
    for match in found:
        if match.term_id not in scope.seen:
            scope.seen.add(match.term_id)
            kept.append(match)
    return tuple(kept)
