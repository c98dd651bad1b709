"""The deadlines: beginnings, reviews, ends, days for notice and certificates, by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import FileAt, PageAt
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.view import owner_lines
from sla_catalog.pages.blocks import Cell, Column, Day, Line, Link, Row, Soft, Table, Text
from sla_catalog.pages.context import DEADLINES, RenderContext, agreement_uri
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.pages.paging import ROWS_A_PAGE, Paging
from sla_catalog.pages.parties import agreement_head, status_cell
from sla_catalog.pages.sections import Section
from sla_catalog.pages.views.lists import PlainView
from sla_catalog.resolved.deadlines import DeadlineKind, DueDate, deadlines
from sla_catalog.resolved.term import Follows, ended_on, term_on

CALENDAR = "calendar.ics"
_MONTH, _QUARTER = 30, 90
_GROUPS = (("overdue", "alarm"), ("month", "calendar"), ("quarter", ""), ("later", ""))
_PASSED = "passed"  # days for notice; nobody can make up for them, and what follows is to come
_UNDATED = "undated"
_ORDER = (*dict(_GROUPS), _PASSED, _UNDATED)  # of parts that are spread over pages
_CLAUSES = {
    DeadlineKind.BEGINNING: ("term", "notice"),
    DeadlineKind.VERSION: ("revisions", "notice"),
    DeadlineKind.REVIEW: ("review", "review"),
    DeadlineKind.NOTICE: ("term", "notice"),
    DeadlineKind.TERMINATION: ("termination", "notice"),
    DeadlineKind.END: ("term", "end"),
    DeadlineKind.CERTIFICATE: ("certifications", "end"),
}


_OTHER_NOTICE = {
    DeadlineKind.NOTICE: DeadlineKind.TERMINATION,
    DeadlineKind.TERMINATION: DeadlineKind.NOTICE,
}
_NOTICES = frozenset(_OTHER_NOTICE)


def deadlines_paging(context: RenderContext) -> Paging:
    """Return how the deadlines are spread over pages, what is to be done first.

    Days for notice that have passed come after what is ahead, so that they do not push it back.
    """
    counts = {part.anchor: len(_table(part).rows) for part in whole_deadlines(context).sections}
    return Paging.of(DEADLINES, {name: counts[name] for name in _ORDER if name in counts})


def deadlines_view(context: RenderContext, page: int = 1) -> PlainView:
    """Lay out one page of the deadlines, from 1."""
    whole, paging = whole_deadlines(context), deadlines_paging(context)
    if not paging.is_long:
        return whole
    sections = {part.anchor: part for part in whole.sections}
    titles = {name: sections[name].title for name in paging.parts}
    return replace(
        whole,
        sections=tuple(_cut(sections[name], rows) for name, rows in paging.rows(page).items()),
        pages=paging.pages(page, context.labels, titles),
    )


def _cut(section: Section, rows: slice) -> Section:
    table = _table(section)
    return replace(section, blocks=(replace(table, rows=table.rows[rows]),))


def _table(section: Section) -> Table:
    (table,) = section.blocks
    if not isinstance(table, Table):
        raise TypeError(f"{section.anchor} holds no table")
    return table


def whole_deadlines(context: RenderContext) -> PlainView:
    """Lay out the deadlines as one page; worked out once for a context."""
    return context.once("deadlines", _whole)


def _whole(context: RenderContext) -> PlainView:
    grouped: dict[str, list[Row]] = {name: [] for name in (*dict(_GROUPS), _PASSED)}
    found = _due(context)
    for deadline, row in zip(found, _rows(context, found), strict=True):
        grouped[_group(context, deadline)].append(row)
    labels = context.labels
    order = ("overdue", _PASSED, "month", "quarter", "later")
    sections = [_section(context, name, grouped[name]) for name in order if grouped[name]]
    return PlainView(
        name="deadlines",
        title=labels["deadlines.title"],
        lead=Text(labels["deadlines.lead" if found else "deadlines.none"]),
        actions=(Link(labels["deadlines.calendar"], FileAt(CALENDAR), quiet=True),),
        counts=tuple(
            (icon, str(len(grouped[name])), labels[f"deadlines.count.{name}"])
            for name, icon in _GROUPS
            if found
        ),
        as_of=context.as_of,
        sections=(*sections, *_undated_section(context)),
    )


def _due(context: RenderContext) -> list[DueDate]:
    """Return all deadlines by day, also ends that have passed though the status says otherwise."""
    return context.once("due", _sorted)


def _sorted(context: RenderContext) -> list[DueDate]:
    found = [*deadlines(context.catalog, context.today), *_passed_ends(context)]
    return sorted(found, key=lambda deadline: deadline.day)


def _passed_ends(context: RenderContext) -> Iterator[DueDate]:
    for agreement in context.catalog.agreements:
        term = term_on(agreement, context.today)
        if term.last and term.has_ended(context.today) and not agreement.is_over:
            yield DueDate(term.last, DeadlineKind.END, agreement.id, agreement.title, "", term)


def _group(context: RenderContext, deadline: DueDate) -> str:
    days = (deadline.day - context.today).days
    if days < 0:
        return _PASSED if deadline.kind in _NOTICES else "overdue"
    if days <= _MONTH:
        return "month"
    return "quarter" if days <= _QUARTER else "later"


def _rows(context: RenderContext, found: Sequence[DueDate]) -> Iterator[Row]:
    """Yield the row of each deadline; the day and the agreement decide which ones that has."""
    by_agreement: dict[str, list[DueDate]] = {}
    for deadline in found:
        by_agreement.setdefault(deadline.agreement_id, []).append(deadline)
    rows = {}
    for name, own in by_agreement.items():
        agreement = context.catalog.by_id[name]
        rows[name] = iter(context.recall("deadlines", agreement, partial(_rows_of, own)))
    yield from (next(rows[deadline.agreement_id]) for deadline in found)


def _rows_of(
    found: Iterable[DueDate], agreement: Agreement, context: RenderContext
) -> tuple[Row, ...]:
    return tuple(_row(agreement, context, deadline) for deadline in found)


def _section(context: RenderContext, name: str, rows: list[Row]) -> Section:
    title = context.labels[f"deadlines.{name}"]
    columns = _columns(context, "column.day", "column.what", "agreement", "owner")
    table = Table(title, columns, tuple(rows))
    return Section("", name, title, (), blocks=(table,), qualifier=str(len(rows)))


def _columns(context: RenderContext, *keys: str) -> tuple[Column, ...]:
    is_long = len(_due(context)) + len(_undated(context)) > ROWS_A_PAGE
    return tuple(Column(context.labels[key], sort=key if is_long else "") for key in keys)


def _row(agreement: Agreement, context: RenderContext, deadline: DueDate) -> Row:
    page = AgreementPage(agreement, context, DEADLINES)
    day = Day(deadline.day.isoformat(), context.wording.short_day(deadline.day))
    distance = context.distance(deadline.day, _CLAUSES[deadline.kind][1])
    return Row(
        Cell(((day,), (distance,))),
        (Cell(tuple(_what(page, deadline))), _agreement(page), _owner(page)),
    )


def _what(page: AgreementPage, deadline: DueDate) -> Iterator[Line]:
    clause, _ = _CLAUSES[deadline.kind]
    is_past_notice = deadline.kind in _NOTICES and deadline.day < page.context.today
    key = f"{deadline.kind}.passed" if is_past_notice else deadline.kind
    words = page.label(f"deadline.{key}").format(name=deadline.subject)
    yield (Link(words, PageAt(agreement_uri(deadline.agreement_id), clause)),)
    if deadline.when:
        cases = page.words.conditions(page.agreement, deadline.when)
        yield (Soft(page.label("for").format(conditions=cases)),)
    note = _note(page, deadline)
    if note:
        yield (Soft(note),)


def _note(page: AgreementPage, deadline: DueDate) -> str:
    """Say what comes of a day that passes."""
    term = deadline.term
    if term.has_ended(page.context.today):
        status = page.words.within(page.words.choice(page.agreement.state))
        return page.label("deadline.end.passed").format(status=status)
    if term.follows in {None, Follows.END}:
        return ""
    later = term.last_of_any_notice
    if deadline.kind in _NOTICES and later and deadline.day < later:
        other = _OTHER_NOTICE[deadline.kind]
        return page.label(f"follows.by.{other}").format(day=page.words.short_day(later))
    days = {"last": term.last, "begins": term.renews_on, "until": term.renewed_until}
    words = {name: page.words.short_day(day) for name, day in days.items() if day}
    return page.label(f"follows.{term.follows}").format(**words)


def _agreement(page: AgreementPage) -> Cell:
    agreement = page.agreement
    number = f"{agreement.reference} {agreement.title}" if agreement.reference else agreement.title
    return Cell(((Link(number, PageAt(agreement_uri(agreement.id))),), *_not_in_force(page)))


def _not_in_force(page: AgreementPage) -> Iterator[Line]:
    words = page.context.status_words(page.agreement)
    is_said = ended_on(page.agreement, page.context.today)  # its row of the end says so
    if words != page.words.choice(page.agreement.state) and not is_said:
        yield (Soft(words),)


def _owner(page: AgreementPage) -> Cell:
    return Cell(tuple(owner_lines(page, strong=False)))


def _undated(context: RenderContext) -> list[Agreement]:
    """Return the agreements that have no deadline though they are not over."""
    dated = {deadline.agreement_id for deadline in _due(context)}
    return [a for a in agreements_in_order(context) if not a.is_over and a.id not in dated]


def _undated_section(context: RenderContext) -> Iterator[Section]:
    undated = _undated(context)
    if not undated:
        return
    title = context.labels["deadlines.undated"]
    columns = _columns(context, "agreement", "overview.status", "owner")
    rows = tuple(context.recall("undated", agreement, _undated_row) for agreement in undated)
    table = Table(title, columns, rows)
    yield Section("", _UNDATED, title, (), blocks=(table,), qualifier=str(len(rows)))


def _undated_row(agreement: Agreement, context: RenderContext) -> Row:
    page = AgreementPage(agreement, context, DEADLINES)
    return Row(agreement_head(page), (status_cell(page), _owner(page)))
