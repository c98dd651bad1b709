"""Terms, renewals and notice against a second reading: days are walked one by one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafts import catalog_of, draft
from sla_catalog.resolved.deadlines import DeadlineKind, deadlines
from sla_catalog.resolved.term import Follows, term_on

DAY = timedelta(days=1)
# First days about the ends of months, where lengths of months are cut.
STARTS = st.one_of(
    st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2025, 1, 31), date(2025, 8, 31), date(2024, 11, 30)]),
)
MONTHS = st.sampled_from([1, 3, 6, 12, 24])
NOTICE = st.one_of(
    st.integers(1, 6).map(lambda n: (n, "months")),
    st.integers(1, 90).map(lambda n: (n, "days")),
    st.integers(1, 12).map(lambda n: (n, "weeks")),
)


def months_on(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def runs_until(given_on: date, notice: tuple[int, str]) -> date:
    number, unit = notice
    if unit == "months":
        return months_on(given_on, number)
    return given_on + timedelta(days=number * (7 if unit == "weeks" else 1))


def last_for_notice(last: date, notice: tuple[int, str]) -> date:
    """Return the last day on which notice can be given, from the end of the term backwards."""
    day = last
    while runs_until(day, notice) > last:
        day -= DAY
    return day


@given(STARTS, MONTHS, MONTHS, NOTICE, st.integers(0, 1500))
@example(date(2025, 8, 31), 6, 6, (1, "months"), 196)
@example(date(2024, 2, 29), 12, 12, (1, "months"), 1188)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_a_tacit_renewal_is_what_walking_through_its_terms_says(
    first: date, initial: int, period: int, notice: tuple[int, str], later: int
) -> None:
    today, terms = first + timedelta(days=later), 0
    while months_on(first, initial + terms * period) <= today:
        terms += 1
    last = months_on(first, initial + terms * period) - DAY
    number, unit = notice
    catalog = catalog_of(
        {
            "case": draft(
                "status: active\n"
                f"duration: {{effective: {first}, initial: {initial} months}}\n"
                f"renewal: {{type: tacit, for: {period} months, notice: {number} {unit}}}\n"
            )
        }
    )
    found = term_on(catalog.agreements[0], today)
    day, renewed = last_for_notice(last, notice), months_on(first, initial + (terms + 1) * period)
    assert (found.first, found.last) == (first, last)
    assert (found.last_for_notice, found.follows) == (day, Follows.RENEWAL)
    assert (found.renews_on, found.renewed_until) == (last + DAY, renewed - DAY)
    due = {(one.kind, one.day) for one in deadlines(catalog, today)}
    assert due == {(DeadlineKind.NOTICE, day), (DeadlineKind.END, last)}


@given(STARTS, st.integers(30, 1500), NOTICE, st.integers(0, 1500))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_an_express_renewal_ends_unless_both_sides_agree(
    first: date, length: int, notice: tuple[int, str], later: int
) -> None:
    last, today = first + timedelta(days=length), first + timedelta(days=later)
    number, unit = notice
    catalog = catalog_of(
        {
            "case": draft(
                f"status: active\nduration: {{effective: {first}, ends: {last}}}\n"
                f"renewal: {{type: express, notice: {number} {unit}}}\n"
            )
        }
    )
    found = term_on(catalog.agreements[0], today)
    assert (found.last, found.follows) == (last, Follows.EXPRESS_RENEWAL)
    assert (found.last_for_notice, found.renewed_until) == (last_for_notice(last, notice), None)
    assert found.has_ended(today) == (today > last)
    is_due = {one.day for one in deadlines(catalog, today)}
    assert is_due == (set() if today > last else {last_for_notice(last, notice), last})
