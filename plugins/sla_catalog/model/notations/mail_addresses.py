"""E-mail addresses as people note them: behind `mailto:`, a name or `at`, several in one text."""

from __future__ import annotations

import re

from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.model.notations.web_addresses import addresses
from sla_catalog.patterns import Pattern

_SIGN = r"[^\s@()<>\[\]{}:;,/\\|\"'`]"
ADDRESS = Pattern(rf"(?!\.){_SIGN}+@(?!\.){_SIGN}*(?!\.){_SIGN}")
_PHONE = Pattern(r"\+?[\d(][\d ()./-]{5,}\d")
_AT = Pattern(r"\s*[(\[{<]\s*(?:at|ät|arobase|@)\s*[)\]}>]\s*|\s+(?:at|@)\s+", re.IGNORECASE)
_DOT = Pattern(r"\s*[(\[{<]\s*(?:dot|punkt|point|\.)\s*[)\]}>]\s*", re.IGNORECASE)
_IN_FULL = Pattern(rf"(?P<mail>{_SIGN}+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{{2,}})")


def mail_addresses(text: str) -> tuple[Suggestion, ...]:
    """Return each address in a text once; a web address or a number has a key of its own."""
    words = _DOT.sub(".", _AT.sub("@", " ".join(text.split())))
    found = dict.fromkeys(match["mail"] for match in _IN_FULL.finditer(words))
    if found:
        return tuple(map(Suggestion, found))
    if _PHONE.fullmatch(words):
        return (Suggestion("", (("phone", words),)),)
    return tuple(Suggestion("", (("url", one.value),)) for one in addresses(words) if one.value)
