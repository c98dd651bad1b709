"""What a JSON Schema says of the values of an export, beside their types.

pydantic reads this when a schema is made; its own way of saying it would load it for each build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from sla_catalog.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Described:
    """A value's description, the pattern of its texts, and the least and most of its numbers."""

    description: str | None = None
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None

    def __get_pydantic_json_schema__(
        self, schema: Any, handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return handler(schema) | {key: value for key, value in said.items() if value is not None}
