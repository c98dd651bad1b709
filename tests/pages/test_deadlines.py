import re
from datetime import date

from contexts import context, golden, html, text

from sla_catalog.exports.deadlines import calendar_ics
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.deadlines import deadlines_view

REVIEWED = "id: a\nkind: sla\ntitle: A\nowner: us\nreview: {next: 2026-11-23}\n"


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("deadlines")
    assert drawn == expected


def test_days_are_there_for_machines() -> None:
    page = html(deadlines_view(context({"a.yaml": REVIEWED}, date(2026, 11, 1))), "deadlines.md")
    assert '<time datetime="2026-11-23">' in page
    assert '<time datetime="2026-11-01">' in page
    assert re.findall(r'data-sla-(kind|day|as-of|alarm)="([^"]*)"', page) == [
        ("kind", "review"),
        ("day", "2026-11-23"),
        ("as-of", "2026-11-01"),
        ("alarm", "near"),
    ]


TWO_NOTICES = """\
id: a
kind: sla
title: A
status: active
owner: us
duration: {effective: 2026-01-01, ends: 2027-03-31}
renewal: {type: tacit, for: 12 months, notice: 1 month}
termination: {notice: 4 months}
"""


def test_both_days_for_notice_are_told_each_with_its_clause() -> None:
    made = context({"a.yaml": TWO_NOTICES}, date(2026, 11, 1))
    page = "\n".join(text(deadlines_view(made), "deadlines.md"))
    for told in (
        "30 Nov 2026 / in 29 days | Last day for notice of termination -> ../agreements/a/#termin",
        "28 Feb 2027 / in 119 days | Last day for notice -> ../agreements/a/#term / ",
    ):
        assert told in page.replace("\u00a0", " "), page
    agreement = made.catalog.by_id["a"]
    drawn = text(agreement_view(agreement, made), "agreements/a.md")
    own = "\n".join(drawn).replace("\u00a0", " ")
    assert "by the notice of termination clause 7.1 -> #termination" in own
    assert "30 Nov 2026 in 29 days" in own
    other = (
        "By the notice of termination, which differs, the last day is 30 November 2026, in 29 days:"
    )
    assert other in own
    events = calendar_ics(made.catalog, date(2026, 11, 1)).replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20261130" in events
    assert "SUMMARY:Last day for notice of termination: A" in events
