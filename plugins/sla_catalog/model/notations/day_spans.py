"""Spans of hours as they are read, day by day: without some days, and what two of one day mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.weekdays import IN_ORDER, runs
from sla_catalog.patterns import Pattern

_DAY = "|".join(IN_ORDER)
_SPAN = Pattern(rf"(?P<first>{_DAY})(?:-(?P<last>{_DAY}))? (?P<hours>\d\d:\d\d-\d\d:\d\d)(?:, |$)")
_A_DAY = 24 * 60
_ALWAYS = "Mon-Sun 00:00-24:00"
_ByDay = Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Span:
    """One span: the days on which it begins, 0 is Monday, and its hours, `HH:MM-HH:MM`."""

    days: tuple[int, ...]
    hours: str


def without(text: str, days: Iterable[int]) -> str:
    """Return hours without some days: `Mon-Fri 09:00-17:00` is left `Mon-Tue …, Thu-Fri …`."""
    left = {*range(7)}.difference(days)
    if len(left) == len(IN_ORDER):
        return text
    spans = _spans(_ALWAYS if text == "24x7" else text)
    return _written({day: hours for day, hours in _by_day(spans).items() if day in left})


def meanings(text: str) -> tuple[str, ...]:
    """Return what hours can mean: themselves, or both ways to read spans that leave it open.

    Midnight as a beginning is that of the day or of the next one. From nine to nine may be twelve
    hours or 24; from midnight to midnight is a day. Where spans of one day overlap, that of fewer
    days, or else the later one, stands for the other or is added to it, unless both say the same.
    """
    spans = _spans(text)
    one, other = ([span for part in parts for span in part] for parts in _each_way(spans))
    instead = _replaced(sorted(one, key=lambda span: -len(span.days)))
    together = _merged(_by_day(other))
    if one == other and _merged(instead) == together:
        return (text,)
    return _written(instead), _written(together)


def _each_way(spans: Iterable[_Span]) -> tuple[list[list[_Span]], list[list[_Span]]]:
    """Return spans in each of their two readings, which are equal for most."""
    first, second = [], []
    for span in spans:
        start, _, end = span.hours.partition("-")
        following = tuple((day + 1) % 7 for day in span.days)
        one = other = [span]
        if start == "24:00":
            until = "24:00" if end == "00:00" else end
            one, other = ([_Span(days, f"00:00-{until}")] for days in (span.days, following))
        elif start == end != "00:00":
            noon = f"{(int(start[:2]) + 12) % 24:02}{start[2:]}"
            one = [_Span(span.days, f"{start}-{noon}")]
            other = [_Span(span.days, f"{start}-24:00"), _Span(following, f"00:00-{end}")]
        first.append(one)
        second.append(other)
    return first, second


def _merged(by_day: _ByDay) -> _ByDay:
    return {day: tuple(_joined(hours)) for day, hours in by_day.items()}


def _spans(text: str) -> list[_Span]:
    return [
        _Span(tuple((first + place) % 7 for place in range((last - first) % 7 + 1)), match["hours"])
        for match in _SPAN.finditer(text)
        for first in [IN_ORDER.index(match["first"])]
        for last in [IN_ORDER.index(match["last"] or match["first"])]
    ]


def _by_day(spans: Iterable[_Span]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for span in spans:
        for day in span.days:
            found[day] = (*found.get(day, ()), span.hours)
    return dict(sorted(found.items()))


def _replaced(spans: Iterable[_Span]) -> _ByDay:
    """Return the hours of each day, where a later span replaces those that it overlaps."""
    found: dict[int, tuple[str, ...]] = {}
    for span in spans:
        start, end = _minutes(span.hours)
        for day in span.days:
            kept = (
                one
                for one in found.get(day, ())
                if _minutes(one)[1] <= start or end <= _minutes(one)[0]
            )
            found[day] = (*kept, span.hours)
    return dict(sorted(found.items()))


def _joined(hours: Iterable[str]) -> Iterator[str]:
    """Yield hours of one day in order, those that overlap or follow each other as one."""
    begin, until = -1, -1
    for start, end in sorted(map(_minutes, hours)):
        if start > until and begin >= 0:
            yield _printed(begin, until)
        begin, until = (start, end) if start > until else (begin, max(until, end))
    if begin >= 0:
        yield _printed(begin, until)


def _minutes(hours: str) -> tuple[int, int]:
    start, end = (int(one[:2]) * 60 + int(one[3:]) for one in hours.split("-"))
    return start, end if end > start else end + _A_DAY


def _printed(start: int, end: int) -> str:
    until = end if end <= _A_DAY else end - _A_DAY
    return f"{start // 60:02}:{start % 60:02}-{until // 60:02}:{until % 60:02}"


def _written(by_day: _ByDay) -> str:
    """Write hours of each day, those of equal days as one run, in the order of the week."""
    of_hours: dict[tuple[str, ...], list[int]] = {}
    for day, hours in by_day.items():
        of_hours.setdefault(tuple(sorted(hours)), []).append(day)
    written = [
        (IN_ORDER.index(run[:3]), f"{run} {one}")
        for hours, days in of_hours.items()
        for run in runs(days)
        for one in hours
    ]
    return ", ".join(text for _, text in sorted(written))
