"""The order of names as readers expect it, and as browsers sort: 2 before 10, É beside E."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sla_catalog.patterns import Pattern

_PARTS = Pattern(r"\d+|.", re.DOTALL)
_SIGN, _NUMBER, _LETTER = range(3)

NameOrder = tuple[tuple[tuple[int, int, str], ...], str]


@lru_cache(4096)  # lists of one site sort the same names again and again
def name_order(name: str) -> NameOrder:
    """Return what a name is sorted by: signs, then numbers by their size, then letters.

    Accents tell only names apart that are equal without them, and capitals none.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return tuple(_place(part[0]) for part in _PARTS.finditer(plain)), folded


def _place(part: str) -> tuple[int, int, str]:
    if part.isdecimal():
        digits = part.lstrip("0")
        return _NUMBER, len(digits), digits
    return (_LETTER if part.isalpha() else _SIGN), 0, part
