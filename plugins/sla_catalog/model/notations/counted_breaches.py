"""Triggers in free words: a number of breaches or months, a period, and words that add nothing.

Every word of a text must be known here; one that is not could change what is counted.
"""

from __future__ import annotations

import re

from sla_catalog.model.notations.numerals import figure, spoken
from sla_catalog.patterns import Pattern

_MONTHS = {
    "month": 1, "months": 1, "monat": 1, "monate": 1, "monaten": 1, "monats": 1, "mois": 1,
    "kalendermonat": 1, "kalendermonate": 1, "kalendermonaten": 1, "kalendermonats": 1,
    "quarter": 3, "quarters": 3, "quartal": 3, "quartals": 3, "quartale": 3, "trimestre": 3,
    "halbjahr": 6, "halbjahres": 6, "semestre": 6, "year": 12, "years": 12, "jahr": 12,
    "jahres": 12, "jahre": 12, "annum": 12, "an": 12, "ans": 12, "année": 12, "kalenderjahr": 12,
    "kalenderjahres": 12,
}  # fmt: skip
_DAYS = {"day": "day", "days": "day", "tag": "day", "tage": "day", "tagen": "day", "jour": "day",
         "jours": "day", "week": "week", "weeks": "week", "woche": "week", "wochen": "week",
         "semaine": "week", "semaines": "week"}  # fmt: skip


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_BREACHES = _words(
    "breach breaches violation violations miss misses missed failure failures failed fails fail",
    "failing shortfall shortfalls default defaults occurrence occurrences occasion occasions time"
    " times",
    "instance instances strike strikes verstoß verstöße verstößen verletzung verletzungen",
    "verfehlung verfehlungen unterschreitung unterschreitungen unterschreiten unterschritten",
    "verfehlt mal malige maliger maliges maligen manquement manquements fois dépassement",
    "dépassements infraction infractions nichterreichung nichteinhaltung nichterfüllung",
)
_IN_A_ROW = _words(
    "consecutive consecutively successive successively row straight running succession",
    "aufeinanderfolgende aufeinanderfolgenden aufeinanderfolgender hintereinander nacheinander",
    "folge consécutif consécutifs consécutive consécutives affilée suite",
)
_NOTHING_NEW = _words(
    "breached violated unmet case falls falling drops fällt sinkt",
    "the a any one this its in of on at for within during over per by from or more out that and",
    "if when where upon after is are was were be been has have not met reached achieved",
    "fulfilled attained kept below under sla slas kpi kpis slo slos target targets service level",
    "levels servicelevel servicelevels availability uptime metric commitment objective period",
    "periods span window separate least der die das den dem des ein eine einen einem einer eines",
    "im innerhalb binnen während über von bei ab nach zum je pro für an oder mehr wird wurde ist",
    "nicht erreicht eingehalten erfüllt wert zielwert verfügbarkeit zeitraum zeitraums",
    "zeitraumes kennzahl mindestens le la les l d de du un une sur dans en par pendant durant au",
    "aux cours à partir dès après si est non atteint atteinte respecté respect tenu période taux",
    "disponibilité objectif engagement niveau plus",
)
_LAYOUTS = {
    "rolling": "rolling", "trailing": "rolling", "rollierend": "rolling", "rollierenden": "rolling",
    "gleitend": "rolling", "gleitenden": "rolling", "glissant": "rolling", "glissants": "rolling",
    "glissante": "rolling", "calendar": "calendar", "civile": "calendar",
    "kalenderjahr": "calendar", "kalenderjahres": "calendar",
}  # fmt: skip
_TIMES = {"once": "1", "twice": "2", "thrice": "3", "einmal": "1", "zweimal": "2", "dreimal": "3"}
_SAID_TWICE = Pattern(r"\b\w+ ?\((\d+)\)")
_ORDINAL = Pattern(r"\b(\d+)(?:st|nd|rd|th|e|ème|\.(?= [^\W\d_]))(?!\w)")
_NTH = {
    "second": "2", "third": "3", "fourth": "4", "fifth": "5", "zweite": "2", "zweiten": "2",
    "dritte": "3", "dritten": "3", "vierte": "4", "vierten": "4", "fünften": "5", "deuxième": "2",
    "troisième": "3", "quatrième": "4",
}  # fmt: skip
_BELOW = Pattern(
    r"(?:below|under|less than|lower than|<|unter|weniger als|kleiner als|moins de|inférieure?s? à"
    r"|en dessous de|sous) ?(?P<share>\d+(?:[.,]\d+)?) ?(?:%|percent|prozent)"
)
_MORE = Pattern(r"\b(?:more than|mehr als|plus de)\b|(?<!\w)>(?!=)")
_AT_LEAST = Pattern(
    r"(?:≥|>=)|\b(?:at least|mindestens|au moins|or more|oder mehr|ou plus|minimum)\b"
)
_TOKEN = Pattern(r"\d+|[^\W\d_]+|\S")
_EACH = {"each", "every", "jede", "jeder", "jedes", "jedem", "jeden", "chaque", "any", "tout"}


