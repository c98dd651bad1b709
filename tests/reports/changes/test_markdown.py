"""A review as a comment: the whole of it, its size, and nothing from data that a forge acts on."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path

import pytest

import proposals as given
from sla_catalog.reports.changes.markdown import Links, as_markdown, escaped
from sla_catalog.review.gate import ComparedScope, ProposalReview
from sla_catalog.review.reported import CustomerEffect, ReportedChange, ReportedSide

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
     "https://evil.example", "www.evil.example", "HTTP://evil.example"],
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
