"""Two days for notice: each is told with what follows from it, and only the later one decides."""

from __future__ import annotations

from datetime import date

import pytest
from contexts import context, text

from sla_catalog.exports.deadlines import calendar_ics
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.deadlines import deadlines_view

AGREEMENT = """\
id: a
kind: sla
title: A
status: active
owner: us
duration: {{effective: 2026-01-01, ends: 2027-03-31}}
renewal: {{type: {renewal}, notice: {own}}}
termination: {{notice: {other}}}
"""
AHEAD, BETWEEN, AFTER = date(2026, 11, 1), date(2027, 1, 15), date(2027, 3, 5)
RENEWS = "Without notice it renews on 1 Apr 2027 until 31 Mar 2028."


def drawn(renewal: str, own: str, other: str, today: date) -> tuple[str, str, str]:
    """Return the list of deadlines, the page of the agreement and the calendar as plain texts."""
    files = {"a.yaml": AGREEMENT.format(renewal=renewal, own=own, other=other)}
    made = context(files, today)
    pages = (
        (deadlines_view(made), "deadlines.md"),
        (
            agreement_view(made.catalog.by_id["a"], made),
            "agreements/a.md",
        ),
    )
    listed, own_page = ("\n".join(text(*one)) for one in pages)
    events = calendar_ics(made.catalog, today).replace("\r\n ", "").replace("\u00a0", " ")
    return listed, own_page, events.replace("\\,", ",")


@pytest.mark.parametrize("today", [AHEAD, BETWEEN])
@pytest.mark.parametrize(
    ("own", "other", "first", "second", "still"),
    [
        ("1 month", "4 months", "notice of termination", "notice", "the notice of the renewal"),
        ("4 months", "1 month", "notice", "notice of termination", "the notice of termination"),
    ],
)
def test_only_the_later_day_decides(
    own: str, other: str, first: str, second: str, still: str, today: date
) -> None:
    listed, _, events = drawn("tacit, for: 12 months", own, other, today)
    rows = {line.split("|")[1].split("->")[0].strip(): line for line in listed.splitlines()
            if "Last day" in line}  # fmt: skip
    passed = ", passed" if today is BETWEEN else ""
    assert [*rows] == [f"Last day for {first}{passed}", f"Last day for {second}"]
    early, late = rows.values()
    assert "30 Nov 2026" in early
    assert f"By {still}, it can be given until 28 Feb 2027." in early
    assert RENEWS not in early
    assert "28 Feb 2027" in late
    assert RENEWS in late
    described = dict(
        zip(
            [x[8:].split(":")[0] for x in events.split("\r\n") if x.startswith("SUMMARY:")],
            [x[12:] for x in events.split("\r\n") if x.startswith("DESCRIPTION:")],
            strict=True,
        )
    )
    whole = "Without notice it renews on 1 April 2027 until 31 March 2028."
    assert described[f"Last day for {first}"].startswith(
        f"By {still}, it can be given until 28 February 2027."
    )
    assert described[f"Last day for {second}"].startswith(whole)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (AHEAD, "By the notice of the renewal, the last day is 30 November 2026, in 29 days."),
        (BETWEEN, "By the notice of the renewal, the last day was 30 November 2026, 46 days ago."),
    ],
)
def test_a_page_says_what_follows_at_the_later_day(today: date, told: str) -> None:
    _, page, _ = drawn("tacit, for: 12 months", "4 months", "1 month", today)
    assert told in page
    assert "Notice was due" not in page
    assert "Without notice by then" not in page
    assert "; renews until" not in page
    assert "Without notice it renews on 1 April 2027 until 31 March 2028." in page


def test_a_page_says_that_the_later_day_has_passed() -> None:
    _, page, _ = drawn("tacit, for: 12 months", "4 months", "1 month", AFTER)
    assert "which differs, the last day was 28 February 2027, 5 days ago:" in page
    assert "28 Feb 2027 5 days ago; renews until 31 Mar 2028" in page


def test_no_notice_of_termination_decides_what_ends_by_itself() -> None:
    listed, page, events = drawn("express", "1 month", "4 months", AHEAD)
    assert listed.count("Last day for notice") == 1
    assert "28 Feb 2027" in listed
    assert "30 Nov 2026" not in listed + page
    assert "30 November 2026" not in page
    assert "VALUE=DATE:20261130" not in events
