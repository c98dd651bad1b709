"""Another rounding of measured values: which values keep a promise with it that did not before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.duration_format import format_basis, format_duration
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.values import signed
from sla_catalog.model.metric_types import BetterDirection as Better
from sla_catalog.model.quantities import ElapsedTime, Percentage, PlainQuantity, as_decimal, plain
from sla_catalog.resolved.promise_values import Promise

Cell = tuple[Promise | None, Promise | None]


def with_rounding(changes: Iterable[Change], cells: Iterable[Cell]) -> Iterator[Change]:
    """Yield changes of a metric; one of its rounding says what that does to promises."""
    pairs = [(one, other) for one, other in cells if one and other]
    for change in changes:
        if ".rounding" not in change.path:
            yield change
            continue
        signs = {_stricter(one, other) for one, other in pairs}
        if not signs or None in signs:
            yield change
            continue
        known = {sign for sign in signs if sign}
        customer = ChangeDirection.MIXED if len(known) > 1 else signed(sum(known))
        told = next((pair for pair in pairs if _stricter(*pair)), None)
        effect = _effect(*told) if told and len(known) == 1 else None
        yield replace(change, customer=customer, effect=effect)


def _stricter(before: Promise, after: Promise) -> int | None:
    """Return 1 where fewer values keep a promise than with the former rounding, -1 for more."""
    was = _with_former_rounding(before, after)
    budgets = was.allowed_downtime, after.allowed_downtime
    if budgets[0] is not None and budgets[1] is not None:
        old, new = ((one.headline, one.is_reached) for one in (budgets[0], budgets[1]))
        return (new < old) - (new > old)
    if not isinstance(after.value, Percentage | ElapsedTime | PlainQuantity):
        return None
    ends = was.exact_end(after.value), after.exact_end(after.value)
    match after.direction:
        case Better.HIGHER:
            keys = [(end, not reaches) for end, reaches in ends]
        case Better.LOWER:
            keys = [(-end, not reaches) for end, reaches in ends]
        case _:
            return None
    return (keys[1] > keys[0]) - (keys[1] < keys[0])


def _with_former_rounding(before: Promise, after: Promise) -> Promise:
    metric = after.metric.model_copy(update={"rounding": before.metric.rounding})
    return replace(after, metric=metric)


def _effect(before: Promise, after: Promise) -> Effect | None:
    was = _with_former_rounding(before, after)
    budgets = was.allowed_downtime, after.allowed_downtime
    if budgets[0] is not None and budgets[1] is not None:
        added = budgets[1].headline - budgets[0].headline
        if not added:
            return None
        word = "more" if added > 0 else "less"
        span = format_basis(budgets[1].basis)
        text = f"{format_duration(abs(added))} {word} downtime in {span}"
        return Effect(text, added, str(after.window), span)
    if not isinstance(after.value, Percentage | PlainQuantity):
        return None
    ends = (was.exact_end(after.value)[0], after.exact_end(after.value)[0])
    unit = str(after.value).removeprefix(str(after.value).split()[0])
    told = [f"{_plain(end)}{unit}" for end in ends]
    if ends[0] == ends[1]:
        return None
    word = "up to" if after.direction is Better.LOWER else "from"
    return Effect(f"kept {word} {told[0]}, now {word} {told[1]}")


def _plain(number: Fraction) -> str:
    return plain(as_decimal(number))
