"""Words of authors as pages begin with them."""

from __future__ import annotations

import pytest

from sla_catalog.pages.wording import capitalised


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("an outage of a region", "An outage of a region"),
        ("gold", "Gold"),
        ("onBoarding", "onBoarding"),
        ("iOS devices", "iOS devices"),
        ("ÜBERSICHT", "ÜBERSICHT"),
        ("überblick", "Überblick"),
        ("", ""),
    ],
)
def test_a_first_letter_is_made_a_capital_unless_the_word_has_its_own(
    written: str, shown: str
) -> None:
    assert capitalised(written) == shown
