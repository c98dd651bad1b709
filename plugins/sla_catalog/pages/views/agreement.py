"""The view of an agreement's page."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import Target
from sla_catalog.pages.blocks import Cell, Distance, Inline, Line, Link, Prose, State
from sla_catalog.pages.sections import ProposedChanges, Section


@dataclass(frozen=True, slots=True)
class IdentityColumn:
    """One of the columns under the title: a label, then lines.

    `dated` is the label where another one takes its place on some day.
    """

    label: str
    cell: Cell
    dated: Distance | None = None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A row of the promises: clause number, measure, one cell a column (spans counted).

    `starts` marks the first row of a metric: only it has a rule above, and its
    number is shown where the table is one.
    """

    number: str
    anchor: str
    measure: Cell
    cells: tuple[Cell, ...]
    starts: bool = True


@dataclass(frozen=True, slots=True)
class Promises:
    """What is promised, on one screen; the columns are the values of one dimension, best first."""

    qualifier: str
    columns: tuple[str, ...]
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A row of what follows a miss: clause number, what was missed, then three cells or one."""

    number: str
    anchor: str
    missed: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """What follows a miss: credits, then rights; `notes` say how several credits combine."""

    qualifier: Line
    rows: tuple[MissedRow, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RibbonCell:
    """One of the seven steps: the state of each of its parts, in order, with their names."""

    number: str
    title: str
    anchor: str
    parts: tuple[tuple[str, State], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """All that is absent in one way, each with the clause where it would stand."""

    state: State
    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class UsedTerm:
    """A defined term used on the page, with its definition as it holds here."""

    term_id: str
    name: str
    definition: Prose
    shared: Target | None
    local_clause: Target | None = None
    local_number: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign, or a signature given."""

    signed: Line
    name: Inline
    role: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What only the first printed page says: the kicker, the reference, and between whom.

    `between` holds a line for the provider, then one for the customer; `notice` is framed, such
    as `Draft, not in force`.
    """

    kicker: str
    reference: Line
    between: tuple[Line, ...]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All that the agreement template draws, in order."""

    crumbs: tuple[Link, ...]
    actions: tuple[Link, ...]
    status_icon: str
    status: str
    eyebrow: tuple[Line, ...]
    title: str
    summary: Inline | None
    identity: tuple[IdentityColumn, ...]
    promises: Promises
    ribbon: tuple[RibbonCell, ...]
    gaps: tuple[Gap, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...]
    terms: tuple[UsedTerm, ...]
    source_lines: tuple[tuple[str, Line], ...]
    cover: Cover | None = None
    succession: tuple[Line, ...] = ()
    lang: str = ""
    status_ahead: Distance | None = None
    page_header: Target | None = None
    contents: tuple[tuple[int, str, str], ...] = ()
    missed: Missed | None = None
    proposed: ProposedChanges | None = None
