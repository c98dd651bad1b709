"""Blanks of a form in a text, such as `[●]`, `____` and `(to follow)`, and what only looks so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.patterns import Pattern

_UNIT = (
    r"(?:%|(?:business|working|calendar) |(?:ms|s|min|h|d|hours?|days?|minutes?|seconds?|weeks?"
    r"|months?|years?|EUR|USD|GBP|CHF|stunden?|tagen?|tage|minuten?|sekunden?|wochen?|monaten?"
    r"|werktagen?|arbeitstagen?|heures?|jours?|secondes?|semaines?|mois)\b)"
)
_LIMIT = (
    r"\b(?:within|at least|at most|innerhalb von|binnen|mindestens|höchstens|dans|sous|au moins"
    r"|au plus)"
)
_VALUE_BEGINS = r"(?:(?<=[:=])|^)"
# Brackets behind a word are an index, those before a bracket or a colon a link. The sign of an
# omission, `[…]`, and words that also say a state, `(pending)`, are blanks only where a value is
# due.
_BLANK = Pattern(
    r"(?<![\w\]])\[\s*(?:(?:[●•·_?-]+|x{2,5}|amount|date|name|number|betrag|datum|zahl|montant"
    r"|nombre)\s*|(?:name|datum|betrag|anzahl|nom|montant)\b[^\]\n]{1,40}"
    r"|(?!insert\b)[^\]\n]{1,40}\b(?:name|date|amount|number|address)\s*)?\](?![(\[:])|_{4,}|(?<![^\W\d_])(?<!\?)\?{2,}|…{2,}"
    r"|\((?:missing|to follow|folgt|fehlt|à suivre|à compléter)\)"
    rf"|{_VALUE_BEGINS}[ \t]*(?:(?:see|siehe|voir) [^:.;()\n]{{1,60}} )?\((?:pending|follows)\)"
    rf"|(?:{_VALUE_BEGINS}|{_LIMIT})[ \t]*\[\s*(?:…|\.{{2,}}|\*+)\s*\](?![(\[:])"
    rf"(?=[ \t]*(?:{_UNIT}|[.;,]?[ \t]*$))",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS = ("[", "__", "??", "……", "(")
# Code, and the box of a task that is not done.
_NO_FORM = Pattern(
    r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[ \](?=\s)",
    re.DOTALL | re.MULTILINE,
)


def form_blanks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of each blank in a text, from left to right."""
    if not any(sign in text for sign in _SIGNS):
        return
    read = _NO_FORM.sub(lambda found: "".ljust(len(found[0])), text)
    for blank in _BLANK.finditer(read):
        bracket = max(blank[0].rfind("["), blank[0].rfind("("), 0)
        yield blank.start() + bracket, blank.end()
