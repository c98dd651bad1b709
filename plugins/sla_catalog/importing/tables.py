"""Tables of severities and of availability, from Markdown and from sheets, to promises."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress

from sla_catalog.findings import Span
from sla_catalog.importing.cells import amount
from sla_catalog.importing.credit_tables import why_of_credits
from sla_catalog.importing.levels import kind_of
from sla_catalog.importing.reading import KEPT, MOST_TEXT, TOO_LONG, prose
from sla_catalog.importing.records import ImportedPromise, Read, Subject, worded_window
from sla_catalog.importing.source_tables import WORDED, SourceTable, TableCell, cells_of, turned
from sla_catalog.importing.stated_windows import window_in
from sla_catalog.importing.table_headings import (
    COLUMNS,
    TIMES,
    speaks_of_hours,
    with_unit_of,
)
from sla_catalog.importing.values import window
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.calendars import Window
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.notations.saturdays import EXPLAINED, may_count_saturday
from sla_catalog.model.quantities import MalformedError
from sla_catalog.source.wording import visible


def read(table: SourceTable) -> Iterator[Read]:
    """Yield what a table promises, or a note that it promises nothing that is known."""
    table = turned(table)
    columns = table.columns
    first = table.headings[0].span
    if refused := why_of_credits(table):
        yield Note(Outcome.LEFT_OUT, first, refused)
    elif "severity" in columns and any(name in columns for name in TIMES):
        yield from _unread_columns(table, {"severity", "definition", *TIMES})
        yield from _severities(table)
    elif "availability" in columns or ("target" in columns and "metric" in columns):
        promised = "availability" if "availability" in columns else "target"
        named = "metric" if "metric" in columns else "service"
        yield from _unread_columns(table, {promised, named, "window", *TIMES})
        yield from _targets(table, promised, named)
    else:
        words = ", ".join(f"`{visible(one.text)}`" for one in table.headings if one.text)
        text = f"a table of {words or 'columns without names'} promises nothing that is known"
        yield Note(Outcome.LEFT_OUT, first, text)


def _unread_columns(table: SourceTable, used: set[str]) -> Iterator[Note]:
    seen: set[str] = set()
    for place, (name, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        if heading.text and (name not in used or name in seen):
            words = visible(heading.text)
            yield Note(Outcome.LEFT_OUT, heading.span, f"the column `{words}` was not read")
        elif not heading.text:
            below = [row[place] for row in table.rows if place < len(row)]
            yield from _without_name(heading, below)
        seen.add(name)


def _without_name(place: TableCell, cells: Sequence[TableCell]) -> Iterator[Note]:
    """Yield a note on cells of which no cell says what they are, as where cells were merged."""
    if filled := [one for one in cells if one.text]:
        words = ", ".join(f"`{visible(one.text)}`" for one in filled[:3])
        more = f" and {len(filled) - 3} more" if len(filled) > 3 else ""
        text = f"nothing names {words}{more}: the cell for it is empty"
        yield Note(Outcome.LEFT_OUT, place.span, text)


def _severities(table: SourceTable) -> Iterator[Read]:
    severities: list[dict[str, object]] = []
    objectives: dict[str, list[dict[str, object]]] = {}
    spans: dict[str, Span] = {}
    for row in table.rows:
        cells = cells_of(table, row)
        given = cells.get("severity")
        if given is None or not given.text:
            yield from _without_name(row[0], row) if row else ()
            continue
        name, called = divided(given.text)
        if not name or any(one["id"] == name for one in severities):
            text = f"the severity `{visible(given.text)}` was not read"
            yield Note(Outcome.LEFT_OUT, given.span, text)
            continue
        severity: dict[str, object] = {"id": name}
        if called:
            severity["name"] = called
        if (meant := cells.get("definition")) and meant.text:
            severity["definition"] = prose(meant.text)
            if len(meant.text) > MOST_TEXT:
                yield Note(Outcome.CHANGED, meant.span, TOO_LONG)
        severities.append(severity)
        for kind in TIMES:
            if kind in cells:
                head = table.headings[table.columns.index(kind)].text
                called = f"{METRIC_TYPES[kind].name}, {name}"
                said = yield from _amount(_parsed(cells[kind], kind, head), cells[kind], called)
                spans.setdefault(kind, cells[kind].span)
                when: dict[str, object] = {"when": {"severity": name}}
                objectives.setdefault(kind, []).append(when | said)
    if severities:
        more: dict[str, object] = {"severities": severities}
        yield Subject(table.title, table.headings[0].span, table.title, more=more)
    for kind, listed in objectives.items():
        name = METRIC_TYPES[kind].name
        yield ImportedPromise(table.title, name, spans[kind], kind, more={"objectives": listed})


_SIGN = re.compile(r"^[^\w(]+")  # such as a coloured circle


def divided(text: str) -> tuple[str, str]:
    """Divide `P1 — Critical`, `Critical (P1)` or `Severity 1` into an id and a name."""
    text = _SIGN.sub("", text)
    match = re.fullmatch(r"(?P<id>[^\s:]+)\s*(?:[-–—:|/]|\s)\s*(?P<name>\S.*)", text)
    behind = r"\s*[-–—:|/(]\s*(?P<name>[^()]+?)\)?"
    worded = re.fullmatch(rf"(?P<id>{WORDED}){behind}", text, re.IGNORECASE)
    if worded:
        return re.sub(r"\W+", "-", worded["id"]), worded["name"]
    inner = re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<id>[^()\s]+)\)", text)
    turned = re.fullmatch(r"(?P<id>[A-Z]+-?[0-9])\s*\((?P<name>[^()]+)\)", text)
    for found in (turned, inner, match):
        if found and re.fullmatch(r"(?:P|S|SEV|Sev|Prio)?-?[0-9]|[A-Z][0-9]", found["id"]):
            return found["id"].strip("-"), found["name"].strip(" -–—:")
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:63].strip("-.")
    return plain, "" if plain == text else text


_Parsed = tuple[dict[str, object], str, str]


def _parsed(cell: TableCell, kind: str, head: str) -> _Parsed:
    """Return the fields of a cell's promise, its text, and the unit that its heading gave it."""
    text, unit = with_unit_of(cell.text, head) if kind in TIMES else (cell.text, "")
    return amount(text, kind), text, unit


