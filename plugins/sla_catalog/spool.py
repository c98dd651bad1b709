"""Bytes that wait on the disk until somebody asks for them, so that no memory has to hold them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast


class Slot(NamedTuple):
    """Where bytes wait: from which place on, and how many."""

    start: int
    length: int


@dataclass(slots=True)
class Spool:
    """A file without a name, which is gone as soon as nobody holds it.

    A process that is forked from another one can put bytes into it, as long as that one only reads.
    """

    _file: BinaryIO | None = None

    def open(self) -> BinaryIO:
        """Make the file where there is none yet; raise OSError where the disk takes none."""
        if self._file is None:
            # Without a buffer, so that nothing of a write that failed is tried once more.
            self._file = cast("BinaryIO", TemporaryFile(buffering=0))  # noqa: SIM115 -- it stays
        return self._file

    def put(self, data: bytes) -> Slot:
        """Keep bytes; raise OSError where the disk takes none."""
        file = self.open()
        start, left = file.seek(0, os.SEEK_END), memoryview(data)
        while left:
            left = left[file.write(left) :]
        return Slot(start, len(data))

    def get(self, slot: Slot) -> bytes:
        """Return what was kept."""
        file = self.open()
        if hasattr(os, "pread"):  # which leaves the place alone at which another process writes
            return os.pread(file.fileno(), slot.length, slot.start)
        file.seek(slot.start)
        return file.read(slot.length)

    def keep(self, data: bytes) -> Callable[[], bytes]:
        """Return what gives bytes back; they stay in memory where the disk takes none."""
        try:
            return partial(self.get, self.put(data))
        except OSError:
            return partial(bytes, data)

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()
