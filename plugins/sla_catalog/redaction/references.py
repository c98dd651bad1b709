"""References to agreements that the audience does not see: found, and replaced by neutral words.

What does not exist and what is hidden is treated alike, so that nobody can tell them apart. What
identifies the other agreement is taken away: its id, title and address, and names of its metrics.
What an agreement says of itself stays, such as what it expects of the other one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, TypeVar

from sla_catalog.findings import Finding
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import IDENTIFIER
from sla_catalog.model.catalog import Catalog, Location, records_in
from sla_catalog.model.contents import is_prose, placed_prose_of
from sla_catalog.model.fields import Record
from sla_catalog.model.header import Document
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.model.scalar_types import WITHHELD

R = TypeVar("R", bound=Record)
_NAMED = re.compile(rf"agreement:(?P<name>{IDENTIFIER})")
_TARGET = re.compile(rf"\]\(\s*<?{_NAMED.pattern}[^)]*\)")


def withheld_references(catalog: Catalog, seen: Catalog) -> Iterator[Finding]:
    """Find the references of what an audience sees to agreements that it does not see.

    `catalog` is the whole one, `seen` what is left of it. A finding does not quote the reference.
    """
    known = {*seen.by_id, *seen.broken}
    for agreement in catalog.agreements:
        if agreement.id in seen.by_id:
            for place in _unseen(agreement, known):
                yield _finding(catalog, catalog.paths[agreement.id], place)
    for name, ids in catalog.shared_ids.items():
        path = catalog.shared_paths["glossary" if name == "terms" else name]
        shown = {entry.id for entry in getattr(seen, name)}
        for entry in getattr(catalog, name):
            if entry.id in shown:
                for place in _unseen(entry, known):
                    yield _finding(catalog, path, (name, ids.index(entry.id), *place))


def _finding(catalog: Catalog, path: str, location: Location) -> Finding:
    return Finding(
        "withheld-reference",
        catalog.place(path, location),
        "this names an agreement that is missing or that the audience may not see",
        "expected one that it may see",
        "leave it out, or set references: neutral for the audience",
    )


def _unseen(record: Record, known: Container[str]) -> Iterator[Location]:
    """Yield where a record, or one in it, names an agreement that is not known."""
    for inner, location in records_in(record):
        for place, name in (*_named(inner), *_linked(inner)):
            if name not in known and name != WITHHELD:
                yield (*location, *place)


def _named(record: Record) -> Iterator[tuple[Location, str]]:
    match record:
        case Dependency(agreement=name):
            yield ("agreement",), name
        case Document(agreement=str(name)):
            yield ("agreement",), name
        case Agreement():
            for place, name in enumerate(record.supersedes or ()):
                yield ("supersedes", place), name
            if _is_id(record.superseded_by):
                yield ("superseded_by",), str(record.superseded_by)


def _is_id(text: object) -> bool:
    """Tell whether a text can be the id of an agreement, and is not an address or other words."""
    return isinstance(text, str) and bool(re.fullmatch(IDENTIFIER, text))


def _linked(record: Record) -> Iterator[tuple[Location, str]]:
    for place, text in placed_prose_of(record):
        if "agreement:" in text:
            yield from ((place, match["name"]) for match in _NAMED.finditer(text))


def without_references(record: R, known: Container[str], instead: str) -> R:
    """Return a record in which neutral words stand for each agreement that is not known.

    `instead` takes the place of a link in prose. A record without such references is returned as
    it is.
    """
    return record if next(_unseen(record, known), None) is None else _copy(record, known, instead)


def _copy(record: R, known: Container[str], instead: str) -> R:
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    changed = {
        name: _value(value, known, instead, is_text=is_prose(type(record), name))
        for name, value in fields.items()
    }
    copy = record.model_copy(update=changed)
    return copy.model_copy(update=_withheld(copy, known))


def _value(value: Any, known: Container[str], instead: str, *, is_text: bool) -> Any:
    match value:
        case Record():
            return _copy(value, known, instead)
        case tuple():
            return tuple(_value(one, known, instead, is_text=is_text) for one in value)
        case Mapping():
            return {k: _value(one, known, instead, is_text=is_text) for k, one in value.items()}
        case str() if is_text and "agreement:" in value:
            return _prose(value, known, instead)
        case _:
            return value


def _prose(text: str, known: Container[str], instead: str) -> str:
    """Replace links; a reference in any other form, as in code, loses its name alone."""
    pieces, end = [], 0
    for match in _TARGET.finditer(text):
        start = _opening(text, match.start())
        if match["name"] not in known and start >= end:
            pieces += [text[end:start], instead]
            end = match.end()
    left = "".join((*pieces, text[end:]))
    return _NAMED.sub(lambda m: m[0] if m["name"] in known else f"agreement:{WITHHELD}", left)


def _opening(text: str, closing: int) -> int:
    """Return where the bracket opens that is closed at a place, or -1."""
    depth = 0
    for place in range(closing, -1, -1):
        if text[place] in "[]" and text[place - 1 : place] != "\\":
            depth += 1 if text[place] == "]" else -1
            if depth == 0:
                return place
    return -1


def _withheld(record: Record, known: Container[str]) -> dict[str, object]:
    """Return the fields of a record that are other where it names what is not known."""
    match record:
        case Dependency(agreement=name) if name not in known:
            return {"agreement": WITHHELD, "metrics": None, "case": None}
        case Document(agreement=str(name)) if name not in known:
            return {"id": WITHHELD, "agreement": WITHHELD, "title": WITHHELD, "url": None}
        case Agreement():
            return _succession(record, known) | _documents(record)
        case _:
            return {}


def _succession(agreement: Agreement, known: Container[str]) -> dict[str, object]:
    changed: dict[str, object] = {}
    if agreement.supersedes:
        names = (name if name in known else WITHHELD for name in agreement.supersedes)
        changed["supersedes"] = tuple(dict.fromkeys(names))
    if _is_id(agreement.superseded_by) and agreement.superseded_by not in known:
        changed["superseded_by"] = WITHHELD
    return changed


def _documents(agreement: Agreement) -> dict[str, object]:
    """Give those that are withheld an id each, since their own may be that of the agreement."""
    if not isinstance(agreement.related_documents, tuple):
        return {}
    return {
        "related_documents": tuple(
            one.model_copy(update={"id": f"{WITHHELD}-{place}"})
            if one.agreement == WITHHELD
            else one
            for place, one in enumerate(agreement.related_documents, 1)
        )
    }
