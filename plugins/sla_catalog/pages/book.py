"""All pages of an edition, each by its source path; made when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.comparison import comparison_view
from sla_catalog.pages.edition import COMPARISON, GLOSSARY, OVERVIEW, Edition, agreement_uri
from sla_catalog.pages.glossary import glossary_view
from sla_catalog.pages.overview import overview_view
from sla_catalog.pages.rendering import Heading, Renderer, View
from sla_catalog.pages.searching import searched


@dataclass(frozen=True)
class Page:
    """One page of the site.

    `uri` is its source path, `origin` the file of the catalog that it shows, if it is one file.
    `hides` names what the page goes without: navigation, toc.
    """

    uri: str
    title: str
    hides: tuple[str, ...]
    renderer: Renderer
    make_view: Callable[[], View]
    origin: str = ""
    agreement_id: str = ""
    tags: tuple[str, ...] = ()
    is_searched: bool = True

    def draw(self) -> Drawn:
        """Make the page's content, its headings and what search finds on it."""
        view = self.make_view()
        lean = searched(view, self.title) if self.is_searched else None
        return Drawn(self.renderer.render(view, self.uri), self.renderer.contents(view), lean)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page that is made: its HTML, its headings below the title, and lean HTML for search."""

    html: str
    headings: tuple[Heading, ...]
    lean: str | None

    @property
    def anchors(self) -> set[str]:
        """Return every id on the page, for whoever checks links to it."""
        return set(re.findall(r' id="([^"]+)"', self.html))


def pages(edition: Edition, renderer: Renderer) -> Iterator[Page]:
    """Yield every page of an edition."""
    yield Page(
        OVERVIEW,
        edition.labels["overview.title"],
        ("navigation", "toc"),
        renderer,
        partial(overview_view, edition),
    )
    for agreement in edition.catalog.agreements:
        yield Page(
            agreement_uri(agreement.id),
            agreement.title,
            ("navigation",),
            renderer,
            partial(agreement_view, agreement, edition),
            origin=edition.catalog.paths[agreement.id],
            agreement_id=agreement.id,
        )
    yield Page(
        GLOSSARY,
        edition.labels["glossary.title"],
        ("navigation",),
        renderer,
        partial(glossary_view, edition),
        origin=edition.catalog.shared_paths.get("glossary", ""),
    )
    yield Page(
        COMPARISON,
        edition.labels["comparison.title"],
        ("navigation", "toc"),
        renderer,
        partial(comparison_view, edition),
        is_searched=False,
    )
