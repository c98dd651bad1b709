"""Pages of agreements drawn by other processes, while this one draws all else."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sla_catalog.pages.context import BOUND
from sla_catalog.pages.page import Drawn, Page
from sla_catalog.spool import Spool
from sla_catalog.workers import Workers


@dataclass(slots=True)
class PagesAhead:
    """What is drawn before MkDocs asks for it; nothing where there is one process.

    Others draw the pages of agreements: there are many, and each is drawn by itself. The lists are
    drawn here meanwhile, so that nobody waits; they wait on the disk until they are asked for.
    `received` counts pages that others have drawn.
    """

    received: int = 0
    _workers: Workers = field(default_factory=Workers)
    _waiting: deque[tuple[int, Page]] = field(default_factory=deque)
    _asked: set[str] = field(default_factory=set)
    _drawn: dict[str, Drawn] = field(default_factory=dict)
    _lists: dict[str, Callable[[], bytes]] = field(default_factory=dict)

    def begin(self, pages: Iterable[Page], processes: int) -> None:
        """Let others start to draw."""
        asked = [page for page in pages if page.agreement and not page.is_known]
        self._workers = Workers.start(lambda number: _told(asked[number]), len(asked), processes)
        if self._workers.are_there:
            self._waiting.extend(enumerate(asked))
            self._asked = {page.uri for page in asked}

    def draw_lists(self, pages: Iterable[Page]) -> None:
        """Draw what is no agreement's while others work; the page of all of them comes last.

        What the lists were made of is then of no more use to this process.
        """
        if not self._workers.are_there:
            return
        spool, context = Spool(), None
        for page in pages:
            if not page.agreement and page.uri != BOUND:
                self._lists[page.uri] = spool.keep(_told(page).encode())
                context = page.context
        if context:
            context.forget_worked_out()

    def draw(self, page: Page) -> Drawn:
        """Return a page that is drawn already, else draw it."""
        while page.uri in self._asked:
            self._receive()
        ready = self._drawn.pop(page.uri, None) or self._list(page)
        return page.draw_from(ready) if ready else page.draw()

    def _list(self, page: Page) -> Drawn | None:
        """Return a list that is drawn already."""
        kept = self._lists.pop(page.uri, None)
        return _read(kept().decode(), page) if kept else None

    def _receive(self) -> None:
        """Take the page that others were asked for next; they make them in order."""
        number, page = self._waiting.popleft()
        self._asked.discard(page.uri)
        text = self._workers.take(number)
        if text is not None:
            self.received += 1
            self._drawn[page.uri] = _read(text, page)

    def end(self) -> None:
        """Let go of the others, whatever they do."""
        self._workers.end()
        self._waiting.clear()
        self._asked.clear()
        self._drawn.clear()
        self._lists.clear()


def _told(page: Page) -> str:
    drawn = page.draw()
    return json.dumps([drawn.html, drawn.headings, drawn.search_html], ensure_ascii=False)


def _read(text: str, page: Page) -> Drawn:
    html, headings, search_html = json.loads(text)
    return Drawn(html, tuple(map(tuple, headings)), search_html, page.former_anchors)
