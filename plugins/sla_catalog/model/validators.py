"""How values of an annotated type are read: before or after its own reading, or by its shape.

They hold to pydantic's hook by which a type says how it is validated, so that its `TypeAdapter`
takes them as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, Union, get_args

from pydantic_core import CoreSchema, core_schema

from sla_catalog.frozen import dataclass


class Handler(Protocol):
    """What a type asks for the schemas of the types that it is made of."""

    def __call__(self, of: Any, /) -> CoreSchema:
        """Return the schema of what is within."""

    def generate_schema(self, of: Any, /) -> CoreSchema:
        """Return the schema of any type."""


@dataclass(frozen=True, slots=True)
class Before:
    """Read what a function makes of a value."""

    make: Callable[[Any], object]

    def __get_pydantic_core_schema__(self, of: Any, handler: Handler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.make, handler(of))


@dataclass(frozen=True, slots=True)
class After:
    """Take what a function makes of a value that was read."""

    make: Callable[[Any], object]

    def __get_pydantic_core_schema__(self, of: Any, handler: Handler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.make, handler(of))


@dataclass(frozen=True, slots=True)
class Tagged:
    """Read a union by the member that `branch` names by its tag, so that one mistake is one.

    The tags are those of the last members one by one, and before them of all that is left.
    """

    branch: Callable[[object], str]
    tags: tuple[str, ...]

    def members(self, of: Any) -> Mapping[str, Any]:
        """Return each member of a union by its tag."""
        every = get_args(of)  # a union in the place of a member has come apart into its own
        first, rest = every[: 1 - len(self.tags)], every[1 - len(self.tags) :]
        return dict(zip(self.tags, (Union[first], *rest), strict=True))  # noqa: UP007 -- of a tuple

    def __get_pydantic_core_schema__(self, of: Any, handler: Handler) -> CoreSchema:
        choices = {tag: handler.generate_schema(one) for tag, one in self.members(of).items()}
        return core_schema.tagged_union_schema(choices, self.branch)


@dataclass(frozen=True, slots=True)
class Exactly:
    """Read a value by a schema of the validator's own."""

    schema: Callable[[], CoreSchema]

    def __get_pydantic_core_schema__(self, _of: Any, _handler: Handler) -> CoreSchema:
        return self.schema()
