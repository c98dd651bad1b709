"""Whether a notice runs to a fixed end, at which an agreement can end before its term does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from sla_catalog.model.notations.written_dates import MONTHS
from sla_catalog.patterns import Pattern

_PERIOD = (
    r"(?:week|month|quarter|semester|half[- ]?year|year|woche|monat|quartal|halbjahr|vierteljahr"
    r"|jahr|semaine|mois|trimestre|semestre|année|an|exercice)"
)
_KIND = r"(?:(?:kalender|geschäfts|wirtschafts|rechnungs|vertrags|abrechnungs)-?)?"
# Such as the end of any calendar quarter: the words between hold no figure and no second part.
_PERIODS = Pattern(
    rf"\b(?:end|last day|close|expiry) of (?:[^\W\d][\w-]* ){{0,3}}{_PERIOD}s?\b"
    rf"|\b{_PERIOD}(?:['’]?s)?[ -](?:end|close)\b"
    rf"|\b{_KIND}{_PERIOD}(?:e?s|en|e)?-?(?:ende?|schluss|schluß|ersten?|letzten?)\b"
    r"|\b(?:ende|schluss|schluß|ablauf|letzten? tag) (?:(?:des|der|eines|einer|jedes|jeder) )?"
    rf"(?:\w+en )?{_KIND}{_PERIOD}(?:e?s|en)?\b"
    rf"|\bfin (?:(?:du|des?|d['’]une?|d['’]|de chaque|de l['’]) ?)?{_PERIOD}s?\b"
    rf"|\b(?:first|1st|1\.|ersten|premier) (?:day )?(?:(?:of|in|a|an|any|each|every|the|eines|jedes"
    rf"|des|du|d['’]un|de chaque) ?){{0,3}}(?:calendar )?{_KIND}{_PERIOD}(?:e?s)?\b|\bultimo\b",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DAY = Pattern(
    rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?[. ] ?(?:of )?"
    rf"(?:(?P<number>\d{{1,2}})\.|(?P<name>{_MONTH})\b)"
    r"|(?<![\d.])(?P<two>[0-3]\d)\.(?P<short>0[1-9]|1[0-2])(?![\d.])"
    rf"|\b(?P<before>{_MONTH}) (?P<behind>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    rf"|\b(?:end of|ende|fin(?: de)?|ultimo) (?P<whole>{_MONTH})\b",
    re.IGNORECASE,
)


def is_to_another_end(texts: Iterable[str], last: date) -> bool:
    """Tell whether texts on a notice name another end than the last day of a term."""
    return any(
        _PERIODS.search(text) or any(_is_other(day, last) for day in _DAY.finditer(text))
        for text in texts
    )


def _is_other(day: re.Match[str], last: date) -> bool:
    """Tell whether a day of a year, such as `30.06.`, is not the last day of a term."""
    if day["whole"]:
        is_last_of_month = (last + timedelta(days=1)).day == 1
        return not (is_last_of_month and last.month == MONTHS[day["whole"].lower()])
    name = (day["name"] or day["before"] or "").lower()
    month = MONTHS[name] if name else int(day["number"] or day["short"])
    of_month = int(day["day"] or day["two"] or day["behind"])
    return (month, of_month) != (last.month, last.day)
