"""Currencies as people call them: `€`, `Euro`, `Swiss francs`; each with its code of ISO 4217."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from sla_catalog.model.notations.numerals import NUMBER, figure
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_CODE_OF_NAME = {
    name: code
    for code, names in {
        "EUR": "€ euro euros",
        "USD": "$ us$ usd$ dollar dollars us_dollar us_dollars us-dollar american_dollars",
        "GBP": "£ gb£ pound pounds pound_sterling pounds_sterling sterling pfund british_pounds"
        " livre_sterling livres_sterling britische_pfund",
        "CHF": "franc francs fr fr. sfr sfr. franken franc_suisse francs_suisses swiss_franc"
        " swiss_francs"
        " schweizer_franken",
        "JPY": "¥ yen", "CNY": "rmb renminbi yuan cn¥", "INR": "₹ rs rs. rupee rupees rupien",
        "AUD": "a$ au$ aud$ australian_dollar australian_dollars",
        "CAD": "c$ ca$ can$ cad$ canadian_dollar canadian_dollars",
        "NZD": "nz$", "SGD": "s$ sg$", "HKD": "hk$", "BRL": "r$ real reais", "MXN": "mx$",
        "SEK": "swedish_krona swedish_kronor schwedische_kronen skr",
        "NOK": "norwegian_krone norwegian_kroner norwegische_kronen nkr",
        "DKK": "danish_krone danish_kroner dänische_kronen dkr",
        "PLN": "zł zloty złoty polish_zloty", "CZK": "kč koruna",
        "HUF": "ft forint", "KRW": "₩ won",
        "TRY": "₺ lira", "ILS": "₪ shekel shekels", "UAH": "₴ hryvnia", "ZAR": "rand",
        "AED": "dirham dirhams dhs", "RON": "lei leu",
    }.items()
    for name in names.split()
}  # fmt: skip
_OF_SEVERAL_LANDS = {
    **dict.fromkeys(("$", "dollar", "dollars"), ("USD", "CAD", "AUD")),
    "¥": ("JPY", "CNY"),
    **dict.fromkeys(("kr", "kr.", "krona", "krone", "kronen", "kroner"), ("SEK", "NOK", "DKK")),
}
# What they stand for as well, where another word says so: `HKD ($)`.
_RARER = {
    **dict.fromkeys(("dollar", "dollars"), ("NZD", "SGD", "HKD")),
    "$": ("NZD", "SGD", "HKD", "MXN"),
}
_CODES = {*_CODE_OF_NAME.values()}
# ISO 4217: the currencies in use, and those that went out of use since 2015.
_ISO_4217 = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
BYN BYR BZD CAD CDF CHE CHF CHW CLF CLP CNH CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP
ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK
JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG
QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS
TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAD XAF XAG
XAU XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG ZWL
"""
CODES = frozenset(_ISO_4217.split())
SIGNS = "|".join(
    sorted((re.escape(name) for name in _CODE_OF_NAME if not name.isalpha()), key=len, reverse=True)
)
NAMES = "|".join(
    sorted(
        (
            name.replace("_", " ")
            for name in _CODE_OF_NAME
            if len(name) > 2 and name.replace("_", "").isalpha()
        ),
        key=len,
        reverse=True,
    )
)
_BOTH = Pattern(r"(?P<one>[^()]+?)\s*\((?P<other>[^()]+)\)")
_REMARK = Pattern(
    r"(?P<code>\S+?)[\s,;(]+(?P<note>(?:excl|incl|zzgl|inkl|exkl|plus|net\b|netto|brutto|gross"
    r"|hors|ht\b"
    r"|ttc\b|without|ohne)[^()]*)\)?",
    re.IGNORECASE,
)


_LOCAL = Pattern(
    r"(?:the |in )?(?:local|customer'?s?|billing|contract|invoice) currency"
    r"|landeswährung",
    re.IGNORECASE,
)
_LANDS = {
    **dict.fromkeys(("us", "usa", "american", "amerikanische"), ("USD", "dollar")),
    **dict.fromkeys(("british", "gb", "uk", "english", "britische"), ("GBP", "pound")),
    **dict.fromkeys(("swiss", "schweizer", "suisse", "suisses"), ("CHF", "fran")),
    **dict.fromkeys(("canadian", "cad", "ca", "canadien"), ("CAD", "dollar")),
    **dict.fromkeys(("australian", "aud", "au"), ("AUD", "dollar")),
    "singapore": ("SGD", "dollar"), "hong": ("HKD", "dollar"), "zealand": ("NZD", "dollar"),
    "japanese": ("JPY", "yen"), "chinese": ("CNY", "yuan"), "indian": ("INR", "rup"),
}  # fmt: skip


