"""The headings of tables: what a column is, and the unit that it gives to its cells."""

from __future__ import annotations

import re

from sla_catalog.importing.cells import NOTHING
from sla_catalog.importing.reading import clean
from sla_catalog.importing.values import unit_of

# What a column is, by its heading; the first that fits. A table with a column of credits is one of
# credits, whatever else is in it.
COLUMNS = (
    ("credit", r"credit|refund|penalt|gutschrift|minderung|r[ée]mise|compensation"),
    ("severity", r"(?:incident )?(?:severity|priority|prio|sev|schweregrad|priorität)(?: level)?"),
    ("update_interval", r".*\b(?:update|status|communication)\b.*"),
    ("workaround_time", r".*\bworkaround\b.*"),
    ("resolution_time", r".*(?:resolution|resolve|restor|fix|repair|lösung|behebung).*"),
    ("response_time", r".*(?:respon|reaction|acknowledg|reaktion|antwort).*"),
    ("definition", r".*(?:definition|description|criteria|meaning|impact|beschreibung).*"),
    ("window", r".*(?:window|period|measured over|zeitraum).*"),
    ("availability", r".*(?:availab|uptime|verfügbar).*"),
    ("target", r".*(?:target|objective|goal|commitment|slo|sla|ziel|promise|value|threshold).*"),
    ("metric", r".*(?:metric|indicator|sli|kpi|service level|measure|kennzahl|property).*"),
    ("service", r".*(?:service|component|system|product|plan|tier|dienst).*"),
)
TIMES = ("response_time", "resolution_time", "update_interval", "workaround_time")


def column_of(heading: str) -> str:
    """Return what a column is by its heading, or nothing."""
    plain = clean(heading).lower()
    for name, pattern in COLUMNS:
        is_whole = name != "credit"
        found = re.fullmatch(pattern, plain) if is_whole else re.search(pattern, plain)
        if found:
            return name
    return ""


_UNITS = r"(?:hours?|hrs?|h|minutes?|mins?|days?|weeks?|Stunden?|Std\.?|Minuten|Tagen?)"
_WORKING = r"business|working|office|support|Arbeits|Geschäfts|Werk"
_UNIT = rf"(?:(?:{_WORKING})[ -]?)?{_UNITS}"
_HEAD_UNIT = re.compile(
    rf"[(\[](?:in )?(?P<inner>{_UNIT})[)\]]|\bin (?P<behind>{_UNIT})$", re.IGNORECASE
)
_ALL_DAY = re.compile(rf"{_WORKING}|24 ?[x×/] ?7|calendar", re.IGNORECASE)
_OF_HOURS = re.compile(
    rf"\b(?:{_WORKING}|Büro|Service)[ -]?(?:{_UNITS}|zeit(?:en)?)(?!\w)|\bheures? ouvr"
    r"|\bweekends?\b|\bWochenende|\bon[ -]call\b|\bRufbereitschaft",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:outside|out of|not|except|excluding|excl|without|außerhalb|außer|nicht|ohne|hors)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?<=[a-z])s$|(?<=stunde)n$|(?<=minute)n$|(?<=tag)en?$")


def with_unit_of(text: str, head: str) -> tuple[str, str]:
    """Return a cell with the unit that its column's heading has, and that unit where it adds one.

    Hours of a column of business hours are such; who can tell of others? A heading that speaks of
    hours in another way, such as `Response outside business hours`, is a condition and no unit:
    nothing is returned but its words.
    """
    if NOTHING.fullmatch(text.strip()):
        return text, ""
    found = _HEAD_UNIT.search(head)
    is_refused = _NOT.search(head, 0, found.start() if found else len(head))
    if not found or is_refused:
        speaks_of_hours = found or _OF_HOURS.search(head)
        is_condition = speaks_of_hours and (is_refused or not _ALL_DAY.search(text))
        return ("", head) if is_condition else (text, "")
    unit = found[found.lastgroup or 0]
    if re.fullmatch(r"\D{0,10}[0-9]+(?:[.,][0-9]+)?", text.strip()):
        return f"{text.strip()} {_in_number(unit, text.strip())}", unit
    is_working = re.search(_WORKING, unit, re.IGNORECASE)
    if not is_working or _ALL_DAY.search(text):
        return text, ""
    own = re.fullmatch(r"(?P<number>.*[0-9])\s*(?P<unit>[A-Za-z]+)", text.strip())
    if not own or _kind_of_unit(own["unit"]) != _kind_of_unit(unit.split()[-1]):
        return "", unit
    return f"{own['number']} {_in_number(unit, own['number'])}", unit


def speaks_of_hours(text: str) -> bool:
    """Tell whether a heading has a unit, or says which hours count."""
    return bool(_HEAD_UNIT.search(text) or _OF_HOURS.search(text))


def _in_number(unit: str, number: str) -> str:
    words = unit.lower().replace("office", "business")
    return _PLURAL.sub("", words) if number == "1" else words


def _kind_of_unit(word: str) -> str:
    return unit_of(word.lower()) or word.lower()[:3]
