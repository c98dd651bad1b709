from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drafts import cases, catalog_of, draft
from sla_catalog.resolved.deadlines import DueDate, deadlines

CASES = Path(__file__).parent / "cases/deadlines.yaml"


def line(deadline: DueDate) -> str:
    words = (str(deadline.day), deadline.kind, deadline.agreement_id, deadline.subject)
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("case", cases(CASES), ids=lambda case: case["says"])
def test_what_falls_due(case: dict[str, Any]) -> None:
    texts = {name: draft(f"id: {name}\n{text}") for name, text in case["write"].items()}
    found = deadlines(catalog_of(texts), date.fromisoformat(case["today"]))
    assert "".join(f"{line(deadline)}\n" for deadline in found) == case["due"]
