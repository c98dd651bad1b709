"""The view of the page that prints all agreements."""

from __future__ import annotations

from collections.abc import Callable

from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import Cite, Target
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.views.agreement import AgreementView
from sla_catalog.pages.views.glossary import GlossaryView


@dataclass(frozen=True, slots=True)
class BoundEntry:
    """One line of the contents of all agreements; `status` where something is not in force."""

    number: str
    link: Link
    status: str = ""


@dataclass(frozen=True, slots=True)
class BoundGroup:
    """The agreements of one kind in the contents."""

    title: str
    entries: tuple[BoundEntry, ...]


DrawView = Callable[[AgreementView | GlossaryView, str, Cite], str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page as it stands among all others; made when it is drawn, since there are many."""

    anchor: str
    draw: Callable[[DrawView], str]


@dataclass(frozen=True, slots=True)
class BoundView:
    """All agreements as one page: its contents, then every chapter."""

    title: str
    lead: str
    source: str
    crumbs: tuple[Link, ...]
    page_header: Target | None
    groups: tuple[BoundGroup, ...]
    chapters: tuple[Chapter, ...]
