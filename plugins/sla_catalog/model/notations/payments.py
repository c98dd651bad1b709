"""Terms of payment in other notations: `net 30`, `30 Tage netto`, `14 days from invoice date`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import lengths
from sla_catalog.patterns import Pattern

_NET = Pattern(r"nett?o?[ -]?(?P<days>\d{1,3})(?: ?(?:d|days?|tagen?))?", re.IGNORECASE)
_BEFORE = Pattern(
    r"(?:(?:payable|payment|due|within|in|at|net|zahlbar|zahlung|zahlungsziel|fällig|binnen|netto"
    r"|innerhalb(?: von)?|payable|paiement|sous|dans les|à|the|of|is)[ :,]*)*",
    re.IGNORECASE,
)
_OF = r"(?:(?:the|an?|der|des|dem|die|la|le|de|of) |d'|l')*"
_INVOICE = r"(?:invoice|bill|rechnung|facture|invoicing|billing|facturation)"
_AFTER = Pattern(
    rf"(?:[ ,]*(?:nets?|netto|ohne abzug|nett?o kasse|after|from|of|following|upon|nach|ab|seit"
    r"|après|à compter de|date de"
    rf"|(?:{_OF}(?:receipt|date|issue|erhalt|eingang|zugang|datum|stellung"
    rf"|réception|date|émission) {_OF})"
    rf"|{_OF}{_INVOICE}s?(?:[ -]?(?:date|eingang|erhalt|datum|stellung|zugang|ausgang|legung"
    r"|receipt))?))*",
    re.IGNORECASE,
)
_AT_ONCE = Pattern(
    r"(?:(?:zahlbar|fällig|payable|due) )?"
    r"(?:sofort|due|payable|(?:up)?on receipt|bei erhalt|immediate(?:ly)?|umgehend|comptant"
    r"|à réception)"
    rf"(?:[ ,]*(?:fällig|zahlbar|upon|on|bei|nach|netto|payable|due|ohne abzug|receipt|erhalt|{_OF}"
    rf"{_INVOICE}))*",
    re.IGNORECASE,
)


def payment(text: str) -> str:
    """Return a term of payment as it is read: `net 30` is `30 days after invoice`, or nothing."""
    words = lengths.prepared(text)
    net = _NET.fullmatch(words)
    if net:
        return f"{int(net['days'])} {'day' if int(net['days']) == 1 else 'days'} after invoice"
    if _AT_ONCE.fullmatch(words):
        return "0 days after invoice"
    found = lengths.lengths_in(words)
    if len(found) != 1 or not _BEFORE.fullmatch(words[: found[0].start]):
        return ""
    one = found[0]
    days = {"days": 1, "weeks": 7, "fortnights": 14}.get(one.unit, 0) * one.number
    if not days or days != int(days) or not _AFTER.fullmatch(words[one.end :]):
        return ""
    return f"{int(days)} {'day' if days == 1 else 'days'} after invoice"
