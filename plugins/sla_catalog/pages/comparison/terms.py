"""Defined terms that do not mean the same in all agreements that use them."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.blocks import DifferingTerm, Link, TermMeaning
from sla_catalog.pages.edition import COMPARISON, GLOSSARY, Edition


def differing_terms(edition: Edition, sheets: list[Sheet]) -> tuple[DifferingTerm, ...]:
    """Return the terms with more than one meaning among the agreements, by name."""
    slugs = {d.slug: d.term for s in sheets for d in s.agreement.definitions or ()}
    found = [
        DifferingTerm(
            Link(name, PageAt(GLOSSARY, f"term-{slug}"), strong=True),
            tuple(
                TermMeaning(edition.prose(text, COMPARISON), tuple(agreements))
                for text, agreements in meanings.items()
            ),
        )
        for slug, name in sorted(slugs.items(), key=lambda pair: (pair[1].lower(), pair[0]))
        if len(meanings := _meanings(edition, sheets, slug)) > 1
    ]
    return tuple(found)


def _meanings(edition: Edition, sheets: list[Sheet], slug: str) -> dict[str, list[str]]:
    """Return the texts of a term, each with the names of the agreements in which it holds."""
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        for text in _text(edition, sheet, slug):
            found.setdefault(text, []).append(sheet.agreement.reference or sheet.agreement.title)
    return found


def _text(edition: Edition, sheet: Sheet, slug: str) -> Iterator[str]:
    """Yield what a term means in an agreement: what it says itself, or what all share."""
    local = {d.slug: d.definition for d in sheet.agreement.definitions or ()}
    if slug in local:
        if isinstance(local[slug], str):
            yield str(local[slug])
        return
    shared = edition.catalog.term_by_id.get(slug)
    if shared and isinstance(shared.definition, str) and edition.uses(sheet.agreement)[slug]:
        yield shared.definition
