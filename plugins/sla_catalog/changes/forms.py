"""Credits of several forms before and after, compared form by form, whatever the fee is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

from sla_catalog.calculation.bands import Combination
from sla_catalog.changes.ceilings import Capped, capped
from sla_catalog.changes.combination import is_comparable
from sla_catalog.changes.earnings import Comparison, Earnings, differing
from sla_catalog.frozen import dataclass
from sla_catalog.resolved.credits import CreditForm
from sla_catalog.resolved.schedules import CreditCase
from sla_catalog.resolved.tier_bands import in_form


@dataclass(frozen=True, slots=True)
class FormPair:
    """What a credit of a case gives in one form, before and after, and where that differs."""

    sides: tuple[Capped, Capped]
    compared: Comparison


def by_form(before: Capped, after: Capped) -> tuple[FormPair, ...] | None:
    """Compare a credit of a case in each form that it has; None where nobody can tell.

    That is so where a value earns more in one form and less in another one, which only prices
    set against each other, and where it falls into tiers of several forms of which one counts.
    """
    cases = before.earnings.case, after.earnings.case
    if not any(one.is_mixed for one in cases):
        if not is_comparable(*cases):
            return None
        return (FormPair((before, after), _compared(before, after)),)
    if not _measure_alike(*cases) or any(map(_has_choice, cases)):
        return None
    found = []
    for form in dict.fromkeys(form for one in cases for form in one.every_form):
        sides = _in_form(cases[0], form), _in_form(cases[1], form)
        found.append(FormPair(sides, _compared(*sides)))
    return None if _are_opposed(found) else tuple(found)


def _measure_alike(before: CreditCase, after: CreditCase) -> bool:
    return (before.unit, before.goal.higher_is_worse) == (after.unit, after.goal.higher_is_worse)


def _compared(before: Capped, after: Capped) -> Comparison:
    old, new = before.earnings.case, after.earnings.case
    if (old.schedule, old.rounding) == (new.schedule, new.rounding):
        return Comparison()  # other caps are told by themselves
    return differing(before.earnings, after.earnings)


def _has_choice(case: CreditCase) -> bool:
    """Tell whether some value is held by tiers of several forms of which the highest counts."""
    is_sum = case.schedule.combination is Combination.ADD
    return not is_sum and case.holds_several_forms_at_once


def _in_form(case: CreditCase, form: CreditForm) -> Capped:
    """Return a credit with what it gives in one form; of all else it gives nothing."""
    bands = tuple(map(partial(in_form, form), case.schedule.bands, case.forms))
    forms = tuple((form, form) for _ in bands)
    schedule = replace(case.schedule, bands=bands)
    own = replace(case, form=form, forms=forms, schedule=schedule)
    return capped(own, is_whole=_is_of_one_form(case)) if bands else Capped(Earnings(own))


def _is_of_one_form(case: CreditCase) -> bool:
    """Tell whether each value earns in one form, though another value earns in another one."""
    is_sum = case.schedule.combination is Combination.ADD
    return not case.is_mixed or (not is_sum and all(first == then for first, then in case.forms))


def _are_opposed(found: Sequence[FormPair]) -> bool:
    """Tell whether some value earns more in one form and less in another, or may do so."""
    signs = {sign for one in found for sign in (-1, 1) if one.compared.runs(sign)}
    if any(one.compared.left is not None for one in found):
        return True
    if len(signs) < 2:
        return False
    if not all(one.compared.is_exact for one in found):
        return True
    return any(len({*_signs_at(found, value)} - {0}) > 1 for value in _samples(found))


def _signs_at(found: Iterable[FormPair], value: Fraction) -> Iterator[int]:
    for one in found:
        old, new = (side.earnings.at(value) for side in one.sides)
        yield (new > old) - (new < old)


def _samples(found: Iterable[FormPair]) -> Iterator[Fraction]:
    """Yield values that speak for all: where some form begins to differ, and in between."""
    stretches = [one for pair in found for one in pair.compared.stretches]
    ends = sorted({end for s in stretches for end in (s.lower, s.upper) if end is not None})
    if not ends:
        yield Fraction(0)
        return
    yield from (ends[0] - 1, *ends, ends[-1] + 1)
    yield from ((one + other) / 2 for one, other in pairwise(ends))
