"""The bands of a credit schedule as its tiers are written, and in which forms each gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sla_catalog.calculation.bands import (
    NOT_NEGATIVE,
    PERCENT,
    Band,
    Combination,
    Goal,
    Interval,
    Steps,
    closed,
)
from sla_catalog.model.credit_amounts import Bound, CreditAmount
from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import PartialStep, Tier
from sla_catalog.resolved.credits import CreditForm, ResolvedCredit, form_of, number_of
from sla_catalog.resolved.measured import number_in_unit

BandForms = tuple[CreditForm, CreditForm]  # of the first step, and of all else

_ANY = Interval(None, False, None, False)


def bands_of(
    credit: ResolvedCredit, tiers: Sequence[tuple[int, Tier]], goal: Goal
) -> tuple[Band, ...] | None:
    """Make the bands of a schedule; None where it cannot be read as one.

    Steps of which it is not said whether a part counts are two readings, and not read.
    """
    flat = credit.record.credit
    if flat is not None:
        if goal.target is None:
            return None
        amount = number_of(flat) if isinstance(flat, CreditAmount) else Fraction(0)
        edge, reaches = goal.target, not goal.is_kept_at_target
        if goal.higher_is_worse:
            return (Band(edge, reaches, None, False, amount),)
        return (Band(None, False, edge, reaches, amount),)
    if not tiers:
        return None
    bands = []
    for _, tier in tiers:
        band = _band(tier, goal)
        if band is None:
            return None
        bands.append(band)
    return tuple(bands)


def ended(bands: tuple[Band, ...], credit: ResolvedCredit, goal: Goal) -> tuple[Band, ...]:
    """Let each band without a worse end reach to the next one, where they do not add up."""
    is_sum = credit.combination is Combination.ADD
    return bands if is_sum else closed(bands, goal.higher_is_worse)


def _band(tier: Tier, goal: Goal) -> Band | None:
    lower, upper = tier.from_ or tier.above, tier.to or tier.below
    ends = [_end(edge, goal) for edge in (lower, upper)]
    steps = None
    if tier.each is not None:
        counted = lower if goal.higher_is_worse else upper
        size = number_in_unit(tier.each)
        if tier.part is None or not size or counted is None:
            return None
        first = number_of(tier.first) if tier.first else None
        steps = Steps(size, tier.part is PartialStep.COUNTS, first)
    given = tier.credit
    amount = number_of(given) if isinstance(given, CreditAmount) else Fraction(0)
    if isinstance(given, Absence) and steps:
        return None
    return Band(ends[0], tier.from_ is not None, ends[1], tier.to is not None, amount, steps)


def _end(edge: Bound | None, goal: Goal) -> Decimal | Fraction | None:
    if edge is None:
        return None
    return goal.target if edge.amount is None else number_in_unit(edge.amount)


def scale_of(unit: str, bands: Sequence[Band]) -> Interval:
    """Return the values that can be measured at all in a unit."""
    ends = [end for band in bands for end in (band.lower, band.upper) if end is not None]
    if unit == "%" and max(ends, default=Decimal(0)) <= 100:
        return PERCENT
    return NOT_NEGATIVE if unit in _NEVER_BELOW_ZERO else _ANY


_NEVER_BELOW_ZERO = {"%", "elapsed time", "elapsed months", "business hours", "business days"}


def forms_of(credit: ResolvedCredit, tiers: Sequence[tuple[int, Tier]]) -> tuple[BandForms, ...]:
    """Return in which forms each band gives; an absent credit is nothing, in the form of others."""
    found = [[_form(tier.first, credit), _form(tier.credit, credit)] for _, tier in tiers]
    found = found or [[None, _form(credit.record.credit, credit)]]
    default = next((form for pair in found for form in pair if form), None)
    if default is None:
        return ()
    return tuple((first or then or default, then or default) for first, then in found)


def _form(one: CreditAmount | Absence | None, credit: ResolvedCredit) -> CreditForm | None:
    return form_of(one, credit.base) if isinstance(one, CreditAmount) else None


def in_form(form: CreditForm, band: Band, forms: BandForms) -> Band:
    """Return a band with what it gives in one form; of all else it gives nothing."""
    first, further = forms
    steps = band.steps
    if steps is not None and first != further:
        steps = replace(steps, first=steps.first if first == form else Fraction(0))
    return replace(band, credit=band.credit if further == form else Fraction(0), steps=steps)
