"""Two versions of a text laid over each other, word by word, as lawyers compare them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum

from sla_catalog.frozen import dataclass

_TIME = r"\d{1,2}(?::\d{2})+"
_NUMBER = r"(?:(?<!\w)[-−])?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*)"
_UNIT = (
    r"%|°[CF]|[€$£]|(?:(?:working|business|calendar)\s)?"
    r"(?:second|minute|hour|day|week|month|quarter|year)s?\b|[a-zA-Z]{1,3}\b"
)
# A word with the space before it. A value is one word, so that it is struck through as a whole:
# a date, hours from one time to another, a length such as "1 h 30 min", a number with its unit.
_WORD = re.compile(
    r"\s*(?:"
    r"\d{4}-\d{2}-\d{2}(?!\d)"
    rf"|(?:{_TIME}|\d{{1,2}})\s?[-–]\s?{_TIME}|{_TIME}\s?[-–]\s?\d{{1,2}}\b"
    r"|\d+\s?(?:d|h|min)(?:\s\d+\s?(?:h|min|s)\b)+"
    rf"|(?:\b[A-Z]{{3}}\s|[€$£]\s?)?{_NUMBER}(?:\s?(?:{_UNIT}))?"
    r"|[\w'’-]+|[^\w\s])|\s+\Z"
)
_LONGEST = 20_000  # characters; longer texts are shown as a whole, old and new


class RedlineState(StrEnum):
    """Whether words are in both versions or in one."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class RedlinePiece:
    """Words that follow one another and are in the same versions."""

    text: str
    state: RedlineState = RedlineState.KEPT


def redline(before: str, after: str) -> tuple[RedlinePiece, ...]:
    """Return the pieces of both versions in order, at each place the old words before the new."""
    if not before or not after or len(before) + len(after) > _LONGEST:
        return tuple(
            RedlinePiece(text, state)
            for text, state in ((before, RedlineState.GONE), (after, RedlineState.NEW))
            if text
        )
    return tuple(_joined(_differing(_words(before), _words(after))))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _bare(words: list[str]) -> list[str]:
    return [word.strip() for word in words]


def _differing(old: list[str], new: list[str]) -> Iterator[RedlinePiece]:
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            if old[start][:1].isspace() and not new[begin][:1].isspace():
                yield RedlinePiece(" ", RedlineState.GONE)  # as where the first words are gone
            yield RedlinePiece("".join(new[begin:stop]))
            continue
        yield RedlinePiece("".join(old[start:end]), RedlineState.GONE)
        yield RedlinePiece("".join(new[begin:stop]), RedlineState.NEW)


def _joined(pieces: Iterable[RedlinePiece]) -> Iterator[RedlinePiece]:
    """Leave out what is empty, and let nothing but words be marked."""
    last = RedlinePiece("")
    for piece in pieces:
        if not piece.text:
            continue
        words = piece.text.lstrip()
        space = piece.text[: len(piece.text) - len(words)]
        if last.state is RedlineState.GONE and piece.state is RedlineState.NEW and not space:
            yield RedlinePiece(" ", RedlineState.NEW)
        if piece.state is RedlineState.KEPT:
            yield piece
        else:
            yield from (RedlinePiece(text, piece.state) for text in (space, words) if text)
        last = piece
