"""Which terms a text uses, and which those need in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sla_catalog.terms.matcher import matches
from sla_catalog.terms.vocabulary import Vocabulary

DefinitionOf = Callable[[str], str | None]


def terms_used(
    texts: Iterable[str], vocabulary: Vocabulary, definition_of: DefinitionOf
) -> tuple[str, ...]:
    """Return the ids of the terms that texts use, and that the definitions of those use.

    In the order of first use: those of the texts, then those of their definitions, and so on.
    `definition_of` gives the plain text of a term's definition, None where it has none.
    """
    used = dict.fromkeys(match.term_id for text in texts for match in matches(text, vocabulary))
    waiting = list(used)
    for term_id in waiting:
        for needed in terms_in_definition(term_id, vocabulary, definition_of):
            if needed not in used:
                used[needed] = None
                waiting.append(needed)
    return tuple(used)


def terms_in_definition(
    term_id: str, vocabulary: Vocabulary, definition_of: DefinitionOf
) -> tuple[str, ...]:
    """Return the ids of the terms that a term's own definition uses, in order of first use."""
    found = matches(definition_of(term_id) or "", vocabulary)
    return tuple(dict.fromkeys(match.term_id for match in found))
