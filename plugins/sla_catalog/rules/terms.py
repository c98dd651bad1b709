"""Defined terms: what two glossaries, or two terms of one, say of the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sla_catalog.findings import Finding, FindingSeverity, Related, Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.glossary import Definition, Term
from sla_catalog.model.quantities import quoted
from sla_catalog.patterns import Pattern
from sla_catalog.terms.conflicts import circular_definitions, rival_forms, unused_terms
from sla_catalog.terms.usage import KeptProse, shared_vocabulary, terms_used
from sla_catalog.terms.vocabulary import Vocabulary


def conflicting_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find local definitions that differ from the shared one without saying so, or repeat it."""
    vocabulary = shared_vocabulary(catalog)
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
            FindingSeverity.WARNING,
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
    for ids, forms in _claims(shared_vocabulary(catalog)).items():
        in_file = sorted(ids, key=catalog.shared_ids["terms"].index)
        first, *others = (catalog.term_by_id[one] for one in in_file)
        for other in others:
            spans = catalog.term_span(first), catalog.term_span(other)
            yield _rival(forms, (first.id, other.id), spans, FindingSeverity.ERROR)


def _claims(vocabulary: Vocabulary) -> dict[tuple[str, ...], list[str]]:
    """Return the forms that the same terms claim, by the ids of these."""
    claims: dict[tuple[str, ...], list[str]] = {}
    for rival in rival_forms(vocabulary):
        claims.setdefault(rival.term_ids, []).append(rival.form)
    return claims


def _rival(
    forms: Sequence[str], names: tuple[str, str], spans: tuple[Span, Span], weight: FindingSeverity
) -> Finding:
    """Say that the second of two terms claims forms of the first one."""
    return Finding(
        "rival-term",
        spans[1],
        f"{' and '.join(map(quoted, forms))} can mean {quoted(names[0])} and {quoted(names[1])}",
        "expected each name, alias and plural to belong to one term",
        "another word, or one entry for both",
        weight,
        (Related(spans[0], "claimed first here"),),
    )


def circular_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find terms that are explained by each other, so that none is explained."""
    vocabulary, terms = shared_vocabulary(catalog), catalog.term_by_id
    ids = [term.id for term in catalog.terms]
    for circle in circular_definitions(ids, vocabulary, lambda one: _explanation(terms[one])):
        circular = [terms[one] for one in circle.term_ids]
        yield _circle(catalog.term_span(circular[0]), [term.term for term in circular])


def _circle(span: Span, names: Sequence[str]) -> Finding:
    way = " → ".join((*names, names[0]))
    return Finding(
        "circular-definition",
        span,
        f"each of these is explained by the next: {way}"
        if len(names) > 1
        else f"{quoted(names[0])} is explained by itself",
        "expected an explanation in other words",
        severity=FindingSeverity.INFO,
    )


def local_terms(catalog: Catalog) -> Iterator[Finding]:
    """Find words that two terms of one agreement claim, and such that explain each other there."""
    for agreement in catalog.agreements:
        defined = agreement.definitions or ()
        vocabulary = Vocabulary.of(()).with_local(defined)
        places: dict[str, int] = {}
        for place, one in enumerate(defined):
            places.setdefault(one.slug, place)
        for ids, forms in _claims(vocabulary).items():
            first, *others = sorted(places[one] for one in ids)
            for other in others:
                names = defined[first].term, defined[other].term
                spans = (
                    catalog.span(agreement, ("definitions", first, "term")),
                    catalog.span(agreement, ("definitions", other, "term")),
                )
                yield _rival(forms, names, spans, FindingSeverity.WARNING)
        meant = {slug: _first_sentence(defined[place].definition) for slug, place in places.items()}
        for circle in circular_definitions(places, vocabulary, meant.__getitem__):
            at = [places[one] for one in circle.term_ids]
            yield _circle(
                catalog.span(agreement, ("definitions", at[0], "term")),
                [defined[place].term for place in at],
            )


_FIRST_SENTENCE = Pattern(r".*?(?=[.;](?:\s|$)|$)", re.DOTALL)


def _explanation(term: Term) -> str | None:
    """Return the sentence that explains a term; those after it may well use the word."""
    return _first_sentence(term.definition)


def _first_sentence(definition: object) -> str | None:
    found = _FIRST_SENTENCE.match(definition if isinstance(definition, str) else "")
    return found[0] if found else None


def unused_term(catalog: Catalog) -> Iterator[Finding]:
    """Find terms of the shared glossary that no text and no other used term needs.

    One that stands in texts with other capitals than in the glossary is probably meant there.
    """
    prose = KeptProse()
    used = terms_used(catalog, prose=prose)
    unused = unused_terms([term.id for term in catalog.terms], used)
    elsewhere: set[str] = set()
    if unused:
        elsewhere = terms_used(catalog, in_any_letters=True, wanted=unused, prose=prose)
    for term in (catalog.term_by_id[one] for one in unused):
        is_written = term.id in elsewhere
        yield Finding(
            "unused-term",
            catalog.term_span(term),
            f"no text uses {quoted(term.term)}"
            + (", and one has it with other capitals" if is_written else ""),
            "expected a term that readers meet",
            f"case: any, if those mean it; or write {term.term} where it is meant"
            if is_written
            else "leave it out, or write it where it is meant",
            FindingSeverity.INFO,
        )
