from pathlib import Path
from typing import Any

import pytest
import yaml

from sla_catalog.importing.values import (
    ReadMeaning,
    fraction,
    length,
    percent,
    signed_percent,
    stated_percentages,
    value_of,
    window,
    window_in,
    window_of,
)

# The base loader makes nothing but texts, lists and mappings: every scalar as it is written.
TABLES: dict[str, list[list[Any]]] = yaml.load(
    (Path(__file__).parent / "spellings.yaml").read_text(encoding="utf-8"),
    yaml.BaseLoader,  # noqa: S506
)


@pytest.mark.parametrize(
    ("value", "unit", "kind", "expected"), [*TABLES["units"], *TABLES["values"]]
)
def test_a_value_and_its_unit_are_read_together(
    value: str, unit: str, kind: str, expected: str
) -> None:
    read = value_of(value, unit, kind)
    assert (read.text if read.meaning is ReadMeaning.AMOUNT else read.meaning) == expected


@pytest.mark.parametrize(("text", "expected"), TABLES["durations"])
def test_a_length_is_read_as_it_is_written(text: str, expected: str) -> None:
    assert length(text) == expected


@pytest.mark.parametrize(("count", "unit", "kind", "expected"), TABLES["windows"])
def test_a_window_of_count_and_unit(count: str, unit: str, kind: str, expected: str) -> None:
    assert window_of(count, unit, is_calendar=kind == "calendar") == expected


@pytest.mark.parametrize(("text", "kind", "expected"), TABLES["short windows"])
def test_a_short_window(text: str, kind: str, expected: str) -> None:
    assert window(text, is_calendar=kind == "calendar") == expected


@pytest.mark.parametrize(("scale", "text", "expected"), TABLES["percentages"])
def test_a_percentage_is_read_by_its_scale(scale: str, text: str, expected: str) -> None:
    readers = {"fraction": fraction, "percent": percent, "signed": signed_percent}
    assert readers[scale](text) == expected


@pytest.mark.parametrize(("text", "expected"), TABLES["texts"])
def test_a_sentence_states_percentages(text: str, expected: list[str]) -> None:
    assert list(stated_percentages(text)) == expected


@pytest.mark.parametrize(("text", "expected"), TABLES["windows in texts"])
def test_a_sentence_states_a_window(text: str, expected: str) -> None:
    found = window_in(text)
    assert (found.window if found else "") == expected
