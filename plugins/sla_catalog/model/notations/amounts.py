"""Amounts of anything in other notations: about so many, at least so many, from one to another."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations.numerals import NUMBER, clean, figure, printed
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_ABOUT = Pattern(
    rf"(?:~|≈|approx(?:imately|\.)?|about|around|circa|ca\.?|roughly|etwa|ungefähr|environ) ?"
    rf"(?P<amount>{NUMBER}(?: .+)?)"
)
_OR_MORE = Pattern(rf"(?P<number>{NUMBER}) ?\+(?P<unit>(?: .+)?)")
_RANGE = Pattern(
    rf"(?P<low>{NUMBER}) ?(?P<between>-|to|bis|à) ?(?P<high>{NUMBER})(?P<unit> ?[^\W\d_].*)?"
)
_POWER = Pattern(r"(?P<number>\d+(?:\.\d+)?[eE]\d{1,2})(?P<unit> .+)?")
_OF_THOUSAND = Pattern(
    rf"(?P<limit>(?:at most|at least|less than|more than) )?(?P<number>{NUMBER}) ?‰", re.IGNORECASE
)


def of_any_amount(text: str) -> tuple[Suggestion, ...]:
    """Return each reading of an amount that is said roughly; none where nothing is certain."""
    words = clean(text)
    about = _ABOUT.fullmatch(words)
    if about:
        return (Suggestion(about["amount"], (("commitment", "estimate"),)),)
    share = _OF_THOUSAND.fullmatch(words)
    number = figure(share["number"]) if share else ""
    if share and number:
        return (Suggestion(f"{share['limit'] or ''}{printed(Decimal(number) / 10)} %"),)
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
