"""Pages that only a proposal or a history has: changed clauses, and earlier versions."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import partial

from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import OVERVIEW, RenderContext
from sla_catalog.pages.page import Drawn, Page
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
from sla_catalog.pages.proposal.history import has_history, history_uri
from sla_catalog.pages.proposal.uris import changed_uri, clean_uri
from sla_catalog.pages.proposal.versions import earlier_versions
from sla_catalog.pages.rendering import Renderer
from sla_catalog.review.history import PastText


def changed_pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
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
    """Yield the pages of earlier versions; `known` are the pages of the site beside histories."""
    versions = [*earlier_versions(context)]
    if not versions:
        return
    catalog = context.catalog
    known = known | {
        history_uri(one.id) for one in catalog.agreements if has_history(one.id, context)
    }
    shared = (catalog.terms, catalog.metrics, catalog.calendars, catalog.parties)
    for version in versions:
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
            grounds=(version.agreement, shared, known, context.today, bool(context.revision)),
        )


def earlier_stylesheets(context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the print stylesheet of each earlier version."""
    for version in earlier_versions(context):
        addresses = past_addresses(version, context, Addresses(), frozenset())
        past = past_context(version, context, addresses)
        yield version.stylesheet_uri, earlier_stylesheet(version, context, past)
