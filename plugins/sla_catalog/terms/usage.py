"""Which terms a text uses, and which those need in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sla_catalog.terms.matcher import matches
from sla_catalog.terms.vocabulary import Vocabulary

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
