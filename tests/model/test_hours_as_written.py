"""Hours of the week as people write them: the help says all of it, or nothing."""

from __future__ import annotations

import pytest

from sla_catalog.model.calendars import Hours, Recurrence, of_one_meaning
from sla_catalog.model.intervals import Frequency, parse_interval, parse_repetition
from sla_catalog.model.notations.days import hours
from sla_catalog.model.quantities import MalformedError

_ALL_BUT_WED = "Mon-Tue 09:00-17:00, Thu-Fri 09:00-17:00"
_HOLIDAYS = "; holidays are left out by a calendar that lists them"


@pytest.mark.parametrize(
    "text",
    [
        "24h/5",
        "24x5",
        "24/7/5",
        "24/7 except during maintenance",
        "24x7 except Sundays and during maintenance",
        "24x7 best effort",
        "24/7 for P1 only",
        "24x7 every Sunday",
        "24 hours a week",
        "24 hours per year",
        "24 hours notice",
        "9-17 Mon-Sat, Wed closed",
        "Mon-Fri 9-17, Saturday from 12:00 closed",
        "Mon-Fri 9-17, closed on the first Wednesday",
        "Mon-Fri 9-17, closed for lunch",
        "Mo-Fr 8-17 Uhr außer mittwochnachmittags",
        "Mo-Fr 8-17 Uhr, jeden zweiten Mittwoch geschlossen",
        "lun-ven 9h-18h, fermé le premier mercredi",
        "Mo-Fr 9-9 Uhr",
        "12-12",
    ],
)
def test_nothing_is_offered_for_part_of_a_text(text: str) -> None:
    assert hours(text) == ""


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("Mon-Fri 9-17, Wed closed", _ALL_BUT_WED),
        ("Mon-Fri 9-17, closed on Wednesdays", _ALL_BUT_WED),
        ("closed Wednesdays, Mon-Fri 9-17", _ALL_BUT_WED),
        ("Mon-Fri 9-17 (Wed closed)", _ALL_BUT_WED),
        ("Mon-Fri 9-17 except Wednesdays", _ALL_BUT_WED),
        ("Mon-Fri 9-17 (not Wed)", _ALL_BUT_WED),
        ("Mon-Fri 9-5 except Wednesdays and holidays", _ALL_BUT_WED + _HOLIDAYS),
        ("Mon-Fri 9-17, Wed closed, public holidays closed", _ALL_BUT_WED + _HOLIDAYS),
        ("Mo-Fr 9-17, mittwochs geschlossen", _ALL_BUT_WED),
        ("Mo-Fr 9-17 Uhr außer mittwochs", _ALL_BUT_WED),
        ("Montag bis Freitag 9-17 Uhr, Mittwoch und Feiertage geschlossen",
         _ALL_BUT_WED + _HOLIDAYS),
        ("Mo-Fr 9-17 Uhr, Mi Ruhetag", _ALL_BUT_WED),
        ("Mo-Fr 9-17 Uhr, an Feiertagen kein Service", "Mon-Fri 09:00-17:00" + _HOLIDAYS),
        ("lun-ven 9h-17h, fermé le mercredi", _ALL_BUT_WED),
        ("du lundi au vendredi de 9h à 17h sauf le mercredi", _ALL_BUT_WED),
        ("lundi-vendredi 9h-17h (fermé les jours fériés)", "Mon-Fri 09:00-17:00" + _HOLIDAYS),
        ("Mo-Do 8-17, Fr 8-15, Sa/So geschlossen", "Mon-Thu 08:00-17:00, Fri 08:00-15:00"),
        ("Mon-Sat 9-17, Wed and Thu closed", "Mon-Tue 09:00-17:00, Fri-Sat 09:00-17:00"),
        ("Mon-Fri 9-12 and 13-17, Wed-Thu closed",
         "Mon-Tue 09:00-12:00, Mon-Tue 13:00-17:00, Fri 09:00-12:00, Fri 13:00-17:00"),
        ("24/7, closed Sundays", "Mon-Sat 00:00-24:00"),
        ("24/7, Sat and Sun closed", "Mon-Fri 00:00-24:00"),
        ("24x7 sauf dimanche", "Mon-Sat 00:00-24:00"),
        ("24x7 excluding public holidays", "24x7" + _HOLIDAYS),
    ],
)  # fmt: skip
def test_days_without_hours_are_left_out(text: str, help_: str) -> None:
    assert hours(text) == help_


