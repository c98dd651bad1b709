"""What is offered for a text where a record, or a list of records, is expected."""

from __future__ import annotations

import pytest
import yaml

from drafts import draft, read


def offered(fragment: str) -> list[str]:
    return [finding.instead for finding in read(draft(fragment))[1]]


@pytest.mark.parametrize(
    ("fragment", "instead"),
    [
        ("services: Mail\n", "[{id: mail, name: Mail}]"),
        ("services: Email or phone\n", "[{id: email-or-phone, name: Email or phone}]"),
        ("services: [Email or phone]\n", "{id: email-or-phone, name: Email or phone}"),
        ("review: 12 months\n", "{every: 12 months}"),
        ("duration: 2027-01-01\n", "{effective: 2027-01-01} or {ends: 2027-01-01}"),
    ],
)
def test_a_word_of_a_text_parts_no_alternatives(fragment: str, instead: str) -> None:
    (written,) = offered(fragment)
    assert written == instead


def test_a_text_with_or_can_be_typed_as_it_is_offered() -> None:
    (written,) = offered("services: Email or phone\n")
    assert yaml.safe_load(written) == [{"id": "email-or-phone", "name": "Email or phone"}]
