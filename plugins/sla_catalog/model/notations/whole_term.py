"""Breaches counted in the whole term, in other words: `two breaches, ever`."""

from __future__ import annotations

import re

from sla_catalog.model.notations.numerals import clean
from sla_catalog.patterns import Pattern

_COUNTS = {
    word: str(count)
    for count, words in {
        1: "one a single ein eine un une",
        2: "two second twice zwei zweite zweiter deux deuxième",
        3: "three third thrice drei dritte dritter trois troisième",
        4: "four fourth vier vierte vierter quatre quatrième",
        5: "five fifth fünf fünfte fünfter cinq cinquième",
        6: "six sixth sechs sechste sechster sixième",
    }.items()
    for word in words.split()
}
_BREACH = (
    r"(?:sla |service level )?(?:breach(?:es)?|violations?|misses|failures?|times?|incidents?"
    r"|verst(?:oß|öße[n]?)|verletzung(?:en)?|verfehlung(?:en)?|unterschreitung(?:en)?|mal"
    r"|manquements?|violations?|fois)"
)
_EVER = (
    r"(?:,? (?:ever|overall|altogether|(?:in|en) (?:total|all|aggregate|tout)|at any time|insgesamt"
    r"|jemals|irgendwann|au total))"
)
_TERM = (
    r"(?:,? (?:in|during|over|within|throughout|across|während|innerhalb|im|pendant|durant|sur) "
    r"(?:the |its |this |der |die |des |la |le |toute la )?"
    r"(?:whole |entire |full |gesamten? |ganzen )?"
    r"(?:(?:life(?:time)?|duration|course|dauer|durée|period(?= of)) (?:of |der |des |du |de l')?"
    r"(?:the |this )?)?"
    r"(?:(?:contract(?:ual)?|agreement|subscription) (?:term|period|life(?:time)?)|term"
    r"|life(?:time)?|contract|agreement|subscription|(?:vertrags)?laufzeit|vertrag(?:e?s)?"
    r"|vertragsdauer|contrat|accord|durée))"
)
_IN_THE_TERM = Pattern(
    r"(?:at least |after |upon |mindestens |au moins )?(?:an? |the |der |dem |le |la )?"
    rf"(?P<count>\d+|{'|'.join(_COUNTS)})(?: {_BREACH})?"
    rf"(?:{_EVER}{_TERM}?|{_TERM})",
    re.IGNORECASE,
)


def breaches_in_term(text: str) -> str:
    """Return breaches that are counted in the whole term as they are read, or nothing."""
    match = _IN_THE_TERM.fullmatch(" ".join(clean(text).split()))
    if not match:
        return ""
    count = _COUNTS.get(match["count"].lower(), match["count"])
    return f"{count} {'breach' if count == '1' else 'breaches'} in contract term"
