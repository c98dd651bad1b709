"""A vocabulary: every form in which the defined terms of a catalog may stand in text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from sla_catalog.frozen import dataclass
from sla_catalog.model.glossary import CaseMatching, Definition, Term
from sla_catalog.terms.inflection import plural
from sla_catalog.terms.words import fold_gap, normalise, shouted, words

AUTO = "auto"
NONE = "none"


@dataclass(frozen=True, slots=True)
class TermForm:
    """One spelling under which a term is found.

    `word` is the term or alias of which it is a form, `tail` the punctuation after its last word,
    as the last dot of `S.L.A.`.
    """

    term_id: str
    spelling: str
    word: str
    case: CaseMatching
    tail: str

    def admits(self, written: str) -> bool:
        """Say whether a text of the same words, normalised, may stand for the term."""
        return (
            self.case is CaseMatching.ANY
            or written == self.spelling
            or written == shouted(self.spelling)
        )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The forms of all terms of a catalog, and of one agreement if it has its own.

    `forms` maps the folded words of each form, and of each beginning of one, to the forms that
    they complete, the more telling first. `local` holds the agreement's definitions by the id
    that matches carry: that of the shared term which they override, else their own.
    """

    terms: Mapping[str, Term]
    forms: Mapping[str, tuple[TermForm, ...]]
    local: Mapping[str, Definition]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Vocabulary:
        """Return the vocabulary of a shared glossary.

        Where two terms claim one form, a term's own name comes before an alias, an alias before a
        plural, an earlier term before a later one.
        """
        terms = tuple(terms)
        former = {old: term for term in terms for old in term.formerly or ()}
        forms: dict[str, tuple[TermForm, ...]] = {}
        _enter(forms, (form for kind in _KINDS for term in terms for form in kind(term)))
        return cls(former | {term.id: term for term in terms}, forms, {})

    def with_local(self, definitions: Collection[Definition]) -> Vocabulary:
        """Return the vocabulary of one agreement.

        A definition with the id of a shared term, present or former, takes all of its forms. One
        that is called like another form of a shared term, such as an alias, takes that word with
        its plural and leaves the term its other words.
        """
        if not definitions:
            return self
        forms, local = dict(self.forms), dict(self.local)
        for definition in definitions:
            shared = self.terms.get(definition.slug)
            term_id = shared.id if shared else definition.slug
            local[term_id] = definition
            own = tuple(self._local_forms(definition, term_id, shared))
            taken = tuple(self._taken(own))
            _remove(forms, taken)
            _enter(forms, chain(own, (replace(form, term_id=term_id) for form in taken)))
        return Vocabulary(self.terms, forms, local)

    def claimed_by(self, definitions: Iterable[Definition]) -> Iterator[str]:
        """Yield the ids of the shared terms with whose id or words an agreement's own are named."""
        called: dict[str, list[str]] = {}
        for term in self.terms.values():
            for name in (term.id, *(term.formerly or ())):
                called.setdefault(name, []).append(term.id)
        for definition in definitions:
            yield from called.get(definition.slug, ())
            shared = self.terms.get(definition.slug)
            for form in self._local_forms(definition, definition.slug, shared):
                yield from (rival.term_id for rival in self.alike(form.spelling))

    def alike(self, spelling: str) -> tuple[TermForm, ...]:
        """Return the forms of the same words, whatever their case."""
        path = _path(spelling)
        return self.forms.get(path[-1], ()) if path else ()

    def _local_forms(
        self, definition: Definition, term_id: str, shared: Term | None
    ) -> Iterator[TermForm]:
        inflects = shared is None or shared.plural in (None, AUTO)
        for word in map(normalise, (definition.term, *(definition.aliases or ()))):
            rivals = self.alike(word)
            case = (shared and shared.case) or next((f.case for f in rivals), CaseMatching.DEFINED)
            form = _form(term_id, word, case)
            yield form
            if inflects and not rivals and (many := plural(word)):
                yield replace(form, spelling=many)

    def _taken(self, own: Iterable[TermForm]) -> Iterator[TermForm]:
        """Yield the shared forms of other terms whose word a local definition claims."""
        for form in own:
            for rival in self.alike(form.spelling):
                term = self.terms.get(rival.term_id)
                if term and rival.term_id != form.term_id:
                    yield from (f for kind in _KINDS for f in kind(term) if f.word == rival.word)


def _own_name(term: Term) -> Iterator[TermForm]:
    yield from _as_named(term, (term.term,))


def _aliases(term: Term) -> Iterator[TermForm]:
    yield from _as_named(term, term.aliases or ())


def _plurals(term: Term) -> Iterator[TermForm]:
    if isinstance(term.plural, tuple):
        yield from _as_named(term, term.plural)
    elif term.plural != NONE:
        for name in (*_own_name(term), *_aliases(term)):
            if many := plural(name.spelling):
                yield replace(name, spelling=many)


_KINDS = (_own_name, _aliases, _plurals)


def _as_named(term: Term, names: Iterable[str]) -> Iterator[TermForm]:
    for name in map(normalise, names):
        yield _form(term.id, name, term.case or CaseMatching.DEFINED)


def _form(term_id: str, name: str, case: CaseMatching) -> TermForm:
    last = words(name)[-1:]
    return TermForm(term_id, name, name, case, name[last[0].end :] if last else "")


@lru_cache(maxsize=4096)
def _path(spelling: str) -> tuple[str, ...]:
    """Return the beginnings of a form, word by word; the last is the whole form."""
    path: list[str] = []
    end = 0
    for word in words(spelling):
        gap = fold_gap(spelling[end : word.start]) if path else ""
        path.append(f"{path[-1] if path else ''}{gap}{word.folded}")
        end = word.end
    return tuple(path)


def _enter(forms: dict[str, tuple[TermForm, ...]], entered: Iterable[TermForm]) -> None:
    for form in entered:
        path = _path(form.spelling)
        for beginning in path:
            forms.setdefault(beginning, ())
        if path and form not in forms[path[-1]]:
            known = (*forms[path[-1]], form)
            forms[path[-1]] = tuple(sorted(known, key=lambda one: -len(one.tail)))


def _remove(forms: dict[str, tuple[TermForm, ...]], removed: Collection[TermForm]) -> None:
    for form in removed:
        end = _path(form.spelling)[-1]
        forms[end] = tuple(known for known in forms[end] if known not in removed)
