"""Values: what equals what, and that whatever can be printed is read back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.model.calendars import DaySpan, Hours, Ordinal, Recurrence, Window, WindowKind
from sla_catalog.model.credit_amounts import Bound, CreditAmount
from sla_catalog.model.intervals import Frequency
from sla_catalog.model.notations.currencies import CODES
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import (
    ElapsedTime,
    Money,
    Percentage,
    PlainQuantity,
    TimeUnit,
    WorkingTime,
    WorkingUnit,
    magnitude,
    parse_quantity,
)
from sla_catalog.model.targets import Deadline, Range, Share, Target
from sla_catalog.model.triggers import Trigger, TriggerKind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("99.90 %", "99.9 %"),
        ("60 min", "1 h"),
        ("7 days", "1 week"),
        ("1 day", "24 h"),
        ("1.5 s", "1500 ms"),
        ("12 months", "1 year"),
        ("2 working days", "2 business days"),
        ("25 EUR", "EUR 25.00"),
        ("500 requests/s", "500.0  requests/s"),
    ],
)
def test_equal_amounts(one: str, other: str) -> None:
    assert parse_quantity(one) == parse_quantity(other)
    assert hash(parse_quantity(one)) == hash(parse_quantity(other))
    assert Target.parse(f">= {one}") == Target.parse(f"at least {other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("99.9 %", "99.9"),
        ("1 month", "30 days"),
        ("1 year", "365 days"),
        ("4 business hours", "4 h"),
        ("24 business hours", "1 business day"),
        ("25 EUR", "25 USD"),
        ("5 leads", "5 calls"),
    ],
)
def test_amounts_that_are_not_equal(one: str, other: str) -> None:
    assert parse_quantity(one) != parse_quantity(other)


def test_an_operator_is_part_of_a_target() -> None:
    assert Target.parse("99.9 %") != Target.parse("at least 99.9 %")
    assert Target.parse("more than 99.9 %") != Target.parse("at least 99.9 %")


NUMBERS = st.decimals(0, 10**9, places=4) | st.integers(0, 10**12).map(Decimal)
PERCENTAGES = st.builds(Percentage, NUMBERS)
DURATIONS = st.builds(ElapsedTime, NUMBERS, st.sampled_from(TimeUnit))
WORKING_TIMES = st.builds(WorkingTime, NUMBERS, st.sampled_from(WorkingUnit))
MONEY = st.builds(Money, NUMBERS, st.sampled_from(sorted(CODES)))
MEASURES = st.builds(
    PlainQuantity,
    NUMBERS | NUMBERS.map(lambda number: -number),
    st.sampled_from(["", "requests/s", "°C", "µs", "leads per month", "A"]),
)
QUANTITIES = PERCENTAGES | DURATIONS | WORKING_TIMES | MONEY | MEASURES
WHOLE = st.integers(1, 400).map(Decimal)
TIMES = st.integers(0, 1439)
DAYS = st.integers(0, 6)
SPANS = st.builds(DaySpan, DAYS, DAYS, TIMES, TIMES | st.just(1440)).filter(
    lambda span: span.start != span.end
)
OF_ONE_DAY = SPANS.map(lambda span: replace(span, last=span.first))
SEVERAL = st.lists(OF_ONE_DAY, min_size=1, max_size=4, unique_by=lambda span: span.first)
WEEKS = st.builds(Hours, spans=st.tuples(SPANS) | SEVERAL.map(tuple))
INTERVALS = st.builds(ElapsedTime, WHOLE, st.sampled_from([*TimeUnit][1:]))
CLOCK_TIMES = TIMES.map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")
DEADLINES = st.builds(Deadline, st.none() | CLOCK_TIMES, st.booleans(), st.booleans())


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    unit = draw(st.sampled_from(["%", "h", "business days", "leads", "EUR"]))
    low, high = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True)))
    return Range(parse_quantity(f"{low:f} {unit}"), parse_quantity(f"{high:f} {unit}"))


def windows() -> st.SearchStrategy[Window]:
    named = {
        WindowKind.CALENDAR: ("day", "week", "month", "quarter", "year"),
        WindowKind.BILLING: ("month", "quarter", "year"),
        WindowKind.FISCAL: ("month", "quarter", "year"),
        WindowKind.PER: ("request", "order", "batch run"),
    }
    units = [Window(kind, unit) for kind, words in named.items() for unit in words]
    rolling = st.builds(ElapsedTime, WHOLE, st.sampled_from([TimeUnit.DAY, TimeUnit.MONTH]))
    before = st.builds(ElapsedTime, WHOLE, st.just(TimeUnit.DAY))
    average = st.builds(ElapsedTime, WHOLE, st.just(TimeUnit.HOUR))
    return st.one_of(
        st.sampled_from([*units, Window(WindowKind.TERM)]),
        rolling.map(lambda length: Window(WindowKind.ROLLING, "", length)),
        before.map(lambda length: Window(WindowKind.BEFORE_CLAIM, "", length)),
        average.map(lambda length: Window(WindowKind.AVERAGE, "month", length)),
    )


@st.composite
def triggers(draw: st.DrawFn) -> Trigger:
    kind = draw(st.sampled_from(TriggerKind))
    count, among = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    match kind:
        case TriggerKind.EACH:
            return Trigger(kind)
        case TriggerKind.COUNT:
            unit = draw(st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH]))
            layouts = ["", "rolling", "calendar"] if unit is TimeUnit.MONTH else ["", "rolling"]
            return Trigger(kind, count, among, draw(st.sampled_from(layouts)), unit=unit)
        case TriggerKind.EVER:
            return Trigger(kind, count, count)
        case TriggerKind.OF_ANY:
            return Trigger(kind, min(count, among), max(count, among))
        case _:
            return Trigger(kind, count, count, below=draw(st.sampled_from(["", "80 %", "target"])))


CREDITS = st.one_of(
    st.builds(CreditAmount, PERCENTAGES | MONEY),
    st.builds(ElapsedTime, NUMBERS, st.sampled_from([TimeUnit.HOUR, TimeUnit.DAY])).map(
        CreditAmount
    ),
    NUMBERS.map(lambda number: CreditAmount(times=PlainQuantity(number, ""))),
)
TARGETS = st.builds(Target, st.none() | st.sampled_from(Operator), QUANTITIES | ranges())
HOURS = WEEKS | st.just(Hours(around_the_clock=True)) | st.just(Hours(calendar="office-hours"))
RECURRENCES = st.one_of(
    st.builds(Recurrence, WEEKS),
    st.builds(Recurrence, st.builds(Hours, spans=st.tuples(OF_ONE_DAY)), st.sampled_from(Ordinal)),
    st.builds(Recurrence, every=INTERVALS),
)
FREQUENCIES = st.builds(Frequency, INTERVALS) | st.sampled_from(
    [Frequency(word="continuous"), Frequency(word="on request")]
)


@settings(deadline=None)  # how long it takes depends on what else the machine does
@given(
    QUANTITIES | TARGETS | DEADLINES | HOURS | RECURRENCES | FREQUENCIES | windows() | triggers()
    | CREDITS
    | st.builds(Bound, st.none() | QUANTITIES)
    | st.builds(Share, PERCENTAGES, st.sampled_from(["tickets", "all e-mails"]))
)  # fmt: skip
def test_what_is_printed_is_read_back(value: Any) -> None:
    printed = str(value)
    quantity = isinstance(value, Percentage | ElapsedTime | WorkingTime | Money | PlainQuantity)
    again = parse_quantity(printed) if quantity else type(value).parse(printed)
    assert again == value
    assert str(again) == printed


@given(QUANTITIES, QUANTITIES)
def test_what_is_equal_has_one_magnitude(one: Any, other: Any) -> None:
    if one == other:
        assert magnitude(one) == magnitude(other)
