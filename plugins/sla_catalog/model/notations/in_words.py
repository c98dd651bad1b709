"""Words in which no value is: after what a report is made, that work is done when needed.

They are kept in a text beside, in the place of the key that could not say them.
"""

from __future__ import annotations

import re

from sla_catalog.model.notations import intervals
from sla_catalog.model.notations.numerals import clean
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_PERIOD = (
    r"(?:day|week|month|quarter|half-year|year|tag|woche|monat|quartal|jahr|folgemonat|mois"
    r"|trimestre"
    r"|année|an|semaine)(?:e?s|en)?"
)
_EVENT = (
    r"(?:incident|event|outage|case|breach|release|change|deployment|major|p[0-5]|sev ?\d|request"
    r"|ticket|maintenance|milestone|audit|sprint|shift|call|failure|vorfall|vorfälle|störung"
    r"|ausfall"
    r"|änderung|wartung|ereignis|abnahme|schicht|panne|événement|livraison|migration)\w*"
)
_AFTER_EVENTS = (
    r"(?:post[ -]?(?:incident|mortem|release)\w*|(?:after|following|upon|on|per|for|before|with"
    r"|at|nach|bei|pro|je|vor|après|par|à)"
    rf" (?:(?:the|each|every|any|an?|all|jede[rnms]?|der|dem|einer|einem|chaque|un|une|tout|toute)"
    rf" )*(?:[\w-]+ )?{_EVENT}(?: .*)?|every (?:shift|release|sprint|incident)|event[ -]driven"
    r"|ereignisgesteuert|anlassbezogen.*)"
)
_SO_OFTEN = (
    r"(?:\d+ ?(?:x|×|times)|twice|three times|four times|several times|zweimal|dreimal|mehrmals"
    r"|deux"
    r" fois|trois fois|plusieurs fois)(?:[ -]|/)?(?:an?|per|each|every|in the|pro|im|in der|die"
    r"|par|/)?"
    rf"[ -]?(?:{_PERIOD}|daily|weekly|monthly|yearly|wöchentlich|monatlich|täglich)"
)
_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?|(?:mon|diens|donners|frei"
    r"|sams|sonn)tag\w*|mittwoch\w*|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?"
    r"|dimanches?|weekends?|wochenenden?"
)
_ANY_TIME = (
    r"(?:as (?:and when )?(?:needed|required|necessary)|when(?:ever)? (?:needed|required|necessary)"
    r"|on demand|(?:up)?on request|ad[ -]hoc|if (?:needed|required|necessary)"
    r"|off[ -]?peak(?: hours)?"
    r"|(?:(?:bei|nach) bedarf|auf anfrage|nach (?:absprache|vereinbarung|ankündigung))"
    r"|(?:by|upon|per) (?:prior )?(?:arrangement|agreement|announcement|appointment)"
    r"|(?:outside|außerhalb|en dehors)(?: of| der| des| de)?(?: the| our| normal| core| regular"
    r"| üblichen)* (?:[\w-]+ )?(?:hours|\w*zeit(?:en)?|heures)(?: [\w-]+)?"
    r"|in der nacht (?:von|vom|zu) .*|(?:the )?night (?:of|from) .*|(?:over ?night|at night"
    r"|nachts|la nuit|during the night|in the (?:evening|night)|abends)"
    r"|(?:au|si) besoin|à la demande|sur demande|low[ -](?:traffic|usage)(?: \w+)?"
    r"|(?:nebenzeiten|randzeiten|schwachlastzeiten?|lastarme\w* zeit(?:en)?))"
)
_RECURRING = Pattern(
    rf"{_ANY_TIME}|(?:in|during|zu|während) {_ANY_TIME}"
    rf"|(?:on |at |the |am |an |jede[nsm]? |every |le |chaque )*(?:first|last|second|third|fourth"
    rf"|1st|2nd|3rd|4th|letzte[ns]?|erste[ns]?|dernier|premier) (?:{_WEEKDAY})"
    rf"(?: (?:of|in|im|des|du|de) .*)?"
    r"|(?:bi-?weekly|fortnightly|every (?:other|two|2|second|three|3|four|4) \w+|alle (?:zwei|2"
    r"|14|drei"
    r"|vier|\d) \w+|14-?tägig|zweiwöchentlich|toutes les (?:deux|2) semaines|monthly|quarterly"
    r"|yearly"
    rf"|annually|monatlich|quartalsweise|vierteljährlich|jährlich|{_SO_OFTEN})\b.+",
    re.IGNORECASE,
)
_FREQUENT = Pattern(
    rf"{_AFTER_EVENTS}|{_SO_OFTEN}|never|nie(?:mals)?|jamais"
    r"|(?:semi-?monthly|twice[ -]monthly|twice[ -]weekly)",
    re.IGNORECASE,
)
_ADVERB_FIRST = Pattern(
    r"(?P<often>monthly|quarterly|weekly|annually|yearly|daily|monatlich|quartalsweise|wöchentlich"
    r"|jährlich|täglich|mensuel|trimestriel|hebdomadaire|annuel|half-yearly|halbjährlich"
    r"|every month"
    r"|every quarter|every year|every week|once a (?:month|quarter|year"
    r"|week))(?:le)?(?:ment)?[ ,;:(-]+"
    r"(?!(?:or|oder|ou)\b(?! (?:on|when|as|if|more|bei|nach|auf|à|sur|au)\b)|(?:and|und|et|to"
    r"|bis)\b"
    r"(?! (?:zum|spätestens|\d|on|when|after|nach|upon|bei))).+",
    re.IGNORECASE,
)
_DAY_OF_PERIOD = Pattern(
    r"(?P<lead>(?:(?:on|by|at|until|before|the|each|every|am|bis|zum|jede[nmrs]?|jeweils"
    r"|spätestens|no"
    r" later than|le|au|avant|à la|chaque|in the|en) )*)"
    r"(?:(?:\d{1,2}(?:st|nd|rd|th|\.|er|e)?|first|last|second|third|fifth|tenth|ersten|letzten"
    r"|zweiten|dritten|fünften|zehnten|premier|dernier) ?"
    r"(?:(?:business|working|work|calendar|bank|werk|arbeits|bankarbeits)?[ -]?(?:days?"
    r"|tag(?:e?s)?)"
    rf"|jour ouvré|jour|(?:{_WEEKDAY})|(?= ?(?:of|in|des|du|de|im)\b))|mid|mitte|middle|start"
    r"|beginning|end|ende"
    r"|anfang|beginn|début|fin|close|ultimo)[ ,-]*"
    r"(?:(?:of|in|der|des|de|du|im|jedes|each|every|the|following|next|folge|folgenden|suivant"
    r"|nächsten"
    r"|chaque) ?)*"
    r"(?P<period>month|quarter|year|week|monat|quartal|jahr|woche|mois|trimestre|année)(?:e?s|en)?"
    r"(?:[ -]?end)?(?: suivant)?"
    r"|(?:within |in |innerhalb von |binnen )?\d+ (?:[a-zé]+ )?(?:days?|tagen?|jours?|weeks?"
    r"|wochen)(?: [a-zé]+)?"
    r" (?:of|after|following|from|nach|ab|après) (?:the |der |dem |la )?(?:(?:end|ende|close"
    r"|fin) (?:of|des|der|du"
    r"|de) (?:the |each |every )?)?(?P<after>month|quarter|year|week|monats?|quartals?|jahres?"
    r"|mois|trimestre)"
    r"[ -]?(?:end|ende)?"
    r"|(?:(?:at|on|by|am|zum|jeweils|bis|à|en|the) )*(?P<ending>month|quarter|year|week|monats"
    r"|quartals|jahres)[ -]?(?:end|ende|abschluss)"
    r"|(?:(?:at|zum|jeweils zum|by|à) )+(?P<at>month|quarter|year|monats|quartals"
    r"|jahres)[ -]?ende?",
    re.IGNORECASE,
)
_ON_A_DAY = Pattern(
    r"(?:(?:every|each|on|always|weekly|on a|jede[nrms]?|jeweils|immer|am|wöchentlich|chaque"
    r"|tous les"
    rf"|le)[ ,]+)*(?:{_WEEKDAY})(?: (?:morning|evening|night|afternoon|vormittag|abend|morgen"
    rf"|matin|soir))?(?:[ ,]+(?:by|at|before|bis|um|à|avant)? ?\d[\d:. ]*(?:am|pm|uhr|h)?)?",
    re.IGNORECASE,
)
_WORKING_DAYS = Pattern(
    r"(?:every|each|per|jede[nr]|pro|chaque) (?:(?:business|working|work|week)[ -]?day|werktag"
    r"|arbeitstag|jour ouvré|morning|evening|night|morgen|abend|matin|soir)|werktäglich"
    r"|arbeitstäglich"
    r"|(?:on )?(?:business|working|week)[ -]?days|(?:an )?(?:werk|arbeits)tagen|daily on .+"
    r"|mornings?"
    r"|twice daily .+",
    re.IGNORECASE,
)
_EVERY = {
    "monat": "month", "monats": "month", "mois": "month", "quartal": "quarter", "quartals":
    "quarter", "trimestre": "quarter", "jahr": "year", "jahres": "year", "année": "year",
    "woche": "week",
}  # fmt: skip


