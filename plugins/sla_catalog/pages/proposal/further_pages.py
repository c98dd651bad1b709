"""Pages that only a proposal or a history has: changed clauses, and earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sla_catalog.frozen import dataclass
from sla_catalog.model.memory import PART, Answers
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
    PastAddresses,
    earlier_stylesheet,
    earlier_title,
    earlier_view,
    past_addresses,
    past_context,
)
from sla_catalog.pages.proposal.history import has_history, history_uri
from sla_catalog.pages.proposal.uris import changed_uri, clean_uri
from sla_catalog.pages.proposal.versions import EarlierVersion, earlier_versions
from sla_catalog.pages.rendering import Renderer

T = TypeVar("T")


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
    """The page of an earlier version, which stays the same while all that it stands on does.

    Its `context` is that of the site, from which `past` makes the one that it is drawn in.
    """

    version: EarlierVersion
    grounds: object
    past: Callable[[], RenderContext]

    def draw(self) -> Drawn:
        """Make the page's content, in a preview once."""
        text = self.version.text
        known = text.kept.get(self.uri)
        if known and known[0] == self.grounds:
            return known[1]  # type: ignore[no-any-return]
        drawn = _recalled("earlier", self.version, self.context, self.grounds, self._draw_past)
        text.kept[self.uri] = (self.grounds, drawn)
        return drawn

    def _draw_past(self) -> Drawn:
        return Page.draw(replace(self, context=self.past()))


def earlier_pages(context: RenderContext, renderer: Renderer, known: Set[str]) -> Iterator[Page]:
    """Yield the pages of earlier versions; `known` are the pages of the site beside histories."""
    versions = [*earlier_versions(context)]
    if not versions:
        return
    catalog = context.catalog
    known = known | {
        history_uri(one.id) for one in catalog.agreements if has_history(one.id, context)
    }
    for version in versions:
        addresses = past_addresses(version, context, renderer.addresses, known)
        yield EarlierPage(
            version.uri,
            earlier_title(version, context),
            ("navigation",),
            context,
            renderer.at(addresses),
            partial(earlier_view, version, context),
            place=OVERVIEW,
            is_searched=False,
            is_indexed=False,
            version=version,
            grounds=(*_grounds(version, context), known),
            past=partial(past_context, version, context, addresses),
        )


def _recalled(
    kind: str,
    version: EarlierVersion,
    context: RenderContext,
    grounds: object,
    make: Callable[[], T],
) -> T:
    """Return what is made of an earlier version, from the catalog's memory while `grounds` hold."""
    memory = context.catalog.memory
    if memory is None:
        return make()

    def noted(answers: Answers) -> T:
        answers["grounds", version.name] = grounds
        return make()

    name = f"{version.agreement.id}{PART}{version.name}"
    tables = {"grounds": {version.name: grounds}}
    return memory.recall(kind, name, version.agreement, tables, noted)


def _grounds(version: EarlierVersion, context: RenderContext) -> tuple[object, ...]:
    """Return what an earlier version is shown with, beside what its text says."""
    catalog = context.catalog
    shared = (catalog.terms, catalog.metrics, catalog.calendars, catalog.parties)
    days = (version.first, version.last, version.following)
    of_site = (context.today, bool(context.revision))
    return (version.agreement, version.recorded.commit, days, shared, of_site)


def earlier_stylesheets(context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the print stylesheet of each earlier version."""
    for version in earlier_versions(context):
        addresses = past_addresses(version, context, Addresses(), frozenset())

        def make(version: EarlierVersion = version, at: PastAddresses = addresses) -> str:
            return earlier_stylesheet(version, context, past_context(version, context, at))

        grounds = _grounds(version, context)
        sheet = _recalled("earlier-sheet", version, context, grounds, make)
        yield version.stylesheet_uri, sheet