def counted(text: str) -> str:
    """Return a trigger in free words as it is read, or nothing where a word is not known."""
    words = _SAID_TWICE.sub(r"\1", " ".join(text.lower().split()))
    words = _ORDINAL.sub(r"\1 ", words)
    words = re.sub(r"(?<=\d)(?: ?[x×]|-?mal(?:ige[nrsm]?)?)(?!\w)", " times ", words)
    words = re.sub(r"\bhalf[ -]years?\b", "6 months", words)
    below = _BELOW.search(words)
    share = figure(below["share"], is_share=True) if below else ""
    words = _BELOW.sub(" ", words)
    is_more = _MORE.search(words) is not None
    words = _AT_LEAST.sub(" ", _MORE.sub(" ", words))
    tokens = _tokens(words)
    return _written(tokens, share, is_more=is_more) if all(map(_is_known, tokens)) else ""


def counted_alone(text: str) -> int:
    """Return the number of breaches in a text that names no period, or 0."""
    words = _ORDINAL.sub(r"\1 ", _SAID_TWICE.sub(r"\1", " ".join(text.lower().split())))
    tokens = _tokens(_AT_LEAST.sub(" ", words))
    numbers = [int(token) for token in tokens if token.isdigit()]
    is_alone = all(map(_is_known, tokens)) and any(token in _BREACHES for token in tokens)
    timed = (_MONTHS, _DAYS, _IN_A_ROW)
    if not is_alone or len(numbers) != 1 or any(t in words for t in tokens for words in timed):
        return 0
    return numbers[0]


def _tokens(words: str) -> list[str]:
    said = _TOKEN.compiled.findall(re.sub(r"[-',]", " ", words))
    return [token for one in said for token in _in_figures(one)]


def _in_figures(token: str) -> list[str]:
    """Return a word for a number in figures; one may be an article."""
    if token in _TIMES:
        return [_TIMES[token], "times"]
    number = _NTH.get(token) or spoken(token)
    return [number if number and number != "1" else token]


def _is_known(token: str) -> bool:
    return (
        token.isdigit()
        or token in _NOTHING_NEW
        or token in _BREACHES
        or token in _IN_A_ROW
        or token in _MONTHS
        or token in _DAYS
        or token in _LAYOUTS
        or token in _EACH
    )


def _written(tokens: list[str], share: str, *, is_more: bool) -> str:
    numbers = [(place, int(token)) for place, token in enumerate(tokens) if token.isdigit()]
    in_a_row = any(token in _IN_A_ROW for token in tokens)
    units = [place for place, token in enumerate(tokens) if token in _MONTHS or token in _DAYS]
    layouts = {_LAYOUTS[token] for token in tokens if token in _LAYOUTS}
    if not numbers:
        is_each = any(token in _EACH for token in tokens) and any(t in _BREACHES for t in tokens)
        if share and len(units) == 1 and _MONTHS.get(tokens[units[0]]) == 1:
            return f"1 month below {share} %"
        return "each breach" if is_each and not units and not share and not in_a_row else ""
    if len(numbers) > 2 or len(layouts) > 1:
        return ""
    first = numbers[0][1] + is_more
    if not first:
        return ""
    counts = _what(tokens, numbers[0][0])
    if len(numbers) == 1 and in_a_row and counts != "days" and len(units) <= 1:
        is_months = not units or _MONTHS.get(tokens[units[0]]) == 1
        bound = f" below {share} %" if share else ""
        return f"{first} consecutive months{bound}" if is_months else ""
    if share:
        return ""
    period = _period(tokens, numbers, units)
    if not period:
        return ""
    among, unit = period
    layout = next(iter(layouts), "")
    if counts == "months":
        is_any = unit == "month" and layout != "calendar" and first <= among
        if is_any:
            return f"{first} of any {among} months"
        counts = "breaches" if layout == "calendar" else ""
    if counts != "breaches" or (layout == "calendar" and unit != "month"):
        return ""
    noun = "breach" if first == 1 else "breaches"
    plural = "" if among == 1 else "s"
    return f"{first} {noun} in {f'{layout} ' if layout else ''}{among} {unit}{plural}"


def _what(tokens: list[str], place: int) -> str:
    """Return what a number counts: breaches, months or days; the nearest noun behind it says it."""
    for token in tokens[place + 1 :]:
        if token in _BREACHES:
            return "breaches"
        if token in _MONTHS:
            return "months" if _MONTHS[token] == 1 else ""
        if token in _DAYS:
            return "days"
        if token.isdigit():
            return "months"  # `2 of 3 months`
    return "breaches" if any(token in _BREACHES for token in tokens[:place]) else ""


def _period(
    tokens: list[str], numbers: list[tuple[int, int]], units: list[int]
) -> tuple[int, str] | None:
    """Return the period in which breaches count, the last one that is named."""
    if not units:
        return None
    last = units[-1]
    unit = tokens[last]
    count = 1
    if len(numbers) == 2:
        place, count = numbers[1]
        if not place < last <= place + 4:
            return None
    elif last <= numbers[0][0] or len(units) > 2 or (len(units) == 1 and last == numbers[0][0] + 1):
        return None
    if unit in _DAYS:
        return count, _DAYS[unit]
    return count * _MONTHS[unit], "month"
