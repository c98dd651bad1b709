from datetime import date
from typing import Any

import pytest

from drafts import catalog_of, draft
from sla_catalog.reckoning.deadlines import Deadline, deadlines

from .golden import golden


def line(deadline: Deadline) -> str:
    words = (str(deadline.day), deadline.kind, deadline.agreement_id, deadline.subject)
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("case", golden("falling_due"), ids=lambda case: case["says"])
def test_what_falls_due(case: dict[str, Any]) -> None:
    texts = {name: draft(f"id: {name}\n{text}") for name, text in case["write"].items()}
    found = deadlines(catalog_of(texts), date.fromisoformat(case["today"]))
    assert "".join(f"{line(deadline)}\n" for deadline in found) == case["due"]
