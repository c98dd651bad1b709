"""Slugs: ids that are made of words, in small Latin letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that are written as two, or that have no plain letter in them.
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa"}
    | {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)


@lru_cache(maxsize=4096)  # definitions are asked for theirs by several rules
def term_slug(term: str) -> str:
    """Return a term's id: its words in small Latin letters, joined by hyphens.

    Empty for a term without any Latin letter or digit.
    """
    spelt = unicodedata.normalize("NFC", term.lower()).translate(_SPELT)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign)
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
