"""What is printed: an agreement, or the whole catalog as a book, as HTML with all it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from urllib.parse import urljoin

from sla_catalog.exports.agreements import as_yaml
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.binding import bound_addresses, bound_view
from sla_catalog.pages.citing import citing
from sla_catalog.pages.edition import BOUND, Edition, agreement_uri
from sla_catalog.pages.letterhead import bound_stylesheet, css_string, stylesheet
from sla_catalog.pages.rendering import Renderer

_PICTURE = re.compile(r"(<svg[^>]*>)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels within a PDF."""

    name: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole HTML page to print, the styles it is printed with, and what is attached.

    Relative links lead from `address`, and nowhere if that is empty.
    """

    html: str
    sheets: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    day: date
    address: str = ""


def agreement_document(
    agreement: Agreement, edition: Edition, addresses: Addresses, site_url: str = ""
) -> Document:
    """Return an agreement as a document, with its YAML attached."""
    edition = citing(edition)
    renderer, uri = Renderer(addresses, edition.labels), agreement_uri(agreement.id)
    view = agreement_view(agreement, edition)
    contents = tuple(heading for heading in renderer.contents(view) if heading[0] == 2)
    body = renderer.render(replace(view, letterhead=None, contents=contents), uri, edition.cite)
    return Document(
        _with_pictures(renderer.document(body, agreement.title, edition.today)),
        _sheets(edition, stylesheet(agreement, edition)),
        (_source(agreement),),
        edition.today,
        urljoin(site_url, addresses.path(uri)) if site_url else "",
    )


def book(edition: Edition, addresses: Addresses, site_url: str = "") -> Document:
    """Return the whole catalog as a document, with the YAML of every agreement attached."""
    edition = citing(edition)
    bound = bound_addresses(edition, addresses)
    renderer = Renderer(bound, edition.labels)
    view = replace(bound_view(bound, edition), letterhead=None)
    body = renderer.render(view, BOUND, edition.cite)
    return Document(
        _with_pictures(renderer.document(body, view.title, edition.today)),
        _sheets(edition, bound_stylesheet(edition)),
        tuple(map(_source, edition.catalog.agreements)),
        edition.today,
        urljoin(site_url, addresses.path(BOUND)) if site_url else "",
    )


def _source(agreement: Agreement) -> Attachment:
    return Attachment(f"{agreement.id}.yaml", as_yaml(agreement), agreement.title)


def _with_pictures(html: str) -> str:
    """Give each picture its styles, since WeasyPrint draws it without those of the page."""
    return _PICTURE.sub(rf"\1<style>{_asset('printing', 'drawings.css')}</style>", html)


def _sheets(edition: Edition, head: str) -> tuple[str, ...]:
    references = "\n".join(_references(edition.labels["print.on-page"]))
    return (_asset("pages", "sla.css"), _asset("printing", "pdf.css"), references, head)


def _references(words: str) -> Iterator[str]:
    """Yield rules that say behind each link within a document on which page it arrives."""
    before, _, after = words.partition("{page}")
    page = f"{css_string(before)} target-counter(attr(href), page) {css_string(after)}"
    link = '.sla-page a[href^="#"]'
    yield f'{link}[data-sla-cite]::after {{ content: "(" attr(data-sla-cite) ", " {page} ")"; }}'
    yield f'{link}:not([data-sla-cite], [class])::after {{ content: " (" {page} ")"; }}'


def _asset(room: str, name: str) -> str:
    return (files(f"sla_catalog.{room}") / "assets" / name).read_text(encoding="utf-8")
