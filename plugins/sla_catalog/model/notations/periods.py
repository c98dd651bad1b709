"""Periods of measurement and intervals in other notations: `monthly`, `28d`, `P1M`."""

from __future__ import annotations

import re

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import clean
from sla_catalog.patterns import Pattern

_WORDS = {
    "day": "day days tag tages día dia jour giorno dag 日 天 daily täglich täglichen diario daglig "
    "quotidien tageweise",
    "week": "week weeks woche semana semaine settimana uge vecka 周 weekly wöchentlich semanal "
    "wk wks hebdomadaire ugentlig",
    "month": "month months monat monats monate monaten mes mois mese maand måned månad mês 月 "
    "monthly monatsbasis monatsbezogen mo mth pcm p.m p/m monatl monatlich monatliche monatlichen "
    "monatsweise mensual mensuel mensuelle "
    "mensuellement mensal mensile maandelijks månedlig månedligt monatsmittel monatsdurchschnitt "
    "monatsmittelwert "
    "month-end monatsende",
    "quarter": "quarter quarters quartal quartals trimestre quarterly qtr qtrs q kvartal kwartaal "
    "trimestral quartalsbasis quartalsmittel quartalsdurchschnitt vierteljährlich vierteljahr "
    "quartalsweise trimestriel "
    "trimestrielle 季度",
    "half-year": "halbjahresmittel halbjahresdurchschnitt half-year half-years half-yearly "
    "halfyear halfyearly semester semester-wise "
    "semi-annual semi-annually semiannual semiannually biannual halbjahr halbjahres halbjährlich "
    "halbjahresbasis halbjährig semestre semestriel semestrielle semestral",
    "year": "year years jahresbasis jahresweise jahresmittel jahresdurchschnitt jahr jahres jahre "
    "jahren año ano an année "
    "ans anno jaar år yearly annual p.a pa annually jährlich jährlichen anual annuel annuelle "
    "annuellement annuale yr yrs annum 年",
}
UNITS = {word: unit for unit, words in _WORDS.items() for word in words.split()}
UNIT_WORD = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_MISSPELT = (
    (Pattern(r"\bcal[ae]nd[ae]r"), "calendar"),
    (Pattern(r"\bmonthl?y?ly\b|\bmontly\b"), "monthly"),
    (Pattern(r"\bqua(?:ter|rtar)(?=ly\b|s?\b)"), "quarter"),
    (Pattern(r"\bhalf[ -]?(?=year)"), "half-"),
    (Pattern(r"\bquarter[ -]years?\b"), "quarter"),
    (Pattern(r"\bsemi(?=annual)"), "semi-"),
    (Pattern(r"\bsix[ -]month(?:s|ly)?\b"), "6 months"),
    (Pattern(r"\b(?:end of(?: the)?|month by|month to|month-to-) ?(?=months?\b)"), ""),
    (Pattern(r"\bon an? (?=[a-z-]+ basis\b)"), ""),
)
_UNSAID = Pattern(
    r"\b(?:measured|calculated|averaged|evaluated|assessed|computed|reported|reviewed|counted"
    r"|determined|based on|average over|average of|averaged over|mean of|gemessen|berechnet"
    r"|ermittelt|calculé[es]*|mesuré[es]*)\b ?"
)
_OF_SERVICE = Pattern(
    r" (?:of (?:the )?(?:service|services|subscription|use|usage|operation)|\(average\)|on average"
    r"|durchschnitt|im durchschnitt|im mittel)$"
)
_PER = (
    r"(?:in a |in any |in each |in every |over a |over each |over any |over the |for each |for any "
    r"|for a |for every |for the |within a |within any |within each |within the |during a "
    r"|during each |during any |during the |of a |of any |of each |of the |in one |of one |per "
    r"|each |every |any |a |an |im |pro |je |jeden |jedes |jeder |in jedem |innerhalb eines "
    r"|al |por |par |pr\.? |au |par chaque |sur |sur un |"
    r"na |cada |chaque |ogni |måned |/ ?|every single |each and every |one |in the |on a |given "
    r"|une |auf |über |auf der |jeweilige[rns]? |the |der |des |eines |毎|每)"
)
_CALENDAR = (
    r"(?:calendar[ -_]?|cal\.? |kalender|calendar |natural |civil |single |full |whole |complete "
    r"|entire |given |volle[nr]? |mois-)"
)
_CALENDAR_AFTER = (
    r"(?:calendar|natural|civile?|calendario|calendaire|de calendario|naturales|solare|civil)"
)
_BILLING = (
    r"(?:billing|billed|invoice|invoicing|charging|charge|payment|abrechnungs|rechnungs"
    r"|statement|zahlungs|facturation)"
)
_OF_CONTRACT = r"(?:contract|contractual|subscription|service|agreement|anniversary|vertrags)"
_ROLLING = (
    r"(?:rolling|trailing|sliding|moving|last|past|previous|preceding|prior|gleitende[nrs]?"
    r"|rollierende[nrs]?|rollierend|gleitend|letzte[nrs]?|vergangene[nrs]?|vorangegangene[nrs]?"
    r"|vorige[nrs]?"
    r"|[uú]ltimos|glissante?s?)"
)
_ROLLING_AFTER = (
    r"(?:rolling|trailing|sliding|moving|window|period|time window|consecutive|basis|interval"
    r"|timeframe|time frame|lookback|look-back|gleitend|rollierend|fenster|glissante?s?|mobiles"
    r"|móviles|mobili|back)"
)
_BASIS = (
    r"(?:[ -](?:basis|period|window|cycle|interval|time window|evaluation|measurement|average"
    r"|averaging|reporting|sla|availability|uptime|mean))*"
)
_TERM = (
    r"(?:the )?(?:entire |whole |full |complete )?(?:"
    r"(?:contract|contractual|agreement|subscription|initial|service) "
    r"(?:term|duration|lifetime)"
    r"|(?:contract|agreement|subscription) period"
    r"|term|lifetime|contract life|(?:life|lifetime|term|duration) of (?:the )?(?:contract"
    r"|agreement)"
    r"|(?:gesamte[nr]? )?(?:vertragslaufzeit|vertragsdauer|laufzeit des vertrag(?:e?s)?)"
    r"|durée du contrat|duración del contrato)"
)
_MONTH_OF = Pattern(
    r"(?P<hours>[67]\d\d)[ -](?:h|hours?|hrs) months?|"
    r"(?P<days>3[01]|2[89])[ -]day (?:calendar )?months?"
    r"|(?:calendar )?months? \(?(?:of|=|a|à|with)? ?(?P<of>\d{2,3}) ?(?P<unit>days?|h|hours?"
    r"|hrs)\)?"
)
_PREVIOUS = Pattern(
    rf"(?:the |der |im )?(?:last|past|previous|preceding|prior|letzte[nrs]?|vergangene[nrs]?"
    rf"|vorige[nrs]?|dernier|dernière|último) (?P<unit>{UNIT_WORD})"
)
_THIS = Pattern(
    rf"(?:the )?(?:current|same|respective|laufende[nrs]?) (?:calendar )?(?P<unit>{UNIT_WORD})"
)
_TO_DATE = {"mtd": "month", "qtd": "quarter", "ytd": "year"}
_OF_UNSAID_LENGTH = Pattern(
    r"(?:(?:per|each|every|in (?:the|any|a)|any|the|pro|je|im) )?(?P<period>"
    r"(?:reporting|measurement|measuring|assessment|evaluation|accounting|service|review"
    r"|observation|monitoring|performance|sla|compliance|measured|applicable|relevant)[ -]"
    r"(?:period|window|cycle|interval)|period|interval|cycle"
    r"|messzeitraum|berichtszeitraum|betrachtungszeitraum|bezugszeitraum|zeitraum"
    r"|messperiode|berichtsperiode|période de mesure|periodo de medición)",
    re.IGNORECASE,
)


