"""Defined terms that do not mean the same in all agreements that use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sla_catalog.model.collation import name_order
from sla_catalog.model.glossary import Definition
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.context import COMPARISON, GLOSSARY, RenderContext
from sla_catalog.pages.views.comparison import DifferingTerm, TermMeaning

_Defined = Mapping[str, Definition]  # by slug


def differing_terms(
    context: RenderContext, sheets: list[AgreementPage]
) -> tuple[DifferingTerm, ...]:
    """Return the terms with more than one meaning among the agreements, by name."""
    own = {id(s): {d.slug: d for d in s.agreement.definitions or ()} for s in sheets}
    slugs = {slug: d.term for defined in own.values() for slug, d in defined.items()}
    found = [
        DifferingTerm(
            Link(name, PageAt(GLOSSARY, f"term-{slug}"), strong=True),
            tuple(
                TermMeaning(context.prose(text, COMPARISON), tuple(agreements))
                for text, agreements in meanings.items()
            ),
        )
        for slug, name in sorted(slugs.items(), key=lambda pair: (name_order(pair[1]), pair[0]))
        if len(meanings := _meanings(context, sheets, own, slug)) > 1
    ]
    return tuple(found)


def _meanings(
    context: RenderContext, sheets: list[AgreementPage], own: Mapping[int, _Defined], slug: str
) -> dict[str, list[str]]:
    """Return the texts of a term, each with the names of the agreements in which it holds."""
    found: dict[str, list[str]] = {}
    for page in sheets:
        for text in _text(context, page, own[id(page)], slug):
            found.setdefault(text, []).append(page.agreement.reference or page.agreement.title)
    return found


def _text(context: RenderContext, page: AgreementPage, own: _Defined, slug: str) -> Iterator[str]:
    """Yield what a term means in an agreement: what it says itself, or what all share."""
    if slug in own:
        if isinstance(own[slug].definition, str):
            yield str(own[slug].definition)
        return
    shared = context.catalog.term_by_id.get(slug)
    if shared and isinstance(shared.definition, str) and context.uses(page.agreement)[slug]:
        yield shared.definition
