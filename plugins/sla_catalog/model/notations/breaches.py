"""Triggers of rights in other notations: how many breaches, in which time."""

from __future__ import annotations

import re

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.counted_breaches import counted, counted_alone
from sla_catalog.model.notations.numerals import NUMBER, WORDS, clean, figure, spoken
from sla_catalog.model.notations.shares import PERCENT
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_COUNTS = {
    "once": "1", "twice": "2", "thrice": "3", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "a": "1", "any": "1", "an": "1",
}  # fmt: skip
_COUNT = rf"(?P<count>\d+|{'|'.join(_COUNTS)})"
_BREACH = (
    r"(?:sla |service level )?(?:breach(?:es)?|violations?|misses|failures?|times?|incidents?"
    r"|missed (?:months?|targets?|slas?)|strikes?|shortfalls?|non-compliances?|defaults?)"
)
_ANY_MONTHS = Pattern(
    rf"{_COUNT} (?:(?:{_BREACH}|months?) )?(?:out of|of|in) (?:any |the last |a "
    rf"|any rolling )?(?P<among>\d+|\w+)"
    r"(?:[ -](?:consecutive )?months?)?(?: period)?", re.IGNORECASE
)  # fmt: skip
_RUNNING = Pattern(
    rf"{_COUNT} (?:(?:consecutive|successive|subsequent) (?:{_BREACH}|months?)|months? (?:running"
    rf"|in a row|in succession"
    r"|consecutively)|in a row|consecutive)", re.IGNORECASE
)  # fmt: skip
_WITHIN = Pattern(
    rf"(?:more than )?{_COUNT}(?: {_BREACH})? (?:in|within|during|over|per) (?:a |an |any |each "
    rf"|the (?:last|same) |one |1 (?=calendar))?"
    r"(?P<layout>rolling |calendar |trailing )?(?:period of )?(?P<period>(?:\d+"
    r"|\w+)[ -]?\w*)(?: period)?",
    re.IGNORECASE,
)
_NTH_WORD = (
    r"(?:second|2nd|third|3rd|fourth|4th|fifth|5th|zweiten?|zweiter|dritten?|dritter|vierten?"
    r"|fünften?|deuxième|troisième)"
)
_MISSED = (
    r"(?:(?:any|the|a|an|same|one|der|die|das|le|la|les|du|des|de la|de l') ?)*"
    r"(?:(?:sla|kpi|slo|service levels?|metric|target|targets|availability|uptime|commitment"
    r"|servicelevel"
    r"|zielwert|niveau de service|engagement|objectif|taux) )*(?:(?:is|are|was|has been|wird"
    r"|est) )?"
    r"(?:missed|not (?:met|achieved|reached|fulfilled)|fails?|failed|failing|unmet|breached"
    r"|violated"
    r"|(?:failure|failing|fails|failed) to (?:meet|achieve|reach|deliver)(?: (?!in\b|for\b"
    r"|over\b)\w+){1,4}"
    r"|non-?compliance|breach|shortfall|unterschritten|verfehlt|nicht (?:erreicht|eingehalten"
    r"|erfüllt)"
    r"|(?:nicht(?:erreichung|einhaltung|erfüllung)|unterschreitung|unterschreiten|verfehlung"
    r"|verletzung)"
    r"(?: (?:der|des|von|einer|eines) \w+)?"
    r"|non[- ](?:respect|atteinte|tenue|conformité)(?: (?:de la|du|des|de l'|d'un|d'une) ?\w+)?"
    r"|manqué)"
    r"(?: (?:of|against) (?:the |a )?(?:sla|target|kpi|service level))? "
)
_EACH = Pattern(
    r"(?:each|every|any|per|a single|single|on|upon)(?: an?)? (?:sla )?(?:breach|violation|miss"
    r"|failure)|breach|once|any|(?:each|every)(?: time)?"
    r"|(?:1|one) (?:time|breach)",
    re.IGNORECASE,
)


