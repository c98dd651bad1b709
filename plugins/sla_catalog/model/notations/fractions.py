"""Fractions in words before a unit: `three quarters of an hour`, `Viertelstunde`, `demi-heure`."""

from __future__ import annotations

import re
from fractions import Fraction

from sla_catalog.model.notations.numerals import WORDS, spoken
from sla_catalog.patterns import Pattern

_PARTS = {
    part: number
    for number, parts in {
        2: "half halves hälfte halbe halber halbes halben halb moitié demi demie",
        3: "third thirds drittel tiers",
        4: "quarter quarters fourth fourths viertel quart quarts",
        5: "fifth fifths fünftel cinquième cinquièmes",
        6: "sixth sixths sechstel sixième sixièmes",
        8: "eighth eighths achtel huitième huitièmes",
        10: "tenth tenths zehntel dixième dixièmes",
        12: "twelfth twelfths zwölftel douzième douzièmes",
    }.items()
    for part in parts.split()
}
_COUNTS = {
    **dict.fromkeys(("a", "an", "one", "1", "the", "ein", "eine", "einer", "einem", "einen"), 1),
    **dict.fromkeys(("die", "der", "dem", "un", "une", "la"), 1),
    **dict.fromkeys(("two", "zwei", "deux", "2"), 2),
    **dict.fromkeys(("three", "drei", "trois", "3"), 3),
    **dict.fromkeys(("four", "vier", "quatre", "4"), 4),
    **dict.fromkeys(("five", "fünf", "cinq", "5"), 5),
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PART = _any(_PARTS)
_OF_GERMAN = r"(?:drittel|viertel|fünftel|sechstel|achtel|zehntel|zwölftel|halb(?:e[nrs]?)?)"
# A third day is the day after the second, and no third of a day: that says `of`.
FRACTION = (
    rf"(?<![\w.,/-])(?:(?P<whole>\d+|{WORDS}) (?:and|und|et) )?(?:eine[mnrs]? (?=drei ?viertel))?"
    rf"(?:(?P<count>{_any(_COUNTS)})(?: |-|(?={_OF_GERMAN})))?"
    rf"(?:(?P<of>{_PART})(?: of (?:an?|one|the|1) | (?:einer|eines|einem|von einer|von einem|vom) "
    r"| (?:de |d')(?:une? )?)"
    r"|(?P<half>half|demie?)(?: an? |-| )"
    rf"|(?P<german>{_OF_GERMAN})[ -]?"
    r"|(?P<quarter>quarter)[ -](?=(?:hour|year)s?(?!\w)))"
)


def share_of(match: re.Match[str]) -> Fraction:
    """Return the share that a match of `FRACTION` says: of `two and a quarter` nine quarters."""
    whole = match["whole"] or "0"
    part = next(filter(None, (match[name] for name in ("of", "half", "german", "quarter"))))
    share = Fraction(_COUNTS.get((match["count"] or "a").lower(), 1), _PARTS[part.lower()])
    return int(whole if whole.isdigit() else spoken(whole)) + share


_GOES_BEFORE = Pattern(r"(?:\b(?:and|und|et)|[,\d])(?: \w+)? *$", re.IGNORECASE)


def is_alone(match: re.Match[str]) -> bool:
    """Tell whether no other number stands before a fraction, to which it would be added."""
    return _GOES_BEFORE.search(match.string[: match.start()]) is None
