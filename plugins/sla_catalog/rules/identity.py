"""Ids: unique among their kind of thing, within an agreement and across shared files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sla_catalog.findings import Finding, Related, Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.contents import records_within
from sla_catalog.model.dimensions import Dimension
from sla_catalog.model.fields import Record
from sla_catalog.model.glossary import Definition
from sla_catalog.model.metrics import Matrix, Objective
from sla_catalog.model.quantities import quoted

Placed = tuple[Record, Location]


def duplicate_id(catalog: Catalog) -> Iterator[Finding]:
    """Find two entries of one kind with the same id, also across capitals."""
    for agreement in catalog.agreements:
        yield from catalog.recall("duplicate-id", agreement, _within)
    yield from _in_shared_files(catalog)


def _within(agreement: Agreement, catalog: Catalog) -> tuple[Finding, ...]:
    path = catalog.paths[agreement.id]
    return tuple(
        finding
        for record, location in catalog.records_with(agreement, Record)
        for entries in _lists_in(record, location)
        for finding in _among(catalog, path, entries)
    ) + tuple(_values_twice(agreement, catalog))


def _values_twice(agreement: Agreement, catalog: Catalog) -> Iterator[Finding]:
    """Find values that a dimension lists twice, whichever way each is written."""
    for name, values in agreement.dimensions.items():
        is_long = isinstance((agreement.declared or {}).get(name), Dimension)
        first: dict[str, int] = {}
        for place, value in enumerate(values):
            before = first.setdefault(value.lower(), place)
            if before < place:
                at = ("dimensions", name, *(("values",) if is_long else ()))
                here, there = (catalog.span(agreement, (*at, one)) for one in (place, before))
                found = f"the value {quoted(value)} appears a second time under {quoted(name)}"
                yield _twice(here, found, there)


def former_id_taken(catalog: Catalog) -> Iterator[Finding]:
    """Find former ids of agreements that are in use, or that two agreements had."""
    first: dict[str, Span] = {}
    for agreement in catalog.agreements:
        for place, former in enumerate(agreement.formerly or ()):
            span = catalog.span(agreement, ("formerly", place))
            if former in catalog.by_id:
                taken = Related(catalog.span(catalog.by_id[former], ("id",)), "in use here")
            elif former in first:
                taken = Related(first[former], "first here")
            else:
                first[former] = span
                continue
            yield Finding(
                "former-id-taken",
                span,
                f"the former id {quoted(former)} also leads to another agreement",
                "expected an old address to lead to one page",
                "leave it out at one of the two",
                related=(taken,),
            )


def unnamed_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find defined terms from which no id can be made."""
    for agreement in catalog.agreements:
        for place, definition in enumerate(agreement.definitions or ()):
            if not definition.slug:
                yield Finding(
                    "unnamed-definition",
                    catalog.span(agreement, ("definitions", place, "term")),
                    f"no id can be made from the term {quoted(definition.term)}",
                    "expected a Latin letter or a digit in it",
                    "the term in Latin letters, with this one under aliases",
                )


def ambiguous_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find terms that share an id: two of one agreement, or other words in another one."""
    first: dict[str, _Defined] = {}
    for agreement in catalog.agreements:
        here: dict[str, _Defined] = {}
        for place, definition in enumerate(agreement.definitions or ()):
            slug, location = definition.slug, ("definitions", place, "term")
            own = definition, partial(catalog.span, agreement, location)
            before = here.get(slug) or first.setdefault(slug, own)
            is_other = slug in here or _letters(before[0]) != _letters(definition)
            here.setdefault(slug, own)
            if slug and is_other:
                yield _shared_id(*own, *before)


_Defined = tuple[Definition, Callable[[], Span]]


def _letters(definition: Definition) -> str:
    return re.sub(r"[\W_]+", "", definition.term.casefold())


def _shared_id(
    definition: Definition, span: Callable[[], Span], other: Definition, there: Callable[[], Span]
) -> Finding:
    return Finding(
        "ambiguous-definition",
        span(),
        f"the terms {quoted(other.term)} and {quoted(definition.term)} have one id, "
        f"{quoted(definition.slug)}",
        "expected terms whose ids differ, or one definition",
        "one of them in other words",
        related=(Related(there(), "first here"),),
    )


def _lists_in(record: Record, location: Location) -> Iterator[list[Placed]]:
    """Yield the lists of a record whose entries have ids; the cells of a matrix are one."""
    if isinstance(record, Matrix):
        yield [(cell, (*location, *place)) for cell, place in record.placed]
    for name, value in records_within(record):
        if isinstance(value, tuple) and len(value) > 1 and hasattr(value[0], "id"):
            yield [(item, (*location, name, place)) for place, item in enumerate(value)]


def _among(catalog: Catalog, path: str, entries: Iterable[Placed]) -> Iterator[Finding]:
    seen: dict[str, Location] = {}
    unnamed: set[str] = set()
    for entry, location in entries:
        written = getattr(entry, "id", None)
        key = written or (entry.derived_id if isinstance(entry, Objective) else "")
        if not key:
            continue
        here = (*location, "id") if written else location
        first = seen.setdefault(key.lower(), here)
        if first is here:
            unnamed |= set() if written else {key}
        elif key in unnamed and not written:
            yield _alike(catalog, path, here, first, key)
        else:
            yield _finding(catalog, path, here, first, key)


def _alike(catalog: Catalog, path: str, here: Location, first: Location, key: str) -> Finding:
    """Tell of two objectives without ids for the same cases: more than an id is missing."""
    return Finding(
        "duplicate-id",
        catalog.place(path, here),
        f"two objectives are for the same cases, {quoted(key)}",
        "expected one, or what distinguishes them: a name, a statistic, a commitment",
        "one of them with `name: …`, or one promise for each case",
        related=(Related(catalog.place(path, first), "first here"),),
    )


def _finding(catalog: Catalog, path: str, here: Location, first: Location, key: str) -> Finding:
    listed = len(here) > 2 and here[-1] == "id" and isinstance(here[-2], int)
    found = f"the id {quoted(key)} appears a second time under {quoted(str(here[-3]))}"
    return _twice(
        catalog.place(path, here),
        found if listed else f"two entries have the id {quoted(key)}",
        catalog.place(path, first),
    )


def _in_shared_files(catalog: Catalog) -> Iterator[Finding]:
    for name, ids in catalog.shared_ids.items():
        for place, key in enumerate(ids):
            first = ids.index(key)
            if first < place:
                found = f"the id {quoted(key)} appears a second time under {quoted(name)}"
                there = catalog.shared_span(name, first)
                yield _twice(catalog.shared_span(name, place), found, there)


def _twice(span: Span, found: str, first: Span) -> Finding:
    return Finding(
        "duplicate-id",
        span,
        found,
        "expected an id of its own, without regard to capitals",
        "another id",
        related=(Related(first, "first here"),),
    )
