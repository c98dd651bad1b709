"""Why no example of a credit can be worked out from what an agreement says."""

from __future__ import annotations

from enum import StrEnum

from sla_catalog.calculation.credits import FormKind
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.resolved.credits import ResolvedCredit
from sla_catalog.resolved.schedules import all_cases_of
from sla_catalog.resolved.settlements import has_one_currency, is_multiple


class Unworked(StrEnum):
    """What keeps an example from being worked out."""

    CURRENCIES = "currencies"  # money of two currencies, a share of the fee with the rest
    STEPS = "steps"  # whether a step that has only begun counts
    EDGES = "edges"  # tiers that cannot be compared with what the metric measures
    ROUNDING = "rounding"
    PRICE = "price"  # a multiple of a price that is not the fee of a period


def why_unworked(agreement: Agreement, credit: ResolvedCredit, catalog: Catalog) -> Unworked | None:
    """Return what keeps an example of a credit from being worked out; None where nothing does.

    None as well where there is nothing to work out: an amount for any miss, or one that is unsaid.
    """
    if credit.unsaid or not credit.given or not (credit.tiers or credit.record.per):
        return None
    if any(tier.each is not None and tier.part is None for _, tier in credit.tiers):
        return Unworked.STEPS
    if not credit.tiers:
        is_of_price = credit.forms[0].kind is FormKind.MULTIPLE
        return Unworked.PRICE if is_of_price else None
    case = next(iter(all_cases_of(agreement, credit, catalog)), None)
    if case is None:
        return Unworked.EDGES
    if not has_one_currency(agreement, case):
        return Unworked.CURRENCIES
    if not case.is_rounding_read:
        return Unworked.ROUNDING
    return Unworked.PRICE if is_multiple(case) and case.window is None else None
