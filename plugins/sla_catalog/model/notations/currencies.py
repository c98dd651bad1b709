"""Currencies as people call them: `€`, `Euro`, `Swiss francs`; each with its code of ISO 4217."""

from __future__ import annotations

import re

from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_CODE_OF_NAME = {
    name: code
    for code, names in {
        "EUR": "€ euro euros",
        "USD": "$ us$ usd$ dollar dollars us_dollar us_dollars us-dollar american_dollars",
        "GBP": "£ gb£ pound pounds pound_sterling pounds_sterling sterling pfund british_pounds"
        " livre_sterling livres_sterling britische_pfund",
        "CHF": "fr fr. sfr sfr. franken franc_suisse francs_suisses swiss_franc swiss_francs"
        " schweizer_franken",
        "JPY": "¥ yen", "CNY": "rmb renminbi yuan cn¥", "INR": "₹ rs rs. rupee rupees rupien",
        "AUD": "a$ au$ aud$ australian_dollar australian_dollars",
        "CAD": "c$ ca$ can$ cad$ canadian_dollar canadian_dollars",
        "NZD": "nz$", "SGD": "s$ sg$", "HKD": "hk$", "BRL": "r$ real reais", "MXN": "mx$",
        "SEK": "swedish_krona swedish_kronor schwedische_kronen skr",
        "NOK": "norwegian_krone norwegian_kroner norwegische_kronen nkr",
        "DKK": "danish_krone danish_kroner dänische_kronen dkr",
        "PLN": "zł zloty złoty", "CZK": "kč koruna", "HUF": "ft forint", "KRW": "₩ won",
        "TRY": "₺ lira", "ILS": "₪ shekel shekels", "UAH": "₴ hryvnia", "ZAR": "rand",
        "AED": "dirham dirhams dhs", "RON": "lei leu",
    }.items()
    for name in names.split()
}  # fmt: skip
_OF_SEVERAL_LANDS = {"kr": "SEK or NOK or DKK", "kr.": "SEK or NOK or DKK"}
_OF_SEVERAL_LANDS |= dict.fromkeys(("krona", "krone", "kronen", "kroner"), "SEK or NOK or DKK")
_OF_SEVERAL_LANDS |= {"$": "USD or CAD or AUD", "dollar": "USD or CAD or AUD", "¥": "JPY or CNY"}
_CODES = {*_CODE_OF_NAME.values()}
SIGNS = "|".join(
    sorted((re.escape(name) for name in _CODE_OF_NAME if not name.isalpha()), key=len, reverse=True)
)
NAMES = "|".join(
    sorted(
        (name.replace("_", " ") for name in _CODE_OF_NAME if len(name) > 2 and name.isalpha()),
        key=len,
        reverse=True,
    )
)
_BOTH = Pattern(r"(?P<one>[^()]+?)\s*\((?P<other>[^()]+)\)")
_REMARK = Pattern(
    r"(?P<code>\S+?)[\s,;(]+(?P<note>(?:excl|incl|zzgl|inkl|plus|net\b|netto|brutto|gross|hors|ht\b"
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


def _of_words(text: str) -> str:
    """Return the currency of a land that stands beside its name, or one that is said twice."""
    tokens = text.casefold().replace(".", "").replace("-", " ").split()
    for token in tokens:
        land, noun = _LANDS.get(token, ("", ""))
        if land and any(other.startswith(noun) or other in {"$", "£"} for other in tokens):
            return land
    codes = {code(token) for token in tokens}
    return codes.pop() if len(tokens) > 1 and len(codes) == 1 else ""


def code(text: str) -> str:
    """Return the code that a sign or a name stands for, all where it has several, or nothing."""
    word = "_".join(text.casefold().split())
    if word.upper() in _CODES:
        return word.upper()
    return _CODE_OF_NAME.get(word, "") or _OF_SEVERAL_LANDS.get(word, "")


def currencies(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of a currency: `EUR (€)`, `€`, `EUR, excl. VAT`; of several, each."""
    words = re.sub(r"^in |[.,]-+$", "", " ".join(text.split()))
    if several := _OF_SEVERAL_LANDS.get(words.casefold()):
        return tuple(map(Suggestion, several.split(" or ")))
    if found := code(words) or code(words.rstrip(".")) or _of_words(words):
        return tuple(map(Suggestion, found.split(" or ")))
    remark = _REMARK.fullmatch(words)
    if remark and (found := code(remark["code"])) and " or " not in found:
        return (Suggestion(found, (("note", remark["note"].strip()),)),)
    both = _BOTH.fullmatch(words)
    if both:
        named = {code(both["one"]), code(both["other"])}
        return (Suggestion(named.pop()),) if len(named) == 1 and "" not in named else ()
    if _LOCAL.fullmatch(words):
        return (Suggestion("", (("note", words),)),)
    parts = [
        code(part) for part in re.split(r"\s*(?:/|,|;|&|\bor\b|\band\b|\bund\b|\bet\b)\s*", words)
    ]
    single = {part for part in parts if " or " not in part}
    if len(single) == 1 and all(
        part in single or single <= {*part.split(" or ")} for part in parts
    ):
        return (Suggestion(single.pop()),)
    return tuple(map(Suggestion, dict.fromkeys(parts))) if len(parts) > 1 and all(parts) else ()
