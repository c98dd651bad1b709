"""Credits and edges of tiers in other notations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.fees import MONTHS_OF_FEES, based, of_fee
from sla_catalog.model.notations.fees import OF_BASE as _OF_BASE
from sla_catalog.model.notations.fees import of_fraction as _of_fraction
from sla_catalog.model.notations.numerals import NUMBER, clean, figure, printed
from sla_catalog.model.notations.periods import windows
from sla_catalog.model.notations.shares import PERCENT
from sla_catalog.model.notations.stepped_credits import stepped_credit
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.model.notations.sums import sums, without_tax
from sla_catalog.patterns import Pattern

_CREDIT_WORDS = (
    r"(?: ?d(?:'|e )(?:avoir|remise|réduction|crédit))?(?: ?(?:service )?(?:credits?|refund"
    r"|discount|rebate|gutschrift"
    r"|erstattung|nachlass|rabatt"
    r"|back|remboursement))?"
)
_SHARE = Pattern(
    rf"(?P<number>{NUMBER}) ?{PERCENT}"
    rf"{_CREDIT_WORDS}{_OF_BASE}{_CREDIT_WORDS}",
    re.IGNORECASE,
)
BAND = Pattern(
    rf"(?:between |from |zwischen |von |entre |de )?(?P<low>{NUMBER}) ?(?:{PERCENT})?\s*(?:-|to|and"
    rf"|bis|und|à|et)\s*(?P<high>{NUMBER}) ?{PERCENT}"
    rf"{_OF_BASE}",
    re.IGNORECASE,
)
_CEILING = Pattern(
    r"(?:at most|up to|maximum|maximal|max\.?|no more than|not more than|<=|≤|capped at|bis zu"
    r"|höchstens|not exceeding|not to exceed|may not exceed|limited to|plafonnée?s? à"
    r"|plafond(?: de)?|cap(?:ped)?(?: of| at|:)?|limit(?: of)?|begrenzt auf|jusqu'à|au maximum"
    r"|au plus|gedeckelt auf)(?: of)?\s*(?P<most>[^\s].*)"
    r"|(?P<before>.+?),? (?:max(?:\.|imum|imal)?|at most|höchstens|au (?:plus|maximum))",
    re.IGNORECASE,
)
_LEAD = Pattern(
    r"^(?:an? |une? |eine? )?(?:service )?(?:penalty|pénalité|vertragsstrafe|pönale|credit|refund"
    r"|discount|rebate|avoir|remise|crédit"
    r"|gutschrift"
    r"|erstattung|nachlass)(?: note)?(?: (?:of|equal to|equivalent to|amounting to|von"
    r"|in höhe von|de|d'un"
    r" montant de|über))?:? (?=\S)",
    re.IGNORECASE,
)
_A_QUARTER = Pattern(
    r"^(?:a |one |1 |ein |un )?(?:quarter|viertel|quart) (?=of |der |des |du |de )", re.IGNORECASE
)
_OF_ONE_MONTH = Pattern(
    r"(?<=% of )(?:the |a |an |one |1 )?(?P<period>month|quarter|year|week)'?s? (?=fee|charge"
    r"|payment)",
    re.IGNORECASE,
)
_BY_PERIOD = {"month": "monthly", "quarter": "quarterly", "year": "annual", "week": "weekly"}
_FLAT = Pattern(
    r",? (?:lump[ -]sum|flat(?:[ -](?:rate|fee))?|pauschal|one[ -](?:off|time)|forfaitaires?"
    r"|einmalig|fixed)$",
    re.IGNORECASE,
)
_DAYS = Pattern(
    rf"(?:pro[ -]?rated |prorated )?(?P<length>{NUMBER}[ -]?[a-zé]+)'?"
    r"(?: (?:of |free |extra |additional )*(?:(?:free )?service|usage|extension|credit|free"
    r"|gutschrift|kostenlos|gratis|added(?: to (?:the )?(?:end of )?(?:the )?(?:\w+ )?(?:term"
    r"|contract))?"
    r"|(?:vertrags|laufzeit)?verlängerung))?"
    rf"{_OF_BASE}",
    re.IGNORECASE,
)
_TIMES = Pattern(
    rf"(?:(?P<number>{NUMBER}) ?(?:x|×|times|fold|-fold)|(?P<word>double|twice|triple|treble"
    r"|doppelte[rns]?|dreifache[rns]?|le double|le triple))"
    r"(?: (?:of )?(?:the )?(?P<base>[^\d(),;]+))?",
    re.IGNORECASE,
)
_OUTAGE = Pattern(
    r"(?:price|cost|fee|value|charges?)(?: paid)? (?:of|for|during) (?:the )?(?:outage|downtime)"
    r"|outage|downtime|ausfallzeit|ausfalldauer|(?:du |de la )?(?:temps|durée) d'indisponibilité"
    r"|downtime (?:cost|price)|(?:the )?(?:time of )?downtime", re.IGNORECASE
)  # fmt: skip
_PRO_RATA = Pattern(
    r"pro[ -]?rata.*|pro[ -]?rated.*|proportiona(?:l|te).*|anteilig.*", re.IGNORECASE
)
_ALL = Pattern(
    r"(?:(?:(?:a |the )?(?:full|total|complete|whole|entire) |vollständige |volle )"
    r"(?:refund|credit|reimbursement|erstattung|gutschrift)"
    r"|(?:remboursement|avoir) (?:intégral|total|complet)|money back)" + _OF_BASE, re.IGNORECASE
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
    r"(?:(?:a |one )?half|die hälfte)(?P<base> (?:of|der|des) .+| a (?!day|week|hour).+| (?:the"
    r"|of the) .+)",
    re.IGNORECASE,
)
_FREE = Pattern(
    r"(?P<count>\d+) (?:free )?(?P<period>month|quarter|year)s?(?: free)?", re.IGNORECASE
)
_EACH_TIME = Pattern(
    r"(?P<amount>.+?)\s*(?:(?:for )?each|for every|per|je|pro|par|/)\s*"
    r"(?P<each>(?!cent|rata)[^\W\d_][^\d]*|\d+[ -]?(?:min|minutes?|minuten|h|hours?|stunden"
    r"|days?|tage"
    r"|heures)\b[^\d]*)",
    re.IGNORECASE,
)
# After a fee only what recurs while it runs is no part of its name: `price per user` is a base.
_TIMES_OF_FEE = Pattern(
    r"(?P<amount>.+?)(?: (?:for )?each| for every| per| je| pro| par|(?<=\S) ?/) ?"
    r"(?P<each>(?:(?:full|started|begun|commenced|additional|further|volle[nrs]?|weitere[nrs]?"
    r"|angefangene[mnrs]?) )?(?:\d+[ -]?)?(?:min|minutes?|minuten?|h|hours?|stunden?|heures?"
    r"|days?|tage?|jours?|weeks?|wochen?|semaines?|(?P<period>months?|monate?|mois|quarters?"
    r"|quartale?|trimestres?)|incidents?|breach(?:es)?|failures?|outages?|events?|cases?"
    r"|vorf(?:a|ä)ll|fall|verstoß|störung|ausfall|panne|violations?)"
    r"(?: (?:of|der|des|de|d')\b[^\d%]*)?)",
    re.IGNORECASE,
)
_FEE_OF_PERIOD = Pattern(
    r".*(?:monthly|quarterly|annual|yearly|weekly|daily|hourly|monats|quartals|jahres|tages|stunden"
    r"|monatlich|jährlich|mensuel|trimestriel|annuel|journalier|horaire|[mqa]rc\b).*",
    re.IGNORECASE,
)
_WITH_MOST = Pattern(
    rf"(?P<credit>.+?)[\s,(]+(?:up to|max\.?(?:imum)?(?: of)?|at most|capped at|limited to"
    rf"|höchstens|maximal|bis zu|jusqu'à)\s*(?P<most>{NUMBER} ?{PERCENT})(?P<of>[^()]*)\)?",
    re.IGNORECASE,
)
_GIVEN_DAYS = Pattern(
    r"^(\w+) (?:service|free|additional|extra)[ -](?=(?:days?|weeks?)(?: of service)?$)",
    re.IGNORECASE,
)
_FEE_OF_DAYS = Pattern(
    r"^(\d+ (?:days?|weeks?|journées?|tagen?|tage?|wochen?|jours?|semaines?))(?:'s?)? (?:of |de "
    r"|d'|an "
    r"|der )?(?:the )?"
    r"(?:service[ -]?gutschrift(?:en)?|fees?|charges?|price|rental|gebühr(?:en)?|entgelte?s?"
    r"|vergütung|redevances?|abonnement"
    r"|facturation)$",
    re.IGNORECASE,
)


def credit(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of a credit: `10 % of the fee` is `10 %` with the base `fee`.

    Of the most alone there is none: `up to 50 %` says of no miss what it gives.
    """
    return () if is_most(text) else _readings(text)


