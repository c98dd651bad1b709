"""Every field of every record says what a change of it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Polarity, Record, Weight, meaning
from sla_catalog.model.similarity import key_form, nearest
from sla_catalog.model.struct import Struct
from sla_catalog.source.load import SHARED_FILES


def reachable(kinds: list[type[Struct]]) -> list[type[Struct]]:
    found = dict.fromkeys(kinds)
    for kind in found:
        inner = [part for info in kind.model_fields.values() for part in records(info.annotation)]
        if new := [part for part in inner if part not in found]:
            return reachable([*found, *new])
    return [*found]


def records(annotation: Any) -> Iterator[type[Struct]]:
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        yield annotation
    for part in get_args(annotation):
        yield from records(part)


RECORDS = reachable([Agreement, *SHARED_FILES.values()])


def lists_of_records(annotation: Any) -> Iterator[type[Struct]]:
    arguments = get_args(annotation)
    if arguments and arguments[-1] is Ellipsis:
        yield from records(arguments[0])
    else:
        for part in arguments:
            yield from lists_of_records(part)


def test_every_record_is_reached() -> None:
    assert len(RECORDS) > 50
    assert {record.__name__ for record in RECORDS} >= {"Tier", "Holiday", "Absence", "Origin"}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_says_what_a_change_means(record: type[Struct]) -> None:
    assert issubclass(record, Record)
    assert record.__doc__
    for name, info in record.model_fields.items():
        said = meaning(record, name)
        assert said.description.endswith("."), name
        assert said.polarity in Polarity
        assert said.weight in Weight
        items = [*lists_of_records(info.annotation)]
        if said.key:
            assert all(hasattr(item, said.key) or said.key in item.model_fields for item in items)
        if items:
            assert said.key, name


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_another_name_of_a_key_leads_to_one_key(record: type[Record]) -> None:
    keys = {info.alias or name for name, info in record.model_fields.items()}
    also = [form for name in record.model_fields for form in meaning(record, name).also]
    assert len(also) == len({*also})
    assert keys.isdisjoint(also)
    assert [form for form in also if key_form(form) != form] == []


@pytest.mark.parametrize(
    ("word", "words", "meant"),
    [
        ("descripton", ["description"], "description"),
        ("titel", ["title"], "title"),  # two neighbours swapped are one slip
        ("nam", ["name", "note"], "name"),
        ("summmarry", ["summary"], "summary"),
        ("priorities", ["parties", "metrics"], ""),
        ("penalties", ["parties"], ""),
        ("notice", ["note"], ""),
        ("role", ["rows"], ""),
        ("x", ["to"], ""),
    ],
)
def test_only_a_slip_is_taken_for_another_word(word: str, words: list[str], meant: str) -> None:
    assert nearest(word, words) == meant


@pytest.mark.parametrize(
    "text", ["startDate", "start-date", "Start date", "START_DATE", " start_date "]
)
def test_a_name_is_written_as_a_key(text: str) -> None:
    assert key_form(text) == "start_date"
