"""Texts that say nothing: a mark of a place to be filled, such as `TODO`, a reason that is none."""

from __future__ import annotations

import re

from sla_catalog.patterns import Pattern

# In capitals a remark may follow; in small letters the mark is all that there is, since `Todo` can
# begin a sentence. A remark is no name: `XXX Polska` is a company, `TODO Owner` is none, and of
# `TODO` only a word for a company makes one.
_COMPANY = (
    r"(?:AB|AG|ApS|AS|Bank|BV|Co|Corp|eG|Foundation|GbR|GmbH|Group|Holding|Inc|KG|Limited|LLC|LLP"
    r"|Ltd|NV|OHG|Oy|Oyj|plc|SA|Sàrl|SARL|SAS|SE|SpA|UG)"
)
_PLACEHOLDER = Pattern(
    rf"(?!(?:[A-Z]{{3}}\.? (?:[A-ZÀ-Þ][\w.&'’-]*|&|and|und|et|of|de)"
    rf"|[A-Z]+\.?(?: [^\W\d_][\w&'’-]*,?)*? {_COMPANY}\.?)"
    r"(?: (?:[A-ZÀ-Þ][\w.&'’-]*|&|and|und|et|of|de))*\Z)"
    r"(?:TODO|TBD|TBC|TBA|FIXME|XXX|\?+|…|\.\.\.)(?:[:. ].*)?"
    r"|(?i:to[ -]?do|tb[acd]|fixme|xxx|n\.n\.|placeholder|platzhalter"
    r"|to be (?:announced|completed|confirmed|decided|defined|determined|filled(?: in)?|named)"
    r"|(?:noch )?zu (?:bestimmen|benennen|ergänzen|klären)|noch offen"
    r"|à (?:compléter|définir|déterminer|préciser))",
    re.DOTALL,
)

_NO_REASON = Pattern(
    r"none|no|n/?a|nil|null|nothing|elsewhere|unread|unknown|not applicable|the reason|reason"
    r"|yes|true|x|-+|–|\."
    r"|kein(?:e[rs]?)?|entfällt|nichts|nein|ja|unbekannt|nicht (?:zutreffend|anwendbar)"
    r"|(?:der )?grund|k\. ?a|aucune?|néant|rien|non|oui|sans objet|(?:la )?raison",
    re.IGNORECASE,
)

# Most texts are told by how they begin.
_BEGINNINGS = (
    *("todo", "to do", "to-do", "to be ", "tb", "fixme", "xxx", "n.n.", "?", "…", "..."),
    *("placeholder", "platzhalter", "zu ", "noch ", "à "),
)
# As help has it, for authors to replace.
_ASKED = frozenset(
    {"why", "because", "to be done", "see above", "warum", "weil", "siehe oben", "pourquoi"}
)


def is_placeholder(text: str) -> bool:
    """Tell whether a text marks a place that is still to be filled in, as `TODO` does."""
    return text[:11].lower().startswith(_BEGINNINGS) and _PLACEHOLDER.fullmatch(text) is not None


def is_reason(text: str) -> bool:
    """Tell whether a text says why something is accepted; what is still to be written does not."""
    plain = " ".join(text.split()).strip(" .…!?-–—:")
    is_bare = plain.lower() in _ASKED or is_no_reason(plain) or plain.startswith("<")
    return bool(plain) and not is_bare and not is_placeholder(text.strip())


def is_no_reason(text: str) -> bool:
    """Tell whether a text in the place of a reason gives none: `the reason`, `n/a`."""
    return _NO_REASON.fullmatch(text.rstrip(".")) is not None
