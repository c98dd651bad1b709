"""The views of a proposal and of an agreement's history."""

from __future__ import annotations

from sla_catalog.frozen import dataclass
from sla_catalog.pages.blocks import Inline, Line, Link, Table
from sla_catalog.pages.sections import Mark


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one commit changed in an agreement; `period` says when its version held.

    `text` leads to the page of the version, where it is not in force any more. The script finds
    what held on a day by `recorded`, `first` and `last`, days in ISO form, and says the `answer`,
    in which `{day}` is that day. A text that was never in force by itself has no `recorded`.
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

    `before` is what the script answers for a day of which nothing is recorded. `visible` says what
    is left out for readers who may not see all, `is_cut` that the table has the newest versions.
    """

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    actions: tuple[Link, ...]
    entries: tuple[HistoryEntry, ...]
    before: str = ""
    visible: str = ""
    by_version: Table | None = None
    is_cut: str = ""


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
    `exempted` is how many changes need no acknowledgement, and why.
    """

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    counts: tuple[tuple[str, str, str], ...]
    uncompared: tuple[str, ...]
    gate: str
    exempted: str
    groups: tuple[ChangedAgreement, ...]
    consequences: tuple[tuple[tuple[str, ...], str], ...]
    support: tuple[tuple[str, str, str, str, bool], ...]
    points: tuple[tuple[bool, str], ...]
    acknowledged: tuple[tuple[str, str], ...]
    wording: tuple[ChangedAgreement, ...]
    foot: str
