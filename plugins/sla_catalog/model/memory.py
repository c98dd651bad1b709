"""What was worked out from an agreement, as long as all that it had looked up stays the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_ALL = object()  # asks for all keys of a table
_NOTHING = object()  # the answer where a table holds no such key
Table = Mapping[Any, Any] | Set[Any]
Answers = dict[tuple[str, Any], object]


class WatchedTable(Mapping[K, V]):
    """A table that notes in `answers` what is looked up in it."""

    def __init__(self, name: str, table: Mapping[K, V], answers: Answers) -> None:
        self._name, self._table, self._answers = name, table, answers

    def __getitem__(self, key: K) -> V:
        self._answers[self._name, key] = _answer(self._table, key)
        return self._table[key]

    def __iter__(self) -> Iterator[K]:
        self._answers[self._name, _ALL] = _answer(self._table, _ALL)
        return iter(self._table)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class WatchedNames(Set[K]):
    """A set that notes in `answers` what is looked for in it."""

    def __init__(self, name: str, names: Set[K], answers: Answers) -> None:
        self._name, self._names, self._answers = name, names, answers

    def __contains__(self, name: object) -> bool:
        self._answers[self._name, name] = _answer(self._names, name)
        return name in self._names

    def __iter__(self) -> Iterator[K]:
        self._answers[self._name, _ALL] = _answer(self._names, _ALL)
        return iter(self._names)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _answer(table: Table, key: object) -> object:
    if key is _ALL:
        return tuple(table)
    if isinstance(table, Mapping):
        return table.get(key, _NOTHING)
    return key in table


@dataclass(frozen=True, slots=True)
class _Kept:
    subject: object
    answers: Answers
    value: Any


@dataclass(slots=True)
class Memory:
    """Keep what is worked out from build to build of one process.

    A value is made again when its subject is another object than before, or when a table answers
    one of the questions asked for it in another way. `made` counts what was made, by kind and name.
    """

    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    _grounds: object = None
    _kept: dict[tuple[str, str], _Kept] = field(default_factory=dict)
    _equal: dict[str, _Kept] = field(default_factory=dict)

    def stand_on(self, grounds: object, names: Set[str]) -> None:
        """Forget everything where `grounds` differ from before, else what belongs to no name."""
        is_same = self._grounds == grounds
        self._grounds = grounds
        self._kept = {k: v for k, v in self._kept.items() if is_same and k[1] in names}
        self._equal = self._equal if is_same else {}

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
        kept = self._kept.get((kind, name))
        if kept and kept.subject is subject and _still_hold(kept.answers, tables):
            value: V = kept.value
            return value
        answers: Answers = {}
        value = make(answers)
        self._kept[kind, name] = _Kept(subject, answers, value)
        self.made[kind, name] += 1
        return value

    def reuse(
        self, kind: str, given: object, tables: Mapping[str, Table], make: Callable[[Answers], V]
    ) -> V:
        """Return what was made of a kind before, if it was made of something equal.

        What `make` notes in the dict that it is given has to hold as well.
        """
        kept = self._equal.get(kind)
        if kept and kept.subject == given and _still_hold(kept.answers, tables):
            value: V = kept.value
            return value
        answers: Answers = {}
        value = make(answers)
        self._equal[kind] = _Kept(given, answers, value)
        return value

    def last(self, kind: str, name: str) -> Any:
        """Return the last value of a kind for a name, whether it holds or not; None without one."""
        kept = self._kept.get((kind, name))
        return kept.value if kept else None


def _still_hold(answers: Answers, tables: Mapping[str, Table]) -> bool:
    for (name, key), before in answers.items():
        now = _answer(tables[name], key)
        if now is not before and now != before:
            return False
    return True
