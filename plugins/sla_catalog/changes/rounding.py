"""Another rounding of measured values: which values keep a promise with it that did not before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.duration_format import format_basis, format_duration
from sla_catalog.changes.change import Action, Change, ChangeDirection, ChangeSide, Effect
from sla_catalog.changes.values import signed
from sla_catalog.model.metric_types import BetterDirection as Better
from sla_catalog.model.quantities import ElapsedTime, Percentage, PlainQuantity, as_decimal, plain
from sla_catalog.resolved.promise_values import Promise

Cell = tuple[Promise | None, Promise | None]


def with_rounding(changes: Iterable[Change], cells: Iterable[Cell]) -> Iterator[Change]:
    """Yield changes of a metric; those of its rounding are one and say what it does to promises."""
    rounding: list[Change] = []
    for change in changes:
        if ".rounding" in change.path:
            rounding.append(change)
        else:
            yield change
    pairs = [(one, other) for one, other in cells if one and other]
    signs = {_stricter(one, other) for one, other in pairs}
    if not rounding or not signs or None in signs:
        yield from rounding
        return
    known = {sign for sign in signs if sign}
    customer = ChangeDirection.MIXED if len(known) > 1 else signed(sum(known))
    told = next((pair for pair in pairs if _stricter(*pair)), None)
    effect = _effect(*told) if told and len(known) == 1 else None
    yield replace(_as_a_whole(rounding), customer=customer, effect=effect)


def _as_a_whole(changes: Sequence[Change]) -> Change:
    """Return changes of the parts of a rounding as one, since they are judged together."""
    if len(changes) == 1:
        return changes[0]
    first = changes[0]
    names = [one.what.rpartition(": ")[2] for one in changes]
    return replace(
        first,
        path=first.path.rpartition(".")[0],
        what=first.what.rpartition(": ")[0],
        action=Action.CHANGED,
        before=_side_of(names, [one.before for one in changes]),
        after=_side_of(names, [one.after for one in changes]),
    )


def _side_of(names: Sequence[str], sides: Sequence[ChangeSide | None]) -> ChangeSide | None:
    stated = [(name, side) for name, side in zip(names, sides, strict=True) if side]
    if not stated:
        return None
    text = "; ".join(f"{name}: {side.text}" for name, side in stated)
    value = "; ".join(f"{name}: {side.value}" for name, side in stated)
    return replace(stated[0][1], text=text, value=value)


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
