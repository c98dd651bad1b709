"""Vague language: the lists, and how well they tell vague sentences from clear ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.language import (
    REMARKS,
    RULES,
    named_in_fields,
    placed_sentences,
    scores,
    scores_in_fields,
    sentences,
)

from sla_catalog.rules.table import RULES as TABLE
from sla_catalog.rules.vagueness import is_within, lists, term_of, uses
from work import calls


def test_sentences_are_told_apart() -> None:
    everything = scores()["all"]
    assert len(sentences()) >= 300
    assert everything.precision >= 0.85
    assert everything.recall >= 0.8


def test_sentences_in_fields_are_told_apart() -> None:
    everything = scores_in_fields()["all"]
    assert len(placed_sentences()) >= 350
    assert everything.precision >= 0.85
    assert everything.recall >= 0.8


def test_nothing_is_vague_where_nothing_is_owed_or_the_term_is_defined() -> None:
    named = [(one.place, found) for one, found in named_in_fields() if one.place != "owed"]
    assert len(named) >= 20
    assert [one for one in named if one[1]] == []


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
        for written in writings(term.choices) if term.choices else (text,):
            is_of_another = written != text and written in lists()
            around = "[{}]" if written == "insert" else "({})"
            found = {use.term.rule for use in uses(around.format(written.replace("#", "12")))}
            if not is_of_another and term.rule not in found:
                lost.append(written)
    assert lost == []


def writings(choices: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Yield a term with each of its choices once, and the first of all others."""
    for place, choice in enumerate(choices):
        for one in choice:
            chosen = (one if at == place else other[0] for at, other in enumerate(choices))
            yield "".join(chosen)


def test_twice_the_text_costs_twice() -> None:
    text = "\n".join(sentence for _, sentence in sentences())
    many = [*uses(text)]
    assert len([*uses(f"{text}\n{text}")]) == len(many) + len(many)
    assert calls(lambda: [*uses(f"{text}\n{text}")]) < 2.1 * calls(lambda: [*uses(text)])


@pytest.mark.parametrize(
    ("text", "escapes"),
    [
        ("It is kept where required by law.", []),
        ("It is kept if required by applicable data protection laws.", []),
        ("It is sent as required by the customer's auditors.", []),
        ("It stays unless otherwise agreed by both parties.", []),
        ("It is sent where required by the end of the contract.", ["where required"]),
        ("It is sent if required by 31 March.", ["if required"]),
        ("It is moved as required by e-mail to the customer.", ["as required"]),
        ("It is mended if necessary by a workaround.", ["if necessary"]),
        ("It is answered where possible by the customer service.", ["where possible"]),
        ("It is mended as needed by a technician that the customer names.", ["as needed"]),
    ],
)
def test_only_a_law_or_a_party_that_decides_makes_an_escape_clear(
    text: str, escapes: list[str]
) -> None:
    assert [use.term.term for use in uses(text)] == escapes


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The price: to be supplied", ["placeholder-in-text"]),
        ("(To be stated)", ["placeholder-in-text"]),
        ("Logs are to be supplied within 3 days.", []),
        ("The discount is left open.", ["placeholder-in-text"]),
        ("Tickets left open are closed by the customer.", []),
        ("Outages are ruled out.", ["absolute-promise"]),
        ("Further claims are ruled out.", []),
        ("There is no downtime whatsoever.", ["absolute-promise", "absolute-promise"]),
        ("It is liable for no claims whatsoever.", []),
        ("Es gibt keine Störungen.", ["absolute-promise"]),
        ("Geplante Arbeiten sind keine Störungen.", []),
    ],
)
def test_words_around_a_term_make_it_clear(text: str, rules: list[str]) -> None:
    assert [use.term.rule for use in uses(text)] == rules


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("at sensible intervals", "vague-time"),
        ("with adequate frequency", "vague-time"),
        ("by reasonable means", "effort-standard"),
        ("an adequate number of", "vague-quantity"),
        ("adequate cooling", "vague-quality"),
        ("in vertretbarem Turnus", "vague-time"),
        ("in angemessener Anzahl", "vague-quantity"),
        ("mit angemessener Kühlung", "vague-quality"),
    ],
)
def test_the_noun_behind_an_adjective_chooses_the_rule(text: str, rule: str) -> None:
    assert [use.term.rule for use in uses(text)] == [rule]


def test_a_bracket_that_asks_for_words_is_a_placeholder() -> None:
    text = "[insert a number] and insert the key"
    assert [(use.term.rule, use.start) for use in uses(text)] == [("placeholder-in-text", 1)]


def test_of_a_term_with_choices_the_longest_writing_counts() -> None:
    text = "Where it is technically feasible or required by law; if it is needed."
    assert [(use.term.term, use.term.rule) for use in uses(text)] == [
        ("where it is technically feasible", "escape-clause"),
        ("if it is needed", "escape-clause"),
    ]


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


def test_what_is_allowed_is_allowed_within_a_longer_term_of_its_rule() -> None:
    assert is_within("reasonable discretion", "at its reasonable discretion")
    assert not is_within("reasonable", "commercially reasonable efforts")
    assert not is_within("possible", "if possible")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Recovery takes [●] hours, see ____ and [plan](plan.md).", [(15, "[●]"), (30, "____")]),
        ("Target: ??? Is it so?", [(8, "???")]),
        ("The fee is [amount] a month (to follow).", [(11, "[amount]"), (28, "(to follow)")]),
        ("- [x] tested, [[Downtime]] and __bold__ (open on Sundays)", []),
    ],
)
def test_a_blank_of_a_form_is_a_placeholder(text: str, found: list[tuple[int, str]]) -> None:
    assert [
        (use.start, use.term.term) for use in uses(text) if use.term.rule == "placeholder-in-text"
    ] == found


@pytest.mark.parametrize(
    "text",
    [
        "“the provider […] restores it”",
        "“the provider [...] restores it”",
        "It covers `hosts[*]`, `[name]` and int[].",
        "See [the price list][1] and [date][1].",
        "[name]: https://example.com",
        "- [ ] done\n+ [ ] tested\n2. [ ] told",
        "It reads ``a ` [ ]`` and `(to follow)`.",
        "The state (pending) is told.",
        "Status (follows)",
        "Class B?? parts, and really???",
        "“[…] restores it within 4 h.”",
        "It restores [...] hours and within […] the plan.",
        "The wildcard [*] is read.",
    ],
)
def test_no_blank_of_a_form(text: str) -> None:
    assert [use for use in uses(text) if use.term.rule == "placeholder-in-text"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Within [●] hours.",
        "- [●] hours",
        "Pay [ ] EUR.",
        "By [date].",
        "It is ____.",
        "The share is 99.?? %.",
        "Credit: [...]",
        "[…]",
        "Restored within […] hours.",
        "Fee: [*] EUR",
        "Fees: see annex B (pending)",
        "Fees: (follows)",
    ],
)
def test_a_blank_of_a_form(text: str) -> None:
    assert [use.term.rule for use in uses(text)] == ["placeholder-in-text"]