_OF_PERIOD = Pattern(
    r"^(?:(?:mess|berichts|betrachtungs|bezugs|auswertungs|referenz)(?:zeitraum|periode)"
    r"|(?:measurement|reporting|evaluation|assessment|sla) (?:period|window|interval)"
    r"|période de (?:mesure|référence)|zeitraum|period)(?: ?[:=]| is| ist|,)? +(?=\S)",
    re.IGNORECASE,
)


# One of these begins or is within each word that names a period, in whatever way it is written.
_STEMS = frozenset(word[:3] for word in UNITS if word.isascii() and len(word) > 2) | {
    "bil", "cha", "con", "cyc", "dur", "exe", "int", "inv", "lau", "lif", "pay", "per", "rec",
    "ser", "sta", "sub", "ter", "tim", "ver", "zah", "zei", "zyk",
}  # fmt: skip
_SHORT = frozenset(word for word in UNITS if len(word) <= 2) | {"fy", "fq", "fh", *_TO_DATE}


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period within a text, and the text before and after it."""

    windows: tuple[str, ...]
    before: str
    after: str


def may_name(words: str) -> bool:
    """Tell whether words in small letters may name a period; else no further look is needed."""
    parts = words.split()
    return not _SHORT.isdisjoint(parts) or any(stem in words for stem in _STEMS)


def windows(text: str) -> tuple[str, ...]:
    """Return a window as it is read, in each reading: `28d` is `rolling 28 days`."""
    cleaned = clean(text).replace("_", " ")
    words = _OF_PERIOD.sub("", cleaned)
    low = _spelt(words)
    stripped = re.sub(rf"^(?:{_PER}|1 (?=kalender|calendar))+", "", low)
    return (
        _to_date(low)
        or _term(low)
        or _half_year(low)
        or _capital(words)
        or _of_billing(low)
        or _fiscal(low)
        or _of_contract(low)
        or _average_month(stripped)
        or _calendar(low, stripped)
        or _around_now(low)
        or _rolling(low)
    )


def of_unsaid_length(text: str) -> str:
    """Return the period that a text names without saying how long it is, or nothing."""
    match = _OF_UNSAID_LENGTH.fullmatch(" ".join(clean(text).replace("_", " ").split()))
    return match["period"] if match else ""


_NAMED = {
    "vormonat": "last calendar month", "h1/h2": "calendar half-year", "q1-q4": "calendar quarter",
    "jan-dec": "calendar year", "januar-dezember": "calendar year",
}  # fmt: skip


def _spelt(words: str) -> str:
    """Return words in small letters as they are looked up, without those that say nothing."""
    low = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", words).lower()
    low = _NAMED.get(low, low)
    for pattern, spelling in _MISSPELT:
        low = pattern.sub(spelling, low)
    low = " ".join(_UNSAID.sub("", low).split())
    return _OF_SERVICE.sub("", re.sub(r"^(?:in|on|over) (?=\w+ (?:month|basis))", "", low))


def _to_date(low: str) -> tuple[str, ...]:
    match = re.fullmatch(rf"(?:the )?(?P<unit>{UNIT_WORD})[ -]to[ -]date", low)
    unit = _TO_DATE.get(low) or (UNITS[match["unit"]] if match else "")
    return (f"calendar {unit}",) if unit else ()


def _term(low: str) -> tuple[str, ...]:
    before = r"(?:over |for |during |in |throughout |across |über die |während der )?"
    return ("contract term",) if re.fullmatch(before + _TERM, low) else ()


def _capital(words: str) -> tuple[str, ...]:
    """Read a capital M as months; one of them may be any, or one of the calendar."""
    number = re.fullmatch(r"(?:P(?=\d+M))?(?P<number>\d+) ?M", words)
    if number and int(number["number"]) > 1:
        return (f"rolling {int(number['number'])} months",)
    if re.fullmatch(r"(?:1|one)(?: \(1\))? calendar month", words, re.IGNORECASE):
        return ("calendar month",)
    if number or re.fullmatch(r"1 ?(?:mo|months?)|one(?: \(1\))? month", words, re.IGNORECASE):
        return ("calendar month", "rolling 1 month")
    return ("calendar month",) if words == "M" else ()


def _half_year(low: str) -> tuple[str, ...]:
    """Read half a year: one half of the calendar's, or any six months."""
    core = r"half (?:of )?an? year|(?:eines? |ein )?halbe[ns]? jahre?s?|(?:une )?demi-année"
    is_half = re.fullmatch(rf"(?:in |per |over |within |pro |en )?(?:{core})", low)
    return ("calendar half-year", "rolling 6 months") if is_half else ()


