"""Where a credit pays less for a worse value, also across forms that have a common measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.bands import Band, Combination, Interval
from sla_catalog.calculation.credits import FormKind
from sla_catalog.calculation.schedules import not_monotone
from sla_catalog.frozen import dataclass
from sla_catalog.resolved.credits import CreditForm, Sum
from sla_catalog.resolved.fees import time_paid
from sla_catalog.resolved.schedules import CreditCase

_Factors = Mapping[CreditForm, Fraction]


@dataclass(frozen=True, slots=True)
class CreditDrop:
    """Values that earn less than better ones: what both earn, and the bands that decide."""

    better: Band
    worse: Band
    values: Interval
    earned: Sum
    better_earned: Sum


def drops_of(case: CreditCase) -> tuple[CreditDrop, ...]:
    """Return where a credit falls although values get worse, from best to worst.

    Days of service are set beside shares of a fee by the period for which it pays, where that
    decides it in the shortest and in the longest one. Other forms are compared among themselves.
    """
    if not case.is_mixed:
        return tuple(
            CreditDrop(
                one.better,
                one.worse,
                one.values,
                Sum(case.form, one.earned),
                Sum(case.form, one.better_earned),
            )
            for one in not_monotone(case.schedule)
        )
    if _is_undecided(case):
        return ()
    return tuple(one for scales in _scales(case) for one in _in_all(case, scales))


def _is_undecided(case: CreditCase) -> bool:
    """Tell whether tiers of several forms add up, or hold a value together."""
    is_sum = case.schedule.combination is Combination.ADD
    return is_sum or case.holds_several_forms_at_once


def _scales(case: CreditCase) -> Iterator[tuple[_Factors, ...]]:
    """Yield the forms that can be set beside each other, with how they weigh, in each period."""
    service = next((form for form in case.every_form if form.kind is FormKind.SERVICE), None)
    by_time = {
        form: paid
        for form in case.every_form
        if form.kind is FormKind.SHARE and service and (paid := time_paid(form.of))
    }
    alone = (form for form in case.every_form if form not in by_time and form != service)
    for form in alone:
        yield ({form: Fraction(1)},)
    bases = set(by_time.values())
    if service and len(bases) == 1:
        yield tuple(
            {service: Fraction(1), **dict.fromkeys(by_time, length / 100)}
            for length in next(iter(bases))
        )
    elif service:
        yield from (({form: Fraction(1)},) for form in (service, *by_time))


def _in_all(case: CreditCase, scales: Sequence[_Factors]) -> Iterator[CreditDrop]:
    """Yield the tiers that earn less than a better one by each way to weigh.

    Which one earns most can differ from one to the other, so each such one is asked.
    """
    found = [{one.worse: one for one in _weighed(case, factors)} for factors in scales]
    for worse in found[0]:
        drops = [one[worse] for one in found if worse in one]
        sure = (one for one in drops if all(_is_less(one, factors) for factors in scales))
        yield from [*sure][:1]


def _is_less(drop: CreditDrop, factors: _Factors) -> bool:
    earned, most = (one.number * factors[one.form] for one in (drop.earned, drop.better_earned))
    return earned < most


def _weighed(case: CreditCase, factors: _Factors) -> Iterator[CreditDrop]:
    """Yield the drops among the bands of some forms, said in the forms that they are written in."""
    written = {
        _scaled(band, factors[form]): (band, form)
        for band, (first, form) in zip(case.schedule.bands, case.forms, strict=True)
        if first == form and form in factors
    }
    for drop in not_monotone(replace(case.schedule, bands=tuple(written))):
        better, better_form = written[drop.better]
        worse, form = written[drop.worse]
        yield CreditDrop(
            better,
            worse,
            drop.values,
            Sum(form, drop.earned / factors[form]),
            Sum(better_form, drop.better_earned / factors[better_form]),
        )


def _scaled(band: Band, factor: Fraction) -> Band:
    steps = band.steps
    if steps is not None and steps.first is not None:
        steps = replace(steps, first=Fraction(steps.first) * factor)
    return replace(band, credit=Fraction(band.credit) * factor, steps=steps)
