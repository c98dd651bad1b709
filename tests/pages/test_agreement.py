from datetime import date

from contexts import context, golden, text

from sla_catalog.pages.agreement.view import agreement_view

BEGINS = """\
id: desk
kind: sla
title: Desk
status: active
owner: Team
duration: {effective: 2026-12-01}
"""


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("agreement")
    assert drawn == expected


def test_an_agreement_is_active_from_its_first_day() -> None:
    said = {}
    for day in (date(2026, 11, 30), date(2026, 12, 1)):
        book = context({"desk.yaml": BEGINS}, day)
        view = agreement_view(book.catalog.by_id["desk"], book)
        lines = text(view, "agreements/desk.md")
        starts = ("Active", "In force", "Planned")
        said[day.day] = [line for line in lines if line.startswith(starts)]
    assert said == {
        30: ["Active from 1 Dec 2026 Service level agreement Internal default",
             "Planned term from 1 Dec 2026"],
        1: ["Active Service level agreement Internal default", "In force since 1 Dec 2026"],
    }  # fmt: skip


def test_sections_have_no_gap_in_their_numbers() -> None:
    numbers = {}
    for name, more in {
        "bare": "",
        "defining": "definitions: [{term: Desk, definition: A table.}]\n",
        "conditional": "conditions: {governing_law: Of Berlin.}\n",
    }.items():
        book = context({"desk.yaml": BEGINS + more})
        view = agreement_view(book.catalog.by_id["desk"], book)
        numbers[name] = "".join(section.number for section in view.sections)
    assert numbers == {"bare": "A1234567", "defining": "A123456789", "conditional": "A12345678"}


def test_an_anchor_stays_with_its_clause_where_another_is_inserted() -> None:
    clauses = []
    for more in ("", "  - {id: pickup, type: rto, target: 4 h}\n"):
        metrics = f"metrics:\n{more}  - {{id: answer, type: rto, target: 4 h}}\n"
        book = context({"desk.yaml": BEGINS + metrics})
        view = agreement_view(book.catalog.by_id["desk"], book)
        found = {clause.anchor: clause.number for s in view.sections for clause in s.clauses}
        clauses.append({anchor: found[anchor] for anchor in found if "metric-" in anchor})
    assert clauses == [
        {"metric-answer": "2.1"},
        {"metric-pickup": "2.1", "metric-answer": "2.2"},
    ]