def _amount(
    parsed: _Parsed, cell: TableCell, name: str, window: str = ""
) -> Generator[Note, None, dict[str, object]]:
    """Return the fields of a cell's promise, and note what became of it."""
    said, text, unit = parsed
    if unit and "target" in said:
        told = f"{name}: {said['target']}, with ‘{unit}’ of the column's heading"
        yield Note(Outcome.CHANGED, cell.span, told)
    elif unit:
        said = {"unread": prose(f"{cell.text} ({unit})")}
        words, heading = visible(cell.text), visible(unit)
        told = f"{name}: `{words}` was not read beside the words `{heading}` of its heading{KEPT}"
        yield Note(Outcome.LEFT_OUT, cell.span, told)
    elif "target" in said:
        yield Note(Outcome.READ, cell.span, f"{name}: {said['target']}{window}")
        if may_count_saturday(text):
            told = f"{name}: do Saturdays count in `{visible(text)}`? {EXPLAINED}"
            yield Note(Outcome.ASKED, cell.span, told)
    elif "none" in said:
        yield Note(Outcome.READ, cell.span, f"{name}: none")
    else:
        words = visible(cell.text)
        yield Note(Outcome.LEFT_OUT, cell.span, f"{name}: `{words}` was not read{KEPT}")
    return said


