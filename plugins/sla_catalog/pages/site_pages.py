"""All pages of a context, each by its source path; made when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.frameworks import FRAMEWORKS
from sla_catalog.model.header import Status
from sla_catalog.model.remedies import Remedies
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.broken import BrokenFile, broken_title, broken_view
from sla_catalog.pages.comparison import comparison_uris, comparison_view
from sla_catalog.pages.context import (
    BOUND,
    COMPARISON,
    COVERAGE,
    GLOSSARY,
    OVERVIEW,
    PARTIES,
    PROPOSAL,
    QUALITY,
    RenderContext,
    agreement_uri,
)
from sla_catalog.pages.frameworks import framework_uris, framework_view
from sla_catalog.pages.glossary import glossary_view
from sla_catalog.pages.long_lists import AGREEMENTS, OTHERS, LongList
from sla_catalog.pages.page import Drawn, Page
from sla_catalog.pages.page_headers import (
    BOUND_SHEET,
    bound_stylesheet,
    header_stylesheet_uri,
    stylesheet,
)
from sla_catalog.pages.parties import parties_view, party_view
from sla_catalog.pages.print_all import print_all_addresses, print_all_view
from sla_catalog.pages.printed_references import with_cross_references
from sla_catalog.pages.proposal.further_pages import (
    changed_pages,
    earlier_pages,
    earlier_stylesheets,
)
from sla_catalog.pages.proposal.history import has_history, history_uri, history_view
from sla_catalog.pages.proposal.page import proposal_view
from sla_catalog.pages.quality import quality_view
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.searching import Hints

__all__ = ["Drawn", "Move", "Page", "broken_pages", "moves", "pages", "stylesheets"]

# Lists name what has pages of its own. Terms and parties are looked for by their names, but a
# party's page is little more: one word of its name must not outweigh two of an agreement's clause.
_LIST = Hints(boost=0.1)
_TERMS = Hints(boost=3.5)
_PARTY = Hints(boost=1.7)
# Clauses and kinds of metric that people of the field look for by words of more than one language.
_WITH_SYNONYMS = (
    *("support", "term", "termination", "maintenance", "severities", "claims"),
    *("condition-liability", "condition-force-majeure", "condition-governing-law"),
)
_METRICS_WITH_SYNONYMS = frozenset({"availability", "response_time", "resolution_time"})


def pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
    """Yield every page of a context; none of a proposal is found by searching."""
    context = with_cross_references(context)
    listed = [*_pages(context, renderer)]
    yield from map(partial(_as_proposed, context), listed) if context.review else listed
    if context.review:
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
        yield from changed_pages(context, renderer)
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
    known = {page.uri for page in listed} if context.history else set()
    yield from earlier_pages(context, renderer, known)


def _as_proposed(context: RenderContext, page: Page) -> Page:
    """Return a page of the site of a proposal; what lists agreements says that it is one."""
    notice = "" if page.agreement else context.labels["proposal.site"]
    return replace(page, is_searched=False, is_indexed=False, notice=notice)


def _pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
    yield from _list_pages(context, renderer, AGREEMENTS)
    for agreement in context.catalog.agreements:
        yield _agreement_page(context, renderer, agreement)
    yield Page(
        GLOSSARY,
        context.labels["glossary.title"],
        ("navigation",),
        context,
        renderer,
        glossary_view,
        origin=context.catalog.shared_paths.get("glossary", ""),
        hints=_TERMS,
    )
    for number, uri in enumerate(comparison_uris(context), 1):
        yield Page(
            uri,
            context.labels["comparison.title"],
            ("navigation", "toc"),
            context,
            renderer,
            partial(comparison_view, number),
            place=COMPARISON if uri != COMPARISON else "",
            is_searched=False,
        )
    yield from _party_pages(context, renderer)
    for one in OTHERS:
        yield from _list_pages(context, renderer, one)
    yield from _framework_pages(context, renderer)
    if context.located is not None:
        title, hides = context.labels["quality.title"], ("navigation", "toc")
        yield Page(QUALITY, title, hides, context, renderer, quality_view, is_searched=False)
    if context.is_bound:
        yield _bound_page(context, renderer)


def _list_pages(context: RenderContext, renderer: Renderer, one: LongList) -> Iterator[Page]:
    """Yield the pages of a list; search leads to the first one only."""
    first, *others = one.paging(context).uris
    for number, uri in enumerate((first, *others), 1):
        yield Page(
            uri,
            context.labels[one.title],
            one.hides,
            context,
            renderer,
            partial(one.view, number),
            place=first if number > 1 else "",
            is_searched=number == 1,
            hints=_LIST,
        )


def _agreement_page(context: RenderContext, renderer: Renderer, agreement: Agreement) -> Page:
    return Page(
        agreement_uri(agreement.id),
        agreement.title,
        ("navigation",),
        context,
        renderer,
        partial(agreement_view, agreement),
        origin=context.catalog.paths[agreement.id],
        agreement=agreement,
        place=OVERVIEW,
        is_searched=context.review is None,
        hints=_hints(agreement, context),
    )


def _framework_pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
    for framework in FRAMEWORKS:
        for number, uri in enumerate(framework_uris(context, framework), 1):
            yield Page(
                uri,
                context.labels[f"framework.{framework.id}"],
                ("navigation", "toc"),
                context,
                renderer,
                partial(framework_view, framework, number),
                place=COVERAGE,
                is_searched=False,
            )


def _bound_page(context: RenderContext, renderer: Renderer) -> Page:
    addresses = print_all_addresses(context, renderer.addresses)

    def draw_page(agreement: Agreement) -> str:
        return _agreement_page(context, renderer, agreement).draw().html

    return Page(
        BOUND,
        context.labels["bound.title"],
        ("navigation", "toc"),
        context,
        renderer.at(addresses),
        partial(print_all_view, addresses, draw_page),
        place=OVERVIEW,
        is_searched=False,
    )


def broken_pages(
    context: RenderContext, renderer: Renderer, files: Iterable[BrokenFile]
) -> Iterator[Page]:
    """Yield the pages that stand in the place of broken files while one writes."""
    for one in files:
        yield Page(
            one.uri,
            broken_title(one, context.labels),
            ("navigation", "toc"),
            context,
            renderer,
            partial(broken_view, one),
            origin=one.path,
            place=OVERVIEW,
            is_searched=False,
            former_anchors=one.anchors,
        )


def stylesheets(context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the print stylesheets of all agreements with their paths, and that of the whole."""
    for one in context.catalog.agreements:
        yield header_stylesheet_uri(one.id), context.recall("stylesheet", one, stylesheet)
    if context.is_bound:
        yield BOUND_SHEET, bound_stylesheet(context)
    yield from earlier_stylesheets(context)


