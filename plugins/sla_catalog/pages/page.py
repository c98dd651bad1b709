"""A page of the site: where it is, who finds it, and what it looks like once it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import escape

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.context import OPEN_REVISION, PROPOSAL, RenderContext, agreement_uri
from sla_catalog.pages.followed import followed
from sla_catalog.pages.proposal.changed_page import with_counts
from sla_catalog.pages.rendering import Heading, Renderer, View, inert
from sla_catalog.pages.searching import NO_HINTS, Hints, searched
from sla_catalog.pages.views.agreement import AgreementView


@dataclass(frozen=True)
class Page:
    """One page of the site.

    `uri` is its source path, `origin` the file of the catalog that it shows, if it is one file.
    `hides` names what the page goes without: navigation, toc. `place` is the page that navigation
    marks while one reads this one. `former_anchors` are known though the page lacks them now. A
    page that is not `is_indexed` is not in force: search engines are asked to leave it out. A
    `notice` above the content says that it shows a proposal.
    """

    uri: str
    title: str
    hides: tuple[str, ...]
    context: RenderContext
    renderer: Renderer
    make_view: Callable[[RenderContext], View]
    origin: str = ""
    agreement: Agreement | None = None
    place: str = ""
    is_searched: bool = True
    hints: Hints = NO_HINTS
    former_anchors: frozenset[str] = frozenset()
    is_indexed: bool = True
    notice: str = ""

    def draw(self) -> Drawn:
        """Make the page's content, its headings and what search finds on it.

        That of an agreement is made once, as long as all that it shows stays the same.
        """
        if self.agreement:
            return self._kept(self._recalled)
        view = self.make_view(self.context)
        return self.context.reuse(f"page {self.uri}", view, lambda seen: self._draw(view, seen))

    def draw_from(self, ready: Drawn) -> Drawn:
        """Return the page as another process has drawn it, kept where it is needed again."""
        return self._kept(lambda: ready) if self.agreement else ready

    def _kept(self, make: Callable[[], Drawn]) -> Drawn:
        """Keep the page of an agreement for that of all agreements, where there is one."""
        if self.agreement and self.context.is_bound:
            return self.context.shared("page", self.agreement, make)
        return make()

    def _recalled(self) -> Drawn:
        if self.agreement is None:
            raise TypeError(f"{self.uri} is no page of an agreement")
        drawn = self.context.recall("page", self.agreement, self._draw_agreement)
        if not self.context.revision:
            return drawn
        revision = inert(escape(self.context.revision))

        def with_revision() -> Drawn:
            return replace(drawn, html=drawn.html.replace(OPEN_REVISION, revision))

        return followed("page with revision", self.agreement, drawn, self.context, with_revision)

    @property
    def is_of_agreement(self) -> bool:
        """Tell whether it is the page of an agreement as it is now, which has its id."""
        return self.agreement is not None and self.uri == agreement_uri(self.agreement.id)

    @property
    def is_known(self) -> bool:
        """Tell whether nobody need draw the page, since a memory has it."""
        return self.agreement is not None and self.context.knows("page", self.agreement)

    def _draw_agreement(self, agreement: Agreement, seen: RenderContext) -> Drawn:
        seen = seen.with_open_revision
        drawn = self._draw(self.make_view(seen), seen)
        if seen.structured_data is None:
            return drawn
        data = self.renderer.data_block(seen.structured_data(agreement, seen.catalog))
        return replace(drawn, html=f"{drawn.html}\n{data}")  # a line of its own, also in Markdown

    def _draw(self, view: View, context: RenderContext) -> Drawn:
        search_html = searched(view, self.title, self.hints) if self.is_searched else None
        html = self.renderer.render(view, self.uri, context.cite)
        if self.notice:
            link = Link(context.labels["proposal.all"], PageAt(PROPOSAL))
            html = self.renderer.notice(self.notice, (link,), self.uri) + html
        headings = self.renderer.contents(view)
        if isinstance(view, AgreementView) and context.review:
            headings = with_counts(headings, view, context.labels)
        return Drawn(html, headings, search_html, self.former_anchors)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page that is made: its HTML, its headings below the title, and lean HTML for search."""

    html: str
    headings: tuple[Heading, ...]
    search_html: str | None
    former_anchors: frozenset[str] = frozenset()

    @property
    def anchors(self) -> set[str]:
        """Return every id on the page, for whoever checks links to it."""
        _, *behind = self.html.split(' id="')
        return {*(text.partition('"')[0] for text in behind), *self.former_anchors} - {""}
