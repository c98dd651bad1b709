"""Credits, edges of tiers and triggers in other notations."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER, clean, figure, in_two_ways, printed
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.model.notations.targets import money
from sla_catalog.patterns import Pattern

_PERCENT = r"(?:%|per ?cent|pct\.?|prozent|procent|por ciento|pour ?cent)"
_OF_BASE = (
    r"(?: (?:of|off|on|from|der|des|du|de la|del) (?:the |a |one |their |your |its "
    r"|my )?(?P<base>[^\d(),;]+?))?"
)
_CREDIT_WORDS = r"(?: ?(?:service )?(?:credits?|refund|discount|rebate|gutschrift|back))?"
_SHARE = Pattern(
    rf"(?:(?:a |an )?(?:service )?(?:credit|refund|discount) of )?(?P<number>{NUMBER}) ?{_PERCENT}"
    rf"{_CREDIT_WORDS}{_OF_BASE}{_CREDIT_WORDS}",
    re.IGNORECASE,
)
_BAND = Pattern(
    rf"(?:between |from )?(?P<low>{NUMBER}) ?{_PERCENT}?\s*(?:-|to|and"
    rf"|bis)\s*(?P<high>{NUMBER}) ?{_PERCENT}"
    rf"{_OF_BASE}",
    re.IGNORECASE,
)
_MOST = Pattern(
    rf"(?:at most|up to|max\.?(?:imum)?(?: of)?|no more than|not more than|<=|≤|capped at|bis zu"
    rf"|höchstens)"
    rf"\s*(?P<number>{NUMBER}) ?{_PERCENT}{_OF_BASE}",
    re.IGNORECASE,
)
_FRACTION = Pattern(
    rf"(?P<part>\d+) ?[/⁄] ?(?P<whole>\d+)(?:th|st|nd|rd)?{_OF_BASE}", re.IGNORECASE
)
_DAYS = Pattern(
    rf"(?:pro[ -]?rated |prorated )?(?P<length>{NUMBER}[ -]?[a-z]+)'?"
    r"(?: (?:of |free |extra |additional )*(?:(?:free )?service|usage|extension|credit|free"
    r"|(?:vertrags|laufzeit)?verlängerung))?"
    rf"{_OF_BASE}",
    re.IGNORECASE,
)
_TIMES = Pattern(
    rf"(?:(?P<number>{NUMBER}) ?(?:x|×|times|fold|-fold)|(?P<word>double|twice|triple|treble))"
    r"(?: (?:of )?(?:the )?(?P<base>[^\d(),;]+))?",
    re.IGNORECASE,
)
_OUTAGE = Pattern(
    r"(?:price|cost|fee|value|charges?)(?: paid)? (?:of|for|during) (?:the )?(?:outage|downtime)"
    r"|outage|downtime|downtime (?:cost|price)|(?:the )?(?:time of )?downtime", re.IGNORECASE
)  # fmt: skip
_PRO_RATA = Pattern(
    r"pro[ -]?rata.*|pro[ -]?rated.*|proportiona(?:l|te).*|anteilig.*", re.IGNORECASE
)
_ALL = Pattern(
    r"(?:(?:a |the )?(?:full|total|complete|whole|entire) |vollständige |volle )"
    r"(?:refund|credit|reimbursement|erstattung|gutschrift)" + _OF_BASE, re.IGNORECASE
)  # fmt: skip
_WHOLE = Pattern(
    r"(?:(?:a |one |1 )?(?:full|free|entire|whole) |(?:100 % of )|(?:one|1) )(?P<base>(?:month"
    r"|week|year|"
    r"quarter)(?:'?s)?(?: (?:fee|fees|charge|charges|service|free|of service))?)",
    re.IGNORECASE,
)
_OF_PERIOD = Pattern(
    r"(?:one|1|a|the) (?:full )?(?P<base>(?:monthly|quarterly|weekly|yearly|annual) (?:fee|charge"
    r"|price|rate))",
    re.IGNORECASE,
)
_PERIOD = {"month": (28, 31), "week": (7, 7), "quarter": (90, 92), "year": (365, 366)}


_HALF = Pattern(r"(?:(?:a |one )?half|die hälfte)(?P<base> .+)", re.IGNORECASE)
_GIVEN_DAYS = Pattern(
    r"^(\w+) (?:service|free|additional|extra)[ -](?=(?:days?|weeks?)(?: of service)?$)",
    re.IGNORECASE,
)
_FEE_OF_DAYS = Pattern(r"^(\d+ (?:days?|weeks?))'s? (?:fees?|charges?|price)$", re.IGNORECASE)


def credit(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of a credit: `10 % of the fee` is `10 %` with the base `fee`."""
    text = _GIVEN_DAYS.sub(r"\1 ", _HALF.sub(r"50 %\g<base>", clean(text)))
    words = _FEE_OF_DAYS.sub(r"\1 of service", lengths.prepared(text))
    plain = clean(text)
    for read in (
        _share,
        _of_most,
        _of_band,
        _of_fraction,
        _of_money,
        _of_times,
        _of_time,
        _of_whole,
    ):
        found = read(plain if read is _of_fraction else words)
        if found:
            return found
    return ()


