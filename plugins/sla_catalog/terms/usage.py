"""Which terms a text or a catalog uses, and which those need in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from dataclasses import field
from functools import partial

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, records_in
from sla_catalog.model.contents import prose_of, short_texts_of
from sla_catalog.model.fields import Record
from sla_catalog.model.glossary import CaseMatching, Term
from sla_catalog.terms.matcher import matches
from sla_catalog.terms.vocabulary import Vocabulary
from sla_catalog.terms.words import fold, normalise

DefinitionOf = Callable[[str], str | None]


def with_needed(used: Iterable[str], needed_by: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Return the ids of terms used, then of those that their definitions use, and so on.

    `needed_by` gives the terms that a term's own definition uses.
    """
    found = dict.fromkeys(used)
    waiting = list(found)
    for term_id in waiting:
        for needed in needed_by(term_id):
            if needed not in found:
                found[needed] = None
                waiting.append(needed)
    return tuple(found)


def terms_in_definition(
    term_id: str, vocabulary: Vocabulary, definition_of: DefinitionOf
) -> tuple[str, ...]:
    """Return the ids of the terms that a term's own definition uses, in order of first use."""
    found = matches(definition_of(term_id) or "", vocabulary)
    return tuple(dict.fromkeys(match.term_id for match in found))


def terms_used(
    catalog: Catalog,
    beside: Iterable[str] = (),
    *,
    in_any_letters: bool = False,
    wanted: Collection[str] | None = None,
    prose: KeptProse | None = None,
) -> set[str]:
    """Return the ids of the terms in texts and `beside` them, and of those that they need in turn.

    Texts are prose, titles, names and other short texts.

    Only texts in which the letters of a term not yet found stand are read word by word. With
    `in_any_letters` capitals do not count. Where only some are `wanted`, texts without them are not
    read at all. What agreements say is kept in `prose` for another call, which wants terms that
    this one has not found.
    """
    prose = KeptProse() if prose is None else prose
    vocabulary = shared_vocabulary(catalog)
    if in_any_letters:
        anyhow = {"case": CaseMatching.ANY}
        vocabulary = Vocabulary.of(term.model_copy(update=anyhow) for term in catalog.terms)
    topic = "terms in any letters" if in_any_letters else "terms"
    spellings = _spellings(vocabulary)
    sought = [one for one in spellings if wanted is None or one in wanted]
    missing = [(form, one) for one in sought for form in _shortest(spellings[one])]
    used = set(beside)
    for name, folded, find in _prose(catalog, vocabulary, topic, prose.texts):
        known, has_links = prose.near.get(name), _LINK in folded
        asked = missing if known is None else [pair for pair in missing if pair[1] in known]
        near = {one for form, one in asked if has_links or form in folded}
        if name:
            prose.near[name] = near
        there = [form for one in near for form in spellings[one] if form in folded]
        if there and _stands_in(folded, there):
            found = find(there)
            used |= found
            missing = [pair for pair in missing if pair[1] not in found]
    return used | set(with_needed(sorted(used), lambda one: _needed(one, vocabulary, catalog)))


def terms_of(agreement: Agreement, catalog: Catalog) -> Set[str]:
    """Return the ids of the terms, its own and shared ones, that the texts of an agreement use."""
    return catalog.recall("terms", agreement, partial(_terms_of_one, shared_vocabulary(catalog)))


def shared_vocabulary(catalog: Catalog) -> Vocabulary:
    """Return the vocabulary of the shared glossary."""
    return catalog.once_for_all("vocabulary", lambda one: Vocabulary.of(one.terms))