_BELOW_IN_A_MONTH = Pattern(
    rf"(?:below|under|less than|<|unter|moins de) ?(?P<share>{NUMBER}) ?{PERCENT}"
    r" (?:in|for|during) (?:any|a|one|1|each|every|einem)?(?: (?:single|calendar))? ?months?"
)
_BELOW_FOR_MONTHS = Pattern(
    rf"(?:below|under|less than|<|unter|moins de) ?(?P<share>{NUMBER}) ?{PERCENT}"
    rf" (?:(?:for|over|during|pendant) {_COUNT} (?:(?:consecutive|successive) )?months?"
    rf"|in {_COUNT.replace('count', 'running')} (?:consecutive|successive) months?)"
)
_BELOW = Pattern(
    r"(?P<months>.+ months?(?: (?:in a row|running|in succession|consecutively))?),? "
    rf"(?:below|under|less than|<|unter|moins de) ?(?P<share>{NUMBER})"
    rf" ?{PERCENT}"
)
_IN_ENGLISH = tuple(
    (Pattern(pattern), english)
    for pattern, english in (
        (r"\b\d+ ?\((\d+)\)", r"\1"),
        (
            rf"^{_MISSED}(?=(?:in|for|on|over|during|within|at least|twice|thrice|any|each"
            rf"|more than|an|bei"
            rf"|während|innerhalb|pendant|durant|sur|dans|au cours|plus de|mehr als|\d)\b)",
            "",
        ),
        (
            r"^(?:in|within|during|over) (?:any |a )?(.+?)[:,] (\d+)(?: times| breaches)?$",
            r"\2 breaches in \1",
        ),
        (
            r"\b(consecutive|successive|subsequent) (?:calendar|full|reporting"
            r"|monthly) (?=months?\b)",
            r"\1 ",
        ),
        (
            r"\b(\d+)malige[nrsm]? (?:unterschreit|verletz|verstoß|verfehl|nicht|ausf"
            r"|überschreit)\w*",
            r"\1 breaches",
        ),
        (r"\bkalenderjahre?s\b", "kalenderjahr"),
        (
            r"^(?:an|in|on|for|bei|nach|after|upon|ab|dès|après) (?=\d+ (?:months?|monaten?|mois"
            r"|breaches)\b)",
            "",
        ),
        (
            r"^(\d+) (?:months?|monaten?|mois) (?:of|in|within|per|innerhalb|pro|sur|par) (?:any "
            r"|a |one |the |each |eines |einem |une? )?(?=(?:calendar ?year|kalenderjahr"
            r"|année civile))",
            r"\1 breaches in a ",
        ),
        (r"\bannée civile\b", "calendar year"),
        (
            rf"^(\d+) {_BREACH} (?:in a row|consecutively|running|in succession|in folge"
            rf"|hintereinander|d'affilée|de suite)$",
            r"\1 consecutive months",
        ),
        (r"^(?:twice|thrice) in a row$", "2 times in a row"),
        (r"^(?:any|every|one|each) single (?=breach|violation|miss|failure)", "each "),
        (
            r"^(?:the |der |die |la |le )?(?:taux|niveau|quote|rate|level|value|figure|score|kpi"
            r"|sla)(?: (?:de|of|der|des) \w+)? (?=inférieur|below|unter|less|<)",
            "",
        ),
        (r"\b(?:falls?|drops?|fällt|sinkt|tombe|is|est) (?=below|unter|sous|inférieur|less)", ""),
        (r"\b(?:inférieure?s? à|en dessous de|sous les?)(?= ?\d)", "below"),
        (r"^(?:>=|≥) ?(?=\d)", ""),
        (r"^> ?(?=\d)", "more than "),
        (r"^any (?=\w+ months? (?:out of|of|in)\b)", ""),
        (rf"^({_NTH_WORD}) (?:{_BREACH}|verstoß|verletzung|manquement)(?= \w)", r"\1 breaches"),
        (r"\b(?:au cours|au sein|lors) (?:d'|de la |de |du |des )", "in "),
        (
            r"\b(?:sur|dans|pendant|durant|en) (?:une|la) période (?:glissante )?de (?=\w)",
            "in rolling ",
        ),
        (r"\brolling (\w+ mois|\w+ jours|\w+ semaines) glissante?s?\b", r"rolling \1"),
        (r"\b(\w+ (?:mois|jours|semaines)) glissante?s?\b", r"rolling \1"),
        (r"\bkalendermonat(e[ns]?|s)?\b", r"monat\1"),
        (r"\bfois (?:sur|dans|en)\b", "times in"),
        (r"\bun(?:e)? (?=trimestre|semestre|an\b|année|mois\b)", "a "),
        (r"\bsemestre\b", "6 months"),
        (r"\bhalbjahr(?:e?s)?\b", "6 months"),
        (r"^(?:at least|mindestens|min\.?) |(?<=\w) (?:or more|oder mehr)\b|\+(?= )", ""),
        (
            r"^any (?=\w+ (?:consecutive|successive|months? in) )|^in (?=\w+ (?:aufeinander"
            r"|consecutive))",
            "",
        ),
        (r"(?<=\d)(?: ?[x×]|[ -]?mal)(?!\w)", " times"),
        (
            r"^(?:for|during|over|in|on|upon|after|während|über|nach|pendant|bei|pour) (?:any |a "
            r"|the )?"
            r"(?=\w+ (?:consecutive|successive|aufeinander|times|fois|mois|months?\b|of\b"
            r"|out of|von|aus|sur))",
            "",
        ),
        (
            r"^(?:the |monthly |die |der |la )*(?:availability|uptime|service level|verfügbarkeit"
            r"|disponibilité)(?: is| falls| drops| was|,)? (?=below|under|less|<|unter|moins)",
            "",
        ),
        (r"\bmehr als\b", "more than"),
        (
            r"^(?:jede[rsnm]?|beim?|chaque|tout|pro|je|à chaque|bei jede[rm]) (?:einzelne[nrs]? )?"
            r"(?:verstoß|verletzung|unterschreitung|verfehlung|manquement|nichterfüllung)$",
            "each breach",
        ),
        (r"^(?:the )?first (?=breach$)", "each "),
        (r"\b(?:verstoß|verletzung|unterschreitung|verfehlung)\b", "breach"),
        (
            r"\b(?:verstöße|verstößen|verletzungen|unterschreitungen|verfehlungen)\b",
            "breaches",
        ),
        (r"\b(?:manquements|violations|dépassements|infractions)\b", "breaches"),
        (r"(?<=breaches )(?:sur|de)\b", "in"),
        (r"\bkalenderjahr\b", "calendar year"),
        (r"\bplus de\b", "more than"),
        (
            r"\b(times|fois|breaches|failures|violations|misses|incidents)\s*(?:/|1\b|an?\b|per\b"
            r"|each\b|pro\b|im\b"
            r"|par\b) ?(?=\w)",
            r"\1 in a ",
        ),
        (r"(?<=in a )(?:an|année)$", "year"),
        (r"\baufeinander ?folgende[nr]?\b", "consecutive"),
        (r"\bmonate[n]? (?:in folge|hintereinander|nacheinander)\b", "months in a row"),
        (r"\b(?:innerhalb(?: von| eines)?|binnen|während|pro|im)\b", "in"),
        (r"\bmonate[ns]?\b", "months"),
        (r"\bmonats?\b", "month"),
        (r"\bjahr(?:e[sn]?)?\b", "year"),
        (r"\bquartals?\b", "quarter"),
        (r"\bmois\b", "months"),
        (r"\btrimestre\b", "quarter"),
        (r"\bbreaches (?:consécutifs|consécutives|d'affilée|consecutive)\b", "in a row"),
        (r"\b(?:consécutifs?|d'affilée|de suite)\b", "consecutive"),
        (r"\b(\w+) months consecutive\b", r"\1 consecutive months"),
        (r"\bfois\b", "times"),
        (r"(?<=\w )(?:von|aus|sur)\b", "of"),
        (r"\b(?:dans|en|sur|par)\b", "in"),
        (r"\bmonaten\b", "months"),
        (r"\b(?:rollierenden|gleitenden)\b", "rolling"),
        (r"\b(\w+) (?:tagen?|jours?)\b", r"\1 days"),
        (r"\b(\w+) (?:wochen?|semaines?)\b", r"\1 weeks"),
        (r"\b(?:in folge|hintereinander|nacheinander)\b", "in a row"),
        (r"\b(\w+) times in a row\b", r"\1 months in a row"),
        (r"(?<= )(\w+) months? (?:in a row|running|in succession)$", r"\1 consecutive months"),
        (r"^in (?=\d+ months? (?:in|of) )", ""),
    )
)