def _based(value: str, base: str | None) -> Suggestion:
    words = " ".join((base or "").split())
    return Suggestion(value, (("base", words),)) if words else Suggestion(value)


def _share(words: str) -> tuple[Suggestion, ...]:
    match = _SHARE.fullmatch(words)
    number = figure(match["number"], is_share=True) if match else ""
    return (_based(f"{number} %", match["base"]),) if match and number else ()


def _of_most(words: str) -> tuple[Suggestion, ...]:
    match = _MOST.fullmatch(words)
    number = figure(match["number"], is_share=True) if match else ""
    if not match or not number:
        return ()
    base = f", of: {match['base']}" if match["base"] else ""
    return (
        _based(f"{number} %", match["base"]),
        Suggestion(f"{number} %", (("caps", f"[{{at_most: {number} %{base}}}]"),)),
    )


def _of_band(words: str) -> tuple[Suggestion, ...]:
    match = _BAND.fullmatch(words)
    ends = [figure(match[end], is_share=True) for end in ("low", "high")] if match else []
    return tuple(_based(f"{end} %", match["base"] if match else "") for end in ends if end)


def _of_fraction(words: str) -> tuple[Suggestion, ...]:
    match = _FRACTION.fullmatch(words)
    if not match or not int(match["whole"]):
        return ()
    part = Fraction(int(match["part"]), int(match["whole"]))
    base = match["base"] or ""
    in_days = {30: "month", 31: "month", 365: "annual|year", 7: "week"}.get(int(match["whole"]))
    share = part * 100
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    rounded = printed(exact.quantize(Decimal("0.01")))
    if in_days and re.search(in_days, base, re.IGNORECASE):
        days = f"{match['part']} {'day' if match['part'] == '1' else 'days'} of service"
        return (_based(days, base),)
    if Fraction(Decimal(rounded)) == share:
        return (_based(f"{rounded} %", base),)
    return (_based(f"{rounded} %", base),)


def _of_money(words: str) -> tuple[Suggestion, ...]:
    found = money(words)
    if not found:
        return ()
    return tuple(map(Suggestion, in_two_ways(*found.split()) or (found,)))


def _of_times(words: str) -> tuple[Suggestion, ...]:
    if _PRO_RATA.fullmatch(words):
        return (Suggestion("1 times the price of the outage"),)
    match = _TIMES.fullmatch(words)
    if not match:
        return ()
    word = (match["word"] or "").lower()
    number = figure(match["number"] or "") or {"triple": "3", "treble": "3"}.get(word, "2")
    base = (match["base"] or "").strip()
    share = f"{printed(Decimal(number) * 100)} %"
    if not base or _OUTAGE.fullmatch(base):
        of_outage = Suggestion(f"{number} times the price of the outage")
        return (of_outage,) if base else (of_outage, Suggestion(share))
    return (_based(share, base),)


def _of_time(words: str) -> tuple[Suggestion, ...]:
    match = _DAYS.fullmatch(words)
    length = lengths.length(match["length"]) if match else ""
    if not match or not re.fullmatch(r"[\d.]+ (?:h|days?|weeks?)", length):
        return ()
    base = match["base"]
    if base and re.fullmatch(r"(?:free )?(?:service|usage|use)", base, re.IGNORECASE):
        base = None
    return (_based(f"{length} of service", base),)