_LOCAL = Pattern(
    r"(?:(?:the|of|in|at|headquarters?|head office|firmen\w*|company|business|customer|client"
    r"|user|server|site|office|local|respective|provider|location|standort"
    r"|kunden?|lokale[rn]?|ortsübliche|customer's|user's|each)(?:'s)?[ -]?)*(?:time ?zone|time"
    r"|ortszeit|lokalzeit"
    r"|zeit|site|customer|location|zeitzone(?: des \w+)?)|heure locale",
    re.IGNORECASE,
)


def without_value(text: str, key: str) -> tuple[Suggestion, ...]:
    """Return how words are kept that say no length, no interval and no time under a key."""
    words = clean(text)
    kept = " ".join(text.split())
    if key in {"frequency", "every"}:
        if every := _interval_on_a_day(words):
            return (Suggestion(every, (("note", kept),)),)
        if _FIRST.fullmatch(words) and (first := _interval_first(words)):
            return (Suggestion(first, (("note", kept),)),)
        adverb = _ADVERB_FIRST.fullmatch(words)
        every = intervals.interval(adverb["often"]) if adverb else ""
        is_kept = every or _FREQUENT.fullmatch(words) or intervals.rhythm(words) == "continuous"
        return (Suggestion(every, (("note", kept),)),) if is_kept else ()
    if key == "timezone" and _LOCAL.fullmatch(words):
        return (Suggestion("", (("note", kept),)),)
    if key == "recurs" and _RECURRING.fullmatch(words):
        return (Suggestion(_interval_first(words), (("text", kept),)),)
    return ()


