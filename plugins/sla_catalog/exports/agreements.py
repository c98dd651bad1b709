"""An agreement as plain values, as YAML that is read back to an equal one, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sla_catalog.exports import json, yaml
from sla_catalog.model.fields import ONE_AS_LIST, Record
from sla_catalog.model.struct import parts_of

_FIRST = ("id", "type", "when", "name")


def plain(record: Record) -> dict[str, Any]:
    """Return a record as texts, numbers, booleans, lists and dicts, in the order of writing.

    Amounts are texts, printed in the one canonical way. What is left out stays left out.
    """
    said = dict(record.fields_said())
    first = [name for name in _FIRST if "id" in said and name in said]
    shorthands = _shorthands(type(record))
    return {
        name: _field(name, said[name], name in shorthands)
        for name in dict.fromkeys((*first, *said))
    }


def as_yaml(record: Record) -> str:
    """Print a record as YAML in block style, up to 100 columns wide."""
    return yaml.written(plain(record))


def as_json(record: Record) -> str:
    """Print a record as JSON."""
    return json.written(plain(record))


def _field(name: str, value: object, is_shorthand: bool) -> object:
    if name == "when" and isinstance(value, tuple):
        return _one_or_list([_condition(condition) for condition in value])
    plain_value = _plain(value)
    return _one_or_list(plain_value) if is_shorthand else plain_value


def _condition(condition: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    return {name: _one_or_list([*values]) for name, values in condition.items()}


def _one_or_list(value: object) -> object:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _plain(value: object) -> object:
    match value:  # what is most common comes first
        case str():
            return str(value)
        case tuple() | list():
            return [_plain(entry) for entry in value]
        case bool() | int():
            return value
        case Record():
            return plain(value)
        case Mapping():
            return {str(name): _plain(entry) for name, entry in value.items()}
        case date():
            return value.isoformat()
        case _:
            return str(value)


@cache
def _shorthands(record: type[Record]) -> frozenset[str]:
    """Name the fields in which a list of one may be written as its one entry."""
    return frozenset(
        info.alias or name
        for name, info in record.model_fields.items()
        if ONE_AS_LIST in parts_of(info.annotation)
    )
