"""Regular expressions that are compiled when they are first used.

Most of those that explain what people write elsewhere are needed by no file of a good catalog, and
compiling them all took an eighth of what `sla check` takes for one agreement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from sys import maxsize

_METHODS = ("match", "fullmatch", "search", "finditer", "sub")


class Pattern:
    """A regular expression, with those methods of `re.Pattern` that are used of one.

    A mistake in it is raised as `re.error` at its first use; a test compiles them all.
    """

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text, self._flags = text, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the expression as `re` compiles it; from then on its own methods answer."""
        compiled = re.compile(self.text, self._flags)
        vars(self).update({name: getattr(compiled, name) for name in _METHODS})
        return compiled

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at the beginning of a text, or at a place in it."""
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of a text."""
        return self.compiled.fullmatch(text)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """Find the first match in a text, or between two places in it."""
        return self.compiled.search(text, start, end)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, one after the other, or behind a place in it."""
        return self.compiled.finditer(text, start)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Replace the matches in a text."""
        return self.compiled.sub(by, text, count)
