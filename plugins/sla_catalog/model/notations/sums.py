"""Sums of money in credits: net of tax, in coins, or by a sign that several lands have."""

from __future__ import annotations

import re

from sla_catalog.model.notations.currencies import small_or_of_several_lands
from sla_catalog.model.notations.numerals import in_two_ways
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.model.notations.targets import money
from sla_catalog.patterns import Pattern

_NET = Pattern(
    r"[\s,;(]+(?P<note>(?:excl(?:\.|uding|usive of)?|incl(?:\.|uding)?|plus|ex|net(?:to| of)?"
    r"|brutto|gross|zzgl\.?|zuzüglich|inkl\.?|exkl\.?|hors|ohne|without|before|after)"
    r"(?: (?:of )?(?:vat|gst|(?:sales )?tax(?:es)?|mwst\.?|ust\.?|mehrwertsteuer|tva))?|ht|ttc)"
    r"\)?$",
    re.IGNORECASE,
)


_GIVEN = Pattern(
    r" (?:de )?(?:service )?(?:credits?|discount|rebate|refund|penalty|gutschrift|nachlass"
    r"|vertragsstrafe"
    r"|avoir|remise|pénalité)$",
    re.IGNORECASE,
)


def without_tax(words: str) -> tuple[str, str]:
    """Return an amount without what is said of taxes, and that."""
    net = _NET.search(words)
    return (words[: net.start()], net["note"]) if net else (words, "")


def sums(words: str) -> tuple[Suggestion, ...]:
    """Return each reading of a sum of money; what it says of taxes goes into a note."""
    amount, taxes = without_tax(_GIVEN.sub("", words))
    beside = (("note", taxes),) if taxes else ()
    found = money(amount)
    if not found:
        return tuple(Suggestion(one, beside) for one in small_or_of_several_lands(amount))
    return tuple(Suggestion(one, beside) for one in in_two_ways(*found.split()) or (found,))
