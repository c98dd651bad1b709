"""Credits and edges of tiers in other notations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER, clean, figure, in_two_ways, printed
from sla_catalog.model.notations.periods import windows
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.model.notations.targets import money
from sla_catalog.patterns import Pattern

_PERCENT = r"(?:%|per ?cent|pct\.?|prozent|procent|por ciento|pour ?cent)"
_OF_BASE = (
    r"(?: (?:of|off|on|from|der|des|du|de la|del) (?:the |a |one |their |your |its "
    r"|my )?(?P<base>[^\d(),;]+?))?"
)
_CREDIT_WORDS = (
    r"(?: ?(?:service )?(?:credits?|refund|discount|rebate|gutschrift|erstattung|nachlass|rabatt"
    r"|back|remboursement))?"
)
_SHARE = Pattern(
    rf"(?:(?:a |an )?(?:service )?(?:credit|refund|discount) of )?(?P<number>{NUMBER}) ?{_PERCENT}"
    rf"{_CREDIT_WORDS}{_OF_BASE}{_CREDIT_WORDS}",
    re.IGNORECASE,
)
_BAND = Pattern(
    rf"(?:between |from |zwischen |von |entre |de )?(?P<low>{NUMBER}) ?{_PERCENT}?\s*(?:-|to|and"
    rf"|bis|und|à|et)\s*(?P<high>{NUMBER}) ?{_PERCENT}"
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
    r"|gutschrift|kostenlos|gratis"
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


_HALF = Pattern(
    r"(?:(?:a |one )?half|die hälfte)(?P<base> (?:of|der|des) .+| a .+| (?:the|of the) .+)",
    re.IGNORECASE,
)
_FREE = Pattern(
    r"(?P<count>\d+) (?:free )?(?P<period>month|quarter|year)s?(?: free)?", re.IGNORECASE
)
_EACH_TIME = Pattern(
    r"(?P<amount>.+?)\s*(?:(?:for )?each|for every|per|je|pro|par|/)\s*"
    r"(?P<each>(?!cent|rata)[^\W\d_][^\d]*)",
    re.IGNORECASE,
)
_EACH_SHARE = Pattern(
    rf"(?P<share>{NUMBER}) ?{_PERCENT} (?:(?:for )?each|for every|per|je|pro|par)"
    rf" (?P<step>{NUMBER}) ?{_PERCENT}(?: points?)?"
    r"(?: (?:below|under|missed|short|unterschreitung|darunter|unter)\b.*)?",
    re.IGNORECASE,
)
_WITH_MOST = Pattern(
    rf"(?P<credit>.+?)[\s,(]+(?:up to|max\.?(?:imum)?(?: of)?|at most|capped at|limited to"
    rf"|höchstens|maximal|bis zu|jusqu'à)\s*(?P<most>{NUMBER} ?{_PERCENT})(?P<of>[^()]*)\)?",
    re.IGNORECASE,
)
_GIVEN_DAYS = Pattern(
    r"^(\w+) (?:service|free|additional|extra)[ -](?=(?:days?|weeks?)(?: of service)?$)",
    re.IGNORECASE,
)
_FEE_OF_DAYS = Pattern(r"^(\d+ (?:days?|weeks?))'s? (?:fees?|charges?|price)$", re.IGNORECASE)


def credit(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of a credit: `10 % of the fee` is `10 %` with the base `fee`."""
    text = re.sub(r"50 % (?=the |a )", "50 % of ", _HALF.sub(r"50 %\g<base>", clean(text)))
    text = _GIVEN_DAYS.sub(r"\1 ", text)
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
    return _of_parts(words)


def _of_parts(words: str) -> tuple[Suggestion, ...]:
    """Return a credit that is given for each of something, or up to a limit."""
    step = _EACH_SHARE.fullmatch(words)
    if step:
        share, each = (figure(step[part], is_share=True) for part in ("share", "step"))
        tier = f"[{{below: target, each: {each} %, credit: {share} %}}]"
        return (Suggestion("", (("tiers", tier),)),) if share and each else ()
    most = _WITH_MOST.fullmatch(words)
    if most and (found := _share(f"{most['most']}{most['of']}")):
        (limit,) = found
        of = "".join(f", of: {base}" for _, base in limit.beside)
        cap = ("caps", f"[{{at_most: {limit.value}{of}}}]")
        return tuple(
            Suggestion(one.value, (*one.beside, cap)) for one in credit(most["credit"]) if one.value
        )
    each_time = _EACH_TIME.fullmatch(words)
    if each_time:
        per = ("per", each_time["each"].strip())
        return tuple(
            Suggestion(one.value, (*one.beside, per))
            for one in credit(each_time["amount"])
            if one.value and not one.beside
        )
    free = _FREE.fullmatch(words)
    if free and int(free["count"]) > 1:
        fee = {"month": "monthly fee", "quarter": "quarterly fee", "year": "annual fee"}
        return (_based(f"{int(free['count']) * 100} %", fee[free["period"].lower()]),)
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
    if in_days and re.search(in_days, base, re.IGNORECASE):
        days = f"{match['part']} {'day' if match['part'] == '1' else 'days'} of service"
        return (_based(days, base),)
    if in_days and not base:
        days = f"{match['part']} {'day' if match['part'] == '1' else 'days'} of service"
        return (Suggestion(days),)
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    ends = Fraction(exact) == share  # a third has no spelling in percent
    return (_based(f"{printed(exact)} %", base),) if ends else ()


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
            tuple(_of_cap(one.beside)),
        )
        for one in found
        if "caps" not in dict(one.beside)
    )


