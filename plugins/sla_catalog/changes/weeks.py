"""Minutes of a week in words, as people write hours: `Mon-Fri 16:00-17:00`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sla_catalog.model.calendars import DAYS, MINUTES_A_DAY

_WEEK = 7 * MINUTES_A_DAY
_MOST = 6


def stretches_text(minutes: frozenset[int]) -> str:
    """Return minutes of a week by the days on which the same ones come again."""
    if len(minutes) == _WEEK:
        return "all hours of the week"
    told = list(_by_days(_stretches(minutes)))
    more = len(told) - _MOST
    return ", ".join(told[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _stretches(minutes: frozenset[int]) -> list[tuple[int, int]]:
    """Return where stretches begin, and how long they are; one may lead into the next week."""
    found = []
    for start in sorted(m for m in minutes if (m - 1) % _WEEK not in minutes):
        length = 1
        while (start + length) % _WEEK in minutes:
            length += 1
        found.append((start, length))
    return found


def _by_days(stretches: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield stretches; those of days that follow each other are one where their times are equal."""
    waiting = [*stretches]
    while waiting:
        start, length = first = waiting.pop(0)
        last = start
        while length <= MINUTES_A_DAY and (last + MINUTES_A_DAY, length) in waiting:
            last += MINUTES_A_DAY
            waiting.remove((last, length))
        yield _lasting(first) if length > MINUTES_A_DAY else _daily(start, last, length)


def _daily(start: int, last: int, length: int) -> str:
    days = [DAYS[minute // MINUTES_A_DAY] for minute in (start, last)]
    named = days[0] if start == last else "-".join(days)
    return f"{named} {_time(start)}-{_end(start + length)}"


def _lasting(stretch: tuple[int, int]) -> str:
    """Return a stretch of more than a day: `Fri 18:00-Mon 08:00`."""
    start, length = stretch
    end = start + length
    day = DAYS[(end - 1) // MINUTES_A_DAY % 7]
    return f"{DAYS[start // MINUTES_A_DAY]} {_time(start)}-{day} {_end(end)}"


def _time(minute: int) -> str:
    return f"{minute % MINUTES_A_DAY // 60:02}:{minute % 60:02}"


def _end(minute: int) -> str:
    return _time(minute) if minute % MINUTES_A_DAY else "24:00"