def is_most(text: str) -> bool:
    """Tell whether a text says how much is given at most, and nothing else: `up to 50 %`."""
    most = _most(text)
    return bool(most and _readings(most))


def _most(text: str) -> str:
    """Return the amount of a ceiling: `up to 50 %` and `50 % max.` are 50 %."""
    match = _CEILING.fullmatch(_LEAD.sub("", clean(text)))
    return (match["most"] or match["before"]) if match else ""


def _readings(text: str) -> tuple[Suggestion, ...]:
    text = re.sub(r"50 % (?=the |a )", "50 % of ", _HALF.sub(r"50 %\g<base>", clean(text)))
    text = _A_QUARTER.sub("25 % ", _FLAT.sub("", _LEAD.sub("", text)))
    text = _OF_ONE_MONTH.sub(lambda m: f"{_BY_PERIOD[m['period'].lower()]} ", text)
    text = _GIVEN_DAYS.sub(r"\1 ", text)
    words = _FEE_OF_DAYS.sub(r"\1 of service", lengths.prepared(text))
    plain = _LEAD.sub("", clean(text))
    if plain == "0":
        return (Suggestion("0 %"),)
    for read in (
        stepped_credit,
        _of_times_of_fee,
        _share,
        _of_band,
        _of_fraction,
        sums,
        _of_times,
        _of_time,
        _of_whole,
        of_fee,
    ):
        found = read(plain if read is _of_fraction else words)
        if found:
            return found
    return _of_parts(words)


