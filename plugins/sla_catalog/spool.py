"""Texts that wait on the disk until somebody asks for them, so that no memory has to hold them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast


class Slot(NamedTuple):
    """Where a text waits: from which byte on, and for how many."""

    start: int
    length: int


def _nameless() -> BinaryIO:
    return cast("BinaryIO", TemporaryFile())


@dataclass(slots=True)
class Spool:
    """A file without a name, which is gone as soon as nobody holds it.

    A process that is forked from another one can put texts into it, as long as that one only reads.
    """

    _file: BinaryIO = field(default_factory=_nameless)

    def put(self, data: bytes) -> Slot:
        """Keep bytes; raise OSError where the disk takes none."""
        start = self._file.seek(0, os.SEEK_END)
        self._file.write(data)
        self._file.flush()
        return Slot(start, len(data))

    def get(self, slot: Slot) -> bytes:
        """Return what was kept."""
        if hasattr(os, "pread"):  # which leaves the place alone at which another process writes
            return os.pread(self._file.fileno(), slot.length, slot.start)
        self._file.seek(slot.start)
        return self._file.read(slot.length)

    def __del__(self) -> None:
        self._file.close()
