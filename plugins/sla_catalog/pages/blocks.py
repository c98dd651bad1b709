"""The pieces that pages are made of: plain values, one kind for each thing a reader sees.

A page is built as a tree of these and turned into HTML by one template macro for each kind, so
that a fact looks the same wherever it stands. Text in them is text: the templates escape it. The
one exception is `Prose`, whose HTML `prose.py` has made safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import compress

from markupsafe import Markup

from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import Target


class State(StrEnum):
    """Say how much an agreement says of something."""

    STATED = "stated"
    NONE = "none"
    ELSEWHERE = "elsewhere"
    UNREAD = "unread"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text in ink."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """What a reader looks for first: a promised value, a name."""

    text: str


@dataclass(frozen=True, slots=True)
class Soft:
    """A label, a basis, a qualifier: smaller and softer than the text beside it."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be read letter by letter, such as a formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """An outlined word, such as `default`, `estimate` or `conflicting`."""

    text: str


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawn sign from `templates/icons.html.j2`; the words beside it carry the meaning."""

    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day: `iso` for machines, `text` for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a day is from the day of the build, to be brought up to date in the browser.

    `text` is true as of `as_of`; `kind` says what happens on the day; `alarm` is `near`, `overdue`
    or empty. Where more than the distance changes, `ahead` and `past` are what is said up to the
    day and after it, with `{distance}` where that belongs.
    """

    iso: str
    text: str
    as_of: str
    kind: str
    alarm: str = ""
    ahead: str = ""
    past: str = ""


# From how many days before it a day of a kind is near.
NEAR_DAYS: Mapping[str, int] = {"review": 30, "end": 90, "notice": 30, "renewal": 30}


@dataclass(frozen=True, slots=True)
class Link:
    """A link with plain text; `quiet` ones carry no underline (titles, numbers, breadcrumb)."""

    text: str
    target: Target
    quiet: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Author's Markdown made safe; `block` tells whether it holds paragraphs or only a line.

    `lang` is its language where that is not the language of our words.
    """

    html: Markup
    block: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class AbsentValue:
    """A value that is not there, and how: drawn as a square, a word and the author's reason.

    `beside` holds what else is said of it, such as its source.
    """

    state: State
    why: Inline | None = None
    beside: Line = ()


Inline = Text | Strong | Soft | Code | Badge | Icon | Day | Distance | Link | Prose | AbsentValue
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as lines of inline pieces; pieces of a line are set apart by one space.

    `state` hatches a matrix cell that is not stated. `span` is the number of columns it covers.
    """

    lines: tuple[Line, ...]
    state: State = State.STATED
    span: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text; a soft one is a note or a basis."""

    line: Line
    soft: bool = False


@dataclass(frozen=True, slots=True)
class FactRow:
    """A label and its value. With a `number` the fact is a clause of its own."""

    label: str
    value: Cell
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of labelled values with hairlines between."""

    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One lettered sentence; its letter is its place in the list."""

    cell: Cell
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences numbered (a), (b) ...; `heading` is set when a clause holds several lists."""

    items: tuple[Sentence, ...]
    heading: Line = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column head. `amount` columns are right-aligned because they are ranked or added.

    A column of `lengths` keeps the width of one in two lines, however much is said beside it.
    `sort` is the name by which the script sorts rows of several pages.
    """

    label: str
    amount: bool = False
    qualifier: str = ""
    lengths: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class RowFacets:
    """What a row can be filtered by; the names of the fields are those of the facets."""

    weight: str
    rule: str
    agreement: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its head, then a cell for each further column (spans counted)."""

    head: Cell
    cells: tuple[Cell, ...]
    anchor: str = ""
    facets: RowFacets | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column holds row heads. A `matrix` has vertical hairlines too."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    matrix: bool = False

    def stated(self) -> Table:
        """Return the table without the columns of which no row states anything."""
        gaps = ((), ((AbsentValue(State.NOT_STATED),),))
        told = [
            any(cell.lines not in gaps for cell in column) for column in self._columns_of_cells()
        ]
        return replace(
            self,
            columns=(self.columns[0], *compress(self.columns[1:], told)),
            rows=tuple(replace(row, cells=tuple(compress(row.cells, told))) for row in self.rows),
        )

    def _columns_of_cells(self) -> Iterable[tuple[Cell, ...]]:
        return zip(*(row.cells for row in self.rows), strict=True)


@dataclass(frozen=True, slots=True)
class Split:
    """Lists side by side, such as duties of the provider and of the customer."""

    sides: tuple[Sentences, ...]


@dataclass(frozen=True, slots=True)
class ClockCell:
    """When a clock starts, runs or pauses, and stops; each a short cell, or None."""

    starts: Cell | None
    runs: Cell | None
    stops: Cell | None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an escalation: time right, then who, then through which channel."""

    time: str
    head: Line
    detail: Line
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of an escalation in order of time."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class BandStep:
    """One band of a step picture: its credit, and the bound where it starts.

    `height` is 0 to 100. `edge` is the text at the band's left edge (empty for the first), and
    `edge_included` tells whether the value at that edge belongs to this band.
    """

    label: str
    height: int
    edge: str
    edge_included: bool


@dataclass(frozen=True, slots=True)
class StepPicture:
    """A credit schedule drawn as equal bands; the table beside it holds the data."""

    title: str
    caption: str
    steps: tuple[BandStep, ...]


@dataclass(frozen=True, slots=True)
class ScheduleBlock:
    """A credit schedule: the table at the left, the picture at the right."""

    table: Table
    picture: StepPicture | None


@dataclass(frozen=True, slots=True)
class SumLine:
    """A line of a worked example: label, amount, unit, how it came about; a total has a rule."""

    label: str
    amount: str
    unit: str
    note: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """An example computed from the terms; it is marked as no part of the agreement."""

    setting: str
    lines: tuple[SumLine, ...]
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Calculator:
    """A form that works out a credit from a reader's own figures; shown only by its script.

    `data` is JSON with exact numbers as texts; `cases` are named where there are several.
    """

    anchor: str
    data: str
    cases: tuple[str, ...]
    fee: str
    currency: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a dependency chain; `length` and `mark` are percent of one scale."""

    value: Line
    length: int
    mark: int
    exceeds: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One agreement of a dependency chain; `depth` indents it, 0 is the page's own."""

    kind: str
    name: Inline
    detail: str
    depth: int
    bars: tuple[Bar | Cell | AbsentValue, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """What an agreement stands on: a column for each metric, the last row says slack or deficit."""

    columns: tuple[Column, ...]
    links: tuple[ChainLink, ...]
    verdicts: tuple[Cell, ...]


Block = (
    Paragraph
    | Facts
    | Sentences
    | Table
    | Split
    | ClockCell
    | Ladder
    | ScheduleBlock
    | WorkedExample
    | Calculator
    | Chain
)
