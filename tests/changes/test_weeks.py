"""Minutes of a week in words: what is read from them is what was to be told."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sla_catalog.changes.weeks import stretches_text
from sla_catalog.model.calendars import DAYS

_DAY, _WEEK = 1440, 10_080
_TOLD = re.compile(r"([A-Z]\w\w)(?:-([A-Z]\w\w))? (\d\d):(\d\d)-(?:([A-Z]\w\w) )?(\d\d):(\d\d)")
_spans = st.tuples(st.integers(0, 167), st.integers(1, 60))


def _read(text: str) -> set[int]:
    found: set[int] = set()
    for told in text.split(", "):
        match = _TOLD.fullmatch(told)
        assert match, told
        first, last, hour, minute, until, end_hour, end_minute = match.groups()
        start, end = int(hour) * 60 + int(minute), int(end_hour) * 60 + int(end_minute)
        if until:
            days = (DAYS.index(until) - DAYS.index(first)) % 7
            length = (days * _DAY + end - start) % _WEEK
        else:
            length = (end - start) % _DAY or _DAY
        for day in range((DAYS.index(last or first) - DAYS.index(first)) % 7 + 1):
            begin = (DAYS.index(first) + day) * _DAY + start
            found |= {minute % _WEEK for minute in range(begin, begin + length)}
    return found


@settings(max_examples=30, deadline=None)
@example([(10, 60), (70, 60), (130, 40)])
@given(st.lists(_spans, min_size=1, max_size=5))
def test_what_is_told_are_the_minutes_themselves(spans: list[tuple[int, int]]) -> None:
    minutes = frozenset(
        minute % _WEEK
        for start, hours in spans
        for minute in range(start * 60, (start + hours) * 60)
    )
    if len(minutes) < _WEEK:
        assert _read(stretches_text(minutes)) == minutes


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        ([(128, 4)], "Sat 08:00-12:00"),
        ([(day * 24 + 16, 1) for day in range(5)], "Mon-Fri 16:00-17:00"),
        ([(day * 24 + 22, 8) for day in range(7)], "Mon-Sun 22:00-06:00"),
        ([(114, 62)], "Fri 18:00-Mon 08:00"),
        ([(0, 24)], "Mon 00:00-24:00"),
        ([(day * 24 + day, 1) for day in range(7)],
         "Mon 00:00-01:00, Tue 01:00-02:00, Wed 02:00-03:00, Thu 03:00-04:00, Fri 04:00-05:00, "
         "Sat 05:00-06:00 and 1 more"),
        ([(0, 168)], "all hours of the week"),
    ],
)  # fmt: skip
def test_days_with_the_same_hours_are_told_at_once(hours: list[tuple[int, int]], text: str) -> None:
    minutes = frozenset(
        minute % _WEEK for start, n in hours for minute in range(start * 60, (start + n) * 60)
    )
    assert stretches_text(minutes) == text
