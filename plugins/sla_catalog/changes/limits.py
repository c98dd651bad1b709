"""The most that may be taken in a period: amount and period judged as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sla_catalog.changes.change import ChangeDirection
from sla_catalog.changes.periods import for_each, keeps
from sla_catalog.changes.values import canonical, shown, signed
from sla_catalog.model.exclusions import Exclusion, Maintenance
from sla_catalog.model.fields import Absence, Record

LIMITS = frozenset(
    (record.__name__, name) for record in (Exclusion, Maintenance) for name in ("at_most", "per")
)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that the provider may take from the customer, and in which period."""

    at_most: Any
    per: Any

    @property
    def text(self) -> str:
        """Return it as people read it."""
        if self.at_most is None:
            return ""
        return f"{shown(self.at_most)}{for_each(self.per)}"

    @property
    def value(self) -> str | None:
        """Return what is equal for limits that mean the same; None where there is none."""
        if self.at_most is None:
            return None
        return f"{canonical(self.at_most)} per {canonical(self.per)}"

    def replaced_by(self, other: Limit) -> ChangeDirection:
        """Return for whom another limit is better: for the customer the stricter one is."""
        if self.at_most is None or other.at_most is None:
            return signed(1 if self.at_most is None else -1)
        is_kept = keeps((self.at_most, self.per), (other.at_most, other.per))
        is_keeping = keeps((other.at_most, other.per), (self.at_most, self.per))
        if is_kept is is_keeping:
            return ChangeDirection.SAME if is_kept else ChangeDirection.UNKNOWN
        return ChangeDirection.WORSE if is_kept else ChangeDirection.BETTER


def limit_of(record: Record) -> Limit:
    """Return the limit that a record states."""
    return Limit(getattr(record, "at_most", None), getattr(record, "per", None))


def limited(before: Record, after: Record) -> bool:
    """Tell whether both parts of a limit differ, so that neither can be judged by itself."""
    if not isinstance(after, Exclusion | Maintenance):
        return False
    old, new = limit_of(before), limit_of(after)
    if any(isinstance(one, Absence) for one in (old.at_most, new.at_most)):
        return False
    if old.at_most is None and new.at_most is None:
        return False
    return all(
        canonical(one) != canonical(other)
        for one, other in ((old.at_most, new.at_most), (old.per, new.per))
    )
