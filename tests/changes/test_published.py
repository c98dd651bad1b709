"""Real pairs: agreements as they were published, before and after a change that is on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sla_catalog.changes import ChangeDirection, compared
from sla_catalog.model.catalog import Catalog
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

EXAMPLES = Path(__file__).resolve().parents[2] / "agreements"


def published(name: str, *rewritten: tuple[str, str]) -> Catalog:
    """Return a published agreement of the example, with shared entries, some words exchanged."""
    text = (EXAMPLES / "published" / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in rewritten:
        assert old in text
        text = text.replace(old, new)
    shared = [
        SourceFile(f"agreements/{path.name}", path.read_bytes())
        for path in (EXAMPLES / f"{kind}.yaml" for kind in ("glossary", "metrics", "parties"))
    ]
    file = SourceFile(f"agreements/{name}.yaml", text.encode())
    return load([file, *shared], "agreements", Limits(), "UTC").catalog


def told(before: Catalog, after: Catalog) -> list[tuple[str, str, bool, str]]:
    return [
        (one.kind.id, one.customer.value, one.masks, one.message.replace("\u00a0", " "))
        for one in compared(before, after, date(2026, 11, 28)).changes
        if one.customer is not ChangeDirection.SAME
    ]


def test_a_supplier_took_two_kinds_of_line_out_of_its_promise() -> None:
    # Recorded on 13 January and 9 April 2026 by the Open Terms Archive. Its figure stayed.
    before = published(
        "starlink-priority",
        (", Impact plans, Bonded gateways", ""),
        ("version: 2026-04-09", "version: 2026-01-13"),
    )
    line = "Service “Service line on a Priority plan”: out of scope"
    assert told(before, published("starlink-priority")) == [
        (
            "exclusion-added",
            "worse",
            True,
            f"{line} “{name}”: added: {name}: weaker for the customer; "
            "less counts for Network Availability",
        )
        for name in ("Bonded gateways", "Impact plans")
    ]


def test_a_title_about_gaps_hid_a_lower_target() -> None:
    # The change was published under the title "Filling gaps".
    after = published(
        "ukcloud",
        (
            "{service: dedicated-compute}, target: 99.99 %",
            "{service: dedicated-compute}, target: 99.95 %",
        ),
    )
    assert told(published("ukcloud"), after) == [
        (
            "availability-target-lowered",
            "worse",
            False,
            "Availability, Dedicated Compute v2: 99.99 % -> 99.95 %: weaker for the customer; "
            "17 min more downtime in 30 days, 4.4 times as much "
            "(16 min to 18 min by the length of the period)",
        ),
        (
            "credit-lowered",
            "worse",
            False,
            "Credit “VMware PRIORITY and Dedicated Compute v2”, 99.95 % to 99.99 %, "
            "94.95 % to 94.99 %, 89.95 % to 89.99 %, and so on, Dedicated Compute v2: "
            "5 % for each 5 % begun below "
            "99.99 % -> 5 % for each 5 % begun below 99.95 %: weaker for the customer",
        ),
    ]
