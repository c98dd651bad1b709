import pytest

from sla_catalog.terms.matcher import matches
from sla_catalog.terms.scope import Marking, MarkingScope, first_uses

from .golden import mark, vocabulary_of

VOCABULARY = vocabulary_of([{"id": "a", "term": "Aa"}, {"id": "b", "term": "Bb"}])
TEXT = "Aa Bb Aa"
TWICE = "[[a|Aa]] [[b|Bb]] [[a|Aa]]"
ONCE = "[[a|Aa]] [[b|Bb]] Aa"


@pytest.mark.parametrize(
    ("marking", "section", "row", "rest", "next_section"),
    [
        (Marking.SECTION, ONCE, ONCE, TEXT, ONCE),
        (Marking.PAGE, ONCE, TEXT, TEXT, TEXT),
        (Marking.ALL, TWICE, TWICE, TWICE, TWICE),
        (Marking.OFF, TEXT, TEXT, TEXT, TEXT),
    ],
)
def test_terms_are_marked_as_often_as_asked(
    marking: Marking, section: str, row: str, rest: str, next_section: str
) -> None:
    page = MarkingScope(marking)
    first = page.inner()
    scopes = (first, first.inner(), first, page.inner())
    found = matches(TEXT, VOCABULARY)
    marked = [mark(TEXT, first_uses(found, scope)) for scope in scopes]
    assert marked == [section, row, rest, next_section]


def test_a_term_stays_marked_once_over_the_texts_of_a_section() -> None:
    scope = MarkingScope()
    texts = ["Aa", "Bb Aa", "Bb"]
    marked = [mark(text, first_uses(matches(text, VOCABULARY), scope)) for text in texts]
    assert marked == ["[[a|Aa]]", "[[b|Bb]] Aa", "Bb"]
