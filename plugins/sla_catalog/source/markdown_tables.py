"""Tables in Markdown where a list of records is expected."""

from __future__ import annotations

from sla_catalog.patterns import Pattern

ROW = Pattern(r"[ \t]*\|.*\|[ \t]*")
_ENTRIES = {
    "severities": "- {id: P1, definition: …}",
    "metrics": "- {id: …, type: …, target: …}",
    "services": "- {id: …, name: …}",
}


def is_table(text: str) -> bool:
    """Tell whether a text is rows between bars, two or more."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(map(ROW.fullmatch, lines))


def as_entries(key: str) -> str:
    """Return what to write instead of a table under a key."""
    entry = _ENTRIES.get(key, "- before the keys and values")
    return f"an entry for each row: {entry}; `sla import` reads tables from a file of Markdown"