def _of_cap(beside: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield of what a cap is a share, and in which period it is counted."""
    for key, value in beside:
        if key == "base":
            yield "of", value
        elif key == "per":
            yield from (("per", one) for one in windows(value)[:1])


_EDGES = {
    "<": "below", "<=": "to", "≤": "to", ">": "above", ">=": "from", "≥": "from", "below": "below",
    "under": "below", "less than": "below", "lower than": "below", "above": "above",
    "over": "above", "more than": "above", "at least": "from", "at most": "to", "up to": "to",
    "from": "from", "greater than": "above", "equal to or greater than": "from",
    "greater than or equal to": "from", "equal to or more than": "from",
    "equal to or above": "from",
    "equal to or less than": "to", "less than or equal to": "to", "equal to or below": "to",
    "not less than": "from", "no less than": "from", "größer oder gleich": "from",
    "gleich oder größer": "from", "kleiner oder gleich": "to", "supérieur ou égal à": "from",
    "no more than": "to", "unter": "below",
    "weniger als": "below", "kleiner als": "below", "moins de": "below", "inférieur à": "below",
    "über": "above", "mehr als": "above", "größer als": "above", "plus de": "above",
    "supérieur à": "above", "bis": "to", "bis zu": "to", "höchstens": "to", "jusqu'à": "to",
    "mindestens": "from", "ab": "from", "à partir de": "from", "au moins": "from", "until": "to",
}  # fmt: skip
_EDGE = Pattern(
    rf"(?P<sign>{'|'.join(sorted(map(re.escape, _EDGES), key=len, reverse=True))})\s*(?P<value>.+)",
    re.IGNORECASE,
)


_SIGN = "|".join(sorted(map(re.escape, _EDGES), key=len, reverse=True))
_TWO_EDGES = Pattern(
    rf"(?P<first>{_SIGN})\s*(?P<one>{NUMBER} ?{_PERCENT})[\s,]*"
    rf"(?:but|and|und|aber|jedoch|et|mais)?[\s,]*"
    rf"(?P<second>{_SIGN})\s*(?P<other>{NUMBER} ?{_PERCENT})",
    re.IGNORECASE,
)
_AND_BEYOND = Pattern(
    r"(?P<value>.+?),? (?:or|and|oder|und|ou|et)"
    r" (?:(?P<less>less|below|lower|under|weniger|darunter|moins)"
    r"|more|above|higher|over|mehr|plus)",
    re.IGNORECASE,
)
_BARE_BAND = Pattern(
    r"(?P<low>9\d(?:[.,]\d+)?)\s*(?:-|to|bis|à)\s*(?P<high>(?:9\d|100)(?:[.,]\d+)?)"
)


def _two_edges(words: str) -> tuple[Suggestion, ...]:
    """Return both edges of a tier: `at least 95 % but less than 99 %`."""
    match = _TWO_EDGES.fullmatch(words)
    if not match:
        return ()
    found = {
        _EDGES[match[sign].lower()]: _edge(match[value])
        for sign, value in (("first", "one"), ("second", "other"))
    }
    keys = [key for key in ("above", "from", "below", "to") if key in found]
    is_band = len(keys) == 2 and bool({*keys} & {"above", "from"}) and all(found.values())
    return (Suggestion("", tuple((key, found[key]) for key in keys)),) if is_band else ()


def edges(text: str, key: str) -> tuple[Suggestion, ...]:
    """Return an edge of a tier as it is read; a sign before it says under which key it stands."""
    words = clean(text)
    if re.fullmatch(
        r"(?:the |its |agreed |das |den |la )?(?:sla |service level )?"
        r"(?:target|goal|sla|objective|ziel|zielwert|sollwert|cible|objectif)",
        words,
        re.IGNORECASE,
    ):
        return (Suggestion("target"),)
    words = re.sub(r"\s*\([^()\d]*\)$", "", words)
    if found := _two_edges(words):
        return found
    beyond = _AND_BEYOND.fullmatch(words)
    if beyond and (value := _edge(beyond["value"])):
        side = "to" if beyond["less"] else "from"
        return (Suggestion(value) if side == key else Suggestion("", ((side, value),)),)
    band = _BAND.fullmatch(words) or _BARE_BAND.fullmatch(words)
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
