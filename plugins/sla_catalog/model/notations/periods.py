"""Periods of measurement and intervals in other notations: `monthly`, `28d`, `P1M`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import clean

_UNITS = {
    "day": "day days tag tages día dia jour giorno dag 日 天 daily täglich täglichen diario daglig",
    "week": "week weeks woche semana semaine settimana uge vecka 周 weekly wöchentlich semanal "
    "wk hebdomadaire ugentlig",
    "month": "month months monat monats mes mois mese maand måned månad mês 月 monthly mo mth pcm "
    "monatlich monatliche mensual mensuel mensuelle mensal mensile maandelijks månedlig månedligt "
    "monatsmittel",
    "quarter": "quarter quarters quartal trimestre quarterly qtr kvartal kwartaal trimestral "
    "vierteljährlich quartalsweise trimestriel 季度",
    "year": "year years jahresmittel jahr jahres año ano an année anno jaar år yearly annual "
    "p.a pa annually jährlich anual annuel annuelle annuale yr annum 年",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_WORD = "|".join(sorted(map(re.escape, _UNIT), key=len, reverse=True))
_PER = (
    r"(?:in a |in any |in each |in every |over a |over each |over any |over the |for each |for any "
    r"|for a |for every |within a |within any |during a |during each |during any |of a |of any "
    r"|of each "
    r"|of the |in one |of one |per |each |every |any |a |an |im |pro |je |al |por |par |pr\.? "
    r"|per |au |"
    r"na |cada |chaque |ogni |måned |/ ?|every single |each and every |one |in the |on a |given "
    r"|毎|每)"
)
_CALENDAR = r"(?:calendar[ -_]?|kalender|calendar |natural |civil |single |full |given )"
_BILLING = r"(?:billing|invoice|invoicing|charging|payment)"
_ROLLING = (
    r"(?:rolling|trailing|sliding|moving|last|past|previous|preceding|gleitende[nr]?"
    r"|rollierende[nr]?)"
)
_BASIS = r"(?: (?:basis|period|window|cycle|interval|time window|evaluation|measurement|average))*"
_TERM = (
    r"(?:the )?(?:(?:contract|agreement|subscription|initial) (?:term|period|duration"
    r"|lifetime)"
    r"|term|contract life|life of (?:the )?(?:contract|agreement)|vertragslaufzeit)"
)

_TO_DATE = {"mtd": "month", "qtd": "quarter", "ytd": "year"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A period within a text, and the text before and after it."""

    windows: tuple[str, ...]
    before: str
    after: str


def windows(text: str) -> tuple[str, ...]:
    """Return a window as it is read, in each reading: `28d` is `rolling 28 days`."""
    words = clean(text).replace("_", " ")
    low = " ".join(re.sub(r"\bmeasured |\bcalculated |\baveraged |\bevaluated ", "", words).split())
    low = low.lower()
    stripped = re.sub(rf"^(?:{_PER})+", "", low)
    return (
        _to_date(low)
        or _term(low)
        or _capital_month(words)
        or _of_billing(low)
        or _fiscal(low)
        or _calendar(low, stripped)
        or _rolling(low)
    )


def _to_date(low: str) -> tuple[str, ...]:
    match = re.fullmatch(rf"(?:the )?(?P<unit>{_WORD})(?: |-)to(?: |-)date", low)
    unit = _TO_DATE.get(low) or (_UNIT[match["unit"]] if match else "")
    return (f"calendar {unit}",) if unit else ()


def _term(low: str) -> tuple[str, ...]:
    return ("contract term",) if re.fullmatch(rf"(?:over |for |during |in )?{_TERM}", low) else ()


def _capital_month(words: str) -> tuple[str, ...]:
    if re.fullmatch(
        r"1 ?M|P1M|1 ?(?:mo|month|months)|one month", words, re.IGNORECASE
    ) and not re.fullmatch(r"1 ?m", words):
        return ("calendar month", "rolling 1 month")
    return ("calendar month",) if words == "M" else ()


def _of_billing(low: str) -> tuple[str, ...]:
    core = (
        rf"(?:(?P<unit>{_WORD}) )?{_BILLING}(?: (?P<after>{_WORD}|cycle|period))?(?: cycle"
        rf"| period)*"
    )
    match = re.fullmatch(rf"(?:{_PER})*{core}", low)
    if not match or not (match["unit"] or match["after"]):
        return ()
    unit = _UNIT.get(match["unit"] or "") or _UNIT.get(match["after"] or "") or "month"
    return (f"billing {unit}",) if unit in {"month", "quarter", "year"} else ()


def _fiscal(low: str) -> tuple[str, ...]:
    if low in {"fy", "financial year", "fiscal yr"}:
        return ("fiscal year",)
    if low in {"fq", "fiscal qtr"}:
        return ("fiscal quarter",)
    match = re.fullmatch(
        rf"(?:{_PER})*(?:fiscal|financial|geschäfts|fiscal[ -_])(?: |-)?(?P<unit>{_WORD})", low
    )
    unit = _UNIT[match["unit"]] if match else ""
    return (f"fiscal {unit}",) if unit in {"month", "quarter", "year"} else ()


