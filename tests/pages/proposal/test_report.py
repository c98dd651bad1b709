"""The report of a review: the whole file, and nothing in it that a browser acts on or asks for."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import proposals as given
from sla_catalog.pages.proposal.report import as_html
from sla_catalog.review.gate import ComparedScope, ProposalReview
from sla_catalog.review.reported import ReportedSide

CASES = Path(__file__).parent / "cases"
SCOPE = ComparedScope("4be1c07", "9f2d3aa", 21, today=date(2026, 11, 28))
FULL = dataclasses.replace(
    given.review(*given.CHANGES, acknowledged=(given.UPTIME, given.GONE)), scope=SCOPE
)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class _Elements(HTMLParser):
    """Collects the elements of a file with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize(
    ("name", "review"),
    [
        ("closed", FULL),
        ("ready", ProposalReview(SCOPE, given.review(given.FASTER, given.TYPO).changes)),
        ("broken", ProposalReview(SCOPE, uncompared=(given.BROKEN,))),
    ],
)
def test_the_whole_report(name: str, review: ProposalReview) -> None:
    html = _STYLE.sub("<style></style>", as_html(review))
    html = re.sub("sha256-[^']+", "sha256-", html)
    assert html == (CASES / f"{name}.html").read_text(encoding="utf-8")


def test_the_policy_of_the_file_allows_its_own_style_alone() -> None:
    html = as_html(FULL)
    style = _STYLE.findall(html)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    metas = [attributes for tag, attributes in elements(html) if tag == "meta"]
    assert policy in [one.get("content") for one in metas]
    assert "url(" not in style[0]
    assert "@import" not in style[0]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=a>',
        "{{ 7 * 7 }}",
        "\u202e\x00\x1b[31m",
        "</style>",
    ],
)
def test_nothing_of_a_text_is_active(text: str) -> None:
    told = dataclasses.replace(
        given.UPTIME,
        what=text,
        before=ReportedSide(text),
        after=ReportedSide(f"{text} b"),
        effect=text,
        name=text,
    )
    html = as_html(ProposalReview(SCOPE, given.review(told).changes))
    plain = as_html(ProposalReview(SCOPE, given.review(given.UPTIME).changes))
    known = {tag for tag, _ in elements(as_html(FULL))} | {tag for tag, _ in elements(plain)}
    found = elements(html)
    assert {tag for tag, _ in found} <= known - {"script", "img"}
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    assert "49" not in html
    assert not re.search("[\u202e\x00\x1b]", html)


def test_it_leads_nowhere_but_to_itself() -> None:
    found = elements(as_html(FULL))
    assert {tag for tag, _ in found}.isdisjoint({"script", "link", "img", "iframe", "form"})
    leads = [str(attributes["href"]) for tag, attributes in found if tag == "a"]
    anchors = {f"#{attributes['id']}" for _, attributes in found if "id" in attributes}
    assert leads
    assert {*leads} <= anchors


def test_what_is_weaker_comes_before_what_is_stronger() -> None:
    html = as_html(FULL)
    order = re.findall(r'href="#change-\d+">(\w+)<', html)
    assert order == ["Region", "Duty", "Uptime", "Response"]
