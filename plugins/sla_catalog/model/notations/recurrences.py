"""Recurring times in other notations: `every first Sunday 2-6`, `jeden Sonntag`, `monthly`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import days
from sla_catalog.model.notations.intervals import interval
from sla_catalog.patterns import Pattern

_EACH = Pattern(
    r"(?:(?:every|each|weekly|on|always|jede[nrms]?|jeweils|immer|wöchentlich|am|an|den"
    r"|chaque|tous|toutes|les|le|hebdomadaire)[ ,]+)+"
)
_OTHER = Pattern(
    r"(?:every|each|jede[nrm]?) (?P<other>other|second|2nd|zweiten?|2\.|third|3rd"
    r"|dritten?|3\.|fourth|4th|vierten?|4\.) (?P<rest>\S+(?: .*)?)"
)
_COUNT = {"th": "3", "3r": "3", "dr": "3", "3.": "3", "fo": "4", "4t": "4", "vi": "4", "4.": "4"}
_OF_MONTH = Pattern(r"month|monat|mois")


def recurrence(text: str) -> str:
    """Return a recurring time as it is read, or nothing; hours may be left to write."""
    words = " ".join(text.lower().split())
    if len(words) > days.LONGEST_HOURS:
        return ""
    every = interval(words)
    if every:
        return "every 3 months" if every == "every quarter" else every
    found = days.hours(words) or days.hours(_EACH.sub("", words))
    if found:
        return found
    named = days.weekdays(_EACH.sub("", words))
    return f"write `{named} HH:MM-HH:MM`, with its hours" if named else ""


def every_other(text: str) -> str:
    """Return the interval that `every second Sunday` may be, or nothing where a month is named."""
    words = " ".join(text.lower().split())
    match = _OTHER.fullmatch(words)
    if not match or _OF_MONTH.search(words):
        return ""
    return f"every {_COUNT.get(match['other'][:2], '2')} weeks"


_ORDINAL = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_SEVERAL = Pattern(
    rf"(?P<ordinals>{_ORDINAL}(?:(?:,| and|, and| &) {_ORDINAL})+) (?P<rest>[^\W\d_]+ \d.*)",
    re.IGNORECASE,
)
_BY_NUMBER = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}


def of_several(text: str) -> str:
    """Return how `second and fourth Tue 00:00-04:00` is written, which are two."""
    match = _SEVERAL.fullmatch(" ".join(text.split()))
    found = re.findall(_ORDINAL, match["ordinals"].lower()) if match else []
    each = (f"recurs: {_BY_NUMBER.get(one, one)} {match['rest']}" for one in found if match)
    return f"an entry of its own for each: {', and '.join(each)}" if found else ""
