"""How many steps a cap counts: 60 days are 60 of a credit for each day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from sla_catalog.model.quantities import ElapsedTime, PlainQuantity, Quantity, TimeUnit
from sla_catalog.model.remedies import SERVICE, PartialStep, Tier
from sla_catalog.resolved.fees import speaks_of_fees


def steps_counted(
    most: Quantity, of: str | None, per: str | None, each: Quantity | None, base: object
) -> Fraction | None:
    """Return how many steps a cap counts: 60 days for a credit per day, 5 visits for each visit.

    A length `of` the base or of a fee is an amount of service, and counts no steps.
    """
    if isinstance(most, ElapsedTime) and of and is_of_service(of, base):
        return None
    if isinstance(each, ElapsedTime) and isinstance(most, ElapsedTime):
        return _quotient(most, each)
    words = set(_words(per or ""))
    if isinstance(most, PlainQuantity):
        unit = set(_words(most.unit))
        if isinstance(each, PlainQuantity) and each.number and unit == set(_words(each.unit)):
            return Fraction(most.number) / Fraction(each.number)
        return Fraction(most.number) if unit and unit <= words else None
    if not isinstance(most, ElapsedTime):
        return None
    units = [unit for unit in TimeUnit if _UNIT_WORDS.get(unit, unit.value[:-1]) in words]
    return _quotient(most, ElapsedTime(Decimal(1), units[0])) if units else None


_UNIT_WORDS = {TimeUnit.MINUTE: "minute", TimeUnit.HOUR: "hour", TimeUnit.SECOND: "second"}


def _quotient(most: ElapsedTime, each: ElapsedTime) -> Fraction | None:
    if most.seconds is not None and each.seconds:
        return most.seconds / each.seconds
    if most.months is not None and each.months:
        return most.months / each.months
    return None


def _words(text: str) -> Iterator[str]:
    """Yield the words of a unit in the singular."""
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        yield word[:-1] if len(word) > 3 and word.endswith("s") else word


def whole_steps(counted: Fraction, tier: Tier) -> Fraction:
    """Return how many steps are given for what is counted; the first is due as soon as it begins.

    Without a word on parts of a step they stay parts.
    """
    match tier.part:
        case PartialStep.COUNTS:
            steps = ceil(counted)
        case PartialStep.DOES_NOT_COUNT:
            steps = floor(counted)
        case _:
            return counted
    return Fraction(max(steps, 1) if tier.first and counted else steps)


def is_of_service(of: str, base: object) -> bool:
    """Tell whether a length of something is an amount of service, and no time that counts steps."""
    return of in {SERVICE, base} or speaks_of_fees(of)
