"""The words of a text: what counts as one, and when two spellings of it are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import NamedTuple

from sla_catalog.patterns import Pattern

# Python's \w holds no combining marks, without which many scripts have no words.
_BLOCKS_WITH_MARKS = (range(0x300, 0x3100), range(0xA66F, 0xAC00), range(0xFE20, 0xFE30))


def _ranges(characters: Iterable[str]) -> str:
    """Write a set of characters in order as `re` reads it, one range for each run of them."""
    runs: list[list[str]] = []
    for character in characters:
        if runs and ord(character) == ord(runs[-1][-1]) + 1:
            runs[-1][1:] = [character]
        else:
            runs.append([character])
    return "".join("-".join(run) for run in runs)


_INVISIBLE = "\u00ad\u200c\u200d"  # soft hyphen and joiners stand inside a word and are not seen
# Makes another word of the one it touches: `--backup`, `#incident`, `Service-`, `Premium+`.
_STICKY = r"[-\u2010\u2011+#_@&=~/\\$%]"
_REST_OF_ADDRESS = r"://[^\s<>\"]*+"
# A raised figure after a word is the mark of a footnote.
_LETTER = r"[^\W_¹²³⁰⁴-⁹]"
# Joins the words on both of its sides to one: `P1.5`, `a@b.example`, `1,000`, `don’t`; but not
# `provider’s`.
_JOINT = rf"(?:{_STICKY}|\.(?!\.)|[:?]|(?<=\d),(?=\d)|['’](?![sS](?!{_LETTER}))(?={_LETTER}))"
# A French article or conjunction before its word: `l’accord`.
_ELISION = rf"(?:[CDJLMNSTcdjlmnst]|(?i:qu|jusqu|lorsqu|puisqu|quoiqu))['’](?={_LETTER})"


# Runs of one character are possessive (`++`) and a sticky run is tried only from its start: reading
# takes a time in proportion to the text, whatever stands in it. Groups are not possessive, which
# Python before 3.11.5 gets wrong (python/cpython#106052); nothing after them can fail.
def _word(marks: str) -> Pattern:
    letters = rf"{_LETTER}++(?:[{_INVISIBLE}{marks}]++{_LETTER}*+)*"
    return Pattern(
        rf"{_ELISION}|"
        rf"(?:(?<!{_STICKY}){_STICKY}++|(?<!\S)\.)?"
        rf"{letters}(?:{_REST_OF_ADDRESS}|{_JOINT}+{letters})*{_STICKY}*+"
    )


_WORD = _word("")


@cache
def _word_with_marks() -> Pattern:
    """Return the pattern for texts with marks; few have any, and to make it takes long."""
    characters = map(chr, chain.from_iterable(_BLOCKS_WITH_MARKS))
    return _word(_ranges(c for c in characters if unicodedata.category(c) in {"Mn", "Mc", "Me"}))


_SAME = str.maketrans({"’": "'", "\u2010": "-", "\u2011": "-"} | dict.fromkeys(_INVISIBLE))


class Word(NamedTuple):
    """A word of a text; compounds such as `P1.5` or `self-service` are one word."""

    start: int
    end: int
    folded: str


def words(text: str) -> list[Word]:
    """Return the words of a text in order; what stands between them is space and punctuation."""
    pattern = _WORD if text.isascii() or _is_western(text) else _word_with_marks()
    new = tuple.__new__  # makes a named tuple without a call of Python's own
    return [new(Word, (*found.span(), fold(found.group()))) for found in pattern.finditer(text)]


def _is_western(text: str) -> bool:
    """Tell whether a text fits Windows-1252, which has quotes and dashes, and no marks."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def fold(text: str) -> str:
    """Return what all spellings of a text share, whatever their case."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _plain(text).casefold())


def fold_gap(text: str) -> str:
    """Return what stands between two words, with each run of white space as one space."""
    return " " if text == " " or text.isspace() else re.sub(r"\s+", " ", text.translate(_SAME))


def normalise(text: str) -> str:
    """Return the one spelling of a text: NFC, straight apostrophes, single spaces."""
    return " ".join((text if text.isascii() else _plain(text)).split())


def shouted(text: str) -> str:
    """Return a normalised text in ALL CAPS."""
    return unicodedata.normalize("NFC", text.upper())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_SAME))
