"""The calendar: events by RFC 5545 that another program reads as they are meant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from catalogs import TODAY, examples, made, small
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from drafts import catalog_of, draft
from sla_catalog.exports.deadlines import calendar_ics, uid
from sla_catalog.exports.places import Places
from sla_catalog.resolved.deadlines import DeadlineKind, DueDate, deadlines

SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
NASTY = 'Ärzte, Krankenhäuser; "Büros" \\n BEGIN:VEVENT: ' + "長い名前" * 40


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


@pytest.mark.parametrize("catalog", [small, examples], ids=["small", "examples"])
def test_each_deadline_is_an_event_of_a_day(catalog: Any) -> None:
    found = events(calendar_ics(catalog(), TODAY))
    due = deadlines(catalog(), TODAY)
    assert [(e.decoded("dtstart"), str(e["uid"])) for e in found] == [(d.day, uid(d)) for d in due]
    assert [e.decoded("dtend") for e in found] == [d.day + timedelta(days=1) for d in due]
    assert {e.decoded("dtstamp").isoformat() for e in found} == {"2026-02-11T00:00:00+00:00"}
    assert all(d.title in e["summary"] for d, e in zip(due, found, strict=True))


def test_each_event_has_an_id_of_its_own() -> None:
    ids = [str(event["uid"]) for event in events(calendar_ics(examples(), TODAY))]
    assert len(set(ids)) == len(ids)


def test_an_event_stays_the_same_while_its_day_moves() -> None:
    one = DueDate(TODAY, DeadlineKind.END, "wiki", "Wiki")
    other = DueDate(date(2030, 1, 1), DeadlineKind.END, "wiki", "Wiki of the team")
    assert uid(one) == uid(other) == "wiki-end@sla-catalog"


TERMS = {
    "tacit": "{type: tacit, for: 12 months, notice: 12 months}",
    "open": "{type: evergreen, notice: 12 months}",
    "express": "{type: express, for: 12 months, notice: 1 month}",
    "none": "{none: It ends with the project.}",
}


def test_what_follows_from_a_day_is_said() -> None:
    term = "title: {name}\nduration: {{effective: 2025-01-01, initial: 24 months}}\nrenewal: "
    texts = {
        name: draft(f"id: {name}\n{term.format(name=name)}{how}\n") for name, how in TERMS.items()
    }
    found = events(calendar_ics(catalog_of(texts), TODAY))
    said = {
        f"{event.decoded('dtstart')} {event['summary']}": str(event.get("description", ""))
        for event in found
    }
    renews = "Without notice it renews on 1\u00a0January 2027 until 31\u00a0December 2027."
    goes_on = "Without notice it continues after 31\u00a0December 2026."
    ends = "It ends on 31\u00a0December 2026 unless both sides agree to renew it."
    assert said == {
        "2025-12-31 Last day for notice: tacit": renews,
        "2025-12-31 Last day for notice: open": goes_on,
        "2026-11-30 Last day for notice: express": ends,
        "2026-12-31 Term ends: tacit": renews,
        "2026-12-31 Term ends: open": goes_on,
        "2026-12-31 Term ends: express": ends,
        "2026-12-31 Term ends: none": "",
    }


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("", "wiki-end@sla-catalog"),
        ("https://sla.example.com/", "wiki-end@sla.example.com"),
        ("https://sla.example.com:8443", "wiki-end@sla.example.com"),
        ("https://docs.example.com/teams/it/", "teams/it/wiki-end@docs.example.com"),
    ],
)
def test_two_handbooks_do_not_share_an_event(site: str, name: str) -> None:
    assert uid(DueDate(TODAY, DeadlineKind.END, "wiki", "Wiki"), Places(site=site)) == name


def test_an_event_leads_to_its_clause_and_says_what_follows() -> None:
    places = Places(lambda name: f"a/{name}.html", "https://sla.example.com/handbook/")
    found = events(calendar_ics(small(), TODAY, places=places))
    start = "https://sla.example.com/handbook/a/database.html"
    clauses = ("term", "term", "certifications", "review")
    assert [str(event["url"]) for event in found] == [f"{start}#{clause}" for clause in clauses]
    assert all(str(event["description"]).endswith(str(event["url"])) for event in found)


def test_without_an_address_of_the_site_there_is_none() -> None:
    assert [event.get("url") for event in events(calendar_ics(small(), TODAY))] == [None] * 4


def test_programs_remind_of_what_somebody_has_to_do_in_time() -> None:
    found = events(calendar_ics(small(), TODAY, reminder_days=10))
    alarms = {str(event["categories"].to_ical()): event.walk("VALARM") for event in found}
    assert {kind: len(alarm) for kind, alarm in alarms.items()} == {
        "b'notice'": 1,
        "b'end'": 0,
        "b'certificate'": 0,
        "b'review'": 1,
    }
    (alarm,) = alarms["b'notice'"]
    assert alarm["action"] == "DISPLAY"
    assert alarm.decoded("trigger") == timedelta(days=-10)
    assert str(alarm["description"]) == str(found[0]["summary"])


def test_lines_are_folded_and_end_as_they_must() -> None:
    text = draft(f"title: '{NASTY}'\nreview: {{next: 2026-12-15}}\n")
    made_so = calendar_ics(catalog_of({"case": text}), TODAY)
    lines = made_so.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines[-1] == ""
    assert not any("\n" in line or "\r" in line for line in lines)
    (event,) = events(made_so)
    assert str(event["summary"]) == f"Review: {NASTY}"


@given(st.text(SEEN, min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
@example("\\N")
@example("C:\\New, \\\\N; \\n")
@settings(deadline=None)
def test_any_title_is_read_back(title: str) -> None:
    catalog = small()
    (agreement,) = (a for a in catalog.agreements if a.id == "database")
    renamed = agreement.model_copy(update={"title": title, "reference": None})
    text = calendar_ics(type(catalog)((renamed,), catalog.paths, catalog.place), TODAY)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"Review: {title}" in [str(event["summary"]) for event in events(text)]


def test_the_calendar_has_a_name_and_nothing_of_what_is_over() -> None:
    calendar = Calendar.from_ical(made()["calendar.ics"])
    assert calendar["version"] == "2.0"
    assert calendar["x-wr-calname"] == "Service agreements"
    assert "line-" not in made()["calendar.ics"]


def test_a_catalog_without_deadlines_is_a_calendar_too() -> None:
    text = calendar_ics(catalog_of({"case": draft("")}), TODAY)
    assert events(text) == []
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
