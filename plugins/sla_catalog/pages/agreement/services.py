"""Section 1, core services: what is provided, limits, delivery, hours and support."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Calendar
from sla_catalog.model.fields import Absence
from sla_catalog.model.services import Channel, Delivery, Limit, Service, Support, SupportHours
from sla_catalog.pages.agreement.sheet import (
    NOT_STATED,
    Draft,
    Sheet,
    anchor_of,
    text_cell,
)
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Fact,
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

_BARE = {"id", "name"}
MOST_IN_A_LIST = 26


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    services = sheet.agreement.listed("services")
    bare = [s for s in services if {name for name, _ in s.fields_said()} <= _BARE]
    gathered = bare if len(bare) > 1 else []
    for service in services:
        if service not in gathered:
            yield _service_draft(service)
    if gathered:
        key = "services" if len(gathered) == len(services) else "services.further"
        title = sheet.label(f"clause.{key}")
        yield Draft("services", title, lambda _sheet: _gathered(gathered))
    if any(isinstance(s.delivery, tuple) for s in services):
        yield Draft("delivery", sheet.label("clause.delivery"), _delivery)
    if sheet.agreement.limits is not None:
        yield Draft("limits", sheet.label("clause.limits"), _limits)
    if sheet.agreement.support is not None or sheet.agreement.service_hours is not None:
        yield Draft("support", sheet.label("clause.support"), _support)
    if _calendars_used(sheet):
        yield Draft("calendars", sheet.label("clause.calendars"), _calendars)


def _service_draft(service: Service) -> Draft:
    return Draft(
        f"service-{anchor_of(service)}", service.name, lambda sheet: _service(sheet, service)
    )


def _gathered(services: list[Service]) -> Iterator[Block]:
    sentences = tuple(
        Sentence(text_cell(service.name), f"service-{anchor_of(service)}") for service in services
    )
    half = (len(sentences) + 1) // 2
    if len(sentences) <= MOST_IN_A_LIST:
        yield Sentences(sentences)
    else:
        yield Sentences(sentences[:half])
        yield Sentences(sentences[half:])


def _service(sheet: Sheet, service: Service) -> Iterator[Block]:
    if service.description:
        yield Paragraph((sheet.prose(service.description),))
    sides = [
        _scope(sheet, service, name)
        for name in ("in_scope", "out_of_scope")
        if isinstance(getattr(service, name), tuple)
    ]
    if sides:
        yield Split(tuple(sides))
    skip = ["name", "description"]
    skip += [n for n in ("in_scope", "out_of_scope", "delivery") if _is_list(service, n)]
    rest = sheet.facts(service, skip)
    if rest.rows:
        yield rest


def _is_list(service: Service, name: str) -> bool:
    return isinstance(getattr(service, name), tuple)


def _scope(sheet: Sheet, service: Service, name: str) -> Sentences:
    entries = getattr(service, name)
    heading = (Strong(sheet.words.field(name)),)
    return Sentences(tuple(Sentence(text_cell(entry)) for entry in entries), heading)


def _delivery(sheet: Sheet) -> Iterator[Block]:
    columns = tuple(Column(sheet.words.field(n)) for n in ("deliverable", "method", "due"))
    rows = [
        Row(
            Cell(((Strong(delivery.deliverable),), *_extra(sheet, delivery))),
            (
                sheet.cell_or_gap(delivery, "method"),
                sheet.cell_or_gap(delivery, "due"),
            ),
            f"delivery-{anchor_of(delivery)}",
        )
        for service in sheet.agreement.listed("services")
        if isinstance(service.delivery, tuple)
        for delivery in service.delivery
    ]
    yield Table(sheet.label("clause.delivery"), columns, tuple(rows))


def _extra(sheet: Sheet, item: Delivery) -> Iterator[Line]:
    yield from sheet.item_lines(item, skip=("deliverable", "method", "due"))


def _limits(sheet: Sheet) -> Iterator[Block]:
    limits = sheet.agreement.limits
    if isinstance(limits, Absence):
        yield from sheet.absence_block(limits)
        return
    rows = [
        Sentence(Cell(tuple(_limit_lines(sheet, limit))), f"limit-{anchor_of(limit)}")
        for limit in limits or ()
    ]
    yield Sentences(tuple(rows))


def _limit_lines(sheet: Sheet, limit: Limit) -> Iterator[Line]:
    amounts: list[Inline] = []
    for name in ("at_least", "at_most"):
        value = getattr(limit, name)
        if isinstance(value, Absence):
            amounts.append(sheet.absent(value))
        elif value is not None:
            amounts.append(
                Strong(f"{sheet.words.within(sheet.words.field(name))} {sheet.words.value(value)}")
            )
    if limit.per:
        amounts.append(Text(sheet.label("per").format(unit=limit.per)))
    if limit.window:
        amounts.append(Text(sheet.label("in").format(window=sheet.words.value(limit.window))))
    yield from sheet.condition(limit)
    skip = ("when", "text", "at_most", "at_least", "per", "window")
    yield (sheet.prose(limit.text), *amounts)
    if limit.absence:
        yield (sheet.absent(limit.absence),)
    yield from sheet.lines(limit, skip)


def _support(sheet: Sheet) -> Iterator[Block]:
    agreement = sheet.agreement
    rows = [Fact(sheet.words.field("service_hours"), _hours(sheet, agreement.service_hours))]
    support = agreement.support
    if not isinstance(support, Support):
        gap = sheet.absent(support) if isinstance(support, Absence) else NOT_STATED
        yield Facts((*rows, Fact(sheet.words.field("support"), Cell(((gap,),)))))
        return
    label = sheet.words.field("support")
    rows += [Fact(label, Cell((line,))) for line in sheet.condition(support)]
    rows.append(Fact(sheet.label("support.hours"), _support_hours(sheet, support)))
    rows += sheet.facts(support, ("when", "hours", "channels")).rows
    yield Facts(tuple(rows))
    if isinstance(support.channels, tuple):
        yield from map(Paragraph, sheet.condition(support))
        yield _channels(sheet, support.channels)
    elif support.channels is not None:
        yield Facts(
            (
                Fact(
                    sheet.words.field("channels"), sheet.cell(support, "channels", support.channels)
                ),
            )
        )


def _hours(sheet: Sheet, value: object) -> Cell:
    if value is None:
        return Cell(((NOT_STATED,),))
    if isinstance(value, Absence):
        return Cell(((sheet.absent(value),),))
    zone = _zone(sheet, value) if isinstance(value, Hours) else ()
    return Cell(((Text(sheet.words.value(value)), *zone),))


def _zone(sheet: Sheet, hours: Hours) -> Line:
    """Say in which zone hours run, unless they are all hours or their calendar says it."""
    calendar = sheet.edition.catalog.calendar_by_id.get(hours.calendar)
    if hours.around_the_clock or (calendar and calendar.timezone):
        return ()
    zone = sheet.agreement.timezone or sheet.edition.catalog.timezone
    return (Soft(zone),) if zone else ()


def _support_hours(sheet: Sheet, support: Support) -> Cell:
    if support.hours is None or isinstance(support.hours, Absence):
        return _hours(sheet, support.hours)
    return Cell(
        tuple(
            line
            for case in support.hours_by_case()
            for line in (_case_line(sheet, case), *_case_remarks(sheet, support, case))
        )
    )


def _case_remarks(sheet: Sheet, support: Support, case: SupportHours) -> tuple[Line, ...]:
    return sheet.remarks(case) if isinstance(support.hours, tuple) else ()


def _case_line(sheet: Sheet, case: SupportHours) -> Line:
    line: list[Inline] = []
    if case.when:
        line.append(Soft(sheet.words.conditions(sheet.agreement, case.when) + ":"))
    line += [Text(sheet.words.hours(case.hours)), *_zone(sheet, case.hours)]
    if case.on_request:
        line.append(Soft(sheet.label("on.request")))
    return tuple(line)


def _channels(sheet: Sheet, channels: tuple[Channel, ...]) -> Table:
    names = ("type", "address", "severities", "hours")
    columns = (
        Column(sheet.label("column.channel")),
        *(Column(sheet.words.field(n)) for n in names[1:]),
    )
    rows = [
        Row(
            Cell(
                (
                    (Strong(channel.name or sheet.words.choice(channel.type)),),
                    *sheet.item_lines(channel, skip=("name", *names)),
                )
            ),
            (
                sheet.cell_or_gap(channel, "address"),
                _severities(sheet, channel),
                sheet.cell_or_gap(channel, "hours"),
            ),
            f"channel-{anchor_of(channel)}",
        )
        for channel in channels
    ]
    return Table(sheet.label("column.channel"), columns, tuple(rows))


def _severities(sheet: Sheet, channel: Channel) -> Cell:
    if not channel.severities:
        return text_cell(sheet.label("all"))
    return text_cell(", ".join(channel.severities))


def _calendars_used(sheet: Sheet) -> list[Calendar]:
    """Return the shared calendars that hours of the agreement name, in the order of their ids."""
    catalog = sheet.edition.catalog
    named = {
        value.calendar
        for record, _ in catalog.records(sheet.agreement)
        for _, value in record.fields_said()
        if isinstance(value, Hours) and value.calendar
    }
    return [calendar for calendar in catalog.calendars if calendar.id in named]


def _calendars(sheet: Sheet) -> Iterator[Block]:
    rows = [
        Fact(
            calendar.name or calendar.id.replace("-", " "),
            Cell(tuple(_calendar_lines(sheet, calendar))),
            f"calendar-{calendar.id}",
        )
        for calendar in _calendars_used(sheet)
    ]
    yield Facts(tuple(rows))


def _calendar_lines(sheet: Sheet, calendar: Calendar) -> Iterator[Line]:
    zone: Line = (Soft(calendar.timezone),) if calendar.timezone else ()
    yield (Text(sheet.words.hours(calendar.week)), *zone)
    for holiday in calendar.holidays or ():
        name: Line = (Soft(holiday.name),) if holiday.name else ()
        label = Soft(sheet.label("holiday"))
        yield (label, Text(sheet.words.day(holiday.date)), *name)
        yield from sheet.item_lines(holiday, skip=("date", "name"))
    yield from sheet.item_lines(calendar, skip=("name", "timezone", "hours", "holidays"))