def _of_billing(low: str) -> tuple[str, ...]:
    core = (
        rf"(?:(?P<unit>{UNIT_WORD}) )?{_BILLING}[ -]?"
        rf"(?P<after>{UNIT_WORD}|cycles?|periods?|zeitraum|periode|zyklus)?(?: cycle| period)*"
    )
    match = re.fullmatch(rf"(?:{_PER})*(?:(?:période|mois) de )?{core}", low)
    is_named = match and (match["unit"] or match["after"] or re.search(r"(?:période|mois) de", low))
    if not match or not is_named:
        return ()
    unit = UNITS.get(match["unit"] or "") or UNITS.get(match["after"] or "") or "month"
    return (f"billing {unit}",) if unit not in {"day", "week"} else ()


_FISCAL_YEAR = {
    "fy", "fiscal yr", "exercice", "exercice comptable", "exercice fiscal", "année fiscale",
    "wirtschaftsjahr", "haushaltsjahr",
}  # fmt: skip


def _fiscal(low: str) -> tuple[str, ...]:
    if low in _FISCAL_YEAR:
        return ("fiscal year",)
    if low in {"fiscal half", "financial half", "fh"}:
        return ("fiscal half-year",)
    if low in {"fq", "fiscal qtr"}:
        return ("fiscal quarter",)
    match = re.fullmatch(
        rf"(?:{_PER})*(?:fiscal|financial|geschäfts|accounting|fiscal[ -_])(?: |-)?"
        rf"(?P<unit>{UNIT_WORD})",
        low,
    )
    unit = UNITS[match["unit"]] if match else "day"
    return (f"fiscal {unit}",) if unit not in {"day", "week"} else ()


