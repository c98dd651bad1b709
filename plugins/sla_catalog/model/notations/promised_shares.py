"""Shares of cases and statistics beside a promised time: `95 % of tickets`, `p95`, `on average`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER, WORDS, figure, spoken
from sla_catalog.model.notations.shares import PERCENT, of_ratio
from sla_catalog.patterns import Pattern

_NOUN = (
    r"(?P<noun>(?:(?:(?:severity|sev|priority|priorität|prio|priorité|level|p) \d|[^\W\d_-][\w-]*)"
    r" ){0,3}?[^\W\d_-][\w-]*)"
)
_AT_LEAST = (
    r"(?:at least|min(?:imum|destens|d)?\.?|mindestens|wenigstens|zumindest|au moins|minimum"
    r"|>=?|≥)"
)
# They name what is measured, or all cases in another language: none says which cases count.
_DONE = (
    r"answered|complete|resolved|served|completed|met|delivered|handled|processed|closed|responded"
    r"|acknowledged"
    r"|fixed|restored|picked up|solved|dealt with|actioned|loaded|achieved|fulfilled"
    r"|résolue?s?|traitée?s?|clôturée?s?|pris(?:es)? en charge|répondue?s?|servie?s?"
    r"|gelöst|beantwortet|erledigt|behoben|bearbeitet|entgegengenommen|angenommen"
)
_ALL_CASES = {
    "on time", "in time", "pünktlich", "fristgerecht", "à temps", "dans les délais",
    "termingerecht",
    "cas", "fälle", "fällen", "time", "the time", "zeit", "tiempo", "temps", "times", "occasions",
    "compliance", "sla compliance", "sla", "kpi", "target", "targets", "achievement", "adherence",
    "success", "success rate", "réussite", "erfolg",
    "fulfilment", "erfüllung", "einhaltung", "erreichung", "respect",
}  # fmt: skip


def cases_of(noun: str) -> str:
    """Return of what a share is taken: cases, where a noun says only that it is one."""
    return "cases" if noun.strip().lower() in _ALL_CASES else noun.strip()


_PART = Pattern(
    rf"[\s(,;-]*(?:(?:for|in|at|with|to|on|en|für|bei|met in|dans|pour|chez|zu|achieved in)\s+)?"
    rf"(?:{_AT_LEAST} ?)?(?P<share>{NUMBER}) ?{PERCENT}"
    rf"(?: (?:of|de|der|des|von|aller) (?:the |all |all the |los |las |les |cases of )?{_NOUN}"
    r"(?= (?:in|within|under|below|unter|innerhalb|binnen|über|over|at|to|are|is|must|answered"
    r"|resolved|served|completed|sous|en|dans|sont|doivent|werden|zu|less than|moins de|by|bis"
    r"|before|avant|shall|will|should"
    rf"|{_DONE})\b"
    r"|[\s:,;)(<≤]*$|\s*[<≤>≥:,)(]"
    rf"|\s+\d[\d.,]* ?{lengths.ANY_UNIT}))?"
    rf"(?: (?:are |is |must be |will be |to be |be |sont |werden )?(?:{_DONE})(?: to)?)?"
    r"[\s):,]*",
    re.IGNORECASE,
)

_PERCENTILE = Pattern(
    rf"[\s(,@-]*(?:at |for |the |au |im |das |le )*(?:t?p(?P<p>\d{{2,3}}(?:\.\d+)?)"
    r"|(?<![^\W_])p (?P<spaced>50|75|9\d(?:\.\d+)?)|(?<![\w.])(?P<behind>50|75|9\d) ?p(?!\w)"
    rf"|(?P<th>{NUMBER}) ?(?:th|st|nd|rd|er|e|è?me|\.)?(?: ?%)?[ -]?(?:percentile|perzentil"
    rf"|quantile?"
    r"|centile|pctl?|pctile|%-?ile)\.?"
    r"|(?P<word>median|médiane?|mean|average|avg\.?|ø|on average"
    r"|(?:im )?(?:mittel(?:wert)?|durchschnitt(?:swert)?|schnitt)|durchschnittlich(?:e[nrs]?)?"
    r"|mittlere[nrs]?"
    r"|(?:en )?moyen(?:ne)?s?))"
    r"(?: (?:of|von|de))?(?!\w)[\s):,=]*",
    re.IGNORECASE,
)

_PREPOSITION = Pattern(r" (?:in|within|under|innerhalb|binnen|unter|en|sous)\b", re.IGNORECASE)
_NUMBER_WORD = Pattern(rf"\b(?:{WORDS})\b", re.IGNORECASE)
_RATIO_FIRST = Pattern(
    rf"^(?:in |dans |bei |at least |mindestens |au moins |min\.? )?(?P<ratio>3 (?:quarters"
    rf"|viertel|quarts)|(?:\d+|{WORDS}) (?:out of|of"
    rf"|in|von|sur) (?:\d+"
    rf"|{WORDS}))(?= (?:(?:fällen|cases|cas) )?(?:in|within|under"
    r"|innerhalb|binnen|unter|en|sous|[^\W\d_]+ (?:in|within|under|innerhalb|binnen|en|sous))\b)",
    re.IGNORECASE,
)


def _in_percent(match: re.Match[str]) -> str:
    """Return a ratio before a time in percent: `nine out of ten within 4 hours`."""
    of = "" if _PREPOSITION.match(match.string, match.end()) else " of"
    if match["ratio"].lower().startswith("3 q") or "viertel" in match["ratio"].lower():
        return f"75 %{of}"
    number, _ = of_ratio(_NUMBER_WORD.sub(lambda m: spoken(m[0]), match["ratio"]))
    return f"{number} %{of}" if number else match[0]


def ratio_in_percent(words: str) -> str:
    """Return a text with a ratio at its beginning in percent."""
    return _RATIO_FIRST.sub(_in_percent, words)


def _without(words: str, match: re.Match[str]) -> str:
    """Return a text without a part; times on its two sides stay two."""
    before, after = words[: match.start()], words[match.end() :]
    is_between = lengths.lengths_in(before) and lengths.lengths_in(after)
    return f"{before}{' | ' if is_between else ' '}{after}".strip()


def take_share(words: str) -> tuple[tuple[str, str] | None, str]:
    """Take out the share of cases that must meet a time, or the statistic."""
    percentile = _PERCENTILE.search(words)
    if percentile:
        number = percentile["p"] or percentile["spaced"] or percentile["behind"] or percentile["th"]
        word = (percentile["word"] or "").lower()
        average = "median" if re.match(r"m[eé]dian", word) else "mean"
        statistic = f"p{figure(number)}" if number else average
        return (
            "statistic",
            statistic,
        ), _without(words, percentile)
    part = _PART.search(words)
    if part:
        number = figure(part["share"], is_share=True)
        if number and Decimal(number) <= 100:
            is_german = re.search(r" (?:der|aller) ", part[0]) is not None
            noun = (part["noun"] or "cases").strip()
            is_name = is_german or re.search(r"\d", noun) is not None
            noun = cases_of(noun if is_name else noun.lower())
            kept = _without(words, part).strip(" ,;:()")
            return ("compliance", f"{number} % of {noun}"), kept
    return None, words