def _hints(agreement: Agreement, context: RenderContext) -> Hints:
    """Return what finds an agreement: those in force before drafts, what is over last."""

    def aliases(text: str) -> Iterator[str]:
        known = context.catalog.term_by_id
        for match in context.terms(text):
            yield from (known[match.term_id].aliases or ()) if match.term_id in known else ()

    is_over, is_active = agreement.is_over, agreement.state is Status.ACTIVE
    return Hints(
        agreement.reference or "",
        tuple(severity.id for severity in agreement.severities or ()),
        aliases,
        dict(_also_called(agreement, context)),
        dict(_synonyms(agreement, context)),
        {"support": agreement.title},
        {"GDPR": "DSGVO", "DSGVO": "GDPR"},
        boost=0.5 if is_over else 2 if is_active else 1.5,
    )


def _also_called(agreement: Agreement, context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the anchors of clauses that are looked for by other words than their titles have."""
    for metric in agreement.listed("metrics"):
        kind = context.catalog.kind_of(metric)
        if kind and "_" in kind.id:
            yield f"metric-{anchor_of(metric)}", kind.id.replace("_", " ")
    yield from ((anchor, context.labels[f"search.{anchor}"]) for anchor in ("support", "term"))
    remedies = agreement.remedies
    credits_ = remedies.credits if isinstance(remedies, Remedies) else ()
    for credit in credits_ if isinstance(credits_, tuple) else ():
        yield f"credit-{anchor_of(credit)}", context.labels["search.credit"]


def _synonyms(agreement: Agreement, context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the anchors of clauses with what the field says for them, in either language."""
    for anchor in _WITH_SYNONYMS:
        yield anchor, context.labels[f"search.{anchor}.also"]
    for metric in agreement.listed("metrics"):
        kind = context.catalog.kind_of(metric)
        if kind and kind.id in _METRICS_WITH_SYNONYMS:
            yield f"metric-{anchor_of(metric)}", context.labels[f"search.{kind.id}.also"]


def _party_pages(context: RenderContext, renderer: Renderer) -> Iterator[Page]:
    file = context.catalog.shared_paths.get("parties", "")
    yield Page(
        PARTIES,
        context.labels["parties.title"],
        ("navigation",),
        context,
        renderer,
        parties_view,
        origin=file,
        hints=_LIST,
    )
    for participant in context.directory.participants:
        yield Page(
            participant.uri,
            participant.name,
            ("navigation",),
            context,
            renderer,
            partial(party_view, participant),
            origin=file if participant.party else "",
            place=PARTIES,
            hints=_PARTY,
        )


@dataclass(frozen=True, slots=True)
class Move:
    """A whole HTML file at the former address of an agreement, that leads to where it is now.

    `uri` is the source path that its page had.
    """

    uri: str
    html: str


def moves(context: RenderContext, renderer: Renderer, site_url: str = "") -> Iterator[Move]:
    """Yield what stands at former addresses; an id in use leads nowhere else."""
    seen = {*context.catalog.by_id}
    for agreement in context.catalog.agreements:
        for former in agreement.formerly or ():
            if former not in seen:
                seen.add(former)
                uri, now = agreement_uri(former), agreement_uri(agreement.id)
                yield Move(uri, renderer.moved(agreement.title, uri, now, site_url))
