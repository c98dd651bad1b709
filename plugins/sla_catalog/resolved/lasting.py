"""Times of two promises in different clocks: which one surely lasts longer."""

from __future__ import annotations

from functools import lru_cache

from sla_catalog.calculation.length_bounds import Length
from sla_catalog.calculation.outlasting import Timed, always_outlasts
from sla_catalog.model.metric_types import BetterDirection
from sla_catalog.model.quantities import ElapsedTime, WorkingTime
from sla_catalog.model.targets import Deadline, Range
from sla_catalog.resolved.promise_values import Promise


def length_of(promise: Promise) -> Length | None:
    """Return the time that a promise names, of two the one that binds."""
    value = promise.value
    if isinstance(value, Range):
        value = value.low if promise.direction is BetterDirection.HIGHER else value.high
    return value if isinstance(value, ElapsedTime | WorkingTime | Deadline) else None


def outlasts(one: Promise, other: Promise) -> bool:
    """Tell whether a time never ends before another that begins with it, and at times later.

    Each runs in the hours of its promise. False where that depends on when they begin, or on hours
    that nobody states.
    """
    lengths = length_of(one), length_of(other)
    if lengths[0] is None or lengths[1] is None:
        return False
    return _is_longer(Timed(lengths[0], one.working), Timed(lengths[1], other.working))


@lru_cache(1024)
def _is_longer(one: Timed, other: Timed) -> bool:
    return always_outlasts(one, other)
