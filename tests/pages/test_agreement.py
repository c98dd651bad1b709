from datetime import date

from editions import edition, golden, text

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
        book = edition({"desk.yaml": BEGINS}, day)
        view = agreement_view(book.catalog.by_id["desk"], book)
        lines = text(view, "agreements/desk.md")
        said[day.day] = [line for line in lines if line.startswith(("Active", "In force"))]
    assert said == {
        30: ["Active from 1 Dec 2026 Service level agreement Internal default",
             "In force from 1 Dec 2026"],
        1: ["Active Service level agreement Internal default", "In force since 1 Dec 2026"],
    }  # fmt: skip


def test_sections_have_no_gap_in_their_numbers() -> None:
    numbers = {}
    for name, more in {
        "bare": "",
        "defining": "definitions: [{term: Desk, definition: A table.}]\n",
        "conditional": "conditions: {governing_law: Of Berlin.}\n",
    }.items():
        book = edition({"desk.yaml": BEGINS + more})
        view = agreement_view(book.catalog.by_id["desk"], book)
        numbers[name] = "".join(section.number for section in view.sections)
    assert numbers == {"bare": "A1234567", "defining": "A123456789", "conditional": "A12345678"}
