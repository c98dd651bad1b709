"""Which kind of record stands where: from a location in a file to the fields that it may have."""

from __future__ import annotations

from collections.abc import KeysView, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

from sla_catalog.model.fields import ABSENT_TAG, Absence, Record
from sla_catalog.model.struct import Field
from sla_catalog.model.validators import Tagged

Location = tuple[str | int, ...]


@cache
def fields_by_key(record: type[Record]) -> Mapping[str, str]:
    """Return the name of each field of a record by its key, as authors write it."""
    fields = record.model_fields.items()
    names = {info.alias or name: name for name, info in fields if name != "additional"}
    return MappingProxyType(names)


def keys_of(record: type[Record]) -> KeysView[str]:
    """Return the keys of a record as authors write them."""
    return fields_by_key(record).keys()


def field_of(record: type[Record], key: str) -> Field | None:
    """Return what a record says of one of its keys."""
    name = fields_by_key(record).get(key)
    return record.model_fields[name] if name else None


def noun(record: type[Record]) -> str:
    """Name a record with its article, such as `an objective`."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in record.__name__).strip()
    if words.endswith("s"):
        return words
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def record_at(record: type[Record], loc: Location) -> type[Record] | None:
    """Return the kind of record that an error's location leads to."""
    here: type[Record] = record
    annotation: Any = record
    for step in loc:
        if step == ABSENT_TAG:
            here = Absence
        elif isinstance(step, str) and step.startswith("<"):
            annotation = _branch(annotation, step) or annotation
            here = record_in(annotation) or here
        elif isinstance(step, str):
            info = field_of(here, step)
            annotation = info.annotation if info else annotation
            here = record_in(annotation) or here
            if info is None and not get_args(annotation):
                return None
    return here


def _branch(annotation: Any, tag: str) -> Any:
    """Return the part of an annotation that is chosen by the shape of a value, if any is."""
    for part in get_args(annotation)[1:]:
        if isinstance(part, Tagged) and tag in part.tags:
            return part.members(get_args(annotation)[0])[tag]
    found = (_branch(part, tag) for part in get_args(annotation))
    return next((branch for branch in found if branch), None)


def record_in(annotation: Any) -> type[Record] | None:
    """Return the first record that an annotation speaks of, other than an absence."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in get_args(annotation):
        found = record_in(argument)
        if found and found is not Absence:
            return found
    return None


def is_listed(annotation: Any) -> bool:
    """Tell whether the records of an annotation stand in a list."""
    if get_origin(annotation) is tuple:
        return True
    return any(is_listed(argument) for argument in get_args(annotation))


def last_field(record: type[Record], loc: Location) -> Field | None:
    """Return what is said of the last key on the way to a location."""
    places = [n for n, step in enumerate(loc) if isinstance(step, str) and step[:1] != "<"]
    parent = record_at(record, loc[: places[-1]]) if places else None
    return field_of(parent, str(loc[places[-1]])) if parent else None
