"""What differs between two catalogs, and for whom it is worse.

Nothing here reads files, words pages or opens and closes gates: it gets two catalogs and returns
values. What a promise means is asked of `resolved`.
"""

from sla_catalog.changes.change import (
    Action,
    CatalogChanges,
    Change,
    ChangeDirection,
    ChangeKind,
    ChangePlace,
    ChangeSide,
    Effect,
    Feasibility,
)
from sla_catalog.changes.comparison import changed, compared
from sla_catalog.changes.kinds import KINDS

__all__ = [
    "KINDS",
    "Action",
    "CatalogChanges",
    "Change",
    "ChangeDirection",
    "ChangeKind",
    "ChangePlace",
    "ChangeSide",
    "Effect",
    "Feasibility",
    "changed",
    "compared",
]
