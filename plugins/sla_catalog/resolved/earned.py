"""What a credit gives for a measured value: an amount for each form in which its tiers give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from sla_catalog.calculation.bands import Band, Combination, credit_at
from sla_catalog.calculation.credits import Billing
from sla_catalog.frozen import dataclass
from sla_catalog.resolved.credits import CreditForm, Sum
from sla_catalog.resolved.schedules import CreditCase


@dataclass(frozen=True, slots=True)
class Earned:
    """What a value earns, by form, and the tier that decides; None where several add up."""

    sums: tuple[Sum, ...]
    band: Band | None


def earned_at(case: CreditCase, measured: Fraction, billing: Billing | None) -> Earned | None:
    """Return what a measured value earns; no sums where it earns nothing.

    Of tiers that hold it and give in several forms the one counts that is worth more. None where
    that is not known, as without a fee.
    """
    held = [n for n, one in enumerate(case.schedule.bands) if one.interval.holds(measured)]
    is_high = case.goal.higher_is_worse
    bands = [case.schedule.bands[number] for number in held]
    is_sum = case.schedule.combination is Combination.ADD
    if is_sum and len(held) > 1:
        decides = None
    elif not case.is_mixed or len(held) < 2:
        decides = max(bands, key=lambda band: band.earned(measured, is_high), default=None)
    else:
        given = [_sums(_by_form(case, [number], measured)) for number in held]
        worths = [_worth(sums, billing) for sums in given]
        known = [worth for worth in worths if worth is not None]
        if len(known) < len(worths):
            return None
        top = worths.index(max(known))
        return Earned(given[top], bands[top])
    if not case.is_mixed:
        return Earned(_sums({case.form: credit_at(case.schedule, measured)}), decides)
    return Earned(_sums(_by_form(case, held, measured)), decides)


def _by_form(
    case: CreditCase, held: Iterable[int], measured: Fraction
) -> Mapping[CreditForm, Fraction]:
    """Add up by form what some bands give for a value that they hold."""
    found: dict[CreditForm, Fraction] = {}
    is_high = case.goal.higher_is_worse
    for number in held:
        band, (first, further) = case.schedule.bands[number], case.forms[number]
        given = [(further, band.earned(measured, is_high))]
        if band.steps is not None and band.steps.first is not None:
            start = Fraction(band.steps.first)
            given = [(first, start), (further, given[0][1] - start)]
        for form, amount in given:
            found[form] = found.get(form, Fraction(0)) + amount
    return found


def _sums(by_form: Mapping[CreditForm, Fraction]) -> tuple[Sum, ...]:
    return tuple(Sum(form, number) for form, number in by_form.items() if number)


def _worth(sums: Iterable[Sum], billing: Billing | None) -> Fraction | None:
    if billing is None:
        return None
    return billing.worth_of([(one.form.kind, one.number) for one in sums])
