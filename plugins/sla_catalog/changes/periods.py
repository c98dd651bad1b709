"""Periods in which something counts: which of two is longer, and which limit is stricter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil
from typing import Any

from sla_catalog.calculation.downtime import lengths
from sla_catalog.changes.values import canonical, number_of, ordered, shown
from sla_catalog.model.calendars import KINDS_BY_UNIT, MONTHS_OF, Window, WindowKind
from sla_catalog.model.remedies import Cap
from sla_catalog.patterns import Pattern

IN_TIME = frozenset({*KINDS_BY_UNIT, WindowKind.ROLLING})
"""The kinds of periods that follow each other in time."""


def for_each(period: object) -> str:
    """Return a period as it follows an amount that counts in it; nothing where there is none."""
    if period is None:
        return ""
    if not isinstance(period, Window):
        return f" per {shown(period)}"
    match period.kind:
        case WindowKind.PER:
            return f" {period}"
        case WindowKind.ROLLING | WindowKind.BEFORE_CLAIM:
            return f" in {period}"
        case WindowKind.AVERAGE:
            return f" an {period}"
    return f" a {period}"


def longer(before: object, after: object) -> int | None:
    """Return 1 where a period lasts longer than another one, -1 where it is shorter.

    None for periods of which none lies within one of the others: weeks cross the ends of months.
    """
    if not isinstance(before, Window) or not isinstance(after, Window):
        return None
    if before.kind is not after.kind:
        return 1 if _lies_within(before, after) else -1 if _lies_within(after, before) else None
    if before.kind is WindowKind.ROLLING:
        sides = lengths(before), lengths(after)
        if sides[0] is None or sides[1] is None:
            return None
        was, now = sides[0], sides[1]
        if was.shortest == now.shortest and was.longest == now.longest:
            return 0
        if now.shortest > was.longest:
            return 1
        return -1 if now.longest < was.shortest else None
    if before.unit == after.unit:
        return 0
    months = [MONTHS_OF.get(one.unit, 0) for one in (before, after)]
    if "day" in {before.unit, after.unit}:
        return 1 if before.unit == "day" else -1
    if not all(months):
        return None
    return 1 if months[1] > months[0] else -1


def _lies_within(short: Window, long: Window) -> bool:
    """Tell whether each period lies within one of another kind, as a month in rolling 31 days."""
    if long.kind is WindowKind.TERM:
        return short.kind is WindowKind.CONTRACT
    if long.kind is not WindowKind.ROLLING or short.kind not in KINDS_BY_UNIT:
        return False
    if long.length is not None and long.length.months and short.unit in MONTHS_OF:
        return long.length.months >= MONTHS_OF[short.unit]
    within, around = lengths(short), lengths(long)
    return bool(within and around and within.longest <= around.shortest)


def stricter(old: Iterable[Cap], new: Iterable[Cap]) -> int | None:
    """Return 1 where new limits are stricter than old ones, -1 where they are looser.

    0 where they come to the same, None where each side allows something that the other does not.
    """
    olds, news = tuple(old), tuple(new)
    keeps = all(any(_implies(one, other) for one in news) for other in olds)
    kept = all(any(_implies(one, other) for one in olds) for other in news)
    if keeps and kept:
        return 0
    return 1 if keeps else -1 if kept else None


def _implies(one: Cap, other: Cap) -> bool:
    """Tell whether what keeps one limit always keeps the other one."""
    if canonical(one.of) != canonical(other.of):
        return False
    if one.when is not None and canonical(one.when) != canonical(other.when):
        return False
    return keeps((one.at_most, one.per), (other.at_most, other.per))


def keeps(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    """Tell whether what keeps one limit in each of its periods always keeps the other one.

    2 h a month keep 24 h a year as well: the periods of one lie in those of the other.
    """
    most, period = one
    if ordered(most, other[0]) is None:
        return False
    count: Fraction | None = Fraction(1)
    if canonical(period) != canonical(other[1]):
        sign = longer(other[1], period)
        count = Fraction(1) if sign is not None and sign >= 0 else in_each(period, other[1])
        count = count or _touched(period, other[1])
    amounts = number_of(most), number_of(other[0])
    if count is None or amounts[0] is None or amounts[1] is None:
        return False
    return amounts[0][1] * count <= amounts[1][1]


def _touched(period: object, other: object) -> Fraction | None:
    """Return in how many periods of one kind one of another kind can lie at most, if known.

    Periods that roll begin with it, others began before.
    """
    if not isinstance(period, Window) or not isinstance(other, Window):
        return None
    if period.kind is other.kind or not {period.kind, other.kind} <= IN_TIME:
        return None
    if period.unit and period.unit == other.unit:
        return Fraction(2)  # one begins in each of the others
    within, around = lengths(period), lengths(other)
    if within is None or around is None:
        return None
    count = ceil(around.longest / within.shortest)
    return Fraction(count if period.kind is WindowKind.ROLLING else count + 1)


def rarer(old: str, new: str) -> int | None:
    """Return 1 where what is given for each unit of time is given for a longer one, -1 for shorter.

    None for what is no known unit, as an event, or has other words beside it: `hour of delay`.
    """
    was, now = _each_time(old), _each_time(new)
    if was is None or now is None or was[0] != now[0]:
        return None
    if was[1:] == now[1:]:
        return 0
    return 1 if now[1] > was[2] else -1 if now[2] < was[1] else None


_DAY = 86_400
_UNITS = {  # in seconds, at least and at most
    ("second", "sekunde", "seconde"): (1, 1),
    ("minute", "min"): (60, 60),
    ("hour", "stunde", "heure", "h"): (3600, 3600),
    ("day", "tag", "jour"): (_DAY, _DAY),
    ("week", "woche", "semaine"): (7 * _DAY, 7 * _DAY),
    ("month", "monat", "mois"): (28 * _DAY, 31 * _DAY),
    ("quarter", "quartal", "trimestre"): (90 * _DAY, 92 * _DAY),
    ("year", "jahr", "année", "an"): (365 * _DAY, 366 * _DAY),
}
_LENGTHS = {word: length for words, length in _UNITS.items() for word in words}
_NUMBER = Pattern(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


def _each_time(text: str) -> tuple[str, Fraction, Fraction] | None:
    """Return a unit of time as the words beside it, and how long it is at least and at most."""
    rest: list[str] = []
    count, found = Fraction(1), None
    for word in text.lower().split():
        length = next((_LENGTHS[one] for one in _singulars(word) if one in _LENGTHS), None)
        if _NUMBER.fullmatch(word):
            count *= Fraction(word)
        elif length and found:
            return None
        elif length:
            found = length
            rest.append("…")
        else:
            rest.append(word)
    return (" ".join(rest), count * found[0], count * found[1]) if found else None


def _singulars(word: str) -> Iterator[str]:
    yield word
    for end in ("s", "n", "e", "en"):
        yield word.removesuffix(end)


def in_each(period: object, longer_one: object) -> Fraction | None:
    """Return how many calendar periods make a longer one; None where some lie across its end."""
    if not isinstance(period, Window) or not isinstance(longer_one, Window):
        return None
    if period.kind is not longer_one.kind or period.kind is not WindowKind.CALENDAR:
        return None
    months = [MONTHS_OF.get(one.unit, 0) for one in (period, longer_one)]
    if not all(months) or period.length or longer_one.length or months[1] % months[0]:
        return None
    return Fraction(months[1], months[0])
