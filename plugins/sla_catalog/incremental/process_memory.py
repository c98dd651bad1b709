"""A memory in the process: what a preview keeps from build to build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import field
from typing import Any, TypeVar

from sla_catalog.frozen import dataclass
from sla_catalog.model.memory import Answers, Table, answer

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Kept:
    subject: object
    answers: Answers
    value: Any


@dataclass(slots=True)
class ProcessMemory:
    """Keep what is worked out from build to build of one process.

    A value is made again when its subject is another object than before, or when a table answers
    one of the questions asked for it in another way. `made` counts what was made, by kind and name.
    """

    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    _grounds: object = None
    _kept: dict[tuple[str, str], _Kept] = field(default_factory=dict)
    _equal: dict[str, _Kept] = field(default_factory=dict)

    def standing_on(self, grounds: object, names: Set[str]) -> ProcessMemory:
        """Return the memory for the next build: it has forgotten what belongs to none of `names`.

        It knows nothing where `grounds` differ from those before. What is made for an earlier build
        from here on, such as a file that somebody asks for late, is kept apart from it.
        """
        if self._grounds != grounds:
            return ProcessMemory(self.made, grounds)
        kept = {key: kept for key, kept in [*self._kept.items()] if key[1] in names}
        return ProcessMemory(self.made, grounds, kept, dict(self._equal))

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
            known: V = kept.value
            return known
        answers: Answers = {}
        value = make(answers)
        self._kept[kind, name] = _Kept(subject, answers, value)
        self.made[kind, name] += 1
        return value

    def knows(self, kind: str, name: str, subject: object, tables: Mapping[str, Table]) -> bool:
        """Tell whether a value of a kind need not be made."""
        kept = self._kept.get((kind, name))
        return kept is not None and kept.subject is subject and _still_hold(kept.answers, tables)

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
        now = answer(tables[name], key)
        if now is not before and now != before:
            return False
    return True
