import re
from datetime import date

from contexts import context, golden, html

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
