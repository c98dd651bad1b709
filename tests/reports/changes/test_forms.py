"""A review in the forms that programs read: whole outputs, and each keeps to its schema."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import validate

import proposals as given
from sla_catalog.changes import KINDS
from sla_catalog.findings import Span
from sla_catalog.pages.proposal.report import as_html
from sla_catalog.reports.changes.forges import as_github, as_gitlab
from sla_catalog.reports.changes.json import as_json, review_schema
from sla_catalog.reports.changes.markdown import as_markdown
from sla_catalog.reports.changes.sarif import as_sarif
from sla_catalog.reports.changes.text import as_text
from sla_catalog.review.gate import ComparedScope, ProposalReview
from sla_catalog.review.reported import CustomerEffect, ReportedSide
from sla_catalog.review.words import unbroken

CASES = Path(__file__).parent / "cases"
SCHEMAS = Path(__file__).parents[3] / "schema"
REVIEW = dataclasses.replace(
    given.review(*given.CHANGES, acknowledged=(given.UPTIME, given.GONE)),
    uncompared=(given.BROKEN,),
)
FORMS: dict[str, Callable[[ProposalReview], str]] = {
    "github": as_github,
    "gitlab": as_gitlab,
    "json": as_json,
    "sarif": lambda review: as_sarif(review, "1.2.3"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_whole_output(name: str) -> None:
    assert FORMS[name](REVIEW) + "\n" == (CASES / f"review.{name}").read_text(encoding="utf-8")


def test_each_form_says_what_needs_no_acknowledgement_and_why() -> None:
    made = given.review(given.WORDS, given.DRAFTED, given.MINOR, given.FASTER)
    counted = (
        "1 change in a draft needs no acknowledgement, and "
        "1 change is below the level that needs an acknowledgement"
    )
    why = (
        "no acknowledgement needed: a draft",
        "no acknowledgement needed: below the level of the gate",
    )
    texts: tuple[Callable[[ProposalReview], str], ...] = (as_text, as_markdown, as_html)
    for form in texts:
        said = form(made)
        assert (said.count(counted), [said.count(words) for words in why]) == (1, [1, 1])
    for listed in (as_github, as_gitlab, FORMS["sarif"]):
        assert [listed(made).count(f"to decide; {words}") for words in why] == [1, 1]
    told = {one["what"]: one["exempt"] for one in json.loads(as_json(made))["changes"]}
    assert told == {"Duty": None, "Draft": "draft", "Minor": "level", "Response": None}
    validate(json.loads(as_json(made)), review_schema())


def test_a_comparison_without_a_gate_asks_for_nothing() -> None:
    made = given.review(given.WORDS, given.DRAFTED, given.UPTIME, acknowledged=(given.UPTIME,))
    for form in (as_text, as_html):
        assert "no acknowledgement needed" not in form(made, has_gate=False)
        assert "needs no acknowledgement" not in form(made, has_gate=False)


def test_the_published_schema_is_that_of_the_program() -> None:
    written = json.loads((SCHEMAS / "review.schema.json").read_text(encoding="utf-8"))
    assert written == review_schema(), "run make schema"


def test_a_review_without_anything_keeps_to_the_schema() -> None:
    validate(json.loads(as_json(ProposalReview(ComparedScope("a", "b", 0)))), review_schema())


def test_nothing_of_a_text_is_a_command_of_a_build_server() -> None:
    hostile = "::error::x\n##[command]y\r\x1b[31m %0A"
    told = dataclasses.replace(given.WORDS, after=ReportedSide(hostile), what=hostile)
    review = ProposalReview(ComparedScope("a", "b", 1), given.review(told).changes)
    assert [line.split(" ")[0] for line in as_github(review).splitlines()] == ["::warning"]
    for form in FORMS.values():
        assert "##[" not in form(review)
        assert "\x1b" not in form(review)


def test_a_removed_value_is_marked_where_the_rest_of_it_is_now() -> None:
    was = ReportedSide("4 h", Span("agreements/a.yaml", 30, 1, 30, 4))
    told = dataclasses.replace(
        given.UPTIME,
        before=was,
        after=ReportedSide(""),
        where=Span("agreements/a.yaml", 12, 1, 12, 8),
    )
    review = ProposalReview(ComparedScope("a", "b", 1), given.review(told).changes)
    result = json.loads(as_sarif(review, "1"))["runs"][0]["results"][0]
    lines = [
        spot["physicalLocation"]["region"]["startLine"]
        for spot in (*result["locations"], *result["relatedLocations"])
    ]
    assert lines == [12, 30]


def test_more_annotations_than_a_forge_shows_are_counted() -> None:
    many = [given.change(f"m{n}", CustomerEffect.DECIDE, "a", "b") for n in range(12)]
    review = ProposalReview(ComparedScope("a", "b", 1), given.review(*many).changes)
    assert as_github(review).splitlines()[9:] == [
        "::warning title=sla review::3 more; the report has all"
    ]


def test_only_what_waits_for_somebody_is_an_issue_of_gitlab() -> None:
    rules = [one["check_name"] for one in json.loads(as_gitlab(REVIEW))]
    assert "uptime-changed" not in rules
    assert "response-changed" not in rules
    assert {"region-changed", "duty-changed", "cannot-compare", "policy-version"} <= {*rules}


def test_sarif_names_each_rule_once_with_what_it_means() -> None:
    told = dataclasses.replace(given.UPTIME, rule="availability-target-lowered")
    review = ProposalReview(ComparedScope("a", "b", 1), given.review(told, given.WORDS).changes)
    rules = json.loads(as_sarif(review, "1"))["runs"][0]["tool"]["driver"]["rules"]
    assert rules[0]["shortDescription"]["text"] == KINDS["availability-target-lowered"].summary
    assert len(rules) == 2


_CLOSED = (
    "Not ready to merge: {open} not acknowledged, and 1 policy point is open\n"
    "Change the values, or state the reason of what is wanted:\n"
)


def test_a_closed_gate_names_the_command_that_opens_it() -> None:
    made = given.review(*given.CHANGES, acknowledged=(given.REGION,))
    said = _CLOSED.format(open="1 weaker promise and 1 decision are")
    told = f'{said}    sla ack c1:7570 c1:6475 --reason "…"'
    assert as_text(made).endswith(told)
    for base, named in (("origin/main~2", "origin/main~2"), ("x`; rm", "…"), ("-x", "…")):
        scope = dataclasses.replace(made.scope, named_base=base)
        told = f'{said}    sla ack c1:7570 c1:6475 --base {named} --reason "…"'
        assert as_text(dataclasses.replace(made, scope=scope)).endswith(told)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("not known", "no margin", "was not known, and is nothing now."),
        ("margin 2 h", "no margin", "was a margin of 2 h, and is nothing now."),
        (
            "margin 5 min in 30 days",
            "shortfall 20 min in 30 days",
            "was a margin of 5 min in 30 days, and is a shortfall of 20 min in 30 days now.",
        ),
        ("shortfall 1 h", "not known", "was a shortfall of 1 h, and is not known now."),
    ],
)
def test_what_a_promise_rests_on_is_told_in_sentences(before: str, after: str, told: str) -> None:
    made = given.review(given.FASTER)
    support = (dataclasses.replace(made.support[0], before=before, after=after),)
    line = f"SLA-042 Response: 10 min rests on OLA-011: 30 min. What that leaves {told}"
    assert line in as_text(dataclasses.replace(made, support=support)).splitlines()


def test_many_open_changes_are_acknowledged_together_or_one_by_its_key() -> None:
    many = [
        given.change(f"{name}x", CustomerEffect.WEAKER, "1 h", "2 h") for name in "abcdefghijklm"
    ]
    told = (
        f"{_CLOSED.format(open='13 weaker promises are')}"
        '    sla ack --all --reason "…"\n'
        '    sla ack c1:6178 --reason "…", with the key at the end of a change, for one alone'
    )
    assert as_text(given.review(*many)).endswith(told)
    ready = given.review(given.FASTER)
    assert "sla ack" not in as_text(ready)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("20 % of 1000 EUR", "20_% of 1000_EUR"),
        ("1 h 30 min longer than 3 months", "1_h 30_min longer than 3 months"),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(text: str, told: str) -> None:
    assert unbroken(text, "_") == told
