"""Terms and notice against an evaluator that knows no arithmetic of dates: it walks day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice

from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafts import catalog_of, draft, read
from sla_catalog.model.agreement import Agreement
from sla_catalog.resolved.deadlines import DeadlineKind, deadlines
from sla_catalog.resolved.term import term_on

DAY = timedelta(days=1)
MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}


def days_after(day: date) -> Iterator[date]:
    while True:
        day += DAY
        yield day


def months_after(day: date) -> Iterator[date]:
    """Yield the days on which another month is full: the same of its month, else its last one."""
    return (
        later
        for later in days_after(day)
        if later.day == day.day or (later.day < day.day and (later + DAY).day == 1)
    )


def every(count: int, days: Iterator[date]) -> Iterator[date]:
    return islice(days, count - 1, None, count)


def split(length: str) -> tuple[int, bool]:
    """Return how many months, or else days, a length has."""
    number, unit = length.split()
    return int(number) * (MONTHS | DAYS)[unit], unit in MONTHS


def starts(first: date, initial: str, period: str) -> Iterator[date]:
    """Yield the first day of each term."""
    yield first
    (long, in_months), (again, renewed_in_months) = split(initial), split(period)
    if in_months and renewed_in_months:
        full = islice(months_after(first), long - 1, None)
        yield from chain([next(full)], every(again, full))
        return
    second = next(islice(months_after(first) if in_months else days_after(first), long - 1, None))
    following = months_after(second) if renewed_in_months else days_after(second)
    yield from chain([second], every(again, following))


def running(first: date, initial: str, period: str, today: date) -> tuple[date, date]:
    """Return the last day of the term that runs today, or of the first, and of the next one."""
    begun = starts(first, initial, period)
    next(begun)
    following = next(start for start in begun if start > today)
    return following - DAY, next(begun) - DAY


def notice_until(last: date, notice: str) -> date:
    """Return the latest day from which the length of the notice leads no further than `last`."""
    count, in_months = split(notice)
    for before in chain([last], (last - DAY * days for days in range(1, count * 31 + 32))):
        walked = months_after(before) if in_months else days_after(before)
        end = next(islice(walked, count - 1, None))
        if end <= last:
            return before
    raise AssertionError(f"no day leads to {last}")


def lengths(*units: tuple[str, int]) -> st.SearchStrategy[str]:
    return st.sampled_from(units).flatmap(
        lambda unit: st.integers(1, unit[1]).map(lambda number: f"{number} {unit[0]}")
    )


ANY_DAY = st.dates(date(2015, 1, 1), date(2032, 12, 31))
MONTH_END = ANY_DAY.map(lambda day: day.replace(day=28) + DAY * (day.day % 4)).filter(
    lambda day: day.day >= 28
)
FIRST = ANY_DAY | MONTH_END
LENGTH = lengths(("days", 100), ("weeks", 30), ("months", 12), ("months", 30), ("years", 3))
NOTICE = lengths(("days", 60), ("weeks", 8), ("months", 6))
TODAY = st.dates(date(2015, 1, 1), date(2036, 12, 31))


def agreement(duration: str, renewal: str) -> Agreement:
    made, findings = read(draft(f"duration: {{{duration}}}\nrenewal: {{{renewal}}}\n"))
    assert isinstance(made, Agreement), findings
    return made


@given(FIRST, LENGTH, LENGTH, TODAY)
@example(date(2025, 8, 31), "6 months", "6 months", date(2026, 3, 15))
@example(date(2024, 2, 29), "1 years", "12 months", date(2027, 6, 1))
@settings(deadline=None, max_examples=300)
def test_terms_are_those_that_a_walk_finds(
    first: date, initial: str, period: str, today: date
) -> None:
    made = agreement(f"effective: {first}, initial: {initial}", f"type: tacit, for: {period}")
    found = term_on(made, today)
    assert (found.last, found.renewed_until) == running(first, initial, period, today)


@given(FIRST, LENGTH, TODAY)
@settings(deadline=None, max_examples=200)
def test_terms_after_a_written_end_are_those_that_a_walk_finds(
    ends: date, period: str, today: date
) -> None:
    found = term_on(agreement(f"ends: {ends}", f"type: tacit, for: {period}"), today)
    renewed = ends + DAY
    expected = (ends, running(renewed, period, period, ends)[0])
    if today > ends:
        expected = running(renewed, period, period, today)
    assert (found.last, found.renewed_until) == expected


@given(FIRST, NOTICE)
@settings(deadline=None, max_examples=200)
def test_notice_is_possible_until_the_day_that_a_walk_finds(ends: date, notice: str) -> None:
    made = agreement(f"ends: {ends}", f"type: express, notice: {notice}")
    assert term_on(made, ends).last_for_notice == notice_until(ends, notice)


@given(FIRST, LENGTH, LENGTH, NOTICE, TODAY)
@settings(deadline=None, max_examples=100)
def test_deadlines_are_the_days_that_a_walk_finds(
    first: date, initial: str, period: str, notice: str, today: date
) -> None:
    said = (
        f"status: active\nduration: {{effective: {first}, initial: {initial}}}\n"
        f"renewal: {{type: tacit, for: {period}, notice: {notice}}}\n"
    )
    last, renewed = running(first, initial, period, today)
    due = {
        (one.kind, one.day): one.term.renewed_until
        for one in deadlines(catalog_of({"case": draft(said)}), today)
    }
    ahead = {(DeadlineKind.BEGINNING, first): None} if first > today else {}
    assert due == ahead | {
        (DeadlineKind.NOTICE, notice_until(last, notice)): renewed,
        (DeadlineKind.END, last): renewed,
    }
