"""Web addresses as people note them: without `https://`, in brackets, behind a name."""

from __future__ import annotations

import re

from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::\d+)?"
_REST = r"(?:[/?#][^\s<>\"'`{}|^\\]*)?"
_BARE = Pattern(rf"(?:https?:?/{{1,2}}|//)?(?P<address>{_HOST}{_REST})", re.IGNORECASE)
_INSIDE = Pattern(rf"https?://(?P<address>{_HOST}{_REST})", re.IGNORECASE)
_LINK = Pattern(r"\[[^\[\]]*\]\((?P<target>[^()\s]+)\)|<(?P<other>[^<>\s]+)>")
_MAIL = Pattern(r"(?:mailto:)?(?P<mail>[^\s@:/,;<>]+@[^\s@:/,;<>]+\.[A-Za-z]{2,})", re.IGNORECASE)
_SPLIT = Pattern(r"https?://[^\s,;]+ (?!(?:or|and|und|oder|et|ou)\b|[(|/&+-])\S", re.IGNORECASE)
_AT_ITS_END = ".,;:!?)]>"


def addresses(text: str) -> tuple[Suggestion, ...]:
    """Return each address in a text as it is read; a mail address stands under its own key."""
    words = " ".join(text.split())
    link = _LINK.fullmatch(words)
    words = (link["target"] or link["other"]) if link else words
    mail = _MAIL.fullmatch(words)
    if mail:
        return (Suggestion("", (("email", mail["mail"]),)),)
    bare = _BARE.fullmatch(words.rstrip(_AT_ITS_END))
    if bare:
        return (Suggestion(f"https://{bare['address']}"),)
    if _SPLIT.search(words):
        return ()
    found = (match["address"].rstrip(_AT_ITS_END) for match in _INSIDE.finditer(words))
    return tuple(Suggestion(f"https://{one}") for one in dict.fromkeys(found))
