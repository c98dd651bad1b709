"""Parts and multiples of a length in words: read exactly where they can be, else not in part."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sla_catalog.model.notations.lengths import length
from sla_catalog.model.notations.targets import Wanted, targets
from sla_catalog.model.quantities import ElapsedTime

# By tables of its own, which share nothing with the code.
PARTS = {
    "{} of a{n} {en}": {"half": "1/2", "a third": "1/3", "two thirds": "2/3", "a quarter": "1/4",
                        "three quarters": "3/4", "three-quarters": "3/4", "a sixth": "1/6"},
    "{} {of_de}": {"ein Viertel": "1/4", "drei Viertel": "3/4", "ein Drittel": "1/3",
                   "die Hälfte": "1/2", "ein Sechstel": "1/6"},
    "{} d'une {fr}": {"la moitié": "1/2", "un quart": "1/4", "trois quarts": "3/4",
                      "un tiers": "1/3", "deux tiers": "2/3", "un sixième": "1/6"},
}  # fmt: skip
UNITS = [
    (3600, {"en": "hour", "n": "n", "of_de": "einer Stunde", "fr": "heure"}),
    (86400, {"en": "day", "n": "", "of_de": "eines Tages", "fr": "journée"}),
    (604800, {"en": "week", "n": "", "of_de": "einer Woche", "fr": "semaine"}),
]
COMPOSED = [
    (form.format(part, **words), Fraction(share) * seconds)
    for form, parts in PARTS.items()
    for part, share in parts.items()
    for seconds, words in UNITS
]


@pytest.mark.parametrize(("text", "seconds"), COMPOSED)
def test_a_part_of_a_unit_is_offered_exactly(text: str, seconds: Fraction) -> None:
    assert ElapsedTime.parse(length(text)).seconds == seconds


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("half an hour", "30 min"),
        ("eine halbe Stunde", "30 min"),
        ("une demi-heure", "30 min"),
        ("Viertelstunde", "15 min"),
        ("eine dreiviertel Stunde", "45 min"),
        ("Dreiviertelstunde", "45 min"),
        ("un quart d'heure", "15 min"),
        ("trois quarts d'heure", "45 min"),
        ("half a year", "6 months"),
        ("ein halbes Jahr", "6 months"),
        ("une demi-année", "6 months"),
        ("three quarters of a year", "9 months"),
        ("two and a half hours", "2.5 h"),
        ("one and three quarter hours", "105 min"),
        ("zwei und eine halbe Stunde", "2.5 h"),
        ("deux heures et demie", "2.5 h"),
        ("two days and a half", "2.5 days"),
    ],
)
def test_parts_are_added_and_taken_of_longer_units(text: str, read: str) -> None:
    assert length(text) == read


@pytest.mark.parametrize("text", ["half a day", "ein halber Tag", "une demi-journée"])
def test_half_a_day_may_be_one_of_work(text: str) -> None:
    found = targets(text, Wanted.TIME, "response_time")
    assert [one.value for one in found] == ["12 h", "0.5 business days"]


@pytest.mark.parametrize(
    "text",
    [
        "a seventh of a day", "an eleventh of 2 days", "half of 4 hours", "most of 4 hours",
        "part of 2 days", "the end of 4 hours", "twice 2 hours", "double 4 hours",
        "2 times 2 hours", "4 hours times two", "4 hours twice", "a dozen hours",
        "hundred and a half hours",
        "CHF 5 min", "5 min CHF", "€ 5 min", "5 euros 4 h", "USD 4 hours", "Franken 5 Minuten",
        "die Hälfte von 4 Stunden", "ein Siebtel von 2 Tagen", "doppelt 2 Stunden",
        "zweimal 4 Stunden", "ein Teil von 2 Tagen", "2 Stunden und ein Viertel",
        "la moitié de 4 heures", "deux fois 2 heures", "le double de 4 heures",
        "2 heures et quart", "une partie de 2 jours", "moitié de 4 h",
    ],
)  # fmt: skip
def test_no_part_of_a_multiple_is_offered(text: str) -> None:
    assert targets(text, Wanted.TIME, "response_time") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a maximum of 4 hours", "at most 4 h"),
        ("initial response of 4 hours", "4 h"),
        ("un délai de 4 heures", "4 h"),
        ("innerhalb von 4 Stunden", "4 h"),
        ("within 4 hours for every customer", "4 h"),
    ],
)
def test_words_that_change_no_figure_are_kept(text: str, value: str) -> None:
    assert [one.value for one in targets(text, Wanted.TIME, "response_time")] == [value]
