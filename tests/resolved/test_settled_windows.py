"""Windows, roundings, caps and claims of a credit that is worked out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from drafts import catalog_of, draft
from sla_catalog.model.catalog import Catalog
from sla_catalog.resolved.ceilings import terms_of
from sla_catalog.resolved.credits import credits_of
from sla_catalog.resolved.schedules import CreditCase, cases_of
from sla_catalog.resolved.settlements import calculate
from sla_catalog.resolved.windows import last_day_for_claim, period_of, periods_of

TODAY = date(2026, 11, 23)


def made(claim: str = "", cap: str = "", metric: str = "") -> tuple[Catalog, CreditCase]:
    text = draft(
        "id: a\nstatus: active\ndimensions: {site: [north, south]}\n"
        "duration: {effective: 2026-09-01, timezone: Europe/Berlin}\n"
        "metrics: [{id: m, type: availability, target: 99 %, window: calendar month"
        f"{metric}}}]\n"
        f"remedies: {{base: fee, {claim}{cap}credits: [{{id: c, metrics: [m], credit: 10 %}}]}}"
    )
    catalog = catalog_of({"a": text})
    (credit,) = credits_of(catalog.by_id["a"])
    (case,) = cases_of(catalog.by_id["a"], credit, catalog)
    return catalog, case


def test_no_window_before_the_first_day_is_offered() -> None:
    catalog, case = made()
    found = periods_of(catalog.by_id["a"], catalog, case, TODAY, 6)
    assert [one.first for one in found] == [date(2026, 10, 1), date(2026, 9, 1)]


@pytest.mark.parametrize(
    ("when", "day"), [("", date(2026, 11, 30)), (", when: {site: north}", None)]
)
def test_a_claim_of_some_cases_sets_no_day_for_any(when: str, day: date | None) -> None:
    catalog, case = made(f"claim: {{within: 30 days, after: end of month{when}}}, ")
    period = period_of(catalog.by_id["a"], catalog, case, TODAY)
    assert last_day_for_claim(case.credit, case, period) == day


def test_downtime_that_is_rounded_up_is_no_longer_than_its_window() -> None:
    catalog, case = made(metric=", rounding: {unit: 7 h, mode: up}")
    period = period_of(catalog.by_id["a"], catalog, case, TODAY)
    assert period is not None
    terms = terms_of(catalog.by_id["a"], case.credit, case.highest, case)
    found = calculate(case, terms, period.minutes - 1, period, None)
    assert found is not None
    assert found.measured == Fraction(0)


@pytest.mark.parametrize(("per", "is_known"), [("calendar month", True), ("calendar year", False)])
def test_a_cap_of_another_period_is_left_out_and_that_is_known(per: str, is_known: bool) -> None:
    catalog, case = made(cap=f"caps: [{{at_most: 5 %, of: fee, per: {per}}}], ")
    terms = terms_of(catalog.by_id["a"], case.credit, case.highest, case)
    assert (len(terms.ceilings), terms.left_out) == (int(is_known), not is_known)
