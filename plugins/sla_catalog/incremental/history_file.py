"""What commits changed, kept in a file from build to build as long as no commit is added.

The texts of the past are not kept. They are read again where a page is made of one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path

from sla_catalog.frozen import dataclass
from sla_catalog.incremental.disk_memory import BAD_FILE
from sla_catalog.incremental.notation import Notation, NotationError
from sla_catalog.review.history import Histories, LateText, PastText, Recorded
from sla_catalog.review.reported import ReportedChange

Make = Callable[[], Histories]


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """What a commit changed in an agreement; `text` is the id that it had, if its text is shown."""

    commit: str
    day: date
    version: str
    subject: str
    changes: tuple[ReportedChange, ...]
    unread: bool
    is_restated: bool
    text: str


_Kept = tuple[tuple[str, tuple[KeptRecord, ...]], ...]


@dataclass(frozen=True)
class HistoryFile:
    """The histories of a catalog in one file, which hold as long as their grounds are the same."""

    path: Path
    grounds: str

    def recall(self, make: Make) -> Histories:
        """Return histories as they were kept, or as they are made where they no longer hold."""
        notation = Notation(_Kept)
        with suppress(*BAD_FILE), self.path.open(encoding="utf-8") as file:
            if json.loads(file.readline()) == self.grounds:
                kept = notation.read(json.loads(file.read()), None)
                return _read(kept, cache(make))  # type: ignore[arg-type]
        made = make()
        self._keep(notation, made)
        return made

    def _keep(self, notation: Notation, made: Histories) -> None:
        """Write histories; a disk that takes none costs time, and no build."""
        kept = tuple((name, tuple(map(_kept, states))) for name, states in made.items())
        lines = (self.grounds, notation.written(kept, None))
        fresh = self.path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            text = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self.path)
            for left in self.path.parent.glob(f"{self.path.stem}.[0-9]*"):  # by ended builds
                left.unlink()


def _kept(one: Recorded) -> KeptRecord:
    text = one.text.name if one.text else ""
    return KeptRecord(
        one.commit,
        one.day,
        one.version,
        one.subject,
        one.changes,
        one.unread,
        one.is_restated,
        text,
    )


def _read(kept: _Kept, make: Make) -> Histories:
    if any(states and states[-1].text for _, states in kept):
        raise NotationError("what was recorded last is no text of the past")
    return {
        name: tuple(_recorded(one, partial(_text, make, name, at)) for at, one in enumerate(states))
        for name, states in kept
    }


def _recorded(one: KeptRecord, read: Callable[[], PastText]) -> Recorded:
    text = LateText(one.text, read) if one.text else None
    return Recorded(
        one.commit,
        one.day,
        one.version,
        one.subject,
        one.changes,
        one.unread,
        text,
        one.is_restated,
    )


def _text(make: Make, name: str, place: int) -> PastText:
    """Read a text of the past; raise NotationError where a file told of one that is not there."""
    text = make()[name][place].text
    if not isinstance(text, PastText):
        raise NotationError(f"{name} has no text at place {place}")
    return text
