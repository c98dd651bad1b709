"""Specimens of a proposal: its page, marks on an agreement, and an agreement's history."""

from __future__ import annotations

from dataclasses import replace

from sla_catalog.pages.addresses import FileAt, OnPage, PageAt
from sla_catalog.pages.blocks import Link, Soft
from sla_catalog.pages.sections import Mark, ProposedChanges
from sla_catalog.pages.views.agreement import AgreementView
from sla_catalog.pages.views.proposal import (
    ChangedAgreement,
    ChangeRow,
    HistoryEntry,
    HistoryView,
    ProposalView,
)
from sla_catalog.review.redline import RedlinePiece, RedlineState

_WEAKER = Mark(
    "change-1", "weaker", "worse", "Weaker", "Monthly uptime, Silver",
    (
        RedlinePiece("99.9 %", RedlineState.GONE), RedlinePiece(" ", RedlineState.NEW),
        RedlinePiece("99.5 %", RedlineState.NEW),
    ),
    "2 h 52 min 48 s more downtime in 30 days",
    meant="same figure, less meant", is_acknowledged=True, following="change-2",
)  # fmt: skip
_SAME = Mark("change-2", "same", "equal", "Same meaning", "Version", (RedlinePiece("2.1.0"),))
_COUNTS = (("worse", "weaker for the customer", "1"), ("equal", "without effect on a promise", "1"))
_CRUMBS = (Link("Agreements", PageAt("agreements/index.md"), quiet=True),)


def proposed(view: AgreementView) -> AgreementView:
    """Return an agreement that a proposal changes at its first clause."""
    first, *others = view.sections
    clause, *rest = first.clauses
    marked = replace(first, clauses=(replace(clause, marks=(_WEAKER,)), *rest))
    links = (
        Link("All changes", PageAt("proposal.md")),
        Link("Next change", OnPage(_WEAKER.anchor)),
    )
    lead = "This proposal changes this agreement in 2 places."
    return replace(
        view,
        sections=(marked, *others),
        proposed=ProposedChanges(lead, _COUNTS, links, (_SAME,), title="Proposed, not in force"),
    )


def proposal() -> ProposalView:
    """What a proposal changes, with something of everything."""
    what = Link("Monthly uptime", PageAt("agreements/managed-postgresql.md", "change-1"))
    name = (Soft("SLA-042"), Link("Managed", PageAt("agreements/managed-postgresql.md")))
    return ProposalView(
        "Changes in this proposal",
        "It is not in force.",
        _CRUMBS,
        _COUNTS,
        ("agreements/wiki.yaml: it cannot be read",),
        "1 weaker promise is not acknowledged",
        "2 changes in drafts need no acknowledgement",
        (ChangedAgreement(name, (ChangeRow("2.1", what, _WEAKER),)),),
        ((("SLA-051 Checkout",), "It builds on the uptime of SLA-042."),),
        (("SLA-042 Response", "OLA-011", "shortfall 15 min", "shortfall 20 min", True),),
        ((True, "version 2.2.0 is given"), (False, "the audience stays internal")),
        (("Monthly uptime", "Amendment 4 (Legal)"),),
        (ChangedAgreement(name, (ChangeRow("was 7.5", what, _SAME),)),),
        "Compared as agreements, not as text.",
    )


def history() -> HistoryView:
    """What became weaker and when."""
    return HistoryView(
        "History of Managed PostgreSQL",
        "What became weaker or stronger.",
        _CRUMBS,
        (Link("Feed (Atom)", FileAt("agreements/managed-postgresql.atom"), quiet=True),),
        (
            HistoryEntry(
                "commit-1", "Recorded on 1 May 2026.", "2.1.0", "in force from 1 May 2026 on",
                "Raise the uptime", (replace(_WEAKER, following=""),), ("No promise changed.",),
            ),
            HistoryEntry("commit-0", "Recorded on 1 April 2026.", "", "", "", (), ()),
        ),
    )  # fmt: skip
