"""What stands beside a window, and windows that are no period: `monthly (UTC)`, `each request`."""

from __future__ import annotations

import re

from sla_catalog.model.notations.lengths import length
from sla_catalog.model.notations.numerals import clean
from sla_catalog.model.notations.periods import of_unsaid_length, windows
from sla_catalog.patterns import Pattern

# Known at once to be no time, without a look at all the ways to write one.
EVENTS = (
    "request", "incident", "ticket", "event", "call", "case", "outage", "order", "delivery",
    "release", "transaction", "message", "breach", "failure", "job", "batch",
)  # fmt: skip
_EVENTS = {
    "vorfall": "incident", "vorgang": "case", "fall": "case", "meldung": "ticket",
    "störung": "incident", "bestellung": "order", "auftrag": "order",
    "anfrage": "request", "lieferung": "delivery", "anruf": "call", "nachricht": "message",
    "ausfall": "outage", "demande": "request", "requête": "request", "commande": "order",
    "appel": "call", "panne": "outage", "livraison": "delivery",
}  # fmt: skip
_EVENT = Pattern(
    rf"(?:each |every |any |by |pro |je |par )?(?P<event>{'|'.join((*EVENTS, *_EVENTS))})"
)

_REMARK = Pattern(r"(?P<window>[^(),;]+?)\s*(?:[,;]\s*(?P<after>[^\d]+)|\((?P<within>[^\d()]+)\))")
_PER = r"(?:per|each|je|pro) "
_OF_EACH = Pattern(
    rf"(?P<each>{_PER}[a-zäöü-]+)(?:(?: and |/)(?:{_PER})?|,? {_PER})(?P<window>[a-zäöü]+)"
    rf"|(?P<first>(?:{_PER})?[a-zäöü]+?) (?:and|und) (?P<other>(?:{_PER})?[a-zäöü-]+)",
    re.IGNORECASE,
)
_OF_CALENDAR = Pattern(r"calendar|kalender\w*|calendaire|civil|natural", re.IGNORECASE)


def remarked(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a remark behind a window, and the readings of that: `monthly (UTC)`; else nothing."""
    words = clean(text)
    match = _REMARK.fullmatch(words)
    found = windows(match["window"]) if match else ()
    if not match or not found:
        return _of_each(words)
    remark = match["after"] or match["within"]
    is_said = set(windows(remark)) & {*found} or _OF_CALENDAR.fullmatch(remark)
    return ("" if is_said else remark), found


def _of_each(words: str) -> tuple[str, tuple[str, ...]]:
    """Return whose window it is, and the window: `per user per month` is of each user."""
    match = _OF_EACH.fullmatch(words)
    if not match:
        return "", ()
    window, each = match["window"] or match["first"], match["each"] or match["other"]
    if windows(each) or not windows(window):
        return "", ()
    remark = each if " " in each else f"per {each}"
    return remark, windows(window)


def events(text: str) -> tuple[str, ...]:
    """Return a window that is no period of time: `each request` is `per request`."""
    match = _EVENT.fullmatch(clean(text).lower())
    return (f"per {_EVENTS.get(match['event'], match['event'])}",) if match else ()


def such_as(text: str) -> str:
    """Return windows as examples, or what a text leaves open, for which the author must decide."""
    period = of_unsaid_length(text)
    if period:
        units = "calendar month or calendar quarter or billing month or contract term"
        return f"{units}; it is not stated how long the {period} is"
    if re.search(r"24\s*[x×/*]\s*7|\b(?:hours|always|all time|any time)\b", text, re.IGNORECASE):
        return "such as calendar month; which time counts belongs under measured_over"
    if re.fullmatch(r"\s*\d+\s*", text):
        return "such as rolling 30 days or rolling 720 h; the number has no unit"
    if re.search(r"\b(?:business|working|service|week)[ -]?days?\b", text, re.IGNORECASE):
        return "such as calendar day or calendar week; which days count belongs under measured_over"
    if re.search(r"\d[.,]\d", text):
        return "such as rolling 30 days or average month of 730 h; a window has no part of a day"
    if length(text) or length(re.sub(r"^per |[ -]intervals?$", "", text.strip())):
        return "such as rolling 1 h or calendar day; no window is shorter than an hour"
    return "such as calendar month, billing month, rolling 30 days or per request"
