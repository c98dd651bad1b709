"""The view of the glossary."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.blocks import AbsentValue, Line, Link, Prose


@dataclass(frozen=True, slots=True)
class LocalMeaning:
    """What a term means in one agreement that overrides or adds it."""

    agreement: Link
    definition: Prose


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One term of the glossary; `former` are the anchors that it had."""

    anchor: str
    name: str
    definition: Prose | AbsentValue | None
    aliases: tuple[str, ...]
    source: Line
    used_in: tuple[tuple[Link, int], ...]
    overrides: tuple[LocalMeaning, ...]
    see: tuple[Link, ...] = ()
    note: Prose | None = None
    remarks: tuple[Line, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms of one letter; one without terms is shown, but is no link."""

    letter: str
    anchor: str
    entries: tuple[GlossaryEntry, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All that the glossary draws."""

    title: str
    lead: str
    letters: tuple[Letter, ...]
    shown: str
    actions: tuple[Link, ...] = ()
