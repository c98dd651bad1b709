"""How alike two words are, so that a message offers what was meant and nothing far-fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def slips(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap with their neighbour to get the other word."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word that this one is a slip of, or nothing; short words may hold one slip."""
    most = 1 if len(word) < 7 else 2
    near = [
        (slips(word, other), other)
        for other in words
        if abs(len(word) - len(other)) <= most
        and (_letters(word) ^ _letters(other)).bit_count() <= 2 * most
    ]
    count, found = min(near, default=(most + 1, ""))
    return found if count <= most else ""


@lru_cache(maxsize=10_000)
def _letters(word: str) -> int:
    """Return a bit for each letter that occurs: a slip changes two of them at most."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def key_form(text: str) -> str:
    """Write a name as our keys are written: small letters, words joined by `_`."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", text)
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")
