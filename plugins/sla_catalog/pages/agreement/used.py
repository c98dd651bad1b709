"""The defined terms that an agreement uses, and those that their definitions use."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.collation import name_order
from sla_catalog.model.fields import Absence
from sla_catalog.pages.addresses import OnPage, PageAt
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.context import GLOSSARY
from sla_catalog.pages.prose import running_text
from sla_catalog.pages.terms import TermFinder
from sla_catalog.pages.views.agreement import UsedTerm
from sla_catalog.terms.scope import MarkingScope
from sla_catalog.terms.usage import with_needed
from sla_catalog.terms.vocabulary import Vocabulary


def finder(page: AgreementPage) -> TermFinder:
    """Return what links terms on this page: to the clause that defines them, or the glossary."""
    found = page.context.terms_in(page.agreement)

    def address(term_id: str) -> str:
        target = page.context.term(term_id, page.uri, page.agreement)
        return page.context.href(target, page.uri) if target else ""

    return TermFinder(found, address, MarkingScope(page.context.marking))


def terms(page: AgreementPage) -> Iterator[UsedTerm]:
    """Yield the terms used, by name, each with its definition as it holds here."""
    found = page.context.terms_in(page.agreement)

    def needed_by(term_id: str) -> Iterator[str]:
        text = running_text(_definition(term_id, found.vocabulary) or "")
        return (match.term_id for match in found(text))

    used = with_needed(page.context.uses(page.agreement), needed_by)
    shown = [term for name in used if (term := _used(page, name, found.vocabulary))]
    yield from sorted(shown, key=lambda term: (name_order(term.name), term.term_id))


def _used(page: AgreementPage, term_id: str, here: Vocabulary) -> UsedTerm | None:
    local, shared = here.local.get(term_id), here.terms.get(term_id)
    text = _definition(term_id, here)
    if text is None:
        return None
    anchor = f"definition-{local.slug}" if local else ""
    return UsedTerm(
        term_id=term_id,
        name=local.term if local else (shared.term if shared else term_id),
        definition=page.prose(text),
        shared=PageAt(GLOSSARY, f"term-{shared.id}") if shared else None,
        local_clause=OnPage(anchor) if local else None,
        local_number=page.numbers.get(anchor, ""),
    )


def _definition(term_id: str, here: Vocabulary) -> str | None:
    holder = here.local.get(term_id) or here.terms.get(term_id)
    definition = holder.definition if holder else None
    if definition is None or isinstance(definition, Absence):
        return None
    return definition
