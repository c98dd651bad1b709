"""Files beside the pages, whose content is made or fetched when MkDocs writes it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from sla_catalog.frozen import dataclass
from sla_catalog.spool import Spool

Make = Callable[[], bytes]


def spooled(files: Iterable[tuple[str, bytes]]) -> dict[str, Make]:
    """Put files on the disk, one after the other; return what fetches each, by its path."""
    spool = Spool()
    return {uri: spool.keep(data) for uri, data in files}


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text that is there already; two that are equal make the same file."""

    text: str

    def __call__(self) -> bytes:
        """Return the content of the file."""
        return self.text.encode()


@dataclass(frozen=True, slots=True)
class _Written:
    """What a file was made of, and how it is recognised as one that nobody has written since."""

    made_of: object
    node: int
    changed: int


@dataclass(slots=True)
class WrittenFiles:
    """What a preview has written: a file that would be the same again is only touched.

    It has two folders, of which one is served while the other is written over, so that each path
    leads to two files.
    """

    _known: dict[str, tuple[_Written, ...]] = field(default_factory=dict)

    def write(self, uri: str, place: Path, make: Make) -> None:
        """Write a file, unless it is there and was made in the same way."""
        if not self.has(uri, place, make):
            _write(place, make())
            self.note(uri, place, make)

    def has(self, uri: str, place: Path, made_of: object) -> bool:
        """Tell whether a file is there as it was written, made of the same; it stays there then."""
        with suppress(OSError):
            found = place.stat()
            for one in self._known.get(uri, ()):
                is_left = one.node == found.st_ino and one.changed == found.st_mtime_ns
                if is_left and one.made_of == made_of:
                    self._touch(uri, place, _Written(made_of, one.node, time.time_ns()))
                    return True
        return False

    def note(self, uri: str, place: Path, made_of: object) -> None:
        """Note what a file was made of that has just been written."""
        with suppress(OSError):  # a page that came out empty was not
            self._touch(uri, place, _Written(made_of, place.stat().st_ino, time.time_ns()))

    def _touch(self, uri: str, place: Path, one: _Written) -> None:
        os.utime(place, ns=(one.changed, one.changed))  # to the nanosecond, as no writer does
        others = [other for other in self._known.get(uri, ()) if other.node != one.node]
        self._known[uri] = (one, *others[:1])


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


class MadeFile(File):
    """A file whose content nobody holds, unless another plugin puts its own in the place of it."""

    make: Make
    written: WrittenFiles | None = None

    @classmethod
    def of(
        cls,
        config: MkDocsConfig,
        uri: str,
        make: Make,
        inclusion: InclusionLevel,
        written: WrittenFiles | None = None,
    ) -> MadeFile:
        """Return the file with a path; one that is `written` already is not written again."""
        file: Any = cls.generated(config, uri, content=b"", inclusion=inclusion)
        file.make, file.written = make, written
        made: MadeFile = file
        return made

    @property
    def content_bytes(self) -> bytes:
        """Return the content."""
        return self.make()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self.make = partial(bytes, value)

    @property
    def content_string(self) -> str:
        """Return the content as text."""
        return self.make().decode("utf-8-sig")

    @content_string.setter
    def content_string(self, value: str) -> None:
        self.make = value.encode

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002 it is what MkDocs calls
        """Write the file, also where nothing but what has changed is written."""
        place = Path(self.abs_dest_path)
        if self.written is None:
            _write(place, self.make())
        else:
            self.written.write(self.dest_uri, place, self.make)
