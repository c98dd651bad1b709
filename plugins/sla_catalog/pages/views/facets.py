"""What the rows of a list can be filtered by."""

from __future__ import annotations

from sla_catalog.frozen import dataclass


@dataclass(frozen=True, slots=True)
class FacetOption:
    """A value by which rows can be chosen, and how many have it."""

    value: str
    count: int
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """What rows can be filtered by; `name` is that of the attribute that they have."""

    name: str
    label: str
    options: tuple[FacetOption, ...]
