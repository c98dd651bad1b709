"""Links in prose: a page goes only where authors may lead its readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.model.addresses import safe_address
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.contents import placed_prose_of
from sla_catalog.model.quantities import quoted
from sla_catalog.patterns import Pattern

_CODE = Pattern(r"(`+).*?\1", re.DOTALL)
_LINK = Pattern(
    r"(?<!\\)\]\(\s*<?(?P<written>[^)\s>]*)|<(?P<bare>(?:https?|ftp)://[^<>]*)>", re.IGNORECASE
)
_WITHIN = Pattern(r"(?:agreement:|term:|#).|[^:#]+\.md(?:#.*)?$")


def refused_link(catalog: Catalog) -> Iterator[Finding]:
    """Find links in prose that no page shows as links: http, scripts, addresses with user names."""
    for agreement in catalog.agreements:
        yield from catalog.recall("refused-link", agreement, _in_agreement)
    yield from _refused_in(_glossary_prose(catalog))


def _in_agreement(agreement: Agreement, catalog: Catalog) -> tuple[Finding, ...]:
    return tuple(_refused_in(_prose(agreement, catalog)))


def _refused_in(texts: Iterable[tuple[Span, str]]) -> Iterator[Finding]:
    for span, text in texts:
        for match in _LINK.finditer(_CODE.sub(" ", text)):
            address = match["bare"] or match["written"] or ""
            if not _WITHIN.match(address) and safe_address(address) is None:
                yield _refused(span, address)


def _prose(agreement: Agreement, catalog: Catalog) -> Iterator[tuple[Span, str]]:
    """Yield every text in Markdown that may hold a link, with its place."""
    for location, text in catalog.prose(agreement):
        if "](" in text or "://" in text:
            yield catalog.span(agreement, location), text


def _glossary_prose(catalog: Catalog) -> Iterator[tuple[Span, str]]:
    for number, term_id in enumerate(catalog.shared_ids.get("terms", ())):
        for place, text in placed_prose_of(catalog.term_by_id[term_id]):
            if "](" in text or "://" in text:
                location = ("terms", number, *place)
                yield catalog.place(catalog.shared_paths["glossary"], location), text


def _refused(span: Span, address: str) -> Finding:
    secure = re.sub(r"^http://", "https://", address, flags=re.IGNORECASE)
    is_plain = secure != address and safe_address(secure) is not None
    return Finding(
        "refused-link",
        span,
        f"the link to {quoted(address)} is not shown as a link",
        "expected https://, mailto:, agreement:ID, term:ID, #place or a page below docs/",
        secure if is_plain else "",
        FindingSeverity.WARNING,
    )