_SEPARATOR = r"\s*(?:/|,|;|&|\bor\b|\band\b|\boder\b|\bund\b|\bou\b|\bet\b)\s*"


def _of_words(text: str) -> tuple[str, ...]:
    """Return the currency of a land that stands beside its name, or one that is said twice."""
    tokens = text.casefold().replace(".", "").replace("-", " ").split()
    for token in tokens:
        land, noun = _LANDS.get(token, ("", ""))
        if land and any(other.startswith(noun) or other in {"$", "£"} for other in tokens):
            return (land,)
    return _in_common(tokens) if len(tokens) > 1 else ()


def _in_common(names: Iterable[str]) -> tuple[str, ...]:
    """Return the currency that each of some names may stand for; nothing where none is the one."""
    found = [{*_meanings(name), *_RARER.get(name.casefold(), ())} for name in names]
    common = set[str].intersection(*found)
    return tuple(common) if len(common) == 1 else ()


def _meanings(text: str) -> tuple[str, ...]:
    """Return the codes that a sign, a name or a code may stand for, most likely first."""
    word = "_".join(text.casefold().split())
    several = _OF_SEVERAL_LANDS.get(word, ())
    return several or tuple(filter(None, (code(word) or code(word.rstrip(".")),)))


def _readings(text: str) -> tuple[str, ...]:
    return _meanings(text) or _of_words(text)


def code(text: str) -> str:
    """Return the code that a sign or a name stands for beside an amount, or nothing.

    There `$` is `USD` and `¥` is `JPY`; `kr` is nothing, since it is the sign of three lands alike.
    """
    if text in CODES:
        return text
    word = "_".join(text.casefold().split())
    return word.upper() if word.upper() in _CODES else _CODE_OF_NAME.get(word, "")


_SMALL = {
    **dict.fromkeys(("cent", "cents", "ct", "cts"), ("EUR", "USD")),
    **dict.fromkeys(("pence", "p"), ("GBP",)),
    **dict.fromkeys(("rappen", "rp", "centimes"), ("CHF",)),
}  # fmt: skip
_UNCERTAIN = Pattern(
    rf"(?P<number>{NUMBER}) ?(?P<behind>[^\W\d_]+)\.?"
    rf"|(?P<before>[^\W\d_]+)\.? ?(?P<figure>{NUMBER})"
)


def small_or_of_several_lands(text: str) -> tuple[str, ...]:
    """Return each amount that coins or the sign of several lands can mean: `10 cents`, `500 kr`."""
    match = _UNCERTAIN.fullmatch(text.strip())
    number = figure(match["number"] or match["figure"]) if match else ""
    if not match or not number:
        return ()
    name = (match["behind"] or match["before"]).casefold()
    codes = _OF_SEVERAL_LANDS.get(name, ())
    if coins := _SMALL.get(name, ()):
        number, codes = f"{Decimal(number) / 100:f}", coins
    return tuple(f"{number} {code}" for code in codes)


def said_twice(sign: str, name: str) -> str:
    """Return the currency that a sign before an amount and a name behind it both mean."""
    return next(iter(_in_common((sign, name))), "")


def currencies(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of a currency: `EUR (€)`, `€`, `EUR, excl. VAT`; of several, each."""
    words = re.sub(r"^in |[.,]-+$", "", " ".join(text.split()))
    remark = _REMARK.fullmatch(words)
    if remark and (found := _meanings(remark["code"])):
        note = ("note", remark["note"].strip())
        return tuple(Suggestion(one, (note,)) for one in found)
    both = _BOTH.fullmatch(words)
    if both:
        sides = both["one"], both["other"]
        return tuple(map(Suggestion, _in_common(sides) or _of_words(" ".join(sides))))
    if _LOCAL.fullmatch(words):
        return (Suggestion("", (("note", words),)),)
    return tuple(map(Suggestion, _of_parts(re.split(_SEPARATOR, words))))


def _of_parts(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the currencies of a list, in which one name may follow several lands.

    A sign of several currencies beside one of them means that one: `DKK / kr.`.
    """
    noun = parts[-1].rpartition(" ")[2]
    found = [_readings(part) or _of_words(f"{part} {noun}") for part in parts]
    if not all(found):
        return ()
    said = {one[0] for one in found if len(one) == 1}
    told = [one for one in found if len(one) == 1 or said.isdisjoint(one)]
    return tuple(dict.fromkeys(chain.from_iterable(told)))