def _of_times_of_fee(words: str) -> tuple[Suggestion, ...]:
    """Return a credit of a fee or of service that is given each time: `5 % of the fee per day`."""
    match = _TIMES_OF_FEE.fullmatch(words)
    if not match:
        return ()
    reads = (_share, _of_fraction, _of_time)
    found = next((found for read in reads if (found := read(match["amount"]))), ())
    if len(found) != 1:
        return ()
    (one,) = found
    base = dict(one.beside).get("base", "")
    is_of_period = not base or _FEE_OF_PERIOD.fullmatch(base) is not None
    if match["period"] and not is_of_period:
        return ()  # the `fee per month` is a monthly fee
    each = Suggestion(one.value, (*one.beside, ("per", match["each"])))
    is_sure = is_of_period or " " in match["each"]  # no fee is one `per full week of delay`
    return (each,) if is_sure else (each, *_share(words))


def _of_parts(words: str) -> tuple[Suggestion, ...]:
    """Return a credit that is given for each of something, or up to a limit."""
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
            if one.value and {key for key, _ in one.beside} <= {"base"}
        )
    free = _FREE.fullmatch(words)
    if free and int(free["count"]) > 1:
        fee = {"month": "monthly fee", "quarter": "quarterly fee", "year": "annual fee"}
        return (based(f"{int(free['count']) * 100} %", fee[free["period"].lower()]),)
    return ()


