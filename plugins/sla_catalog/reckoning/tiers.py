"""Read the tiers of a credit as an agreement writes them: their edges and the values they hold."""

from __future__ import annotations

from decimal import Decimal

from sla_catalog.model.quantities import Percentage
from sla_catalog.model.remedies import Bound, Tier
from sla_catalog.reckoning.credits import Band


def edges_of(tier: Tier) -> tuple[Bound, ...]:
    """Return the edges that a tier names."""
    return tuple(edge for edge in (tier.above, tier.from_, tier.below, tier.to) if edge)


def band_of(tier: Tier, target: Decimal | None) -> Band:
    """Return the values that a tier names, as written, with their credit in percent.

    An edge without an amount is the target. A credit that is no share counts as 0.
    """
    return Band(
        _number(tier.from_ or tier.above, target),
        tier.from_ is not None,
        _number(tier.to or tier.below, target),
        tier.to is not None,
        share_of(tier.credit),
    )


def share_of(credit: object) -> Decimal:
    """Return a credit in percent; 0 where it is none, or was not read."""
    amount = getattr(credit, "amount", None)
    return amount.number if isinstance(amount, Percentage) else Decimal(0)


def _number(edge: Bound | None, target: Decimal | None) -> Decimal | None:
    if edge is None:
        return None
    return edge.amount.number if edge.amount else target
