"""Values in the form in which they are compared and shown, and which of two is better."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sla_catalog.changes.change import ChangeDirection
from sla_catalog.changes.tables import in_one_line
from sla_catalog.changes.triggers import sooner
from sla_catalog.model.calendars import DAYS, MINUTES_A_DAY, Hours, Ordinal, Recurrence
from sla_catalog.model.calendars import Window as Period
from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.fields import Absence, Polarity, Record
from sla_catalog.model.intervals import Frequency
from sla_catalog.model.metrics import Commitment, Metric
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import (
    ElapsedTime,
    Money,
    Percentage,
    PlainQuantity,
    WorkingTime,
    as_decimal,
    magnitude,
    plain,
    unit_of,
)
from sla_catalog.model.remedies import Mode
from sla_catalog.model.responsibilities import Strength
from sla_catalog.model.targets import Range, Share, Target
from sla_catalog.model.triggers import Trigger
from sla_catalog.resolved.cases import joined

_ORDERS: tuple[tuple[StrEnum, ...], ...] = (tuple(Commitment), tuple(Mode), tuple(Strength))


def shown(value: Any) -> str:
    """Return a value as people read it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Absence():
            return f"{value.kind}: {in_one_line(value.why)}"
        case Metric():
            return "; ".join(_of_metric(value))
        case Record():
            return _of_record(value)
        case tuple():
            return ", ".join(map(shown, value))
        case Mapping():
            return ", ".join(f"{key}: {shown(one)}" for key, one in value.items())
        case StrEnum():
            return value.replace("_", " ")
        case str():
            return in_one_line(value)
        case _:
            return " ".join(str(value).split())


def _of_record(record: Record) -> str:
    """Return a record by its text, where it has one, with what else it says."""
    said = {key: shown(one) for key, one in record.fields_said() if key != "id"}
    text = said.pop("text", "")
    rest = "; ".join(f"{key.replace('_', ' ')}: {one}" for key, one in said.items())
    if not text:
        return rest
    return f"{text} ({rest})" if rest else text


_OF_PROMISE = ("statistic", "compliance", "window", "measured_over", "hours", "commitment")


def _of_metric(metric: Metric) -> Iterator[str]:
    """Yield what a metric promises, case by case, and on what basis."""
    for cell in metric.promises:
        said = cell.target if cell.target is not None else cell.absence
        told = shown(said) if said is not None else f"as {cell.same_as}" if cell.same_as else ""
        yield ": ".join(filter(None, (shown(joined(metric.when, cell.when)), told)))
    yield from filter(None, (shown(getattr(metric, name)) for name in _OF_PROMISE))


def canonical(value: Any) -> str:
    """Return a text that is equal for values that mean the same, however they are written."""
    match value:
        case None:
            return ""
        case Absence():
            return f"{value.kind}:{canonical(value.why)}"
        case Record():
            return ";".join(f"{key}={canonical(one)}" for key, one in value.fields_said())
        case tuple():
            return "|".join(map(canonical, value))
        case Mapping():
            return ",".join(f"{key}={canonical(value[key])}" for key in sorted(value))
        case PlainQuantity():
            unit, number = _in_base_units(value)
            return f"{_exact(number)} {unit}".strip()
        case Percentage() | ElapsedTime() | WorkingTime() | Money():
            return f"{_exact(magnitude(value))} {unit_of(value)}".strip()
        case Target(operator=operator, value=amount):
            return f"{operator or ''} {canonical(amount)}".strip()
        case Range(low=low, high=high):
            return f"{canonical(low)} to {canonical(high)}"
        case Share(percentage=percentage, noun=noun):
            return f"{canonical(percentage)} of {noun}"
        case CreditAmount(amount=amount, times=times):
            return f"{canonical(times)} times" if times is not None else canonical(amount)
        case Hours() if not value.calendar:
            return week_text(value.minutes())
        case Period(length=length) if length is not None:
            return f"{value.kind} {canonical(length)}"
        case Recurrence(every=None, ordinal=ordinal, hours=hours):
            return f"{ordinal or ''} {canonical(hours)}".strip()
        case Recurrence(every=every) | Frequency(every=every) if every is not None:
            return canonical(every)
        case str():
            return " ".join(value.split())
        case _:
            return shown(value)


def _exact(number: Fraction) -> str:
    """Return a number in full, as a fraction where no decimal is exact."""
    decimal = as_decimal(number)
    return plain(decimal) if Fraction(decimal) == number else str(number)


@lru_cache(maxsize=256)
def week_text(minutes: frozenset[int]) -> str:
    """Return minutes of a week as stretches: `Mon 09:00-Mon 17:00, ...`."""
    if len(minutes) == 7 * MINUTES_A_DAY:
        return "24x7"
    starts = sorted(m for m in minutes if m - 1 not in minutes)
    ends = sorted(m + 1 for m in minutes if m + 1 not in minutes)
    return ", ".join(f"{_moment(a)}-{_moment(b)}" for a, b in zip(starts, ends, strict=True))


def _moment(minute: int) -> str:
    day, rest = divmod(minute % (7 * MINUTES_A_DAY), MINUTES_A_DAY)
    return f"{DAYS[day]} {rest // 60:02}:{rest % 60:02}"