_FIRST = Pattern(
    r"(?:(?P<often>bi-?weekly|fortnightly|14-?tägig|zweiwöchentlich|monthly|quarterly|yearly"
    r"|annually"
    rf"|monatlich|quartalsweise|vierteljährlich|jährlich|half-yearly|halbjährlich)"
    r"|(?:every|alle|toutes les|each) (?P<count>other|two|second|2|three|third|3|four|fourth|4"
    r"|zwei|drei"
    rf"|vier|deux|14)(?:nd|rd|th)? (?P<unit>{_WEEKDAY}|weeks?|wochen|tage|days|semaines|months?"
    r"|monate))\b.*",
    re.IGNORECASE,
)
_COUNTS = {
    **dict.fromkeys(("other", "two", "second", "zwei", "deux", "14"), "2"),
    **dict.fromkeys(("three", "third", "drei"), "3"),
    **dict.fromkeys(("four", "fourth", "vier"), "4"),
}  # fmt: skip


def _interval_first(words: str) -> str:
    """Return the interval with which a recurring time begins: `biweekly on Wednesdays`."""
    match = _FIRST.fullmatch(words)
    if not match:
        return ""
    if match["often"]:
        return intervals.interval(match["often"].lower()).replace("every quarter", "every 3 months")
    written, unit = match["count"].lower(), match["unit"].lower()
    in_days = unit in {"tage", "days"}
    if written == "14":
        written = "two" if in_days else written  # fourteen days are two weeks
        in_days = False
    count = _COUNTS.get(written, written) if written != "14" else written
    months = "months" if unit.startswith(("month", "monat")) else "weeks"
    return f"every {count} {'days' if in_days else months}"


def _interval_on_a_day(words: str) -> str:
    """Return the interval of what is done on a day of each week, month or longer period."""
    if _ON_A_DAY.fullmatch(words):
        return "every week"
    if _WORKING_DAYS.fullmatch(words):
        return "every day"
    dated = _DAY_OF_PERIOD.fullmatch(words)
    if not dated:
        return ""
    period = next(filter(None, dated.groups()[1:])).lower().rstrip()
    return f"every {_EVERY.get(period, period)}"
