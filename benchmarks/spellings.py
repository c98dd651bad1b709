"""Spellings of foreign files as they were met: how many are read, how many told as unread."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.table import print_row
from sla_catalog.importing.stated_windows import window_in
from sla_catalog.importing.values import (
    ReadMeaning,
    fraction,
    length,
    percent,
    signed_percent,
    stated_percentages,
    value_of,
    window,
    window_of,
)

SPELLINGS = Path(__file__).resolve().parent.parent / "tests" / "importing" / "spellings.yaml"
_SCALES = {"fraction": fraction, "percent": percent, "signed": signed_percent}


@dataclass(frozen=True)
class Spelling:
    """A row of a table: how something is written, what it reads as, and what it should."""

    table: str
    written: tuple[str, ...]
    found: Any
    expected: Any

    @property
    def outcome(self) -> str:
        """Say whether a value was read, or told in the words of the file, or taken for another."""
        if self.found != self.expected:
            return "misread"
        is_told = (
            self.found in {*ReadMeaning, ""} if isinstance(self.found, str) else not self.found
        )
        return "reported" if is_told else "read"


def _value(value: str, unit: str, kind: str) -> str:
    read = value_of(value, unit, kind)
    return read.text if read.meaning is ReadMeaning.AMOUNT else read.meaning


def _window_in(text: str) -> str:
    found = window_in(text)
    return found.window if found else ""


READERS: Mapping[str, Callable[..., Any]] = {
    "units": _value,
    "values": _value,
    "durations": length,
    "windows": lambda count, unit, kind: window_of(count, unit, is_calendar=kind == "calendar"),
    "short windows": lambda text, kind: window(text, is_calendar=kind == "calendar"),
    "percentages": lambda scale, text: _SCALES[scale](text),
    "texts": lambda text: list(stated_percentages(text)),
    "windows in texts": _window_in,
}


def spellings() -> Iterator[Spelling]:
    """Yield each row of each table; the loader makes nothing but texts, as they are written."""
    text = SPELLINGS.read_text(encoding="utf-8")
    tables: dict[str, list[list[Any]]] = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    for table, rows in tables.items():
        for *written, expected in rows:
            yield Spelling(table, tuple(written), READERS[table](*written), expected)


def print_spellings() -> None:
    """Print for each table how many rows are read, reported as what they are, and misread."""
    counts = Counter((one.table, one.outcome) for one in spellings())
    outcomes = ("read", "reported", "misread")
    print_row("spellings", *outcomes)
    for table in READERS:
        print_row(table, *(str(counts[table, outcome]) for outcome in outcomes))
    print_row("all", *(str(sum(counts[t, outcome] for t in READERS)) for outcome in outcomes))