def number_of(value: Any) -> tuple[str, Fraction] | None:
    """Return an amount as a number with its unit, None for what is no amount."""
    match value:
        case bool():
            return None
        case int():
            return "", Fraction(value)
        case date():
            return "day", Fraction(value.toordinal())
        case PlainQuantity():
            return _in_base_units(value)
        case Percentage() | ElapsedTime() | WorkingTime() | Money():
            return unit_of(value), magnitude(value)
        case Target(operator=None | Operator.AT_MOST | Operator.AT_LEAST, value=amount):
            return number_of(amount)
        case CreditAmount(amount=amount, times=times):
            found = number_of(times if times is not None else amount)
            return (f"times {found[0]}", found[1]) if found and times is not None else found
        case Share(percentage=percentage, noun=noun):
            return f"% of {noun}", Fraction(percentage.number)
        case Frequency(every=every) if every is not None:
            return number_of(every)
        case _:
            return None


_SECONDS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600,
            "d": 86400, "day": 86400}  # fmt: skip
_BYTES = re.compile(r"(?P<prefix>[kKMGTP]|[KMGTP]i)(?P<unit>B|bit)\b(?P<rest>.*)")


def _in_base_units(quantity: PlainQuantity) -> tuple[str, Fraction]:
    """Return an amount per second and in bytes where it is one per minute, or in gigabytes."""
    thing, slash, time = quantity.unit.partition("/")
    number = magnitude(quantity)
    if slash and time.strip() in _SECONDS:
        number /= _SECONDS[time.strip()]
        time = "s"
    match = _BYTES.fullmatch(thing.strip())
    if match:
        base = 1024 if match["prefix"].endswith("i") else 1000
        number *= base ** (1 + "kMGTP".index(match["prefix"][0].replace("K", "k")))
        thing = f"{match['unit']}{match['rest']}"
    return f"{thing.strip()}{slash}{time.strip()}", number


def ordered(before: Any, after: Any) -> int | None:
    """Return 1 where a value rose, -1 where it fell, 0 where it did not, None without an order."""
    old, new = number_of(before), number_of(after)
    if old is None or new is None or old[0] != new[0]:
        return None
    return (new[1] > old[1]) - (new[1] < old[1])


def direction(polarity: Polarity, before: Any, after: Any) -> ChangeDirection:
    """Return for whom a change of a value that is stated on both sides is better."""
    match polarity:
        case Polarity.LOWER if isinstance(before, Trigger) and isinstance(after, Trigger):
            earlier = sooner(before, after)
            return ChangeDirection.UNKNOWN if earlier is None else signed(earlier)
        case Polarity.HIGHER | Polarity.LOWER:
            sign = ordered(before, after)
            if sign is None:
                return ChangeDirection.UNKNOWN
            return signed(sign if polarity is Polarity.HIGHER else -sign)
        case Polarity.YES | Polarity.NO if isinstance(before, bool) and isinstance(after, bool):
            return signed((after - before) * (1 if polarity is Polarity.YES else -1))
        case Polarity.YES if not isinstance(before, bool):
            return ChangeDirection.SAME  # another address of the same
        case Polarity.ORDER:
            return _by_order(before, after)
        case Polarity.SUPERSET | Polarity.SUBSET:
            return _by_sets(before, after, 1 if polarity is Polarity.SUPERSET else -1)
        case Polarity.NEUTRAL:
            return ChangeDirection.SAME
        case _:
            return ChangeDirection.UNKNOWN


def is_unknown(value: Any) -> bool:
    """Tell whether a value is stated, but not here: in another document, or where nobody read."""
    return isinstance(value, Absence) and value.kind != "none"


def is_first(value: Any) -> bool:
    """Tell whether a value is the best one of its order."""
    return any(value is order[0] for order in _ORDERS)


def signed(sign: int) -> ChangeDirection:
    """Return the direction of what is better where its sign is 1, and worse where it is -1."""
    if not sign:
        return ChangeDirection.SAME
    return ChangeDirection.BETTER if sign > 0 else ChangeDirection.WORSE


def _by_order(before: Any, after: Any) -> ChangeDirection:
    for order in _ORDERS:
        if before in order and after in order:
            return signed(order.index(before) - order.index(after))
    return ChangeDirection.UNKNOWN


def _by_sets(before: Any, after: Any, sign: int) -> ChangeDirection:
    old, new = members(before), members(after)
    if old is None or new is None:
        return ChangeDirection.UNKNOWN
    if old == new:
        return ChangeDirection.SAME
    if old < new or old > new:
        return signed(sign if old < new else -sign)
    return ChangeDirection.MIXED


def members(value: Any) -> frozenset[Any] | None:
    """Return what a list or a week of hours is made of; None for what is no set."""
    match value:
        case Hours() if not value.calendar:
            return value.minutes()
        case Recurrence(hours=Hours() as hours, ordinal=ordinal):
            weeks = (ordinal,) if ordinal else tuple(Ordinal)
            return frozenset((week, minute) for week in weeks for minute in hours.minutes())
        case tuple():
            return frozenset(map(canonical, value))
        case _:
            return None
