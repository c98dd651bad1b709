"""Fees as they are named in credits and caps: `fees paid in the last 12 months`, `10 % MRC`."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from sla_catalog.model.notations.numerals import NUMBER, figure, printed
from sla_catalog.model.notations.shares import PERCENT
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

FEES = (
    r"(?:(?:the|its|their|total|monthly|annual|yearly|quarterly|weekly|recurring|contract"
    r"|subscription|service|net|applicable|respective|affected|invoiced|paid|base|invoice"
    r"|license) )*"
    r"(?:fees?|charges?|price|rate|amounts?|payments?|sum|spend|subscription|bill|invoice|rental"
    r"|[mnaq]rc"
    r"|[mnaq]rr|mmf|vergütung(?:en)?|entgelte?s?|gebühr(?:en)?|pauschale|miete|rechnung(?:s\w+)?"
    r"|(?:monats|jahres|quartals|grund|auftrags|vertrags|service)[a-zäöü]+|redevances?|factures?"
    r"|montants?"
    r"|loyers?|abonnements?)"
)
_OF_WHOLE_FEE = Pattern(
    rf"(?:(?P<share>{NUMBER}) ?{PERCENT} (?:(?:of|der|des|de la|de l'|de|du|vom|von) )?)?"
    r"(?:the |die |der |das |eine |la |le |a |an |all |full |whole |entire )*"
    rf"(?P<base>{FEES}(?: (?:paid|payable|due|charged|billed|for|in|of|during|over|from|per|der"
    r"|des|für"
    r"|im|pour|de|du)\b[^%]*)?)",
    re.IGNORECASE,
)
MONTHS_OF_FEES = Pattern(
    r"(?P<count>\d+)(?:[ -](?P<period>month|quarter"
    r"|year)s?'?(?:'s)?(?: (?:of )?(?:the )?(?:monthly |service"
    r" |subscription )?(?:fees?|charges?|payments?|rent))|(?: ?x)? (?P<adjective>month|quarter"
    r"|annual)(?:ly)?"
    r" (?:fees|charges|payments)| (?P<german>Monats|Jahres|Quartals)(?:gebühr(?:en)?"
    r"|vergütung(?:en)?"
    r"|entgelte?"
    r"|pauschalen?|mieten?)| (?P<french>mois|trimestres?|ans|an|années?) (?:de |d')"
    r"(?:redevances?|loyers?|abonnements?|facturation|frais))",
    re.IGNORECASE,
)
OF_BASE = (
    r"(?: (?:of|off|on|from|der|des|du|de la|del) (?:the |a |one |their |your |its "
    r"|my )?(?P<base>[^\d(),;]+?))?"
)
_FRACTION = Pattern(
    rf"(?P<part>\d+) ?[/⁄] ?(?P<whole>\d+)(?:th|st|nd|rd|e|ème|tel)?(?:{OF_BASE}"
    rf"| (?P<fee>{FEES}))",
    re.IGNORECASE,
)
_FEE_OF = {
    "month": "monthly fee", "quarter": "quarterly fee", "year": "annual fee",
    "annual": "annual fee", "monats": "monthly fee", "jahres": "annual fee",
    "quartals": "quarterly fee", "mois": "monthly fee", "trimestre": "quarterly fee",
    "an": "annual fee", "année": "annual fee", "ans": "annual fee",
}  # fmt: skip


def of_fee(words: str) -> tuple[Suggestion, ...]:
    """Return a share of a fee that is named in any way: `fees paid in the last 12 months`."""
    several = MONTHS_OF_FEES.fullmatch(words)
    if several:
        names = ("period", "adjective", "german", "french")
        period = next(several[one] for one in names if several[one]).lower()
        period = period if period in _FEE_OF else period.removesuffix("s")
        return (based(f"{int(several['count']) * 100} %", _FEE_OF[period]),)
    match = _OF_WHOLE_FEE.fullmatch(words)
    share = figure(match["share"], is_share=True) if match and match["share"] else "100"
    return (based(f"{share} %", match["base"]),) if match and share else ()


def based(value: str, base: str | None) -> Suggestion:
    """Return a credit with that of which it is a share, where the text names it."""
    words = " ".join((base or "").split())
    return Suggestion(value, (("base", words),)) if words else Suggestion(value)


_HOURS_IN_A_MONTH = {720, 730, 744}
_MONTHLY = r"month|m(?:rc|rr|mf)\b|monat|mensuel"
_YEARLY = r"annual|year|a(?:rc|rr)\b|jahr|jährlich|annuel"
_DAYS_IN = {
    30: _MONTHLY, 31: _MONTHLY, 360: _YEARLY, 365: _YEARLY, 7: r"week|woch|wöch|hebdo|semaine",
}  # fmt: skip


def of_fraction(words: str) -> tuple[Suggestion, ...]:
    """Return a fraction of a fee: a thirtieth of a monthly one is a day of service."""
    match = _FRACTION.fullmatch(words)
    if not match or not int(match["whole"]):
        return ()
    part = Fraction(int(match["part"]), int(match["whole"]))
    base = match["base"] or match["fee"] or ""
    if int(match["whole"]) in _HOURS_IN_A_MONTH and re.search(_MONTHLY, base, re.IGNORECASE):
        return (based(f"{match['part']} h of service", base),)
    in_days = _DAYS_IN.get(int(match["whole"]))
    share = part * 100
    if in_days and re.search(in_days, base, re.IGNORECASE):
        days = f"{match['part']} {'day' if match['part'] == '1' else 'days'} of service"
        return (based(days, base),)
    if in_days and not base:
        days = f"{match['part']} {'day' if match['part'] == '1' else 'days'} of service"
        return (Suggestion(days),)
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    ends = Fraction(exact) == share  # a third has no spelling in percent
    return (based(f"{printed(exact)} %", base),) if ends else ()
