"""Section 1, core services: what is provided, limits, delivery, hours and support."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Calendar, Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.services import Channel, Delivery, Limit, Service, Support, SupportHours
from sla_catalog.pages.agreement.cells import anchor_of, text_cell
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage, ClauseSpec
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    FactRow,
    Facts,
    Inline,
    Line,
    Paragraph,
    Row,
    Sentence,
    Sentences,
    Soft,
    Split,
    Strong,
    Table,
    Text,
)
from sla_catalog.resolved.hours import stated_zone

_BARE = {"id", "name"}
MOST_IN_A_LIST = 26


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of this section."""
    services = page.agreement.listed("services")
    bare = [s for s in services if {name for name, _ in s.fields_said()} <= _BARE]
    gathered = bare if len(bare) > 1 else []
    for service in services:
        if service not in gathered:
            yield _service_draft(service)
    if gathered:
        key = "services" if len(gathered) == len(services) else "services.further"
        title = page.label(f"clause.{key}")
        yield ClauseSpec("services", title, lambda page: _gathered(page, gathered))
    if any(isinstance(s.delivery, tuple) for s in services):
        yield ClauseSpec("delivery", page.label("clause.delivery"), _delivery)
    if page.agreement.limits is not None:
        yield ClauseSpec("limits", page.label("clause.limits"), _limits)
    if page.agreement.support is not None or page.agreement.service_hours is not None:
        yield ClauseSpec("support", page.label("clause.support"), _support)
    if _calendars_used(page):
        yield ClauseSpec("calendars", page.label("clause.calendars"), _calendars)


def _service_draft(service: Service) -> ClauseSpec:
    return ClauseSpec(
        f"service-{anchor_of(service)}", service.name, lambda page: _service(page, service)
    )


def _gathered(page: AgreementPage, services: list[Service]) -> Iterator[Block]:
    sentences = tuple(
        Sentence(Cell(((page.named(service.name),),)), f"service-{anchor_of(service)}")
        for service in services
    )
    half = (len(sentences) + 1) // 2
    if len(sentences) <= MOST_IN_A_LIST:
        yield Sentences(sentences)
    else:
        yield Sentences(sentences[:half])
        yield Sentences(sentences[half:])


def _service(page: AgreementPage, service: Service) -> Iterator[Block]:
    if service.description:
        yield Paragraph((page.prose(service.description),))
    sides = [
        _scope(page, service, name)
        for name in ("in_scope", "out_of_scope")
        if isinstance(getattr(service, name), tuple)
    ]
    if sides:
        yield Split(tuple(sides))
    skip = ["name", "description"]
    skip += [n for n in ("in_scope", "out_of_scope", "delivery") if _is_list(service, n)]
    rest = page.facts(service, skip)
    if rest.rows:
        yield rest


def _is_list(service: Service, name: str) -> bool:
    return isinstance(getattr(service, name), tuple)


def _scope(page: AgreementPage, service: Service, name: str) -> Sentences:
    entries = getattr(service, name)
    heading = (Strong(page.words.field(name)),)
    return Sentences(tuple(Sentence(text_cell(entry)) for entry in entries), heading)


def _delivery(page: AgreementPage) -> Iterator[Block]:
    columns = tuple(Column(page.words.field(n)) for n in ("deliverable", "method", "due"))
    rows = [
        Row(
            Cell(((Strong(delivery.deliverable),), *_extra(page, delivery))),
            (
                page.cell_or_gap(delivery, "method"),
                page.cell_or_gap(delivery, "due"),
            ),
            f"delivery-{anchor_of(delivery)}",
        )
        for service in page.agreement.listed("services")
        if isinstance(service.delivery, tuple)
        for delivery in service.delivery
    ]
    yield Table(page.label("clause.delivery"), columns, tuple(rows))


def _extra(page: AgreementPage, item: Delivery) -> Iterator[Line]:
    yield from page.item_lines(item, skip=("deliverable", "method", "due"))


def _limits(page: AgreementPage) -> Iterator[Block]:
    limits = page.agreement.limits
    if isinstance(limits, Absence):
        yield from page.absence_block(limits)
        return
    rows = [
        Sentence(Cell(tuple(_limit_lines(page, limit))), f"limit-{anchor_of(limit)}")
        for limit in limits or ()
    ]
    yield Sentences(tuple(rows))


def _limit_lines(page: AgreementPage, limit: Limit) -> Iterator[Line]:
    amounts: list[Inline] = []
    for name in ("at_least", "at_most"):
        value = getattr(limit, name)
        if isinstance(value, Absence):
            amounts.append(page.absent(value))
        elif value is not None:
            amounts.append(
                Strong(f"{page.words.within(page.words.field(name))} {page.words.value(value)}")
            )
    if limit.per:
        amounts.append(Text(page.label("per").format(unit=limit.per)))
    if limit.window:
        amounts.append(Text(page.label("in").format(window=page.words.value(limit.window))))
    yield from page.condition(limit)
    skip = ("when", "text", "at_most", "at_least", "per", "window")
    yield (page.prose(limit.text), *amounts)
    if limit.absence:
        yield (page.absent(limit.absence),)
    yield from page.lines(limit, skip)


