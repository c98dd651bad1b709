"""What is printed: an agreement, or the whole catalog as a book, as HTML with all it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from urllib.parse import urljoin

from sla_catalog.exports.agreements import as_yaml
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.context import BOUND, RenderContext, agreement_uri
from sla_catalog.pages.page_headers import bound_stylesheet, css_string, stylesheet
from sla_catalog.pages.print_all import print_all_addresses, print_all_view
from sla_catalog.pages.printed_references import with_cross_references
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.styles import style

_PICTURE = re.compile(r"(<svg[^>]*>)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels within a PDF."""

    name: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """A whole HTML page to print, the styles it is printed with, and what is attached.

    Relative links lead from `address`, and nowhere if that is empty.
    """

    html: str
    sheets: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    day: date
    address: str = ""


def agreement_document(
    agreement: Agreement, context: RenderContext, addresses: Addresses, site_url: str = ""
) -> PrintDocument:
    """Return an agreement as a document, with its YAML attached."""
    context = with_cross_references(context)
    renderer, uri = Renderer(addresses, context.labels), agreement_uri(agreement.id)
    view = agreement_view(agreement, context)
    contents = tuple(heading for heading in renderer.contents(view) if heading[0] == 2)
    body = renderer.render(replace(view, page_header=None, contents=contents), uri, context.cite)
    return PrintDocument(
        _with_pictures(renderer, renderer.document(body, agreement.title, context.today)),
        _sheets(context, stylesheet(agreement, context)),
        (_source(agreement),),
        context.today,
        urljoin(site_url, addresses.path(uri)) if site_url else "",
    )


def book(context: RenderContext, addresses: Addresses, site_url: str = "") -> PrintDocument:
    """Return the whole catalog as a document, with the YAML of every agreement attached."""
    context = with_cross_references(context)
    bound = print_all_addresses(context, addresses)
    renderer = Renderer(addresses, context.labels)

    def draw_page(agreement: Agreement) -> str:
        view = agreement_view(agreement, context)
        return renderer.render(view, agreement_uri(agreement.id), context.cite)

    view = replace(print_all_view(bound, draw_page, context), page_header=None)
    body = renderer.at(bound).render(view, BOUND, context.cite)
    return PrintDocument(
        _with_pictures(renderer, renderer.document(body, view.title, context.today)),
        _sheets(context, bound_stylesheet(context)),
        tuple(map(_source, context.catalog.agreements)),
        context.today,
        urljoin(site_url, addresses.path(BOUND)) if site_url else "",
    )


def _source(agreement: Agreement) -> Attachment:
    return Attachment(f"{agreement.id}.yaml", as_yaml(agreement), agreement.title)


def _with_pictures(renderer: Renderer, html: str) -> str:
    """Give each picture its drawing and its styles: WeasyPrint takes neither from the page."""
    html = renderer.signs.inlined(html)
    return _PICTURE.sub(rf"\1<style>{_asset('printing', 'drawings.css')}</style>", html)


def _sheets(context: RenderContext, head: str) -> tuple[str, ...]:
    references = "\n".join(_references(context.labels["print.on-page"]))
    return (style(), _asset("printing", "pdf.css"), references, head)


def _references(words: str) -> Iterator[str]:
    """Yield rules that say behind each link within a document on which page it arrives."""
    before, _, after = words.partition("{page}")
    page = f"{css_string(before)} target-counter(attr(href), page) {css_string(after)}"
    link = '.sla-page a[href^="#"]'
    yield f'{link}[data-sla-cite]::after {{ content: "(" attr(data-sla-cite) ", " {page} ")"; }}'
    yield f'{link}:not([data-sla-cite], [class])::after {{ content: " (" {page} ")"; }}'


def _asset(room: str, name: str) -> str:
    return (files(f"sla_catalog.{room}") / "assets" / name).read_text(encoding="utf-8")
