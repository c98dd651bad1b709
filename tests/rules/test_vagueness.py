"""Vague language: the lists, and how well they tell vague sentences from clear ones."""

from __future__ import annotations

from benchmarks.language import REMARKS, RULES, scores, sentences

from sla_catalog.rules.table import RULES as TABLE
from sla_catalog.rules.vagueness import lists, term_of, uses


def test_sentences_are_told_apart() -> None:
    everything = scores()["all"]
    assert len(sentences()) >= 300
    assert everything.precision >= 0.85
    assert everything.recall >= 0.8


def test_every_rule_is_measured_on_sentences() -> None:
    labelled = {rule for rules, _ in sentences() for rule in rules}
    assert labelled == {*RULES.values(), *REMARKS.values()}


def test_every_term_has_a_rule_of_the_table_and_a_source() -> None:
    known = {rule.id for rule in TABLE}
    assert {term.rule for term in lists().values()} <= known
    assert all(term.source for term in lists().values())


def test_every_term_is_found_where_it_stands_alone() -> None:
    lost = []
    for text, term in lists().items():
        written = text.replace("#", "12")
        found = {use.term.rule for use in uses(f"({written})")}
        if term.rule not in found:
            lost.append(text)
    assert lost == []


def test_a_term_across_lines_is_one() -> None:
    found = [
        (use.term.term, use.start, use.end) for use in uses("It answers as soon\nas possible.")
    ]
    assert found == [("as soon as possible", 11, 30)]


def test_the_forms_of_an_adjective_are_one_term() -> None:
    text = "Angemessene Mittel und angemessener Aufwand in angemessenem Umfang."
    assert [use.term.term for use in uses(text)] == ["angemessen"] * 3
    assert {term_of(form) for form in ("angemessen", "angemessenes", "angemessenem")} == {
        "angemessen"
    }
    assert term_of("in annex") == "in annex"
