"""Telephone numbers as links, as they are dialled from abroad and at home."""

from __future__ import annotations

import pytest

from sla_catalog.pages.addresses import External
from sla_catalog.pages.agreement.cells import telephone
from sla_catalog.pages.blocks import Link, Text


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+33 (0)1 23 45 67 89", "tel:+33123456789"),
        ("+44 (0) 20 7946 0000", "tel:+442079460000"),
        ("+39 (0)6 555 0100", "tel:+39065550100"),
        ("+49 30 555-0100", "tel:+49305550100"),
        ("(030) 555 0100", "tel:0305550100"),
        ("0800 123-456", "tel:0800123456"),
        ("+49 (0) 800 0000", "tel:+498000000"),
    ],
)
def test_a_number_is_dialled(written: str, dialled: str) -> None:
    assert telephone(written) == Link(written, External(dialled))


@pytest.mark.parametrize("written", ["extension 12", "+49 30 555 0100 ext. 2", "12", "TODO"])
def test_other_texts_are_no_links(written: str) -> None:
    assert telephone(written) == Text(written)
