"""Other spellings of dates, hours and lengths, each with the one that is read.

Each function returns what to write instead of a text, or nothing where it cannot tell.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = (
    (re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})"), "dmy"),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), "ymd"),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), "ymd"),
    (re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})"), "dmy mdy"),
    (re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3})[a-z]*\.?,? (\d{4})"), "dmy"),
    (re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"), "mdy"),
)


def day(text: str) -> str:
    """Return a date as year, month and day: `31.12.2026` is `2026-12-31`; both if it has two."""
    words = " ".join(text.lower().split())
    for pattern, orders in _DATES:
        match = pattern.fullmatch(words)
        if match:
            found = (
                _day(dict(zip(order, match.groups(), strict=True))) for order in orders.split()
            )
            return " or ".join(dict.fromkeys(one for one in found if one))
    return ""


def _day(parts: dict[str, str]) -> str:
    month = parts["m"]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
    try:
        return date(int(parts["y"]), number, int(parts["d"])).isoformat()
    except ValueError:
        return ""


_WEEK = {
    "mon": "Mon", "mo": "Mon", "tue": "Tue", "tu": "Tue", "di": "Tue", "wed": "Wed", "we": "Wed",
    "mi": "Wed", "thu": "Thu", "th": "Thu", "do": "Thu", "fri": "Fri", "fr": "Fri", "sat": "Sat",
    "sa": "Sat", "sun": "Sun", "su": "Sun", "so": "Sun",
}  # fmt: skip
_RANGES = {
    "weekdays": "Mon-Fri", "workdays": "Mon-Fri", "working days": "Mon-Fri",
    "business days": "Mon-Fri", "daily": "Mon-Sun", "every day": "Mon-Sun", "weekends": "Sat-Sun",
}  # fmt: skip
LONGEST_HOURS = 200  # a longer text is no list of hours, and searching it takes time
_TO = r"\s*(?:-|–|—|to|until|till|bis)\s*"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.h]?[0-5]\d)?\s?(?:am|pm|h|uhr)?"
_NAMED = rf"(?P<range>{'|'.join(_RANGES)})|(?P<first>[a-z]+)\.?(?:{_TO}(?P<last>[a-z]+)\.?)?"
_SPAN = re.compile(rf"(?:{_NAMED})[\s,:]*(?:from )?(?P<start>{_CLOCK}){_TO}(?P<end>{_CLOCK})")
_ROUND_THE_CLOCK = re.compile(r"(?:24 ?h|24 hours|a?round the clock|always|24 hours a day)\b.*")


def hours(text: str) -> str:
    """Return hours of the week as they are read: `Mo-Fr 8-18` is `Mon-Fri 08:00-18:00`."""
    words = " ".join(text.lower().split())
    if len(words) > LONGEST_HOURS:
        return ""
    if _ROUND_THE_CLOCK.fullmatch(words):
        return "24x7"
    spans = [_span(match) for match in _SPAN.finditer(words)]
    between = _SPAN.sub("", words)
    if not spans or not all(spans) or re.sub(r"and|und|[\s,;&+]", "", between):
        return ""
    return ", ".join(spans)


def _span(match: re.Match[str]) -> str:
    first = _RANGES.get(match["range"] or "") or _weekday(match["first"])
    last = _weekday(match["last"]) if match["last"] else ""
    start, end = _clock(match["start"]), _clock(match["end"])
    if not first or not start or not end or (match["last"] and not last):
        return ""
    days = f"{first}-{last}" if last else first
    return f"{days} {start}-{end}"


def _weekday(word: str) -> str:
    return _WEEK.get(word) or (_WEEK.get(word[:3], "") if word.endswith(("day", "s")) else "")


def _clock(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[:.h]?(\d\d)?\s?(am|pm|h|uhr)?", text)
    if not match:
        return ""
    hour, half = int(match[1]), match[3]
    if half in {"am", "pm"}:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{match[2] or '00'}"


_EVERY = {
    "hourly": "every hour", "daily": "every day", "weekly": "every week",
    "fortnightly": "every 2 weeks", "biweekly": "every 2 weeks", "monthly": "every month",
    "quarterly": "every quarter", "half-yearly": "every 6 months",
    "semi-annually": "every 6 months", "semiannually": "every 6 months",
    "twice a year": "every 6 months", "yearly": "every year", "annually": "every year",
    "annual": "every year", "once a year": "every year", "per year": "every year",
    "once a month": "every month", "per month": "every month", "once a week": "every week",
}  # fmt: skip


def interval(text: str) -> str:
    """Return an interval as it is read: `yearly` is `every year`."""
    words = " ".join(text.lower().split()).removeprefix("every ")
    return _EVERY.get(words) or ("every " + words[5:] if words.startswith("each ") else "")


_LIMITS = {
    "within": "", "in": "", "after": "", "up to": "at most", "max": "at most", "max.": "at most",
    "maximum": "at most", "no more than": "at most", "not more than": "at most",
    "under": "less than", "below": "less than", "over": "more than", "above": "more than",
    "min": "at least", "min.": "at least", "minimum": "at least", "no less than": "at least",
    "not less than": "at least", "at least": "at least", "at most": "at most",
    "less than": "less than", "more than": "more than", "exactly": "exactly",
    ">=": "at least", "<=": "at most", ">": "more than", "<": "less than",
}  # fmt: skip
_LIMIT = re.compile(
    "(?:" + "|".join(map(re.escape, sorted(_LIMITS, key=len, reverse=True))) + r")(?=[\s\d])"
)
_UNITS = {
    "hrs": "h", "hr": "h", "std": "h", "m": "min", "minute(s)": "min", "secs": "s", "msec": "ms",
    "d": "days", "day(s)": "days", "w": "weeks", "wk": "weeks", "wks": "weeks", "mo": "months",
    "mos": "months", "yr": "years", "yrs": "years", "hour(s)": "h", "bd": "business days",
    "wd": "business days", "workdays": "business days", "workday": "business days",
    "bh": "business hours", "workhours": "business hours",
}  # fmt: skip
_COMPOUND = re.compile(
    r"(\d{1,9}) ?(?:h|hours?|hrs?) ?(?:and )?(\d{1,9}) ?(?:m|min|mins|minutes?)?"
)


def length(text: str) -> str:
    """Return a length of time as it is read, without a limit before it: `in 2 hrs` is `2 h`."""
    _, rest = _limited(text)
    compound = _COMPOUND.fullmatch(rest)
    if compound:
        return f"{int(compound[1]) * 60 + int(compound[2])} min"
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?(\D+)", rest)
    unit = _UNITS.get(match[2].lower()) if match else None
    return f"{match[1]} {unit}" if match and unit else rest if rest != text.strip() else ""


def limit(text: str) -> str:
    """Return an amount with the limit before it as it is read: `up to 2 hrs` is `at most 2 h`."""
    words, rest = _limited(text)
    return f"{words} {length(rest) or rest}".strip()


def _limited(text: str) -> tuple[str, str]:
    stripped = " ".join(text.split())
    match = _LIMIT.match(stripped.lower())
    return (_LIMITS[match[0]], stripped[match.end() :].strip()) if match else ("", stripped)


_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annual": "year", "annually": "year", "annum": "year", "cycle": "month",
}  # fmt: skip
_EACH = r"(?:(?:on|per|each|every|in|over|within|during) )?(?:(?:an?|any|one|the|each|1) )?"
_PERIOD = re.compile(
    rf"{_EACH}(?:monthly )?(?:(?P<kind>calendar|billing|fiscal)[ -])?"
    rf"(?P<unit>day|week|month|quarter|year|{'|'.join(_ADVERBS)})s?(?: (?:basis|cycle|period))?"
)
_SLIDING = re.compile(
    r"(?:(?:rolling|trailing|last|past|any) )?(?P<n>[1-9][0-9]{0,3})[ -]?"
    r"(?P<unit>h|hours?|d|days?|w|weeks?|months?|years?)(?: (?:rolling|window|period))?"
)
_SLIDING_UNITS = {"h": "h", "d": "days", "w": "weeks", "m": "months", "y": "years"}


def window(text: str) -> str:
    """Return a window as it is read: `monthly` is `calendar month`, `28d` is `rolling 28 days`."""
    words = " ".join(text.lower().split())
    sliding = _SLIDING.fullmatch(words)
    if sliding:
        unit = _SLIDING_UNITS[sliding["unit"][0]]
        number = sliding["n"]
        return f"rolling {number} {unit.removesuffix('s') if number == '1' else unit}"
    period = _PERIOD.fullmatch(words)
    if not period:
        return ""
    unit = _ADVERBS.get(period["unit"], period["unit"])
    if unit == "hour":
        return "rolling 1 h"
    kind = period["kind"] or ("billing" if "cycle" in words else "calendar")
    return f"{kind} {unit}" if kind == "calendar" or unit not in {"day", "week"} else ""


_TIMES_OVER = re.compile(
    r"(?P<count>[0-9]{1,3}) (?:breach(?:es)?|times|misses|failures)"
    r"(?: (?:in|within|per|over|during) (?:an? |any |the |each )?(?:(?P<layout>rolling|calendar) )?"
    r"(?:(?P<n>[0-9]{1,3}) )?(?P<unit>month|quarter|year)s?)?"
)
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


def trigger(text: str) -> str:
    """Return breaches as they are read: `2 times in a year` is `2 breaches in 12 months`."""
    match = _TIMES_OVER.fullmatch(" ".join(text.lower().split()))
    if not match:
        return ""
    count = int(match["count"])
    said = f"{count} {'breach' if count == 1 else 'breaches'} in"
    if not match["unit"]:
        return f"{said} 6 months, or {said} contract term"
    months = int(match["n"] or 1) * _MONTHS_OF[match["unit"]]
    layout = f"{match['layout']} " if match["layout"] else ""
    return f"{said} {layout}{months} {'month' if months == 1 else 'months'}"
