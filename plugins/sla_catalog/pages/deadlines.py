"""The deadlines: reviews, ends, last days for notice and certificates in order of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import FileAt, PageAt
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.agreement.view import owner_lines
from sla_catalog.pages.blocks import (
    Cell,
    Column,
    Day,
    Line,
    Link,
    Paragraph,
    PlainView,
    Row,
    Section,
    Soft,
    Table,
    Text,
)
from sla_catalog.pages.edition import DEADLINES, Edition, agreement_uri
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.pages.parties import agreement_head, status_cell
from sla_catalog.resolved.deadlines import Deadline, DeadlineKind, deadlines
from sla_catalog.resolved.term import Follows, term_on

CALENDAR = "calendar.ics"
_MONTH, _QUARTER = 30, 90
_GROUPS = (("overdue", "alarm"), ("month", "calendar"), ("quarter", ""), ("later", ""))
_PASSED = "passed"  # days for notice; nobody can make up for them, and what follows is to come
_CLAUSES = {
    DeadlineKind.REVIEW: ("review", "review"),
    DeadlineKind.NOTICE: ("term", "notice"),
    DeadlineKind.END: ("term", "end"),
    DeadlineKind.CERTIFICATE: ("certifications", "end"),
}


def deadlines_view(edition: Edition) -> PlainView:
    """Lay out the deadlines."""
    grouped: dict[str, list[Deadline]] = {name: [] for name in (*dict(_GROUPS), _PASSED)}
    found = _all(edition)
    for deadline in found:
        grouped[_group(edition, deadline)].append(deadline)
    labels = edition.labels
    sections = [_section(edition, name, grouped[name]) for name, _ in _GROUPS]
    if grouped[_PASSED]:
        sections.insert(1, _section(edition, _PASSED, grouped[_PASSED]))
    return PlainView(
        name="deadlines",
        title=labels["deadlines.title"],
        lead=Text(labels["deadlines.lead"]),
        actions=(Link(labels["deadlines.calendar"], FileAt(CALENDAR), quiet=True),),
        counts=tuple(
            (icon, str(len(grouped[name])), labels[f"deadlines.count.{name}"])
            for name, icon in _GROUPS
        ),
        as_of=edition.as_of,
        sections=(*sections, *_undated(edition, {d.agreement_id for d in found})),
    )


def _all(edition: Edition) -> list[Deadline]:
    """Return all deadlines by day, also ends that have passed though the status says otherwise."""
    found = [*deadlines(edition.catalog, edition.today), *_passed_ends(edition)]
    return sorted(found, key=lambda deadline: deadline.day)


def _passed_ends(edition: Edition) -> Iterator[Deadline]:
    for agreement in edition.catalog.agreements:
        term = term_on(agreement, edition.today)
        if term.last and term.has_ended(edition.today) and not agreement.is_over:
            yield Deadline(term.last, DeadlineKind.END, agreement.id, agreement.title, "", term)


def _group(edition: Edition, deadline: Deadline) -> str:
    days = (deadline.day - edition.today) // timedelta(days=1)
    if days < 0:
        return _PASSED if deadline.kind is DeadlineKind.NOTICE else "overdue"
    if days <= _MONTH:
        return "month"
    return "quarter" if days <= _QUARTER else "later"


def _section(edition: Edition, name: str, found: list[Deadline]) -> Section:
    title = edition.labels[f"deadlines.{name}"]
    if not found:
        nothing = Paragraph((Text(edition.labels["deadlines.nothing"]),), soft=True)
        return Section("", name, title, (), blocks=(nothing,))
    columns = _columns(edition, "column.day", "column.what", "agreement", "owner")
    table = Table(title, columns, tuple(_row(edition, deadline) for deadline in found))
    return Section("", name, title, (), blocks=(table,), qualifier=str(len(found)))


def _columns(edition: Edition, *keys: str) -> tuple[Column, ...]:
    return tuple(Column(edition.labels[key]) for key in keys)


def _row(edition: Edition, deadline: Deadline) -> Row:
    agreement = edition.catalog.by_id[deadline.agreement_id]
    sheet = Sheet(agreement, edition, DEADLINES)
    day = Day(deadline.day.isoformat(), edition.wording.short_day(deadline.day))
    distance = edition.distance(deadline.day, _CLAUSES[deadline.kind][1])
    return Row(
        Cell(((day,), (distance,))),
        (Cell(tuple(_what(sheet, deadline))), _agreement(sheet), _owner(sheet)),
    )


def _what(sheet: Sheet, deadline: Deadline) -> Iterator[Line]:
    clause, _ = _CLAUSES[deadline.kind]
    is_past_notice = deadline.kind is DeadlineKind.NOTICE and deadline.day < sheet.edition.today
    key = f"{deadline.kind}.passed" if is_past_notice else deadline.kind
    words = sheet.label(f"deadline.{key}").format(name=deadline.subject)
    yield (Link(words, PageAt(agreement_uri(deadline.agreement_id), clause)),)
    if deadline.when:
        cases = sheet.words.conditions(sheet.agreement, deadline.when)
        yield (Soft(sheet.label("for").format(conditions=cases)),)
    note = _note(sheet, deadline)
    if note:
        yield (Soft(note),)


def _note(sheet: Sheet, deadline: Deadline) -> str:
    """Say what comes of a day that passes."""
    term = deadline.term
    if term.has_ended(sheet.edition.today):
        status = sheet.words.within(sheet.words.choice(sheet.agreement.state))
        return sheet.label("deadline.end.passed").format(status=status)
    if term.follows in {None, Follows.END}:
        return ""
    days = {"last": term.last, "begins": term.renews_on, "until": term.renewed_until}
    words = {name: sheet.words.short_day(day) for name, day in days.items() if day}
    return sheet.label(f"follows.{term.follows}").format(**words)


def _agreement(sheet: Sheet) -> Cell:
    agreement = sheet.agreement
    number = f"{agreement.reference} {agreement.title}" if agreement.reference else agreement.title
    return Cell(((Link(number, PageAt(agreement_uri(agreement.id))),), *_not_in_force(sheet)))


def _not_in_force(sheet: Sheet) -> Iterator[Line]:
    words = sheet.edition.status_words(sheet.agreement)
    if words != sheet.words.choice(sheet.agreement.state):
        yield (Soft(words),)


def _owner(sheet: Sheet) -> Cell:
    return Cell(tuple(owner_lines(sheet, strong=False)))


def _undated(edition: Edition, dated: Iterable[str]) -> Iterator[Section]:
    undated = [a for a in agreements_in_order(edition) if not a.is_over and a.id not in dated]
    if not undated:
        return
    title = edition.labels["deadlines.undated"]
    columns = _columns(edition, "agreement", "overview.status", "owner")
    rows = tuple(_undated_row(edition, agreement) for agreement in undated)
    table = Table(title, columns, rows)
    yield Section("", "undated", title, (), blocks=(table,), qualifier=str(len(rows)))


def _undated_row(edition: Edition, agreement: Agreement) -> Row:
    sheet = Sheet(agreement, edition, DEADLINES)
    return Row(agreement_head(sheet), (status_cell(sheet), _owner(sheet)))
