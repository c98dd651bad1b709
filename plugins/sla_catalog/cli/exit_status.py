"""What the exit status of the command says."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the command's exit status says."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    CANNOT_READ = 3
    NOTHING_FOUND = 4
