"""Python's collector of reference cycles, kept from walking the whole catalog again and again."""

from __future__ import annotations

import gc
from dataclasses import dataclass

PAGES_A_COLLECTION = 50


@dataclass(slots=True)
class PausedCollector:
    """Collect by hand while a site is built.

    The catalog lives as long as the build and holds no cycles, yet Python looks through all of it
    whenever enough is new: a fifth of the time of a build of 400 agreements. What templates leave
    behind is collected instead, and that alone, whenever so many pages are drawn or written.
    """

    _was_enabled: bool = False
    _pages: int = 0

    def begin(self) -> None:
        """Stop Python from collecting by itself."""
        self._was_enabled = self._was_enabled or gc.isenabled()
        gc.disable()
        gc.unfreeze()  # what an earlier build of this process left

    def keep(self) -> None:
        """Pass over all that is there now from here on."""
        gc.freeze()

    def count_page(self) -> None:
        """Collect what is new since the last time, now and then; a page is drawn, then written."""
        self._pages += 1
        if self._pages % PAGES_A_COLLECTION == 0:
            gc.collect(0)

    def end(self, *, is_last: bool) -> None:
        """Let Python collect by itself again, if it did before.

        After the last build of a process it would only look through everything once more before
        it ends, which takes a twelfth as long as the build of 400 agreements.
        """
        if is_last:
            gc.freeze()
        else:
            gc.unfreeze()
        if self._was_enabled:
            gc.enable()
        self._was_enabled = False
