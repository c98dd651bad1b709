"""Windows of OpenSLO and Nobl9: short or as count and unit, rolling or by the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sla_catalog.importing.reading import Reading
from sla_catalog.importing.values import window, window_of
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.calendars import MONTHS_OF
from sla_catalog.source.nodes import Mapping, Node, Scalar

_MIDNIGHT = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]00:00(?::00)?Z?)?")


def read_window(reading: Reading, node: Node) -> tuple[str, str]:
    """Return a window, and its words where it is none."""
    if isinstance(node, Scalar):
        words = reading.text(node)
        read = window(words)
        return read, "" if read else words
    rolling = reading.at(node, "rolling")
    place = rolling if isinstance(rolling, Mapping) else node
    is_calendar = reading.at(node, "calendar") is not None
    is_calendar |= reading.text(node, "isRolling").lower() == "false"
    short = reading.text(node, "duration")
    count, unit = reading.text(place, "count"), reading.text(place, "unit")
    words = (short or f"{count} {unit}".strip()) + (" by calendar" if is_calendar else "")
    read = (
        window(short, is_calendar=is_calendar)
        if short
        else window_of(count, unit, is_calendar=is_calendar)
    )
    if not read and is_calendar and short == "6M":
        begins = reading.text(node, "calendar", "startTime")
        read = "calendar half-year" if _is_start(begins, "half-year") else ""
    return read, "" if read else words


def start_of(reading: Reading, node: Node, read: str) -> Iterator[Note]:
    """Yield a question where a calendar window begins on another day than those of its name."""
    given = reading.at(node, "calendar", "startTime")
    begins, unit = reading.text(given), read.removeprefix("calendar ")
    if begins and not _is_start(begins, unit):
        text = f"the window begins on `{begins}`, which is not the beginning of a {unit}"
        yield reading.note(Outcome.ASKED, given, f"{text}: should it be read as `{read}`?")


def _is_start(text: str, unit: str) -> bool:
    """Tell whether a time is the first moment of a day, week, month, quarter, half-year or year."""
    match = _MIDNIGHT.fullmatch(text)
    try:
        day = date.fromisoformat(match["day"]) if match else None
    except ValueError:
        day = None
    if day is None:
        return False
    if unit in MONTHS_OF:
        return day.day == 1 and (day.month - 1) % MONTHS_OF[unit] == 0
    return unit == "day" or (unit == "week" and day.weekday() == 0)