def _support(page: AgreementPage) -> Iterator[Block]:
    agreement = page.agreement
    rows = [FactRow(page.words.field("service_hours"), _hours(page, agreement.service_hours))]
    support = agreement.support
    if not isinstance(support, Support):
        gap = page.absent(support) if isinstance(support, Absence) else NOT_STATED
        yield Facts((*rows, FactRow(page.words.field("support"), Cell(((gap,),)))))
        return
    label = page.words.field("support")
    rows += [FactRow(label, Cell((line,))) for line in page.condition(support)]
    rows.append(FactRow(page.label("support.hours"), _support_hours(page, support)))
    rows += page.facts(support, ("when", "hours", "channels")).rows
    yield Facts(tuple(rows))
    if isinstance(support.channels, tuple):
        yield from map(Paragraph, page.condition(support))
        yield _channels(page, support.channels)
    elif support.channels is not None:
        yield Facts(
            (
                FactRow(
                    page.words.field("channels"), page.cell(support, "channels", support.channels)
                ),
            )
        )


def _hours(page: AgreementPage, value: object) -> Cell:
    if value is None:
        return Cell(((NOT_STATED,),))
    if isinstance(value, Absence):
        return Cell(((page.absent(value),),))
    zone = _zone(page, value) if isinstance(value, Hours) else ()
    return Cell(((Text(page.words.value(value)), *zone),))


def _zone(page: AgreementPage, hours: Hours) -> Line:
    """Say in which zone hours run, unless they are all hours or their calendar says it.

    Of the text of somebody else it is said that it states none.
    """
    calendar = page.context.catalog.calendar_by_id.get(hours.calendar)
    if hours.around_the_clock or (calendar and calendar.timezone):
        return ()
    zone = stated_zone(page.agreement, page.context.catalog)
    if zone is None and page.agreement.is_transcription:
        zone = page.label("hours.zone.unstated")
    return (Soft(zone),) if zone else ()


def _support_hours(page: AgreementPage, support: Support) -> Cell:
    if support.hours is None or isinstance(support.hours, Absence):
        return _hours(page, support.hours)
    return Cell(
        tuple(
            line
            for case in support.hours_by_case()
            for line in (_case_line(page, case), *_case_remarks(page, support, case))
        )
    )


def _case_remarks(page: AgreementPage, support: Support, case: SupportHours) -> tuple[Line, ...]:
    return page.remarks(case) if isinstance(support.hours, tuple) else ()


def _case_line(page: AgreementPage, case: SupportHours) -> Line:
    line: list[Inline] = []
    if case.when:
        line.append(
            Soft(f"{page.words.conditions(page.agreement, case.when)}{page.label('colon')}")
        )
    line += [Text(page.words.hours(case.hours)), *_zone(page, case.hours)]
    if case.on_request:
        line.append(Soft(page.label("on.request")))
    return tuple(line)


def _channels(page: AgreementPage, channels: tuple[Channel, ...]) -> Table:
    names = ("type", "address", "severities", "hours")
    columns = (
        Column(page.label("column.channel")),
        *(Column(page.words.field(n)) for n in names[1:]),
    )
    rows = [
        Row(
            Cell(
                (
                    (
                        Strong(channel.name or page.words.choice(channel.type)),
                        *page.cases(channel),
                    ),
                    *page.lines(channel, ("name", "when", *names)),
                )
            ),
            (
                page.cell_or_gap(channel, "address"),
                _severities(page, channel),
                page.cell_or_gap(channel, "hours"),
            ),
            f"channel-{anchor_of(channel)}",
        )
        for channel in channels
    ]
    return Table(page.label("column.channel"), columns, tuple(rows)).stated()


def _severities(page: AgreementPage, channel: Channel) -> Cell:
    if not channel.severities:
        return text_cell(page.label("all"))
    return text_cell(", ".join(channel.severities))


def _calendars_used(page: AgreementPage) -> list[Calendar]:
    """Return the shared calendars that hours of the agreement name, in the order of their ids."""
    catalog = page.context.catalog
    named = catalog.once("calendars named", page.agreement, _calendars_named)
    return [calendar for calendar in catalog.calendars if calendar.id in named]


def _calendars_named(agreement: Agreement, catalog: Catalog) -> frozenset[str]:
    return frozenset(
        value.calendar
        for record, _ in catalog.records(agreement)
        for _, value in record.fields_said()
        if isinstance(value, Hours) and value.calendar
    )


def _calendars(page: AgreementPage) -> Iterator[Block]:
    rows = [
        FactRow(
            calendar.name or calendar.id.replace("-", " "),
            Cell(tuple(_calendar_lines(page, calendar))),
            f"calendar-{calendar.id}",
        )
        for calendar in _calendars_used(page)
    ]
    yield Facts(tuple(rows))


def _calendar_lines(page: AgreementPage, calendar: Calendar) -> Iterator[Line]:
    zone: Line = (Soft(calendar.timezone),) if calendar.timezone else ()
    yield (Text(page.words.hours(calendar.week)), *zone)
    for holiday in calendar.holidays or ():
        name: Line = (Soft(holiday.name),) if holiday.name else ()
        label = Soft(page.label("holiday"))
        yield (label, Text(page.words.day(holiday.date)), *name)
        yield from page.item_lines(holiday, skip=("date", "name"))
    yield from page.item_lines(calendar, skip=("name", "timezone", "hours", "holidays"))