def _of_contract(low: str) -> tuple[str, ...]:
    """Read a year of a contract; its months may be those of the bills or of the calendar."""
    match = re.fullmatch(
        rf"(?:{_PER})*(?P<of>{_OF_CONTRACT})[ -]?(?P<unit>{UNIT_WORD})|(?:{_PER})*(?P<after>année"
        rf"|mois) (?:contractuelle?|de contrat|d'abonnement)",
        low,
    )
    unit = UNITS[match["unit"] or match["after"]] if match else ""
    if unit in {"", "day", "week"}:
        return ()
    if unit == "year" and (match is None or match["of"] not in {"subscription", "service"}):
        return ("contract year",)
    return (f"billing {unit}", f"calendar {unit}")


def _average_month(low: str) -> tuple[str, ...]:
    """Read a month of so many days, all of the same length."""
    match = _MONTH_OF.fullmatch(low)
    if not match:
        return ()
    is_hours = bool(match["hours"]) or (match["unit"] or "").startswith("h")
    number = int(match["hours"] or match["days"] or match["of"])
    hours = number if is_hours else 24 * number
    return (f"average month of {hours} h",) if 28 * 24 <= hours <= 31 * 24 else ()


def _calendar(low: str, stripped: str) -> tuple[str, ...]:
    for words in (low, stripped):
        period = rf"(?:{_CALENDAR})*(?P<unit>{UNIT_WORD})(?: {_CALENDAR_AFTER})?{_BASIS}"
        if match := re.fullmatch(rf"(?:on )?(?:an? |the )?{period}", words):
            return (f"calendar {UNITS[match['unit']]}",)
    return ()


def _around_now(low: str) -> tuple[str, ...]:
    """Read `last month`: that of the calendar, or one that ends now; `this month` is the first."""
    calendar = re.fullmatch(
        rf"(?:the )?(?:last|past|previous|preceding|prior) calendar (?P<unit>{UNIT_WORD})", low
    )
    if match := _THIS.fullmatch(low) or calendar:
        return (f"calendar {UNITS[match['unit']]}",)
    match = _PREVIOUS.fullmatch(low)
    if not match or match["unit"].endswith("s"):
        return ()
    unit = UNITS[match["unit"]]
    return (f"calendar {unit}", *_rolling_one(unit))


_WEEKS = {"4": 4, "four": 4, "vier": 4, "2": 2, "two": 2, "zwei": 2, "13": 13}
_SEVERAL = {"quarter": "3 months", "half-year": "6 months"}


