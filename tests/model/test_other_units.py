"""Units that are time or money in another spelling: what is meant, and what is none of them."""

from __future__ import annotations

import pytest

from sla_catalog.model.notations.currencies import CODES
from sla_catalog.model.quantities import (
    ElapsedTime,
    MalformedError,
    Money,
    PlainQuantity,
    parse_quantity,
)
from sla_catalog.model.targets import Target


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        *((f"5 {unit}", ["5 min"]) for unit in ("MIN", "Min", "Mins", "Minuten", "minutos")),
        *((f"5 {unit}", ["5 h"]) for unit in ("H", "hrs", "Hours", "Std", "Stunden", "heures")),
        *((f"5 {unit}", ["5 days"]) for unit in ("d", "Tage", "jours", "calendar days")),
        ("5 h30", ["330 min"]),
        ("1 h 30 min", ["90 min"]),
        ("2 Arbeitstage", ["2 business days"]),
        ("2 quarters", ["6 months"]),
        ("5 M", ["5000000", "5 months", "5 min"]),
        ("5 m", ["5 min", "5 metres"]),
        ("5 sek", ["5 s", "5 SEK"]),
        *((f"5 {unit}", ["5 EUR"]) for unit in ("eur", "Eur", "Euro", "euros", "€")),
        ("5 chf per user", ["5 CHF per user"]),
        ("5 euros/user", ["5 EUR/user"]),
        ("5 Franken pro Anruf", ["5 CHF pro Anruf"]),
        ("50 cents", ["0.5 EUR", "0.5 USD"]),
        ("50 Rappen", ["0.5 CHF"]),
        ("50 pence per call", ["0.5 GBP per call"]),
        ("5 mn EUR", ["5000000 EUR"]),
        ("5 M EUR", ["5000000 EUR"]),
        ("5 MEUR", ["5000000 EUR"]),
        ("1.5 bn USD", ["1500000000 USD"]),
        ("5 billion EUR", ["5000000000 EUR", "5000000000000 EUR"]),
        ("500 pounds", ["500 GBP", "500 lb"]),
    ],
)
def test_what_is_meant_is_offered(text: str, readings: list[str]) -> None:
    with pytest.raises(MalformedError) as caught:
        parse_quantity(text)
    assert [one.value for one in caught.value.suggestions] == readings
    with pytest.raises(MalformedError) as caught:
        Target.parse(f"at most {text}")
    assert [one.value for one in caught.value.suggestions] == [f"at most {r}" for r in readings]
    for reading in readings:
        assert str(parse_quantity(reading)) == reading


@pytest.mark.parametrize(
    "text",
    ["500 TPS", "5 W", "8 Wh", "3 kWh", "5 ft", "5 m²", "5 KB", "5 users", "5 µs", "20 °C",
     "12 EUR per user", "300 requests per 5 minutes", "16 A", "5 T", "3 GPU", "1000 MAU"],
)  # fmt: skip
def test_what_is_counted_has_any_name(text: str) -> None:
    assert isinstance(parse_quantity(text), PlainQuantity)
    assert str(parse_quantity(text)) == text


def test_three_capitals_are_money_where_they_are_a_currency() -> None:
    for code in CODES:
        assert parse_quantity(f"5 {code}") == Money.parse(f"{code} 5")
    for word in ("MIN", "SEC", "HRS", "XYZ", "TPS", "GPU"):
        assert word not in CODES
        with pytest.raises(MalformedError):
            Money.parse(f"5 {word}")
    assert isinstance(parse_quantity("5 min"), ElapsedTime)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("1½ TB", "1.5 TB"),
        ("½ TB", "0.5 TB"),
        ("2⅛ TB", "2.125 TB"),
        ("٣ users", "3 users"),
        ("۵ EUR", "5 EUR"),
        ("१० GB", "10 GB"),
        ("٢٫٥ TB", "2.5 TB"),
        ("$1B", "1000000000 USD"),
        ("€2bn", "2000000000 EUR"),
    ],
)
def test_digits_of_any_script_and_fractions_are_offered_in_figures(text: str, instead: str) -> None:
    with pytest.raises(MalformedError) as caught:
        parse_quantity(text)
    assert caught.value.instead == instead
    assert str(parse_quantity(instead)) == instead
