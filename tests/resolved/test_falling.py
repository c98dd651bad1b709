"""Credits of several forms that pay less for worse, against amounts of money for many fees."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from drafts import catalog_of, draft
from sla_catalog.resolved.credits import credits_of
from sla_catalog.resolved.falling import drops_of
from sla_catalog.resolved.schedules import all_cases_of

AMOUNTS = ("1 day of service", "2 days of service", "3 %", "3.4 %", "7 %", "20 EUR", "30 EUR")
DAYS = {"month": (28, 29, 30, 31), "year": (365, 366)}
FEES = [Fraction(fee) for fee in (1, 50, 300, 1000, 100000)]


def in_money(amount: str, fee: Fraction, days: int) -> Fraction:
    """Return what an amount is worth where the fee pays for some days."""
    number = Fraction(amount.split()[0])
    if "day" in amount:
        return fee / days * number
    return number if "EUR" in amount else fee * number / 100


@pytest.mark.parametrize("unit", [*DAYS])
@pytest.mark.parametrize("tiers", [*product(AMOUNTS, repeat=2), *product(AMOUNTS[1:5], repeat=3)])
def test_a_drop_is_one_whatever_the_fee_is(unit: str, tiers: tuple[str, ...]) -> None:
    bounds = ("target", "99 %", "98 %")
    listed = ", ".join(
        f"{{below: {bound}, credit: {amount}}}"
        for bound, amount in zip(bounds, tiers, strict=False)
    )
    text = draft(
        "id: case\nmetrics: [{id: up, type: availability, window: calendar month, "
        f"target: 99.9 %}}]\nremedies: {{base: fee of a {unit}, credits: [{{id: c, metrics: [up], "
        f"tiers: [{listed}]}}]}}\n"
    )
    (agreement,) = (catalog := catalog_of({"case": text})).agreements
    (credit,) = credits_of(agreement)
    (case,) = all_cases_of(agreement, credit, catalog)
    # One better tier that pays more than a worse one for each fee and each length of the period.
    surely = {
        worse
        for worse in range(1, len(tiers))
        for better in range(worse)
        if all(
            in_money(tiers[better], fee, days) > in_money(tiers[worse], fee, days)
            for fee, days in product(FEES, DAYS[unit])
        )
    }
    found = {case.places[case.schedule.bands.index(one.worse)]: one for one in drops_of(case)}
    assert {*found} == surely
    for place, one in found.items():
        assert str(one.earned.amount) == tiers[place]
        assert str(one.better_earned.amount) in tiers[:place]
