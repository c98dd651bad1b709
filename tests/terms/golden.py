"""Read golden cases: texts in which each term is marked as [[id|text]]."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from sla_catalog.model.glossary import Definition, Term
from sla_catalog.terms.matcher import Match
from sla_catalog.terms.vocabulary import Vocabulary

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    vocabulary: Vocabulary
    marked: str

    @property
    def text(self) -> str:
        return re.sub(r"\[\[[^|\]]*\|(.*?)\]\]", r"\1", self.marked, flags=re.DOTALL)

    def __str__(self) -> str:
        return self.marked


def read(name: str) -> Any:
    text = (CASES / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - builds only text


def golden(name: str) -> Iterator[Case]:
    for group in read(name):
        vocabulary = vocabulary_of(group["terms"], group.get("local", ()))
        yield from (Case(vocabulary, marked) for marked in group["texts"])


def vocabulary_of(terms: Any, local: Any = ()) -> Vocabulary:
    shared = [Term.model_validate({"definition": "What it means."} | term) for term in terms]
    return Vocabulary.of(shared).with_local([Definition.model_validate(one) for one in local])


def mark(text: str, found: tuple[Match, ...]) -> str:
    for match in reversed(found):
        within = text[match.start : match.end]
        text = f"{text[: match.start]}[[{match.term_id}|{within}]]{text[match.end :]}"
    return text
