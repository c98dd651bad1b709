"""Intervals in other notations: `yearly`, `every other week`, `P1Y`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import clean
from sla_catalog.model.notations.periods import UNIT_WORD, UNITS

_EVERY = {
    "hourly": "every hour", "daily": "every day", "weekly": "every week",
    "fortnightly": "every 2 weeks", "biweekly": "every 2 weeks", "bi-weekly": "every 2 weeks",
    "monthly": "every month", "quarterly": "every quarter", "half-yearly": "every 6 months",
    "bimonthly": "every 2 months", "bi-monthly": "every 2 months", "nightly": "every day",
    "semi-annually": "every 6 months", "semiannually": "every 6 months",
    "semi-annual": "every 6 months", "biannually": "every 6 months",
    "half yearly": "every 6 months",
    "twice a year": "every 6 months", "twice yearly": "every 6 months",
    "twice a day": "every 12 h", "twice daily": "every 12 h", "yearly": "every year",
    "annually": "every year", "annual": "every year", "once a year": "every year",
    "biennially": "every 2 years", "täglich": "every day", "wöchentlich": "every week",
    "monatlich": "every month", "vierteljährlich": "every quarter",
    "quartalsweise": "every quarter", "halbjährlich": "every 6 months", "jährlich": "every year",
    "per year": "every year", "per annum": "every year", "once a month": "every month",
    "per month": "every month", "once a week": "every week", "per week": "every week",
    "once a day": "every day", "per day": "every day", "once per day": "every day",
    "every other week": "every 2 weeks", "every other month": "every 2 months",
    "every other day": "every 2 days", "once a quarter": "every quarter",
    "per quarter": "every quarter", "every night": "every day",
}  # fmt: skip


def interval(text: str) -> str:
    """Return an interval as it is read: `yearly` is `every year`, `each month` is `every month`."""
    words = clean(text).lower()
    known = _EVERY.get(words) or _EVERY.get(words.removeprefix("every "))
    if known:
        return known
    unit = re.fullmatch(
        rf"(?:once (?:a|per|every|each) |each |per |every |every single )?(?P<unit>{UNIT_WORD})",
        words,
    )
    if unit and (words != unit["unit"] or words in {"day", "week", "month", "quarter", "year"}):
        return f"every {UNITS[unit['unit']]}"
    core = re.fullmatch(
        r"(?:every |each |once (?:in |every )|alle |once per )?(?P<length>.+)", words
    )
    length = lengths.length(core["length"]) if core else ""
    if length in {"1 h", "1 min", "1 day", "1 week", "1 month", "1 year"}:
        return {"1 h": "every hour", "1 min": "every minute"}.get(length, f"every {length[2:]}")
    return f"every {length}" if length and not re.search(r"business|\bm?s$", length) else ""
