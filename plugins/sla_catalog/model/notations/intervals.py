"""Intervals in other notations: `yearly`, `every other week`, `P1Y`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import clean
from sla_catalog.model.notations.periods import UNIT_WORD, UNITS
from sla_catalog.patterns import Pattern

_EVERY = {
    "hourly": "every hour", "daily": "every day", "weekly": "every week",
    "fortnightly": "every 2 weeks", "once a fortnight": "every 2 weeks",
    "biweekly": "every 2 weeks; twice a week goes into `note`",
    "bi-weekly": "every 2 weeks; twice a week goes into `note`",
    "monthly": "every month", "quarterly": "every quarter", "half-yearly": "every 6 months",
    "bimonthly": "every 2 months; twice a month goes into `note`",
    "bi-monthly": "every 2 months; twice a month goes into `note`", "nightly": "every day",
    "semi-annually": "every 6 months", "semiannually": "every 6 months",
    "semi-annual": "every 6 months", "biannually": "every 6 months",
    "half yearly": "every 6 months",
    "twice a year": "every 6 months", "twice yearly": "every 6 months",
    "twice a day": "every 12 h", "twice daily": "every 12 h", "yearly": "every year",
    "annually": "every year", "annual": "every year", "once a year": "every year",
    "biennially": "every 2 years", "every other year": "every 2 years",
    "two-monthly": "every 2 months", "three-monthly": "every quarter",
    "two-yearly": "every 2 years", "täglich": "every day", "wöchentlich": "every week",
    "monatlich": "every month", "vierteljährlich": "every quarter",
    "quartalsweise": "every quarter", "halbjährlich": "every 6 months", "jährlich": "every year",
    "per year": "every year", "per annum": "every year", "once a month": "every month",
    "per month": "every month", "once a week": "every week", "per week": "every week",
    "once a day": "every day", "per day": "every day", "once per day": "every day",
    "every other week": "every 2 weeks", "every other month": "every 2 months",
    "every other day": "every 2 days", "once a quarter": "every quarter",
    "per quarter": "every quarter", "every night": "every day", "im jahr": "every year",
    "pro jahr": "every year", "im quartal": "every quarter", "pro quartal": "every quarter",
    "im monat": "every month", "pro monat": "every month", "pro woche": "every week",
    "quotidien": "every day", "hebdomadaire": "every week", "mensuel": "every month",
    "trimestriel": "every quarter", "semestriel": "every 6 months", "annuel": "every year",
    "bi-annual": "every 6 months", "biannual": "every 6 months", "biennial": "every 2 years",
    "triennially": "every 3 years", "triennial": "every 3 years", "stündlich": "every hour",
    "minütlich": "every minute", "minutely": "every minute", "horaire": "every hour",
    "toutes heures": "every hour",
    "twice-yearly": "every 6 months", "twice-annually": "every 6 months", "deux fois l'an":
    "every 6 months", "pro halbjahr": "every 6 months", "per half-year": "every 6 months",
    "every half-year": "every 6 months", "jedes halbjahr": "every 6 months",
    "semiannual": "every 6 months", "bi-annually": "every 6 months", "twice per year":
    "every 6 months", "twice annually": "every 6 months", "six-monthly": "every 6 months",
    "14-tägig": "every 2 weeks", "14-täglich": "every 2 weeks", "vierzehntägig": "every 2 weeks",
    "zweiwöchentlich": "every 2 weeks", "zweiwöchig": "every 2 weeks", "zweimonatlich":
    "every 2 months", "zweijährlich": "every 2 years", "bimestriel": "every 2 months",
    "@daily": "every day", "@weekly": "every week", "@monthly": "every month",
    "@yearly": "every year", "@annually": "every year", "@hourly": "every hour",
    "@midnight": "every day",
}  # fmt: skip

_COUNTS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "six": "6",
    "zwei": "2",
    "vier": "4",
    "deux": "2",
    "trois": "3",
    "quatre": "4",
}
_IN_A_YEAR = {
    "2": "every 6 months", "3": "every 4 months", "4": "every quarter", "6": "every 2 months",
    "12": "every month",
}  # fmt: skip
_TIMES_A_YEAR = Pattern(
    r"(?P<count>\d+|two|three|four|six|zwei|vier|deux|trois|quatre)(?: ?x| ?times|[ -]?mal| fois) "
    r"(?:(?:a|per|each|every|im|pro|in the|par) (?:year|jahr|annum|an)|jährlich|yearly|annually)"
)


_TIMES_A_DAY = Pattern(
    r"(?P<count>\d+|two|three|four|six|zwei|drei|vier|deux|trois|quatre)"
    r"(?: ?x| ?times|[ -]?mal| fois)"
    r" ?(?:(?:a|per|each|every|pro|am|par|/) ?(?:day|tag|jour)|täglich|daily)"
)
_ONCE = Pattern(
    r"^(?:1|one|ein|une)(?: ?x| ?mal| times?| fois)?(?: ?/ ?| (?:per|pro|a|im|par|each|je) )"
)
_EACH = Pattern(r"^(?:jede[nrsm]?|chaque) ")
_AT_ITS_END = Pattern(
    r"^(?:at|by|zum|am|jeweils zum|à) (?:the )?(?:end|ende|la fin) (?:of |des |de )?"
    r"(?:each |every |jedes |jeden |chaque )?(?=[a-zäöü])"
)
_OR_OFTENER = Pattern(
    r"^(?:as needed|when needed|nach bedarf|bei bedarf|on demand|au besoin),? (?:(?:and|but|und"
    r"|aber) )?"
    r"(?:at least|mindestens|au moins) "
)
_DATED = Pattern(r"(?P<often>yearly|annually|jährlich|once a year|annuel) (?:in|im|en) [a-zäéû]+")
_EITHER = Pattern(
    r"(?:every |alle |tous les |toutes les )?(?P<low>\d+) ?(?:-|to|or|bis|oder|à|ou) ?(?P<high>\d+)"
    r" (?P<unit>days|weeks|months|years|tage|wochen|monate|jahre|jours|semaines|mois|ans)"
)
_SO_MANY = Pattern(r"^(?P<count>\d+)[ -]?(?P<unit>month|week|day|hour|year)ly$")
_BARE = Pattern(
    r"^(?:1 ?x|(?:1|ein)mal) (?=jährlich|monatlich|wöchentlich|täglich|yearly|monthly"
    r"|weekly|daily|annually)"
)
_IN_A_MONTH = Pattern(
    r"(?:(?:every|each|in|im|jede[nrm]?|chaque|en|au|the) )+(?:q[1-4]"
    r"|(?:first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|(?:ersten|zweiten|dritten|vierten"
    r"|letzten) quartal|(?:1er|premier|deuxième|troisième|quatrième|dernier) trimestre"
    r"|janu?a?r?y?|januar|febr?u?a?r?y?|märz|march|april|may|mai|june|juni|july|juli|august"
    r"|september|october|oktober|november|december|dezember|janvier|février|mars|avril|juin"
    r"|juillet|août|octobre|novembre|décembre|spring|summer|autumn|winter|frühjahr|herbst)"
)
_ALWAYS = Pattern(
    r"continuous(?:ly)?|(?:in )?(?:near[ -])?real[ -]?time|24 ?[/x] ?7|laufend|ständig"
    r"|permanent(?:ly)?"
    r"|fortlaufend|kontinuierlich|in echtzeit|always|constantly|live|en continu|en temps réel"
    r"|permanente?|dauerhaft|immer|(?:always|permanently|continuously|constantly|24/7|ständig"
    r"|jederzeit|laufend"
    r"|toujours)(?: (?:available|accessible|visible|online|verfügbar|abrufbar|einsehbar"
    r"|disponible))+(?: \w+)*",
    re.IGNORECASE,
)
WHEN_ASKED = Pattern(
    r"(?:up)?on (?:request|demand)|(?:as|when|if) (?:needed|required|necessary|requested)|ad[ -]hoc"
    r"|as agreed|wie vereinbart|selon accord|bei bedarf|nach bedarf|auf (?:anfrage|anforderung"
    r"|verlangen|wunsch|abruf)(?: (?:des"
    r"|der) \w+)?"
    r"|(?:on|at|upon) (?:the )?(?:customer|client)(?:'s)? request|(?:à|sur) (?:la )?demande"
    r"|au besoin|si nécessaire|anlassbezogen|by arrangement|nach vereinbarung",
    re.IGNORECASE,
)


def rhythm(text: str) -> str:
    """Return the word for what is done all the time, or when asked for; else nothing."""
    words = clean(text)
    return (
        "continuous"
        if _ALWAYS.fullmatch(words)
        else ("on request" if WHEN_ASKED.fullmatch(words) else "")
    )


_MOST_WORDS = 6  # of an interval within a sentence
_LENGTH_ALONE = Pattern(r"\d|(?:one|two|three|four|six|an?|ein\w*|zwei|drei|une?|deux|trois)\b")


def interval_within(words: str) -> str:
    """Return the one interval that a text names among other words: `Annual review`; else nothing.

    A length alone is none: a review within 30 days is not one every 30 days.
    """
    tokens = words.replace("(", " ").replace(")", " ").replace(",", " ").split()
    found: list[str] = []
    place = 0
    while place < len(tokens) and len(tokens) <= 2 * _MOST_WORDS:
        for length in range(min(_MOST_WORDS, len(tokens) - place), 0, -1):
            piece = " ".join(tokens[place : place + length])
            every = "" if _LENGTH_ALONE.fullmatch(piece) else _named_interval(piece)
            if every:
                found.append(every)
                place += length - 1
                break
        place += 1
    return found[0] if len(set(found)) == 1 else ""


def _named_interval(piece: str) -> str:
    if _LENGTH_ALONE.match(piece) and not re.search(r"times|mal|fois|x |-", piece):
        return ""
    adjective = re.sub(r"(?<=lich)e[nrsm]?$", "", piece.lower())
    every = "" if lengths.length(adjective) else interval(adjective)
    return "" if re.search(r" or |;", every) else every


def interval(text: str) -> str:
    """Return an interval as it is read: `yearly` is `every year`, `each month` is `every month`."""
    words = re.sub(r"(?<![P\d])(\d+) ?M$", r"\1 months", clean(text)).lower()
    words = re.sub(
        r"\b(?:fiscal|contract|calendar|financial|kalender|vertrags)[ -]?(?=(?:year"
        r"|quarter|month|week"
        r"|jahr|quartal|monat)s?$)",
        "",
        words,
    )
    words = re.sub(r"\bannum\b", "year", words)
    words = re.sub(r"^(?:par |chaque |une? )?année (?:civile|contractuelle)$", "every year", words)
    words = re.sub(r"^every (?:second|2nd) (?=\w)", "every 2 ", words)
    words = re.sub(
        r"^(?:(?:at least|mindestens|minimum|au moins|no less than|einmal|once(?= \w+ly$)) )+",
        "",
        words,
    )
    words = re.sub(r"^(twice|zweimal|deux fois) (?:each|every|per|pro|im|par) ", r"\1 a ", words)
    words = re.sub(r"^(semi|bi|half) (?=annual|month|week|year)", r"\1-", words)
    words = re.sub(r"^jede[snrm]? zweite[nrs]? (?=\w)", "every 2 ", words)
    words = re.sub(r"^(?:each|every) (month|quarter|year) end$", r"every \1", words)
    words = re.sub(r"^toutes les (?=semaines$)", "every ", words)
    words = re.sub(
        r"^(?:tou(?:te)?s les|chaque) |^(?:une fois )?par (?=an$|mois$|semaine$)", "every ", words
    )
    words = re.sub(r"(uel|iel|quotidien)(?:le|ne)?(?:ment)?$", r"\1", words)
    words = re.sub(r" or more (?:often|frequently)$", "", words)
    words = re.sub(r"^every half[ -]year$", "every 6 months", words)
    words = _AT_ITS_END.sub("every ", _OR_OFTENER.sub("", words))
    if dated := _DATED.fullmatch(words):
        words = dated["often"]
        if known := _EVERY.get(words):
            return f"{known}; in which month goes into `note`"
    words = re.sub(r"^on an? (.+) basis$", r"\1", re.sub(r"^all (?=\d)", "every ", words))
    words = re.sub(r"^every (trimestre|semestre|mois|an|année)s?$", r"every \1", words)
    words = re.sub(r"^every (?=every )|[ -]intervals?$", "", _BARE.sub("", words))
    words = _EACH.sub("every ", _ONCE.sub("every ", words))
    if words in {"bi-yearly", "biyearly"}:
        return "every 6 months or every 2 years"
    if either := _EITHER.fullmatch(words):
        return " or ".join(interval(f"{either[end]} {either['unit']}") for end in ("low", "high"))
    if words.isdigit() and int(words):
        return f"every {words} months or every {words} days; the number has no unit"
    words = re.sub(r"^every (\d+)(?:st|nd|rd|th|\.) (month|week|year|day)$", r"\1 \2s", words)
    so_many = _SO_MANY.fullmatch(words)
    if so_many:
        words = f"{so_many['count']} {so_many['unit']}s"
    if _IN_A_MONTH.fullmatch(words):
        return "every year; in which month goes into `note`"
    daily = _TIMES_A_DAY.fullmatch(words)
    if daily:
        count = int(_COUNTS.get(daily["count"], daily["count"]))
        return f"every {24 // count} h" if count and 24 % count == 0 else ""
    known = _EVERY.get(words) or _EVERY.get(words.removeprefix("every "))
    if known:
        return known
    often = _TIMES_A_YEAR.fullmatch(words)
    if often:
        return _IN_A_YEAR.get(_COUNTS.get(often["count"], often["count"]), "")
    unit = re.fullmatch(
        rf"(?:once (?:a|per|every|each) |each |per |every |every single )?(?P<unit>{UNIT_WORD})",
        words,
    )
    if unit and (words != unit["unit"] or words in {"day", "week", "month", "quarter", "year"}):
        return f"every {UNITS[unit['unit']]}"
    core = re.fullmatch(
        r"(?:every |each |once (?:in |every )|alle |once per )?(?P<length>.+)", words
    )
    length = lengths.length(core["length"]) if core else ""
    if length in {"1 h", "1 min", "1 day", "1 week", "1 month", "1 year"}:
        return {"1 h": "every hour", "1 min": "every minute"}.get(length, f"every {length[2:]}")
    is_read = length and not re.search(r"^[0.]+ |business|\bms$", length)
    return f"every {length}" if is_read else ""
