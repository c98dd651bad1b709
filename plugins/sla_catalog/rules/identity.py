"""Ids: unique among their kind of thing, within an agreement and across shared files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sla_catalog.findings import Finding, Related
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.fields import Record
from sla_catalog.model.quantities import quoted


def duplicate_id(catalog: Catalog) -> Iterator[Finding]:
    """Find two entries of one kind with the same id, also across capitals."""
    for agreement in catalog.agreements:
        yield from _in_record(catalog, catalog.paths[agreement.id], agreement, ())
    for name, entries in (
        ("terms", catalog.terms),
        ("metrics", catalog.metrics),
        ("calendars", catalog.calendars),
        ("parties", catalog.parties),
    ):
        file = "glossary" if name == "terms" else name
        if file in catalog.shared_paths:
            path = catalog.shared_paths[file]
            yield from _in_shared(catalog, path, name, [entry.id for entry in entries])


def _in_record(
    catalog: Catalog, path: str, record: Record, location: Location
) -> Iterator[Finding]:
    for name, value in record.fields_said():
        here = (*location, name)
        if isinstance(value, Record):
            yield from _in_record(catalog, path, value, here)
        elif isinstance(value, tuple):
            yield from _among(catalog, path, here, value)
            for place, item in enumerate(value):
                if isinstance(item, Record):
                    yield from _in_record(catalog, path, item, (*here, place))


def _among(
    catalog: Catalog, path: str, location: Location, items: Iterable[Any]
) -> Iterator[Finding]:
    seen: dict[str, Location] = {}
    for place, item in enumerate(items):
        key = getattr(item, "derived_id", None) or getattr(item, "id", None)
        if not isinstance(item, Record) or not isinstance(key, str):
            continue
        here = (*location, place, "id") if getattr(item, "id", None) else (*location, place)
        if key.lower() in seen:
            yield _finding(catalog, path, here, seen[key.lower()], key)
        else:
            seen[key.lower()] = here


def _in_shared(catalog: Catalog, path: str, name: str, ids: list[str]) -> Iterator[Finding]:
    doubles = {key for key in ids if ids.count(key) > 1}
    for key in sorted(doubles):
        span = catalog.place(path, (name,))
        yield Finding(
            "duplicate-id", span, f"the id {quoted(key)} stands twice", "expected each id once"
        )


def _finding(catalog: Catalog, path: str, here: Location, first: Location, key: str) -> Finding:
    return Finding(
        "duplicate-id",
        catalog.place(path, here),
        f"the id {quoted(key)} stands a second time under {quoted(str(here[-3]))}"
        if len(here) > 2 and here[-1] == "id"
        else f"two entries have the id {quoted(key)}",
        "expected an id of its own, without regard to capitals",
        "another id",
        related=(Related(catalog.place(path, first), "first here"),),
    )
