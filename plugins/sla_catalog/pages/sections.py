"""Clauses and sections of a page, and how they are marked in a proposal."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.blocks import AbsentValue, Block, Link, State
from sla_catalog.review.redline import RedlinePiece


@dataclass(frozen=True, slots=True)
class Mark:
    """A change that is proposed, at its place: old and new words, and what they come to.

    `direction` is a word for styles, `word` says it. `following` is the anchor of the next change
    on the page, if there is one.
    """

    anchor: str
    direction: str
    icon: str
    word: str
    what: str
    pieces: tuple[RedlinePiece, ...]
    effect: str = ""
    is_masked: bool = False
    has_new_figure: bool = False
    is_acknowledged: bool = False
    following: str = ""


@dataclass(frozen=True, slots=True)
class ProposedChanges:
    """What stands above an agreement that a proposal changes, or above an earlier version.

    `counts` are the sign, the word and the number of each direction; `elsewhere` are changes whose
    clause is not on the page any more, or what changed since then. The `title` says what it is.
    """

    lead: str
    counts: tuple[tuple[str, str, str], ...]
    links: tuple[Link, ...]
    elsewhere: tuple[Mark, ...] = ()
    title: str = ""
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered part of a section, such as 2.1; its number is its permalink."""

    number: str
    anchor: str
    title: str
    blocks: tuple[Block, ...]
    qualifier: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section such as 2 Performance metrics; one that is absent as a whole is one line.

    `number` is empty for sections without one. `state` draws the rule above the heading.
    """

    number: str
    anchor: str
    title: str
    clauses: tuple[Clause, ...]
    state: State = State.STATED
    absence: AbsentValue | None = None
    blocks: tuple[Block, ...] = ()
    qualifier: str = ""
    is_filtered: bool = False  # it and its clauses are hidden while none of their rows is shown
