import pytest

from sla_catalog.model.plurals import counted_in
from sla_catalog.model.quantities import parse_quantity


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        ("1 parcel", "parcels"),
        ("1 missed visit", "missed visits"),
        ("1 box", "boxes"),
        ("1 entry", "entries"),
        ("1 Störung", "Störungen"),
        ("1 Paket", "Pakete"),
        ("1 bureau", "bureaux"),
        ("1 Mitglied", "Mitglieder"),
    ],
)
def test_one_counts_in_the_plural_that_stands_beside_it(amount: str, unit: str) -> None:
    assert counted_in(parse_quantity(amount), ["other", amount.removeprefix("1 "), unit]) == unit


@pytest.mark.parametrize(
    ("amount", "own", "unit"),
    [
        ("2 parcel", "parcel", "parcels"),
        ("1 call", "call", "calls/s"),
        ("1 GB", "GB", "GBs"),
        ("1 parcel", "parcel", "letters"),
        ("1 h", "elapsed time", "hs"),
        ("1 call", "call", "caller"),
        ("1 test", "test", "tester"),
        ("1 Test", "Test", "Tester"),
        ("1 failed request", "failed request", "failed requester"),
    ],
)
def test_all_else_keeps_its_unit(amount: str, own: str, unit: str) -> None:
    assert counted_in(parse_quantity(amount), [unit]) == own


@pytest.mark.parametrize(
    ("amount", "units", "unit"),
    [
        ("1 test", ["tester", "testen", "tests"], "tests"),
        ("1 box", ["boxen", "boxes"], "boxes"),
        ("1 failed take", ["failed taken", "failed takes"], "failed takes"),
    ],
)
def test_an_s_comes_before_other_endings(amount: str, units: list[str], unit: str) -> None:
    assert counted_in(parse_quantity(amount), units) == unit
