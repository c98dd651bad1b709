"""Which files of two sides have to be read: those that differ, and those that have to do with them.

What is the same byte by byte on both sides means the same, unless something that it names changed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property

from sla_catalog.findings import Finding
from sla_catalog.frozen import dataclass
from sla_catalog.source.load import is_shared
from sla_catalog.source.tree import SourceFile

_ID = re.compile(rb"^(?:\xef\xbb\xbf)?id[ \t]*:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_NAME = re.compile(rb"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_ESCAPED = re.compile(rb"\\[xuU\r\n]")  # a name can be written so that it is not seen here


@dataclass(frozen=True)
class Side:
    """The files of a side by their paths below `root`, and what could not be taken for one."""

    root: str
    files: tuple[SourceFile, ...]
    refused: tuple[Finding, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, SourceFile]:
        """Look up a file by its path below the root."""
        return {posixpath.relpath(file.path, self.root or "."): file for file in self.files}

    @property
    def shared(self) -> Set[str]:
        """Return the paths of shared files."""
        found = (path for path, file in self.by_path.items() if is_shared(file.path, self.root))
        return frozenset(found)

    def only(self, paths: Set[str]) -> Side:
        """Return the side with these files alone."""
        kept = tuple(file for path, file in self.by_path.items() if path in paths)
        return Side(self.root, kept, self.refused)


def concerned(base: Side, head: Side) -> Set[str]:
    """Return the paths of the files that have to be read on both sides.

    These are shared files, agreements that differ, those that stand on them, and all that any of
    these stand on. A name that is written anywhere in a file counts: that may be one file too many,
    and never one too few. Where a shared file differs, all have to be read.
    """
    every = base.by_path.keys() | head.by_path.keys()
    shared = base.shared | head.shared
    changed = frozenset(path for path in every if not _is_same(path, base, head))
    if changed & shared:
        return every
    if not changed:
        return shared
    mentions = _Mentions({path: _texts(path, base, head) for path in every - shared})
    above = (other for path in changed for other in mentions.naming(path))
    return _closed({*changed, *above}, mentions.named_in) | shared


def _is_same(path: str, base: Side, head: Side) -> bool:
    old, new = base.by_path.get(path), head.by_path.get(path)
    return old is not None and new is not None and old.data == new.data


def _texts(path: str, base: Side, head: Side) -> tuple[bytes, ...]:
    datas = (side.by_path[path].data for side in (base, head) if path in side.by_path)
    return tuple(dict.fromkeys(datas))


def _closed(start: Iterable[str], further: Callable[[str], Iterable[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [*start]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += further(path)
    return frozenset(found)


class _Mentions:
    """Which agreements are named in which files, by their texts alone."""

    def __init__(self, texts: Mapping[str, tuple[bytes, ...]]) -> None:
        self._texts = texts
        self._ids = {path: frozenset(_ids(path, datas)) for path, datas in texts.items()}
        self._paths: dict[bytes, list[str]] = {}
        for path, ids in self._ids.items():
            for name in ids:
                self._paths.setdefault(name, []).append(path)
        self._names: dict[str, Set[bytes]] = {}
        self._hidden = [path for path, datas in texts.items() if any(map(_ESCAPED.search, datas))]

    def naming(self, path: str) -> Iterator[str]:
        """Yield the files that name the agreement of a file, and those that may."""
        yield from self._hidden
        for name in self._ids[path]:
            for other, datas in self._texts.items():
                # Looking for a text is cheap; taking a file apart is done where there is one.
                if any(name in data for data in datas) and name in self._names_in(other):
                    yield other

    def named_in(self, path: str) -> Iterator[str]:
        """Yield the files whose agreements are named in a file."""
        for name in self._names_in(path) & self._paths.keys():
            yield from self._paths[name]

    def _names_in(self, path: str) -> Set[bytes]:
        if path not in self._names:
            self._names[path] = {name for data in self._texts[path] for name in _NAME.findall(data)}
        return self._names[path]


def _ids(path: str, datas: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the ids that the agreement of a file may have; a broken one is known by its name."""
    yield posixpath.splitext(posixpath.basename(path))[0].encode()
    for data in datas:
        yield from _ID.findall(data)