def _share(words: str) -> tuple[Suggestion, ...]:
    match = _SHARE.fullmatch(words)
    number = figure(match["number"], is_share=True) if match else ""
    return (based(f"{number} %", match["base"]),) if match and number else ()


def _of_band(words: str) -> tuple[Suggestion, ...]:
    match = BAND.fullmatch(words)
    ends = [figure(match[end], is_share=True) for end in ("low", "high")] if match else []
    return tuple(based(f"{end} %", match["base"] if match else "") for end in ends if end)


def _of_times(words: str) -> tuple[Suggestion, ...]:
    if _PRO_RATA.fullmatch(words):
        return (Suggestion("1 times the price of the outage"),)
    match = _TIMES.fullmatch(words)
    if not match:
        return ()
    word = (match["word"] or "").lower()
    number = figure(match["number"] or "") or (
        "3" if word.lstrip("le ").startswith(("tr", "dr")) else "2"
    )
    base = (match["base"] or "").strip()
    share = f"{printed(Decimal(number) * 100)} %"
    if not base or _OUTAGE.fullmatch(base):
        of_outage = Suggestion(f"{number} times the price of the outage")
        return (of_outage,) if base else (of_outage, Suggestion(share))
    return (based(share, base),)


def _of_time(words: str) -> tuple[Suggestion, ...]:
    match = _DAYS.fullmatch(words)
    length = lengths.length(match["length"]) if match else ""
    if not match or not re.fullmatch(r"[\d.]+ (?:h|days?|weeks?)", length):
        return ()
    base = match["base"]
    if base and re.fullmatch(r"(?:free )?(?:service|usage|use)", base, re.IGNORECASE):
        base = None
    return (based(f"{length} of service", base),)


def _of_whole(words: str) -> tuple[Suggestion, ...]:
    all_of_it = _ALL.fullmatch(words)
    if all_of_it:
        return (based("100 %", all_of_it["base"]),)
    of_period = _OF_PERIOD.fullmatch(words)
    if of_period:
        return (based("100 %", of_period["base"]),)
    match = _WHOLE.fullmatch(words)
    if not match:
        return ()
    word = re.match(r"[a-z]+", match["base"], re.IGNORECASE)
    period = word[0].lower().removesuffix("s") if word else ""
    return (
        based(
            "100 %",
            {
                "month": "monthly fee",
                "week": "weekly fee",
                "quarter": "quarterly fee",
                "year": "annual fee",
            }.get(period),
        ),
    )


_PER_ANNUM = Pattern(r"\bp\. ?a\b\.?", re.IGNORECASE)


def caps(text: str) -> tuple[Suggestion, ...]:
    """Return the most that is given back: `25 % of the monthly fee` is a share, and of what."""
    amount, taxes = without_tax(_PER_ANNUM.sub("per year", text.strip()))
    if amount != text:
        note = (("note", taxes),) if taxes else ()
        return tuple(replace(one, beside=(*one.beside, *note)) for one in caps(amount))
    words = lengths.prepared(text)
    several = MONTHS_OF_FEES.fullmatch(words)
    if several and text.strip()[:1].isdigit() and not several["french"]:
        return ()  # is read as it is
    if several and int(several["count"]) > 1 and not several["french"]:
        return (Suggestion(words),)
    found = _readings(_most(text) or text)
    return tuple(
        Suggestion(one.value.removesuffix(" of service"), tuple(_of_cap(one.beside)))
        for one in found
        if {key for key, _ in one.beside} <= {"base", "per"}
    )


def _of_cap(beside: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield of what a cap is a share, and in which period it is counted."""
    for key, value in beside:
        period = _period(value) if key == "per" else ""
        words = ("per", period) if period else ("note", f"per {value}")
        yield ("of", value) if key == "base" else words


def _period(each: str) -> str:
    """Return in which period a cap is counted that is for each of something, or nothing."""
    if re.fullmatch(r"incident|event|outage|breach|failure|claim", each, re.IGNORECASE):
        return f"per {each.lower()}"
    return next(iter(windows(each)), "")
