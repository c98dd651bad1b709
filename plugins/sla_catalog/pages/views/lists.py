"""The views of lists: services, coverage, frameworks, and plain pages of sections."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import FileAt, PageAt, Target
from sla_catalog.pages.blocks import Column, Day, Facts, Inline, Line, Link, State, Table
from sla_catalog.pages.sections import Section
from sla_catalog.pages.views.facets import Facet


@dataclass(frozen=True, slots=True)
class Filter:
    """The form that filters the rows of a page by script; `shown` says how many are left."""

    facets: tuple[Facet, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a part of a list begins, and how many rows it has on all pages.

    `anchor` is its id where the part stands on other pages only: addresses of it lead here then.
    """

    title: str
    count: str
    target: PageAt
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """What a page of a long list says of the others: `number` is its own place, from 1.

    `shown` says which rows it has; `data` is a file with all of them, for the script.
    """

    links: tuple[Link, ...]
    number: int
    shown: str
    data: FileAt
    jumps: tuple[Jump, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainView:
    """A page of lists: what it is about, then its sections; `name` tells its look apart.

    With `as_of` the page holds distances from that day; named ones say what happens on theirs.
    """

    name: str
    title: str
    lead: Inline | None
    sections: tuple[Section, ...]
    crumbs: tuple[Link, ...] = ()
    actions: tuple[Link, ...] = ()
    eyebrow: Line = ()
    facts: Facts | None = None
    counts: tuple[tuple[str, str, str], ...] = ()
    as_of: Day | None = None
    distances_are_named: bool = False
    filter: Filter | None = None
    pages: Pages | None = None


@dataclass(frozen=True, slots=True)
class LetterTable:
    """The entries of one letter; one without entries is shown, but is no link.

    One that has entries on other pages alone leads there.
    """

    letter: str
    anchor: str
    table: Table | None
    elsewhere: PageAt | None = None


@dataclass(frozen=True, slots=True)
class ServicesView:
    """All that the index of services draws; `without` leads to agreements that list none."""

    title: str
    lead: str
    letters: tuple[LetterTable, ...]
    without: tuple[Link, ...] = ()
    pages: Pages | None = None


@dataclass(frozen=True, slots=True)
class CoveredStep:
    """How much an agreement says of the parts of one step, and where it says so."""

    target: Target
    parts: tuple[tuple[str, State], ...]


@dataclass(frozen=True, slots=True)
class CoveredAgreement:
    """One agreement in the coverage, with its steps in order."""

    title: Link
    note: Line
    steps: tuple[CoveredStep, ...]


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    """The agreements of one kind on a page; `count` is how many there are on all pages."""

    short: str
    title: str
    agreements: tuple[CoveredAgreement, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CoverageView:
    """All that the coverage draws: agreements by steps, then each part counted in `summary`.

    `frameworks` are the choices, of which this one is the first. Further pages have no summary.
    """

    title: str
    lead: str
    steps: tuple[Column, ...]
    groups: tuple[CoverageGroup, ...]
    summary: Section | None
    actions: tuple[Link, ...] = ()
    frameworks: tuple[Link, ...] = ()
    pages: Pages | None = None


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What an agreement says of an item of a framework, and the clauses that say it."""

    number: str
    title: str
    state: State
    clauses: Line

    @property
    def told(self) -> tuple[str, str, State]:
        """Return what is told of it without its clauses."""
        return self.number, self.title, self.state


@dataclass(frozen=True, slots=True)
class FrameworkAnswers:
    """One agreement against a framework; `anchor` is the place of its items on the page."""

    anchor: str
    title: Link
    note: Line
    answered: str
    count: int
    items: tuple[ItemAnswer, ...]


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """Agreements against a framework: a list with bars, and below it each with its items.

    `chosen` is the place of the framework among `frameworks`, `page` of this page among `pages`.
    """

    title: str
    lead: str
    name: str
    frameworks: tuple[Link, ...]
    chosen: int
    items: str
    agreements: tuple[FrameworkAnswers, ...]
    shown: str
    pages: tuple[Link, ...] = ()
    page: int = 1
