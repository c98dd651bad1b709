"""The fee that an agreement states for a period, where its words leave no doubt of it."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.conditions import Conditions
from sla_catalog.patterns import Pattern

_AMOUNT = (
    r"(?<![0-9.,])(?P<{name}>[0-9]+(?:[ \u00a0\u202f][0-9]{{3}})*(?:\.[0-9]{{2}})?)"
    r"(?![0-9]|[.,][0-9])"
)
_PERIODS = {
    "month": Pattern(r"month|monat|mois|mensuel", re.IGNORECASE),
    "quarter": Pattern(r"quarter|quartal|vierteljahr|vierteljähr|trimest", re.IGNORECASE),
    "year": Pattern(r"\bannual|year|\bjahr|\bjähr|\ban\b|annuel", re.IGNORECASE),
}
_SPACES = Pattern(r"[ \u00a0\u202f]")


def fee_stated(agreement: Agreement, base: object, currency: str) -> Decimal | None:
    """Return the fee of the base's period; None where the terms give no amount, or several.

    The terms name that period alone, and every digit in them is of the one amount.
    """
    conditions = agreement.conditions
    fees = conditions.fees if isinstance(conditions, Conditions) else None
    if not isinstance(fees, str) or not isinstance(base, str) or not currency:
        return None
    periods = _periods_in(base)
    if len(periods) != 1 or _periods_in(fees) != periods:
        return None
    sign, before, after = re.escape(currency), *(_AMOUNT.format(name=n) for n in ("first", "last"))
    found = [*re.finditer(rf"{before}[ \u00a0]?{sign}\b|\b{sign}[ \u00a0]?{after}", fees)]
    if len(found) != 1 or re.search("[0-9]", fees.replace(found[0][0], "")):
        return None
    return Decimal(_SPACES.sub("", found[0]["first"] or found[0]["last"]))


def _periods_in(text: str) -> tuple[str, ...]:
    return tuple(unit for unit, words in _PERIODS.items() if words.search(text))
