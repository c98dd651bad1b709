"""Shells: what a theme draws around the content of a page, kept for as long as it is the same."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import Protocol

from sla_catalog.frozen import dataclass
from sla_catalog.incremental.digests import Digests
from sla_catalog.incremental.disk_memory import BAD_FILE

KIND = "shell"  # the folder beside those of what is kept of agreements


@dataclass(frozen=True, slots=True)
class Shell:
    """The HTML of a page before its content and behind it."""

    before: str
    after: str

    @classmethod
    def of(cls, html: str, content: str) -> Shell | None:
        """Return the shell of a page; None where its content is not there once, as it is."""
        before, _, after = html.partition(content)
        is_there = bool(content) and len(before) < len(html) and content not in after
        return cls(before, after) if is_there else None

    def with_content(self, content: str) -> str:
        """Return a whole page."""
        return f"{self.before}{content}{self.after}"


class ShellStore(Protocol):
    """A place for shells, by the name of the page and all that they are made of."""

    def mark(self, made_of: object) -> object:
        """Return what stands for that, to be asked with."""

    def knows(self, name: str, made_of: object) -> bool:
        """Tell whether there is a shell that is made of this."""

    def find(self, name: str) -> Shell | None:
        """Return the last shell of a page, whatever it is made of."""

    def keep(self, name: str, made_of: object, shell: Shell) -> None:
        """Keep the shell of a page in the place of its last one."""


@dataclass(slots=True)
class ProcessShells:
    """Shells in memory, with what they are made of: most of that is the same object again."""

    _kept: dict[str, tuple[object, Shell]] = field(default_factory=dict)

    def mark(self, made_of: object) -> object:
        """Return it as it is."""
        return made_of

    def knows(self, name: str, made_of: object) -> bool:
        """Tell whether there is a shell that is made of this."""
        return name in self._kept and self._kept[name][0] == made_of

    def find(self, name: str) -> Shell | None:
        """Return the last shell of a page."""
        kept = self._kept.get(name)
        return kept[1] if kept else None

    def keep(self, name: str, made_of: object, shell: Shell) -> None:
        """Keep the shell of a page."""
        self._kept[name] = (made_of, shell)


@dataclass(frozen=True, slots=True)
class DiskShells:
    """Shells in a folder: a file for each page that is named by the id of its agreement.

    `grounds` is the digest of the program and of what it needs, the theme among it.
    """

    folder: Path
    grounds: str

    def mark(self, made_of: object) -> str:
        """Return its digest."""
        return Digests(lambda _agreement: "").of(made_of)

    def knows(self, name: str, made_of: object) -> bool:
        """Tell whether there is a shell that is made of this, as far as its first line tells."""
        with suppress(*BAD_FILE), self._path(name).open(encoding="utf-8") as file:
            return bool(json.loads(file.readline()) == [self.grounds, made_of])
        return False

    def find(self, name: str) -> Shell | None:
        """Return the last shell of a page; None where its file holds no such thing."""
        with suppress(*BAD_FILE), self._path(name).open(encoding="utf-8") as file:
            file.readline()
            before, after = json.loads(file.read())
            if isinstance(before, str) and isinstance(after, str):
                return Shell(before, after)
        return None

    def keep(self, name: str, made_of: object, shell: Shell) -> None:
        """Write the shell of a page; a disk that takes none costs time, and no build."""
        path = self._path(name)
        fresh = path.with_suffix(f".{os.getpid()}")
        told = ([self.grounds, made_of], [shell.before, shell.after])
        lines = (json.dumps(one, ensure_ascii=False) for one in told)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text("\n".join(lines), encoding="utf-8")
            fresh.replace(path)

    def _path(self, name: str) -> Path:
        return self.folder / KIND / f"{name}.json"
