"""Amounts of anything that one text has side by side: `4 vCPU / 16 GB`, `10 GB + 2 GB`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import lengths
from sla_catalog.model.notations.numerals import NUMBER
from sla_catalog.model.notations.remainder import LIMIT_FIRST, limit_word
from sla_catalog.patterns import Pattern

_BETWEEN = Pattern(r" ?[+&|] ?| ?\(|(?P<slash> ?/ ?)(?=[^()/]*\d)| [-–—] (?=[^()]*\d)")
_NO_UNIT = r"st|nd|rd|th|on|per|at|in|of|if|when|with|for|auf|bei|mit|wenn|sur|si|avec|x"
_AMOUNT = Pattern(
    rf"(?P<words>[^\d]*?)\s*(?P<amount>-?{NUMBER}\s*(?!(?:{_NO_UNIT})\b)(?P<unit>[^\W\d_]\D*))"
)
# What these words begin is no second amount, but what the first one is counted by or holds for.
_BY_WHICH = Pattern(
    r"(?:.*\b)?(?:per|pro|par|je|jede[rnms]?|every|each|in|within|innerhalb|of|von|aus|over|for|für"
    r"|pour|at|bei|à|under|below|unter|above|über|sur|alle|until|bis|x|type|class)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_OF_DATA = Pattern(r"[kMGTP]i?(?:B|b|bit|bits|bps)(?![a-z]).*|[kMGTP]i?bits?/s.*")


def several_amounts(text: str) -> tuple[str, ...]:
    """Return the amounts of a text that has more than one; nothing where it has one, or a rate.

    Words before an amount follow it: `burst 2 Gbit/s` is `2 Gbit/s burst`. A slash without spaces
    divides, unless the same unit or one of data is on both sides.
    """
    words = " ".join(text.split())
    pieces, start = [], 0
    for sign in _BETWEEN.finditer(words):
        if sign["slash"] and not _is_between(words, sign.start(), sign.end()):
            continue
        pieces.append(words[start : sign.start()])
        start = sign.end()
    pieces.append(words[start:])
    if len(pieces) == 1 or not all(map(_DIGIT.search, pieces)):  # as in nearly all texts
        return ()
    amounts = [_amount(piece.replace(")", " ")) for piece in pieces]
    return tuple(amounts) if all(amounts) else ()


def _is_between(words: str, start: int, end: int) -> bool:
    """Tell whether a slash stands between two amounts, where others divide: `requests/10 s`."""
    if re.fullmatch(r" / ", words[start:end]):
        return True
    unit = re.match(rf"{NUMBER} ?([^\W\d_].*)", words[end:])
    return bool(unit and _OF_DATA.fullmatch(unit[1]))


def _amount(piece: str) -> str:
    match = _AMOUNT.fullmatch(" ".join(piece.split()))
    before = match["words"].strip(" :=") if match else ""
    if not match or _BY_WHICH.fullmatch(before) or lengths.is_unit(match["unit"].strip(" ,.")):
        return ""
    amount = match["amount"].strip(" ,.")
    if LIMIT_FIRST.fullmatch(f"{before} "):
        return f"at least {amount}" if limit_word(before) == "at least" else amount
    return f"{amount} {before}".strip()