def _spellings(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Return the folded spellings of each term, and how links name it."""
    spellings: dict[str, set[str]] = {term.id: set() for term in vocabulary.terms.values()}
    for name, term in vocabulary.terms.items():
        spellings[term.id].add(f"{_LINK}{name}")
    for forms in vocabulary.forms.values():
        for form in forms:
            spellings[form.term_id].add(fold(form.spelling))
    return spellings


_LINK = "term:"


def _shortest(spellings: Iterable[str]) -> list[str]:
    """Return the spellings without which none stands in a text that has no links."""
    found: list[str] = []
    for one in sorted(spellings, key=len):
        if not one.startswith(_LINK) and not any(shorter in one for shorter in found):
            found.append(one)
    return found or [_LINK]


def _stands_in(text: str, spellings: Iterable[str]) -> bool:
    return any(
        spelling in text and re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text)
        for spelling in spellings
    )


@dataclass(frozen=True, slots=True)
class FoldedTexts:
    """The texts of an agreement, each as it is written and folded, and all folded ones together."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    together: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> FoldedTexts:
        """Fold texts; what stands in several of them is looked at once."""
        written = tuple(dict.fromkeys(texts))
        folded = tuple(map(_folded, written))
        return cls(written, folded, "\n".join(folded))

    def spelling_one(self, spelled: Iterable[str]) -> list[str]:
        """Return the texts in which one of some folded spellings stands."""
        pairs = zip(self.written, self.folded, strict=True)
        return [text for text, folded in pairs if any(form in folded for form in spelled)]


@dataclass(frozen=True, slots=True)
class KeptProse:
    """What agreements say, by their ids, and the terms whose letters may stand in it."""

    texts: dict[str, FoldedTexts] = field(default_factory=dict)
    near: dict[str, Collection[str]] = field(default_factory=dict)


def _prose(
    catalog: Catalog, vocabulary: Vocabulary, topic: str, known: dict[str, FoldedTexts]
) -> Iterator[tuple[str, str, Callable[[list[str]], Set[str]]]]:
    """Yield the id and the folded prose of each agreement, and prose of shared files without one.

    With each stands what it uses, which is asked with the spellings that are looked for. A memory
    keeps all that an agreement uses; without one only the texts are read in which one of them
    stands.
    """

    def remembered(agreement: Agreement, _spelled: list[str]) -> Set[str]:
        return catalog.recall(topic, agreement, partial(_terms_of_one, vocabulary))

    def read(agreement: Agreement, spelled: list[str]) -> Set[str]:
        here = vocabulary.with_local(agreement.definitions or ())
        return _terms_in(known[agreement.id].spelling_one(spelled), here, catalog)

    find = read if catalog.memory is None else remembered
    for agreement in catalog.agreements:
        texts = known.get(agreement.id)
        if texts is None:
            texts = known[agreement.id] = catalog.recall("prose", agreement, _prose_of_one)
        yield agreement.id, texts.together, partial(find, agreement)
    for shared in (*catalog.metrics, *catalog.calendars, *catalog.parties):
        words = _prose_within(shared)
        yield "", _folded(" ".join(words)), partial(_terms_of_shared, words, vocabulary, catalog)


def _terms_of_shared(
    texts: Collection[str], vocabulary: Vocabulary, catalog: Catalog, _spelled: list[str]
) -> Set[str]:
    return _terms_in(texts, vocabulary, catalog)


def _prose_of_one(agreement: Agreement, catalog: Catalog) -> FoldedTexts:
    return FoldedTexts.of(_texts(agreement, catalog))


def _terms_of_one(vocabulary: Vocabulary, agreement: Agreement, catalog: Catalog) -> Set[str]:
    here = vocabulary.with_local(agreement.definitions or ())
    return _terms_in(_texts(agreement, catalog), here, catalog)


def _texts(agreement: Agreement, catalog: Catalog) -> list[str]:
    short = (text for record, _ in catalog.records(agreement) for text in short_texts_of(record))
    return [*(text for _, text in catalog.prose(agreement)), *short]


def _terms_in(texts: Collection[str], here: Vocabulary, catalog: Catalog) -> Set[str]:
    found = {match.term_id for text in texts for match in matches(text, here)}
    return found | _linked(catalog, texts)


def _folded(text: str) -> str:
    return fold(normalise(text))


def _prose_within(record: Record) -> list[str]:
    return [text for inner, _ in records_in(record) for text in _words_of(inner)]


def _words_of(record: Record) -> Iterator[str]:
    """Yield what of a record defined terms stand in: prose, and short texts such as names."""
    yield from prose_of(record)
    yield from short_texts_of(record)


def _linked(catalog: Catalog, texts: Iterable[str]) -> set[str]:
    names = {
        name
        for text in texts
        if "](term:" in text
        for name in re.findall(r"\]\(term:([^)#\s]+)", text)
    }
    return {catalog.term_by_id[name].id for name in names if name in catalog.term_by_id}


def _needed(term_id: str, vocabulary: Vocabulary, catalog: Catalog) -> Iterator[str]:
    """Yield the terms that a shared term's definition uses, and those that it leads to."""
    term = catalog.term_by_id.get(term_id)
    if term is not None:
        yield from terms_in_definition(term.id, vocabulary, lambda _: _definition(term))
        yield from sorted(_linked(catalog, _prose_within(term)))


def _definition(term: Term) -> str | None:
    return term.definition if isinstance(term.definition, str) else None
