"""Long lists spread over whole pages: which rows stand on which page, and the way to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import FileAt, PageAt, is_index
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.views.lists import Jump, Pages

ROWS_A_PAGE = 50


def page_uris(first: str, rows: int, folder: str = "") -> tuple[str, ...]:
    """Return the source path of each page of a list; there is one page at least.

    Further pages are numbered in `folder`; without one, in the folder of the first.
    """
    stem = first.removesuffix("index.md" if is_index(first) else ".md").rstrip("/")
    count = max(1, -(-rows // ROWS_A_PAGE))
    return (first, *(f"{folder or stem}/{page}.md" for page in range(2, count + 1)))


def page_links(uris: Sequence[str]) -> tuple[Link, ...]:
    """Return links to the pages of a list, named by their numbers."""
    return tuple(Link(str(number), PageAt(uri), quiet=True) for number, uri in enumerate(uris, 1))


@dataclass(frozen=True)
class Paging:
    """How a list is spread over its pages.

    `parts` are the numbers of its rows by the anchor of the part in which they stand, in order.
    """

    uris: tuple[str, ...]
    parts: Mapping[str, int]

    @classmethod
    def of(cls, first: str, parts: Mapping[str, int], folder: str = "") -> Paging:
        """Spread rows over pages, of which the first has the source path `first`."""
        return cls(page_uris(first, sum(parts.values()), folder), parts)

    @property
    def is_long(self) -> bool:
        """Tell whether there is more than one page."""
        return len(self.uris) > 1

    @cached_property
    def _starts(self) -> Mapping[str, int]:
        return dict(zip(self.parts, accumulate(self.parts.values(), initial=0), strict=False))

    def rows(self, page: int) -> Mapping[str, slice]:
        """Return which rows of each part stand on a page, from 1; only of parts that have some."""
        first = (page - 1) * ROWS_A_PAGE
        found = {}
        for part, count in self.parts.items():
            start = max(first - self._starts[part], 0)
            stop = min(first + ROWS_A_PAGE - self._starts[part], count)
            if start < stop:
                found[part] = slice(start, stop)
        return found

    def place(self, part: str) -> PageAt:
        """Return where a part begins."""
        return PageAt(self.uris[self._starts[part] // ROWS_A_PAGE], part)

    @property
    def data(self) -> str:
        """Return the path of the file that has all rows."""
        return f"{self.uris[0].partition('/')[0]}-data.js"

    def pages(self, page: int, labels: Labels, titles: Mapping[str, str] | None = None) -> Pages:
        """Return what a page says of the others; parts with titles are listed."""
        total, last = sum(self.parts.values()), page * ROWS_A_PAGE
        here = self.rows(page)
        return Pages(
            page_links(self.uris),
            page,
            labels["list.page"].format(
                first=last - ROWS_A_PAGE + 1, last=min(last, total), total=total
            ),
            FileAt(self.data),
            tuple(
                Jump(title, str(self.parts[part]), self.place(part), "" if part in here else part)
                for part, title in (titles or {}).items()
                if self.parts.get(part)
            ),
        )
