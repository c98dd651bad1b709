"""Tables of severities and of availability, from Markdown and from sheets, to promises."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sla_catalog.findings import Span
from sla_catalog.importing.cells import NOTHING, amount
from sla_catalog.importing.levels import kind_of
from sla_catalog.importing.reading import KEPT, MOST_TEXT, TOO_LONG, clean, prose
from sla_catalog.importing.records import ImportedPromise, Read, Subject, worded_window
from sla_catalog.importing.values import window, window_in
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.calendars import Window
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.notations.saturdays import EXPLAINED, may_count_saturday
from sla_catalog.model.quantities import MalformedError
from sla_catalog.source.wording import visible

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
_TIMES = ("response_time", "resolution_time", "update_interval", "workaround_time")


@dataclass(frozen=True, slots=True)
class TableCell:
    """Hold the text of a cell and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Hold a table: what each column is, and its rows; `title` names what it is of."""

    title: str
    columns: tuple[str, ...]
    headings: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def column_of(heading: str) -> str:
    """Return what a column is by its heading, or nothing."""
    plain = clean(heading).lower()
    for name, pattern in COLUMNS:
        is_whole = name != "credit"
        found = re.fullmatch(pattern, plain) if is_whole else re.search(pattern, plain)
        if found:
            return name
    return ""


def read(table: SourceTable) -> Iterator[Read]:
    """Yield what a table promises, or a note that it promises nothing that is known."""
    table = _turned(table)
    columns = table.columns
    first = table.headings[0].span
    if "credit" in columns and not _promises_beside_credits(table):
        yield Note(Outcome.LEFT_OUT, first, "a table of credits is not read")
    elif "severity" in columns and any(name in columns for name in _TIMES):
        yield from _unread_columns(table, {"severity", "definition", *_TIMES})
        yield from _severities(table)
    elif "availability" in columns or ("target" in columns and "metric" in columns):
        promised = "availability" if "availability" in columns else "target"
        named = "metric" if "metric" in columns else "service"
        yield from _unread_columns(table, {promised, named, "window", *_TIMES})
        yield from _targets(table, promised, named)
    else:
        words = ", ".join(f"`{visible(one.text)}`" for one in table.headings if one.text)
        text = f"a table of {words or 'columns without names'} promises nothing that is known"
        yield Note(Outcome.LEFT_OUT, first, text)


_WORDED = r"(?:P|S|Sev|Severity|Prio|Priority|Level|Class|Priorität|Schweregrad)[ -][0-9]"
_SEVERITY = re.compile(rf"{_WORDED}|(?:Sev|Prio|[A-Z])?[0-9]", re.IGNORECASE)


def _turned(table: SourceTable) -> SourceTable:
    """Return a table whose columns are severities with a row for each of them."""
    first, *severities = table.headings
    times = [column_of(row[0].text) in _TIMES for row in table.rows if row]
    is_turned = severities and all(_SEVERITY.fullmatch(one.text) for one in severities)
    if not is_turned or not any(times):
        return table
    rows = [row for row in table.rows if row]
    columns = ("severity", *(column_of(row[0].text) for row in rows))
    headings = (TableCell("Severity", first.span), *(row[0] for row in rows))
    empty = TableCell("", first.span)
    body = tuple(
        (one, *(row[place] if place < len(row) else empty for row in rows))
        for place, one in enumerate(severities, 1)
    )
    return SourceTable(table.title, columns, headings, body)


_BAND = re.compile(r"<|≤|–|\bto\b|\bbis\b|below|less|under|between|unter", re.IGNORECASE)


def _promises_beside_credits(table: SourceTable) -> bool:
    """Tell a table of promises with their credits from one of the values that earn them.

    It has a name for each row, no two alike, and no bands of values.
    """
    named = "metric" if "metric" in table.columns else "service"
    if "availability" not in table.columns or named not in table.columns:
        return False
    cells = [_cells(table, row) for row in table.rows]
    names = [one[named].text for one in cells if named in one]
    shares = [one["availability"].text for one in cells if "availability" in one]
    return len(set(names)) == len(names) and not any(map(_BAND.search, shares))


def _unread_columns(table: SourceTable, used: set[str]) -> Iterator[Note]:
    seen: set[str] = set()
    for name, heading in zip(table.columns, table.headings, strict=True):
        if heading.text and (name not in used or name in seen):
            words = visible(heading.text)
            yield Note(Outcome.LEFT_OUT, heading.span, f"the column `{words}` was not read")
        seen.add(name)


def _cells(table: SourceTable, row: Sequence[TableCell]) -> dict[str, TableCell]:
    """Return the cells of a row by what their columns are; the first of two alike."""
    found: dict[str, TableCell] = {}
    for name, cell in zip(table.columns, row, strict=False):
        if name:
            found.setdefault(name, cell)
    return found


def _severities(table: SourceTable) -> Iterator[Read]:
    severities: list[dict[str, object]] = []
    objectives: dict[str, list[dict[str, object]]] = {}
    spans: dict[str, Span] = {}
    for row in table.rows:
        cells = _cells(table, row)
        given = cells.get("severity")
        if given is None or not given.text:
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
        for kind in _TIMES:
            if kind in cells:
                head = table.headings[table.columns.index(kind)].text
                called = f"{METRIC_TYPES[kind].name}, {name}"
                said = yield from _amount(cells[kind], kind, called, head)
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
    worded = re.fullmatch(rf"(?P<id>{_WORDED}){behind}", text, re.IGNORECASE)
    if worded:
        return re.sub(r"\W+", "-", worded["id"]), worded["name"]
    inner = re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<id>[^()\s]+)\)", text)
    turned = re.fullmatch(r"(?P<id>[A-Z]+-?[0-9])\s*\((?P<name>[^()]+)\)", text)
    for found in (turned, inner, match):
        if found and re.fullmatch(r"(?:P|S|SEV|Sev|Prio)?-?[0-9]|[A-Z][0-9]", found["id"]):
            return found["id"].strip("-"), found["name"].strip(" -–—:")
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:63].strip("-.")
    return plain, "" if plain == text else text


def _amount(
    cell: TableCell, kind: str, name: str, head: str = "", window: str = ""
) -> Generator[Note, None, dict[str, object]]:
    """Return the fields of a cell's promise, and note what became of it."""
    text, unit = _with_unit_of(cell.text, head) if kind in _TIMES else (cell.text, "")
    said = amount(text, kind)
    if unit and "target" in said:
        told = f"{name}: {said['target']}, with ‘{unit}’ of the column's heading"
        yield Note(Outcome.CHANGED, cell.span, told)
    elif unit:
        said = {"unread": prose(f"{cell.text} ({unit})")}
        told = f"{name}: `{visible(cell.text)}` was not read: its column is of {unit}{KEPT}"
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


