"""Former values beside new ones: in cells of the summary, of lists and matrices, and in facts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from contexts import RENDERER, TODAY, context, html, text

from sla_catalog.changes import changed
from sla_catalog.findings import FindingSeverity
from sla_catalog.pages.agreement.numbers import numbering
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.page_headers import page_header
from sla_catalog.pages.proposal.changed_page import clean_view
from sla_catalog.pages.site_pages import pages
from sla_catalog.review.gate import ComparedScope, ProposalReview, reviewed
from sla_catalog.review.reporting import told

BASE = """\
id: mail
kind: sla
title: Mail
status: active
version: 2.0.0
duration: {effective: 2026-07-01}
owner: ops
dimensions: {plan: [gold, silver]}
severities: [{id: P1}, {id: P2}]
support: {hours: Mon-Fri 09:00-17:00}
metrics:
  - id: uptime
    type: availability
    window: calendar month
    objectives: [{when: {plan: gold}, target: 99.9 %}, {when: {plan: silver}, target: 99.5 %}]
  - id: response
    type: response_time
    matrix:
      rows: severity
      columns: plan
      cells: {P1: {gold: 15 min, silver: 1 h}, P2: {gold: 2 h, silver: 2 h}}
  - {id: rto, type: rto, target: 1 h}
remedies: {claim: {mode: on_claim, within: 30 days}}
"""
HEAD = (
    BASE.replace("target: 99.5 %", "target: 99 %")
    .replace("gold: 15 min", "gold: 20 min")
    .replace("type: rto, target: 1 h", "type: rto, target: 45 min")
    .replace("within: 30 days", "within: 14 days")
)
NOTICE = "This site shows a proposal."
_OLD = r"<del><span class=\"sla-hidden\">was </span>([^<]*)</del> "
_NEW = r"<ins><span class=\"sla-hidden\">now </span>(?:<strong>)?([^<]*)"


def _published() -> RenderContext:
    return context({"mail.yaml": HEAD})


@cache
def _proposal() -> RenderContext:
    return _proposed(BASE, HEAD)


def _proposed(base: str, head: str) -> RenderContext:
    before, after = context({"mail.yaml": base}), context({"mail.yaml": head})
    found = changed(before.catalog, after.catalog, TODAY, numbering(TODAY)).changes
    listed = [told(one, before.catalog, after.catalog) for one in found]
    made, stale = reviewed(listed, (), FindingSeverity.WARNING)
    review = ProposalReview(ComparedScope("base", "head", 1), made, (), (), (), stale, (), "")
    return replace(after, review=review)


@cache
def _page() -> str:
    (agreement,) = _proposal().catalog.agreements
    return html(agreement_view(agreement, _proposal()), "agreements/mail.md")


def test_nothing_of_an_agreement_that_a_proposal_changes_is_called_in_force() -> None:
    (agreement,) = _proposal().catalog.agreements
    for view in (agreement_view(agreement, _proposal()), clean_view(agreement, _proposal())):
        lines = text(view, "agreements/mail.md")
        said = [line for line in lines if re.search("(?i)active|in force|1 jul", line)]
        assert said[1:] == [
            "Proposed, not in force Service level agreement Version 2.0.0 Internal default",
            "Proposed, not in force",
            "Proposed term from 1 Jul 2026",
            "Effective 1 July 2026",
        ]
    assert page_header(agreement, _proposal()).status == "PROPOSED, NOT IN FORCE"
    assert page_header(agreement, _published()).status == ""


def test_what_lists_agreements_on_the_site_of_a_proposal_says_that_it_shows_one() -> None:
    said = {page.uri: NOTICE in page.draw().html for page in pages(_proposal(), RENDERER)}
    assert {uri for uri, is_said in said.items() if not is_said} == {
        "proposal.md",
        "agreements/mail.md",
        "agreements/mail/as-it-would-read.md",
        "agreements/mail/changed.md",
    }
    assert not any(NOTICE in page.draw().html for page in pages(_published(), RENDERER))


@pytest.mark.parametrize(
    ("begins", "ends", "pairs"),
    [
        ("sla-promises", "</table>", [("99.5 %", "99 %"), ("15 min", "20 min"), ("1 h", "45 min")]),
        ('id="objective-uptime-silver"', "</tr>", [("99.5 %", "99 %")]),
        ('id="objective-uptime-gold"', "</tr>", []),
        ("sla-matrix", "</table>", [("15 min", "20 min")]),
        ('id="claims"', "</dl>", [("30 days", "14 days")]),
    ],
)
def test_a_former_value_stands_struck_through_before_the_new_one(
    begins: str, ends: str, pairs: list[tuple[str, str]]
) -> None:
    part = _page().split(begins, 1)[1].split(ends, 1)[0].replace("\u00a0", " ")
    assert re.findall(_OLD + _NEW, part) == pairs


def test_the_summary_says_in_the_cell_what_the_change_means() -> None:
    summary = _page().split("sla-promises", 1)[1].split("</table>", 1)[0].replace("\u00a0", " ")
    silver = summary.split("99.5 %", 1)[1].split("</td>", 1)[0]
    assert "Weaker" in silver
    assert "3 h 36 min more downtime in 30 days, twice as much" in silver


def test_the_summary_names_first_what_takes_from_a_promise_whose_figure_stays() -> None:
    taking = "exclusions: [{id: region, category: third_party, text: Failures of a region.}]\n"
    proposed = _proposed(BASE, HEAD + taking)
    (agreement,) = proposed.catalog.agreements
    page = html(agreement_view(agreement, proposed), "agreements/mail.md")
    uptime = page.split("sla-promises", 1)[1].split("</th>", 3)
    said = next(part for part in uptime if "same figure" in part).replace("\u00a0", " ")
    assert "same figure, less meant: Exclusion “region”" in said
    assert said.index("Exclusion") < said.index("details")


def test_no_weaker_promise_is_behind_a_link_or_below_what_is_to_be_decided() -> None:
    base = BASE.replace(
        "    window: calendar month\n",
        "    window: calendar month\n    outage: {after: 1 min}\n    eligibility: [Two nodes.]\n",
    )
    base += (
        "exclusions: [{id: a, category: other, text: One thing.}, "
        "{id: b, category: other, text: Another.}]\n"
    )
    head = (
        base.replace("after: 1 min", "after: 5 min")
        .replace("[Two nodes.]", "[Two nodes., A contact.]")
        .replace("One thing.", "One other thing.")
        .replace("Another.", "Whatever else.")
        .replace("calendar month", "calendar quarter")
    )
    proposal = _proposed(base, head)
    (agreement,) = proposal.catalog.agreements
    page = html(agreement_view(agreement, proposal), "agreements/mail.md")
    row = page.split("sla-promises", 1)[1].split("<td", 2)[1].replace("\u00a0", " ")
    said = re.findall(r"Weaker|To decide|\d more changes?", row)
    assert said == ["Weaker", "Weaker", "Weaker", "2 more changes"]