_ALONE = Pattern(
    rf"{_COUNT} {_BREACH}(?: (?:in|within|during|over|per) "
    r"(?:the |an? |any |one |each |der |dem |la )?"
    r"(?:(?:same|measuring|measurement|reporting|observation|evaluation|review|relevant) )?"
    r"(?:period|window|(?:mess|berichts|beobachtungs|bezugs)?(?:zeitraums?|periode)"
    r"|période(?: de mesure)?))?",
    re.IGNORECASE,
)


_SPOKEN = Pattern(rf"\b(?!once\b)(?:{WORDS})(?=\b|mal\b|malige)")


def _in_figures(match: re.Match[str]) -> str:
    """Write a number in figures; one may be an article."""
    number = spoken(match[0])
    return number if number != "1" else match[0]


_NTH_IN_FIGURES = Pattern(rf"^(?P<nth>{_NTH_WORD}) (?=breaches )")


def _in_english(words: str) -> str:
    words = _SPOKEN.sub(_in_figures, words.lower())
    for pattern, english in _IN_ENGLISH:
        words = pattern.sub(english, words)
    return _NTH_IN_FIGURES.sub(lambda m: f"{_ORDINALS[m['nth'][:4]]} ", words)


_OR = Pattern(
    r",? (?:or|oder|ou) (?=(?:in|for|any|more|less|under|below|unter|\d|on|at|mehr|plus)\b)"
)
_OF_ONE_METRIC = Pattern(
    r"(?<=\w) (?P<note>(?:of|for|on|in|against) (?:the same|a single|one|any(?: one| given)?"
    r"|an individual)"
    r" (?:kpi|sla|slo|service levels?|metric|service|target|indicator)"
    r"|(?:desselben|derselben|einer|eines) (?:kennzahl|kpi|sla|service levels?|servicelevels?)"
    r"|(?:du|d'un|pour le) même (?:kpi|sla|indicateur|niveau de service))(?= )",
    re.IGNORECASE,
)


