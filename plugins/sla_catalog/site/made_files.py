"""Files beside the pages, whose content is made or fetched when MkDocs writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from sla_catalog.spool import Spool

Make = Callable[[], bytes]


def spooled(files: Iterable[tuple[str, bytes]]) -> dict[str, Make]:
    """Put files on the disk, one after the other; return what fetches each, by its path."""
    spool = Spool()
    return {uri: spool.keep(data) for uri, data in files}


def held(files: Mapping[str, bytes]) -> dict[str, Make]:
    """Return what gives each of these files, by its path."""
    return {uri: partial(bytes, data) for uri, data in files.items()}


class MadeFile(File):
    """A file whose content nobody holds, unless another plugin puts its own in the place of it."""

    make: Make

    @classmethod
    def of(cls, config: MkDocsConfig, uri: str, make: Make, inclusion: InclusionLevel) -> MadeFile:
        """Return the file with a path."""
        file: Any = cls.generated(config, uri, content=b"", inclusion=inclusion)
        file.make = make
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
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(self.make())
