"""What is made of something that a memory keeps, kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.context import RenderContext

V = TypeVar("V")


def followed(
    kind: str, agreement: Agreement, part: object, context: RenderContext, make: Callable[[], V]
) -> V:
    """Return what `make` makes of a `part` that is recalled, as long as that is the same object.

    It may look at this part alone, and at what a memory stands on.
    """
    memory = context.catalog.memory
    if memory is None:
        return make()
    return memory.recall(kind, agreement.id, part, {}, lambda _answers: make())
