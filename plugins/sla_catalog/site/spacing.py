"""The space that templates of a theme leave between tags: a tenth of a page, and never seen."""

from __future__ import annotations

import re
from functools import lru_cache

_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_ENOUGH = 100  # letters of the content, by which it is found
_SPACE = re.compile(r"[ \t]*\n[ \t\n]*")


def without_space(html: str, content: str) -> str:
    """Return a page whose lines around its content neither are empty nor begin with space.

    Where the content is not found in it, somebody has changed the page, and it stays as it is.
    """
    begin = html.find(content[:_ENOUGH])  # to look for all of it takes ten times as long
    end = begin + len(content)
    if not content or begin < 0 or html[begin:end] != content:
        return html
    return f"{_narrowed(html[:begin])}{content}{_narrowed(html[end:])}"


def _narrowed(html: str) -> str:
    pieces = _KEPT.split(html)
    # Each piece that is kept is followed by the name of its tag.
    return "".join(
        _without_lines(piece) if place % 3 == 0 else piece
        for place, piece in enumerate(pieces)
        if place % 3 != 2
    )


@lru_cache(maxsize=64)  # many pages have the same head and foot
def _without_lines(piece: str) -> str:
    return _SPACE.sub("\n", piece)
