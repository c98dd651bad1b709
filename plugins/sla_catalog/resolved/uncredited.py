"""For which cases of a metric no credit is stated though others have one."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.resolved.cases import When, can_meet
from sla_catalog.resolved.credits import credits_given
from sla_catalog.resolved.promises import promised_by

_MOST_LOOKED_AT = 20_000  # cases of a metric, by the conditions of its credits


@dataclass(frozen=True, slots=True)
class Uncredited:
    """A metric, by its id, with the condition and the number of its promises without a credit.

    `wider` is the condition of all cases without a credit, also of those without a promise.
    """

    metric: str
    when: When
    wider: When
    count: int


def without_credit(agreement: Agreement, catalog: Catalog) -> Iterator[Uncredited]:
    """Yield the metrics of which credits speak in some of the cases of their promises alone.

    A case counts that has a binding promise with a figure. A credit that is absent is said as well.
    Where there are too many cases to look at, nothing is told.
    """
    whens: dict[str, list[When | None]] = {}
    for credit in credits_given(agreement, catalog):
        for name in credit.record.metrics:
            whens.setdefault(name, []).append(credit.when or None)
    for metric in agreement.listed("metrics"):
        found = whens.get(metric.id, ())
        if not found or None in found:
            continue
        resolved = promised_by(agreement, metric, catalog)
        if not resolved.is_bounded or len(resolved.cases) * len(found) > _MOST_LOOKED_AT:
            continue
        conditions = [resolved.space.condition(when) for when in found]
        promised = dict.fromkeys(p.case for p in resolved.promises if p.target and p.is_firm)
        left = [c for c in resolved.cases if not any(can_meet(one, c) for one in conditions)]
        rest = [case for case in left if case in promised]
        if rest and len(rest) < len(promised):
            narrow, wide = (resolved.condition_for(some) for some in (rest, left))
            yield Uncredited(metric.id, narrow, wide, len(rest))