_TWICE = [
    ("Mon-Fri 9-17, Fri 9-15",
     "Mon-Thu 09:00-17:00, Fri 09:00-15:00 or Mon-Fri 09:00-17:00"),
    ("Fri 9-15, Mon-Fri 9-17",
     "Mon-Thu 09:00-17:00, Fri 09:00-15:00 or Mon-Fri 09:00-17:00"),
    ("Mo-Fr 8-18 Uhr, Fr 8-16 Uhr",
     "Mon-Thu 08:00-18:00, Fri 08:00-16:00 or Mon-Fri 08:00-18:00"),
    ("lun-ven 9h-18h, ven 9h-16h",
     "Mon-Thu 09:00-18:00, Fri 09:00-16:00 or Mon-Fri 09:00-18:00"),
    ("Mon-Fri 9-17, Fri 10-18",
     "Mon-Thu 09:00-17:00, Fri 10:00-18:00 or Mon-Thu 09:00-17:00, Fri 09:00-18:00"),
    ("Sat 10-14, Sat 11-13", "Sat 11:00-13:00 or Sat 10:00-14:00"),
    ("Mon-Fri 22:00-06:00, Fri 20:00-02:00",
     "Mon-Thu 22:00-06:00, Fri 20:00-02:00 or Mon-Thu 22:00-06:00, Fri 20:00-06:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "help_"), _TWICE)
def test_of_hours_that_overlap_both_meanings_are_offered(text: str, help_: str) -> None:
    assert hours(text) == help_
    for meaning in help_.split(" or "):
        assert str(Hours.parse(meaning)) == meaning


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("Mon-Fri 09:00-17:00, Fri 09:00-15:00",
         "Mon-Thu 09:00-17:00, Fri 09:00-15:00 or Mon-Fri 09:00-17:00"),
        ("Mon-Fri 24:00-08:00", "Mon-Fri 00:00-08:00 or Tue-Sat 00:00-08:00"),
        ("Mon-Fri 24:00-08:00, Sun 10:00-12:00",
         "Mon-Fri 00:00-08:00, Sun 10:00-12:00 or Tue-Sat 00:00-08:00, Sun 10:00-12:00"),
        ("Sat 09:00-09:00", "Sat 09:00-21:00 or Sat 09:00-24:00, Sun 00:00-09:00"),
        ("Mon-Wed 18:30-18:30",
         "Mon-Wed 18:30-06:30 or Mon 18:30-24:00, Tue-Wed 00:00-24:00, Thu 00:00-18:30"),
    ],
)  # fmt: skip
def test_hours_of_two_meanings_are_not_read(text: str, help_: str) -> None:
    for parse in (Hours.parse, Recurrence.parse):
        with pytest.raises(MalformedError, match="can be read in two ways") as caught:
            parse(text)
        assert caught.value.instead == help_
    for meaning in help_.split(" or "):
        assert str(Hours.parse(meaning)) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 09:00-17:00, Fri 08:00-18:00",
        "Mon-Fri 09:00-12:00, Mon-Fri 12:00-17:00",
        "Mon-Fri 22:00-06:00, Sat 00:00-24:00",
        "Mon 09:00-17:00, Mon 09:00-17:00",
        "Sun 00:00-00:00",
    ],
)
def test_hours_of_one_meaning_are_read(text: str) -> None:
    assert str(Hours.parse(text)) == text


def test_hours_of_a_calendar_have_one_meaning() -> None:
    listed = tuple(map(Hours.parse, ("Mon-Fri 09:00-17:00", "Fri 09:00-15:00")))
    with pytest.raises(MalformedError) as caught:
        of_one_meaning(listed)
    assert caught.value.instead == (
        "[Mon-Thu 09:00-17:00, Fri 09:00-15:00] or [Mon-Fri 09:00-17:00]"
    )
    assert of_one_meaning(listed[:1]) == listed[:1]


@pytest.mark.parametrize("days", ["Mon-Fri", "Sat-Sun", "Sun-Tue"])
@pytest.mark.parametrize("ordinal", ["first", "second", "third", "fourth", "last"])
def test_a_day_of_each_month_is_one_day(ordinal: str, days: str) -> None:
    text = f"{ordinal} {days} 02:00-04:00"
    with pytest.raises(MalformedError, match="several days of each month") as caught:
        Recurrence.parse(text)
    (suggestion,) = caught.value.suggestions
    assert suggestion.written("recurs") == f"recurs: every month, text: {text}"


@pytest.mark.parametrize("length", ["0 days", "0 months", "0 h", "0.0 weeks"])
def test_an_interval_has_a_length(length: str) -> None:
    for parse, text in (
        (parse_interval, f"every {length}"),
        (parse_repetition, length),
        (Frequency.parse, f"every {length}"),
        (Recurrence.parse, f"every {length}"),
    ):
        with pytest.raises(MalformedError, match="has no length") as caught:
            parse(text)
        assert caught.value.instead.startswith("such as ")
