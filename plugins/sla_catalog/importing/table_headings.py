"""The headings of tables: what a column is, and the unit that it gives to its cells."""

from __future__ import annotations

import re

from sla_catalog.importing.reading import clean

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
NOTHING = re.compile(r"|-+|–|—|n/?a|none|keine?|not applicable", re.IGNORECASE)


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
    rf"[(\[](?:in )?(?P<inner>{_UNIT})[)\]]|\bin (?P<behind>{_UNIT})$"
    rf"|\b(?P<worked>(?:{_WORKING})[ -]?{_UNITS})\b",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(rf"{_WORKING}|24 ?[x×/] ?7|calendar", re.IGNORECASE)


def with_unit_of(text: str, head: str) -> tuple[str, str]:
    """Return a cell with the unit that its column's heading has, and that unit where it adds one.

    Hours of a column of business hours are such; who can tell of others?
    """
    found = _HEAD_UNIT.search(head)
    if not found or NOTHING.fullmatch(text.strip()):
        return text, ""
    unit = found[found.lastgroup or 0]
    if re.fullmatch(r"\D{0,10}[0-9]+(?:[.,][0-9]+)?", text.strip()):
        word = unit.removesuffix("s") if text.strip() == "1" else unit
        return f"{text.strip()} {word}", unit
    is_working = re.search(_WORKING, unit, re.IGNORECASE)
    if not is_working or _ALL_DAY.search(text):
        return text, ""
    last = unit.split()[-1]
    own = re.fullmatch(r"(?P<number>.*[0-9])\s*(?P<unit>[A-Za-z]+)", text.strip())
    is_alike = own and own["unit"].lower()[:1] == last.lower()[:1]
    return (f"{own['number']} {unit}" if own and is_alike else ""), unit
