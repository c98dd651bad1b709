"""Defined terms on a page: which words are linked, and to which definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import field, replace

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.contents import short_texts_of
from sla_catalog.pages.prose import TermLink, forced_terms, running_text
from sla_catalog.terms.matcher import Match, matches
from sla_catalog.terms.scope import MarkingScope, first_uses
from sla_catalog.terms.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class FoundTerms:
    """Find the terms of a vocabulary in texts, each text once: pages ask for it again and again."""

    vocabulary: Vocabulary
    known: dict[str, tuple[Match, ...]] = field(default_factory=dict)

    def __call__(self, text: str) -> tuple[Match, ...]:
        """Return where terms stand in a text."""
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = matches(text, self.vocabulary)
        return found


@dataclass(frozen=True, slots=True)
class TermFinder:
    """Find the terms to be linked in the texts of a page, one after the other.

    `address` gives where a term is defined, as seen from the page. A term is linked where it is
    first used in a section; `within` begins a new one.
    """

    terms: Callable[[str], tuple[Match, ...]]
    address: Callable[[str], str]
    scope: MarkingScope = field(default_factory=MarkingScope)

    def __call__(self, text: str) -> tuple[TermLink, ...]:
        """Return the links for a text."""
        found = first_uses(self.terms(text), self.scope)
        return tuple(TermLink(m.start, m.end, self.address(m.term_id)) for m in found)

    def within(self, *left_out: str) -> TermFinder:
        """Return the finder for a new section, in which some terms are not linked."""
        scope = self.scope.inner()
        scope.seen.update(left_out)
        return replace(self, scope=scope)


def term_id(name: str, vocabulary: Vocabulary) -> str:
    """Return the id of a term that may be named by one that it had."""
    known = vocabulary.terms.get(name)
    return known.id if known else name


def count_uses(agreement: Agreement, catalog: Catalog, terms: FoundTerms) -> Counter[str]:
    """Count the terms in an agreement's prose by their id, found or linked by the author."""
    texts = [text for _, text in catalog.prose(agreement)]
    short = (t for r, _ in catalog.records(agreement) for t in short_texts_of(r))
    uses = Counter(match.term_id for text in texts for match in terms(running_text(text)))
    uses.update(match.term_id for text in short for match in terms(text))
    uses.update(term_id(name, terms.vocabulary) for text in texts for name in forced_terms(text))
    return uses
