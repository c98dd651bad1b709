"""Recurring times in other notations: `every first Sunday 2-6`, `jeden Sonntag`, `monthly`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import days
from sla_catalog.model.notations.intervals import interval
from sla_catalog.model.notations.weekdays import weekdays
from sla_catalog.patterns import Pattern

_EACH = Pattern(
    r"(?:(?:every|each|once (?:a|per|every) week|einmal (?:pro|die|in der) woche|weekly|on"
    r"|always|jede[nrms]?|jeweils|immer|wöchentlich|am|an|den"
    r"|chaque|tous|toutes|les|le|hebdomadaire)[ ,]+)+"
)
_OTHER = Pattern(
    r"(?:every|each|jede[nrm]?) (?P<other>other|second|2nd|zweiten?|2\.|third|3rd"
    r"|dritten?|3\.|fourth|4th|vierten?|4\.) (?P<rest>\S+(?: .*)?)"
)
_COUNT = {"th": "3", "3r": "3", "dr": "3", "3.": "3", "fo": "4", "4t": "4", "vi": "4", "4.": "4"}
_OF_MONTH = Pattern(r"month|monat|mois")
_OPEN_END = Pattern(
    r"(?P<day>[^\W\d_].*?),? (?:from|ab|after|starting(?: at)?|beginning(?: at)?|à partir de|dès)"
    r" (?P<start>\d{1,2}(?:[:.h]\d\d)? ?(?:am|pm|uhr|h)?)(?: onwards?)?"
)


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
    if open_end := _OPEN_END.fullmatch(words):
        start = days.hours(f"sun {open_end['start']}-24:00").removeprefix("Sun ").partition("-")[0]
        bare = _EACH.sub("", open_end["day"].strip(" ,"))
        day = weekdays(bare) or (days.day_of_month(f"{bare} 08:00-12:00") or "").partition(" 08")[0]
        return f"write `{day} {start}-HH:MM`, with its end" if day and start else ""
    named = weekdays(_EACH.sub("", words))
    return f"write `{named} HH:MM-HH:MM`, with its hours" if named else ""


def every_other(text: str) -> str:
    """Return the interval that `every second Sunday` may be, or nothing where a month is named."""
    words = " ".join(text.lower().split())
    match = _OTHER.fullmatch(words)
    if not match or _OF_MONTH.search(words):
        return ""
    return f"every {_COUNT.get(match['other'][:2], '2')} weeks"


_BY_NUMBER = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth",
    "1.": "first", "2.": "second", "3.": "third", "4.": "fourth",
    "ersten": "first", "zweiten": "second", "dritten": "third", "vierten": "fourth",
    "letzten": "last", "1er": "first", "premier": "first", "deuxième": "second",
    "troisième": "third", "dernier": "last",
}  # fmt: skip
_ORDINAL = (
    r"(?:first|second|third|fourth|last|"
    + "|".join(sorted(map(re.escape, _BY_NUMBER), reverse=True))
    + ")"
)
_SEVERAL = Pattern(
    r"(?:(?:every|each|on|the|jeden|am|jeweils|le|les|chaque) )*"
    rf"(?P<ordinals>{_ORDINAL}(?:(?:,| and|, and| &| und| et|/) ?(?:the |den |le )?{_ORDINAL})+)"
    r" (?P<rest>[^\W\d_]+.*\d.*)",
    re.IGNORECASE,
)


def of_several(text: str) -> str:
    """Return how `second and fourth Tue 00:00-04:00` is written, which are two."""
    match = _SEVERAL.fullmatch(" ".join(text.split()))
    found = re.findall(_ORDINAL, match["ordinals"].lower()) if match else []
    ordinals = (_BY_NUMBER.get(one, one) for one in found)
    written = (f"{one} {match['rest']}" for one in ordinals if match)
    each = (f"recurs: {days.day_of_month(one) or one}" for one in written)
    return f"an entry of its own for each: {', and '.join(each)}" if found else ""
