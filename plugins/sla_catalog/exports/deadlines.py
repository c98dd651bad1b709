"""Deadlines as a calendar that mail and calendar programs subscribe to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from icalendar import Calendar, Event

from sla_catalog.exports.conditions import condition_text
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import NO_BREAK
from sla_catalog.resolved.deadlines import Deadline, DeadlineKind, deadlines
from sla_catalog.resolved.term import Follows, Term


class Words(Protocol):
    """Labels by their key."""

    def __getitem__(self, key: str, /) -> str:
        """Return one of them."""


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What a calendar says in a language: its own name, what happens on a day and what follows.

    `day` is how a day is written, `months` are their names from January on.
    """

    language: str
    name: str
    kinds: Mapping[DeadlineKind, str]
    follows: Mapping[Follows, str]
    day: str
    months: tuple[str, ...]

    @classmethod
    def of(cls, language: str, labels: Words) -> CalendarWords:
        """Return what the calendar says, out of all labels of a language."""
        kinds = {kind: labels[f"calendar.{kind}"] for kind in DeadlineKind}
        told = (kind for kind in Follows if kind is not Follows.END)
        follows: dict[Follows, str] = {kind: labels[f"follows.{kind}"] for kind in told}
        months = tuple(labels[f"month.{number}"] for number in range(1, 13))
        return cls(language, labels["calendar.name"], kinds, follows, labels["day"], months)

    def said(self, day: date | None) -> str:
        """Say a day: `1 January 2026`."""
        if day is None:
            return ""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)


ENGLISH = CalendarWords(
    "en",
    "Service agreements",
    {
        DeadlineKind.REVIEW: "Review",
        DeadlineKind.NOTICE: "Last day for notice",
        DeadlineKind.END: "Term ends",
        DeadlineKind.CERTIFICATE: "Certificate runs out",
    },
    {
        Follows.RENEWAL: "Without notice it renews on {begins} until {until}.",
        Follows.OPEN_END: "Without notice it goes on after {last}.",
        Follows.EXPRESS_RENEWAL: "It ends on {last} unless both sides say that it renews.",
    },
    f"{{day}}{NO_BREAK}{{month}} {{year}}",
    (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
)  # fmt: skip


def calendar_ics(catalog: Catalog, today: date, words: CalendarWords = ENGLISH) -> str:
    """Print the deadlines of a catalog as all-day events; lines end as RFC 5545 says.

    An event keeps its UID while its day moves, so that it moves in a subscriber's calendar too.
    """
    found = deadlines(catalog, today)
    summaries = tuple(
        (deadline, _summary(deadline, catalog, words), _consequence(deadline.term, words))
        for deadline in found
    )
    return _calendar(summaries, today, words.name, words.language)


@lru_cache(maxsize=1)  # a preview asks for it again and again, and it seldom changes
def _calendar(
    summaries: tuple[tuple[Deadline, str, str], ...], today: date, name: str, language: str
) -> str:
    calendar = Calendar()
    calendar.add("prodid", f"-//sla-catalog//Deadlines 1//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what programs read that do not know NAME
    stamp = datetime.combine(today, time(), UTC)
    for deadline, summary, consequence in summaries:
        calendar.add_component(_event(deadline, summary, consequence, stamp))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(deadline: Deadline, summary: str, consequence: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid(deadline))
    event.add("dtstamp", stamp)
    event.add("dtstart", deadline.day)
    if deadline.day < date.max:
        event.add("dtend", deadline.day + timedelta(days=1))
    event.add("summary", summary)
    if consequence:
        event.add("description", consequence)
    event.add("categories", [str(deadline.kind)])
    event.add("transp", "TRANSPARENT")
    return event


def uid(deadline: Deadline) -> str:
    """Return what makes an event the same one in every build: its agreement, kind and subject."""
    # A digest, since the name of a certificate may hold any sign and have any length.
    subject = sha256(deadline.subject.encode()).hexdigest()[:16] if deadline.subject else ""
    parts = [part for part in (deadline.agreement_id, deadline.kind, subject) if part]
    return f"{'-'.join(parts)}@sla-catalog"


def _summary(deadline: Deadline, catalog: Catalog, words: CalendarWords) -> str:
    reference = catalog.by_id[deadline.agreement_id].reference
    name = f"{reference} {deadline.title}" if reference else deadline.title
    cases = f" ({condition_text(deadline.when)})" if deadline.when else ""
    about = f"{deadline.subject}{cases}, {name}" if deadline.subject else name
    return f"{words.kinds[deadline.kind]}: {about}"


def _consequence(term: Term, words: CalendarWords) -> str:
    """Say what follows from a day that passes; it is as true before the day as after it."""
    sentence = words.follows.get(term.follows) if term.follows else None
    if sentence is None:
        return ""
    return sentence.format(
        last=words.said(term.last),
        begins=words.said(term.renews_on),
        until=words.said(term.renewed_until),
    )
