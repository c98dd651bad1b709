"""Parts of a number of things in other notations: `95 % der Fälle`, `9 out of 10`, `p95`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER, WORDS, figure, printed, spoken
from sla_catalog.model.notations.periods import windows
from sla_catalog.model.notations.promised_shares import cases_of
from sla_catalog.model.notations.shares import PERCENT, of_ratio
from sla_catalog.model.notations.suggestions import Suggestion, as_yaml
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
    r"(?:all|every|each|alle[nr]?|jede[nrms]?|tous?|toutes)(?: (?:the "
    r"|les )?(?P<noun>[^\W\d_].*))?",
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


_AIM = Pattern(
    r"[\s(]+(?:targets?|goal|sla|slo|objective|ziel|zielwert|minimum|min\.?)\)?$", re.IGNORECASE
)
_ALWAYS = Pattern(
    r"(?:at all times|always|without exception|immer|ausnahmslos|toujours)", re.IGNORECASE
)
_IN_A_PERIOD = Pattern(
    r"(?P<noun>.+?) (?P<period>(?:per|pro|par|each|every|im|in a) \w+|monthly|quarterly|monatlich)",
    re.IGNORECASE,
)
_OR_MORE = Pattern(
    r"(?<=%)(?: ?\+| (?:or|and|oder|ou) (?:more|above|better|mehr|plus))$", re.IGNORECASE
)
_NO_NUMBER = Pattern(
    r"(?:the |a |die |la |in the )?(?:vast |große |grande |overwhelming )?(?:majority|mehrheit"
    r"|majorité|mehrzahl|plupart)(?: .*)?|(?:nearly |almost |fast )?(?:most|many|all but"
    r"|die meisten"
    r"|überwiegend|la plupart)(?: .*)?|(?:best|reasonable) efforts?|as (?:many|much) as possible",
    re.IGNORECASE,
)
_WITHIN = Pattern(
    rf"(?P<part>{NUMBER}) ?{PERCENT} ?(?:(?:of|der|des|aller|von) (?P<noun>[^\W\d_][^\d<≤]*?))? ?"
    r"(?:(?:are |is )?(?:answered|resolved|served|done|completed|met|beantwortet|gelöst) )?"
    r"(?:in|within|under|below|innerhalb(?: von)?|binnen|unter|en moins de|en|sous|<=?|≤) ?"
    r"(?P<time>\d.*)",
    re.IGNORECASE,
)
_LEVEL = Pattern(
    r"(?P<part>[5-9]\d|100) ?[/:] ?(?P<time>(?!100$)[1-9]\d{0,2})(?: ?(?:s|secs?"
    r"|sek))?\.?",
    re.IGNORECASE,
)
_BAND = Pattern(
    rf"(?P<part>{NUMBER}) ?(?:{PERCENT})? ?(?:-|to|bis"
    rf"|à) ?{NUMBER} ?{PERCENT}(?: .*)?",
    re.IGNORECASE,
)
_TO_NUMBERS = Pattern(rf"(?<!\w)(?:{WORDS})(?= (?:out of|of|in|von|sur)\b|$)", re.IGNORECASE)


def _within(words: str) -> tuple[Suggestion, ...]:
    """Return a share with the time in which it is met: `80 % in 20 s`, which some write 80/20."""
    level = _LEVEL.fullmatch(words)
    if level:
        return (Suggestion(f"{level['part']} % of cases", (("target", f"{level['time']} s"),)),)
    band = _BAND.fullmatch(words)
    low = figure(band["part"], is_share=True) if band else ""
    if low and 1 < Decimal(low) <= 100:
        return (Suggestion(f"{low} % of cases", (("note", words),)),)
    match = _WITHIN.fullmatch(words)
    number = figure(match["part"], is_share=True) if match else ""
    length = lengths.length(match["time"]) if match else ""
    if not match or not number or not length or Decimal(number) > 100:
        return ()
    noun = (match["noun"] or "cases").strip()
    return (Suggestion(f"{number} % of {noun}", (("target", length),)),)


def _spoken_ratio(words: str) -> str:
    """Write the numbers of a ratio in figures: `nine out of ten`."""
    return _TO_NUMBERS.sub(lambda m: spoken(m[0]), words)


def parts(text: str) -> tuple[Suggestion, ...]:
    """Return a share with what it is a share of: cases, where nothing is named."""
    words = " ".join(text.split())
    statistic = _STATISTIC.fullmatch(words)
    if statistic:
        number = statistic["p"] or statistic["th"]
        word = f"p{number}" if number else "median" if statistic["median"] else "mean"
        return (Suggestion("", (("statistic", word),)),)
    words = _OR_MORE.sub("", words)
    words = _AIM.sub("", _BEFORE.sub("", lengths.prepared(words)))
    if promised := _within(words):
        return promised
    words = _spoken_ratio(words)
    every = _EVERY.fullmatch(words)
    if every:
        noun = every["noun"] or "cases"
        is_one = re.match(r"(?:every|each) ", words, re.IGNORECASE) and not noun.endswith("s")
        return (Suggestion(f"100 % of {noun}{'s' if is_one else ''}"),)
    if _ALWAYS.fullmatch(words):
        return (Suggestion("100 % of cases"),)
    if _NO_NUMBER.fullmatch(words):
        return (Suggestion(f"{{unread: {as_yaml(f'no share is stated: {words}')}}}"),)
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
    in_a_period = _IN_A_PERIOD.fullmatch(noun)
    period = windows(in_a_period["period"]) if in_a_period else ()
    if in_a_period and period:
        share = f"{number} % of {cases_of(in_a_period['noun'])}"
        return tuple(Suggestion(share, (("window", one),)) for one in period)
    if window := windows(noun):
        return tuple(Suggestion(f"{number} % of cases", (("window", one),)) for one in window)
    beside = (("note", match["note"]),) if match["note"] else ()
    return (Suggestion(f"{number} % of {cases_of(noun)}", beside),)