def _of_whole(words: str) -> tuple[Suggestion, ...]:
    all_of_it = _ALL.fullmatch(words)
    if all_of_it:
        return (_based("100 %", all_of_it["base"]),)
    of_period = _OF_PERIOD.fullmatch(words)
    if of_period:
        return (_based("100 %", of_period["base"]),)
    match = _WHOLE.fullmatch(words)
    if not match:
        return ()
    word = re.match(r"[a-z]+", match["base"], re.IGNORECASE)
    period = word[0].lower().removesuffix("s") if word else ""
    return (
        _based(
            "100 %",
            {
                "month": "monthly fee",
                "week": "weekly fee",
                "quarter": "quarterly fee",
                "year": "annual fee",
            }.get(period),
        ),
    )


def caps(text: str) -> tuple[Suggestion, ...]:
    """Return the most that is given back: `25 % of the monthly fee` is a share, and of what."""
    found = credit(text)
    return tuple(
        Suggestion(
            one.value.removesuffix(" of service"),
            tuple(("of", value) for key, value in one.beside if key == "base"),
        )
        for one in found
        if "caps" not in dict(one.beside)
    )


_EDGES = {
    "<": "below", "<=": "to", "≤": "to", ">": "above", ">=": "from", "≥": "from", "below": "below",
    "under": "below", "less than": "below", "lower than": "below", "above": "above",
    "over": "above", "more than": "above", "at least": "from", "at most": "to", "up to": "to",
    "from": "from", "greater than": "above", "no more than": "to", "unter": "below",
    "weniger als": "below", "kleiner als": "below", "moins de": "below", "inférieur à": "below",
    "über": "above", "mehr als": "above", "größer als": "above", "plus de": "above",
    "supérieur à": "above", "bis": "to", "bis zu": "to", "höchstens": "to", "jusqu'à": "to",
    "mindestens": "from", "ab": "from", "à partir de": "from", "au moins": "from", "until": "to",
}  # fmt: skip
_EDGE = Pattern(
    rf"(?P<sign>{'|'.join(sorted(map(re.escape, _EDGES), key=len, reverse=True))})\s*(?P<value>.+)",
    re.IGNORECASE,
)


def edges(text: str, key: str) -> tuple[Suggestion, ...]:
    """Return an edge of a tier as it is read; a sign before it says under which key it stands."""
    words = clean(text)
    if re.fullmatch(
        r"(?:the |its |agreed )?(?:sla |service level )?(?:target|goal|sla|objective)",
        words,
        re.IGNORECASE,
    ):
        return (Suggestion("target"),)
    band = _BAND.fullmatch(words)
    if band:
        low, high = (figure(band[end], is_share=True) for end in ("low", "high"))
        if low and high:
            low, high = sorted((low, high), key=Decimal)
            return (Suggestion("", (("from", f"{low} %"), ("to", f"{high} %"))),)
    sign = _EDGE.fullmatch(words)
    value = _edge(sign["value"] if sign else words)
    if not value:
        return ()
    meant = _EDGES[sign["sign"].lower()] if sign else key
    return (Suggestion(value) if meant == key else Suggestion("", ((meant, value),)),)


def _edge(words: str) -> str:
    if words.lower() in {"target", "the target"}:
        return "target"
    share = re.fullmatch(rf"(?P<number>{NUMBER}) ?{_PERCENT}", words, re.IGNORECASE)
    bare = re.fullmatch(r"(?:9\d|100)(?:[.,]\d+)?", words)  # of availability: a time has its unit
    number = figure(share["number"] if share else words if bare else "", is_share=True)
    return f"{number} %" if number else lengths.length(words) or money(words)


_COUNTS = {
    "once": "1", "twice": "2", "thrice": "3", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "a": "1", "any": "1", "an": "1",
}  # fmt: skip
_COUNT = rf"(?P<count>\d+|{'|'.join(_COUNTS)})"
_BREACH = (
    r"(?:sla |service level )?(?:breach(?:es)?|violations?|misses|failures?|times?|incidents?"
    r"|missed (?:months?|targets?|slas?))"
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
    rf"|the (?:last|same) |one )?"
    r"(?P<layout>rolling |calendar |trailing )?(?:period of )?(?P<period>(?:\d+"
    r"|\w+)[ -]?\w*)(?: period)?",
    re.IGNORECASE,
)
_EACH = Pattern(
    r"(?:each|every|any|per|a single|single|on)(?: a)? (?:sla )?breach|breach|once"
    r"|(?:1|one) (?:time|breach)",
    re.IGNORECASE,
)


