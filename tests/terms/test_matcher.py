import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sla_catalog.terms.matcher import Match, matches
from sla_catalog.terms.words import fold, normalise, words

from .golden import Case, golden, mark, vocabulary_of

VOCABULARY = vocabulary_of(
    [
        {"id": "service", "term": "Service", "case": "any"},
        {"id": "credit", "term": "Service credit", "case": "any"},
        {"id": "cap", "term": "Credit cap"},
        {"id": "data", "term": "Customer’s data", "case": "any"},
        {"id": "first", "term": "First-contact", "case": "any"},
        {"id": "size", "term": "Größe", "plural": "none"},
    ],
    [{"term": "Service cap", "definition": "Another."}],
)
PIECES = ["service", "credits", "Credit cap", "CREDIT", "customer", "’s", "'s", "data", "first"]
PIECES += [" ", "  ", "\n", "\u00a0", "-", "contact", ".", ",", "/", "://", "@", "Größe", "GRÖSSE"]
PIECES += ["u\u0308", "\u00ad", "l’", "x", "1", "cap", "Service"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=25).map("".join)
HOSTILE = ["-", "a:", "a.", "/:", "'", "a'", "a..-", "a://", "l'", ".-", "\u0301", "service "]


@pytest.mark.parametrize(
    "case", [case for name in ("english", "languages", "local") for case in golden(name)], ids=str
)
def test_terms_are_found_where_they_are_marked(case: Case) -> None:
    assert mark(case.text, matches(case.text, case.vocabulary)) == case.marked


@given(TEXTS)
@settings(deadline=None)
def test_matches_are_in_order_and_apart(text: str) -> None:
    ends = 0
    for match in matches(text, VOCABULARY):
        assert ends <= match.start < match.end <= len(text)
        ends = match.end


@given(TEXTS)
@settings(deadline=None)
def test_what_is_found_is_a_known_form(text: str) -> None:
    for match in matches(text, VOCABULARY):
        written = text[match.start : match.end]
        known = {form.spelling for form in VOCABULARY.alike(match.form)}
        assert match.form in known
        assert fold(normalise(written)) == fold(match.form)


@given(TEXTS, TEXTS)
@example("service://", "")
@settings(deadline=None)
def test_sentences_do_not_change_each_other(one: str, other: str) -> None:
    first = f"{one}. "
    moved = tuple(
        Match(len(first) + m.start, len(first) + m.end, m.term_id, m.form)
        for m in matches(other, VOCABULARY)
    )
    assert matches(first + other, VOCABULARY) == (*matches(one, VOCABULARY), *moved)


@pytest.mark.parametrize("piece", HOSTILE)
def test_words_of_a_hostile_text_are_read_once(piece: str) -> None:
    text = piece * 100_000
    ends = 0
    for word in words(text):
        assert ends <= word.start < word.end <= len(text)
        ends = word.end