def _calendar(low: str, stripped: str) -> tuple[str, ...]:
    for words in (low, stripped):
        match = re.fullmatch(
            rf"(?:on )?(?:an? |the )?(?:{_CALENDAR})*(?P<unit>{_WORD})(?: (?:calendar|natural|civil"
            rf"|calendario))?{_BASIS}",
            words,
        )
        if match:
            return (f"calendar {_UNIT[match['unit']]}",)
    return ()


def _rolling(low: str) -> tuple[str, ...]:
    core = re.sub(
        rf"^(?:over |in |during )?(?:the |a |an |any |each |every )?(?:{_ROLLING}[ -])?",
        "",
        low,
    )
    core = re.sub(
        r"(?:[ -](?:rolling|trailing|sliding|moving|window|period|time window|consecutive|basis"
        r"|interval))+$",
        "",
        core,
    )
    core = re.sub(r"^(?:consecutive )|(?<=\d )consecutive |^(?:per |any |every )", "", core)
    single = re.fullmatch(_WORD, core)
    text = f"1 {_UNIT[core]}" if single and re.search(_ROLLING, low) else lengths.length(core)
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
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)(?:over |in |within |during |per |on )?(?:the |a |an |any |each "
        rf"|every )?{_ROLLING}[ -]"
        r"\d+[ -]?[a-zä]+(?: (?:window|period|basis))?",
        r"(?<!\w)(?:over |in |within |during |per )(?:the |a |an |any |each |every )?"
        r"\d+[ -]?(?:days?|weeks?|d)(?: (?:rolling )?(?:window|period|basis))?",
        rf"(?:(?<!\w)(?:{_PER})|^|(?<=[\s/(]))(?:{_CALENDAR}|{_BILLING} |fiscal "
        rf"|financial )*(?:{_WORD})"
        r"(?: (?:billing )?(?:basis|cycle|period|window))*(?!\w)",
    )
)


def period_in(text: str) -> Piece | None:
    """Find a period within a text, as `per calendar month` in `99.9 % per calendar month`."""
    for pattern in _WITHIN:
        for match in pattern.finditer(text):
            found = windows(match[0].strip(" /("))
            if found:
                return Piece(found, text[: match.start()].rstrip(), text[match.end() :].lstrip())
    return None


_EVERY = {
    "hourly": "every hour", "daily": "every day", "weekly": "every week",
    "fortnightly": "every 2 weeks", "biweekly": "every 2 weeks", "bi-weekly": "every 2 weeks",
    "monthly": "every month", "quarterly": "every quarter", "half-yearly": "every 6 months",
    "bimonthly": "every 2 months", "bi-monthly": "every 2 months", "nightly": "every day",
    "semi-annually": "every 6 months", "semiannually": "every 6 months",
    "semi-annual": "every 6 months", "biannually": "every 6 months",
    "half yearly": "every 6 months",
    "twice a year": "every 6 months", "twice yearly": "every 6 months",
    "twice a day": "every 12 h", "twice daily": "every 12 h", "yearly": "every year",
    "annually": "every year", "annual": "every year", "once a year": "every year",
    "biennially": "every 2 years", "täglich": "every day", "wöchentlich": "every week",
    "monatlich": "every month", "vierteljährlich": "every quarter",
    "quartalsweise": "every quarter", "halbjährlich": "every 6 months", "jährlich": "every year",
    "per year": "every year", "per annum": "every year", "once a month": "every month",
    "per month": "every month", "once a week": "every week", "per week": "every week",
    "once a day": "every day", "per day": "every day", "once per day": "every day",
    "every other week": "every 2 weeks", "every other month": "every 2 months",
    "every other day": "every 2 days", "once a quarter": "every quarter",
    "per quarter": "every quarter", "every night": "every day",
}  # fmt: skip


def interval(text: str) -> str:
    """Return an interval as it is read: `yearly` is `every year`, `each month` is `every month`."""
    words = clean(text).lower()
    known = _EVERY.get(words) or _EVERY.get(words.removeprefix("every "))
    if known:
        return known
    unit = re.fullmatch(
        rf"(?:once (?:a|per|every|each) |each |per |every |every single )?(?P<unit>{_WORD})", words
    )
    if unit and (words != unit["unit"] or words in {"day", "week", "month", "quarter", "year"}):
        return f"every {_UNIT[unit['unit']]}"
    core = re.fullmatch(
        r"(?:every |each |once (?:in |every )|alle |once per )?(?P<length>.+)", words
    )
    length = lengths.length(core["length"]) if core else ""
    if length in {"1 h", "1 min", "1 day", "1 week", "1 month", "1 year"}:
        return {"1 h": "every hour", "1 min": "every minute"}.get(length, f"every {length[2:]}")
    return f"every {length}" if length and not re.search(r"business|\bm?s$", length) else ""