_BELOW_IN_A_MONTH = Pattern(
    rf"(?:below|under|less than|<|unter|moins de) ?(?P<share>{NUMBER}) ?{_PERCENT}"
    r" (?:in|for|during) (?:any|a|one|1|each|every|einem)?(?: (?:single|calendar))? ?months?"
)
_IN_ENGLISH = tuple(
    (Pattern(pattern), english)
    for pattern, english in (
        (r"^(?:at least|mindestens|min\.?) |(?<=\w) (?:or more|oder mehr)\b|\+(?= )", ""),
        (r"^any (?=\w+ months? in )|^in (?=\w+ (?:aufeinander|consecutive))", ""),
        (r"(?<=\d)(?: ?x|[ -]?mal)\b", " times"),
        (r"\b(?:verstöße|verstößen|verletzungen|unterschreitungen|verfehlungen)\b", "breaches"),
        (r"\baufeinander ?folgende[nr]?\b", "consecutive"),
        (r"\bmonate[n]? (?:in folge|hintereinander|nacheinander)\b", "months in a row"),
        (r"\b(?:innerhalb (?:von|eines)|binnen|während|pro|im)\b", "in"),
        (r"\bmonate[ns]?\b", "months"),
        (r"\bmonats?\b", "month"),
        (r"\bjahr(?:e[sn]?)?\b", "year"),
        (r"\bquartals?\b", "quarter"),
        (r"\bmois\b", "months"),
        (r"\b(?:consécutifs?|d'affilée|de suite)\b", "consecutive"),
        (r"\b(\w+) months consecutive\b", r"\1 consecutive months"),
        (r"\bfois\b", "times"),
        (r"(?<=\w )(?:von|aus|sur)\b", "of"),
        (r"\b(?:dans|en|sur|par)\b", "in"),
        (r"\bmonaten\b", "months"),
        (r"^zweimal\b", "2 times"),
        (r"^dreimal\b", "3 times"),
        (r"\b(?:in folge|hintereinander|nacheinander)\b", "in a row"),
        (r"\b(\d+) times in a row\b", r"\1 months in a row"),
        (r"^deux\b", "two"),
        (r"^trois\b", "three"),
        (r"^drei\b", "three"),
        (r"^zwei\b", "two"),
    )
)


def triggers(text: str) -> tuple[str, ...]:
    """Return a trigger as it is read: `2 out of 3 months` is `2 of any 3 months`."""
    words = lengths.prepared(text).lower()
    for pattern, english in _IN_ENGLISH:
        words = pattern.sub(english, words)
    if _EACH.fullmatch(words):
        return ("each breach",)
    below = _BELOW_IN_A_MONTH.fullmatch(words)
    bound = figure(below["share"], is_share=True) if below else ""
    if bound:
        return (f"1 month below {bound} %",)
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
    count, months = _number(within["count"]), _months(within["period"])
    if words.lower().startswith("more than"):
        count = str(int(count) + 1)
    layout = {"trailing": "rolling"}.get(
        (within["layout"] or "").strip(), (within["layout"] or "").strip()
    )
    if not months:
        return ()
    noun = "breach" if count == "1" else "breaches"
    return (f"{count} {noun} in {f'{layout} ' if layout else ''}{months}",)


def breaches_alone(text: str) -> str:
    """Return breaches of which no period is said: `two breaches` is `2 breaches`; or nothing."""
    match = re.fullmatch(rf"{_COUNT} {_BREACH}", clean(text), re.IGNORECASE)
    count = _number(match["count"]) if match else ""
    return f"{count} {'breach' if count == '1' else 'breaches'}" if count else ""


def _number(word: str) -> str:
    return _COUNTS.get(word.lower(), word)


def _months(text: str) -> str:
    """Return a period as a number of months, or nothing."""
    words = " ".join(_number(word) for word in re.split(r"[ -]", text))
    length = lengths.length(words)
    match = re.fullmatch(r"(\d+) (months?|years?)", length)
    if not match:
        return ""
    count = int(match[1]) * (12 if match[2].startswith("year") else 1)
    return f"{count} {'month' if count == 1 else 'months'}"
