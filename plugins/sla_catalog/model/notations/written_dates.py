"""Dates in other spellings, each with the one that is read: `31.12.2026`, `1 December 2026`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from sla_catalog.patterns import Pattern

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier januar jänner jan", "february février fevrier februar feber feb févr",
            "march mars märz maerz mar mrz mär", "april avril apr avr", "may mai",
            "june juin juni jun", "july juillet juli jul juil", "august août aout aug",
            "september septembre sep sept", "october octobre oktober oct okt",
            "november novembre nov", "december décembre decembre dezember dec dez déc",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DATES = (
    (Pattern(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})"), "dmy"),
    (Pattern(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), "ymd"),
    (Pattern(r"(\d{4})(\d{2})(\d{2})"), "ymd"),
    (Pattern(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"), "dmy mdy"),
    (
        Pattern(
            r"(?:the |le |den )?(\d{1,2})(?:st|nd|rd|th|ᵉʳ|er|\.)?[ -]?(?:of )?"
            r"([a-zéûä]+)\.?,?[ -](\d{4}|\d{2})"
        ),
        "dmy",
    ),
    (Pattern(r"([a-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:,? |-)(\d{4})"), "mdy"),
    (Pattern(r"(\d{4})[ -]([a-zéûä]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?"), "ymd"),
)
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_BEFORE = Pattern(
    rf"^(?:(?:from|since|as of|as from|starting|effective|on|until|till|by|ab(?: dem)?"
    rf"|seit(?: dem)?|vom"
    rf"|zum|bis|bis zum|gültig ab|am|le|du|dès le|à partir du|à compter du|{_WEEKDAY})"
    r"[.,]?\s+)+(?=\S)"
)
_TIME = Pattern(r"(?:(?<=\d)t|,? )(?:\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:z| utc|[+-]\d\d:?\d\d)?$")
_OF_A_YEAR = (
    Pattern(r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2}))?"),
    Pattern(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
    Pattern(r"(?P<name>[a-zéûä]{3,})\.?,? (?P<year>\d{4})"),
    Pattern(r"q(?P<quarter>[1-4])[ /-](?P<year>\d{4})"),
    Pattern(r"(?P<year>\d{4})[ /-]?q(?P<quarter>[1-4])"),
    Pattern(r"(?P<quarter>[1-4])\. quartal (?P<year>\d{4})"),
    Pattern(r"(?:h|s)(?P<half>[12])[ /-](?P<year>\d{4})"),
)
_SIDE = Pattern(
    r"(?:(?P<start>(?:start|beginning|anfang|beginn|début)(?: of| des| der| de)?)"
    r"|(?:end|ende|fin)(?: of| des| der| de)?) (?=\S)"
)
_OF_WEEK = Pattern(
    r"(?:kw|cw|week|kalenderwoche) ?(?P<week>\d{1,2})[ /,-]*(?P<year>\d{4})"
    r"|(?P<iso>\d{4})[ -]?(?:w|kw|cw) ?(?P<number>\d{1,2})"
)
_WITHOUT_YEAR = Pattern(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er)? ?(?:of )?(?P<month>\d{1,2}(?=\.)|[a-zéûä]{3,})\.?"
)
_NO_DAY_YET = Pattern(
    r"next (?:year|month|quarter|week)|nächstes jahr|tb[acd]|to be \w+|(?:ab )?sofort"
    r"|immediate(?:ly)?|at once|immédiatement|(?:the )?(?:effective"
    r"|commencement|start|contract|service start|contract start|acceptance|order) date"
    r"|vertragsbeginn"
    r"|contract start|vertragsstart|date d'effet|open|offen|pending|unknown|unbekannt|today"
    r"|tomorrow|heute|now|n/?a"
    r"|(?:(?:on|up(?:on)?|at|after|mit|nach|bei|ab|date of|day of|tag der"
    r"|datum der|à la|dès la) ?)*"
    r"(?:the |der )?(?:signature|signing|unterzeichnung|unterschrift|vertragsschluss|execution"
    r"|vertragsunterzeichnung|go[ -]live|acceptance|abnahme|last signature)"
)


def day(text: str) -> str:
    """Return a date as year, month and day: `31.12.2026` is `2026-12-31`; both if it has two.

    A year of two digits is one of this century: agreements are no older.
    """
    words = _spelt(text)
    for pattern, orders in _DATES:
        match = pattern.fullmatch(words)
        if match:
            found = (
                _day(dict(zip(order, match.groups(), strict=True))) for order in orders.split()
            )
            return " or ".join(dict.fromkeys(one for one in found if one)) or _near(orders, match)
    return ""


def _near(orders: str, match: re.Match[str]) -> str:
    """Return the last day of the month in which a day is that no calendar has."""
    parts = dict(zip(orders.split()[0], match.groups(), strict=True))
    last = _day(parts | {"d": "28"}) if 29 <= int(parts["d"]) <= 31 else ""
    return f"such as {last_of_month(last)}" if last else ""


def part_of_year(text: str) -> str:
    """Return the first and the last day of a month, a quarter or a year, of which one is meant."""
    matches = (pattern.fullmatch(_spelt(text)) for pattern in _OF_A_YEAR)
    side = _SIDE.match(_spelt(text))
    if side and (ends := part_of_year(_spelt(text)[side.end() :])):
        return ends.split(" or ")[0 if side["start"] else 1]
    week = _OF_WEEK.fullmatch(_spelt(text))
    if week and 1 <= int(week["week"] or week["number"]) <= 52:
        year, number = int(week["year"] or week["iso"]), int(week["week"] or week["number"])
        days = (date.fromisocalendar(year, number, day) for day in (1, 7))
        return " or ".join(one.isoformat() for one in days)
    for match in filter(None, matches):
        found = match.groupdict()
        name, quarter = found.get("name"), int(found.get("quarter") or 0)
        number = MONTHS.get(name, 0) if name else int(found.get("month") or 0)
        half = int(found.get("half") or 0)
        first = quarter * 3 - 2 if quarter else half * 6 - 5 if half else number or 1
        last = quarter * 3 if quarter else half * 6 if half else number or 12
        year = int(found["year"])
        if (name and not number) or not 1 <= last <= 12 or not date.min.year <= year:
            continue
        end = date(year, last, monthrange(year, last)[1])
        return f"{date(year, first, 1).isoformat()} or {end.isoformat()}"
    return ""


def undated(text: str) -> str:
    """Return what to do where no day is said: the year, or the whole of it, is missing."""
    words = _spelt(text)
    match = _WITHOUT_YEAR.fullmatch(words)
    month = match["month"] if match else ""
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    if match and 1 <= number <= 12:
        return f"…-{number:02}-{int(match['day']):02}, with its year"
    is_open = _NO_DAY_YET.fullmatch(words) or _NO_DAY_YET.fullmatch(text.strip().lower())
    return "no key until there is a day, which is written `2026-12-31`" if is_open else ""


def last_of_month(text: str) -> str:
    """Return the last day of the month in a date whose day does not exist: of 2026-02-30."""
    year, month, _ = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12 or not year:
        return ""
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"


def _spelt(text: str) -> str:
    """Return a text in small letters, without the name of the day and a time of midnight."""
    return _TIME.sub("", _BEFORE.sub("", " ".join(text.lower().split())))


def _day(parts: dict[str, str]) -> str:
    month, year = parts["m"], parts["y"]
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    try:
        return date(
            int(year) + (2000 if len(year) == 2 else 0), number, int(parts["d"])
        ).isoformat()
    except ValueError:
        return ""
