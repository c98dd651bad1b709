"""The pieces that pages are made of: plain values, one kind for each thing a reader sees.

A page is built as a tree of these and turned into HTML by one template macro for each kind, so
that a fact looks the same wherever it stands. Text in them is text: the templates escape it. The
one exception is `Prose`, whose HTML `prose.py` has made safe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import compress

from markupsafe import Markup

from sla_catalog.pages.addresses import Cite, FileAt, Target
from sla_catalog.review.redline import RedlinePiece


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
    """A column head. `amount` columns are right-aligned because they are ranked or added."""

    label: str
    amount: bool = False
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its head, then a cell for each further column (spans counted)."""

    head: Cell
    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column holds row heads. A `matrix` has vertical hairlines too."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    matrix: bool = False

    def stated(self) -> Table:
        """Return the table without the columns of which no row states anything."""
        gap = ((AbsentValue(State.NOT_STATED),),)
        told = [any(cell.lines != gap for cell in column) for column in self._columns_of_cells()]
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


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one commit changed in an agreement; `period` says when its version held.

    `text` leads to the page of the version, where it is not in force any more. The script finds
    what held on a day by `recorded`, `first` and `last`, days in ISO form, and says the `answer`,
    in which `{day}` is that day.
    """

    anchor: str
    day: str
    version: str
    period: str
    subject: str
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    text: Link | None = None
    recorded: str = ""
    first: str = ""
    last: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All that the page of an agreement's history draws, newest first.

    `before` is what the script answers for a day of which nothing is recorded.
    """

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    actions: tuple[Link, ...]
    entries: tuple[HistoryEntry, ...]
    before: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row of the page of a proposal: the clause, the change, and for whom it is better."""

    clause: str
    what: Inline
    mark: Mark


@dataclass(frozen=True, slots=True)
class ChangedAgreement:
    """The changes of one agreement on the page of a proposal."""

    name: Line
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """All that the page of a proposal draws.

    `counts` are as in `ProposedChanges`. What cannot be compared comes before everything else;
    `gate` is what keeps the proposal from being merged, and `points` are those of policy.
    """

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    counts: tuple[tuple[str, str, str], ...]
    uncompared: tuple[str, ...]
    gate: str
    groups: tuple[ChangedAgreement, ...]
    consequences: tuple[tuple[str, str], ...]
    support: tuple[tuple[str, str, str, str, bool], ...]
    points: tuple[tuple[bool, str], ...]
    acknowledged: tuple[tuple[str, str], ...]
    wording: tuple[ChangedAgreement, ...]
    foot: str


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
    actions: tuple[Link, ...] = ()


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


DrawView = Callable[["AgreementView | GlossaryView", str, Cite], str]


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


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """What one agreement says in one column of the comparison, in plain text.

    `value` can be relied on in every case that was chosen, `best` is the best of them. Of a value
    that is absent, `value` is the reason. `beside` are figures that do not bind, beside one that
    does; `mark` says how little the value itself binds.
    """

    state: State
    value: str = ""
    best: str = ""
    notes: tuple[str, ...] = ()
    mark: str = ""
    beside: str = ""
    unranked: str = ""


@dataclass(frozen=True, slots=True)
class ComparedColumn:
    """A head of the comparison, with which values are better, in words and for machines."""

    id: str
    name: str
    note: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class ComparedAgreement:
    """A row of the comparison: an agreement, what it is chosen by, its rank and its cells.

    `reference` is below the title.
    """

    id: str
    reference: str
    title: Link
    parties: str
    status_icon: str
    status: str
    in_force: bool
    rank: str
    cells: tuple[ComparedCell, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """Rows of one page that are ranked, or that are not, with a heading for those."""

    title: str
    note: str
    rows: tuple[ComparedAgreement, ...]


@dataclass(frozen=True, slots=True)
class TermMeaning:
    """What a term means in the agreements with these names."""

    definition: Prose
    agreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferingTerm:
    """A term with more than one meaning among the compared agreements."""

    name: Link
    meanings: tuple[TermMeaning, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """One page of the comparison; `words` is what its script says, as JSON, `data` its figures."""

    title: str
    lead: str
    count: str
    columns: tuple[ComparedColumn, ...]
    groups: tuple[ComparedGroup, ...]
    data: FileAt
    more: str = ""
    shown: str = ""
    pages: tuple[Link, ...] = ()
    page: int = 1
    actions: tuple[Link, ...] = ()
    terms: tuple[DifferingTerm, ...] = ()
    words: str = "{}"


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


@dataclass(frozen=True, slots=True)
class LetterTable:
    """The entries of one letter; one without entries is shown, but is no link."""

    letter: str
    anchor: str
    table: Table | None


@dataclass(frozen=True, slots=True)
class ServicesView:
    """All that the index of services draws; `without` leads to agreements that list none."""

    title: str
    lead: str
    letters: tuple[LetterTable, ...]
    without: tuple[Link, ...] = ()


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
    """The agreements of one kind."""

    short: str
    title: str
    agreements: tuple[CoveredAgreement, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """All that the coverage draws: agreements by steps, then each part counted in `summary`.

    `frameworks` are the choices, of which this one is the first.
    """

    title: str
    lead: str
    steps: tuple[Column, ...]
    groups: tuple[CoverageGroup, ...]
    summary: Section
    actions: tuple[Link, ...] = ()
    frameworks: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What an agreement says of an item of a framework, and the clauses that say it."""

    number: str
    title: str
    state: State
    clauses: Line


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
