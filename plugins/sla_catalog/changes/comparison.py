"""Compare two catalogs: every change of meaning, where it was written and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sla_catalog.changes.change import (
    Action,
    Change,
    Comparison,
    Direction,
    Numbering,
    Side,
)
from sla_catalog.changes.kinds import KINDS
from sla_catalog.model.agreement import Agreement, Status
from sla_catalog.model.catalog import Catalog


def unnumbered(_agreement: Agreement, _catalog: Catalog) -> Mapping[str, str]:
    """Return no numbers."""
    return {}


def compared(
    base: Catalog,
    head: Catalog,
    today: date,  # noqa: ARG001 (part of the interface)
    numbering: Numbering = unnumbered,  # noqa: ARG001 (part of the interface)
) -> Comparison:
    """Return what differs between two catalogs, gravest first.

    `numbering` gives the clause numbers of pages, which this room does not know.
    """
    return Comparison((*_gone(base, head), *_new(base, head)))


def _gone(base: Catalog, head: Catalog) -> list[Change]:
    return [
        Change(
            KINDS["agreement-removed"],
            one.id,
            "",
            one.title,
            Action.REMOVED,
            Direction.SAME if one.is_over else Direction.WORSE,
            is_draft=one.state in {Status.DRAFT, Status.IN_REVIEW},
            before=Side(one.title, one.id, base.span(one)),
        )
        for one in base.agreements
        if one.id not in head.by_id
    ]


def _new(base: Catalog, head: Catalog) -> list[Change]:
    return [
        Change(
            KINDS["agreement-added"],
            one.id,
            "",
            one.title,
            Action.ADDED,
            Direction.BETTER,
            after=Side(one.title, one.id, head.span(one)),
        )
        for one in head.agreements
        if one.id not in base.by_id
    ]
