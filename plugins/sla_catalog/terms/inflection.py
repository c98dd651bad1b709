"""English plurals, as far as a rule knows them."""

from __future__ import annotations

import re


def plural(words: str) -> str | None:
    """Return the English plural of a term, of which only the last word changes.

    None for a term that ends in a sign, such as `S.L.A.`, which no rule can inflect.
    """
    last = re.search(r"[^\W_]+$", words)
    if not last:
        return None
    if re.search(r"([sxz]|[cs]h)$", last.group(), re.IGNORECASE):
        return f"{words}es"
    if re.search(r"[^aeiou\W\d]y$", last.group()):
        return f"{words[:-1]}ies"
    return f"{words}s"
