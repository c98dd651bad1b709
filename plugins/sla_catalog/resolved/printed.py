"""Amounts of downtime that a source prints, beside what its targets allow."""

from __future__ import annotations

from sla_catalog.calculation.downtime import Budget
from sla_catalog.calculation.printed import Fit, fit
from sla_catalog.model.calendars import Window
from sla_catalog.model.quantities import ElapsedTime, Percentage
from sla_catalog.resolved.promise_values import Promise


def allowed_in(promise: Promise, window: Window | None) -> Budget | None:
    """Return what a target allows in another window, where it allows any downtime in its own."""
    if promise.allowed_downtime is None:
        return None
    return promise.allowed_downtime_in(window) if window else promise.allowed_downtime


def fit_of(printed: ElapsedTime, promise: Promise, basis: Window | None) -> Fit | None:
    """Return on which basis a printed amount is right for a target as it is written, if on any."""
    window = basis or promise.window
    if not isinstance(promise.value, Percentage) or promise.measured is None or window is None:
        return None
    return fit(printed, promise.value, window, promise.measured.hours)
