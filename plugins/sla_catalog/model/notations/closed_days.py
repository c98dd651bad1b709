"""Days of the week that hours leave out: `Wed closed`, `außer mittwochs`, `sauf le lundi`."""

from __future__ import annotations

import re

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.weekdays import TO, days_of
from sla_catalog.patterns import Pattern

_HOLIDAYS = (
    r"(?:(?:public|bank|national|statutory|gesetzlichen?) )*(?:holidays|feiertage?[ns]?"
    r"|jours fériés)"
)
_DAY = (
    r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)\b\.?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|(?:mo|di|mi|do|fr|sa|so)\b\.?|(?:mon|diens|donners|frei|sams|sonn)tags?|sonnabends?"
    r"|mittwochs?|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?"
    rf"|(?:lun|mar|mer|jeu|ven|sam|dim)\b\.?|weekends?|week-ends?|wochenenden?|{_HOLIDAYS})"
)
_RUN = rf"{_DAY}(?:{TO}{_DAY})?"
_JOINED = r"(?:\s*(?:,|/|&|\+)\s*(?:(?:and|und|et) )?|\s+(?:and|und|et|or|oder|ou)\s+)"
_ON = r"(?:(?:on|an|am|at|le|les|the|den|dem|all) )*"
_DAYS = rf"{_ON}(?P<{{name}}>{_RUN}(?:{_JOINED}{_ON}{_RUN})*)(?![^\W_])"
_SHUT = (
    r"(?:(?:is |are |ist |sind |est )?(?:closed|geschlossen|fermée?s?|ruhetage?"
    r"|kein (?:service|support|betrieb)|no (?:service|support|cover(?:age)?)))"
)
_BUT = (
    r"(?:except(?: for)?|excluding|excl\.?|without|but not|not|ohne|außer|ausgenommen|nicht|sauf"
    r"|hors|excepté)"
)
_CLOSED = Pattern(
    rf"[\s,;:(-]*(?:\b(?:and|und|et|but|aber|mais) )?"
    rf"(?:{_DAYS.format(name='shut')}[\s:-]*{_SHUT}"
    rf"|(?:{_SHUT}|{_BUT})[\s:]+{_DAYS.format(name='but')}(?!{TO}{_DAY}|\s*\d))(?![^\W_])\)?"
)
_WORD_OF_CLOSING = Pattern(rf"\b(?:{_SHUT}|{_BUT})(?![^\W_])")
_A_DAY = Pattern(rf"(?<![^\W_]){_DAY}")
_ALWAYS = Pattern(r"24|7|a?round|rund")
_NO_HOURS_ON_HOLIDAYS = Pattern(_HOLIDAYS)


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which there are no hours, 0 is Monday, and the words without those that say so."""

    words: str
    days: frozenset[int]
    has_holidays: bool = False


def closed_days(words: str) -> ClosedDays | None:
    """Return the days that words in small letters leave out, or nothing where they name none."""
    if not _WORD_OF_CLOSING.search(words):
        return None
    days: set[int] = set()
    found: list[str] = []
    has_holidays = False
    for match in _CLOSED.finditer(words):
        parts = re.split(_JOINED, match["shut"] or match["but"])
        before = words[: match.start()]
        if len(parts) > 1 and before and not (_A_DAY.search(before) or _ALWAYS.match(before)):
            return None  # `9-17 Mon-Fri, Wed closed`: its first days are those of the hours
        found.extend(parts)
    for part in found:
        named = re.sub(rf"^{_ON}|\.", "", part.strip())
        is_holiday = _NO_HOURS_ON_HOLIDAYS.fullmatch(named) is not None
        meant = () if is_holiday else days_of(named)
        if not is_holiday and not meant:
            return None
        has_holidays = has_holidays or is_holiday
        days.update(meant)
    if not days and not has_holidays:
        return None
    rest = re.sub(r"\s*,\s*(?=,|$)|\(\s*\)", "", _CLOSED.sub("", words))
    return ClosedDays(" ".join(rest.split()).strip(" ,;"), frozenset(days), has_holidays)
