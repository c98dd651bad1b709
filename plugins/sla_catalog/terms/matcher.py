"""Find the terms of a vocabulary in a text: the longest at each place, over whole words."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.frozen import dataclass
from sla_catalog.terms.vocabulary import TermForm, Vocabulary
from sla_catalog.terms.words import Word, fold_gap, normalise, words


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a term stands: `text[start:end]`, and the form in which it is known."""

    start: int
    end: int
    term_id: str
    form: str


def matches(text: str, vocabulary: Vocabulary) -> tuple[Match, ...]:
    """Return where terms stand in a plain text, in order and without overlaps.

    The text is what readers see, without markup. Of overlapping terms the first wins, of those
    that start together the longest.
    """
    return tuple(_matches(text, vocabulary))


def _matches(text: str, vocabulary: Vocabulary) -> Iterator[Match]:
    forms, found = vocabulary.forms, words(text)
    end = 0
    for place, word in enumerate(found):
        if word.folded in forms and word.start >= end:
            match = _longest(text, found, place, vocabulary)
            if match:
                end = match.end
                yield match


def _longest(text: str, found: list[Word], place: int, vocabulary: Vocabulary) -> Match | None:
    start = found[place].start
    longest: Match | None = None
    for end, forms in _walk(text, found, place, vocabulary):
        form = _choose(forms, text, start, end)
        if form:
            longest = Match(start, end + len(form.tail), form.term_id, form.spelling)
    return longest


def _walk(
    text: str, found: list[Word], place: int, vocabulary: Vocabulary
) -> Iterator[tuple[int, tuple[TermForm, ...]]]:
    """Yield where a form of these words may end, and which; the nearest end first."""
    path = found[place].folded
    while (forms := vocabulary.forms.get(path)) is not None:
        if forms:
            yield found[place].end, forms
        place += 1
        if place == len(found):
            return
        path += fold_gap(text[found[place - 1].end : found[place].start]) + found[place].folded


def _choose(forms: tuple[TermForm, ...], text: str, start: int, end: int) -> TermForm | None:
    """Return the form that is spelled as the text, else the first that admits its spelling."""
    admitted: TermForm | None = None
    for form in forms:
        written = normalise(text[start : end + len(form.tail)])
        if written == form.spelling:
            return form
        if not admitted and written.endswith(form.tail) and form.admits(written):
            admitted = form
    return admitted
