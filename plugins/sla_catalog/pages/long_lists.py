"""The lists that are spread over pages when they are long, with what their pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sla_catalog.frozen import dataclass
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.coverage import coverage_paging, coverage_view
from sla_catalog.pages.deadlines import deadlines_paging, deadlines_view
from sla_catalog.pages.list_data import ListRows, list_data
from sla_catalog.pages.overview import overview_paging, overview_view
from sla_catalog.pages.paging import Paging
from sla_catalog.pages.printed_references import with_cross_references
from sla_catalog.pages.rendering import Renderer, View
from sla_catalog.pages.services import services_paging, services_view

_WHOLE_WIDTH = ("navigation", "toc")


@dataclass(frozen=True)
class LongList:
    """A list: what its pages are called and go without, and what lays out one of them.

    `title` is the key of a label.
    """

    title: str
    hides: tuple[str, ...]
    paging: Callable[[RenderContext], Paging]
    make_view: Callable[[RenderContext, int], View]

    def view(self, page: int, context: RenderContext) -> View:
        """Lay out one of its pages, from 1."""
        return self.make_view(context, page)


AGREEMENTS = LongList("overview.title", _WHOLE_WIDTH, overview_paging, overview_view)
OTHERS = (
    LongList("services.title", _WHOLE_WIDTH, services_paging, services_view),
    LongList("deadlines.title", ("navigation",), deadlines_paging, deadlines_view),
    LongList("coverage.title", _WHOLE_WIDTH, coverage_paging, coverage_view),
)


def list_files(
    context: RenderContext, renderer: Renderer
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield what makes the data file of each list that has several pages, with its path.

    `renderer` leads to pages where readers find them.
    """
    context = with_cross_references(context)
    for one in (AGREEMENTS, *OTHERS):
        paging = one.paging(context)
        if paging.is_long:
            yield paging.data, partial(_data, one, paging, context, renderer)


def _data(one: LongList, paging: Paging, context: RenderContext, renderer: Renderer) -> str:
    """Return the data file of a list; rows are drawn anew where those of their page changed."""
    first = paging.uris[0]

    def rows(page: int) -> ListRows:
        view = one.view(page, context)

        def draw(seen: RenderContext) -> ListRows:
            return ListRows.of(renderer.render(view, first, seen.cite))

        return context.reuse(f"rows {paging.data} {page}", view, draw)

    drawn = map(rows, range(1, len(paging.uris) + 1))
    return list_data(paging.data, [*drawn], renderer.signs.sheet)
