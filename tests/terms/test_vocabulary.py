from sla_catalog.terms.matcher import matches

from .golden import mark, vocabulary_of

TERMS = [{"id": "downtime", "term": "Downtime", "case": "any", "plural": "none"}]
LOCAL = [{"term": "Downtime", "overrides": "true", "definition": "Here."}]


def test_local_definitions_are_known_by_the_id_that_matches_carry() -> None:
    vocabulary = vocabulary_of(TERMS, LOCAL)
    assert [(key, one.definition) for key, one in vocabulary.local.items()] == [
        ("downtime", "Here.")
    ]


def test_local_definitions_leave_the_shared_vocabulary_alone() -> None:
    shared = vocabulary_of(TERMS)
    before = dict(shared.forms)
    shared.with_local(vocabulary_of(TERMS, [{"term": "Outage", "definition": "X."}]).local.values())
    assert (shared.forms, shared.local) == (before, {})
    assert mark("An Outage", matches("An Outage", shared)) == "An Outage"


def test_without_local_definitions_the_vocabulary_is_the_same() -> None:
    shared = vocabulary_of(TERMS)
    assert shared.with_local(()) is shared


def test_a_name_without_words_is_never_found() -> None:
    assert matches("… and …", vocabulary_of([{"id": "dots", "term": "…"}])) == ()
