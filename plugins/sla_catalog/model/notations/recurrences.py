"""Recurring times in other notations: `every first Sunday 2-6`, `jeden Sonntag`, `monthly`."""

from __future__ import annotations

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
