"""What OpenSLO v1 demands of a service and of an objective, for tests of what is exported.

Its own validator is a Go program, which cannot be had everywhere; this is what its specification
says, and the two are of one mind on each agreement of the examples (`test_oslo.py`). No second
validator is known. The JSON Schemas that the project once published are none: they ask each SLO for
a key whose name is empty, and take any window and any objective.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

SCHEMA = Path(__file__).parent / "exports" / "openslo.schema.json"
_CHECK = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def mistakes(text: str) -> list[str]:
    """Return what is wrong in a file of several objects, and which names are there twice."""
    return list(_mistakes(list(yaml.safe_load_all(text))))


def _mistakes(objects: list[Any]) -> Iterator[str]:
    for one in objects:
        for error in _CHECK.iter_errors(one):
            yield f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
    names = [(one["kind"], one["metadata"]["name"]) for one in objects]
    yield from (f"{kind} {name}: twice" for kind, name in names if names.count((kind, name)) > 1)
