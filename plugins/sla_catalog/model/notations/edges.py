"""Edges of tiers in other notations: `below 99 %`, `at least 95 % but less than 99 %`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER, clean, figure
from sla_catalog.model.notations.remedies import BAND
from sla_catalog.model.notations.shares import PERCENT
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.model.notations.targets import money
from sla_catalog.patterns import Pattern

_EDGES = {
    "<": "below", "<=": "to", "≤": "to", ">": "above", ">=": "from", "≥": "from", "below": "below",
    "under": "below", "less than": "below", "lower than": "below", "above": "above",
    "over": "above", "more than": "above", "at least": "from", "at most": "to", "up to": "to",
    "from": "from", "greater than": "above", "equal to or greater than": "from",
    "greater than or equal to": "from", "equal to or more than": "from",
    "equal to or above": "from",
    "equal to or less than": "to", "less than or equal to": "to", "equal to or below": "to",
    "not less than": "from", "no less than": "from", "größer oder gleich": "from",
    "gleich oder größer": "from", "kleiner oder gleich": "to", "supérieur ou égal à": "from",
    "no more than": "to", "unter": "below",
    "weniger als": "below", "kleiner als": "below", "moins de": "below", "inférieur à": "below",
    "über": "above", "mehr als": "above", "größer als": "above", "plus de": "above",
    "supérieur à": "above", "bis": "to", "bis zu": "to", "höchstens": "to", "jusqu'à": "to",
    "mindestens": "from", "ab": "from", "à partir de": "from", "au moins": "from", "until": "to",
}  # fmt: skip
_EDGE = Pattern(
    rf"(?P<sign>{'|'.join(sorted(map(re.escape, _EDGES), key=len, reverse=True))})\s*(?P<value>.+)",
    re.IGNORECASE,
)


_SIGN = "|".join(sorted(map(re.escape, _EDGES), key=len, reverse=True))
_TWO_EDGES = Pattern(
    rf"(?P<first>{_SIGN})\s*(?P<one>{NUMBER} ?{PERCENT})[\s,]*"
    rf"(?:but|and|und|aber|jedoch|et|mais)?[\s,]*"
    rf"(?P<second>{_SIGN})\s*(?P<other>{NUMBER} ?{PERCENT})",
    re.IGNORECASE,
)
_AND_BEYOND = Pattern(
    r"(?P<value>.+?),? (?:or|and|oder|und|ou|et)"
    r" (?:(?P<less>less|below|lower|under|weniger|darunter|moins)"
    r"|more|above|higher|over|mehr|plus)",
    re.IGNORECASE,
)
_BARE_BAND = Pattern(
    r"(?P<low>9\d(?:[.,]\d+)?)\s*(?:-|to|bis|à)\s*(?P<high>(?:9\d|100)(?:[.,]\d+)?)"
)


def _two_edges(words: str) -> tuple[Suggestion, ...]:
    """Return both edges of a tier: `at least 95 % but less than 99 %`."""
    match = _TWO_EDGES.fullmatch(words)
    if not match:
        return ()
    found = {
        _EDGES[match[sign].lower()]: _edge(match[value])
        for sign, value in (("first", "one"), ("second", "other"))
    }
    keys = [key for key in ("above", "from", "below", "to") if key in found]
    is_band = len(keys) == 2 and bool({*keys} & {"above", "from"}) and all(found.values())
    return (Suggestion("", tuple((key, found[key]) for key in keys)),) if is_band else ()


def edges(text: str, key: str) -> tuple[Suggestion, ...]:
    """Return an edge of a tier as it is read; a sign before it says under which key it stands."""
    words = clean(text)
    if re.fullmatch(
        r"(?:the |its |agreed |das |den |la )?(?:sla |service level )?"
        r"(?:target|goal|sla|objective|ziel|zielwert|sollwert|cible|objectif)",
        words,
        re.IGNORECASE,
    ):
        return (Suggestion("target"),)
    words = re.sub(r"\s*\([^()\d]*\)$", "", words)
    if found := _two_edges(words):
        return found
    beyond = _AND_BEYOND.fullmatch(words)
    if beyond and (value := _edge(beyond["value"])):
        side = "to" if beyond["less"] else "from"
        return (Suggestion(value) if side == key else Suggestion("", ((side, value),)),)
    band = BAND.fullmatch(words) or _BARE_BAND.fullmatch(words)
    if band:
        low, high = (figure(band[end], is_share=True) for end in ("low", "high"))
        if low and high:
            low, high = sorted((low, high), key=Decimal)
            return (Suggestion("", (("from", f"{low} %"), ("to", f"{high} %"))),)
    sign = _EDGE.fullmatch(words)
    value = _edge(sign["value"] if sign else words)
    if not value:
        return ()
    meant = _EDGES[sign["sign"].lower()] if sign else key
    return (Suggestion(value) if meant == key else Suggestion("", ((meant, value),)),)


_STEP = Pattern(
    rf"(?:(?:for )?(?:each|every)|per|je|pro|par|chaque)?\s*(?P<step>{NUMBER} ?[^\d\s]\S*"
    rf"(?: (?:business|working|calendar) \w+)?)[\s,]+(?P<side>beyond|past|after|{_SIGN})\s+"
    r"(?:the )?(?P<edge>.+)",
    re.IGNORECASE,
)
_FOR_A_TIME = {"beyond": "above", "past": "above", "after": "above"}


def steps(text: str) -> tuple[Suggestion, ...]:
    """Return a step with the edge from which it is counted: `1 % below 99.9 %`."""
    match = _STEP.fullmatch(clean(text))
    step, edge = (_edge(match["step"]), _edge(match["edge"])) if match else ("", "")
    if not match or not step or not edge:
        return ()
    side = match["side"].lower()
    return (Suggestion(step, ((_FOR_A_TIME.get(side) or _EDGES[side], edge),)),)


def _edge(words: str) -> str:
    if words.lower() in {"target", "the target"}:
        return "target"
    share = re.fullmatch(rf"(?P<number>{NUMBER}) ?{PERCENT}", words, re.IGNORECASE)
    bare = re.fullmatch(r"(?:9\d|100)(?:[.,]\d+)?", words)  # of availability: a time has its unit
    number = figure(share["number"] if share else words if bare else "", is_share=True)
    return f"{number} %" if number else lengths.length(words) or money(words)
