import json
from pathlib import Path
from typing import Any

import pytest

from drafts import cases, draft, read
from sla_catalog.model.agreement import Agreement
from sla_catalog.resolved.cases import Case, space_of
from sla_catalog.resolved.hours import Supported

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", cases(CASES / "support_hours.yaml"), ids=lambda case: case["says"])
def test_when_support_is_there_for_a_case(case: dict[str, Any]) -> None:
    severities = [{"id": name, "name": name} for name in ("P1", "P2")]
    stated = {"severities": severities, "support": {"hours": case["hours"]}}
    lines = (f"{key}: {json.dumps(value)}" for key, value in stated.items())
    agreement, findings = read(draft("\n".join(lines)))
    assert isinstance(agreement, Agreement), findings
    supported = Supported(agreement, space_of(agreement))
    found = {name: supported.of(Case((("severity", name),))) for name in ("P1", "P2")}
    assert {name: str(hours or "none") for name, hours in found.items()} == {
        name: case[name] for name in found
    }