def _rolling_one(unit: str) -> tuple[str, ...]:
    return (f"rolling {_SEVERAL.get(unit, f'1 {unit}')}",)


def _rolling(low: str) -> tuple[str, ...]:
    low = re.sub(r"^r(?=\d+d$)|(?<=rolling)(?=\d)", "rolling ", low)
    low = re.sub(r"(?<=\d)m$", " months", low) if re.search(_ROLLING, low) else low
    low = re.sub(r"^(\d+) rolling ", r"rolling \1 ", low)
    if low in {"ttm", "ltm", "t12m", "l12m"}:
        return ("rolling 12 months",)
    weeks = re.fullmatch(r"(?P<count>\w+?)[- ]?(?:weekly|wöchentlich)", low)
    if weeks and weeks["count"] in _WEEKS:
        return (f"rolling {_WEEKS[weeks['count']]} weeks",)
    core = re.sub(
        r"^(?:for |per |over |in |during |within |innerhalb von |binnen |über |in den |sur |en los "
        r"|los |les |the )+",
        "",
        low,
    )
    core = re.sub(
        rf"^(?:the |a |an |any |each |every |die |den |der |les )?(?:{_ROLLING}[ -])?", "", core
    )
    core = re.sub(rf"(?:,?[ -]{_ROLLING_AFTER})+$", "", core)
    core = re.sub(r"^(?:time )?(?:window|period|interval) of ", "", core)
    core = re.sub(
        r"^(?:consecutive |über |über die )|(?<=\d )"
        r"(?:consecutive|aufeinander ?folgende[nr]?|derniers"
        r"|dernières) "
        r"|^(?:per |any |every |a |in )*periods? of |^(?:per |any |every )",
        "",
        core,
    )
    is_rolling = re.search(rf"{_ROLLING}|{_ROLLING_AFTER}", low)
    if re.fullmatch(UNIT_WORD, core) and is_rolling:
        return _rolling_one(UNITS[core])
    if core in {"bi-weekly", "biweekly", "fortnightly", "fortnight"}:
        return ("rolling 2 weeks",)
    text = lengths.length(core)
    if text.endswith(" h") and re.match(r"within|innerhalb|binnen", low):
        return ()  # that is how long something may take
    match = re.fullmatch(r"(?P<number>\d+) (?P<unit>h|days?|weeks?|months?|years?)", text)
    if match and int(match["number"]):
        return (f"rolling {text}",)
    seconds = re.fullmatch(r"(?P<number>\d+) (?P<unit>s|min)", text)
    if seconds:
        total = int(seconds["number"]) * (60 if seconds["unit"] == "min" else 1)
        for unit, size in (("days", 86400), ("h", 3600)):
            if total and total % size == 0:
                count = total // size
                return (f"rolling {count} {unit if count != 1 or unit == 'h' else 'day'}",)
    return ()


_WITHIN = tuple(
    Pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)(?:over |in |within |during |per |on )?(?:the |a |an |any |each "
        rf"|every )?{_ROLLING}[ -]"
        r"\d+[ -]?[a-zä]+(?: (?:window|period|basis))?",
        r"(?<!\w)(?:over |in |within |during |per )(?:the |a |an |any |each |every )?"
        r"\d+[ -]?(?:days?|weeks?|months?|d)(?: (?:rolling )?(?:window|period|basis))?",
        rf"(?:(?<!\w)(?:{_PER})|^|(?<=[\s/(]))(?:{_CALENDAR}|{_BILLING} |fiscal "
        rf"|financial |contract |contractual |subscription |vertrags)*(?:{UNIT_WORD})"
        r"(?: (?:billing )?(?:basis|cycle|period|window|average|mean))*(?!\w)",
    )
)


def period_in(text: str) -> FoundPeriod | None:
    """Find a period within a text, as `per calendar month` in `99.9 % per calendar month`."""
    for pattern in _WITHIN:
        for match in pattern.finditer(text):
            found = windows(match[0].strip(" /("))
            if found:
                return FoundPeriod(
                    found, text[: match.start()].rstrip(), text[match.end() :].lstrip()
                )
    return None
