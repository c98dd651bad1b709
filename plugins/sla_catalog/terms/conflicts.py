"""What is wrong with a set of terms as a whole: rival forms, circles, terms nobody uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sla_catalog.frozen import dataclass
from sla_catalog.model.glossary import CaseMatching
from sla_catalog.terms.usage import DefinitionOf, terms_in_definition
from sla_catalog.terms.vocabulary import TermForm, Vocabulary

Needs = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class RivalForms:
    """A form that several terms claim; text in this form is taken for the first of them."""

    form: str
    term_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """Terms of which each needs the next to be understood, and the last the first."""

    term_ids: tuple[str, ...]


def rival_forms(vocabulary: Vocabulary) -> tuple[RivalForms, ...]:
    """Return the forms that more than one term claims, in alphabetical order."""
    rivals: dict[str, dict[str, None]] = {}
    for forms in vocabulary.forms.values():
        for one, other in combinations(forms, 2):
            if one.term_id != other.term_id and _claim_the_same(one, other):
                claims = rivals.setdefault(one.spelling, {})
                claims |= dict.fromkeys((one.term_id, other.term_id))
    return tuple(RivalForms(form, tuple(rivals[form])) for form in sorted(rivals))


def _claim_the_same(one: TermForm, other: TermForm) -> bool:
    """Say whether neither form is the better reading of some text."""
    if one.spelling == other.spelling:
        return True
    return one.case is other.case is CaseMatching.ANY and one.tail == other.tail


def circular_definitions(
    term_ids: Iterable[str], vocabulary: Vocabulary, definition_of: DefinitionOf
) -> tuple[Circle, ...]:
    """Return one shortest circle for each group of terms that define each other.

    A circle starts at the group's first term, in the order given. A definition that uses its own
    term is a circle of one.
    """
    needs = {one: terms_in_definition(one, vocabulary, definition_of) for one in term_ids}
    groups = _groups(needs)
    return tuple(Circle(circle) for group in groups for circle in _shortest(group, needs))


def unused_terms(term_ids: Iterable[str], used: Collection[str]) -> tuple[str, ...]:
    """Return the terms that are used nowhere, in the order given."""
    known = frozenset(used)
    return tuple(term_id for term_id in term_ids if term_id not in known)


def _shortest(group: Sequence[str], needs: Needs) -> Iterator[tuple[str, ...]]:
    """Yield the shortest way from the group's first term back to itself, if there is one."""
    first, within = group[0], frozenset(group)
    cause: dict[str, str] = {}
    waiting = [first]
    for one in waiting:
        for needed in needs[one]:
            if needed == first:
                yield (first, *_way(one, first, cause))
                return
            if needed in within and needed not in cause:
                cause[needed] = one
                waiting.append(needed)


def _way(last: str, first: str, cause: Mapping[str, str]) -> tuple[str, ...]:
    """Return the terms between the first and the last, and the last."""
    way: list[str] = []
    while last != first:
        way.append(last)
        last = cause[last]
    return tuple(reversed(way))


def _groups(needs: Needs) -> list[list[str]]:
    """Return the terms in groups in which each leads to each other, both in the order given.

    Kosaraju's algorithm: what is reached against the arrows, last finished first, is a group.
    """
    needed_by: dict[str, list[str]] = {one: [] for one in needs}
    for one, others in needs.items():
        for other in others:
            if other in needed_by:
                needed_by[other].append(one)
    rank = {one: place for place, one in enumerate(needs)}
    finished = list(_finished(needs, needs, set()))
    seen: set[str] = set()
    groups = [
        sorted(_finished([one], needed_by, seen), key=rank.__getitem__)
        for one in reversed(finished)
        if one not in seen
    ]
    return sorted(groups, key=lambda group: rank[group[0]])


def _finished(starts: Iterable[str], arrows: Needs, seen: set[str]) -> Iterator[str]:
    """Yield what can be reached and was not seen, each after all that it leads to."""
    for start in starts:
        stack = [start] if start in arrows and start not in seen else []
        trail = [iter(arrows[one]) for one in stack]
        seen.update(stack)
        while stack:
            following = next((o for o in trail[-1] if o in arrows and o not in seen), None)
            if following is None:
                trail.pop()
                yield stack.pop()
            else:
                seen.add(following)
                stack.append(following)
                trail.append(iter(arrows[following]))
