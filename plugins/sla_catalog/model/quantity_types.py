"""Types of scalars that are amounts, lengths of time, hours or rhythms."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from sla_catalog.model import calendars, intervals, quantities, targets, triggers
from sla_catalog.model.notations import Suggestion
from sla_catalog.model.notations.times import times
from sla_catalog.model.quantities import MalformedError, quoted
from sla_catalog.model.scalar_types import ScalarType

N = quantities.NUMBER


_TIME_WORD = (
    r"(ms|milliseconds?|s|sec|seconds?|mins?|minutes?|h|hours?|days?|weeks?|months?|years?)"
)


_UNIT = r"(%|([A-Za-z°µ][^,;]*)?)"


_OP = r"((at least|at most|more than|less than|exactly|>=|<=|>|<|=|≥|≤)\s*)?"


_DAYS = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"


_SPAN = rf"{_DAYS}([-–]{_DAYS})? [0-9]{{1,2}}:[0-9]{{2}}[-–][0-9]{{1,2}}:[0-9]{{2}}"


Percent = Annotated[
    quantities.Percentage,
    ScalarType(quantities.Percentage.parse, "a percentage", "99.9 %", rf"{N}\s*%"),
]


Length = Annotated[
    quantities.ElapsedTime,
    ScalarType(quantities.ElapsedTime.parse, "a duration", "15 min", rf"{N}\s*{_TIME_WORD}"),
]


def _time(
    text: str, offered: Callable[[str], tuple[Suggestion, ...]] | None = None
) -> quantities.ElapsedTime | quantities.WorkingTime:
    """Read elapsed or working time; `offered` says what to write instead of another text."""
    is_working = re.search(r"business|working", text)
    try:
        return (quantities.WorkingTime if is_working else quantities.ElapsedTime).parse(text)
    except MalformedError as error:
        if offered:
            found = offered(text)
            raise MalformedError(error.found, error.expected, error.instead, found) from None
        understood = times(text)
        lengths = tuple(one for one in understood if not one.value.startswith("by "))
        if not lengths and any("next business day" in one.value for one in understood):
            raise MalformedError(
                f"{quoted(text)} is a deadline",
                "expected a length of time, without a time of day",
                "1 business day",
            ) from None
        instead = "such as 4 h, 2 business days" if error.suggestions else error.instead
        raise MalformedError(error.found, error.expected, instead, lengths) from None


def _due(text: str) -> quantities.ElapsedTime | quantities.WorkingTime | targets.Deadline:
    if not text.startswith("by "):
        return _time(text, times)
    try:
        return targets.Deadline.parse(text)
    except MalformedError as error:
        found = error.suggestions or times(text)
        raise MalformedError(error.found, error.expected, error.instead, found) from None


Time = Annotated[
    quantities.ElapsedTime | quantities.WorkingTime,
    ScalarType(
        _time,
        "a duration",
        "2 business days",
        rf"{N}\s*({_TIME_WORD}|(business|working) (minutes?|hours?|days?))",
    ),
]


Due = Annotated[
    quantities.ElapsedTime | quantities.WorkingTime | targets.Deadline,
    ScalarType(
        _due,
        "a duration or a deadline",
        "2 business days",
        rf"({N}\s*({_TIME_WORD}|(business|working) (minutes?|hours?|days?))|by .+)",
    ),
]


Amount = Annotated[
    quantities.Quantity,
    ScalarType(
        quantities.parse_quantity,
        "an amount",
        "500 requests/s",
        rf"(-?{N}\s*{_UNIT}|[A-Z]{{3}} {N})",
        bare=True,
    ),
]


Promised = Annotated[
    targets.Target,
    ScalarType(
        targets.Target.parse,
        "a target",
        "at least 99.9 %",
        rf"(by .+|{_OP}({N}( .+)? to )?(-?{N}\s*{_UNIT}|[A-Z]{{3}} {N})|[A-Za-z][^0-9]*)",
        bare=True,
    ),
]


PartOf = Annotated[
    targets.Share,
    ScalarType(targets.Share.parse, "a share", "95 % of tickets", rf"{N}\s*% of .+"),
]


HoursOfWeek = Annotated[
    calendars.Hours,
    ScalarType(
        calendars.Hours.parse,
        "hours",
        "Mon-Fri 09:00-17:00",
        rf"(24\s*[xX×/*]\s*7|{_SPAN}(, *{_SPAN})*|{calendars.IDENTIFIER})",
    ),
]


def _written_hours(text: str) -> calendars.Hours:
    hours = calendars.Hours.parse(text)
    if hours.calendar:
        raise MalformedError(
            f"{quoted(text)} names a calendar", "expected hours", "such as Mon-Fri 09:00-17:00"
        )
    return hours


WrittenHours = Annotated[
    calendars.Hours,
    ScalarType(
        _written_hours,
        "hours",
        "Mon-Fri 09:00-17:00",
        rf"(24\s*[xX×/*]\s*7|{_SPAN}(, *{_SPAN})*)",
    ),
]


Period = Annotated[
    calendars.Window,
    ScalarType(
        calendars.Window.parse,
        "a window of measurement",
        "calendar month",
        r"((calendar|billing|fiscal|rolling|average|per|contract|agreement|subscription) .+"
        r"|[0-9]+ days? before (the )?claim)",
    ),
]


Recurring = Annotated[
    calendars.Recurrence,
    ScalarType(
        calendars.Recurrence.parse,
        "a recurring time",
        "first Sun 02:00-06:00",
        rf"(every .+|((first|second|third|fourth|last) )?{_SPAN}(, *{_SPAN})*)",
    ),
]


Often = Annotated[
    intervals.Frequency,
    ScalarType(
        intervals.Frequency.parse,
        "how often",
        "every month",
        r"(every .+|daily|weekly|monthly|quarterly|yearly|annually|continuous|on request)",
    ),
]


Interval = Annotated[
    quantities.ElapsedTime,
    ScalarType(
        intervals.parse_repetition,
        "an interval",
        "every 3 months",
        rf"(every .+|{'|'.join(intervals.ADVERBS)}|{N}\s*{_TIME_WORD})",
    ),
]


BreachTrigger = Annotated[
    triggers.Trigger,
    ScalarType(
        triggers.Trigger.parse,
        "a trigger",
        "3 breaches in rolling 12 months",
        r"(each breach|[0-9]+ .+)",
    ),
]
