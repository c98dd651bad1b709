"""The table of kinds: permanent names, each with the opposite that a swap must give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from sla_catalog.changes import KINDS, ChangeDirection, fields
from sla_catalog.changes.reference import changes_reference
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Calendar
from sla_catalog.model.fields import Record, meaning
from sla_catalog.model.glossary import Term
from sla_catalog.model.metrics import SharedMetric
from sla_catalog.model.parties import Party


def test_each_kind_has_a_code_of_its_own() -> None:
    assert len({kind.code for kind in KINDS.values()}) == len(KINDS)


def test_each_kind_is_the_mirror_of_its_mirror() -> None:
    pairs = {(k.id, k.mirror) for k in KINDS.values() if k.mirror}
    assert pairs == {(b, a) for a, b in pairs}


def test_a_kind_that_weakens_is_mirrored_by_one_that_does_not() -> None:
    worse = [kind for kind in KINDS.values() if kind.direction is ChangeDirection.WORSE]
    assert worse
    for kind in worse:
        assert KINDS[kind.mirror].direction in {ChangeDirection.BETTER, ChangeDirection.UNKNOWN}, (
            kind.id
        )


def test_a_level_that_is_not_derived_has_a_reason() -> None:
    assert all(bool(kind.level) == bool(kind.because) for kind in KINDS.values())


def test_each_field_says_how_a_change_of_it_counts_and_each_list_how_entries_are_told() -> None:
    unsaid = []
    for record in _records(Agreement, Term, SharedMetric, Calendar, Party):
        for name, field in record.model_fields.items():
            told = meaning(record, name)
            if _is_list_of_records(field.annotation) and not told.key:
                unsaid.append(f"{record.__name__}.{name}")
    assert unsaid == []


def _is_list_of_records(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return any(_records_in(annotation))
    return any(map(_is_list_of_records, get_args(annotation)))


def _records(*tops: type[Record]) -> set[type[Record]]:
    found: set[type[Record]] = set()
    waiting = [*tops]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.add(record)
            fields = record.model_fields.values()
            waiting += [one for field in fields for one in _records_in(field.annotation)]
    return found


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def test_each_kind_of_a_field_is_one_of_the_table() -> None:
    named = {
        name
        for kinds in fields.ALL
        for name in (kinds.worse, kinds.better, kinds.unknown, kinds.removed, kinds.added)
    }
    assert named <= set(KINDS)


def test_each_field_with_kinds_of_its_own_exists() -> None:
    known = {one.__name__: one for one in _records(Agreement, Term, SharedMetric, Calendar, Party)}
    named = [*fields.FIELDS, *fields.ABSENT_IS_BEST, *fields.ORDERED_LISTS, *fields.DUTY_OF]
    assert [pair for pair in named if pair[1] not in known[pair[0]].model_fields] == []


def test_the_reference_is_made_from_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "changes.md"
    assert page.read_text(encoding="utf-8") == changes_reference()