def _targets(table: SourceTable, promised: str, names: str) -> Iterator[Read]:
    heading = table.headings[table.columns.index(promised)]
    for row in table.rows:
        cells = cells_of(table, row)
        given, named = cells.get(promised), cells.get(names)
        yield from _times(table, cells, named.text if named else "")
        is_named = bool(named and named.text)
        if given is None and named and is_named and not any(kind in cells for kind in TIMES):
            text = f"there is nothing beside `{visible(named.text)}`"
            yield Note(Outcome.LEFT_OUT, named.span, text)
        if given is None or not (given.text or is_named):
            continue
        called = named.text if named else ""
        kind = _kind(called, promised, given.text)
        name = called or "Availability"
        found, words = _window(cells, heading.text)
        head = called if speaks_of_hours(called) else heading.text
        parsed = _parsed(given, kind, head)
        found = found or str(parsed[0].get("window", ""))
        cell = cells.get("window")
        unread = cell.text if cell and cell.text and not found else ""
        beside = worded_window(kind, found, unread)
        said = yield from _amount(parsed, given, name, beside)
        if unread and cell:
            text = f"{name}: the window `{visible(unread)}` was not read{KEPT}"
            yield Note(Outcome.LEFT_OUT, cell.span, text)
        if words and found:
            text = f"the window {found} is taken from the words ‘{words}’"
            yield Note(Outcome.CHANGED, given.span, text)
        elif words and not unread:
            text = f"{name}: the words ‘{words}’ may be its window or not: which one is it?"
            yield Note(Outcome.ASKED, given.span, text)
        more = {key: one for key, one in said.items() if key == "none"}
        if kind == "custom" and "target" in said:
            is_lower = str(said["target"]).startswith(("at most", "less"))
            more["direction"] = "lower" if is_lower else "higher"
            if not is_lower:
                text = f"{name}: is higher really better? The table does not say"
                yield Note(Outcome.ASKED, given.span, text)
        target, left = str(said.get("target", "")), str(said.get("unread", ""))
        yield ImportedPromise(
            table.title, name, given.span, kind, target, left, found, unread, more
        )


def _times(table: SourceTable, cells: dict[str, TableCell], called: str) -> Iterator[Read]:
    """Yield the times that a row promises beside its share, each with its column's heading."""
    for kind in TIMES:
        cell = cells.get(kind)
        if cell and cell.text:
            head = table.headings[table.columns.index(kind)].text
            name = f"{called}: {head}" if called else head
            said = yield from _amount(_parsed(cell, kind, head), cell, name)
            target, left = str(said.get("target", "")), str(said.get("unread", ""))
            more = {key: one for key, one in said.items() if key == "none"}
            yield ImportedPromise(table.title, name, cell.span, kind, target, left, more=more)


_PERCENTILE = re.compile(r"\bp ?[0-9]{2}\b|percentile|perzentil", re.IGNORECASE)
_SHORT = re.compile(r"[0-9]\s*(?:ms|µs|milliseconds?)\b", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]\s*(?:s|secs?|seconds?|sekunden?)\b", re.IGNORECASE)
_LONG = re.compile(
    r"(?<![a-z])(?:h|hours?|hrs?|d|days?|weeks?|business|stunden?|tagen?)\b", re.IGNORECASE
)
_PROGRAM = re.compile(
    r"\b(?:api|https?|rpc|grpc|endpoint|request|quer(?:y|ies)|latency|latenz|page|server|call)s?\b",
    re.IGNORECASE,
)


def _is_of_program(name: str, text: str) -> bool:
    """Tell a response of a program from one of people, who have percentiles too."""
    if _SHORT.search(f"{name} {text}"):
        return True
    if not _PERCENTILE.search(f"{name} {text}") or _LONG.search(text):
        return False
    return bool(_SECONDS.search(text) or _PROGRAM.search(name))


def _kind(name: str, promised: str, text: str) -> str:
    """Return the type of a row: that of its name, else availability where the column says so."""
    if promised == "availability":
        return "availability"
    kind = kind_of(name)
    if kind == "custom":
        plain = name.lower()
        types = (one for one, pattern in COLUMNS if re.fullmatch(pattern, plain))
        kind = next((one for one in types if one in METRIC_TYPES), "custom")
    return "latency" if kind == "response_time" and _is_of_program(name, text) else kind


def _window(cells: dict[str, TableCell], heading: str) -> tuple[str, str]:
    """Return the window that a row or its heading states, and the words that were not its own."""
    cell = cells.get("window")
    text = cell.text.strip() if cell else ""
    plain = text.lower()
    if short := window(text):
        return short, ""
    with suppress(MalformedError):
        return str(Window.parse(plain)), ""
    by_word = {"monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year"}
    by_word |= {"annually": "year", "weekly": "week", "daily": "day", "month": "month"}
    by_word |= {"per month": "month", "per year": "year", "year": "year", "quarter": "quarter"}
    if plain in by_word:
        return f"calendar {by_word[plain]}", text
    found = window_in(text, is_window=True) or window_in(heading)
    return (found.window, found.words) if found else ("", "")
