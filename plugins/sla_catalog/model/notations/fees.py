"""Fees as they are named in credits and caps: `fees paid in the last 12 months`, `10 % MRC`."""

from __future__ import annotations

import re

from sla_catalog.model.notations.numerals import NUMBER, figure
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
    r" (?:fees|charges|payments)| (?P<german>Monats|Jahres|Quartals)(?:gebühren|vergütungen"
    r"|entgelte"
    r"|pauschalen|mieten)| (?P<french>mois|trimestres?|ans|an|années?) (?:de |d')"
    r"(?:redevances?|loyers?|abonnements?|facturation|frais))",
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
