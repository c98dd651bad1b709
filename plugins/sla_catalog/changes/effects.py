"""What another value comes to, where that follows from the two values alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sla_catalog.calculation.duration_format import format_days, format_duration
from sla_catalog.calculation.localtime import minutes_ahead
from sla_catalog.changes.change import Effect
from sla_catalog.changes.values import number_of
from sla_catalog.model.fields import Record
from sla_catalog.model.intervals import Frequency
from sla_catalog.model.quantities import (
    ElapsedTime,
    Money,
    Percentage,
    PlainQuantity,
    TimeUnit,
    WorkingTime,
    as_decimal,
    plain,
)

_A_YEAR = 366
_Amount = ElapsedTime | WorkingTime | Money | PlainQuantity


def amount_effect(old: Any, new: Any) -> Effect | None:
    """Return how much more or less an amount is; None for what is no amount, or another one."""
    before, after = (one.every if isinstance(one, Frequency) else one for one in (old, new))
    was, now = number_of(before), number_of(after)
    if was is None or now is None or was[0] != now[0] or was[1] == now[1]:
        return None
    gap = now[1] - was[1]
    if isinstance(before, date):
        return Effect(f"{format_days(abs(int(gap)))} {'later' if gap > 0 else 'earlier'}")
    word = "more" if gap > 0 else "less"
    factor = now[1] / was[1] if was[1] > 0 else None
    amount = _gap(before, after, gap)
    if not amount:
        return None
    return Effect(f"{amount} {word}", factor=factor)


def outages_effect(record: type[Record], name: str, old: Any, new: Any) -> Effect | None:
    """Say which outages stop counting, or count now, by the shortest one that counts."""
    if (record.__name__, name) != ("Outage", "after"):
        return None
    seconds = [_shortest(one) for one in (old, new)]
    if seconds[0] is None or seconds[1] is None or seconds[0] == seconds[1]:
        return None
    is_coarser = seconds[1] > seconds[0]
    least, most = (old, new) if is_coarser else (new, old)
    span = f"of less than {most}" if least is None else f"of {least} to less than {most}"
    return Effect(f"outages {span} {'no longer count' if is_coarser else 'count now'}")


def _shortest(outage: Any) -> Fraction | None:
    """Return how long an outage lasts at least that counts: all do where nothing is said."""
    if outage is None:
        return Fraction(0)
    return outage.seconds if isinstance(outage, ElapsedTime) else None


def _gap(old: Any, new: Any, gap: Fraction) -> str:
    if isinstance(old, Percentage) and isinstance(new, Percentage):
        return f"{plain(as_decimal(abs(gap)))} points"
    if isinstance(old, ElapsedTime) and isinstance(new, ElapsedTime) and old.unit != new.unit:
        return format_duration(abs(gap)) if old.seconds is not None else ""
    if isinstance(old, _Amount) and type(old) is type(new):
        is_same = getattr(old, "unit", "") == getattr(new, "unit", "")
        return str(replace(old, number=abs(new.number - old.number))) if is_same else ""
    return ""


def amount_gap(old: Any, new: Any) -> str:
    """Return the difference of two lengths in milliseconds, if both are written so; else nothing.

    Minutes, hours and days are told in the form of all lengths.
    """
    units = {getattr(one, "unit", None) for one in (old, new)}
    return _gap(old, new, Fraction(0)) if units == {TimeUnit.MILLISECOND} else ""


def zone_effect(old: str, new: str, today: date, *, of_days: bool = False) -> Effect | None:
    """Return how much sooner or later the hours of a day are in another time zone.

    Where no hours are left as they were written, it is said `of_days`.
    """
    shifts = sorted(minutes_ahead(old, new, today, _A_YEAR), key=abs)
    if not shifts or 0 in shifts:
        return None
    by_word: dict[str, list[str]] = {}
    for one in shifts:
        length = format_duration(Fraction(60 * abs(one)))
        by_word.setdefault("later" if one > 0 else "sooner", []).append(length)
    told = " or ".join(f"{_lengths(found)} {word}" for word, found in by_word.items())
    if of_days:
        return Effect(f"by the clocks of {old} days begin and end {told}")
    return Effect(f"by the clocks of {old} the same hours are {told}")


def _lengths(texts: Sequence[str]) -> str:
    """Return lengths of time in words; of more than two the least and the most."""
    if len(texts) < 3:
        return " or ".join(texts)
    least, most = (text.split() for text in (texts[0], texts[-1]))
    has_one_unit = len(least) == len(most) == 2 and least[1] == most[1]
    return f"{least[0] if has_one_unit else texts[0]} to {texts[-1]}"


def times_as_long(factor: Fraction) -> str:
    """Say how many times as long something is; nothing of it where it is shorter."""
    return f", {_multiple(as_decimal(factor, 1))} as long" if factor > 1 else ""


def times_as_much(factor: Fraction | None) -> str:
    """Say how many times as much something is, or which part of it."""
    if factor is None or factor == 1 or not factor:
        return ""
    if factor > 1:
        return f", {_multiple(as_decimal(factor, 1))} as much"
    part = _PARTS.get(1 / factor)
    return f", {part} of it" if part else f", {plain(as_decimal(factor, 2))} times as much"


def _multiple(number: Decimal) -> str:
    return "twice" if number == 2 else f"{plain(number)} times"


_PARTS: Mapping[Fraction, str] = {
    Fraction(2): "half",
    Fraction(3): "a third",
    Fraction(4): "a quarter",
    Fraction(5): "a fifth",
    Fraction(10): "a tenth",
}
