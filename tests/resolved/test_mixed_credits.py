"""Credits that give in several forms, against an evaluator that looks at each tier by itself."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import catalog_of, draft
from sla_catalog.resolved.ceilings import terms_of
from sla_catalog.resolved.credits import credits_of
from sla_catalog.resolved.schedules import CreditCase, all_cases_of, cases_of
from sla_catalog.resolved.settlements import Calculation, calculate, worked_example

FEES = [Decimal("0.07"), Decimal(90), Decimal(1000)]
FORMS = ["{} %", "{} h of service", "{} EUR"]


def case_of(credit: str, more: str = "conditions: {currency: EUR}") -> CreditCase:
    text = draft(
        f"id: a\n{more}\nmetrics: [{{id: m, type: resolution_time, target: 4 h}}]\n"
        f"remedies: {{base: fee, credits: [{{id: c, metrics: [m], {credit}}}]}}"
    )
    catalog = catalog_of({"a": text})
    (one,) = credits_of(catalog.by_id["a"])
    (case,) = all_cases_of(catalog.by_id["a"], one, catalog)
    assert not case.is_mixed or not cases_of(catalog.by_id["a"], one, catalog)
    return case


def reckoned(case: CreditCase, hours: str, fee: Decimal | None) -> Calculation | None:
    agreement = case.promise.agreement
    terms = terms_of(agreement, case.credit, case.highest, case)
    return calculate(case, terms, Fraction(hours) * 3600, None, fee)


THREE = (
    "tiers: [{above: target, credit: 2 %}, {above: 8 h, credit: 3 days of service},"
    " {above: 12 h, each: 6 h, part: counts, credit: 25 EUR}]"
)
FIRST = "tiers: [{above: target, first: 10 %, each: 1 h, part: counts, credit: 10 EUR}]"
UP_TO = f"caps: [{{at_most: 5 h, of: delay}}], {FIRST}"
ADDED = "tiers_combine: add, tiers: [{above: target, credit: 5 %}, {above: 8 h, credit: 20 EUR}]"
EITHER = "tiers: [{above: target, to: 99 h, credit: 5 %}, {above: 8 h, to: 99 h, credit: 20 EUR}]"


@pytest.mark.parametrize(
    ("credit", "hours", "fee", "paid"),
    [
        (THREE, "4", "900", "0.00"),
        (THREE, "8", "900", "18.00"),
        (THREE, "12", "900", "90.00"),  # 3 of 30 days
        (THREE, "18.1", "900", "50.00"),
        (FIRST, "4.5", "1000", "100.00"),
        (FIRST, "6.5", "1000", "120.00"),
        (UP_TO, "40", "1000", "140.00"),
        (ADDED, "8", "1000", "50.00"),
        (ADDED, "9", "1000", "70.00"),
        (EITHER, "9", "1000", "50.00"),
        (EITHER, "9", "300", "20.00"),
        ("caps: [{at_most: 30 EUR}], " + ADDED, "9", "1000", "30.00"),
        ("caps: [{at_most: 3 %, of: fee}], " + THREE, "19", "1000", "30.00"),
    ],
)
def test_a_value_earns_in_money(credit: str, hours: str, fee: str, paid: str) -> None:
    found = reckoned(case_of(credit), hours, Decimal(fee))
    assert found is not None
    assert found.money is not None
    assert found.money.paid == Decimal(paid)


def test_without_a_fee_each_form_stands_by_itself() -> None:
    found = reckoned(case_of(FIRST), "6.5", None)
    assert found is not None
    assert (found.money, [str(one.amount) for one in found.sums]) == (None, ["10 %", "20 EUR"])


def test_which_of_two_forms_is_more_nobody_can_tell_without_a_fee() -> None:
    assert reckoned(case_of(EITHER), "9", None) is None
    assert reckoned(case_of(EITHER), "5", None) is not None


@pytest.mark.parametrize("more", ["conditions: {currency: USD}", "tags: [a]"])
def test_two_currencies_are_not_added(more: str) -> None:
    second = "10 USD" if more.startswith("tags") else "5 %"
    case = case_of(
        f"tiers: [{{above: target, credit: 20 EUR}}, {{above: 8 h, credit: {second}}}]", more
    )
    agreement = case.promise.agreement
    catalog = catalog_of({})
    assert not worked_example(
        agreement, catalog, case.credit, case, date(2026, 11, 23), Decimal(1000)
    )


@given(st.randoms(use_true_random=True))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_generated_tiers_earn_what_each_by_itself_gives(chance: Random) -> None:
    edges = sorted(chance.sample(range(5, 40), chance.randint(2, 4)))
    written = [(chance.choice(FORMS), chance.randint(1, 90), chance.random() < 0.4) for _ in edges]
    adds = chance.random() < 0.5
    tiers: list[dict[str, str]] = []
    for edge, (form, number, is_stepped) in zip(edges, written, strict=True):
        steps = {"each": "2 h", "part": "counts"} if is_stepped else {}
        tiers.append({"above": f"{edge} h", "credit": form.format(number), **steps})
    combined = "tiers_combine: add, " if adds else ""
    case = case_of(f"{combined}tiers: {json.dumps(tiers)}")
    hours, fee = Fraction(chance.randint(0, 200), 4), chance.choice(FEES)
    worths = []
    for edge, (form, number, is_stepped) in zip(edges, written, strict=True):
        if hours > edge:
            count = -((edge - hours) // 2) if is_stepped else 1
            unit = {FORMS[0]: Fraction(fee) / 100, FORMS[1]: Fraction(fee) / 720}.get(form, 1)
            worths.append(count * number * Fraction(unit))
    due = sum(worths) if adds else (worths or [Fraction(0)])[-1]
    found = reckoned(case, str(hours), fee)
    assert found is not None
    if found.money is None:
        raise AssertionError(tiers)
    assert abs(Fraction(found.money.earned) - due) <= Fraction(1, 200)
