"""One thing in which two promises for the same case differ."""

from __future__ import annotations

from sla_catalog.changes.change import ChangeDirection, Effect
from sla_catalog.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two promises differ; texts are empty on a side that has none."""

    facet: str
    kind: str
    customer: ChangeDirection
    before_text: str
    after_text: str
    before_value: str
    after_value: str
    effect: Effect | None = None
