"""A memory on disk: what builds of one site keep for the next one, one file a kind and agreement.

A file says of what it was made: of which state of the program and the site, of which agreement, and
what that looked up elsewhere. Where any of it differs, or the file is no such file, what it holds
is made anew. Only values of declared types are read, and nothing in a file is ever run.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sla_catalog.frozen import dataclass
from sla_catalog.incremental.digests import Digests
from sla_catalog.incremental.notation import Notation
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.memory import ALL, PART, Answers, Table, answer

V = TypeVar("V")

_ALL_KEYS = {"all": True}  # in a file, the place of the question for all keys of a table
# What a file that is none of ours, or that somebody changed, can lead to.
BAD_FILE = (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError)


@dataclass(frozen=True)
class DiskMemory:
    """Keep values of some `kinds` in a folder, each kind with the type of its values.

    `grounds` is the digest of all that every value stands on. `made` and `found` count what was
    made anew and what was taken from the folder, by kind and name.
    """

    folder: Path
    grounds: str
    digests: Digests
    kinds: Mapping[str, object]
    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)

    @cached_property
    def _notations(self) -> Mapping[str, Notation]:
        return {kind: Notation(root) for kind, root in self.kinds.items()}

    def recall(
        self,
        kind: str,
        name: str,
        subject: object,
        tables: Mapping[str, Table],
        make: Callable[[Answers], V],
    ) -> V:
        """Return the value of a kind for an agreement, made only where none holds."""
        if kind not in self.kinds or not isinstance(subject, Agreement):
            return make({})
        path = self._path(kind, name)
        with suppress(*BAD_FILE), path.open(encoding="utf-8") as file:
            if self._holds(json.loads(file.readline()), subject, tables):
                value: Any = self._notations[kind].read(json.loads(file.read()), subject)
                self.found[kind, name] += 1
                return value  # type: ignore[no-any-return]
        answers: Answers = {}
        value = make(answers)
        self.made[kind, name] += 1
        self._keep(path, kind, subject, answers, value)
        return value  # type: ignore[no-any-return]

    def knows(self, kind: str, name: str, subject: object, tables: Mapping[str, Table]) -> bool:
        """Tell whether a value need not be made, as far as can be seen without reading it."""
        if kind not in self.kinds or not isinstance(subject, Agreement):
            return False
        with suppress(*BAD_FILE), self._path(kind, name).open(encoding="utf-8") as file:
            return self._holds(json.loads(file.readline()), subject, tables)
        return False

    def reuse(
        self, _kind: str, _given: object, _tables: Mapping[str, Table], make: Callable[[Answers], V]
    ) -> V:
        """Return what is made: what is of no agreement is made in each build."""
        return make({})

    def forget_others(self, names: Set[str]) -> None:
        """Remove what is of no agreement in `names`, and what builds left that were ended."""
        for path in self.folder.glob("*/*"):
            if path.suffix != ".json" or path.stem.partition(PART)[0] not in names:
                with suppress(OSError):
                    path.unlink()

    def _path(self, kind: str, name: str) -> Path:
        return self.folder / kind / f"{name}.json"

    def _holds(self, said: Any, subject: Agreement, tables: Mapping[str, Table]) -> bool:
        if said["grounds"] != self.grounds or said["subject"] != self.digests.of(subject):
            return False
        return all(
            self.digests.of(answer(tables[table], ALL if key == _ALL_KEYS else key)) == before
            for table, key, before in said["answers"]
        )

    def _keep(
        self, path: Path, kind: str, subject: Agreement, answers: Answers, value: object
    ) -> None:
        """Write a value; a disk that takes none costs time, and no build."""
        said = {
            "grounds": self.grounds,
            "subject": self.digests.of(subject),
            "answers": [
                [table, _ALL_KEYS if key is ALL else key, self.digests.of(before)]
                for (table, key), before in answers.items()
            ],
        }
        written = self._notations[kind].written(value, subject)
        lines = (json.dumps(one, ensure_ascii=False) for one in (said, written))
        fresh = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text("\n".join(lines), encoding="utf-8")
            fresh.replace(path)
