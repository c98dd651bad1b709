"""No file is slow: lists of a complete agreement are made long together, and work is counted."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.findings import in_reading_order
from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile
from work import calls

TODAY = date(2026, 11, 23)
AGREEMENTS = Path(__file__).resolve().parents[2] / "agreements"
AGREEMENT = "managed-postgresql.yaml"
SHARED = ("calendars.yaml", "glossary.yaml", "metrics.yaml", "parties.yaml")
NAMES = ("id", "term", "name", "title")
MOST_CALLS = 300  # of functions, for each key, value and bracket; tiers of a credit take most

Steps = tuple[str | int, ...]
TEXT = (AGREEMENTS / AGREEMENT).read_text(encoding="utf-8")
WHOLE: dict[str, Any] = yaml.load(TEXT, Loader=yaml.BaseLoader)  # noqa: S506 it makes texts only
OTHERS = [SourceFile(f"agreements/{name}", (AGREEMENTS / name).read_bytes()) for name in SHARED]


def lists_in(value: object, path: Steps = ()) -> Iterator[Steps]:
    """Yield the way to each list, in the first entries of lists too."""
    if isinstance(value, list):
        yield path
        for place, entry in enumerate(value[:2]):
            yield from lists_in(entry, (*path, place))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lists_in(inner, (*path, key))


LISTS = [*lists_in(WHOLE)]


def multiplied(paths: list[Steps], count: int) -> bytes:
    """Return the agreement with so many entries in some of its lists, each with its own name."""
    made = deepcopy(WHOLE)
    for path in sorted(paths, key=len, reverse=True):
        entries: Any = made
        for step in path:
            entries = entries[step]
        entries[:] = [named(entries[n % len(entries)], n) for n in range(count)]
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False).encode()


def named(entry: Any, number: int) -> Any:
    if isinstance(entry, str):
        return f"{entry} {number}" if number > 2 else entry
    if not isinstance(entry, dict):
        return entry
    own = {key: f"{entry[key]}-{number}" for key in NAMES if isinstance(entry.get(key), str)}
    return entry | own


def judged(data: bytes) -> None:
    files = [*OTHERS, SourceFile(f"agreements/{AGREEMENT}", data)]
    loaded = load(files, "agreements", Limits(), "Europe/Berlin")
    in_reading_order((*loaded.findings, *check(loaded.catalog, TODAY)))


def work_of(paths: list[Steps], count: int) -> float:
    """Return the calls for each event of a file, without those for what is beside it."""
    data = multiplied(paths, count)
    events = sum(1 for _ in yaml.parse(data, Loader=yaml.CSafeLoader))
    return calls(lambda: judged(data)) / (events + 2_000)


@pytest.mark.long
@pytest.mark.parametrize("path", LISTS, ids=lambda path: ".".join(map(str, path)))
def test_a_long_list_costs_what_is_in_it(path: Steps) -> None:
    judged(multiplied([path], 3))  # what is kept for good is made now
    assert work_of([path], 400) < MOST_CALLS


@given(st.lists(st.sampled_from(LISTS), min_size=2, max_size=4, unique=True))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_long_lists_do_not_multiply(paths: list[Steps]) -> None:
    judged(multiplied(paths, 3))
    assert work_of(paths, 50) < MOST_CALLS
