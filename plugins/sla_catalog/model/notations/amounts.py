"""Amounts of anything in other notations: about so many, at least so many, from one to another."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import currencies
from sla_catalog.model.notations.numerals import NUMBER, clean, figure, printed
from sla_catalog.model.notations.remainder import LIMIT_FIRST, limit_word
from sla_catalog.model.notations.several_amounts import several_amounts
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_ABOUT = Pattern(
    rf"(?:~|≈|approx(?:imately|\.)?|about|around|circa|ca\.?|roughly|etwa|ungefähr|environ) ?"
    rf"(?P<amount>{NUMBER}(?: .+)?)"
)
_OR_MORE = Pattern(rf"(?P<number>{NUMBER}) ?\+(?P<unit>(?: .+)?)")
_RANGE = Pattern(
    rf"(?P<low>{NUMBER}) ?(?P<between>-|to|bis|à) ?(?P<high>{NUMBER})(?P<unit> ?(?:[^\W\d_]"
    r"|[°%]).*)?"
)
_POWER = Pattern(r"(?P<number>\d+(?:\.\d+)?[eE]\d{1,2})(?P<unit> .+)?")
_OF_THOUSAND = Pattern(
    rf"(?P<limit>(?:at most|at least|less than|more than) )?(?P<number>{NUMBER}) ?‰", re.IGNORECASE
)


_LIMIT = r"(?P<limit>(?:[^\W\d_][^\W\d_ .]*\.? |[<>]=? ?|[≤≥] ?)*)"
_PER = Pattern(rf"{_LIMIT}(?P<number>{NUMBER}) ?/ ?(?P<unit>[^\W\d_].*)")
_OUT_OF = Pattern(
    rf"{_LIMIT}(?P<number>{NUMBER}) ?(?P<of>out of|of|von|sur|auf"
    rf"|/) ?(?P<whole>\d{{1,3}})(?P<unit> [^\W\d_].*)?"
)
_NAMED = Pattern(
    r"(?P<name>[^\W\d_][\w -]*?)\s*(?P<limit>[<>]=?|[≤≥=:]|(?:of )?at least|of|von|min\.?"
    r"|mindestens)"
    rf"\s*(?P<number>{NUMBER})(?P<unit> ?[^\W\d_%°].*)?"
)
_TOLERANCE = Pattern(
    rf"(?P<middle>{NUMBER}) ?(?P<own>%|[°\w/]*?) ?(?:±|\+/-"
    rf"|\+-) ?(?P<by>{NUMBER}) ?(?P<unit>(?:[^\W\d_]|[°%]).*)?"
)
_NONE_OF = Pattern(
    r"(?:no|zero|not a single|keine?|null|aucune?|zéro) (?P<unit>[^\W\d_].*)", re.IGNORECASE
)
_QUALIFIED = Pattern(
    r"(?P<note>(?:(?:peak|burst|sustained|average|avg\.?|mean|nominal|typical|committed|guaranteed"
    r"|total|combined|spitze|spitzenlast|dauerhaft|garantiert\w*|en pointe|moyenne|débit"
    r"|garantis?)[ :]+)+)"
    rf"(?P<amount>{NUMBER} ?[^\W\d_].*)",
    re.IGNORECASE,
)
_TIMES = Pattern(rf"\d+ ?[x×] ?(?P<amount>{NUMBER} ?[^\W\d_].*)")
_PRICE = Pattern(
    rf"(?P<sign>{currencies.SIGNS}|[A-Z]{{3}}) ?(?P<number>{NUMBER})(?P<unit>(?: ?/| per| pro"
    r"| je| par) ?[^\d]+)"
    rf"|(?P<first>{NUMBER}) ?(?P<behind>{currencies.SIGNS})(?P<each>(?: ?/| per| pro| je"
    r"| par) ?[^\d]+)"
)


def _with_words(words: str) -> str:
    """Return an amount of which the words around it say what is counted, or nothing."""
    ratio = _OUT_OF.fullmatch(words)
    is_ratio = ratio and not (ratio["of"] == "/" and ratio["unit"])
    if is_ratio and ratio and (limit := _limit(ratio["limit"])) is not None:
        of = "out of" if ratio["of"] == "/" else ratio["of"]
        number = figure(ratio["number"], is_share=True)
        return f"{limit} {number} {of} {ratio['whole']}{ratio['unit'] or ''}" if number else ""
    per = _PER.fullmatch(words)
    if per and (limit := _limit(per["limit"])) is not None:
        return f"{limit} {figure(per['number'])} per {per['unit']}"
    named = _NAMED.fullmatch(words)
    if (
        named
        and (
            limit := _limit(
                re.sub(r"^(?:of|von)\b ?|[ :=]", "", named["limit"]).replace("atleast", "at least")
            )
        )
        is not None
    ):
        return f"{limit} {figure(named['number'])} {(named['unit'] or named['name']).strip()}"
    around = _TOLERANCE.fullmatch(words)
    share = re.fullmatch(
        r"(?P<middle>[\d.,]+) ?(?P<unit>[^\d%±]+?) ?(?:±"
        r"|\+/?-) ?(?P<by>[\d.,]+) ?%",
        words,
    )
    if share:
        middle, by = (Decimal(figure(share[part]) or 0) for part in ("middle", "by"))
        ends = (printed(middle * (100 + sign * by) / 100) for sign in (-1, 1))
        return f"{' to '.join(ends)} {share['unit']}" if 0 < by < 100 else ""
    if around and around["own"] in {"", (around["unit"] or "").strip()}:
        middle, by = (Decimal(figure(around[part]) or 0) for part in ("middle", "by"))
        unit = around["unit"] or around["own"]
        return f"{printed(middle - by)} to {printed(middle + by)} {unit}" if by < middle else ""
    price = _PRICE.fullmatch(words)
    code = currencies.code(price["sign"] or price["behind"]) if price else ""
    if price and code:
        each = (price["unit"] or price["each"]).strip()
        each = f"per {each[1:].strip()}" if each.startswith("/") else each
        return f"{figure(price['number'] or price['first'])} {code} {each}"
    none = _NONE_OF.fullmatch(words)
    return f"0 {none['unit']}" if none else ""


def _limit(phrase: str) -> str | None:
    """Return the limit that words before an amount mean, or None for other words."""
    words = phrase.strip()
    if not words:
        return ""
    found = LIMIT_FIRST.match(f"{words} ")
    return limit_word(words) if found and found[0].strip() == words else None


def of_any_amount(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of an amount that is said roughly; none where nothing is certain."""
    words = clean(text)
    if worded := " ".join(_with_words(words).split()):
        return (Suggestion(worded),)
    about = _ABOUT.fullmatch(words)
    if about:
        return (Suggestion(about["amount"], (("commitment", "estimate"),)),)
    share = _OF_THOUSAND.fullmatch(words)
    number = figure(share["number"]) if share else ""
    if share and number:
        return (Suggestion(f"{share['limit'] or ''}{printed(Decimal(number) / 10)} %"),)
    qualified = _QUALIFIED.fullmatch(words)
    if qualified:
        return (Suggestion(qualified["amount"], (("note", qualified["note"].strip(" :")),)),)
    times = _TIMES.fullmatch(words)
    if times:
        return (Suggestion(times["amount"], (("note", words),)),)
    more = _OR_MORE.fullmatch(words)
    if more:
        return (Suggestion(f"at least {figure(more['number'])}{more['unit']}"),)
    power = _POWER.fullmatch(words)
    if power:
        return (Suggestion(f"{printed(Decimal(power['number']))}{power['unit'] or ''}"),)
    ends = _RANGE.fullmatch(words)
    low, high = (figure(ends[end]) for end in ("low", "high")) if ends else ("", "")
    if not ends or not low or not high or Decimal(low) >= Decimal(high):
        return ()
    unit = (ends["unit"] or "").strip()
    readings = (f"at least {low} {unit}", f"{low} to {high} {unit}")
    said = readings if ends["between"] == "-" else readings[1:]
    return tuple(Suggestion(one.strip()) for one in said)


def instead_of_any(text: str) -> str:
    """Return what to write for an amount of anything that is not read: each one, or an example."""
    if _NO_LIMIT.fullmatch(text.strip()):
        return f"none: {text.strip()}"
    if several := several_amounts(text):
        return f"an entry of its own for each: target: {', and target: '.join(several)}"
    return "such as 500 requests/s, or `scale` with the names"


_NO_LIMIT = Pattern(
    r"unlimited|unbegrenzt|unbeschränkt|illimitée?|no limit|kein limit|fair[ -]use(?: policy)?"
    r"|unmetered",
    re.IGNORECASE,
)
