"""The search index in shards: a browser loads the few that hold what somebody looks for.

Material's own index is one file, of which the browser makes its tables each time that a page is
opened. `search_index.json` keeps its form, with one entry a page and without texts; the worker in
`pages/assets/search-worker.js` reads the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeVar

from sla_catalog.frozen import dataclass

INDEX = "search/search_index.json"
WORDS_BYTES = 48_000  # of a file of words: what one word costs
TEXTS_BYTES = 24_000  # of a file of texts: what one page among the results costs
MOST_TOLD, MOST_IN_TITLE = 7, 3  # a word that is there more often makes no better a hit
_Key = TypeVar("_Key", int, str)
_TAG = re.compile(r"<[^>]*>")
# A place is one number: a section, how often its text and title have a word, whether a tag has it.
SECTION_BITS, TITLE_BIT, TAGS = 6, 3, 32


@dataclass(frozen=True, slots=True)
class IndexedSection:
    """An entry of the index: a heading of a page, and what is under it."""

    location: str
    title: str
    text: str
    tags: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """Return the address of its page."""
        return self.location.partition("#")[0]


class NoIndexError(Exception):
    """Say that a file is no index of a form that is known here."""


def shards(index: bytes) -> dict[str, bytes]:
    """Return the files that take the place of an index, by their path on the site.

    Raises NoIndexError where the index has another form than Material's.
    """
    try:
        read = json.loads(index)
        config, entries = read["config"], read["docs"]
        separator = re.compile(config["separator"])
        sections = [_section(entry) for entry in entries]
    except (ValueError, KeyError, TypeError, re.error) as error:
        raise NoIndexError(str(error)) from error
    folder = f"search/shards-{hashlib.sha256(index).hexdigest()[:12]}"
    words = [*_packed(_words(sections, separator), WORDS_BYTES)]
    pages = [list(group) for _, group in groupby(sections, lambda section: section.page)]
    texts = [*_packed(enumerate(map(_texts, pages)), TEXTS_BYTES)]
    guide = {
        "folder": folder,
        "words": [first for first, _ in words],
        "texts": [first for first, _ in texts],
        "sections": [len(page) for page in pages],
    }
    boosts = {entry["location"]: entry["boost"] for entry in entries if "boost" in entry}
    short = {
        "config": {**config, "shards": guide},
        "docs": [_page_entry(page[0], boosts) for page in pages],
    }
    files = {INDEX: _json(short)}
    for name, packed in (("words", words), ("texts", texts)):
        files |= {f"{folder}/{name}-{n}.json": data for n, (_, data) in enumerate(packed)}
    return files


def _section(entry: Mapping[str, Any]) -> IndexedSection:
    return IndexedSection(
        entry["location"], entry["title"], entry["text"], tuple(entry.get("tags") or ())
    )


def _page_entry(section: IndexedSection, boosts: Mapping[str, float]) -> dict[str, Any]:
    entry = {"location": section.page, "title": section.title, "text": ""}
    boost = boosts.get(section.location)
    return entry if boost is None else {**entry, "boost": boost}


def _texts(page: Sequence[IndexedSection]) -> list[list[object]]:
    """Return what is shown of the sections of a page: anchor, title, text, and tags if any."""
    return [
        [one.location.partition("#")[2], one.title, one.text, *([one.tags] if one.tags else [])]
        for one in page
    ]


def _words(
    sections: Sequence[IndexedSection], separator: re.Pattern[str]
) -> Iterator[tuple[str, list[int]]]:
    """Yield each word in order, with where it is: each section as the distance from the last."""
    places: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
    for number, section in enumerate(sections):
        for word, where in _found(section, separator).items():
            places[word].append(number << SECTION_BITS | where)
    for word in sorted(places, key=_as_scripts_compare):
        yield word, [*_distances(places[word])]


def _as_scripts_compare(word: str) -> bytes:
    """Return what puts words in the order in which the worker of the browser looks for them."""
    return word.encode("utf-16-be", "surrogatepass")


def _distances(places: Iterable[int]) -> Iterator[int]:
    last = 0
    for place in places:
        number, where = place >> SECTION_BITS, place & ((1 << SECTION_BITS) - 1)
        yield (number - last) << SECTION_BITS | where
        last = number


def _found(section: IndexedSection, separator: re.Pattern[str]) -> Mapping[str, int]:
    """Return where a section has each word, as the lower bits of a place."""
    told: Counter[str] = Counter()
    for piece in _TAG.split(section.text):
        told.update(_cut(piece, separator))
    found = {word: min(count, MOST_TOLD) for word, count in told.items()}
    for word, count in Counter(_cut(_TAG.sub(" ", section.title), separator)).items():
        found[word] = found.get(word, 0) | min(count, MOST_IN_TITLE) << TITLE_BIT
    for word in _cut(" ".join(section.tags), separator):
        found[word] = found.get(word, 0) | TAGS
    return found


@lru_cache(maxsize=1 << 16)  # agreements say many things in the same words
def _cut(text: str, separator: re.Pattern[str]) -> tuple[str, ...]:
    # A separator with groups of its own makes `split` return those as well, some of them as None.
    return tuple(map(str.lower, filter(None, separator.split(text))))


def _packed(rows: Iterable[tuple[_Key, object]], most: int) -> Iterator[tuple[_Key, bytes]]:
    """Put rows together into files of about so many bytes; yield the first key of each, and it."""
    first: _Key | None = None
    lines: list[bytes] = []
    size = 0
    for key, row in rows:
        line = _json([key, row])
        if first is not None and size + len(line) > most:
            yield first, _file(lines)
            first, lines, size = None, [], 0
        first = key if first is None else first
        lines.append(line)
        size += len(line)
    if first is not None:
        yield first, _file(lines)


def _file(lines: Iterable[bytes]) -> bytes:
    return b"[" + b",\n".join(lines) + b"]"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
