from pathlib import Path
from typing import Any

import pytest

from drafts import cases, draft, read
from sla_catalog.model.agreement import Agreement
from sla_catalog.resolved.faults import fault_channel, fault_contact, unaddressed_channels

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", cases(CASES / "faults.yaml"), ids=lambda case: case["says"])
def test_whom_to_tell_of_a_fault(case: dict[str, Any]) -> None:
    agreement, findings = read(draft(case["agreement"]))
    assert isinstance(agreement, Agreement), findings
    channel, contact = fault_channel(agreement), fault_contact(agreement)
    assert (channel.id if channel else None) == case.get("channel")
    assert (contact.role if contact else None) == case.get("contact")
    named = [one.id for one in unaddressed_channels(agreement)]
    assert named == case.get("named", [])
