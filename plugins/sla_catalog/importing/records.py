"""What was read of foreign files: objectives with their places, and notes for the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sla_catalog.findings import Span


class ImportOutcome(StrEnum):
    """What became of a value."""

    READ = "read"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Note:
    """Say what became of one value, and where it is."""

    outcome: ImportOutcome
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ImportedObjective:
    """Hold one objective: its target as our format writes it, or the words that were not read.

    An empty window is not stated.
    """

    service: str
    name: str
    span: Span
    target: str = ""
    unread: str = ""
    window: str = ""
    owner: str = ""


Read = ImportedObjective | Note
