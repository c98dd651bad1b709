"""The lists that are spread over pages when they are long, with what their pages are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.coverage import coverage_paging, coverage_rows, coverage_view
from sla_catalog.pages.deadlines import deadlines_paging, deadlines_rows, deadlines_view
from sla_catalog.pages.list_data import list_data
from sla_catalog.pages.overview import overview_paging, overview_rows, overview_view
from sla_catalog.pages.paging import Paging
from sla_catalog.pages.printed_references import with_cross_references
from sla_catalog.pages.rendering import Renderer, View
from sla_catalog.pages.services import services_paging, services_rows, services_view

_WHOLE_WIDTH = ("navigation", "toc")


@dataclass(frozen=True)
class LongList:
    """A list: what its pages are called and go without, and what lays out one of them or all rows.

    `title` is the key of a label.
    """

    title: str
    hides: tuple[str, ...]
    paging: Callable[[RenderContext], Paging]
    make_view: Callable[[RenderContext, int], View]
    all_rows: Callable[[RenderContext], View]

    def view(self, page: int, context: RenderContext) -> View:
        """Lay out one of its pages, from 1."""
        return self.make_view(context, page)


AGREEMENTS = LongList("overview.title", _WHOLE_WIDTH, overview_paging, overview_view, overview_rows)
OTHERS = (
    LongList("services.title", _WHOLE_WIDTH, services_paging, services_view, services_rows),
    LongList("deadlines.title", ("navigation",), deadlines_paging, deadlines_view, deadlines_rows),
    LongList("coverage.title", _WHOLE_WIDTH, coverage_paging, coverage_view, coverage_rows),
)


def list_files(context: RenderContext, renderer: Renderer) -> dict[str, str]:
    """Return the data file of each list that has several pages, by its path.

    `renderer` leads to pages where readers find them.
    """
    context = with_cross_references(context)
    return {
        paging.data: _data(one, paging, context, renderer)
        for one in (AGREEMENTS, *OTHERS)
        if (paging := one.paging(context)).is_long
    }


def _data(one: LongList, paging: Paging, context: RenderContext, renderer: Renderer) -> str:
    def draw(seen: RenderContext) -> str:
        return list_data(paging.data, renderer.render(view, paging.uris[0], seen.cite))

    view = one.all_rows(context)
    return context.reuse(f"rows {paging.data}", view, draw)
