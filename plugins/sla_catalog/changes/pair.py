"""An agreement before and after: what it looks values up in, and how its changes are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from sla_catalog.changes.anchors import anchor_of
from sla_catalog.changes.change import (
    Action,
    Change,
    ChangeDirection,
    ChangePlace,
    ChangeSide,
    Effect,
)
from sla_catalog.changes.kinds import KINDS, OF_ANY_FIELD
from sla_catalog.changes.splitting import Divided
from sla_catalog.changes.values import canonical, shown
from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.fields import Weight
from sla_catalog.model.header import Status
from sla_catalog.model.metrics import Metric, Objective

_DRAFTS = frozenset({Status.DRAFT, Status.IN_REVIEW})


@dataclass(frozen=True)
class Version:
    """One side of a comparison: an agreement, or a shared file, in its catalog.

    `catalog` is where references are looked up, `places` the one that knows where `path` says
    what; `numbers` are those of clauses. `agreement` is None for a shared file. Where it was
    `divided` to be compared, `undivided` has its entries as they are written.
    """

    catalog: Catalog
    places: Catalog
    path: str
    agreement: Agreement | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    divided: Divided | None = None
    undivided: Agreement | None = None

    @property
    def is_draft(self) -> bool:
        """Tell whether it is not agreed yet."""
        return self.agreement is not None and self.agreement.state in _DRAFTS

    @property
    def zone(self) -> str | None:
        """Return the zone by whose clocks an agreement goes that names none."""
        if self.agreement is not None and self.agreement.is_transcription:
            return None
        return self.catalog.timezone

    def span(self, location: Sequence[str | int]) -> Span | None:
        """Return where a value is written; None where its file is not known."""
        return self.places.place(self.path, self._written(location)) if self.path else None

    def side(self, value: Any, location: Sequence[str | int], text: str = "") -> ChangeSide | None:
        """Return a value with its place, None where nothing is stated."""
        if value is None:
            return None
        anchor = self.anchor(location)
        known = self.numbers.get(anchor, "")
        told = text or shown(value) or getattr(value, "id", "")
        form = value if isinstance(value, str) else canonical(value)
        return ChangeSide(told, form, self.span(location), known, anchor)

    def anchor(self, location: Sequence[str | int]) -> str:
        """Return the anchor of the clause in which a value is laid out."""
        if self.agreement is None:
            return str(location[0]) if location else ""
        return anchor_of(self.undivided or self.agreement, self._written(location))

    def _written(self, location: Sequence[str | int]) -> Location:
        return self.divided.written(location) if self.divided else tuple(location)

    def location_of(self, metric: Metric, cell: Objective) -> Location:
        """Return where an objective is written."""
        metrics = self.agreement.listed("metrics") if self.agreement else ()
        here: Location = ("metrics", _place(metrics, metric))
        if metric.objectives is not None:
            return (*here, "objectives", _place(metric.objectives, cell))
        if metric.matrix is not None:
            keys = [keys for _, keys in metric.matrix.placed]
            return (*here, "matrix", *keys[_place(metric.promises, cell)])
        return here


def _place(items: Sequence[Any], item: Any) -> int:
    return next(place for place, one in enumerate(items) if one is item)


@dataclass(frozen=True)
class AgreementPair:
    """An agreement before and after a change."""

    before: Version
    after: Version
    today: date

    @property
    def agreement(self) -> str:
        """Return the id of the agreement, as it is now; nothing for a shared file."""
        return self.after.agreement.id if self.after.agreement else ""

    def change(
        self,
        kind: str,
        path: str,
        what: str,
        customer: ChangeDirection | None = None,
        before: ChangeSide | None = None,
        after: ChangeSide | None = None,
        *,
        effect: Effect | None = None,
        cases: str = "",
        is_binding: bool = True,
        weight: Weight | None = None,
        related: Iterable[ChangePlace] = (),
    ) -> Change:
        """Return a change of this agreement; `weight` is that of the field it is found in."""
        found = KINDS[kind]
        action = _action(kind, before, after)
        return Change(
            found,
            self.agreement,
            path,
            what,
            action,
            customer or found.direction or ChangeDirection.UNKNOWN,
            is_binding,
            self.after.is_draft and self.before.is_draft,
            cases,
            before,
            after,
            effect,
            related=tuple(related),
            of_core=weight is Weight.CORE and kind in OF_ANY_FIELD,
        )


def _action(kind: str, before: ChangeSide | None, after: ChangeSide | None) -> Action:
    if before is None or after is None:
        return Action.ADDED if before is None else Action.REMOVED
    for ending, action in _ENDINGS.items():
        if kind.endswith(ending):
            return action
    return Action.CHANGED


_ENDINGS = {
    "-lowered": Action.LOWERED,
    "-raised": Action.RAISED,
    "-lengthened": Action.RAISED,
    "-shortened": Action.LOWERED,
    "-moved": Action.MOVED,
}
