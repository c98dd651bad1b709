"""Credits that grow by steps beyond an edge: `3 % per 5 % below target or part thereof`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER, figure
from sla_catalog.model.notations.shares import PERCENT
from sla_catalog.model.notations.suggestions import Suggestion, as_yaml
from sla_catalog.patterns import Pattern

_EACH = r"(?:(?:for )?each|for every|every|per|je(?:de[rsnm]?)?|pro|par|pour chaque|chaque)"
_BEGUN = r"started|begun|commenced|angefangene[nrsm]?|begonnene[nrsm]?|entamée?"
_FULL = r"full|complete|whole|volle[nrs]?|vollständige[nrs]?|complète?"
_MORE = r"(?:additional |further |weitere[nrs]? )?"
_PART = r"(?:or|oder|ou) (?:any )?(?:parts?|teil\w*|partie)(?: (?:thereof|of it|davon))?"
_LOWER = (
    r"(?:below|under|missed|short(?: of)?|less than|unterschreitung|darunter|unter"
    r"|en dessous(?: de)?|sous)"
)
_HIGHER = r"(?:above|over|beyond|past|exceeding|longer than|über|überschreitung|au[- ]delà(?: de)?)"
_TARGET = r"(?:(?:sla|agreed|alert|service level|guaranteed) )*(?:target|sla|ziel(?:wert)?|cible)"
_STEPPED = Pattern(
    rf"(?P<share>{NUMBER}) ?{PERCENT}"
    rf"(?: (?:of|off|der|des|du|de la|de) (?:the |a |their |your )?(?P<base>[^\d(),;%]+?))?"
    rf" {_EACH} (?:(?P<begun>{_BEGUN}) |(?P<full>{_FULL}) )?{_MORE}"
    rf"(?:(?P<step>{NUMBER}) ?{PERCENT}(?:[ -]?points?|[ -]?punkte?)?"
    r"|(?P<time>\d+(?:[.,]\d+)? ?[a-zäöü]+))"
    rf",?(?: \(?(?P<part>{_PART})\)?)?(?: by which (?:it|availability|uptime) is)?"
    rf"(?: (?:(?P<lower>{_LOWER})|(?P<higher>{_HIGHER}))(?: (?:the |den |dem |la )?"
    rf"(?:{_TARGET}|(?P<edge>{NUMBER} ?{PERCENT}|\d+ ?[a-z]+)))?)?"
    rf",?(?: \(?(?P<after>{_PART})\)?)?",
    re.IGNORECASE,
)


def stepped_credit(words: str) -> tuple[Suggestion, ...]:
    """Return a credit as a tier with steps; nothing where a word would be lost."""
    match = _STEPPED.fullmatch(words)
    if not match or (match["time"] and not match["higher"] and not match["lower"]):
        return ()  # so much for each hour is no step beyond an edge
    share = figure(match["share"], is_share=True)
    step = _amount(match["step"], match["time"])
    edge = _edge(match["edge"]) if match["edge"] else "target"
    if not share or not step or not edge:
        return ()
    side = "above" if match["higher"] else "below"
    counts = match["part"] or match["after"] or match["begun"]
    part = ", part: counts" if counts else ", part: does_not_count" if match["full"] else ""
    tier = f"[{{{side}: {edge}, each: {step}{part}, credit: {share} %}}]"
    base = (("base", as_yaml(match["base"].strip())),) if match["base"] else ()
    return (Suggestion("", (*base, ("tiers", tier))),)


def _amount(step: str | None, time: str | None) -> str:
    if time:
        return lengths.length(time)
    number = figure(step or "", is_share=True)
    return f"{number} %" if number else ""


def _edge(text: str) -> str:
    share = re.fullmatch(rf"(?P<number>{NUMBER}) ?{PERCENT}", text, re.IGNORECASE)
    number = figure(share["number"], is_share=True) if share else ""
    return f"{number} %" if number else lengths.length(text)
