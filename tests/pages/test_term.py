from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from contexts import context, text

from drafts import cases, draft
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.overview import overview_view

CASES = cases(Path(__file__).parent / "cases" / "terms.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_what_a_page_says_of_the_term(case: dict[str, Any]) -> None:
    book = context({"case.yaml": draft(case["write"])}, date.fromisoformat(case["today"]))
    lines = text(agreement_view(book.catalog.by_id["case"], book), "agreements/case.md")
    columns = iter(lines)
    next(line for line in columns if line.startswith("Owner"))
    after = ("Next review", "What is promised")  # of what is over, no review is due
    head = " ".join(takewhile(lambda line: not line.startswith(after), columns))
    next(line for line in columns if line.startswith("A.2 "))
    clause = list(takewhile(lambda line: "#section-services" not in line, columns))
    assert (head, clause) == (case["head"], case["clause"])


@pytest.mark.parametrize(
    ("today", "said"),
    [("2026-06-30", "Active"), ("2026-07-01", "Active, ended on 30 Jun 2026")],
)
def test_what_is_called_active_says_from_the_day_after_its_end_that_it_ended(
    today: str, said: str
) -> None:
    written = draft(
        "id: case\nstatus: active\n"
        "duration: {effective: 2024-07-01, ends: 2026-06-30, timezone: Europe/Berlin}"
    )
    book = context({"case.yaml": written}, date.fromisoformat(today))
    one = book.catalog.by_id["case"]
    assert agreement_view(one, book).status.replace("\u00a0", " ") == said
    (row,) = (row for group in overview_view(book).groups for row in group.agreements)
    assert row.status_note == ("" if said == "Active" else "not in force")


@pytest.mark.parametrize(
    ("renewal", "said"),
    [
        ("{type: tacit, for: 12 months, notice: 3 months}", "3 months"),
        ("{none: It ends.}", "ends."),
    ],
)
def test_a_renewal_is_said_in_one_clause_and_the_other_leads_there(renewal: str, said: str) -> None:
    book = context({"case.yaml": draft(f"id: case\nrenewal: {renewal}")})
    lines = text(agreement_view(book.catalog.by_id["case"], book), "agreements/case.md")
    assert sum(said in line.replace("\u00a0", " ") for line in lines) == 1
    clause = lines[next(n for n, line in enumerate(lines) if "#renewal Renewal" in line) + 1]
    assert clause == "See clause A.2 -> #term"
