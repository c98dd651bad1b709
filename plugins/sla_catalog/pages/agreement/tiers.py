"""A tier of a credit on one line: what it gives, by which steps, and from which value on."""

from __future__ import annotations

from sla_catalog.model.remedies import Tier
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.schedule import step_words, tier_words
from sla_catalog.pages.blocks import Line, Soft
from sla_catalog.resolved.credits import ResolvedCredit
from sla_catalog.resolved.schedules import all_cases_of


def given_by(page: AgreementPage, tier: Tier) -> tuple[str, str]:
    """Say what a tier gives, and for each of which steps: `30 EUR`, `then 10 EUR for each 1 h`."""
    amount = page.words.value(tier.credit)
    if tier.each is None:
        return amount, ""
    steps = step_words(page, tier)
    if tier.first is None:
        return amount, steps
    then = page.label("credit.further").format(credit=amount)
    return page.words.value(tier.first), f"{then} {steps}"


def edge_line(page: AgreementPage, credit: ResolvedCredit, tier: Tier) -> Line:
    """Say for which values a tier is; nothing where it is the only one and each miss earns it."""
    edges = [edge for edge in (tier.above, tier.from_, tier.below, tier.to) if edge]
    if all(edge.amount is None for edge in edges):
        return ()
    if len(credit.tiers) == 1:
        cases = all_cases_of(page.agreement, credit, page.context.catalog)
        if cases and all(case.earns_for_each_miss for case in cases):
            return ()
    return (Soft(page.words.within(tier_words(page, tier))),)
