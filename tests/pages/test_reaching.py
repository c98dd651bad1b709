"""Ways to reach somebody: mail, telephone and pages are links by one rule."""

from __future__ import annotations

import pytest

from sla_catalog.model.parties import Contact
from sla_catalog.pages.addresses import External
from sla_catalog.pages.agreement.cells import reference, telephone, ways
from sla_catalog.pages.blocks import Link, Text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("+49 30 555 0170", "tel:+49305550170"),
        ("+49 (0)30 555-0170", "tel:+49305550170"),
        ("030 / 555 0170", "tel:0305550170"),
        ("(030) 555 01.70", "tel:0305550170"),
        ("112", "tel:112"),
    ],
)
def test_a_telephone_number_is_a_link(text: str, address: str) -> None:
    assert telephone(text) == Link(text, External(address))


@pytest.mark.parametrize(
    "text",
    ["TODO", "+49 30 555 0170 ext. 12", "12", "+49 30 555 0170 0170 0170 0170", "+", "", "1;2;3;4"],
)
def test_what_holds_more_than_a_number_stays_a_text(text: str) -> None:
    assert telephone(text) == Text(text)


@pytest.mark.parametrize("text", ["2026-12-01", "99.95", "1 000", "112", "+5 %", "+-"])
def test_a_number_elsewhere_is_no_telephone(text: str) -> None:
    assert reference(text) == Text(text)


def test_a_mail_address_behind_its_scheme_is_one_link() -> None:
    desk = External("mailto:desk@example.com")
    assert reference("mailto:desk@example.com") == Link("desk@example.com", desk)


def test_mail_telephone_and_page_are_links_in_this_order() -> None:
    contact = Contact(
        role="Desk",
        url="https://desk.example.com/",
        phone="+49 30 555 0170",
        email="desk@example.com",
    )
    assert [way.target for way in ways(contact) if isinstance(way, Link)] == [
        External("mailto:desk@example.com"),
        External("tel:+49305550170"),
        External("https://desk.example.com/"),
    ]
