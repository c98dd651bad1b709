"""The period over which a promise is measured, before and after."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.downtime import Budget, lengths
from sla_catalog.calculation.duration_format import format_basis, format_duration
from sla_catalog.changes.change import ChangeDirection, Effect
from sla_catalog.changes.difference import Difference
from sla_catalog.changes.periods import IN_TIME, longer
from sla_catalog.changes.values import canonical, shown, signed
from sla_catalog.model.calendars import KINDS_BY_UNIT, MONTHS_OF, Window, WindowKind
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
    kind, customer = _judged(after, old, new)
    effect = _longest_outage(before, after)
    if customer is ChangeDirection.MIXED:
        effect = with_reason(effect, old, new)
    return Difference("window", kind, customer, *texts, *values, effect)


def with_reason(effect: Effect | None, old: object, new: object) -> Effect | None:
    """Add to an effect why nobody can order two periods, where both are periods of time."""
    if not isinstance(old, Window) or not isinstance(new, Window):
        return effect
    kinds = {old.kind, new.kind}
    if not kinds <= IN_TIME or len(kinds) == 1:
        return effect
    reason = "rolling periods begin at any moment"
    if WindowKind.ROLLING not in kinds:
        reason = "the periods begin on other days"
    text = f"{reason}, so that each can be kept where the other is not"
    return replace(effect, text=f"{effect.text}; {text}") if effect else Effect(text)


def _longest_outage(before: Promise, after: Promise) -> Effect | None:
    """Say how long an outage may be, and in what, where the promise is a share of time."""
    budgets = before.allowed_downtime, after.allowed_downtime
    if budgets[0] is None or budgets[1] is None:
        return None
    was, now = budgets[0].headline, budgets[1].headline
    kinds = {one.window.kind for one in (before, after) if one.window is not None}
    is_crossed = len(kinds) > 1 and WindowKind.ROLLING in kinds
    texts = [
        _outage(one, budget, is_crossed=is_crossed)
        for one, budget in zip((before, after), budgets, strict=True)
        if budget is not None
    ]
    said = f" stays {texts[0]}" if texts[0] == texts[1] else f": {texts[0]}, now {texts[1]}"
    text = f"longest outage within the promise{said}{_changed_beside(before, after)}"
    return Effect(text, now - was, factor=now / was if was else None)


def _outage(promise: Promise, budget: Budget, *, is_crossed: bool) -> str:
    """Return a length; twice as long may be what crosses the end of a period that does not roll."""
    text = f"{format_duration(budget.headline)} in {format_basis(budget.basis)}"
    if not is_crossed or promise.window is None or promise.window.kind is WindowKind.ROLLING:
        return text
    return f"{text} or, across the end of a period, {format_duration(2 * budget.headline)}"


def _changed_beside(before: Promise, after: Promise) -> str:
    """Name what makes an outage longer or shorter beside the period, if it changed as well."""
    found = [
        name
        for name, is_kept in (
            ("the target", canonical(before.value) == canonical(after.value)),
            ("the hours that count", before.measured == after.measured),
        )
        if not is_kept
    ]
    return f"; {' and '.join(found)} changed too" if found else ""


def _judged(
    promise: Promise, old: Window | None, new: Window | None
) -> tuple[str, ChangeDirection]:
    """Return what another period means for a promise of this kind.

    The same share over a longer period lets one outage be longer. The same sum over a longer
    period is less of it, which is stricter for what shall be low.
    """
    name = promise.kind.id if promise.kind else ""
    if isinstance(promise.value, PlainQuantity) and name not in _AVERAGED | _SUMS:
        return _MIXED
    if name in _MOST_OF_ANY:
        return _MIXED
    if name in _SUMS and promise.direction is Better.LOWER:
        sign = longer(old, new)
        return "window-type-changed", signed(sign) if sign else ChangeDirection.MIXED
    return _of_share(old, new)


_MIXED = "window-type-changed", ChangeDirection.MIXED
_SUMS = frozenset({"downtime", "volume"})
_AVERAGED = frozenset({"throughput", "capacity", "satisfaction"})
_MOST_OF_ANY = frozenset({"longest_outage"})


def _of_share(old: Window | None, new: Window | None) -> tuple[str, ChangeDirection]:
    lengths_of = [lengths(one) if one else None for one in (old, new)]
    if old is None or new is None or lengths_of[0] is None or lengths_of[1] is None:
        return _MIXED
    was, now = lengths_of[0], lengths_of[1]
    if old.kind is new.kind:
        if now.shortest > was.longest:
            return "window-lengthened", ChangeDirection.WORSE
        if now.longest < was.shortest:
            return "window-shortened", ChangeDirection.BETTER
        return _MIXED
    for sign, rolling, whole in ((1, old, new), (-1, new, old)):
        count = _in_whole(rolling, whole)
        if count is not None:
            kind = "window-type-changed" if count == 1 else _LONGER[sign]
            return kind, ChangeDirection.WORSE if sign > 0 else ChangeDirection.BETTER
    return _MIXED


_LONGER = {1: "window-lengthened", -1: "window-shortened"}


def _in_whole(rolling: Window, whole: Window) -> int | None:
    """Return how many periods of a rolling window make one that is named; None where none do.

    Who keeps a share in each rolling period keeps it in what is made of them.
    """
    length = rolling.length
    if rolling.kind is not WindowKind.ROLLING or length is None or whole.kind not in KINDS_BY_UNIT:
        return None
    days = lengths(whole)
    sizes = (length.months, Fraction(MONTHS_OF.get(whole.unit, 0)))
    if not length.months:
        is_fixed = days is not None and days.shortest == days.longest
        sizes = (length.seconds, days.shortest if days and is_fixed else Fraction(0))
    if not sizes[0] or not sizes[1] or sizes[1] % sizes[0]:
        return None
    return int(sizes[1] / sizes[0])
