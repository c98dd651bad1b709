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
    r"|ticket|renewal|renouvellement|expiry|escalation|contract|verlängerung|vertrags\w+"
    r"|maintenance|milestone"
    r"|audit|sprint|shift|call|failure|vorfall|vorfälle|störung"
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
# The rhythms with which such a text begins, for all patterns below.
_TWO_MEANINGS = r"bi-?weekly"  # every two weeks, or twice in each
_EVERY_TWO_WEEKS = r"fortnightly|14-?tägig|zweiwöchentlich"
_FEW_TIMES_A_YEAR = (
    r"monthly|quarterly|yearly|annually|half-yearly|monatlich|quartalsweise|vierteljährlich"
    r"|jährlich|halbjährlich"
)
_COUNTS = {
    **dict.fromkeys(("other", "two", "second", "zwei", "deux"), "2"),
    **dict.fromkeys(("three", "third", "drei", "trois"), "3"),
    **dict.fromkeys(("four", "fourth", "vier", "quatre"), "4"),
}  # fmt: skip
_EVERY_SO_MANY = (
    rf"(?:every|each|alle|toutes les) (?P<count>{'|'.join(_COUNTS)}|14|[2-9])(?P<ordinal>nd|rd|th)?"
)
_RECURRING = Pattern(
    rf"{_ANY_TIME}|(?:in|during|zu|während) {_ANY_TIME}"
    rf"|(?:on |at |the |am |an |jede[nsm]? |every |le |chaque )*(?:first|last|second|third|fourth"
    rf"|1st|2nd|3rd|4th|letzte[ns]?|erste[ns]?|dernier|premier) (?:{_WEEKDAY})"
    rf"(?: (?:of|in|im|des|du|de) .*)?"
    rf"|(?:{_TWO_MEANINGS}|{_EVERY_TWO_WEEKS}|{_FEW_TIMES_A_YEAR}|{_SO_OFTEN}"
    rf"|{_EVERY_SO_MANY} \w+)\b.+",
    re.IGNORECASE,
)
_FREQUENT = Pattern(
    rf"{_AFTER_EVENTS}|{_SO_OFTEN}|bihebdomadaire|bimensuel(?:le)?|never|nie(?:mals)?|jamais"
    r"|(?:semi-?monthly|twice[ -]monthly|twice[ -]weekly)",
    re.IGNORECASE,
)
_ADVERB_FIRST = Pattern(
    rf"(?P<often>{_FEW_TIMES_A_YEAR}|weekly|daily|wöchentlich|täglich|mensuel|trimestriel"
    r"|hebdomadaire|annuel|every month"
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
    r"(?:(?:\d{1,2}(?:st|nd|rd|th|\.|er|e)?|first|last|second|third|fourth|fifth|tenth"
    r"|(?:erste|letzte|zweite|dritte|vierte|fünfte|zehnte)[rn]?|premier|deuxième|troisième"
    r"|dernier) ?"
    r"(?:(?:business|working|work|week|calendar|bank|werk|arbeits|bankarbeits)?[ -]?(?:days?"
    r"|tag(?:e?s)?)"
    rf"|jour ouvr(?:é|able)|jour|(?:{_WEEKDAY})|(?= ?(?:of|in|des|du|de|im)\b))|mid|mitte"
    r"|middle|start|beginning|end|ende"
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
_TIME = r"\d{1,2}(?:[:.h]\d\d)? ?(?:am|pm|h|uhr)?"
_AT_HOURS = Pattern(
    rf"[ ,:]+(?:from |between |von |zwischen |de |entre |at |um |à |ab )?{_TIME}"
    rf"(?: ?(?:-|to|until|bis|and|und|à|et) ?{_TIME})?$",
    re.IGNORECASE,
)
_FIFTH = Pattern(
    r"(?:(?:on|every|each|the|am|jede[nrm]?|le|chaque) )*"
    rf"(?:fifth|5th|5\.|fünfte[rn]?|cinquième|5e) (?:{_WEEKDAY})",
    re.IGNORECASE,
)
_EVERY = {
    "monat": "month", "monats": "month", "mois": "month", "quartal": "quarter", "quartals":
    "quarter", "trimestre": "quarter", "jahr": "year", "jahres": "year", "année": "year",
    "woche": "week",
}  # fmt: skip


_OR = r" (?:or|oder|ou) "
_THEN = Pattern(
    r"(?:first |initially |erstmals |zunächst |d'abord )?(?:after|nach|après|in|at) .+?,? (?:and )?"
    r"(?:then|thereafter|afterwards|danach|anschließend|dann|puis|ensuite),? (?P<often>.+)",
    re.IGNORECASE,
)
_BEFORE_BRACKETS = Pattern(r"(?P<often>[^()]+?)(?: \(|, )(?P<note>[^()]+)\)?")
_WHILE = Pattern(
    r"(?P<often>.+?),? (?P<while>(?:during|while|until|throughout|in case of|in the event of"
    r"|for p\d|while"
    r"|bei|während|solange|bis|pendant|en cas d|jusqu'à|tant que).+)",
    re.IGNORECASE,
)
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
        either = [intervals.interval(one.lower()) for one in re.split(_OR, words)]
        if len(either) > 1 and all(one and ";" not in one for one in either):
            return tuple(map(Suggestion, either))
        if every := _interval_on_a_day(words):
            return (Suggestion(every, (("note", kept),)),)
        if firsts := _intervals_first(words):
            return tuple(Suggestion(first, (("note", kept),)) for first in firsts)
        then = _THEN.fullmatch(words)
        if then and (every := intervals.interval(then["often"])) and "or" not in every.split():
            return (Suggestion(every, (("note", kept),)),)
        while_ = _WHILE.fullmatch(words)
        if while_ and (every := intervals.interval(while_["often"])) and ";" not in every:
            return (Suggestion(every, (("note", while_["while"]),)),)
        adverb = _ADVERB_FIRST.fullmatch(words)
        every = intervals.interval(adverb["often"]) if adverb else ""
        is_kept = every or _FREQUENT.fullmatch(words) or intervals.rhythm(words) == "continuous"
        always = _BEFORE_BRACKETS.fullmatch(words)
        if key == "frequency" and always and (rhythm := intervals.rhythm(always["often"])):
            return (Suggestion(rhythm, (("note", always["note"]),)),)
        live = words.partition(" ")[0]
        if key == "frequency" and not is_kept and intervals.rhythm(live) == "continuous":
            return (Suggestion("continuous", (("note", kept),)),)
        if not is_kept:
            every = intervals.interval_within(words)
        return (Suggestion(every, (("note", kept),)),) if is_kept or every else ()
    if key == "timezone" and _LOCAL.fullmatch(words):
        return (Suggestion("", (("note", kept),)),)
    if key == "recurs" and (_FIFTH.match(words) or re.fullmatch(_SO_OFTEN, words, re.IGNORECASE)):
        return (Suggestion("", (("text", kept),)),)
    if key == "recurs" and (every := _interval_of_day(words)):
        return (Suggestion(every, (("text", kept),)),)
    if key == "recurs" and _RECURRING.fullmatch(words):
        firsts = _intervals_first(words) or ("",)
        return tuple(Suggestion(first, (("text", kept),)) for first in firsts)
    return ()


_FIRST = Pattern(
    rf"(?:(?P<twofold>{_TWO_MEANINGS})|(?P<often>{_EVERY_TWO_WEEKS}|{_FEW_TIMES_A_YEAR})"
    rf"|{_EVERY_SO_MANY} (?:(?P<day>{_WEEKDAY})|(?P<unit>weeks?|wochen|semaines|days?|tage|jours"
    r"|months?|monate|mois)))\b.*",
    re.IGNORECASE,
)
_ORDINALS = frozenset({"second", "third", "fourth"})
_OF_A_MONTH = Pattern(r"\b(?:of|in) (?:the|a|each|every) month\b", re.IGNORECASE)


def _intervals_first(words: str) -> tuple[str, ...]:
    """Return the interval with which a recurring time begins: `fortnightly on Wednesdays`.

    Of `every fourth Monday`, which may be a day of each month, it is either; an empty one where
    the meanings of a word are not told apart.
    """
    match = _FIRST.fullmatch(words)
    if not match:
        return ()
    if match["twofold"]:
        return ("",)
    if match["often"]:
        often = intervals.interval(match["often"].lower())
        return (often.replace("every quarter", "every 3 months"),)
    written = match["count"].lower()
    count = _COUNTS.get(written, written)
    if match["day"]:
        is_ordinal = written in _ORDINALS or match["ordinal"]
        if is_ordinal and _OF_A_MONTH.search(words):
            return ("every month",)
        return (f"every {count} weeks", "every month") if is_ordinal else (f"every {count} weeks",)
    unit = match["unit"].lower()
    if unit.startswith("mo"):
        return (f"every {count} months",)
    if unit.startswith(("day", "tag", "jour")):
        return ("every 2 weeks" if count == "14" else f"every {count} days",)
    return (f"every {count} weeks",)


def _interval_on_a_day(words: str) -> str:
    """Return the interval of what is done on a day of each week, month or longer period."""
    if _ON_A_DAY.fullmatch(words):
        return "every week"
    if _WORKING_DAYS.fullmatch(words):
        return "every day"
    return _interval_of_day(words)


def _interval_of_day(words: str) -> str:
    """Return the interval of what is done on a day of each month or longer period."""
    dated = _DAY_OF_PERIOD.fullmatch(words) or _DAY_OF_PERIOD.fullmatch(_AT_HOURS.sub("", words))
    if not dated:
        return ""
    period = next(filter(None, dated.groups()[1:])).lower().rstrip()
    return f"every {_EVERY.get(period, period)}"
