"""Days by which a report is due after the end of a period: `5th working day`, `WD5`.

A report is due some days after its period; the fifth working day of the next month is five
working days after this one.
"""

from __future__ import annotations

import re

from sla_catalog.model.notations.deadlines import is_by_date
from sla_catalog.model.notations.numerals import clean, spoken
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_NTH = {
    word: number
    for number, words in enumerate(
        (
            "first erste ersten erster premier première",
            "second zweite zweiten zweiter deuxième",
            "third dritte dritten dritter troisième",
            "fourth vierte vierten vierter quatrième",
            "fifth fünfte fünften fünfter cinquième",
            "sixth sechste sechsten sixième",
            "seventh siebte siebten septième",
            "eighth achte achten huitième",
            "ninth neunte neunten neuvième",
            "tenth zehnte zehnten zehnter dixième",
        ),
        1,
    )
    for word in words.split()
}
_BY = (
    r"(?:(?:by|on|until|before|within|no later than|not later than|the|each|am|bis|zum|den|dem"
    r"|first|ersten|premiers|sous|spätestens|jeweils|innerhalb von|le|au|avant|pour|au plus tard"
    r"|chaque) )*"
)
_WORKING = (
    r"(?:business|working|work|bank|banking)[ -]?days?|workdays?|(?:bank)?(?:werk|arbeits)tag\w*"
    r"|jours? ouvr\w+"
)
_CALENDAR = r"(?:calendar )?days?|kalendertag\w*|tag(?:e?s)?|jours?(?: calendaires?)?"
_MONTH = r"(?:months?|quarters?|years?|periods?|\w*monat\w*|\w*quartal\w*|jahr\w*|mois|trimestre)"
_OF = (
    r",? (?:of|in|after|following|im|des|der|nach|du|de|après)(?: (?:the|each|every|following"
    r"|next|subsequent|reporting|end|of|the|folgenden|nächsten|jeden|ende|des|der|du|de|la|fin"
    r"|chaque))*"
)
_DAY = Pattern(
    rf"{_BY}(?P<count>\d{{1,2}}|{'|'.join(_NTH)})(?:st|nd|rd|th|\.|er|e)?"
    rf"(?: (?:(?P<working>{_WORKING})|(?P<calendar>{_CALENDAR})))?"
    rf"(?P<period>{_OF} {_MONTH}(?: suivante?|[ -]end)?)?",
    re.IGNORECASE,
)
_SHORT = Pattern(
    rf"{_BY}(?P<unit>wd|bd|at|wt|ap|d|j|t|m)[ +-]{{0,3}}(?P<count>\d{{1,2}})", re.IGNORECASE
)
_OF_WORK = {"wd", "bd", "at", "wt"}
_OF_EITHER = {"d", "j", "t"}
_AT_THE_END = Pattern(
    rf"{_BY}(?:last|letzte[rn]?|dernier) (?:{_WORKING}|{_CALENDAR})(?:{_OF} {_MONTH})?"
    r"|(?:at )?(?:month|quarter|year)[ -]?end",
    re.IGNORECASE,
)


def due_day(text: str) -> tuple[Suggestion, ...]:
    """Return how long after the end of a period a day of the next one is, with its words beside.

    What names a day of the week, or the last one of a period, is kept in words alone.
    """
    words = clean(text)
    note = ("note", words)
    short = _SHORT.fullmatch(words)
    if short and int(short["count"]) > 1:
        count, unit = int(short["count"]), short["unit"].lower()
        if unit in _OF_WORK | _OF_EITHER:
            readings = [f"{count} business days"] + [f"{count} days"] * (unit in _OF_EITHER)
            return tuple(Suggestion(one, (note,)) for one in readings)
    day = _DAY.fullmatch(words)
    if day and (day["working"] or day["calendar"] or day["period"]):
        count = _NTH.get(day["count"].lower(), 0) or int(spoken(day["count"]) or day["count"])
        unit = "business day" if day["working"] else "day"
        is_day = 0 < count <= 31 and not re.fullmatch(r"\d+ \D+", words)
        return (Suggestion(f"{count} {unit}{'s' * (count > 1)}", (note,)),) if is_day else ()
    return (Suggestion("", (note,)),) if _AT_THE_END.fullmatch(words) or is_by_date(words) else ()
