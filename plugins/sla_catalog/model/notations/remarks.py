"""What stands beside a window, and windows that are no period: `monthly (UTC)`, `each request`."""

from __future__ import annotations

import re

from sla_catalog.model.notations.numerals import clean
from sla_catalog.model.notations.periods import windows
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
