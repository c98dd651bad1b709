"""Defined terms: what two glossaries, or two terms of one, say of the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sla_catalog.findings import Finding, Related, Severity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location, records_in
from sla_catalog.model.fields import prose_of
from sla_catalog.model.glossary import Definition, Term
from sla_catalog.model.quantities import quoted
from sla_catalog.terms.conflicts import circular_definitions, rival_forms, unused_terms
from sla_catalog.terms.matcher import matches
from sla_catalog.terms.usage import terms_in_definition
from sla_catalog.terms.vocabulary import Vocabulary
from sla_catalog.terms.words import fold, normalise


def conflicting_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find local definitions that differ from the shared one without saying so, or repeat it."""
    vocabulary = Vocabulary.of(catalog.terms)
    for agreement in catalog.agreements:
        for place, definition in enumerate(agreement.definitions or ()):
            shared = _shared(catalog, vocabulary, definition)
            if shared and isinstance(definition.definition, str):
                here = ("definitions", place, "definition")
                yield from _against_shared(catalog, agreement, here, definition, shared)


def _shared(catalog: Catalog, vocabulary: Vocabulary, local: Definition) -> Term | None:
    """Return the shared term that has the id of a local one, or any form called like it."""
    named = catalog.term_by_id.get(local.slug)
    forms = vocabulary.alike(local.term)
    return named or (vocabulary.terms[forms[0].term_id] if forms else None)


def _against_shared(
    catalog: Catalog, agreement: Agreement, location: Location, local: Definition, shared: Term
) -> Iterator[Finding]:
    span = catalog.span(agreement, location)
    related = (Related(catalog.term_span(shared), f"{quoted(shared.term)} is defined here"),)
    if str(local.definition).split() == str(shared.definition).split():
        yield Finding(
            "repeated-definition",
            span,
            f"{quoted(local.term)} is defined as in the shared glossary",
            "expected the shared definition alone",
            "leave this definition out",
            Severity.WARNING,
            related,
        )
    elif not local.overrides:
        yield Finding(
            "conflicting-definition",
            span,
            f"{quoted(local.term)} means something else than in the shared glossary",
            "expected the shared meaning, or the word that it is replaced on purpose",
            "overrides: true",
            related=related,
        )


def rival_term(catalog: Catalog) -> Iterator[Finding]:
    """Find words that two terms of the shared glossary claim."""
    claims: dict[tuple[str, ...], list[str]] = {}
    for rival in rival_forms(Vocabulary.of(catalog.terms)):
        claims.setdefault(rival.term_ids, []).append(rival.form)
    for ids, forms in claims.items():
        in_file = sorted(ids, key=catalog.shared_ids["terms"].index)
        first, *others = (catalog.term_by_id[one] for one in in_file)
        for other in others:
            yield Finding(
                "rival-term",
                catalog.term_span(other),
                f"{' and '.join(map(quoted, forms))} can mean {quoted(first.id)} and "
                f"{quoted(other.id)}",
                "expected each name, alias and plural to belong to one term",
                "another word, or one entry for both",
                related=(Related(catalog.term_span(first), "claimed first here"),),
            )


def circular_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find terms that are explained by each other, so that none is explained."""
    vocabulary, terms = Vocabulary.of(catalog.terms), catalog.term_by_id
    ids = [term.id for term in catalog.terms]
    for circle in circular_definitions(ids, vocabulary, lambda one: _definition(terms[one])):
        first, *others = (terms[one] for one in circle.term_ids)
        way = " → ".join(term.term for term in (first, *others, first))
        yield Finding(
            "circular-definition",
            catalog.term_span(first),
            f"each of these is explained by the next: {way}"
            if others
            else f"{quoted(first.term)} is explained by itself",
            "expected an explanation in other words",
            severity=Severity.INFO,
        )


def _definition(term: Term) -> str | None:
    return term.definition if isinstance(term.definition, str) else None


def unused_term(catalog: Catalog) -> Iterator[Finding]:
    """Find terms of the shared glossary that no text and no other used term needs."""
    ids = [term.id for term in catalog.terms]
    for unused in unused_terms(ids, _used(catalog)):
        term = catalog.term_by_id[unused]
        yield Finding(
            "unused-term",
            catalog.term_span(term),
            f"no text uses {quoted(term.term)}",
            "expected a term that readers meet",
            "leave it out, or write it where it is meant",
            Severity.INFO,
        )


def _used(catalog: Catalog) -> set[str]:
    """Return the terms in prose, and those in the definitions of these.

    Only texts in which the letters of a term not yet found stand are read word by word.
    """
    vocabulary = Vocabulary.of(catalog.terms)
    missing = _spellings(vocabulary)
    used: set[str] = set()
    for texts, definitions in _prose(catalog):
        folded = fold(normalise(" ".join(texts)))
        if any(_stands_in(folded, spellings) for spellings in missing.values()):
            here = vocabulary.with_local(definitions)
            found = {match.term_id for text in texts for match in matches(text, here)}
            found |= {catalog.term_by_id[one].id for one in _linked(catalog, texts)}
            used |= found
            missing = {one: forms for one, forms in missing.items() if one not in found}
    return _with_needed(used, vocabulary, catalog)


def _spellings(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Return the folded spellings of each term, and how links name it."""
    spellings: dict[str, set[str]] = {term.id: set() for term in vocabulary.terms.values()}
    for name, term in vocabulary.terms.items():
        spellings[term.id].add(f"term:{name}")
    for forms in vocabulary.forms.values():
        for form in forms:
            spellings[form.term_id].add(fold(form.spelling))
    return spellings


def _stands_in(text: str, spellings: Iterable[str]) -> bool:
    return any(
        spelling in text and re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text)
        for spelling in spellings
    )


def _prose(catalog: Catalog) -> Iterator[tuple[list[str], tuple[Definition, ...]]]:
    """Yield the prose of each agreement with its own definitions, and that of shared files."""
    for agreement in catalog.agreements:
        records = catalog.records(agreement)
        texts = [text for record, _ in records for text in prose_of(record)]
        yield texts, agreement.definitions or ()
    for shared in (*catalog.metrics, *catalog.calendars, *catalog.parties):
        yield [text for record, _ in records_in(shared) for text in prose_of(record)], ()


def _linked(catalog: Catalog, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        names = re.findall(r"\]\(term:([^)#\s]+)", text) if "](term:" in text else ()
        yield from (name for name in names if name in catalog.term_by_id)


def _with_needed(used: set[str], vocabulary: Vocabulary, catalog: Catalog) -> set[str]:
    waiting = sorted(used & set(catalog.shared_ids.get("terms", ())))
    for one in waiting:
        needed = terms_in_definition(
            one, vocabulary, lambda name: _definition(catalog.term_by_id[name])
        )
        waiting += [name for name in needed if name not in used]
        used |= set(needed)
    return used
