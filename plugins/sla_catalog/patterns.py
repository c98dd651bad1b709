"""Regular expressions that are compiled when they are first used.

Most of those that explain what people write elsewhere are needed by no file of a good catalog, and
compiling them all took an eighth of what `sla check` takes for one agreement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression, with those methods of `re.Pattern` that are used of one.

    A mistake in it is raised as `re.error` at its first use; a test compiles them all.
    """

    __slots__ = ("_compiled", "_flags", "text")

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text, self._flags = text, flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """Return the expression as `re` compiles it."""
        if self._compiled is None:
            self._compiled = re.compile(self.text, self._flags)
        return self._compiled

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning of a text."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of a text."""
        return self.compiled.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match in a text."""
        return self.compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, one after the other."""
        return self.compiled.finditer(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Replace the matches in a text."""
        return self.compiled.sub(by, text, count)
