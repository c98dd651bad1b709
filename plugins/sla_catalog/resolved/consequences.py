"""Which promises have a consequence that the agreement states, and which have none."""

from __future__ import annotations

from sla_catalog.model.agreement import Agreement
from sla_catalog.resolved.credits import credits_of, rights_of


def without_consequence(agreement: Agreement) -> tuple[str, ...]:
    """Return the metrics of which neither a credit nor a right speaks, by their ids.

    A right that names no metric is about all of them. Only what the provider promises is told of.
    """
    rights = rights_of(agreement)
    if any(not right.metrics for right in rights):
        return ()
    named = {name for credit in credits_of(agreement) for name in credit.record.metrics}
    named |= {name for right in rights for name in right.metrics}
    return tuple(
        metric.id
        for metric in agreement.listed("metrics")
        if metric.id not in named
        and metric.owed_by in {None, "provider"}
        and any(cell.target or cell.same_as for cell in metric.promises)
    )
