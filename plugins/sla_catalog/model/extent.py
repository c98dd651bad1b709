"""How much the lists of an agreement come to where they are multiplied: cases, tiers of cases.

A few keys can say a lot: two dimensions of a hundred values are ten thousand cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.quantities import WorkingTime
from sla_catalog.model.remedies import Remedies
from sla_catalog.model.services import Support
from sla_catalog.model.targets import Deadline, Range, Target

MOST_CASES = 10_000  # that the metrics of an agreement may tell apart together
MOST_TIERS = 5_000  # of the credits of an agreement, each as often as there are promises for it
_AROUND_TIERS = 2  # what a schedule costs beside its tiers, in tiers


def extent(agreement: Agreement) -> int:
    """Return how many cases and tiers of cases are looked at one by one; at most the bounds."""
    cases = tiers = 0
    for metric in agreement.listed("metrics"):
        cases = min(MOST_CASES, cases + _cases(agreement, metric))
    for count in tier_counts(agreement):
        tiers = min(MOST_TIERS, tiers + count)
    return cases + tiers


def tier_counts(agreement: Agreement) -> Iterator[int]:
    """Yield for each credit how many tiers it has for all promises that it stands for.

    Tiers that grow in steps may hold the values of all others, and are looked at for each.
    """
    remedies = agreement.remedies
    credits_ = remedies.credits if isinstance(remedies, Remedies) else None
    promises: dict[str, int] = {}
    for metric in agreement.listed("metrics"):
        promises[metric.id] = promises.get(metric.id, 0) + len(metric.promises)
    for credit in credits_ if isinstance(credits_, tuple) else ():
        stands_for = sum(promises.get(name, 0) for name in {*credit.metrics})
        growing = sum(tier.each is not None for tier in credit.tiers or ())
        yield stands_for * (_AROUND_TIERS + len(credit.tiers or ()) * max(1, growing))


def _cases(agreement: Agreement, metric: Metric) -> int:
    used: dict[str, set[str]] = {}
    for when in (metric.when, *(cell.when for cell in metric.promises)):
        for box in when or ():
            for name, values in box.items():
                used.setdefault(name, set()).update(values)
    if isinstance(agreement.support, Support) and any(map(_may_run_in_hours, metric.promises)):
        for entry in agreement.support.hours_by_case():
            for box in entry.when or ():
                for name in box:
                    used.setdefault(name, set())
    declared = agreement.dimension_values() if used else {}
    sizes = (len(values.union(declared.get(name, ()))) for name, values in used.items())
    strands = {_strand(cell) for cell in metric.promises}
    return max(prod(sizes) * len(strands), len(metric.promises))


_APART = frozenset({"commitment", "statistic", "compliance", "owed_by"})


def _strand(cell: Objective) -> tuple[str, ...]:
    """Return what keeps objectives from competing for a case."""
    if cell.model_fields_set.isdisjoint(_APART):
        return ()
    own = (cell.commitment, cell.statistic, cell.compliance, cell.owed_by)
    return tuple("" if one is None else str(one) for one in own)


def _may_run_in_hours(cell: Objective) -> bool:
    if isinstance(cell.target, Target):
        return isinstance(cell.target.value, WorkingTime | Range | Deadline)
    return cell.same_as is not None
