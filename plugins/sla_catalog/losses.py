"""What became of values that went into another format or came out of one."""

from __future__ import annotations

from enum import StrEnum

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass


class Outcome(StrEnum):
    """What became of a value."""

    READ = "read"
    WRITTEN = "written"
    CHANGED = "changed"
    LEFT_OUT = "left out"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Note:
    """Say what became of one value, and where it is."""

    outcome: Outcome
    span: Span
    text: str
