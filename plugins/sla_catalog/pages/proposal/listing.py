"""All pages of proposals and of the past: of what may come to hold, and of what held once."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import partial

from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import OVERVIEW, PROPOSAL, RenderContext
from sla_catalog.pages.proposal.changed_page import (
    changed_agreements,
    changed_view,
    clean_view,
    view_addresses,
)
from sla_catalog.pages.proposal.earlier import (
    earlier_stylesheet,
    earlier_title,
    earlier_view,
    past_addresses,
    past_context,
)
from sla_catalog.pages.proposal.history import has_history, history_uri, history_view
from sla_catalog.pages.proposal.page import proposal_view
from sla_catalog.pages.proposal.uris import changed_uri, clean_uri
from sla_catalog.pages.proposal.versions import earlier_versions
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_page import Drawn, Page
from sla_catalog.review.history import PastText


def proposal_pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
    """Yield what a proposal changes, and further pages of each agreement; nothing without one."""
    if context.review is None:
        return
    yield Page(
        PROPOSAL,
        context.labels["proposal.title"],
        ("navigation",),
        context,
        renderer,
        partial(proposal_view, context.review),
        is_searched=False,
        is_indexed=False,
    )
    yield from _changed_pages(context, renderer)


def _changed_pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
    """Yield of each agreement that changes its changed clauses, and how it would read."""
    for agreement in changed_agreements(context):
        for uri, make_view, key in (
            (changed_uri(agreement.id), changed_view, "proposal.changed.title"),
            (clean_uri(agreement.id), clean_view, "proposal.clean.title"),
        ):
            addresses = view_addresses(agreement, uri, context, renderer.addresses)
            yield Page(
                uri,
                context.labels[key].format(title=agreement.title),
                ("navigation",),
                replace(context, href=addresses.href),
                renderer.at(addresses),
                partial(make_view, agreement),
                place=OVERVIEW,
                is_searched=False,
                is_indexed=False,
            )


def history_pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
    """Yield the history of each agreement that has one."""
    for agreement in context.catalog.agreements:
        if has_history(agreement.id, context):
            yield Page(
                history_uri(agreement.id),
                context.labels["history.title"].format(title=agreement.title),
                ("navigation",),
                context,
                renderer,
                partial(history_view, agreement),
                place=OVERVIEW,
                is_searched=False,
            )


@dataclass(frozen=True, kw_only=True)
class EarlierPage(Page):
    """The page of an earlier version, which stays the same while all that it stands on does."""

    text: PastText
    grounds: object

    def draw(self) -> Drawn:
        """Make the page's content, in a preview once."""
        known = self.text.kept.get(self.uri)
        if known and known[0] == self.grounds:
            return known[1]  # type: ignore[no-any-return]
        drawn = super().draw()
        self.text.kept[self.uri] = (self.grounds, drawn)
        return drawn


def earlier_pages(context: RenderContext, renderer: Renderer, known: Set[str]) -> Iterator[Page]:
    """Yield the pages of earlier versions, which lead to `known` pages of the site alone."""
    catalog = context.catalog
    shared = (catalog.terms, catalog.metrics, catalog.calendars, catalog.parties)
    for version in earlier_versions(context):
        addresses = past_addresses(version, context, renderer.addresses, known)
        past = past_context(version, context, addresses)
        yield EarlierPage(
            version.uri,
            earlier_title(version, context),
            ("navigation",),
            past,
            renderer.at(addresses),
            partial(earlier_view, version, context),
            place=OVERVIEW,
            is_searched=False,
            is_indexed=False,
            text=version.text,
            grounds=(version.agreement, shared, known, context.today, context.revision),
        )


def earlier_stylesheets(context: RenderContext) -> dict[str, str]:
    """Return the print stylesheets of earlier versions by their paths."""
    sheets: dict[str, str] = {}
    for version in earlier_versions(context):
        addresses = past_addresses(version, context, Addresses(), frozenset())
        past = past_context(version, context, addresses)
        sheets[version.stylesheet_uri] = earlier_stylesheet(version, context, past)
    return sheets
