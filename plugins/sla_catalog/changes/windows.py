"""The period over which a promise is measured, before and after."""

from __future__ import annotations

from fractions import Fraction

from sla_catalog.calculation.downtime import lengths
from sla_catalog.calculation.duration_format import format_duration
from sla_catalog.changes.change import ChangeDirection, Effect
from sla_catalog.changes.difference import Difference
from sla_catalog.changes.values import canonical, shown
from sla_catalog.model.calendars import Window, WindowKind
from sla_catalog.model.metric_types import BetterDirection as Better
from sla_catalog.model.quantities import PlainQuantity
from sla_catalog.resolved.promise_values import Promise


def window_difference(before: Promise, after: Promise) -> Difference | None:
    """Return what two promises differ in by the period over which they are measured."""
    old, new = before.window, after.window
    if canonical(old) == canonical(new):
        return None
    texts = (shown(old) or "not stated", shown(new) or "not stated")
    values = (canonical(old), canonical(new))
    kind, customer = _window_direction(old, new)
    if customer is not ChangeDirection.MIXED:
        kind, customer = _by_what_is_added_up(after, kind, customer)
    return Difference("window", kind, customer, *texts, *values, _longest_outage(before, after))


def _longest_outage(before: Promise, after: Promise) -> Effect | None:
    """Say how long an outage may be, where the promise is a share of time."""
    budgets = before.allowed_downtime, after.allowed_downtime
    if budgets[0] is None or budgets[1] is None:
        return None
    was, now = budgets[0].headline, budgets[1].headline
    kinds = {one.window.kind for one in (before, after) if one.window is not None}
    is_crossed = len(kinds) > 1 and WindowKind.ROLLING in kinds
    texts = [
        _outage(one, length, is_crossed=is_crossed) for one, length in ((before, was), (after, now))
    ]
    text = f"longest outage within the promise: {texts[0]}, now {texts[1]}"
    return Effect(text, now - was, factor=now / was if was else None)


def _outage(promise: Promise, length: Fraction, *, is_crossed: bool) -> str:
    """Return a length; twice as long may be what crosses the end of a period that does not roll."""
    text = format_duration(length)
    if not is_crossed or promise.window is None or promise.window.kind is WindowKind.ROLLING:
        return text
    return f"{text} or, across the end of a period, {format_duration(2 * length)}"


def _by_what_is_added_up(
    promise: Promise, kind: str, customer: ChangeDirection
) -> tuple[str, ChangeDirection]:
    """Return what another period means for a promise of this kind.

    The same share over a longer period lets one outage be longer. The same sum over a longer
    period is less of it, which is stricter for what shall be low.
    """
    name = promise.kind.id if promise.kind else ""
    if isinstance(promise.value, PlainQuantity) and name not in _AVERAGED | _SUMS:
        return "window-type-changed", ChangeDirection.MIXED
    if name in _MOST_OF_ANY:
        return "window-type-changed", ChangeDirection.MIXED
    if name in _SUMS and promise.direction is Better.LOWER:
        return "window-type-changed", customer.mirrored
    return kind, customer


_SUMS = frozenset({"downtime", "volume"})
_AVERAGED = frozenset({"throughput", "capacity", "satisfaction"})
_MOST_OF_ANY = frozenset({"longest_outage"})
_LAID_OUT = {
    WindowKind.BILLING: WindowKind.CALENDAR,
    WindowKind.FISCAL: WindowKind.CALENDAR,
    WindowKind.CONTRACT: WindowKind.CALENDAR,
}


def _window_direction(old: Window | None, new: Window | None) -> tuple[str, ChangeDirection]:
    mixed = "window-type-changed", ChangeDirection.MIXED
    lengths_of = [lengths(one) if one else None for one in (old, new)]
    if old is None or new is None or lengths_of[0] is None or lengths_of[1] is None:
        return mixed
    was, now = lengths_of[0], lengths_of[1]
    if old.kind is new.kind:
        if now.shortest > was.longest:
            return "window-lengthened", ChangeDirection.WORSE
        if now.longest < was.shortest:
            return "window-shortened", ChangeDirection.BETTER
        return mixed
    is_equal = was == now and was.shortest == was.longest
    if is_equal and {old.kind, new.kind} == {WindowKind.CALENDAR, WindowKind.ROLLING}:
        is_stricter = new.kind is WindowKind.ROLLING
        return (
            "window-type-changed",
            ChangeDirection.BETTER if is_stricter else ChangeDirection.WORSE,
        )
    return mixed
