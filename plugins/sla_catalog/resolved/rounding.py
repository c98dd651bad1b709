"""How measured values are rounded before they are compared, as a metric says it."""

from __future__ import annotations

import re

from sla_catalog.calculation.credits import RoundingDirection, RoundingRule
from sla_catalog.model.measurement import RoundingMode as WrittenMode
from sla_catalog.model.metrics import Metric

_MODES = {
    WrittenMode.DOWN: RoundingDirection.DOWN,
    WrittenMode.UP: RoundingDirection.UP,
    WrittenMode.HALF_UP: RoundingDirection.HALF_UP,
}


def roundings(metric: Metric, unit: str) -> tuple[RoundingRule | None, RoundingRule | None, bool]:
    """Return the rounding of values, that of downtimes, and whether what is written is read."""
    stated = metric.rounding
    if stated is None:
        return None, None, True
    mode = _MODES[stated.mode]
    if stated.digits is not None:
        if not re.fullmatch(r"[0-9]", stated.digits):
            return None, None, False
        return RoundingRule(int(stated.digits), mode), None, True
    seconds = stated.unit.seconds if stated.unit else None
    if not seconds:
        return None, None, False
    rounding = RoundingRule(0, mode, seconds)
    if unit == "elapsed time":
        return rounding, None, True
    return (None, rounding, True) if unit == "%" else (None, None, False)
