"""Placeholders: texts that only mark a place to be filled, such as `TODO`."""

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

_FIRST = frozenset("TtFfXxNnPpZzÀà?….")  # most texts are told by their first letter


def is_placeholder(text: str) -> bool:
    """Tell whether a text marks a place that is still to be filled, as `TODO` does."""
    return text[:1] in _FIRST and _PLACEHOLDER.fullmatch(text) is not None
