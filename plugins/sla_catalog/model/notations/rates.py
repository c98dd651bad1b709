"""Small shares in other notations: `1 in 10,000 requests`, `10 ppm`, `1e-3`, `no errors`."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from sla_catalog.model.notations.numerals import NUMBER, figure, printed
from sla_catalog.patterns import Pattern

_MILLIONTHS = Pattern(
    rf"(?P<number>{NUMBER}) ?(?:ppm|dpmo|dpm|defects per million)\b", re.IGNORECASE
)
_POWER = Pattern(
    r"(?P<number>\d+(?:\.\d+)?)(?: ?[eE]"
    r"| ?[x×*] ?10 ?\^ ?)- ?(?P<power>\d{1,2})(?![\d.])"
)
_POWER_ALONE = Pattern(r"(?<![\d.])10 ?\^? ?- ?(?P<power>[2-9]|1[0-2])(?![\d.,])(?! ?%)")
_LARGE = {
    **dict.fromkeys(("hundred", "hundert", "cent"), 100),
    **dict.fromkeys(("thousand", "tausend", "mille", "k"), 1000),
    **dict.fromkeys(("million", "mio", "m"), 1_000_000),
    **dict.fromkeys(("billion", "milliarde", "mrd", "bn", "milliard"), 1_000_000_000),
}  # fmt: skip
_LARGE_WORD = "|".join(sorted(_LARGE, key=len, reverse=True))
_ONE_OF_MANY = Pattern(
    rf"(?P<part>{NUMBER})(?: (?P<what>(?!of|in|per|von|pro|sur|par|out)[^\W\d_][\w-]*))?"
    r" ?(?:out of|in|of|per|/|von|pro|je|auf|sur|par|pour) ?(?:(?:a|an|one|einer?|every|each) )?"
    rf"(?:(?P<whole>{NUMBER})(?: (?P<times>{_LARGE_WORD})\b)?|(?P<word>{_LARGE_WORD})\b)",
    re.IGNORECASE,
)
_NOTHING = Pattern(
    r"(?:zero|no|0|null|keine?|aucune?|nil)(?: (?:packet )?(?:errors?|failures?|loss(?:es)?|fehler"
    r"|verluste?|paketverluste?|erreurs?|pertes?|defects?))?",
    re.IGNORECASE,
)


def in_percent(words: str) -> str:
    """Return a text with its small share in percent: `10 ppm` is `0.001 %`; others as they are."""
    if _NOTHING.fullmatch(words.strip()):
        return "0 %"
    words = _MILLIONTHS.sub(
        lambda m: _percent(figure(m["number"]), Decimal(1_000_000)) or m[0], words
    )
    words = _POWER.sub(
        lambda m: _percent(m["number"], Decimal(10) ** int(m["power"])) or m[0], words
    )
    words = _POWER_ALONE.sub(lambda m: _percent("1", Decimal(10) ** int(m["power"])) or m[0], words)
    return _ONE_OF_MANY.sub(_of_many, words, count=1)


def _of_many(match: re.Match[str]) -> str:
    whole = Decimal(figure(match["whole"] or "1") or 0)
    word = (match["times"] or match["word"] or "").lower()
    share = _percent(figure(match["part"]), whole * _LARGE.get(word, 1))
    is_ratio = share and whole * _LARGE.get(word, 1) >= 3
    return share if is_ratio else match[0]


def _percent(part: str, whole: Decimal) -> str:
    """Return a part as percent; nothing where it is more than the whole, or has no last digit."""
    if not part or not whole or Decimal(part) > whole:
        return ""
    with localcontext() as exact:
        exact.prec = 40
        share = Decimal(part) * 100 / whole
        is_exact = share * whole == Decimal(part) * 100
    return f"{printed(share)} %" if is_exact else ""
