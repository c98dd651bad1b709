from collections.abc import Mapping
from typing import Any

import pytest

from sla_catalog.model.slugs import term_slug
from sla_catalog.terms.conflicts import circular_definitions, rival_forms, unused_terms
from sla_catalog.terms.matcher import matches
from sla_catalog.terms.usage import terms_in_definition, with_needed
from sla_catalog.terms.vocabulary import Vocabulary

from .golden import read, vocabulary_of

CASES = read("conflicts")


@pytest.mark.parametrize("case", CASES["rivals"], ids=str)
def test_forms_that_several_terms_claim(case: dict[str, Any]) -> None:
    rivals = rival_forms(vocabulary_of(case["terms"], case.get("local", ())))
    assert {one.form: list(one.term_ids) for one in rivals} == case["rivals"]


@pytest.mark.parametrize("case", CASES["circles"], ids=str)
def test_definitions_that_need_each_other(case: dict[str, Any]) -> None:
    vocabulary, definitions = _glossary(case["definitions"])
    circles = circular_definitions(definitions, vocabulary, definitions.get)
    assert [list(circle.term_ids) for circle in circles] == case["circles"]


@pytest.mark.parametrize("case", CASES["used"], ids=str)
def test_terms_used_and_those_they_need(case: dict[str, Any]) -> None:
    vocabulary, definitions = _glossary(case["definitions"])
    here = [m.term_id for text in case["texts"] for m in matches(text, vocabulary)]
    used = with_needed(here, lambda one: terms_in_definition(one, vocabulary, definitions.get))
    assert list(used) == case["used"]
    assert list(unused_terms(definitions, used)) == case["unused"]


def test_a_chain_of_definitions_may_be_long() -> None:
    chain = {f"T{one}": f"A T{one + 1}." for one in range(3000)} | {"T3000": "A T0."}
    vocabulary, definitions = _glossary(chain)
    (circle,) = circular_definitions(definitions, vocabulary, definitions.get)
    assert len(circle.term_ids) == 3001


def _glossary(definitions: Mapping[str, str]) -> tuple[Vocabulary, dict[str, str]]:
    terms = [{"id": term_slug(term), "term": term} for term in definitions]
    return vocabulary_of(terms), {term_slug(t): text for t, text in definitions.items()}
