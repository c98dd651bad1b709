"""What a memory does: it keeps what was made, with the answers on which that stands.

Rooms below know no more of it than this; `incremental/` has the memories themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from typing import Any, Protocol, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ALL = object()  # asks for all keys of a table
PART = "@"  # between the id of an agreement and which of its parts a value belongs to
NOTHING = object()  # the answer where a table holds no such key
Table = Mapping[Any, Any] | Set[Any]
Answers = dict[tuple[str, Any], object]


class WatchedTable(Mapping[K, V]):
    """A table that notes in `answers` what is looked up in it."""

    def __init__(self, name: str, table: Mapping[K, V], answers: Answers) -> None:
        self._name, self._table, self._answers = name, table, answers

    def __getitem__(self, key: K) -> V:
        self._answers[self._name, key] = answer(self._table, key)
        return self._table[key]

    def __iter__(self) -> Iterator[K]:
        self._answers[self._name, ALL] = answer(self._table, ALL)
        return iter(self._table)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class WatchedNames(Set[K]):
    """A set that notes in `answers` what is looked for in it."""

    def __init__(self, name: str, names: Set[K], answers: Answers) -> None:
        self._name, self._names, self._answers = name, names, answers

    def __contains__(self, name: object) -> bool:
        self._answers[self._name, name] = answer(self._names, name)
        return name in self._names

    def __iter__(self) -> Iterator[K]:
        self._answers[self._name, ALL] = answer(self._names, ALL)
        return iter(self._names)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def answer(table: Table, key: object) -> object:
    """Return what a table says of a key, of `ALL` its keys, or that it says `NOTHING`."""
    if key is ALL:
        return tuple(table)
    if isinstance(table, Mapping):
        return table.get(key, NOTHING)
    return key in table


class Memory(Protocol):
    """Keep what is worked out for single agreements, from build to build."""

    def recall(
        self,
        kind: str,
        name: str,
        subject: object,
        tables: Mapping[str, Table],
        make: Callable[[Answers], V],
    ) -> V:
        """Return the value of a kind for a named subject, made only where it no longer holds.

        `make` is given a dict, in which the tables that it hands on note what is looked up.
        """

    def knows(self, kind: str, name: str, subject: object, tables: Mapping[str, Table]) -> bool:
        """Tell whether a value of a kind need not be made."""

    def reuse(
        self, kind: str, given: object, tables: Mapping[str, Table], make: Callable[[Answers], V]
    ) -> V:
        """Return what was made of a kind before, if it was made of something equal.

        What `make` notes in the dict that it is given has to hold as well.
        """
