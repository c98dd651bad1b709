from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from contexts import context, text

from drafts import cases, draft
from sla_catalog.pages.agreement.view import agreement_view

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
