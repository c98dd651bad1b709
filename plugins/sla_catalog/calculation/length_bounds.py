"""The least and the most that a time takes by any calendar, or by the months of any years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from sla_catalog.calculation.downtime import MONTHS_UNTIL_DATES_REPEAT
from sla_catalog.model.quantities import ElapsedTime, WorkingTime, WorkingUnit
from sla_catalog.model.targets import Deadline

Length = ElapsedTime | WorkingTime | Deadline
UNIT_SECONDS = {WorkingUnit.MINUTE: 60, WorkingUnit.HOUR: 3600}
_DAY = 86400
_MONTHS_OF_A_CYCLE = 48
_DAYS_UNTIL_DATES_REPEAT = 146_097


def bounds(length: Length) -> tuple[Fraction, Fraction | None]:
    """Return the least and the most seconds that a time takes by any calendar."""
    match length:
        case ElapsedTime(seconds=Fraction() as seconds):
            return seconds, seconds
        case ElapsedTime(months=Fraction() as months):
            return _of_months(floor(months))[0], _of_months(ceil(months))[1]
        case WorkingTime(number=number, unit=unit) if unit in UNIT_SECONDS:
            return Fraction(number) * UNIT_SECONDS[unit], None
        case WorkingTime(number=number):
            return Fraction(max(0, ceil(number) - 1) * _DAY), None
        case _:
            return Fraction(0), None


@lru_cache(256)
def _of_months(number: int) -> tuple[Fraction, Fraction]:
    """Return the seconds of so many months that are the fewest, and those that are the most."""
    cycles, rest = divmod(number, MONTHS_UNTIL_DATES_REPEAT)
    firsts = [
        date(2001 + place // 12, place % 12 + 1, 1).toordinal()
        for place in range(_MONTHS_OF_A_CYCLE + rest)
    ]
    days = [firsts[place + rest] - firsts[place] for place in range(_MONTHS_OF_A_CYCLE)]
    whole = cycles * _DAYS_UNTIL_DATES_REPEAT
    return Fraction((whole + min(days)) * _DAY), Fraction((whole + max(days)) * _DAY)
