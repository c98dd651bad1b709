"""Pages that a preview leaves as it wrote them before: MkDocs is not asked to write them again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page


@dataclass(slots=True)
class LeftPages:
    """Pages of ours that lie in the folder already as they would be written.

    When all pages are read, their files are taken out of those of the site. They are in its map
    and in the search index all the same, at their places: `before` tells which come before a page.
    """

    _listed: list[File] = field(default_factory=list)
    _left: set[str] = field(default_factory=set)
    _waiting: deque[File] = field(default_factory=deque)

    @classmethod
    def take_out(cls, files: Files, is_written: Callable[[Page], bool]) -> LeftPages:
        """Take those pages out of the files of a site that are written already."""
        listed = files.documentation_pages()
        left = [file for file in listed if file.page and is_written(file.page)]
        for file in left:
            files.remove(file)
        return cls(list(listed), {file.src_uri for file in left}, deque(listed))

    def before(self, page: Page | None = None) -> Iterator[Page]:
        """Yield the pages left that come before one, or all others; each of them once."""
        while self._left and self._waiting:
            file = self._waiting.popleft()
            if page and file is page.file:
                return
            if file.src_uri in self._left and file.page:
                yield file.page

    def among(self, files: Iterable[File]) -> Iterable[File]:
        """Return the files of all pages, where these are the ones that were not left."""
        return self._listed if self._left else files

    def others(self) -> Iterator[Page]:
        """Yield the pages that were not left."""
        yield from (f.page for f in self._listed if f.page and f.src_uri not in self._left)

    def __bool__(self) -> bool:
        return bool(self._left)
