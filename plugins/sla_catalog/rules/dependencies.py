"""Dependencies: what an agreement promises, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, Severity
from sla_catalog.model.catalog import Catalog
from sla_catalog.reckoning.chain import Measure, Outcome, own_promise, room


def dependency_deficit(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements that promise more than those they stand on promise them."""
    for agreement in catalog.agreements:
        for measure in Measure if agreement.depends_on else ():
            own = own_promise(agreement, catalog, measure)
            left = own and room(agreement, catalog, own)
            if own and left and left.outcome is Outcome.DEFICIT:
                below = ", ".join(one.id for one in left.reckoned)
                yield Finding(
                    "dependency-deficit",
                    catalog.span(agreement, ("depends_on",)),
                    f"{own.metric.id} promises {own.amount}, and {below} promises less",
                    "expected a promise that those below carry, or a decision to promise more",
                    "agree on more below, or promise less; the page shows the deficit",
                    Severity.INFO,
                )
