"""Deadlines as a calendar that mail and calendar programs subscribe to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from icalendar import Alarm, Calendar, Event, vText

from sla_catalog.exports.conditions import condition_text
from sla_catalog.exports.places import NOWHERE, Places
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import NO_BREAK
from sla_catalog.resolved.deadlines import DeadlineKind, DueDate, deadlines
from sla_catalog.resolved.term import Follows

# The clause on the page of an agreement that a deadline follows from, by its anchor.
CLAUSES = {
    DeadlineKind.BEGINNING: "term",
    DeadlineKind.VERSION: "revisions",
    DeadlineKind.REVIEW: "review",
    DeadlineKind.NOTICE: "term",
    DeadlineKind.TERMINATION: "termination",
    DeadlineKind.END: "term",
    DeadlineKind.CERTIFICATE: "certifications",
}
_OTHER_NOTICE = {
    DeadlineKind.NOTICE: DeadlineKind.TERMINATION,
    DeadlineKind.TERMINATION: DeadlineKind.NOTICE,
}
# After the others it is too late to act, or nobody has to.
_REMINDED = frozenset((DeadlineKind.REVIEW, DeadlineKind.NOTICE, DeadlineKind.TERMINATION))


class Words(Protocol):
    """Labels by their key."""

    def __getitem__(self, key: str, /) -> str:
        """Return one of them."""


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What a calendar says in a language: its own name, what happens on a day and what follows.

    `day` is how a day is written, `first` how the first of a month is, `months` are their names
    from January on.
    """

    language: str
    name: str
    kinds: Mapping[DeadlineKind, str]
    follows: Mapping[Follows, str]
    other_notice: Mapping[DeadlineKind, str]
    day: str
    first: str
    months: tuple[str, ...]

    @classmethod
    def of(cls, language: str, labels: Words) -> CalendarWords:
        """Return what the calendar says, out of all labels of a language."""
        kinds = {kind: labels[f"calendar.{kind}"] for kind in DeadlineKind}
        told = (kind for kind in Follows if kind is not Follows.END)
        follows: dict[Follows, str] = {kind: labels[f"follows.{kind}"] for kind in told}
        months = tuple(labels[f"month.{number}"] for number in range(1, 13))
        others = {kind: labels[f"follows.by.{other}"] for kind, other in _OTHER_NOTICE.items()}
        day, first = labels["day"], labels["day.first"]
        return cls(language, labels["calendar.name"], kinds, follows, others, day, first, months)

    def said(self, day: date | None) -> str:
        """Say a day: `1 January 2026`."""
        if day is None:
            return ""
        number = self.first if day.day == 1 else day.day
        return self.day.format(day=number, month=self.months[day.month - 1], year=day.year)


ENGLISH = CalendarWords(
    "en",
    "Service agreements",
    {
        DeadlineKind.BEGINNING: "Comes into force",
        DeadlineKind.VERSION: "Version comes into force",
        DeadlineKind.REVIEW: "Review",
        DeadlineKind.NOTICE: "Last day for notice",
        DeadlineKind.TERMINATION: "Last day for notice of termination",
        DeadlineKind.END: "Term ends",
        DeadlineKind.CERTIFICATE: "Certificate expires",
    },
    {
        Follows.RENEWAL: "Without notice it renews on {begins} until {until}.",
        Follows.OPEN_END: "Without notice it continues after {last}.",
        Follows.EXPRESS_RENEWAL: "It ends on {last} unless both sides agree to renew it.",
    },
    {
        DeadlineKind.NOTICE: "By the notice of termination, it can be given until {day}.",
        DeadlineKind.TERMINATION: "By the notice of the renewal, it can be given until {day}.",
    },
    f"{{day}}{NO_BREAK}{{month}} {{year}}",
    "1",
    (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Event:
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
        _Event(
            uid(deadline, places),
            deadline.day,
            deadline.kind,
            _summary(deadline, catalog, words),
            _consequence(deadline, words),
            places.clause(deadline.agreement_id, CLAUSES[deadline.kind]),
            reminder_days if deadline.kind in _REMINDED else 0,
        )
        for deadline in deadlines(catalog, today)
    )
    return _calendar(entries, today, words.name, words.language)


@lru_cache(maxsize=1)  # a preview asks for it again and again, and it seldom changes
def _calendar(entries: tuple[_Event, ...], today: date, name: str, language: str) -> str:
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


_BREAK = r"\N"


class _Text(vText):
    r"""A text as it is written: icalendar 7.3 takes a `\N` of the author for the end of a line."""

    def to_ical(self) -> bytes:
        return (
            _BREAK.replace("\\", "\\\\")
            .encode()
            .join(vText(part).to_ical() for part in self.split(_BREAK))
        )


def _event(entry: _Event, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    if entry.day < date.max:
        event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", _Text(entry.summary))
    # Some programs show no URL, and all show the description.
    description = "\n".join(filter(None, (entry.note, entry.address)))
    if description:
        event.add("description", _Text(description))
    if entry.address:
        event.add("url", entry.address)
    event.add("categories", [str(entry.kind)])
    event.add("transp", "TRANSPARENT")
    if entry.remind_before:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: _Event) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _Text(entry.summary))
    alarm.add("trigger", -timedelta(days=entry.remind_before))
    return alarm


def uid(deadline: DueDate, places: Places = NOWHERE) -> str:
    """Return what makes an event the same one in every build: its agreement, kind and subject.

    The site's name is in it, so that two handbooks do not overwrite each other's events.
    """
    # A digest, since the name of a certificate may hold any sign and have any length.
    subject = sha256(deadline.subject.encode()).hexdigest()[:16] if deadline.subject else ""
    parts = (part for part in (deadline.agreement_id, deadline.kind, subject) if part)
    return places.own("-".join(parts))


def _summary(deadline: DueDate, catalog: Catalog, words: CalendarWords) -> str:
    reference = catalog.by_id[deadline.agreement_id].reference
    name = f"{reference} {deadline.title}" if reference else deadline.title
    cases = f" ({condition_text(deadline.when)})" if deadline.when else ""
    about = f"{deadline.subject}{cases}, {name}" if deadline.subject else name
    return f"{words.kinds[deadline.kind]}: {about}"


def _consequence(deadline: DueDate, words: CalendarWords) -> str:
    """Say what follows from a day that passes; it is as true before the day as after it."""
    term = deadline.term
    later = term.last_of_any_notice
    if deadline.kind in words.other_notice and later and deadline.day < later:
        return words.other_notice[deadline.kind].format(day=words.said(later))
    sentence = words.follows.get(term.follows) if term.follows else None
    if sentence is None:
        return ""
    return sentence.format(
        last=words.said(term.last),
        begins=words.said(term.renews_on),
        until=words.said(term.renewed_until),
    )
