"""A review as a comment: the whole of it, its size, and nothing from data that a forge acts on."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path

import pytest

import proposals as given
from sla_catalog.findings import Span
from sla_catalog.reports.changes.markdown import Links, as_markdown, escaped
from sla_catalog.review.gate import ComparedScope, PolicyPoint, ProposalReview
from sla_catalog.review.reported import CustomerEffect, ReportedChange, ReportedSide, Uncompared

CASES = Path(__file__).parent / "cases"
LINKS = Links("https://ci.example.com/118/review.html", "javascript:alert(1)")


@pytest.mark.parametrize(
    ("name", "review"),
    [
        ("closed", given.review(*given.CHANGES, acknowledged=(given.UPTIME,))),
        ("stale", given.review(given.FASTER, acknowledged=(given.UPTIME,))),
        ("wording", ProposalReview(ComparedScope("a", "b", 1), given.review(given.TYPO).changes)),
        ("nothing", ProposalReview(ComparedScope("a", "b", 1))),
        ("broken", ProposalReview(ComparedScope("a", "b", 1), uncompared=(given.BROKEN,))),
    ],
)
def test_the_whole_of_a_comment(name: str, review: ProposalReview) -> None:
    assert as_markdown(review, LINKS) == (CASES / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["@all", "a@b.example", "#12", "org/repo#3", "GH-12", "!7", "~bug", "%v1", ":tada:",
     "https://evil.example", "www.evil.example", "HTTP://evil.example",
     "0https://evil.example", "_www.evil.example", "4be1c07", "fd2e1a0b", "4abcdef", "a1234567",
     "GL-12", "[issue:12]", "[vulnerability:12]"],
)  # fmt: skip
def test_no_reference_is_left_in_the_text_that_markdown_makes(text: str) -> None:
    shown = html.unescape(escaped(text))
    assert shown.replace("\u200b", "") == text
    assert text not in shown


@pytest.mark.parametrize(
    "text",
    ["<script>", "![a](b)", "[a](b)", "`code`", "a|b", "**b**", "<!-- x", "\u202eabc", "a\n\n# b"],
)
def test_nothing_of_a_text_is_markup(text: str) -> None:
    told = dataclasses.replace(
        given.UPTIME, what=text, before=ReportedSide(text), after=ReportedSide(text)
    )
    written = as_markdown(ProposalReview(ComparedScope("a", "b", 1), given.review(told).changes))
    row = next(line for line in written.split("\n") if line.startswith("| **"))
    assert row.count("|") == 7
    assert "\u202e" not in written
    assert re.fullmatch(r"[^<>`\[\]]*", re.sub(r"<br>", "", row))
    assert not re.search(r"\*\*b\*\*", row)


@pytest.mark.long
def test_what_weakens_a_promise_is_left_out_last() -> None:
    def many(direction: CustomerEffect, count: int) -> list[ReportedChange]:
        return [given.change(f"{direction} {n}", direction, "a " * 40, "b") for n in range(count)]

    weaker = many(CustomerEffect.WEAKER, 20)
    review = given.review(
        *weaker, *many(CustomerEffect.STRONGER, 200), *many(CustomerEffect.SAME, 200)
    )
    written = as_markdown(review, longest=30_000)
    assert len(written) <= 30_000
    assert written.count("▼") == 20
    assert "▲" not in written
    assert "Left out here, since a comment can hold no more: 200 stronger promises, " in written
    counted = as_markdown(given.review(*many(CustomerEffect.WEAKER, 400)), longest=30_000)
    assert "| **SLA-042** Managed database | 400 | – | – | – |" in counted
    assert len(counted) <= 30_000


def test_the_number_of_a_clause_leads_to_the_line_of_the_proposal() -> None:
    links = Links(files="https://git.example.com/team/handbook/blob/9f2d3aa/")
    review = given.review(given.UPTIME)
    assert (
        "[2.1](https://git.example.com/team/handbook/blob/9f2d3aa/agreements/database.yaml#L8)"
        in (as_markdown(review, links))
    )
    assert "](" not in as_markdown(review, Links(files="javascript:alert(1)//"))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("a b/ü](x).yaml", "https://git.example.com/a%20b/%C3%BC%5D%28x%29.yaml#L1"),
        ("../../other/settings", ""),
    ],
)
def test_the_name_of_a_file_leads_nowhere_else(path: str, address: str) -> None:
    span = Span(path, 1, 1, 1, 2)
    assert Links(files="https://git.example.com/").line(span) == address


@pytest.mark.parametrize("longest", [30_000, 60_000])
def test_no_proposal_is_too_large_for_a_comment(longest: int) -> None:
    weaker = [
        dataclasses.replace(
            given.change(f"{n} uptime", CustomerEffect.WEAKER, "a " * 40, "b"),
            agreement=f"database-{n}",
            name=f"SLA-{n}",
        )
        for n in range(1500)
    ]
    written = as_markdown(given.review(*weaker), longest=longest)
    assert len(written) <= longest
    assert written.split("\n")[2] == "### 1500 changes weaken a promise"
    assert "| **SLA-0** Managed database | 1 | – | – | – |" in written
    assert "\nAnd 1400 agreements more.\n" in written or longest == 60_000


def test_what_is_the_same_in_many_agreements_is_one_row_where_there_is_no_room() -> None:
    same = [
        dataclasses.replace(given.UPTIME, agreement=f"database-{n}", name=f"SLA-{n}")
        for n in range(9)
    ]
    written = as_markdown(given.review(*same), longest=2_000)
    rows = [line for line in written.split("\n") if line.startswith("| **")]
    assert rows == [
        "| **SLA-0**<br>2.1<br>**SLA-1**<br>2.1<br>**SLA-2**<br>2.1<br>**SLA-3**<br>2.1"
        "<br>and 5 more | Uptime | 99.9&nbsp;% | **99.5&nbsp;%** | ▼&nbsp;**weaker** | "
        "2&nbsp;h 52&nbsp;min 48&nbsp;s more downtime in 30 days, 5 times as much |"
    ]


@pytest.mark.parametrize("text", ["10000000 requests", "1234567", "defaced", "4 h 30 min"])
def test_amounts_and_words_are_not_taken_apart(text: str) -> None:
    assert html.unescape(escaped(text)).replace("\u00a0", " ") == text


def test_a_commit_that_was_compared_is_one_to_which_a_forge_may_lead() -> None:
    review = ProposalReview(ComparedScope("4be1c07a55e1", "@all", 1))
    assert ": 4be1c07a55e1 → &#64;\u200ball, 1 agreement read" in as_markdown(review)


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        (CustomerEffect.WEAKER, "<br>same figure, less meant |"),
        (CustomerEffect.DECIDE, "<br>same figure, meant differently |"),
    ],
)
def test_less_is_meant_only_where_that_is_sure(direction: CustomerEffect, said: str) -> None:
    told = dataclasses.replace(given.REGION, direction=direction)
    assert said in as_markdown(given.review(told))


def test_what_a_message_quotes_is_code_and_nothing_else_of_it_is() -> None:
    hostile = "the bracket `[<img src=x>` of @all is never closed"
    made = ProposalReview(
        ComparedScope("a", "b", 1),
        (),
        points=(PolicyPoint("approvals", "`approved_by` is missing", True),),
        uncompared=(Uncompared("agreements/wiki.yaml", hostile, is_head=True),),
    )
    told = as_markdown(made)
    assert "<code>approved&#95;by</code> is missing" in told
    assert "the bracket <code>&#91;&#60;img src=x&#62;</code> of &#64;" in told
    assert re.findall(r"<(?!!--|/?code>)[a-z]+", told.split("<sub>")[0]) == []
