"""The loss report: what was read, changed, left out and asked, as text, JSON and Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sla_catalog.losses import Note, Outcome
from sla_catalog.reports.json import written
from sla_catalog.reports.text import harmless

_TITLES = {
    Outcome.READ: "Read",
    Outcome.WRITTEN: "Written",
    Outcome.CHANGED: "Changed",
    Outcome.LEFT_OUT: "Left out",
    Outcome.ASKED: "Asked",
}


_TAKEN = (Outcome.READ, Outcome.WRITTEN)


def in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Sort notes by their places."""
    return tuple(sorted(notes, key=lambda note: (note.span.path, note.span.line, note.span.column)))


_OF_IMPORT = (Outcome.READ, Outcome.CHANGED, Outcome.LEFT_OUT, Outcome.ASKED)
_OF_EXPORT = (Outcome.WRITTEN, Outcome.CHANGED, Outcome.LEFT_OUT, Outcome.ASKED)


def tally(notes: Sequence[Note], *, is_export: bool = False) -> dict[str, int]:
    """Count the notes of each outcome: an import reads, an export writes."""
    found = Counter(note.outcome for note in notes)
    return {one.value: found[one] for one in (_OF_EXPORT if is_export else _OF_IMPORT)}


def _counts(notes: Sequence[Note], *, is_export: bool) -> str:
    (first, taken), *others = tally(notes, is_export=is_export).items()
    values = "value" if taken == 1 else "values"
    asks = "to be completed" if is_export else Outcome.ASKED
    listed = (f"{count:,} {asks if one == Outcome.ASKED else one}" for one, count in others)
    return ", ".join(
        [f"{taken:,} {values} {first}" if is_export else f"{taken:,} {first}", *listed]
    )


def as_text(notes: Sequence[Note], *, is_export: bool = False) -> str:
    """Write a line a note, and how many there are of each outcome."""
    lines = [harmless(f"{note.span}: {note.outcome}: {note.text}") for note in notes]
    return "\n".join([*lines, _counts(notes, is_export=is_export)])


def as_json(notes: Sequence[Note], *, is_export: bool = False) -> str:
    """Write the notes for a program."""
    listed = [
        {
            "outcome": note.outcome,
            "path": note.span.path,
            "line": note.span.line,
            "column": note.span.column,
            "text": note.text,
        }
        for note in notes
    ]
    report = {"counts": tally(notes, is_export=is_export), "notes": listed}
    return written(report)


def as_markdown(notes: Sequence[Note], *, is_export: bool = False) -> str:
    """Write a table for each outcome, what needs a person first."""
    parts = ["# Loss report", f"{_counts(notes, is_export=is_export)}."]
    for outcome in (Outcome.ASKED, Outcome.LEFT_OUT, Outcome.CHANGED, *_TAKEN):
        rows = [
            f"| {_cell(str(note.span))} | {_cell(note.text)} |"
            for note in notes
            if note.outcome is outcome
        ]
        if rows:
            table = "\n".join(["| where | what |", "| --- | --- |", *rows])
            parts += [f"## {_TITLES[outcome]}", table]
    return "\n\n".join(parts)


def _cell(text: str) -> str:
    """Return a text as a cell: what Markdown and HTML would read is escaped, but for code."""
    pieces = harmless(text).split("`")
    if len(pieces) % 2 == 0:
        return _escaped("`".join(pieces)).replace("`", "\\`")
    return "`".join(
        piece.replace("|", "\\|") if count % 2 else _escaped(piece)
        for count, piece in enumerate(pieces)
    )


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\*_[]<>|#" else sign for sign in text)


FORMS = {"text": as_text, "json": as_json, "markdown": as_markdown}
