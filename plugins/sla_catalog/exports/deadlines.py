"""Deadlines as a calendar that mail and calendar programs subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from icalendar import Alarm, Calendar, Event

from sla_catalog.exports.places import NOWHERE, Places
from sla_catalog.model.catalog import Catalog
from sla_catalog.reckoning.deadlines import Deadline, DeadlineKind, deadlines

# The clause on the page of an agreement that a deadline follows from, by its anchor.
CLAUSES = {
    DeadlineKind.REVIEW: "review",
    DeadlineKind.NOTICE: "term",
    DeadlineKind.END: "term",
    DeadlineKind.CERTIFICATE: "certifications",
}
# After the others it is too late to act, or nobody has to.
_REMINDED = frozenset((DeadlineKind.REVIEW, DeadlineKind.NOTICE))


def no_note(_deadline: Deadline) -> str:
    """Say nothing of what follows."""
    return ""


class Words(Protocol):
    """Labels by their key."""

    def __getitem__(self, key: str, /) -> str:
        """Return one of them."""


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What a calendar says in a language: its own name, what happens on a day and what follows."""

    language: str
    name: str
    kinds: Mapping[DeadlineKind, str]
    note: Callable[[Deadline], str] = no_note

    @classmethod
    def of(
        cls, language: str, labels: Words, note: Callable[[Deadline], str] = no_note
    ) -> CalendarWords:
        """Return what the calendar says, out of all labels of a language."""
        kinds = {kind: labels[f"calendar.{kind}"] for kind in DeadlineKind}
        return cls(language, labels["calendar.name"], kinds, note)


ENGLISH = CalendarWords(
    "en",
    "Service agreements",
    {
        DeadlineKind.REVIEW: "Review",
        DeadlineKind.NOTICE: "Last day for notice",
        DeadlineKind.END: "Term ends",
        DeadlineKind.CERTIFICATE: "Certificate runs out",
    },
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An event as it is written; `remind_before` is a number of days, 0 for no reminder."""

    uid: str
    day: date
    kind: DeadlineKind
    summary: str
    note: str
    address: str
    remind_before: int


def calendar_ics(
    catalog: Catalog,
    today: date,
    words: CalendarWords = ENGLISH,
    places: Places = NOWHERE,
    reminder_days: int = 0,
) -> str:
    """Print the deadlines of a catalog as all-day events; lines end as RFC 5545 says.

    An event keeps its UID while its day moves, so that it moves in a subscriber's calendar too.
    Before a review and a last day for notice programs remind `reminder_days` earlier; 0 for never.
    """
    entries = tuple(
        _Entry(
            uid(deadline, places),
            deadline.day,
            deadline.kind,
            _summary(deadline, catalog, words),
            words.note(deadline),
            places.clause(deadline.agreement_id, CLAUSES[deadline.kind]),
            reminder_days if deadline.kind in _REMINDED else 0,
        )
        for deadline in deadlines(catalog, today)
    )
    return _calendar(entries, today, words.name, words.language)


@lru_cache(maxsize=1)  # a preview asks for it again and again, and it seldom changes
def _calendar(entries: tuple[_Entry, ...], today: date, name: str, language: str) -> str:
    calendar = Calendar()
    calendar.add("prodid", f"-//sla-catalog//Deadlines 1//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what programs read that do not know NAME
    stamp = datetime.combine(today, time(), UTC)
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(entry: _Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    if entry.day < date.max:
        event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.summary)
    # Some programs show no URL, and all show the description.
    description = "\n".join(filter(None, (entry.note, entry.address)))
    if description:
        event.add("description", description)
    if entry.address:
        event.add("url", entry.address)
    event.add("categories", [str(entry.kind)])
    event.add("transp", "TRANSPARENT")
    if entry.remind_before:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: _Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", -timedelta(days=entry.remind_before))
    return alarm


def uid(deadline: Deadline, places: Places = NOWHERE) -> str:
    """Return what makes an event the same one in every build: its agreement, kind and subject.

    The site's name is in it, so that two handbooks do not overwrite each other's events.
    """
    # A digest, since the name of a certificate may hold any sign and have any length.
    subject = sha256(deadline.subject.encode()).hexdigest()[:16] if deadline.subject else ""
    parts = (part for part in (deadline.agreement_id, deadline.kind, subject) if part)
    return places.own("-".join(parts))


def _summary(deadline: Deadline, catalog: Catalog, words: CalendarWords) -> str:
    reference = catalog.by_id[deadline.agreement_id].reference
    name = f"{reference} {deadline.title}" if reference else deadline.title
    about = f"{deadline.subject}, {name}" if deadline.subject else name
    return f"{words.kinds[deadline.kind]}: {about}"
