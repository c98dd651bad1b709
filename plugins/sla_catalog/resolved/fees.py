"""What words say of a fee: its amount for a period, and how it compares with another base."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from sla_catalog.calculation.downtime import lengths
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Window, WindowKind
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
_DAYS = {"month": Fraction(30), "quarter": Fraction(90), "year": Fraction(365)}
_OF_A_FEE = Pattern(
    r"\b(?:service|fees?|rent|charges?|price|spend|costs?|invoice|payments?|rates?|"
    r"leistung|gebühr|miete|entgelt|preis|rechnung)\b",
    re.IGNORECASE,
)
_ONE_MONTH = Pattern(
    r"(?<![\w-])(?:month(?:ly|['’]s)?|monat(?:s\w*|lich\w*)?|mois|mensuel(?:le)?s?)(?!\w)",
    re.IGNORECASE,
)
_NUMBERS = Pattern(
    r"[0-9]|\b(?:two|three|four|five|six|nine|twelve|second|other|several|half|"
    r"zwei|drei|vier|fünf|sechs|neun|zwölf|zweite\w*|mehrere\w*|halbe\w*|"
    r"deux|trois|quatre|cinq|neuf|douze|plusieurs|demi)\b",
    re.IGNORECASE,
)
_OTHER_PERIODS = Pattern(
    r"hour|stunde|heure|\bda(?:y|il)|\btag|täglich|jour|week|woche|wöchentlich|semaine|"
    r"hebdomadaire|semest|halbjahr|halbjähr",
    re.IGNORECASE,
)
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


def speaks_of_fees(text: str) -> bool:
    """Tell whether words name a fee or the service, so that a length of it is an amount."""
    return bool(_OF_A_FEE.search(text))


def is_same_base(one: str, other: str) -> bool:
    """Tell whether two texts name one base: only case and spaces may differ."""
    return one.casefold().split() == other.casefold().split()


def is_part_of_base(words: str, base: str) -> bool:
    """Tell whether a text has no words but those of a base: `rent` is what a `monthly rent` is."""
    return {*words.casefold().split()} <= {*base.casefold().split()}


def is_of_one_month(base: str) -> bool:
    """Tell whether words name the fee of one month, and of no other period."""
    return _period_of_fee(base) == "month" and bool(_ONE_MONTH.search(base))


def days_paid(base: object, unit: str) -> Fraction | None:
    """Return for how many days the fee of another period than one `unit` pays: 30 for a month.

    None where words name no period, or just that unit: its own days count then.
    """
    named = _period_of_fee(base) if isinstance(base, str) else ""
    return _DAYS.get(named) if named != unit else None


def time_paid(base: object) -> tuple[Fraction, Fraction] | None:
    """Return for how long a fee pays, at least and at most, in seconds: 28 to 31 days a month.

    None where words name no fee, no period, or several.
    """
    if not isinstance(base, str) or not speaks_of_fees(base):
        return None
    unit = _period_of_fee(base)
    found = lengths(Window(WindowKind.CALENDAR, unit)) if unit else None
    return (found.shortest, found.longest) if found else None


def _period_of_fee(base: str) -> str:
    """Return the one period that words name, once; nothing for any other words."""
    periods = _periods_in(base)
    if len(periods) != 1 or _NUMBERS.search(base) or _OTHER_PERIODS.search(base):
        return ""
    return periods[0]


def _periods_in(text: str) -> tuple[str, ...]:
    return tuple(unit for unit, words in _PERIODS.items() if words.search(text))
