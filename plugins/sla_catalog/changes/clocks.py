"""Times before and after that run in different clocks: which is longer, whenever they begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sla_catalog.calculation.duration_format import format_duration
from sla_catalog.calculation.length_bounds import Length
from sla_catalog.calculation.outlasting import (
    Timed,
    TimeGap,
    gap_between,
    gap_of_months,
    is_of_business,
    outlasting,
)
from sla_catalog.calculation.worktime import WorkingCalendar, worst_moment
from sla_catalog.changes.change import ChangeDirection, Effect
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.model.calendars import DAYS, Hours
from sla_catalog.model.intervals import Frequency
from sla_catalog.model.metric_types import BetterDirection as Better
from sla_catalog.model.quantities import ElapsedTime, WorkingTime
from sla_catalog.model.targets import Deadline
from sla_catalog.resolved.hours import spelt_out
from sla_catalog.resolved.lasting import length_of
from sla_catalog.resolved.promise_values import Promise

_WEEK = 7 * 24 * 60 * 60  # seconds
_LENGTHS = (ElapsedTime, WorkingTime, Deadline)
Judged = tuple[str, ChangeDirection, Effect | None]


def are_of_other_clocks(before: Promise, after: Promise) -> bool:
    """Tell whether two times run in different clocks, or in units of one clock that do not fit."""
    sides = length_of(before), length_of(after)
    return sides[0] is not None and sides[1] is not None and _clock(sides[0]) != _clock(sides[1])


def of_other_clocks(before: Promise, after: Promise, worse: str) -> Judged | None:
    """Judge a time that runs in another clock now; `worse` is the kind of one that is longer.

    None where nobody can tell: hours are not stated.
    """
    sides = length_of(before), length_of(after)
    if sides[0] is None or sides[1] is None or after.direction is None:
        return None
    times = Timed(sides[0], before.working), Timed(sides[1], after.working)
    sign, effect = outlasting(*times), _effect((before, after), gap_between(*times))
    if sign == 0:
        return "value-respelled", ChangeDirection.SAME, None
    of_clock = _kind_of_clock(sides[0], sides[1])
    if sign is None:
        kind = of_clock or "term-reworded"
        if effect:
            return kind, ChangeDirection.MIXED, effect
        effect = _without_hours(times, ("later", "sooner"))
        return ("term-reworded", ChangeDirection.UNKNOWN, effect) if effect else None
    is_better = (sign > 0) == (after.direction is Better.HIGHER)
    customer = ChangeDirection.BETTER if is_better else ChangeDirection.WORSE
    if of_clock and KINDS[of_clock].direction is customer:
        return of_clock, customer, effect
    return KINDS[worse].mirror if is_better else worse, customer, effect


def lasting_longer(pair: AgreementPair, old: Any, new: Any) -> int | None:
    """Return 1 where a time beside the metrics lasts longer than before, -1 where it is shorter.

    None for what is no time, and where it depends on when it begins.
    """
    was, now = (one.every if isinstance(one, Frequency) else one for one in (old, new))
    if not isinstance(was, _LENGTHS) or not isinstance(now, _LENGTHS):
        return None
    return outlasting(
        Timed(was, _business_hours(pair.before)), Timed(now, _business_hours(pair.after))
    )


def length_effect(pair: AgreementPair, old: Any, new: Any, words: tuple[str, str]) -> Effect | None:
    """Say by how much a time beside the metrics is more or less in another clock, in two words."""
    was, now = (one.every if isinstance(one, Frequency) else one for one in (old, new))
    if not isinstance(was, _LENGTHS) or not isinstance(now, _LENGTHS):
        return None
    times = Timed(was, _business_hours(pair.before)), Timed(now, _business_hours(pair.after))
    gap = gap_between(*times) or gap_of_months(*times)
    if gap is not None:
        text = spread(gap, words)
        return Effect(text) if text else None
    return _without_hours(times, words) if outlasting(*times) is None else None


def _without_hours(times: tuple[Timed, Timed], words: tuple[str, str]) -> Effect | None:
    """Say why nobody can tell by how much a time is more or less, where that is for its hours."""
    if not any(is_of_business(one.length) and one.calendar is None for one in times):
        return None
    return Effect(f"{words[0]} or {words[1]}: business hours are not known")


def _business_hours(version: Version) -> WorkingCalendar | None:
    """Return the hours that an agreement has for all its cases: of support, else of the service."""
    agreement = version.agreement
    if agreement is None:
        return None
    for hours in (getattr(agreement.support, "hours", None), agreement.service_hours):
        if isinstance(hours, Hours):
            return spelt_out(hours, agreement, version.catalog)
    return None


def _clock(length: Length) -> object:
    match length:
        case ElapsedTime():
            return ElapsedTime
        case WorkingTime(unit=unit):
            return unit
        case Deadline(business=business):
            return Deadline, business


def _kind_of_clock(before: Length, after: Length) -> str:
    """Return the kind of a time that stopped or began to run all the time."""
    if isinstance(before, ElapsedTime):
        return "clock-narrowed"
    return "clock-widened" if isinstance(after, ElapsedTime) else ""


def _effect(sides: tuple[Promise, Promise], gap: TimeGap | None) -> Effect | None:
    waits = [_longest_wait(one) for one in sides]
    found: Effect | None = None
    if waits[0] is not None and waits[1] is not None:
        is_kept = sides[1].direction is Better.HIGHER
        word = "longest" if is_kept else "longest wait"
        text = f"{word} {format_duration(waits[0])}, now {format_duration(waits[1])}"
        factor = waits[1] / waits[0] if waits[0] else None
        found = Effect(text, waits[1] - waits[0], basis="the worst moment to ask", factor=factor)
    example = _example(*sides)
    if found and example:
        found = replace(found, text=f"{found.text}; {example}")
    if gap is None or (found and gap.sign is not None):
        return found
    text = spread(gap, ("later", "sooner"))
    return replace(found, text=f"{found.text}; {text}") if found else Effect(text)


def _example(before: Promise, after: Promise) -> str:
    """Say for the worst moment of a week without holidays when a time was over, and is now."""
    for side, other in ((before, after), (after, before)):
        if not isinstance(side.value, WorkingTime) or not isinstance(other.value, ElapsedTime):
            continue
        worst = worst_moment(side.value, side.working) if side.working else None
        if worst is None or other.value.seconds is None:
            return ""
        if other.value.seconds >= _WEEK:
            return ""
        start, end = worst
        passed = start + timedelta(microseconds=int(other.value.seconds * 1_000_000))
        was, now = (end, passed) if side is before else (passed, end)
        return f"begun {_moment(start)}, over {_moment(was)}, now {_moment(now)}"
    return ""


def _moment(at: datetime) -> str:
    return f"{DAYS[at.weekday()]} {at:%H:%M}"


def spread(gap: TimeGap, words: tuple[str, str]) -> str:
    """Say by how much at most a time is more or less, in two words."""
    ends = zip((gap.most, -gap.least), words, strict=True)
    told = [f"up to {format_duration(length)} {word}" for length, word in ends if length > 0]
    return " or ".join(told)


def _longest_wait(promise: Promise) -> Fraction | None:
    if isinstance(promise.value, ElapsedTime):
        return promise.value.seconds
    return promise.longest_wait or None
