"""How often something is done: intervals, their lengths alone, and words for a rhythm."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.intervals import interval, rhythm
from sla_catalog.model.quantities import NUMBER, ElapsedTime, MalformedError, TimeUnit, quoted

_SINGLE = {"day": TimeUnit.DAY, "week": TimeUnit.WEEK, "month": TimeUnit.MONTH}
_SINGLE |= {"year": TimeUnit.YEAR, "hour": TimeUnit.HOUR, "minute": TimeUnit.MINUTE}


def parse_interval(text: str) -> ElapsedTime:
    """Read `every month`, `every 3 months`, `every quarter`."""
    words = text.split()
    if words[:1] == ["every"] and len(words) == 2 and words[1] in _SINGLE:
        return ElapsedTime(Decimal(1), _SINGLE[words[1]])
    if words == ["every", "quarter"]:
        return ElapsedTime(Decimal(3), TimeUnit.MONTH)
    if words[:1] != ["every"] or len(words) != 3:
        raise MalformedError(
            f"{quoted(text)} is not an interval",
            "expected ‘every’ and a length",
            interval(text) or _AN_INTERVAL,
        )
    try:
        every = ElapsedTime.parse(" ".join(words[1:]))
    except MalformedError as error:
        instead = interval(text) or _AN_INTERVAL
        raise MalformedError(error.found, error.expected, instead) from None
    return _lasting(every, text)


def _lasting(every: ElapsedTime, text: str) -> ElapsedTime:
    if not every.number:
        raise MalformedError(
            f"{quoted(text)} has no length", "expected a length above 0", _AN_INTERVAL
        )
    return every


_AN_INTERVAL = "such as every month or every 6 months"


_LENGTH_ALONE = (
    rf"{NUMBER}\s*(?:ms|milliseconds?|s|sec|seconds?|mins?|minutes?|h|hours?|days?|weeks?|months?"
    rf"|years?)"
)


def single_unit(interval: ElapsedTime) -> str:
    """Return the word of the one unit that an interval is long, as `month`, or nothing."""
    single = {unit: word for word, unit in _SINGLE.items()}
    return single.get(interval.unit, "") if interval.number == 1 else ""


def parse_repetition(text: str) -> ElapsedTime:
    """Read an interval, its length alone or its adverb: `every 3 months`, `3 months`, `weekly`."""
    stripped = " ".join(text.split())
    stripped = ADVERBS.get(stripped, stripped)
    if re.fullmatch(_LENGTH_ALONE, stripped):
        return _lasting(ElapsedTime.parse(stripped), stripped)
    return parse_interval(stripped)


def print_interval(interval: ElapsedTime) -> str:
    """Print an interval: `every month`, `every 6 months`."""
    return f"every {single_unit(interval) or interval}"


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something is done: at an interval, all the time, or when asked for."""

    every: ElapsedTime | None = None
    word: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `every month`, `continuous`, `on request`, `weekly`."""
        stripped = " ".join(text.split())
        if stripped in {"continuous", "on request"}:
            return cls(word=stripped)
        try:
            return cls(every=parse_interval(ADVERBS.get(stripped, stripped)))
        except MalformedError as error:
            instead = rhythm(stripped) or error.instead
            raise MalformedError(error.found, error.expected, instead) from None

    def __str__(self) -> str:
        return print_interval(self.every) if self.every else self.word


ADVERBS = {
    "daily": "every day",
    "weekly": "every week",
    "monthly": "every month",
    "quarterly": "every quarter",
    "yearly": "every year",
    "annually": "every year",
}
