"""Small shares in other notations: `1 in 10,000 requests`, `10 ppm`, `1e-3`, `no errors`."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from sla_catalog.model.notations.lengths import ANY_UNIT
from sla_catalog.model.notations.numerals import NUMBER, figure, printed
from sla_catalog.patterns import Pattern

_MILLIONTHS = Pattern(
    rf"(?P<number>{NUMBER}) ?(?:ppm|dpmo|dpm|defects per million)\b", re.IGNORECASE
)
_POWER = Pattern(
    r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?: ?[eE]"
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
# Events in a time are no share of it: `1 in 400 days`, also where the number is read in part.
_OVER_TIME = (
    r"[\d.,' ]*[ -]?(?:(?:operating|operational|service|consecutive|calendar|production)[ -])?"
    + ANY_UNIT
)
_ONE_OF_MANY = Pattern(
    rf"(?P<part>{NUMBER})(?: (?P<what>(?!of|in|per|von|pro|sur|par|out)[^\W\d_][\w-]*))?"
    r" ?(?:out of|in|of|per|/|von|pro|je|auf|sur|par|pour) ?(?:(?:a|an|one|einer?|every|each) )?"
    rf"(?:(?P<whole>{NUMBER})(?: (?P<times>{_LARGE_WORD})\b)?|(?P<word>{_LARGE_WORD})\b)"
    rf"(?!{_OVER_TIME})",
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


_OF_THOUSANDS = Pattern(r"[1-9]\d{0,2}(?:\.\d{3})+")


def _of_many(match: re.Match[str]) -> str:
    word = (match["times"] or match["word"] or "").lower()
    counted = match["whole"] or "1"
    if _OF_THOUSANDS.fullmatch(counted):  # things are counted whole
        counted = counted.replace(".", "")
    number = Decimal(figure(counted) or 0)
    whole = _IN_FULL.multiply(number, _LARGE.get(word, 1))
    share = _percent(figure(match["part"]), whole)
    return share if share and whole >= 3 else match[0]


def _percent(part: str, whole: Decimal) -> str:
    """Return a part as percent; nothing where it is more than the whole, or has no last digit."""
    if not part or not whole or Decimal(part) > whole:
        return ""
    share = exact_percent(Decimal(part), whole)
    return f"{share} %" if share else ""


def exact_percent(part: Decimal, whole: Decimal) -> str:
    """Return how many percent a part is, in full; nothing where it has no last digit.

    Nobody means numbers of more digits than `_MOST_DIGITS`.
    """
    if any(len(number.as_tuple().digits) > _MOST_DIGITS for number in (part, whole)):
        return ""
    share = Fraction(part) * 100 / Fraction(whole)
    places, rest = 0, share.denominator
    while rest % 2 == 0 or rest % 5 == 0:
        rest //= 10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2
        places += 1
    if rest != 1:
        return ""
    return printed(Decimal((share * 10**places).numerator).scaleb(-places, _IN_FULL))


_MOST_DIGITS = 40
_IN_FULL = Context(prec=10 * _MOST_DIGITS)