_UNITS = r"(?:hours?|hrs?|h|minutes?|mins?|days?|weeks?|Stunden?|Std\.?|Minuten|Tagen?)"
_WORKING = r"business|working|office|support|Arbeits|Geschäfts|Werk"
_UNIT = rf"(?:(?:{_WORKING})[ -]?)?{_UNITS}"
_HEAD_UNIT = re.compile(
    rf"[(\[](?:in )?(?P<inner>{_UNIT})[)\]]|\bin (?P<behind>{_UNIT})$"
    rf"|\b(?P<worked>(?:{_WORKING})[ -]?{_UNITS})\b",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(rf"{_WORKING}|24 ?[x×/] ?7|calendar", re.IGNORECASE)


def _with_unit_of(text: str, head: str) -> tuple[str, str]:
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


def _targets(table: SourceTable, promised: str, names: str) -> Iterator[Read]:
    heading = table.headings[table.columns.index(promised)]
    for row in table.rows:
        cells = _cells(table, row)
        given, named = cells.get(promised), cells.get(names)
        yield from _times(table, cells, named.text if named else "")
        is_named = bool(named and named.text)
        if given is None and named and is_named and not any(kind in cells for kind in _TIMES):
            text = f"there is nothing beside `{visible(named.text)}`"
            yield Note(Outcome.LEFT_OUT, named.span, text)
        if given is None or not (given.text or is_named):
            continue
        called = named.text if named else ""
        kind = _kind(called, promised, given.text)
        name = called or "Availability"
        found, words = _window(cells, heading.text)
        found = found or str(amount(given.text, kind).get("window", ""))
        cell = cells.get("window")
        unread = cell.text if cell and cell.text and not found else ""
        beside = worded_window(kind, found, unread)
        said = yield from _amount(given, kind, name, heading.text, beside)
        if unread and cell:
            text = f"{name}: the window `{visible(unread)}` was not read{KEPT}"
            yield Note(Outcome.LEFT_OUT, cell.span, text)
        if words:
            text = f"the window {found} is taken from the words ‘{words}’"
            yield Note(Outcome.CHANGED, given.span, text)
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
    for kind in _TIMES:
        cell = cells.get(kind)
        if cell and cell.text:
            head = table.headings[table.columns.index(kind)].text
            name = f"{called}: {head}" if called else head
            said = yield from _amount(cell, kind, name, head)
            target, left = str(said.get("target", "")), str(said.get("unread", ""))
            more = {key: one for key, one in said.items() if key == "none"}
            yield ImportedPromise(table.title, name, cell.span, kind, target, left, more=more)


_OF_PROGRAMS = re.compile(
    r"\bp ?[0-9]{2}\b|percentile|perzentil|[0-9]\s*(?:ms|µs)\b", re.IGNORECASE
)


def _kind(name: str, promised: str, text: str) -> str:
    """Return the type of a row: that of its name, else availability where the column says so."""
    if promised == "availability":
        return "availability"
    kind = kind_of(name)
    if kind == "custom":
        plain = name.lower()
        types = (one for one, pattern in COLUMNS if re.fullmatch(pattern, plain))
        kind = next((one for one in types if one in METRIC_TYPES), "custom")
    is_of_program = kind == "response_time" and _OF_PROGRAMS.search(f"{name} {text}")
    return "latency" if is_of_program else kind


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
    found = window_in(text) or window_in(heading)
    return (found.window, found.words) if found else ("", "")
