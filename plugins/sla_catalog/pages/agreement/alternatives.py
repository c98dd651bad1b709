"""Amounts of which one is given, in words: each of a few, of many from which to which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.quantities import NO_BREAK
from sla_catalog.pages.agreement.page import AgreementPage

MOST_NAMED = 6


def either(page: AgreementPage, amounts: Iterable[CreditAmount]) -> str:
    """Say amounts as alternatives, a unit that they share once: `10, 25 or 100 %`."""
    words = [page.words.value(amount) for amount in amounts]
    parts = [word.partition(NO_BREAK) for word in words]
    units = {unit for _, _, unit in parts}
    if len(units) == 1 and all(sep for _, sep, _ in parts):
        numbers = page.words.alternatives(number for number, _, _ in parts)
        return f"{numbers}{NO_BREAK}{units.pop()}"
    return page.words.alternatives(words)


def any_of(page: AgreementPage, amounts: Sequence[CreditAmount]) -> str:
    """Say amounts that are in order, as alternatives or where there are many as ranges."""
    return either(page, amounts) if len(amounts) <= MOST_NAMED else _from_to(page, amounts)


def _from_to(page: AgreementPage, amounts: Sequence[CreditAmount]) -> str:
    """Say amounts as ranges, one for each unit: `5 % to 24 %`."""
    by_unit: dict[str, list[CreditAmount]] = {}
    for amount in amounts:
        by_unit.setdefault(amount.unit, []).append(amount)
    return page.words.alternatives(
        page.label("range").format(low=page.words.value(some[0]), high=page.words.value(some[-1]))
        if len(some) > 1
        else page.words.value(some[0])
        for some in by_unit.values()
    )


def size_of(amount: CreditAmount) -> tuple[str, object]:
    """Return what amounts are sorted by: their unit, and how large they are."""
    number = amount.times.number if amount.times else getattr(amount.amount, "number", 0)
    return amount.unit, number
