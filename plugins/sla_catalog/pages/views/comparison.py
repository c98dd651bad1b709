"""The view of the comparison."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import FileAt
from sla_catalog.pages.blocks import Link, Prose, State


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
    has_agreements: bool = True
