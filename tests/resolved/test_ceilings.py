"""Caps that count steps, against a sum that is made step by step."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from drafts import catalog_of, draft
from sla_catalog.calculation.credits import FormKind
from sla_catalog.resolved.ceilings import terms_of
from sla_catalog.resolved.credits import credits_of
from sla_catalog.resolved.highest import highest_of
from sla_catalog.resolved.schedules import all_cases_of
from sla_catalog.resolved.settlements import calculate

FEE = 720  # of 30 days, so that an hour of service is worth 1
WORTH = {"10 EUR": 10, "5 %": 36, "2 h of service": 2}
FIRSTS = ["", "30 EUR", "10 %", "1 day of service"]
WORTH_OF_FIRST = {"30 EUR": 30, "10 %": 72, "1 day of service": 24}


def steps_in(minutes: int, size: int, part: str, *, has_first: bool) -> int:
    """Count steps one by one; one that is only begun where it counts, or where it is paid first."""
    count = 0
    while minutes > 0:
        is_paid_first = has_first and not count
        if minutes < size and part == "does_not_count" and not is_paid_first:
            break
        count, minutes = count + 1, minutes - size
    return count


def due(minutes: int, most: int, size: int, part: str, first: str, credit: str) -> int:
    """Return what a delay is worth, of which no more than the most is counted, step by step."""
    total = 0
    for step in range(steps_in(min(minutes, most), size, part, has_first=bool(first))):
        total += WORTH_OF_FIRST[first] if first and not step else WORTH[credit]
    return total


@pytest.mark.parametrize(
    ("first", "credit", "part"), [*product(FIRSTS, WORTH, ["counts", "does_not_count"])]
)
@pytest.mark.parametrize(("size", "most"), [(60, 300), (60, 90), (60, 60), (60, 30), (90, 240)])
def test_steps_up_to_a_cap(size: int, most: int, part: str, first: str, credit: str) -> None:
    begins = f"first: {first}, " if first else ""
    text = draft(
        "id: a\nconditions: {currency: EUR}\n"
        "metrics: [{id: m, type: resolution_time, target: 4 h}]\n"
        "remedies: {base: monthly fee, credits: [{id: c, metrics: [m], "
        f"caps: [{{at_most: {most} min, of: delay}}], tiers: [{{above: target, {begins}"
        f"each: {size} min, part: {part}, credit: {credit}}}]}}]}}\n"
    )
    agreement = catalog_of({"a": text}).by_id["a"]
    (record,) = credits_of(agreement)
    (case,) = all_cases_of(agreement, record, catalog_of({"a": text}))
    terms = terms_of(agreement, case.credit, case.highest, case)
    assert not terms.left_out
    highest = highest_of(agreement, record, catalog_of({"a": text}))
    worth = {
        FormKind.MONEY: Fraction(1),
        FormKind.SHARE: Fraction(FEE, 100),
        FormKind.SERVICE: Fraction(1, 3600),
    }
    totals = [one.total.number * worth[one.form.kind] for one in highest if one.total]
    assert [one.apart for one in highest] == [()] * len(totals)
    assert sum(totals) == due(100_000, most, size, part, first, credit)
    for minutes in (1, 29, 60, 61, 90, 119, 120, 239, 300, 301, 1000):
        value = Fraction((240 + minutes) * 60)
        found = calculate(case, terms, value, None, Decimal(FEE))
        assert found is not None
        assert found.money is not None
        assert found.money.paid == due(minutes, most, size, part, first, credit), minutes
