"""Promises by version: what each one said, also where a later change is of more or fewer cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contexts import TODAY, context

from sla_catalog.changes import changed
from sla_catalog.pages.blocks import Icon, Inline, Line, Prose, Soft, Strong, Table, Text
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.proposal.by_version import promises_by_version
from sla_catalog.review.history import Recorded
from sla_catalog.review.reporting import told

TEXT = """\
id: mail
kind: sla
title: Mail
status: active
owner: ops
version: {version}
dimensions: {{plan: [gold, silver]}}
metrics:
  - id: uptime
    type: availability
    window: calendar month
    objectives:
      - {{when: {{plan: gold}}, target: {gold}}}
      - {{when: {{plan: silver}}, target: {silver}}}
  - {{id: rto, type: rto, target: {rto}}}
revisions:
  - {{version: 1.0.0, date: 2025-01-01, summary: First.}}
  - {{version: 2.0.0, date: 2026-01-01, summary: Silver.}}
  - {{version: 3.0.0, date: 2026-06-01, summary: All.}}
"""


def _context(version: str, gold: str, silver: str, rto: str) -> RenderContext:
    text = TEXT.format(version=version, gold=gold, silver=silver, rto=rto)
    return context({"mail.yaml": text})


STATES = (
    _context("1.0.0", "99.9 %", "99.9 %", "1 h"),
    _context("2.0.0", "99.9 %", "99.5 %", "1 h"),
    _context("3.0.0", "99.95 %", "99.95 %", "30 min"),
)


def _recorded() -> tuple[Recorded, ...]:
    days = (date(2025, 1, 1), date(2026, 1, 1), date(2026, 6, 1))
    found = []
    for place, (now, day) in enumerate(zip(STATES, days, strict=True)):
        before = STATES[place - 1] if place else now
        changes = changed(before.catalog, now.catalog, TODAY).changes
        listed = tuple(told(one, before.catalog, now.catalog) for one in changes)
        found.append(Recorded(f"{place:040}", day, f"{place + 1}.0.0", "", listed))
    return tuple(found)


def _table(today: date = date(2026, 11, 1), states: tuple[RenderContext, ...] = STATES) -> Table:
    now = replace(states[-1], today=today)
    (agreement,) = now.catalog.agreements
    found = promises_by_version(agreement, _recorded(), now)
    assert found is not None
    return found


def _said(line: Line) -> str:
    return " ".join(map(_piece, line)).replace("\u00a0", " ")


def _piece(piece: Inline) -> str:
    match piece:
        case Icon(name):
            return f"<{name}>"
        case Prose(html):
            return html.striptags()
        case Text(text) | Soft(text) | Strong(text):
            return text
    raise TypeError(piece)


def test_each_version_says_what_it_promised() -> None:
    rows = {
        _said(row.head.lines[0]): [" / ".join(map(_said, cell.lines)) for cell in row.cells]
        for row in _table().rows
    }
    assert rows == {
        "Availability, gold": [
            "99.9 %",
            "99.9 %",
            "99.95 % / <better> Stronger 21 min 36 s less downtime in 30 days, half of it",
        ],
        "Availability, silver": [
            "99.9 %",
            "99.5 % / <worse> Weaker 2 h 52 min 48 s more downtime in 30 days, 5 times as much",
            "99.95 % / <better> Stronger 3 h 14 min 24 s less downtime in 30 days, a tenth of it",
        ],
        "Recovery time (RTO)": ["1 h", "1 h", "30 min / <better> Stronger 30 min sooner"],
    }


def test_the_heads_say_from_when_and_which_is_in_force() -> None:
    heads = [(one.label, one.qualifier.replace("\u00a0", " ")) for one in _table().columns]
    assert heads == [
        ("Promise", ""),
        ("1.0.0", "from 1 Jan 2025"),
        ("2.0.0", "from 1 Jan 2026"),
        ("3.0.0", "from 1 Jun 2026, in force"),
    ]


def test_until_a_version_ahead_the_last_one_recorded_before_is_in_force() -> None:
    only = "\n".join(line for line in TEXT.splitlines() if "date: 202" not in line)
    ahead = f"{only}\n  - {{{{version: 3.0.0, date: 2027-02-28, summary: All.}}}}\n"
    now = context(
        {"mail.yaml": ahead.format(version="3.0.0", gold="99 %", silver="99 %", rto="1 h")}
    )
    heads = {
        day: [one.qualifier.replace("\u00a0", " ") for one in _table(day, (now,)).columns[1:]]
        for day in (date(2027, 2, 27), date(2027, 2, 28))
    }
    before = ["from 1 Jan 2025", "from 1 Jan 2026"]
    assert heads == {
        date(2027, 2, 27): [before[0], f"{before[1]}, in force", "from 28 Feb 2027"],
        date(2027, 2, 28): [*before, "from 28 Feb 2027, in force"],
    }


def test_what_never_changed_has_no_table() -> None:
    now = STATES[-1]
    (agreement,) = now.catalog.agreements
    assert promises_by_version(agreement, _recorded()[:1], now) is None
