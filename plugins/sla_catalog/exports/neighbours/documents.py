"""YAML for readers of other tools, many of which take a text such as `2026-01-06` for a date."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sla_catalog.exports import yaml
from sla_catalog.exports.yaml import Quoted

_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")


def document(values: Mapping[str, object]) -> str:
    """Print a mapping as a YAML document in which texts that look like dates are quoted."""
    return yaml.written({key: _quoted(value) for key, value in values.items()})


def _quoted(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _quoted(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_quoted(inner) for inner in value]
    return Quoted(value) if isinstance(value, str) and _DATE.fullmatch(value) else value