def meant_triggers(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of a trigger; what says of which metric the breaches are, as a note."""
    of_one = _OF_ONE_METRIC.search(clean(text))
    if of_one:
        rest = _OF_ONE_METRIC.sub("", clean(text))
        return tuple(Suggestion(one, (("note", of_one["note"]),)) for one in triggers(rest))
    return tuple(map(Suggestion, triggers(text)))


def several_triggers(text: str) -> tuple[str, ...]:
    """Return the triggers of a text that names one or another, or nothing."""
    parts = _OR.compiled.split(clean(text))
    found = [triggers(part) for part in parts] if len(parts) > 1 else []
    return tuple(one for (one,) in found) if found and all(len(one) == 1 for one in found) else ()


def triggers(text: str) -> tuple[str, ...]:
    """Return a trigger as it is read: `2 out of 3 months` is `2 of any 3 months`."""
    if found := _in_patterns(text):
        return found
    free = counted(clean(text))
    return (free,) if free else ()


def _in_patterns(text: str) -> tuple[str, ...]:
    words = _in_english(lengths.prepared(text))
    if _EACH.fullmatch(words):
        return ("each breach",)
    low = _BELOW.fullmatch(words)
    found = triggers(low["months"]) if low else ()
    bound = figure(low["share"], is_share=True) if low else ""
    if bound and len(found) == 1 and "consecutive" in found[0]:
        return (f"{found[0]} below {bound} %",)
    below = _BELOW_IN_A_MONTH.fullmatch(words)
    bound = figure(below["share"], is_share=True) if below else ""
    if bound:
        return (f"1 month below {bound} %",)
    running = _BELOW_FOR_MONTHS.fullmatch(words)
    bound = figure(running["share"], is_share=True) if running else ""
    if running and bound:
        return (
            f"{_number(running['count'] or running['running'])} consecutive months below {bound} %",
        )
    running = _RUNNING.fullmatch(words)
    if running:
        return (f"{_number(running['count'])} consecutive months",)
    any_months = _ANY_MONTHS.fullmatch(words)
    is_months = any_months and (
        "of" in words.split() or re.search(r"^\w+ months? in ", words) is not None
    )
    if any_months and is_months:
        among = _number(any_months["among"])
        return (f"{_number(any_months['count'])} of any {among} months",) if among.isdigit() else ()
    within = _WITHIN.fullmatch(words)
    if not within:
        return ()
    count, months = _number(within["count"]), _period(within["period"])
    if words.lower().startswith("more than"):
        count = str(int(count) + 1)
    layout = {"trailing": "rolling"}.get(
        (within["layout"] or "").strip(), (within["layout"] or "").strip()
    )
    if not months or (layout == "calendar" and not months.endswith(("month", "months"))):
        return ()
    noun = "breach" if count == "1" else "breaches"
    return (f"{count} {noun} in {f'{layout} ' if layout else ''}{months}",)


_OF_CONTRACT = Pattern(
    r"(?P<before>.*?)(?:contract(?:ual)? ?year|(?:agreement|subscription) year|vertragsjahr(?:e?s)?"
    r"|année (?:contractuelle|de contrat|du contrat))",
    re.IGNORECASE,
)


def breaches_in_contract_year(text: str) -> str:
    """Return breaches in a year of the contract as those in 12 months, or nothing."""
    match = _OF_CONTRACT.fullmatch(" ".join(clean(text).split()))
    found = triggers(f"{match['before']}year") if match else ()
    return found[0] if len(found) == 1 and found[0].endswith("12 months") else ""


_ORDINALS = {
    "seco": "2", "2nd": "2", "thir": "3", "3rd": "3", "four": "4", "4th": "4", "fift": "5",
    "5th": "5", "zwei": "2", "drit": "3", "vier": "4", "fünf": "5", "deux": "2", "troi": "3",
}  # fmt: skip
_NTH = Pattern(
    r"(?:(?:after|upon|on|at|from|nach|bei|ab|après|dès|the|a|dem|der|einem|le"
    rf"|la) )*(?P<nth>{_NTH_WORD})"
    rf" (?:{_BREACH}|verstoß|verletzung|unterschreitung|manquement)(?:es)?",
    re.IGNORECASE,
)


def breaches_alone(text: str) -> str:
    """Return breaches of which no period is said: `two breaches` is `2 breaches`; or nothing.

    `In the period` says none: a metric is in breach once in its window, and the term is another.
    """
    words = clean(text)
    nth = _NTH.fullmatch(words)
    match = _ALONE.fullmatch(_in_english(words))
    count = _number(match["count"]) if match else ""
    count = _ORDINALS[nth["nth"].lower()[:4]] if nth else count
    count = count or str(counted_alone(words) or "")
    return f"{count} {'breach' if count == '1' else 'breaches'}" if count else ""


def _number(word: str) -> str:
    return _COUNTS.get(word.lower(), word)


def _period(text: str) -> str:
    """Return a period as a number of days, weeks or months, or nothing."""
    words = " ".join(_number(word) for word in re.split(r"[ -]", text))
    length = lengths.length(words)
    match = re.fullmatch(r"(\d+) (day|week|month|year)s?", length)
    if not match:
        return ""
    count, unit = int(match[1]), match[2]
    if unit == "year":
        count, unit = count * 12, "month"
    return f"{count} {unit}{'' if count == 1 else 's'}"
