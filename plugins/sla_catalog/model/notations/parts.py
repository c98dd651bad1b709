"""Parts of a number of things in other notations: `95 % der Fälle`, `9 out of 10`, `p95`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER, figure, printed
from sla_catalog.model.notations.shares import PERCENT, of_ratio
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_OF = Pattern(
    rf"(?P<part>{NUMBER}) ?{PERCENT},? ?"
    r"(?:de (?:la |l['’])?|des |du |d['’]|of |der |aller |von (?:allen )?)?"
    r"(?P<noun>[^\W\d_][^()]*?)(?:\s*\((?P<note>[^()]+)\))?",
    re.IGNORECASE,
)
_ALONE = Pattern(rf"(?P<part>{NUMBER})(?: ?{PERCENT})?(?: ?\((?P<note>[^()]+)\))?", re.IGNORECASE)
_NO_NOUN = Pattern(r"(?:de|des|du|d['’]|der|aller|von|allen|of|la|l['’])", re.IGNORECASE)
_BEFORE = Pattern(
    r"^(?:(?:in|for|bei|für|dans|pour|at least|min(?:imum|\.)?|mind(?:estens|\.)?|au moins|>=?|≥"
    r"|the)\s*)+(?=\d)",
    re.IGNORECASE,
)
_EVERY = Pattern(
    r"(?:all|every|each|alle[nr]?|jede[nrms]?|tous?|toutes)(?: (?:the )?(?P<noun>[^\W\d_].*))?",
    re.IGNORECASE,
)
_STATISTIC = Pattern(
    r"(?:the )?(?:p ?(?P<p>\d{2,3}(?:\.\d+)?)"
    r"|(?P<th>\d{2,3}(?:\.\d+)?)(?:th|st|nd|rd|\.|e)?[ -](?:percentile|perzentil|quantil|centile)"
    r"|(?P<median>median|médiane)"
    r"|(?P<mean>mean|average|avg\.?|im (?:mittel|durchschnitt)|durchschnittlich|mittelwert"
    r"|on average|en moyenne|moyenne))",
    re.IGNORECASE,
)


def parts(text: str) -> tuple[Suggestion, ...]:
    """Return a share with what it is a share of: cases, where nothing is named."""
    words = " ".join(text.split())
    statistic = _STATISTIC.fullmatch(words)
    if statistic:
        number = statistic["p"] or statistic["th"]
        word = f"p{number}" if number else "median" if statistic["median"] else "mean"
        return (Suggestion("", (("statistic", word),)),)
    words = _BEFORE.sub("", lengths.prepared(words))
    every = _EVERY.fullmatch(words)
    if every:
        return (Suggestion(f"100 % of {every['noun'] or 'cases'}"),)
    number, noun = of_ratio(words)
    if number:
        return (Suggestion(f"{number} % of {noun or 'cases'}"),)
    match = _OF.fullmatch(words)
    if match and _NO_NOUN.fullmatch(match["noun"]):
        return ()
    match = match or _ALONE.fullmatch(words)
    number = figure(match["part"], is_share=True) if match else ""
    if not match or not number or not 0 < Decimal(number) <= 100:
        return ()
    if Decimal(number) < 1:
        number = printed(Decimal(number) * 100)
    noun = match.groupdict().get("noun") or "cases"
    beside = (("note", match["note"]),) if match["note"] else ()
    return (Suggestion(f"{number} % of {noun.strip()}", beside),)
