"""The id of a defined term: made from its letters, whatever their language."""

from __future__ import annotations

import unicodedata

import pytest

from sla_catalog.model.slugs import term_slug

IDS = {
    "Monthly Uptime Percentage": "monthly-uptime-percentage",
    "  24/7 ": "24-7",
    "Störung": "stoerung",
    "ÜBERGABE": "uebergabe",
    "Maß": "mass",
    "MAẞ": "mass",
    "Été": "ete",
    "Señal caída": "senal-caida",
    "Dostępność łącza": "dostepnosc-lacza",
    "Ærø": "aeroe",
    "İstanbul": "istanbul",
    "ﬁrst": "first",
    "Διακοπή 2": "2",
    "可用性": "",
    "++": "",
}


@pytest.mark.parametrize(("term", "expected"), IDS.items())
def test_ids_are_made_from_letters(term: str, expected: str) -> None:
    assert term_slug(term) == expected
    assert term_slug(unicodedata.normalize("NFD", term)) == expected
